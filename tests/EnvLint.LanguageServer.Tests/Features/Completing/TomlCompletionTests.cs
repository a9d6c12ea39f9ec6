namespace EnvLint.LanguageServer.Tests.Features.Completing;

public sealed class TomlCompletionTests
{
    [Theory]
    [InlineData("$$", "fail-on")]
    [InlineData("$$", "[target]")]
    [InlineData("sel$$\n", "select")]
    [InlineData("fail-on = \"error\"\nig$$\n[target]\nplatform = \"wsl2\"\n", "ignore")]
    [InlineData("[$$", "target")]
    [InlineData("[tar$$]\n", "targets.")]
    [InlineData("fail-on = $$\n", "warning")]
    [InlineData("fail-on = \"$$\"\n", "warning")]
    [InlineData("select = [$$]\n", "WSL005")]
    [InlineData("select = [\"$$\"]\n", "WSL")]
    [InlineData("select = [\n  \"WSL001\", # one\n  \"$$\",\n]\n", "WSL005")]
    [InlineData("ignore = [\"wsl-bad$$\"]\n", "wsl-bad-size")]
    [InlineData("ignore = [\"WSL$$", "WSL005")]
    [InlineData("[severity]\n$$\n", "WSL005")]
    [InlineData("[severity]\nWSL005 = \"$$\"\n", "info")]
    [InlineData("[severity]\nWSL005 = $$\n", "info")]
    [InlineData("severity.WSL005 = \"$$\"\n", "info")]
    [InlineData("[target]\n$$\n", "platform")]
    [InlineData("[target]\nplatform = \"$$\"\n", "wsl2")]
    [InlineData("[target]\ngpu = \"$$\"\n", "V100")]
    [InlineData("[target]\ngpu = \"RTX 4$$\"\n", "RTX 4090")]
    [InlineData("[target]\ngpu = \"4090$$\"\n", "RTX 4090")]
    [InlineData("[target]\ncuda = \"12.$$\"\n", "12.4")]
    [InlineData("[target]\ncompute-capability = \"$$\"\n", "8.6")]
    [InlineData("[targets.lab]\ndoc$$\n", "docker")]
    [InlineData("target = { platform = \"wsl2\", $$ }\n", "driver")]
    [InlineData("target = { platform = \"$$\" }\n", "wsl2")]
    [InlineData("[files]\n\"*.txt\" = \"$$\"\n", "requirements")]
    [InlineData("[files]\n\"*.txt\" = { $$ }\n", "scope")]
    [InlineData("[files]\n\"*.txt\" = { kind = \"shell\", scope = \"$$\" }\n", "wsl")]
    [InlineData("[files.\"*.txt\"]\nscope = \"$$\"\n", "wsl")]
    [InlineData("[per-file-ignores]\n\"docs/**\" = [\"$$\"]\n", "APT002")]
    [InlineData("[images]\n\"my/cuda:*\" = { like = \"nvidia/cuda:12.4.1-b$$\" }\n", "12.4.1-base-ubuntu22.04")]
    [InlineData("[indexes]\n\"https://x/y\" = { like = \"$$\" }\n", "pypi")]
    [InlineData("select = [\"WSL\"\nfail-on = \"$$\"\n", "warning")]
    [InlineData("= broken\n[ also broken\n[target]\r\nplatform = \"$$\"\r\n", "wsl2")]
    public void TheConfigurationIsCompleted(string markup, string label) => Assert.Contains(label, Completed.At("envlint.toml", markup).Labels);

    [Theory]
    [InlineData("fail-on = $$\n", "warning", "fail-on = \"warning\"\n")]
    [InlineData("fail-on = \"er$$r\"\n", "warning", null)]
    [InlineData("fail-on = \"wa$$r\"\n", "warning", "fail-on = \"warning\"\n")]
    [InlineData("fail-on = \"wa$$", "warning", "fail-on = \"warning\"")]
    [InlineData("ignore = [\"WSL005$$]\n", "WSL005", "ignore = [\"WSL005\"]\n")]
    [InlineData("ignore = [$$]\n", "WSL005", "ignore = [\"WSL005\"]\n")]
    [InlineData("[targ$$\n", "target", "[target]\n")]
    [InlineData("[targ$$]\n", "target", "[target]\n")]
    [InlineData("[target]\nplat$$\n", "platform", "[target]\nplatform = \n")]
    [InlineData("[target]\npl$$rm = \"wsl2\"\n", "platform", "[target]\nplatform = \"wsl2\"\n")]
    [InlineData("fail-on = \"error\"\n[t$$", "target", "fail-on = \"error\"\n[target]")]
    public void WhatIsWrittenHasItsQuotesAndBrackets(string markup, string label, string? expected)
    {
        var completed = Completed.At("envlint.toml", markup);
        if (expected is null)
        {
            Assert.DoesNotContain(label, completed.Labels);
        }
        else
        {
            Assert.Equal(expected, completed.Accept(label));
        }
    }

    [Fact]
    public void WhatIsThereIsNotOffered()
    {
        Assert.DoesNotContain("fail-on", Completed.At("envlint.toml", "$$\nfail-on = \"error\"\n").Labels);
        Assert.DoesNotContain("platform", Completed.At("envlint.toml", "[target]\nplatform = \"wsl2\"\n$$\n").Labels);
        Assert.DoesNotContain("[target]", Completed.At("envlint.toml", "[target]\nplatform = \"wsl2\"\n$$\n").Labels);
        Assert.DoesNotContain("WSL005", Completed.At("envlint.toml", "ignore = [\"WSL005\", \"$$\"]\n").Labels);
        Assert.DoesNotContain("WSL005", Completed.At("envlint.toml", "[severity]\nWSL005 = \"info\"\n$$\n").Labels);
    }

    [Theory]
    [InlineData("# fail$$")]
    [InlineData("fail-on = \"error\" # w$$")]
    [InlineData("fail-on = \"error\" $$")]
    [InlineData("nothing = \"$$\"")]
    [InlineData("required-version = \"$$\"")]
    [InlineData("extends = \"base$$\"")]
    [InlineData("exclude = [\"$$\"]")]
    [InlineData("[target]\ndriver = \"$$\"")]
    [InlineData("[files]\n\"$$\" = \"shell\"")]
    [InlineData("x = \"\"\"\nfail$$\n\"\"\"")]
    [InlineData("fail-on = [\"$$\"]")]
    public void ElsewhereInTheConfigurationNothingIs(string markup) => Assert.Empty(Completed.At("envlint.toml", markup).Labels);

    private const string Project = "[project]\nname = \"a\"\n";

    [Theory]
    [InlineData(Project + "dependencies = [\"tor$$\"]\n", "torch")]
    [InlineData(Project + "dependencies = [\n  \"torch==2.4.0\",\n  \"torchvision==$$\",\n]\n", "0.19.0")]
    [InlineData(Project + "dependencies = [\r\n  \"torch==2.4.0\",\r\n  \"torchvision==$$\r\n]\r\n", "0.19.0")]
    [InlineData(Project + "[project.optional-dependencies]\ngpu = ['jax[$$]']\n", "cuda12")]
    [InlineData("[dependency-groups]\ndev = [\"torch>=$$\"]\n", "2.4.0")]
    [InlineData("[tool.uv]\ndev-dependencies = [\"torch==$$\"]\n", "2.4.0")]
    [InlineData("[tool.poetry.dependencies]\ntor$$\n", "torch")]
    [InlineData("[tool.poetry.dependencies]\ntorch = \"^2.$$\"\n", "2.4.0")]
    [InlineData("[tool.poetry.dependencies]\ntorch = \"2.4.0\"\ntorchvision = { version = \"$$\" }\n", "0.19.0")]
    [InlineData("[[tool.uv.index]]\nurl = \"https://download.pytorch.org/whl/$$\"\n", "https://download.pytorch.org/whl/cu124")]
    [InlineData("[tool.en$$]\n", "tool.envlint")]
    [InlineData("[tool.envlint]\nfail$$\n", "fail-on")]
    [InlineData("[tool.envlint]\nselect = [\"$$\"]\n", "WSL005")]
    [InlineData("[tool.envlint.target]\nplatform = \"$$\"\n", "wsl2")]
    public void ProjectsAreCompleted(string markup, string label) => Assert.Contains(label, Completed.At("pyproject.toml", markup).Labels);

    [Fact]
    public void TheIndexOfASourceDecides()
    {
        const string Sources = "[tool.uv.sources]\ntorch = { index = \"pt\" }\n[[tool.uv.index]]\nname = \"pt\"\nurl = \"https://download.pytorch.org/whl/cu118\"\nexplicit = true\n";
        var labels = Completed.At("pyproject.toml", Project + "dependencies = [\"torch==$$\"]\n" + Sources).Labels;

        Assert.Contains("2.4.0", labels);
        Assert.DoesNotContain(EnvLint.Knowledge.Torch.Newest, labels);
    }

    [Theory]
    [InlineData(Project + "description = \"torch==$$\"\n")]
    [InlineData(Project + "# torch==$$\n")]
    [InlineData(Project + "dependencies = [\"torch==2.4.0\"] # torch==$$\n")]
    [InlineData(Project + "dependencies = [\n  # torch==$$\n]\n")]
    [InlineData("[tool.black]\nli$$\n")]
    [InlineData("[tool.poetry.dependencies]\npython = \"$$\"\n")]
    [InlineData("[tool.poetry.dependencies]\ntorch = { version = \"$$\", source = \"mine\" }\n")]
    public void ElsewhereInProjectsNothingIs(string markup) => Assert.Empty(Completed.At("pyproject.toml", markup).Labels);
}
