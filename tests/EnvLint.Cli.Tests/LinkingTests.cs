namespace EnvLint.Cli.Tests;

/// <summary>Links between files of a root, as a run on a disk follows them.</summary>
public sealed class LinkingTests : IDisposable
{
    private const string Index = "https://download.pytorch.org/whl";

    private readonly Project _project = new Project().AsRoot();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void Two_files_say_together_what_is_wrong()
    {
        _project.With("docker/Dockerfile", "FROM python:3.12\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\n").With("docker/requirements.txt", "torch==2.1.2\n");
        foreach (var arguments in new string[][] { ["check", "--select", "FWK005"], ["check", "--select", "FWK005", "docker"], ["check", "--select", "FWK005", "docker/Dockerfile"] })
        {
            var result = _project.Run(arguments);
            Assert.Contains("docker/Dockerfile:3:20", result.Output, StringComparison.Ordinal);
            Assert.Contains("docker/requirements.txt:1:1", result.Output, StringComparison.Ordinal);
        }

        Assert.Contains("docker/Dockerfile:3:20", _project.RunIn("docker", "check", "--select", "FWK005", "Dockerfile").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_roots_in_one_run_have_their_own_files()
    {
        foreach (var name in new[] { "a", "b" })
        {
            _project.With($"{name}/envlint.toml").With($"{name}/Dockerfile", "FROM python:3.12\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\n");
        }

        _project.With("b/requirements.txt", "torch==2.1.2\n").With("requirements.txt", "torch==2.1.2\n");
        var result = _project.Run("check", "--select", "FWK005", "--format", "concise", "a", "b");
        Assert.Equal("b/Dockerfile:3:20", Assert.Single(result.OutputLines, static line => line.Contains("FWK005", StringComparison.Ordinal))[.."b/Dockerfile:3:20".Length]);
    }

    [Fact]
    public void Nothing_outside_the_root_is_read()
    {
        _project.With("inner/.git/HEAD").With("requirements.txt", "torch==2.1.2\n").With("inner/setup.sh", "conda create -n x python=3.12\nconda activate x\npip install -r ../requirements.txt\n");
        Assert.DoesNotContain("FWK005", _project.Run("check", "inner").Output, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            _project.WithLink("inner/list.txt", "../requirements.txt").With("inner/setup.sh", "conda create -n x python=3.12\nconda activate x\npip install -r list.txt\n");
            Assert.DoesNotContain("FWK005", _project.Run("check", "inner").Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_list_whose_index_is_named_where_it_is_installed_is_silent()
    {
        _project.With("requirements.txt", "torch==2.1.0+cu118\n");
        Assert.Contains("PIP002", _project.Run("check", "requirements.txt").Output, StringComparison.Ordinal);
        _project.With("setup.sh", $"pip install -r requirements.txt --extra-index-url {Index}/cu118\n");
        Assert.DoesNotContain("PIP002", _project.Run("check").Output, StringComparison.Ordinal);
        Assert.DoesNotContain("PIP002", _project.Run("check", "requirements.txt").Output, StringComparison.Ordinal);

        // One that names none leaves the doubt; and a wrong one is told where it is named.
        _project.With("README.md", "# A\n```bash\npip install -r requirements.txt\n```\n");
        Assert.Contains("PIP002", _project.Run("check", "requirements.txt").Output, StringComparison.Ordinal);
        _project.With("README.md").With("setup.sh", $"pip install -r requirements.txt --extra-index-url {Index}/cu121\n");
        var output = _project.Run("check", "--select", "PIP002", "--format", "concise").OutputLines;
        Assert.StartsWith("setup.sh:1:16", Assert.Single(output, static line => line.Contains("PIP002", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_build_says_which_context_it_is()
    {
        _project.With("docker/Dockerfile", "FROM python:3.12\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\n")
            .With("docker/requirements.txt", "torch==2.1.2\n").With("requirements.txt", "torch==2.5.1\n");
        Assert.Contains("FWK005", _project.Run("check", "docker/Dockerfile").Output, StringComparison.Ordinal);
        _project.With("compose.yaml", "services:\n  a:\n    build:\n      context: .\n      dockerfile: docker/Dockerfile\n");
        Assert.DoesNotContain("FWK005", _project.Run("check", "docker/Dockerfile").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Arguments_of_compose_reach_the_Dockerfile()
    {
        _project.With("Dockerfile", "ARG CUDA=12.4.1\nFROM nvidia/cuda:${CUDA}-devel-ubuntu22.04\n")
            .With("compose.yaml", "services:\n  a:\n    build:\n      context: .\n      args:\n        CUDA: \"12.4\"\n");
        var line = Assert.Single(_project.Run("check", "--select", "CUD001", "--format", "concise").OutputLines, static line => line.Contains("CUD001", StringComparison.Ordinal));
        Assert.StartsWith("compose.yaml:6:16", line, StringComparison.Ordinal);
    }
}
