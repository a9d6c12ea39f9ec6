using EnvLint.Configuration;
using EnvLint.Diagnostics;
using EnvLint.Engine;
using EnvLint.Environment;
using EnvLint.Manifests;
using EnvLint.Testing;
using EnvLint.Text;

namespace EnvLint.Core.Tests.Configuration;

public sealed class ConfigurationLoaderTests
{
    private const string Version = "0.1.0";

    [Fact]
    public void The_documented_example_is_read()
    {
        var configuration = Read("""
            required-version = ">=0.1"
            fail-on = "warning"
            select = ["ALL"]
            ignore = ["APT003", "wsl-bad-size"]
            exclude = ["third_party/**"]

            [severity]
            APT002 = "error"

            [files]
            "deploy/*.df" = "dockerfile"
            "setup/*.sh" = { kind = "shell", scope = "wsl" }
            "notes.sh" = "none"
            "bin/*" = { scope = "linux" }

            [per-file-ignores]
            "examples/**" = ["APT"]

            [target]
            platform = "wsl2"
            driver = "551.78"
            gpu = "RTX 3060"

            [targets.cluster]
            platform = "linux"
            driver = "570.124"
            cuda = "12.8"
            compute-capability = "9.0"
            arch = "arm64"
            docker = "engine"
            [targets.office]
            platform = "windows"
            windows-build = 22631
            """);

        Assert.Equal(FailOn.Warning, configuration.FailOn);
        Assert.Equal(["ALL"], configuration.Select.Select(static rule => rule.Text));
        Assert.Equal(["APT003", "wsl-bad-size"], configuration.Ignore.Select(rule => configuration.Source.ToString(rule.Span)));
        Assert.True(configuration.IsExcluded("third_party/a/Dockerfile"));
        Assert.False(configuration.IsExcluded("src/Dockerfile"));
        Assert.Equal(("APT002", Severity.Error), (configuration.Severities[0].Rule.Text, configuration.Severities[0].Severity));
        Assert.Equal(ManifestKind.Dockerfile, configuration.Classify("deploy/gpu.df")?.Kind);
        Assert.Equal((ManifestKind.Shell, ScopeKind.Wsl), (configuration.Classify("setup/a.sh")?.Kind, configuration.Classify("setup/a.sh")!.Scope));
        Assert.Equal(ManifestKind.None, configuration.Classify("x/notes.sh")?.Kind);
        Assert.Null(configuration.Classify("bin/run")?.Kind);
        Assert.Equal(ScopeKind.LinuxHost, configuration.Classify("bin/run")?.Scope);
        Assert.Null(configuration.Classify("Dockerfile"));
        Assert.Equal(new TargetProfile("wsl2", TargetPlatform.Wsl2) { Driver = "551.78", Gpu = "RTX 3060" }, configuration.Target);
        Assert.Equal(
            new TargetProfile("cluster", TargetPlatform.Linux) { Driver = "570.124", Cuda = "12.8", ComputeCapability = "9.0", Arch = "aarch64", Docker = "engine" },
            configuration.Targets["cluster"]);
        Assert.Equal("22631", configuration.Targets["office"].WindowsBuild);
    }

    [Fact]
    public void An_empty_file_says_nothing()
    {
        var configuration = Read("# nothing yet\n");
        Assert.True(configuration.Select.IsDefault);
        Assert.Null(configuration.Target);
        Assert.False(configuration.IsExcluded("a"));
    }

    [Theory]
    [InlineData("[|selct|] = []", "there is no key 'selct'; did you mean 'select'?")]
    [InlineData("[|colour|] = 1", "there is no key 'colour'")]
    [InlineData("[[|tagret|]]", "there is no key 'tagret'; did you mean 'target'?")]
    [InlineData("select = [|\"ALL\"|]", "'select' must be a list of strings: write [\"ALL\"]")]
    [InlineData("ignore = [\"A\", [|3|]]", "the items of 'ignore' must be strings")]
    [InlineData("fail-on = \"[|fatal|]\"", "'fatal' is none of error, warning, info, never")]
    [InlineData("fail-on = [|true|]", "'fail-on' must be a string")]
    [InlineData("exclude = [\"[|a[|]\"]", "'a[' is no pattern: '[' has no ']'")]
    [InlineData("[severity]\nAPT003 = \"[|fatal|]\"", "'fatal' is none of error, warning, info")]
    [InlineData("[severity]\nAPT003 = [|1|]", "'APT003' must be a string")]
    [InlineData("[|severity|] = 1", "'severity' must be a table: [severity]")]
    [InlineData("[files]\n\"*.df\" = \"[|docker|]\"", "'docker' is no kind of file: it is one of none, dockerfile, shell, wslconfig, wsl.conf, requirements, conda, markdown, powershell, batch, pyproject, compose")]
    [InlineData("[files]\n\"*.sh\" = { kind = \"shell\", [|scop|] = \"wsl\" }", "an entry of [files] has no key 'scop'; did you mean 'scope'?")]
    [InlineData("[files]\n\"*.sh\" = { scope = \"[|wsl2|]\" }", "'wsl2' is no scope: it is one of image, wsl, linux, windows, container")]
    [InlineData("[files]\n\"*.sh\" = [|{}|]", "an entry of [files] needs a kind or a scope")]
    [InlineData("[files]\n\"*.sh\" = [|1|]", "'*.sh' must be a kind of file such as \"dockerfile\", or { kind = \"shell\", scope = \"wsl\" }")]
    [InlineData("[files]\n[|deploy.df|] = \"dockerfile\"", "a pattern with a dot must stand in quotes")]
    [InlineData("[per-file-ignores]\n\"x/**\" = [|\"APT\"|]", "'x/**' must be a list of strings: write [\"APT\"]")]
    [InlineData("[per-file-ignores]\n\"[|../x|]\" = [\"APT\"]", "'../x' is no pattern: a pattern cannot lead out of the root")]
    [InlineData("[target]\nplatform = \"[|wsl|]\"", "'wsl' is no platform: it is one of wsl2, linux, windows")]
    [InlineData("[target]\ndriver = [|551.78|]", "'driver' must be a string: write \"551.78\"")]
    [InlineData("[target]\ncuda = [|12.10|]", "'cuda' must be a string: write \"12.10\"")]
    [InlineData("[target]\ncuda = \"[|12|]\"", "'12' is no cuda: write it like 12.4")]
    [InlineData("[target]\ncompute-capability = \"[|sm_86|]\"", "'sm_86' is no compute-capability: write it like 8.6")]
    [InlineData("[target]\narch = \"[|x86|]\"", "'x86' is no arch: it is one of x86_64, aarch64, amd64, arm64")]
    [InlineData("[target]\ngpu = [|[]|]", "'gpu' must be a string")]
    [InlineData("[target]\n[|drivr|] = \"1\"", "a target has no key 'drivr'; did you mean 'driver'?")]
    [InlineData("[target]\nplatform = \"linux\"\n[|select|] = []", "'select' is a key of the top: it must stand above [target]")]
    [InlineData("[targets.a]\n[|ignore|] = []", "'ignore' is a key of the top: it must stand above [targets.a]")]
    [InlineData("[targets]\n[|platform|] = \"linux\"", "'platform' belongs into [target] or [targets.NAME]")]
    [InlineData("[targets]\n[|a|] = 1", "'a' must be a table: [targets.a]")]
    [InlineData("[images]\n\"corp/cuda\" = { like = \"[|example/x|]\" }", "'example/x' is no image that is known: it is a public one with its tag, such as \"nvidia/cuda:12.4.1-devel-ubuntu22.04\"")]
    [InlineData("[images]\n\"corp/cuda\" = { like = [|1|] }", "'like' must be a string")]
    [InlineData("[images]\n\"corp/cuda\" = [|{}|]", "an entry of [images] needs 'like'")]
    [InlineData("[images]\n\"corp/cuda\" = [|\"ubuntu:24.04\"|]", "'corp/cuda' must be a table such as { like = \"nvidia/cuda:12.4.1-devel-ubuntu22.04\" }")]
    [InlineData("[images.\"corp/cuda\"]\nlike = \"ubuntu:24.04\"\n[|lik|] = 1", "an entry of [images] has no key 'lik'; did you mean 'like'?")]
    [InlineData("[images]\n\"[|corp/a b|]\" = { like = \"ubuntu:24.04\" }", "'corp/a b' is no image: write registry, name and tag, where * stands for anything")]
    [InlineData("[images]\n[|select|] = []", "'select' is a key of the top: it must stand above [images]")]
    [InlineData("[|images|] = 1", "'images' must be a table: [images]")]
    [InlineData("[indexes]\n\"https://corp\" = { like = \"[|pipy|]\" }", "'pipy' is no index that is known: it is \"pypi\", or an address such as \"https://download.pytorch.org/whl/cu121\"")]
    [InlineData("[indexes]\n\"https://corp\" = { like = \"[|https://other|]\" }", "'https://other' is no index that is known: it is \"pypi\", or an address such as \"https://download.pytorch.org/whl/cu121\"")]
    [InlineData("[indexes]\n\"https://corp\" = { like = [|1|] }", "'like' must be a string")]
    [InlineData("[indexes]\n\"https://corp\" = [|{}|]", "an entry of [indexes] needs 'like'")]
    [InlineData("[indexes]\n\"https://corp\" = [|\"pypi\"|]", "'https://corp' must be a table such as { like = \"pypi\" }")]
    [InlineData("[indexes]\n\"https://corp\" = { like = \"pypi\", [|lke|] = 1 }", "an entry of [indexes] has no key 'lke'; did you mean 'like'?")]
    [InlineData("[indexes]\n\"[|pypi.corp|]\" = { like = \"pypi\" }", "'pypi.corp' is no address of an index: write it as pip does, in quotes and with https://")]
    [InlineData("[indexes]\n[|select|] = []", "'select' is a key of the top: it must stand above [indexes]")]
    [InlineData("[|indexes|] = 1", "'indexes' must be a table: [indexes]")]
    [InlineData("required-version = \"[|0.1|]\"", "'0.1' is no version requirement: write it like \">=0.1\" or \">=0.1,<2\"")]
    public void A_mistake_is_told_with_its_place(string markup, string message)
    {
        // "a[" itself holds the beginning of a marker.
        var marked = markup.Contains("a[|]", StringComparison.Ordinal)
            ? new Markup("exclude = [\"a[\"]", [new MarkedSpan(null, new TextSpan(12, 2))], [])
            : Markup.Parse(markup);
        var result = ConfigurationLoader.Parse(new SourceText("envlint.toml", marked.Text), Version);
        var error = Assert.Single(result.Errors);
        Assert.Equal(message, error.Message);
        Assert.Equal(marked.Text.Substring(marked.Spans[0].Span.Start, marked.Spans[0].Span.Length), error.Source.ToString(error.Span));
        Assert.Equal(marked.Spans[0].Span, error.Span);
    }

    [Fact]
    public void Private_images_with_those_of_the_file_that_is_extended()
    {
        var result = Load(
            ("envlint.toml", "extends = \"base.toml\"\n[images.\"corp/cuda:*\"]\nlike = \"nvidia/cuda:12.4.1-devel-ubuntu22.04\"\n"),
            ("base.toml", "[images]\n\"corp/cuda:*\" = { like = \"ubuntu:24.04\" }\n\"corp/python\" = { like = \"python:3.12\" }\n"));
        Assert.Empty(result.Errors);
        Assert.Equal([("corp/python", "python", "3.12"), ("corp/cuda:*", "nvidia/cuda", "12.4.1-devel-ubuntu22.04")], result.Configuration.Images.Select(static image => (image.Pattern, image.Like.Repository, image.Like.Tag)));
    }

    [Fact]
    public void Private_indexes_with_those_of_the_file_that_is_extended()
    {
        var result = Load(
            ("envlint.toml", "extends = \"base.toml\"\n[indexes.\"https://a\"]\nlike = \"pypi\"\n"),
            ("base.toml", "[indexes]\n\"https://a\" = { like = \"https://download.pytorch.org/whl/cpu\" }\n\"https://b\" = { like = \"https://download.pytorch.org/whl/cu121\" }\n"));
        Assert.Empty(result.Errors);
        Assert.Equal([("https://b", "https://download.pytorch.org/whl/cu121"), ("https://a", "https://pypi.org/simple")], result.Configuration.Indexes.Select(static index => (index.Address, index.Like)));
    }

    [Fact]
    public void All_mistakes_are_told_at_once_in_order()
    {
        var result = ConfigurationLoader.Parse(new SourceText("envlint.toml", "selct = 1\nignore = 2\n= 3\n[target]\nplatform = 'mac'\n"), Version);
        Assert.Equal([0, 1, 2, 4], result.Errors.Select(static error => error.Source.Lines.LineOf(error.Span.Start)));
    }

    [Theory]
    [InlineData(">=0.1")]
    [InlineData("==0.1.0")]
    [InlineData(">0.0.9, <0.2")]
    [InlineData("<=0.1")]
    public void A_version_that_fits_goes_on(string required) =>
        Assert.Empty(ConfigurationLoader.Parse(new SourceText("envlint.toml", $"required-version = \"{required}\""), "0.1.0-dev+abc").Errors);

    [Theory]
    [InlineData(">=0.2")]
    [InlineData(">0.1")]
    [InlineData("<0.1")]
    [InlineData("==0.1.1")]
    public void A_version_that_does_not_fit_is_all_that_is_told(string required)
    {
        var result = ConfigurationLoader.Parse(new SourceText("envlint.toml", $"key-of-the-future = 1\nrequired-version = \"{required}\""), Version);
        Assert.Equal($"this is EnvLint 0.1.0, and the configuration is for {required}", Assert.Single(result.Errors).Message);
    }

    [Fact]
    public void The_tool_table_of_a_pyproject_is_read()
    {
        var source = new SourceText("pyproject.toml", "[project]\nname = \"x\"\n[tool.envlint]\nignore = [\"APT\"]\n[tool.envlint.target]\nplatform = \"linux\"\n");
        Assert.True(ConfigurationLoader.HasConfiguration(source));
        var result = ConfigurationLoader.Parse(source, Version);
        Assert.Empty(result.Errors);
        Assert.Equal(["APT"], result.Configuration.Ignore.Select(static rule => rule.Text));
        Assert.Equal(TargetPlatform.Linux, result.Configuration.Target?.Platform);
    }

    [Theory]
    [InlineData("[project]\nname = \"envlint\"\n")]
    [InlineData("[tool.ruff]\nselect = []\n")]
    [InlineData("")]
    public void A_pyproject_without_the_table_is_no_configuration(string text) =>
        Assert.False(ConfigurationLoader.HasConfiguration(new SourceText("x/pyproject.toml", text)));

    [Fact]
    public void The_nearest_file_wins_over_what_it_extends()
    {
        var result = Load(
            ("sub/envlint.toml", "extends = \"../base.toml\"\nignore = [\"APT003\"]\n[severity]\nWSL005 = \"info\"\n[target]\nplatform = \"linux\"\n"),
            ("base.toml", "ignore = [\"WSL\"]\nfail-on = \"never\"\n[severity]\nWSL005 = \"error\"\nAPT002 = \"info\"\n[target]\nplatform = \"wsl2\"\ngpu = \"H100\"\n[targets.a]\nplatform = \"linux\"\n"));
        Assert.Empty(result.Errors);
        var configuration = result.Configuration;
        Assert.Equal(["APT003"], configuration.Ignore.Select(static rule => rule.Text));
        Assert.Equal(FailOn.Never, configuration.FailOn);
        Assert.Equal(["APT002 Info", "WSL005 Info"], configuration.Severities.Select(static entry => $"{entry.Rule.Text} {entry.Severity}"));
        Assert.Equal(new TargetProfile("linux", TargetPlatform.Linux), configuration.Target);
        Assert.True(configuration.Targets.ContainsKey("a"));
        Assert.True(configuration.Select.IsDefault);
    }

    [Theory]
    [InlineData("../../etc/envlint.toml", "'../../etc/envlint.toml' leads out of the root: nothing outside it is read")]
    [InlineData("/etc/envlint.toml", "'/etc/envlint.toml' leads out of the root: nothing outside it is read")]
    [InlineData("C:/envlint.toml", "'C:/envlint.toml' leads out of the root: nothing outside it is read")]
    [InlineData("missing.toml", "'missing.toml' cannot be read")]
    [InlineData("envlint.toml", "'envlint.toml' leads back to a file that is extended by this one")]
    [InlineData("../sub/./envlint.toml", "'../sub/./envlint.toml' leads back to a file that is extended by this one")]
    [InlineData("pyproject.toml", "'pyproject.toml' has no [tool.envlint]")]
    public void What_cannot_be_extended_is_told(string extends, string message)
    {
        var result = Load(("sub/envlint.toml", $"extends = \"{extends}\"\nignore = [\"APT\"]\n"), ("sub/pyproject.toml", "[project]\n"));
        var error = Assert.Single(result.Errors);
        Assert.Equal(message, error.Message);
        Assert.Equal(extends, error.Source.ToString(error.Span));
        Assert.Equal(["APT"], result.Configuration.Ignore.Select(static rule => rule.Text));
    }

    [Fact]
    public void A_loop_over_two_files_ends()
    {
        var result = Load(("a.toml", "extends = \"b.toml\""), ("b.toml", "extends = \"a.toml\""));
        Assert.Equal("b.toml", Assert.Single(result.Errors).Source.Path);
    }

    [Fact]
    public void A_long_chain_ends()
    {
        var result = ConfigurationLoader.Load(
            new SourceText("0.toml", "extends = \"1.toml\""),
            Version,
            static path => new SourceText(path, $"extends = \"{int.Parse(path.Split('.')[0]) + 1}.toml\""));
        Assert.Equal("more than 16 files extend one another", Assert.Single(result.Errors).Message);
    }

    [Fact]
    public void Words_that_name_no_rule_are_findings_and_no_errors()
    {
        var marked = Markup.Parse("""
            select = ["ALL", "[|WSLX|]"]
            ignore = ["APT003", "[|wsl-bad-sice|]"]
            [severity]
            [|APT999|] = "error"
            "wsl-bad-size" = "info"
            [per-file-ignores]
            "a" = ["[|NOPE|]"]
            """);
        var result = ConfigurationLoader.Parse(new SourceText("envlint.toml", marked.Text), Version);
        Assert.Empty(result.Errors);
        var findings = Assert.Single(Filter(result.Configuration).Apply(result.Configuration));
        Assert.Equal(marked.Spans.Select(static span => span.Span), findings.Diagnostics.Select(static diagnostic => diagnostic.Span));
        Assert.All(findings.Diagnostics, static diagnostic => Assert.Equal("ENV006", diagnostic.Rule.Code));
        Assert.Equal("no rule is called 'wsl-bad-sice'; did you mean 'wsl-bad-size'?", findings.Diagnostics[1].Message);
        Assert.Equal("wsl-bad-size", findings.Diagnostics[1].Fix?.Edits[0].NewText);
        Assert.Equal(FixSafety.Suggested, findings.Diagnostics[1].Fix?.Safety);
        Assert.Null(findings.Diagnostics[3].Fix);
    }

    [Theory]
    [InlineData("ignore = [\"APT003\", \"WSL\", \"apt-nothing\"] # envlint: ignore=ENV006 -- of the next version\n")]
    [InlineData("ignore = [\"apt-nothing\", \"ENV006\"]\n")]
    [InlineData("select = [\"WSL\"]\nignore = [\"apt-nothing\"]\n")]
    [InlineData("select = [\"WSL\"]\n")]
    public void What_is_ignored_in_a_configuration_is_silent(string text)
    {
        var configuration = Read(text);
        Assert.Empty(Filter(configuration).Apply(configuration).SelectMany(static findings => findings.Diagnostics));
    }

    [Theory]
    [InlineData("platform=wsl2", "platform=wsl2", TargetPlatform.Wsl2, null)]
    [InlineData("platform=linux, driver=570.124", "platform=linux, driver=570.124", TargetPlatform.Linux, "570.124")]
    [InlineData("driver=R550", "driver=R550", TargetPlatform.Unknown, "550")]
    [InlineData("cluster", "cluster", TargetPlatform.Linux, "550")]
    [InlineData("windows", "windows", TargetPlatform.Windows, null)]
    [InlineData("wsl2", "wsl2", TargetPlatform.Linux, "1")]
    public void A_target_option_is_read(string text, string name, TargetPlatform platform, string? driver)
    {
        var configuration = Read("[targets.cluster]\nplatform = \"linux\"\ndriver = \"550\"\n[targets.wsl2]\nplatform = \"linux\"\ndriver = \"1\"\n");
        Assert.Null(TargetKeys.Parse(text, configuration, out var target));
        Assert.Equal(new TargetProfile(name, platform) { Driver = driver }, target);
    }

    [Theory]
    [InlineData("clusta", "there is no target 'clusta'; did you mean 'cluster'?")]
    [InlineData("platform=mac", "'mac' is no platform: it is one of wsl2, linux, windows")]
    [InlineData("platfrm=linux", "a target has no key 'platfrm'; did you mean 'platform'?")]
    [InlineData("platform=linux,driver", "'driver' in a target is not KEY=VALUE")]
    [InlineData("driver=", "'' is no driver: write it like 551.78")]
    [InlineData("driver=R", "'R' is no driver: write it like 551.78")]
    public void A_target_option_that_is_none_is_told(string text, string message)
    {
        Assert.Equal(message, TargetKeys.Parse(text, Read("[targets.cluster]\nplatform = \"linux\"\n"), out var target));
        Assert.Null(target);
    }

    private static ProjectConfiguration Read(string text)
    {
        var result = ConfigurationLoader.Parse(new SourceText("envlint.toml", text), Version);
        Assert.Empty(result.Errors);
        return result.Configuration;
    }

    private static ConfigurationResult Load(params (string Path, string Text)[] files) =>
        ConfigurationLoader.Load(
            new SourceText(files[0].Path, files[0].Text),
            Version,
            path => files.Where(file => file.Path == path).Select(static file => new SourceText(file.Path, file.Text)).FirstOrDefault());

    private static ResultFilter Filter(ProjectConfiguration configuration) =>
        new(TestRules.Names, RuleSelection.Create(TestRules.Names, configuration, SelectionOptions.None), configuration, new ResultFilterOptions());
}
