using System.Text;
using EnvLint.Knowledge;
using EnvLint.Manifests;
using EnvLint.Manifests.Wsl;
using EnvLint.Syntax.Ini;
using EnvLint.Syntax.Toml;
using EnvLint.Testing;
using EnvLint.Text;
using Xunit.Abstractions;

namespace EnvLint.Core.Tests.Manifests.Wsl;

/// <summary>The cases that were run through WSL's own parser, or are asserted by WSL's own tests.</summary>
public sealed class WslCasesTests(ITestOutputHelper output)
{
    private static readonly string[] Order =
    [
        "memory", "processors", "swap", "swapFile", "kernel", "ipv6", "networkingMode", "vmSwitch", "sparseVhd",
        "systemd", "command", "default", "options", "umask", "enabled",
    ];

    [Fact]
    public void All_cases_agree_with_the_parser_of_WSL()
    {
        var table = new StringBuilder($"{"case",-26} {"file",-11} {"warnings",-9} {"effect",-7} not compared\n");
        var wrong = new List<string>();
        var cases = Cases("case");
        foreach (var row in cases)
        {
            var id = Text(row, "id");
            var global = Text(row, "file") == ".wslconfig";
            var view = WslConfigFile.Create(
                new SourceText(Text(row, "file"), Text(row, "input")),
                global ? ManifestKind.WslGlobalConfig : ManifestKind.WslDistributionConfig);

            var warnings = Compare("warnings", string.Join(" | ", Texts(row, "warnings")), string.Join(" | ", view.Warnings));
            var effect = Compare("effect", Text(row, "effect"), Effect(view));
            effect = effect.Length > 0 ? effect : Compare("stops", row.TryGet<TomlBoolean>("stops", out _).ToString(), (view.Syntax.StoppedBy is not null).ToString());
            effect = effect.Length > 0 ? effect : Compare("dead", string.Join(' ', Texts(row, "dead")), string.Join(' ', Dead(view)));
            if (Texts(row, "names") is { Count: > 0 } names)
            {
                effect = effect.Length > 0 ? effect : Compare("names", string.Join(' ', names), string.Join(' ', view.Settings[0].Key!.Values.Order(StringComparer.Ordinal)));
            }

            var host = row.TryGet<TomlString>("host", out var told) ? told.Value : "";
            table.Append($"{id,-26} {Text(row, "file"),-11} {(warnings.Length == 0 ? "agree" : "DIFFER"),-9} {(effect.Length == 0 ? "agree" : "DIFFER"),-7} {host}\n");
            wrong.AddRange(new[] { warnings, effect }.Where(static difference => difference.Length > 0).Select(difference => $"{id}: {difference}"));
        }

        output.WriteLine(table.ToString());
        output.WriteLine($"{cases.Count} cases, {wrong.Count} differences");
        Assert.True(cases.Count >= 88, "Cases are missing");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void All_spellings_of_values_agree_with_WSL()
    {
        var rows = Cases("value_case");
        Assert.NotEmpty(rows);
        foreach (var row in rows)
        {
            var kind = Text(row, "kind") == "bool" ? WslValueKind.Boolean : WslValueKind.Size;
            foreach (var text in Texts(row, "accepted"))
            {
                output.WriteLine($"{kind} \"{text}\" is taken");
                Assert.True(IsValid(kind, text), $"{kind} '{text}' should be taken");
            }

            foreach (var text in Texts(row, "rejected"))
            {
                output.WriteLine($"{kind} \"{text}\" is refused");
                Assert.False(IsValid(kind, text), $"{kind} '{text}' should be refused");
            }
        }
    }

    private static bool IsValid(WslValueKind kind, string text) =>
        kind == WslValueKind.Boolean ? WslValueParser.ParseBoolean(text) is not null : WslValueParser.ParseSize(text) is not null;

    private static string Compare(string what, string expected, string actual) =>
        expected == actual ? "" : $"{what}: expected «{expected}», got «{actual}»";

    // Settings that differ from their defaults, named as the stand-in for WSL's table of keys named them.
    private static string Effect(WslConfigFile view)
    {
        var effective = view.Settings
            .Where(setting => setting.Key is { } key && setting.First is null && (setting.Value!.IsValid || setting.Value.Ports.Any(static port => port.Port is not null)))
            .Where(setting => setting.Key!.Default.Length == 0 || !view.SameValue(setting.Key, setting.Text, setting.Key.Default))
            .OrderBy(static setting => Array.IndexOf(Order, setting.Key!.Name) is >= 0 and var place ? place : Order.Length)
            .Select(static setting => Show(setting))
            .ToList();
        return effective.Count == 0 ? "all defaults" : string.Join(' ', effective);
    }

    private static string Show(WslSetting setting)
    {
        var key = setting.Key!;
        var value = setting.Value!;
        return (key.Section, key.Name, key.Kind) switch
        {
            (_, "networkingMode", _) => $"net={Array.IndexOf(["None", "Nat", "Bridged", "Mirrored", "Consomme"], value.Name)}",
            (_, "sparseVhd", _) => $"sparse={(value.Boolean == true ? 1 : 0)}",
            ("automount", "enabled", _) => $"automount={(value.Boolean == true ? 1 : 0)}",
            ("user", "default", _) => $"user=[{setting.Text}]",
            (_, "umask", _) => $"umask=0{Convert.ToString(value.Integer!.Value, 8)}",
            (_, "hostname", _) => $"hostname=[{WslValueParser.CleanHostName(setting.Text)}]",
            (_, _, WslValueKind.Boolean) => $"{key.Name}={(value.Boolean == true ? 1 : 0)}",
            (_, _, WslValueKind.Integer) => $"{key.Name}={value.Integer}",
            (_, _, WslValueKind.Size) => $"{key.Name}={value.Bytes}",
            (_, _, WslValueKind.Enumeration) => $"{key.Name}={value.Name}",
            (_, _, WslValueKind.PortList) => $"{key.Name}={string.Join(',', value.Ports.Where(static port => port.Port is not null).Select(static port => port.Port))}",
            (_, _, WslValueKind.Command or WslValueKind.MountOptions) => $"{key.Name}=[{setting.Text}]",
            _ => $"{key.Name}={Escape(setting.Text)}",
        };
    }

    private static string Escape(string text) =>
        string.Concat(text.Select(static c => char.IsControl(c) ? $"\\x{(int)c:x2}" : c.ToString()));

    private static IEnumerable<string> Dead(WslConfigFile view) =>
        view.Settings
            .Where(setting => setting.Key is { } key && key.Requires.Any(condition => view.Holds(condition) == false && condition.Value == "Mirrored"))
            .Select(static setting => setting.Key!.FullName);

    private static List<TomlTable> Cases(string name)
    {
        var path = Path.Combine(RepositoryRoot.Path, "tests", "EnvLint.Core.Tests", "Data", "wsl", "cases.toml");
        var document = TomlDocument.Parse(File.ReadAllText(path));
        Assert.Empty(document.Errors);
        Assert.True(document.Root.TryGet<TomlArray>(name, out var array));
        return [.. array.Items.Cast<TomlTable>()];
    }

    private static string Text(TomlTable row, string name) => row.TryGet<TomlString>(name, out var text) ? text.Value : "";

    private static List<string> Texts(TomlTable row, string name) =>
        row.TryGet<TomlArray>(name, out var array) ? [.. array.Items.Cast<TomlString>().Select(static item => item.Value)] : [];
}
