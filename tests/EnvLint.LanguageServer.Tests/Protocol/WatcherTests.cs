using System.Text.RegularExpressions;
using EnvLint.Configuration;
using EnvLint.LanguageServer.Protocol.Wire;
using EnvLint.Manifests;
using EnvLint.Testing;

namespace EnvLint.LanguageServer.Tests.Protocol;

/// <summary>The client is asked to watch whatever a name makes a manifest, and what settings are read from.</summary>
public sealed class WatcherTests
{
    private static readonly string[] s_names =
    [
        "Dockerfile", "Containerfile", "Dockerfile.gpu", "Dockerfile-cuda", "Dockerfile_dev", "Containerfile.gpu", "base.Dockerfile", "base.dockerfile", "base.containerfile", "dockerfile",
        ".wslconfig", "wslconfig", ".wslconfig.txt", ".wslconf", "wsl.conf", "wsl.conf.txt",
        "README.md", "a.markdown", "a.ps1", "a.bat", "a.cmd", "a.sh", "a.bash", "pyproject.toml",
        "requirements.txt", "requirements.in", "requirements-gpu.txt", "dev-requirements.txt", "gpu_requirements.in", "constraints.txt", "constraints-cu121.txt", "requirements/gpu.txt", "requirements/gpu.in",
        "environment.yml", "environment.yaml", "env-gpu.yml", "conda.yaml", "envs/gpu.yml", "gpu-env.yaml",
        "compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.gpu.yaml", "compose.override.yml",
    ];

    private static readonly Regex s_watched = new(string.Join('|', Registrations.Watched.Select(PatternOf)), RegexOptions.CultureInvariant);

    [Fact]
    public void Every_name_that_is_a_manifest_is_watched()
    {
        foreach (var name in s_names)
        {
            Assert.True(IsManifest(name), $"{name} is no manifest");
            Assert.Matches(s_watched, name);
            Assert.Matches(s_watched, "a/b/" + name);
        }

        // A kind that is new has to be added above.
        Assert.Equal(Enum.GetValues<ManifestKind>().Order(), s_names.Select(ManifestClassifier.ClassifyName).Append(ManifestKind.None).Distinct().Order());
    }

    [Fact]
    public void Every_manifest_of_the_examples_is_watched()
    {
        var folder = Path.Join(RepositoryRoot.Path, "examples");
        var manifests = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/')).Where(IsManifest).ToArray();

        Assert.True(manifests.Length > 10);
        Assert.All(manifests, static name => Assert.Matches(s_watched, name));
    }

    [Fact]
    public void Settings_and_what_else_is_read_is_watched() =>
        Assert.All([.. ConfigurationLoader.FileNames, ".gitignore", ".dockerignore", ".env", "a/.env"], static name => Assert.Matches(s_watched, name));

    [Theory]
    [InlineData("main.py")]
    [InlineData("notes.txt")]
    [InlineData("package.json")]
    [InlineData("src/model.bin")]
    public void What_nothing_is_read_from_is_not_watched(string name) => Assert.DoesNotMatch(s_watched, name);

    private static bool IsManifest(string path) => ManifestClassifier.ClassifyName(path) != ManifestKind.None || ManifestClassifier.NeedsText(path);

    // A pattern of the protocol: ** for folders, * within a name, {a,b} for either.
    private static string PatternOf(string glob)
    {
        var pattern = Regex.Escape(glob).Replace(@"\*\*/", "(.*/)?", StringComparison.Ordinal).Replace(@"\*", "[^/]*", StringComparison.Ordinal);
        return "^" + Regex.Replace(pattern, @"\\\{([^}]*)}", static match => "(" + match.Groups[1].Value.Replace(',', '|') + ")") + "$";
    }
}
