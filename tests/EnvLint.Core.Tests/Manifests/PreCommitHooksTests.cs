using System.Text.RegularExpressions;
using EnvLint.Configuration;
using EnvLint.Manifests;
using EnvLint.Testing;
using YamlDotNet.RepresentationModel;

namespace EnvLint.Core.Tests.Manifests;

/// <summary>What pre-commit hands over has to hold everything that the classifier takes: the pattern is tried on the classifier's own answers.</summary>
public sealed class PreCommitHooksTests
{
    // What files of a kind are called. A kind that is not here fails a test: its names belong into the hooks, too.
    private static readonly Dictionary<ManifestKind, string[]> s_names = new()
    {
        [ManifestKind.Dockerfile] = ["Dockerfile", "docker/dockerfile", "Containerfile", "Dockerfile.gpu", "Dockerfile-cuda12.4", "a/train.dockerfile"],
        [ManifestKind.Shell] = ["setup.sh", "scripts/install.bash"],
        [ManifestKind.WslGlobalConfig] = [".wslconfig", "windows/.WSLConfig", "wslconfig", ".wslconfig.txt", ".wslconf"],
        [ManifestKind.WslDistributionConfig] = ["wsl.conf", "etc/wsl.conf", "wsl.conf.txt"],
        [ManifestKind.Requirements] = ["requirements.txt", "dev-requirements.txt", "requirements-gpu.in", "requirements/gpu.txt", "constraints.txt", "constraints-3.11.txt"],
        [ManifestKind.CondaEnvironment] = ["environment.yml", "conda/environment.yaml"],
        [ManifestKind.Guide] = ["README.md", "docs/setup.markdown"],
        [ManifestKind.PowerShell] = ["setup.ps1"],
        [ManifestKind.Batch] = ["setup.bat", "windows/install.cmd"],
        [ManifestKind.PyProject] = ["pyproject.toml", "packages/a/pyproject.toml"],
        [ManifestKind.Compose] = ["compose.yaml", "docker-compose.yml", "docker-compose.gpu.yml", "docker_compose.yml", "dev.compose.yml"],
    };

    private static readonly YamlSequenceNode s_hooks = Read();

    private static readonly Regex s_files = new(Text(s_hooks[0], "files"), RegexOptions.CultureInvariant, TimeSpan.FromSeconds(10));

    [Fact]
    public void Every_kind_has_names_that_are_handed_over()
    {
        foreach (var kind in Enum.GetValues<ManifestKind>().Where(static kind => kind != ManifestKind.None))
        {
            Assert.True(s_names.ContainsKey(kind), $"{kind} has no name in this test, and perhaps none in .pre-commit-hooks.yaml");
            Assert.All(s_names[kind], name => Assert.Equal(kind, ManifestClassifier.ClassifyName(name)));
            Assert.All(s_names[kind], name => Assert.Matches(s_files, name));
        }
    }

    [Fact]
    public void What_only_the_text_can_tell_is_handed_over() =>
        Assert.All(["bin/run", "environment-gpu.yml", "conda-linux.yml", "dev_env.yml", "envs/align.yaml", "conda/envs/all_cuda-129.yaml", "gpu-environment.yaml"], path =>
        {
            Assert.True(ManifestClassifier.MayBeScript(path) || ManifestClassifier.NeedsText(path));
            Assert.Matches(s_files, path);
        });

    [Fact]
    public void Configuration_is_handed_over() => Assert.All(ConfigurationLoader.FileNames, name => Assert.Matches(s_files, name));

    [Theory]
    [InlineData("main.py")]
    [InlineData("README.rst")]
    [InlineData("package.json")]
    [InlineData(".gitignore")]
    [InlineData(".github/workflows/ci.yml")]
    [InlineData("deploy/values.yaml")]
    [InlineData("composer.yml")]
    [InlineData("docs/setup.txt")]
    [InlineData("resolv.conf")]
    [InlineData("setup.py")]
    [InlineData("a.out")]
    [InlineData("Cargo.toml")]
    [InlineData("models/requirements/weights.bin")]
    public void Others_do_not_start_it(string path) => Assert.DoesNotMatch(s_files, path);

    // Each name that can be put together of these parts: whatever the classifier takes, or wants to look into, is handed over.
    [Fact]
    public void Nothing_that_the_classifier_takes_is_kept_back()
    {
        string[] folders = ["", "a/", "a.b/", "requirements/", "Requirements/", "envs/", "x/conda_env/", "conda/", "environment/"];
        string[] starts = ["", ".", "a", "dev", "2", "é"];
        string[] joints = ["", ".", "-", "_"];
        string[] words =
        [
            "Dockerfile", "dockerfile", "Containerfile", "wslconfig", "wslconf", "wsl", "requirements", "Requirements", "constraints", "environment", "Environment", "env", "conda", "compose",
            "docker-compose", "docker_compose", "README", "pyproject", "run",
        ];
        string[] ends = ["", ".gpu", "-dev", "_3.11"];
        string[] extensions = ["", ".txt", ".TXT", ".in", ".yml", ".yaml", ".YML", ".md", ".markdown", ".sh", ".bash", ".ps1", ".bat", ".cmd", ".toml", ".conf", ".conf.txt", ".dockerfile", ".Containerfile"];
        var taken = 0;
        foreach (var folder in folders)
        {
            foreach (var name in from start in starts from joint in joints from word in words from end in ends from extension in extensions select start + joint + word + end + extension)
            {
                var path = folder + name;
                if (ManifestClassifier.ClassifyName(path) != ManifestKind.None || ManifestClassifier.MayBeScript(path) || ManifestClassifier.NeedsText(path))
                {
                    taken++;
                    Assert.True(s_files.IsMatch(path), path);
                }
            }
        }

        Assert.InRange(taken, 50_000, int.MaxValue);
    }

    [Fact]
    public void The_hooks_differ_only_in_what_they_do_and_where_the_program_comes_from()
    {
        Assert.Equal(["envlint", "envlint-fix", "envlint-system", "envlint-fix-system"], s_hooks.Select(static hook => Text(hook, "id")));
        Assert.All(s_hooks, static hook =>
        {
            var id = Text(hook, "id");
            Assert.Equal(s_files.ToString(), Text(hook, "files"));
            Assert.Equal(id.EndsWith("-system", StringComparison.Ordinal) ? "system" : "dotnet", Text(hook, "language"));
            Assert.Equal(id.Contains("fix", StringComparison.Ordinal) ? "envlint fix --force-exclude" : "envlint check --force-exclude", Text(hook, "entry"));
            Assert.Equal("true", Text(hook, "require_serial"));
            Assert.Equal("file", ((YamlScalarNode)((YamlSequenceNode)hook["types"])[0]).Value);
        });
    }

    private static string Text(YamlNode node, string key) => ((YamlScalarNode)node[key]).Value!;

    private static YamlSequenceNode Read()
    {
        using var reader = new StreamReader(Path.Combine(RepositoryRoot.Path, ".pre-commit-hooks.yaml"));
        var stream = new YamlStream();
        stream.Load(reader);
        return (YamlSequenceNode)stream.Documents[0].RootNode;
    }
}
