using EnvLint.Knowledge;
using EnvLint.Manifests.Wsl;
using EnvLint.Syntax.Ini;

namespace EnvLint.Core.Tests.Knowledge;

public sealed class WslKeysTests
{
    [Fact]
    public void The_files_have_as_many_keys_as_the_parser_of_WSL_binds()
    {
        Assert.Equal(59, WslKeys.In(WslFile.WslConfig).Count(static key => key.IsKnown));
        Assert.Equal(25, WslKeys.In(WslFile.WslConf).Count(static key => key.IsKnown));
    }

    [Fact]
    public void Names_are_compared_without_case()
    {
        Assert.Equal("wsl2.memory", WslKeys.Find(WslFile.WslConfig, "WSL2", "MEMORY")?.FullName);
        Assert.Equal("automount", WslKeys.Section(WslFile.WslConf, "AutoMount"));
        Assert.Null(WslKeys.Find(WslFile.WslConfig, "wsl2", "autoMemoryReclaim"));
        Assert.Null(WslKeys.Section(WslFile.WslConfig, "automount"));
    }

    [Fact]
    public void A_moved_key_leads_home()
    {
        var moved = WslKeys.Find(WslFile.WslConfig, "experimental", "firewall");
        Assert.NotNull(moved);
        Assert.Equal("wsl2.firewall", WslKeys.Home(moved).FullName);
        var memory = WslKeys.Find(WslFile.WslConfig, "wsl2", "memory");
        Assert.NotNull(memory);
        Assert.Same(memory, WslKeys.Home(memory));
    }

    [Fact]
    public void Removed_keys_are_found_and_not_known()
    {
        Assert.Equal(WslKeyStatus.Removed, WslKeys.Find(WslFile.WslConfig, "wsl2", "pageReporting")?.Status);
        Assert.Empty(WslKeys.Named(WslFile.WslConfig, "pageReporting"));
    }

    [Fact]
    public void A_name_of_several_sections_is_found_in_all() =>
        Assert.Equal(["automount", "fileServer", "gpu", "interop"], WslKeys.Named(WslFile.WslConf, "enabled").Select(static key => key.Section));

    [Fact]
    public void Each_key_names_its_source() => Assert.All(WslKeys.All, static key => Assert.NotEmpty(key.Source));

    [Fact]
    public void Each_default_is_a_value_of_its_key() => Assert.All(
        WslKeys.All.Where(static key => key.Default.Length > 0),
        static key => Assert.True(WslValueParser.Parse(key.Default, key, IniDialect.Host).IsValid, key.FullName));

    [Fact]
    public void Each_condition_names_a_key_and_a_value_of_it() => Assert.All(
        WslKeys.All.SelectMany(static key => key.Requires.Concat(key.Excludes).Select(condition => (key.File, Condition: condition))),
        static pair =>
        {
            var key = WslKeys.Find(pair.File, pair.Condition.Section, pair.Condition.Name);
            Assert.True(key is { IsKnown: true }, pair.Condition.ToString());
            Assert.True(pair.Condition.Value is null || WslValueParser.Parse(pair.Condition.Value, key, IniDialect.Host).IsValid, pair.Condition.ToString());
        });

    [Fact]
    public void Enumerations_have_names_and_moved_keys_have_homes() => Assert.All(WslKeys.All, static key =>
    {
        Assert.Equal(key.Kind == WslValueKind.Enumeration || key.Kind == WslValueKind.MountOptions, key.Values.Length > 0);
        Assert.Equal(key.Status == WslKeyStatus.Moved, !ReferenceEquals(WslKeys.Home(key), key));
    });

    [Fact]
    public void A_source_is_named_as_people_know_it()
    {
        Assert.Equal("microsoft/WSL src/windows/common/WslCoreConfig.cpp Initialize", WslKeys.SourceText(WslKeys.Find(WslFile.WslConfig, "wsl2", "memory")!));
        Assert.All(WslKeys.All, static key => Assert.DoesNotContain(';', WslKeys.SourceText(key)));
    }
}
