using System.Text.Json;

namespace EnvLint.Cli.Tests;

/// <summary><c>check --this-machine</c>, with a Windows profile of the test's own. Files of the machine that the tests run on may be found, too.</summary>
public sealed class MachineTests : IDisposable
{
    private readonly Project _project = new Project().AsRoot().With("Dockerfile", Samples.Fine);
    private readonly Project _profile = new Project().With(".wslconfig", "[wsl2]\nmemory=8gb\n");

    public void Dispose()
    {
        _project.Dispose();
        _profile.Dispose();
    }

    [Fact]
    public void The_profile_is_checked_and_told_with_its_absolute_path()
    {
        Assert.Equal(0, Check("--format", "concise").ExitCode);
        Assert.Empty(Check("--format", "concise").OutputLines);

        var result = Check("--this-machine", "--format", "concise");
        Assert.Contains(result.OutputLines, line => line.StartsWith($"{_profile[".wslconfig"]}:2:8: ", StringComparison.Ordinal));
        Assert.Empty(result.Error);
    }

    [Fact]
    public void It_is_listed()
    {
        Assert.Contains($"wslconfig     {_profile[".wslconfig"]}", Check("--this-machine", "--show-files").OutputLines);
        Assert.DoesNotContain(Check("--show-files").OutputLines, static line => line.Contains(".wslconfig", StringComparison.Ordinal));
    }

    [Fact]
    public void The_configuration_of_the_project_holds_but_not_what_it_says_of_paths()
    {
        _project.With("envlint.toml", "exclude = [\"**/.wslconfig\"]\n[per-file-ignores]\n\"**/.wslconfig\" = [\"WSL\"]\n[files]\n\"**/.wslconfig\" = \"none\"\n");
        Assert.Contains(Check("--this-machine", "--format", "concise").OutputLines, line => line.StartsWith(_profile[".wslconfig"], StringComparison.Ordinal));

        _project.With("envlint.toml", "ignore = [\"WSL\"]\n");
        Assert.DoesNotContain(Check("--this-machine", "--format", "concise").OutputLines, line => line.StartsWith(_profile[".wslconfig"], StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--fix")]
    [InlineData("--diff")]
    public void It_is_not_mended_and_that_is_said(string option)
    {
        var before = _profile.Read(".wslconfig");

        var result = Check("--this-machine", option);

        Assert.Contains($"envlint: {_profile[".wslconfig"]} is not mended: it belongs to this machine; name it to have it mended\n", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("+memory", result.Output, StringComparison.Ordinal);
        Assert.Equal(before, _profile.Read(".wslconfig"));
    }

    [Fact]
    public void Named_it_is_mended_and_told_once()
    {
        var result = Check(_profile[".wslconfig"], "--this-machine", "--fix");

        Assert.DoesNotContain("is not mended", result.Error, StringComparison.Ordinal);
        Assert.Equal("[wsl2]\nmemory=8GB\n", _profile.Read(".wslconfig"));
    }

    [Fact]
    public void Sarif_gives_it_an_address_of_its_own()
    {
        using var sarif = JsonDocument.Parse(Check("--this-machine", "--format", "sarif").Output);
        var place = sarif.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray()
            .Select(static result => result.GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("artifactLocation"))
            .First(place => place.GetProperty("uri").GetString() == $"file://{_profile[".wslconfig"]}");

        Assert.False(place.TryGetProperty("uriBaseId", out _));
    }

    [Fact]
    public void A_baseline_does_not_record_it()
    {
        Assert.Equal(0, _project.Run("baseline", "--baseline", "known.json").ExitCode);
        Assert.Contains(Check("--this-machine", "--baseline", "known.json", "--format", "concise").OutputLines, line => line.StartsWith(_profile[".wslconfig"], StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_not_there_is_told_with_verbose_only()
    {
        File.Delete(_profile[".wslconfig"]);

        Assert.Empty(Check("--this-machine").Error);
        Assert.Contains($"there is no {_profile[".wslconfig"]}\n", Check("--this-machine", "--verbose").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void It_does_not_go_with_standard_input() =>
        Assert.Equal(
            "envlint: '--this-machine' does not go with standard input\n", _project.RunWith("", ["check", "-", "--stdin-filename", "Dockerfile", "--this-machine"]).Error);

    private CliResult Check(params string[] arguments) => _project.RunWhere(
        new() { ["WSL_DISTRO_NAME"] = "Test", ["USERPROFILE"] = _profile["."][..^2] }, ["check", .. arguments]);
}
