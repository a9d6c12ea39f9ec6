namespace EnvLint.Cli.Tests;

public sealed class ConfigurationTests : IDisposable
{
    private readonly Project _project = new Project().AsRoot().With("Dockerfile", Samples.Broken);

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("envlint.toml", "ignore = [\"ENV001\"]")]
    [InlineData(".envlint.toml", "ignore = [\"ENV001\"]")]
    [InlineData("pyproject.toml", "[tool.envlint]\nignore = [\"ENV001\"]")]
    [InlineData("envlint.toml", "fail-on = \"never\"")]
    [InlineData("envlint.toml", "[severity]\nENV001 = \"warning\"")]
    [InlineData("envlint.toml", "exclude = [\"Dockerfile\"]")]
    [InlineData("envlint.toml", "[per-file-ignores]\n\"Docker*\" = [\"ENV001\"]")]
    [InlineData("envlint.toml", "[files]\n\"Dockerfile\" = \"none\"")]
    public void A_configuration_of_the_root_holds(string file, string content)
    {
        _project.With(file, content);

        Assert.Equal(0, _project.Run("check").ExitCode);
        Assert.Equal(1, _project.Run("check", "--no-config").ExitCode);
    }

    [Fact]
    public void The_command_line_beats_the_configuration()
    {
        _project.With("envlint.toml", "fail-on = \"never\"\n[severity]\nENV001 = \"info\"\n");

        Assert.Equal("Dockerfile:2:1: warning[ENV001] unknown instruction 'INSTALL'\n", _project.Run("check", "--severity", "ENV001=warning", "--format", "concise").Output);
        Assert.Equal(1, _project.Run("check", "--fail-on", "info").ExitCode);
    }

    [Fact]
    public void A_configuration_can_be_named()
    {
        _project.With("ci/strict.toml", "ignore = [\"ENV001\"]\n").With("envlint.toml", "frobnicate = 1\n");

        Assert.Equal(0, _project.Run("check", "--config", "ci/strict.toml").ExitCode);
    }

    [Fact]
    public void Files_can_be_classified_by_hand()
    {
        _project.With("envlint.toml", "[files]\n\"deploy/*.df\" = \"dockerfile\"\n").With("deploy/x.df", Samples.Broken);

        Assert.Equal(1, _project.Run("check", "deploy").ExitCode);
        Assert.Equal("dockerfile    deploy/x.df\n", _project.Run("check", "deploy", "--show-files").Output);
    }

    [Fact]
    public void Private_images_are_what_they_are_like()
    {
        _project.With("Dockerfile", "FROM registry.corp/cuda:12.4\nCOPY a /a\n").With("run.sh", "#!/bin/bash\ndocker run registry.corp/cuda:12.4 ./train\n");
        Assert.Equal("", _project.Run("check", "--select", "GPU001,CUD001", "--format", "concise").Output);

        _project.With("envlint.toml", "[images.\"registry.corp/cuda:*\"]\nlike = \"nvidia/cuda:12.4-devel-ubuntu22.04\"\n");
        Assert.Equal(
            "run.sh:2:1: warning[GPU001] 'registry.corp/cuda:12.4' is made for a GPU, and 'docker run' hands none over\n",
            _project.Run("check", "--select", "GPU001,CUD001", "--format", "concise").Output);

        _project.With("envlint.toml", "[images]\n\"registry.corp/cuda\" = { lik = \"x\" }\n");
        var result = _project.Run("check");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("an entry of [images] has no key 'lik'", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Errors_are_told_with_their_places_and_exit_with_2()
    {
        _project.With("envlint.toml", "fail-on = \"always\"\n\n[severty]\nENV001 = \"info\"\n");

        var result = _project.Run("check");

        Assert.Equal(2, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.StartsWith("envlint: envlint.toml:1:12: 'always' is none of", result.Error, StringComparison.Ordinal);
        Assert.Contains("\nenvlint.toml:3:2: there is no key 'severty'; did you mean 'severity'?\n", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_configuration_that_is_no_text_exits_with_2()
    {
        _project.With("envlint.toml", [0, 1, 2]);

        var result = _project.Run("check");

        Assert.Equal(2, result.ExitCode);
        Assert.Equal("envlint: envlint.toml:1:1: the configuration cannot be read: it is no text\n", result.Error);
    }

    [Fact]
    public void Rules_that_do_not_exist_are_a_finding_in_the_configuration()
    {
        _project.With("envlint.toml", "ignore = [\"ENV001\", \"XYZ999\"]\n");

        Assert.Equal(["envlint.toml:1:22: warning[ENV006] no rule is called 'XYZ999'"], _project.Run("check", "--format", "concise").OutputLines);
        Assert.Empty(_project.Run("check", "--format", "concise", "Dockerfile").OutputLines);
    }

    [Fact]
    public void A_configuration_extends_one_above_it_in_the_same_repository()
    {
        _project.With("base.toml", "ignore = [\"ENV001\"]\n").With("sub/envlint.toml", "extends = \"../base.toml\"\n").With("sub/Dockerfile", Samples.Broken);

        Assert.Equal(0, _project.Run("check", "sub").ExitCode);
        Assert.Equal(1, _project.Run("check", "sub", "--no-config").ExitCode);
    }

    [Fact]
    public void A_configuration_does_not_extend_one_outside_the_repository()
    {
        _project.With("envlint.toml", "extends = \"../../etc/passwd\"\n");

        var result = _project.Run("check");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("leads out of the root", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_target_of_the_configuration_can_be_named()
    {
        _project.With("envlint.toml", "[targets.cluster]\nplatform = \"linux\"\n");

        Assert.Contains("target: cluster\n", _project.Run("check", "--target", "cluster", "--verbose").Error, StringComparison.Ordinal);
        Assert.Equal("envlint: --target: there is no target 'clutser'; did you mean 'cluster'?\n", _project.Run("check", "--target", "clutser").Error);
    }
}
