using EnvLint.Syntax.Requirements;
using EnvLint.Versions;

namespace EnvLint.Core.Tests.Versions;

/// <summary>How a line of pip leads to a set of versions: the forms in the order of the table that the design gives, numbered.</summary>
public sealed class CompatPipTests
{
    [Theory]
    [InlineData("row 1", "torch==2.1", "2.1 2.1.0 2.1.0.0 2.1.0+cu118 2.1+cpu", "2.1.1 2.1.0.post1 2.1.0rc1 2.10")]
    [InlineData("row 2", "torch==2.1.*", "2.1 2.1.0 2.1.2+cu121 2.1.9.post1", "2.10.0 2.2.0 2.0.1 3.1")]
    [InlineData("row 2", "torch!=2.1.*", "2.10.0 2.2.0 2.0.1+cu118", "2.1 2.1.2 2.1.0+cu118")]
    [InlineData("row 3", "torch==2.1.0+cu118", "2.1.0+cu118 2.1+cu118", "2.1.0 2.1.0+cu121 2.1.0+cpu 2.1.0+cu118.1")]
    [InlineData("row 4", "torch===2.1.0", "2.1.0", "2.1 2.1.0+cu118 2.1.0.0")]
    [InlineData("row 5", "torch~=2.1", "2.1 2.1.0+cu118 2.14.1", "2.0.1 3.0 3.0.dev1")]
    [InlineData("row 5", "torch~=2.1.0", "2.1.0 2.1.2+cu121", "2.2.0 2.0.1")]
    [InlineData("row 6", "torch>2.1", "2.1.1 2.2.0+cu118", "2.1 2.1.0 2.1.post1 2.1.0+cu118 2.0.1")]
    [InlineData("row 7", "torch<2.2", "2.1.2 2.1.2+cu121", "2.2 2.2rc1 2.2.0.dev20240101 2.2.0+cu118 2.3")]
    [InlineData("row 8", "torch>=2.1,<=2.3,!=2.2.0", "2.1.0 2.2.1 2.3 2.3.0+cu121", "2.0.1 2.2.0 2.2.0+cu118 2.3.1")]
    public void Forms_mean_what_the_table_says(string row, string requirement, string inside, string outside)
    {
        var specifiers = Requirement.Parse(requirement).Specifiers;
        Assert.All(Versions(inside), version => Assert.True(specifiers.Contains(version, allowPreReleases: true), $"{row}: {requirement} takes {version}"));
        Assert.All(Versions(outside), version => Assert.False(specifiers.Contains(version, allowPreReleases: true), $"{row}: {requirement} does not take {version}"));
    }

    [Theory]
    [InlineData("row 9", "torch>=2.0", false, "2.1.0 2.2.0rc1", "2.1.0")]
    [InlineData("row 9: one is named", "torch>=2.0rc1", false, "2.1.0 2.2.0rc1", "2.2.0rc1")]
    [InlineData("row 9: --pre", "torch>=2.0", true, "2.1.0 2.2.0rc1", "2.2.0rc1")]
    [InlineData("row 9: nothing else matches", "torch>=2.2rc1", false, "2.1.0 2.2.0rc1", "2.2.0rc1")]
    [InlineData("row 9: nothing else matches", "torch>2.1", false, "2.1.0 2.2.0.dev1", "2.2.0.dev1")]
    [InlineData("local versions sort above", "torch>=2.0", false, "2.14.1 2.14.1+cu126 2.14.0+cu130", "2.14.1+cu126")]
    [InlineData("local versions sort above", "torch==2.14.1", false, "2.14.1 2.14.1+cu126", "2.14.1+cu126")]
    public void The_newest_that_is_taken(string row, string requirement, bool pre, string candidates, string newest) =>
        Assert.True(Requirement.Parse(requirement).Specifiers.Newest(Versions(candidates), pre)?.ToString() == newest, row);

    [Fact]
    public void Row_10_the_name_of_a_wheel_says_version_and_platform()
    {
        var requirement = Requirement.Parse("torch @ https://download.pytorch.org/whl/cu121/torch-2.3.1%2Bcu121-cp311-cp311-linux_x86_64.whl");

        Assert.Equal("2.3.1+cu121", requirement.Version?.ToString());
        Assert.Equal("cu121", requirement.Version?.LocalText);
        Assert.Equal(["cp311"], requirement.Wheel?.PythonTags);
        Assert.Equal(["linux_x86_64"], requirement.Wheel?.PlatformTags);
    }

    [Theory]
    [InlineData("torch; python_version < \"3.12\"", MarkerResult.Unknown, MarkerResult.True, MarkerResult.Unknown)]
    [InlineData("torch; sys_platform == \"win32\"", MarkerResult.Unknown, MarkerResult.False, MarkerResult.True)]
    [InlineData("torch; platform_machine == \"aarch64\"", MarkerResult.Unknown, MarkerResult.False, MarkerResult.Unknown)]
    [InlineData("torch; extra == \"gpu\"", MarkerResult.False, MarkerResult.False, MarkerResult.False)]
    public void Row_11_conditions_ask_the_target(string requirement, MarkerResult unknown, MarkerResult linux, MarkerResult windows)
    {
        var parsed = Requirement.Parse(requirement);
        Assert.Equal(unknown, parsed.Applies(MarkerEnvironment.Unknown));
        Assert.Equal(linux, parsed.Applies(MarkerEnvironment.Linux with { PythonVersion = "3.11", PlatformMachine = "x86_64" }));
        Assert.Equal(windows, parsed.Applies(MarkerEnvironment.Windows));
    }

    [Theory]
    [InlineData("tensorflow[and-cuda]", "tensorflow", "and-cuda")]
    [InlineData("jax[cuda12]==0.4.30", "jax", "cuda12")]
    [InlineData("JAX[CUDA12_pip]", "jax", "cuda12-pip")]
    [InlineData("cupy-cuda12x", "cupy-cuda12x", "")]
    public void Row_12_extras_are_part_of_the_line_and_own_projects_are_not(string requirement, string name, string extras)
    {
        var parsed = Requirement.Parse(requirement);
        Assert.Equal(name, parsed.Name);
        Assert.Equal(extras, string.Join(' ', parsed.Extras.Select(static extra => extra.Name)));
    }

    [Theory]
    [InlineData("Flash_Attn", "flash-attn")]
    [InlineData("ruamel.yaml", "ruamel-yaml")]
    [InlineData("a-_.b", "a-b")]
    public void Names_compare_in_their_normal_form(string name, string normal) => Assert.Equal(normal, Requirement.Parse(name).Name);

    private static Pep440Version[] Versions(string text) => [.. text.Split(' ').Select(Pep440Version.Parse)];
}
