using EnvLint.Environment;

namespace EnvLint.Rules.Image.Support;

/// <summary>Knows by their names the files that are made, fetched or kept apart from a project: nobody wonders that they are not there.</summary>
internal static class MadeFiles
{
    private static readonly HashSet<string> s_folders = new(StringComparer.OrdinalIgnoreCase)
    {
        "dist", "build", "builds", "_build", "target", "targets", "out", "output", "outputs", "bin", "obj", "lib", "libs", "node_modules", "artifacts", "artifact", "release", "releases", "publish",
        "wheels", "wheelhouse", "whl", "packages", "pkg", "debs", "rpms", "vendor", "third_party", "thirdparty", "3rdparty", "external", "extern", "deps", "models", "model", "weights", "checkpoints",
        "checkpoint", "ckpt", "ckpts", "pretrained", "pretrained_models", "data", "dataset", "datasets", "secrets", "secret", "certs", "cert", "certificates", "keys", "ssl", "cache", "caches",
        "tmp", "temp", "download", "downloads", "generated", "gen", "venv", "staging", "stage", "logs", "results", "installers", "binaries",
    };

    private static readonly HashSet<string> s_endings = new(StringComparer.OrdinalIgnoreCase)
    {
        "whl", "jar", "war", "ear", "tar", "gz", "tgz", "zip", "bz2", "xz", "zst", "7z", "rar", "deb", "rpm", "run", "so", "a", "o", "dll", "exe", "bin", "pt", "pth", "onnx", "safetensors", "ckpt",
        "h5", "hdf5", "pb", "gguf", "ggml", "npy", "npz", "pkl", "pickle", "joblib", "model", "pem", "crt", "cer", "key", "pub", "p12", "pfx", "jks", "env", "egg", "iso", "img", "engine", "plan",
        "trt", "lic", "license", "lock", "csv", "tsv", "parquet", "db", "sqlite", "mp4", "mp3", "wav", "jpg", "jpeg", "png", "ttf", "local", "repo", "list", "gpg", "asc", "netrc", "log", "patch", "diff",
    };

    private static readonly string[] s_words =
    [
        "secret", "token", "credential", "password", "license", "licence", "id_rsa", "id_ed25519", "netrc", "npmrc", "pypirc", "kubeconfig", "version", "revision", "commit", "build_info",
        "buildinfo", "build-info", "generated", "private", "local", "lock",
    ];

    /// <summary>Whether a file or folder may come from a build, a download or a person's own machine.</summary>
    /// <param name="name">The path below the context.</param>
    public static bool MayBe(string name)
    {
        var parts = name.Split('/');
        foreach (var part in parts)
        {
            if (s_folders.Contains(part) || part.StartsWith('.'))
            {
                return true;
            }
        }

        // Without an ending: a program that was built, or a folder.
        var last = parts[^1];
        var dot = last.LastIndexOf('.');
        if (dot <= 0)
        {
            return last is not ("Makefile" or "Pipfile");
        }

        foreach (var word in s_words)
        {
            if (last.Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return s_endings.Contains(last[(dot + 1)..]);
    }

    /// <summary>Whether a Dockerfile is a sample that nobody builds as it is.</summary>
    /// <param name="path">Its path.</param>
    public static bool IsSample(string path)
    {
        foreach (var part in path.Split('/'))
        {
            if (part is "test" or "tests" or "testdata" or "fixtures" or "__tests__" or "templates" or "template" or "third_party" or "vendor" or "node_modules" or "snippets")
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a path lies in another repository that git puts there.</summary>
    /// <param name="path">The path as findings name it.</param>
    /// <param name="files">The files of the root.</param>
    public static bool IsInSubmodule(string path, ILinkedFiles files)
    {
        if (files.Read(files.Root + ".gitmodules") is not { } modules)
        {
            return false;
        }

        foreach (var line in modules.Content.Split('\n'))
        {
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && line.AsSpan(0, equals).Trim() is "path" && files.Root + line[(equals + 1)..].Trim() is var folder
                && (path == folder || path.StartsWith(folder + "/", StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }
}
