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

    [Theory]
    [InlineData("frobnicate = 1", "1:1: there is no key 'frobnicate'")]
    [InlineData("exlude = []", "1:1: there is no key 'exlude'; did you mean 'exclude'?")]
    [InlineData("[targt]", "1:2: there is no key 'targt'; did you mean 'target'?")]
    [InlineData("[severity]\nENV001 = \"fatal\"", "2:11: 'fatal' is none of error, warning, info")]
    [InlineData("[files]\n\"a.df\" = { kid = \"shell\" }", "2:12: an entry of [files] has no key 'kid'; did you mean 'kind'?")]
    [InlineData("[files]\n\"a.df\" = \"dockerfil\"", "2:11: 'dockerfil' is no kind of file: it is one of ")]
    [InlineData("[files]\n\"a.df\" = { scope = \"moon\" }", "2:21: 'moon' is no scope: it is one of ")]
    [InlineData("[images]\n\"r.corp/x\" = { lik = \"x\" }", "2:16: an entry of [images] has no key 'lik'; did you mean 'like'?")]
    [InlineData("[indexes]\n\"https://x.corp/simple\" = { lke = \"pypi\" }", "2:29: an entry of [indexes] has no key 'lke'; did you mean 'like'?")]
    [InlineData("[indexes]\n\"corp\" = { like = \"pypi\" }", "2:2: 'corp' is no address of an index")]
    [InlineData("[target]\nplatfrom = \"wsl2\"", "2:1: a target has no key 'platfrom'; did you mean 'platform'?")]
    [InlineData("[target]\nplatform = \"beos\"", "2:13: 'beos' is no platform: it is one of wsl2, linux, windows")]
    [InlineData("[targets.a]\ndrver = \"551.78\"", "2:1: a target has no key 'drver'; did you mean 'driver'?")]
    [InlineData("[targets]\nplatform = \"wsl2\"", "2:1: 'platform' belongs into [target] or [targets.NAME]")]
    [InlineData("[per-file-ignores]\nfail-on = \"never\"", "2:1: 'fail-on' is a key of the top: it must stand above [per-file-ignores]")]
    [InlineData("[per-file-ignores]\nexamples = 1", "2:12: 'examples' must be a list of strings")]
    [InlineData("select = \"ALL\"", "1:10: 'select' must be a list of strings: write [\"ALL\"]")]
    [InlineData("ignore = [1]", "1:11: the items of 'ignore' must be strings")]
    [InlineData("exclude = [\"a[b\"]", "1:13: 'a[b' is no pattern: '[' has no ']'")]
    [InlineData("severity = \"error\"", "1:1: 'severity' must be a table: [severity]")]
    [InlineData("[target]\ndriver = 551.78", "2:10: 'driver' must be a string: write \"551.78\"")]
    [InlineData("fail-on = true", "1:11: 'fail-on' must be a string")]
    [InlineData("fail-on = \"error\"\nfail-on = \"never\"", "2:1: the key 'fail-on' is given twice in the same table")]
    [InlineData("ignore = [\n", "1:10: this array has no ']'")]
    [InlineData("fail-on \"never\"", "1:")]
    [InlineData("\uFEFFfail-on = \"always\"", "1:12: 'always' is none of error, warning, info, never")]
    [InlineData("# first\r\nfail-on = \"always\"\r\n", "2:12: 'always' is none of error, warning, info, never")]
    [InlineData("required-version = \">=99\"\nfrobnicate = 1", "1:21: this is EnvLint ")]
    [InlineData("required-version = \"soon\"", "1:21: 'soon' is no version requirement: write it like \">=0.1\" or \">=0.1,<2\"")]
    [InlineData("extends = \"no.toml\"", "1:12: 'no.toml' cannot be read")]
    [InlineData("extends = \"envlint.toml\"", "1:12: 'envlint.toml' leads back to a file that is extended by this one")]
    [InlineData("extends = \"C:\\\\x.toml\"", "1:12: 'C:\\x.toml' leads out of the root: nothing outside it is read")]
    [InlineData("extends = \"pyproject.toml\"", "1:12: 'pyproject.toml' has no [tool.envlint]")]
    public void What_is_wrong_is_told_with_its_place(string content, string error)
    {
        _project.With("envlint.toml", content + "\n").With("pyproject.toml", "[project]\nname = \"x\"\n");

        var result = _project.Run("check");

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.StartsWith($"envlint: envlint.toml:{error}", result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.TrimEnd('\n').Split('\n'));
    }

    [Theory]
    [InlineData("required-version = \">=0.1,<99\"\nignore = [\"ENV001\"]\n")]
    [InlineData("\uFEFFignore = [\"ENV001\"]\n")]
    [InlineData("ignore = [\r\n  \"ENV\", # all of them\r\n]\r\n")]
    [InlineData("select = [\"FWK\"]\n")]
    [InlineData("ignore = [\"syntax-error\"]\n")]
    [InlineData("per-file-ignores.\"Dockerfile\" = [\"ALL\"]\n")]
    public void What_is_right_holds(string content)
    {
        var result = _project.With("envlint.toml", content).Run("check");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
    }

    [Fact]
    public void The_first_of_the_files_of_a_folder_holds()
    {
        _project.With("envlint.toml", "ignore = [\"ENV001\"]\n").With(".envlint.toml", "first = 1\n").With("pyproject.toml", "[project]\nname = \"x\"\n\n[tool.envlint]\nsecond = 1\n");
        Assert.Equal(0, _project.Run("check").ExitCode);

        File.Delete(_project["envlint.toml"]);
        Assert.Equal("envlint: .envlint.toml:1:1: there is no key 'first'\n", _project.Run("check").Error);

        File.Delete(_project[".envlint.toml"]);
        Assert.Equal("envlint: pyproject.toml:5:1: there is no key 'second'\n", _project.Run("check").Error);

        // Without a table of ours it says nothing.
        _project.With("pyproject.toml", "[project]\nname = \"x\"\n\n[tool.other]\nignore = [\"ENV001\"]\n");
        Assert.Equal(1, _project.Run("check").ExitCode);

        _project.With("pyproject.toml", "[tool]\nenvlint = 1\n");
        Assert.Equal("envlint: pyproject.toml:2:11: 'tool.envlint' must be a table\n", _project.Run("check").Error);
    }

    [Fact]
    public void The_nearest_configuration_holds_alone_unless_it_extends()
    {
        _project.With("envlint.toml", "ignore = [\"ENV001\"]\n").With("sub/envlint.toml", "").With("sub/Dockerfile", Samples.Broken);

        Assert.Equal(["sub/Dockerfile:2:1: error[ENV001] unknown instruction 'INSTALL'"], _project.Run("check", "--format", "concise").OutputLines);

        _project.With("sub/envlint.toml", "extends = \"../envlint.toml\"\n");
        Assert.Equal(0, _project.Run("check").ExitCode);
    }

    [Fact]
    public void Keys_take_the_place_of_those_extended_and_tables_are_joined()
    {
        _project
            .With("base.toml", """
                fail-on = "never"
                ignore = ["ENV004"]
                exclude = ["old"]
                [severity]
                ENV001 = "info"
                ENV006 = "error"
                [files]
                "a.df" = "dockerfile"
                "b.df" = "dockerfile"
                [per-file-ignores]
                "a.df" = ["ENV001"]
                "c.df" = ["ENV001"]
                [target]
                platform = "linux"
                [targets.one]
                platform = "linux"
                """)
            .With("middle.toml", "extends = \"base.toml\"\n[severity]\nENV001 = \"error\"\n[targets.two]\nplatform = \"wsl2\"\n")
            .With("envlint.toml", """
                extends = "middle.toml"
                ignore = ["ENV006"]
                [severity]
                ENV001 = "warning"
                [files]
                "b.df" = "none"
                "c.df" = "dockerfile"
                [per-file-ignores]
                "a.df" = []
                """)
            .With("a.df", Samples.Broken).With("b.df", Samples.Broken).With("c.df", Samples.Broken).With("old/Dockerfile", Samples.Broken)
            .With("unused/Dockerfile", Samples.Unused).With("misspelled/Dockerfile", Samples.Misspelled);

        var result = _project.Run("check", "--format", "concise", "--verbose");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(
            [
                "Dockerfile:2:1: warning[ENV001]",
                "a.df:2:1: warning[ENV001]",
                "unused/Dockerfile:1:1: warning[ENV004]",
            ],
            result.OutputLines.Select(static line => line[..(line.IndexOf(']', StringComparison.Ordinal) + 1)]));
        Assert.Contains("target: linux\n", result.Error, StringComparison.Ordinal);
        Assert.Contains("target: one\ntarget: two\n", _project.Run("check", "--target", "one", "--target", "two", "--verbose").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_extend_one_another_in_a_circle_are_told()
    {
        _project.With("envlint.toml", "extends = \"a.toml\"\n").With("a.toml", "extends = \"ci/b.toml\"\n").With("ci/b.toml", "\nextends = \"../envlint.toml\"\n");

        var result = _project.Run("check");

        Assert.Equal((2, "envlint: ci/b.toml:2:12: '../envlint.toml' leads back to a file that is extended by this one\n"), (result.ExitCode, result.Error));
    }

    [Fact]
    public void An_error_in_a_file_that_is_extended_is_told_where_it_is()
    {
        _project.With("envlint.toml", "extends = \"ci/b.toml\"\nfrob = 1\n").With("ci/b.toml", "fail-on = \"always\"\n");

        var result = _project.Run("check");

        Assert.Equal(2, result.ExitCode);
        Assert.Equal(["envlint: envlint.toml:2:1: there is no key 'frob'", "ci/b.toml:1:12: 'always' is none of error, warning, info, never"], result.Error.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public void A_link_out_of_the_repository_is_not_followed()
    {
        using var outside = new Project().With("x.toml", "ignore = [\"ENV001\"]\n");
        _project.With("envlint.toml", "extends = \"x.toml\"\n").WithLink("x.toml", outside["x.toml"]);

        Assert.Equal("envlint: envlint.toml:1:12: 'x.toml' cannot be read\n", _project.Run("check").Error);
    }

    [Fact]
    public void Rules_are_ignored_in_the_files_of_a_pattern()
    {
        _project.With("envlint.toml", "[per-file-ignores]\n\"examples/**\" = [\"ENV001\"]\n\"*.gpu\" = [\"ENV\"]\n")
            .With("examples/a/Dockerfile", Samples.Broken).With("deep/er/Dockerfile.gpu", Samples.Broken).With("other/Dockerfile", Samples.Broken);

        string[] expected = ["Dockerfile:2:1: error[ENV001] unknown instruction 'INSTALL'", "other/Dockerfile:2:1: error[ENV001] unknown instruction 'INSTALL'"];
        Assert.Equal(expected, _project.Run("check", "--format", "concise").OutputLines);
        Assert.Empty(_project.RunIn("examples", "check", "--format", "concise").OutputLines);
        Assert.Empty(_project.RunIn("examples/a", "check", "Dockerfile", "--format", "concise").OutputLines);
    }

    [Fact]
    public void A_scope_by_hand_says_where_commands_run()
    {
        _project.With("Dockerfile", Samples.Fine).With("setup/gpu.sh", "#!/bin/bash\nsudo apt-get update && sudo apt-get install -y nvidia-driver-550\n");
        Assert.Empty(_project.Run("check", "--select", "DRV001", "--format", "concise").OutputLines);

        _project.With("envlint.toml", "[files]\n\"setup/*.sh\" = { kind = \"shell\", scope = \"wsl\" }\n");
        Assert.StartsWith("setup/gpu.sh:2:48: error[DRV001] ", Assert.Single(_project.Run("check", "--select", "DRV001", "--format", "concise").OutputLines), StringComparison.Ordinal);
    }

    [Fact]
    public void Several_targets_are_judged_in_one_run()
    {
        _project.With("Dockerfile", "FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04\nCOPY a /a\n")
            .With("envlint.toml", "[target]\nplatform = \"linux\"\ndriver = \"570.124\"\n[targets.old]\nplatform = \"linux\"\ndriver = \"450.80.02\"\n[targets.new]\nplatform = \"linux\"\ndriver = \"570.124\"\n");

        Assert.Empty(Found());
        Assert.Empty(Found("--target", "new"));
        Assert.EndsWith("(target old)", Assert.Single(Found("--target", "old", "--target", "new")), StringComparison.Ordinal);
        Assert.EndsWith("(target platform=linux,driver=450.80.02)", Assert.Single(Found("--target", "new", "--target", "platform=linux,driver=450.80.02")), StringComparison.Ordinal);
        Assert.Equal(2, _project.Run("check", "--target", "platform=linux,drver=1").ExitCode);

        string[] Found(params string[] targets) => _project.Run(["check", "--select", "STK003", "--format", "concise", .. targets]).OutputLines;
    }

    [Fact]
    public void Private_indexes_hold_what_they_are_like()
    {
        _project.With("Dockerfile", Samples.Fine).With("requirements.txt", "--index-url https://pypi.corp/simple\ntorch==2.5.1+cu124\n");
        Assert.Empty(_project.Run("check", "--format", "concise").OutputLines);

        _project.With("envlint.toml", "[indexes.\"https://pypi.corp/simple\"]\nlike = \"pypi\"\n");
        Assert.StartsWith("requirements.txt:2:", Assert.Single(_project.Run("check", "--format", "concise").OutputLines), StringComparison.Ordinal);
    }

    [Fact]
    public void A_configuration_is_named_or_none_is_read()
    {
        _project.With("envlint.toml", "frob = 1\n");

        Assert.Equal((1, ""), (_project.Run("check", "--no-config").ExitCode, _project.Run("check", "--no-config").Error));
        Assert.Equal((2, "envlint: --config: no such file: no.toml\n"), (_project.Run("check", "--config", "no.toml").ExitCode, _project.Run("check", "--config", "no.toml").Error));
        Assert.Equal("envlint: '--config' and '--no-config' do not go together\n", _project.Run("check", "--config", "envlint.toml", "--no-config").Error);
    }

    [Fact]
    public void A_configuration_above_the_root_does_not_hold()
    {
        using var outer = new Project().With("envlint.toml", "ignore = [\"ENV001\"]\n").With("repo/.git/HEAD").With("repo/Dockerfile", Samples.Broken);

        Assert.Equal(1, outer.RunIn("repo", "check").ExitCode);
    }

    [Fact]
    public void Exclusions_hold_for_named_files_only_where_that_is_asked_for()
    {
        _project.With("envlint.toml", "exclude = [\"third_party/**\"]\n").With("third_party/x/Dockerfile", Samples.Broken).With("build/Dockerfile", Samples.Broken).With(".gitignore", "build/\n").With("Dockerfile", Samples.Fine);

        Assert.Equal(0, _project.Run("check").ExitCode);
        Assert.Equal(1, _project.Run("check", "third_party/x/Dockerfile").ExitCode);
        Assert.Equal(0, _project.Run("check", "third_party/x/Dockerfile", "--force-exclude").ExitCode);
        Assert.Equal(0, _project.Run("check", "third_party", "--force-exclude").ExitCode);
        Assert.Equal(1, _project.Run("check", "--no-ignore").ExitCode);
        Assert.Equal(0, _project.Run("check", "--no-ignore", "--exclude", "build").ExitCode);
        Assert.Equal(1, _project.Run("check", "--no-config", "--exclude", "build").ExitCode);
        Assert.Equal((2, "envlint: --exclude: 'a[b': '[' has no ']'\n"), (_project.Run("check", "--exclude", "a[b").ExitCode, _project.Run("check", "--exclude", "a[b").Error));
    }

    [Fact]
    public void Named_files_limit_what_is_reported_and_not_what_is_read()
    {
        _project.With("Dockerfile", "FROM ubuntu:24.04\nCOPY requirements.txt .\nRUN pip install torchvision==0.19.0 -r requirements.txt\n").With("requirements.txt", "torch==2.5.1\ntorchaudio==2.4.0\n");

        Assert.Equal(["requirements.txt"], Paths("requirements.txt"));
        Assert.Contains("Dockerfile", Paths("Dockerfile"));
        Assert.DoesNotContain("requirements.txt", Paths("Dockerfile"));

        HashSet<string> Paths(string named) => [.. _project.Run("check", named, "--select", "FWK001", "--format", "concise").OutputLines.Select(static line => line.Split(':')[0])];
    }

    [Theory]
    [InlineData("chart/templates/deployment.yaml", "image: {{ .Values.image }}\n")]
    [InlineData("Dockerfile.j2", "FROM {{ base }}\nINSTALL x\n")]
    [InlineData("Dockerfile.tmpl", "FROM {{ base }}\nINSTALL x\n")]
    [InlineData("Dockerfile.template", "FROM %%BASE%%\nINSTALL x\n")]
    [InlineData("requirements.txt.mustache", "torch=={{version}}\n")]
    [InlineData("wsl.conf.jinja2", "[boot]\nsystemd={{ systemd }}\n")]
    [InlineData("environment.yml", "name: x\ndependencies:\n{% if gpu %}\n  - cudatoolkit\n{% endif %}\n")]
    [InlineData("compose.yaml", "services:\n{{- if .gpu }}\n  a: {image: x}\n{{- end }}\n")]
    [InlineData("docker/Dockerfile", "FROM {{ base }}\n{% if gpu %}\nRUN nvidia-smi\n{% endif %}\n")]
    [InlineData("docker/Dockerfile", "{{#gpu}}\nFROM nvidia/cuda:12.4.1-runtime-ubuntu22.04\n{{/gpu}}\nCOPPY a b\n")]
    public void Templates_are_skipped_and_not_refused(string path, string content)
    {
        _project.With("Dockerfile", Samples.Fine).With(path, content);

        Assert.Equal((0, ""), (_project.Run("check", "--format", "concise").ExitCode, _project.Run("check", "--format", "concise").Output));
        Assert.Equal((0, ""), (_project.Run("check", path, "--format", "concise").ExitCode, _project.Run("check", path, "--format", "concise").Output));
    }

    [Theory]
    [InlineData("FROM ubuntu:24.04\nRUN docker inspect --format '{{ .Config }}' x\nCOPPY a b\n")]
    [InlineData("FROM ubuntu:24.04\nRUN curl -w '%{http_code}' x\nCOPPY a b\n")]
    [InlineData("FROM ubuntu:24.04\n# {% if %} was here\nCOPPY a b\n")]
    public void What_only_holds_braces_is_no_template(string content) => Assert.Equal(1, _project.With("Dockerfile", content).Run("check").ExitCode);
}
