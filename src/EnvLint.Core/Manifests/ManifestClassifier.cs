using EnvLint.Manifests.Compose;
using EnvLint.Manifests.Conda;

namespace EnvLint.Manifests;

/// <summary>Says what kind of file a path is, from its name, its folder and its first line; never by reading everything.</summary>
public static class ManifestClassifier
{
    /// <summary>Whether a name alone may make a file a manifest, so that a walk need not open the others.</summary>
    /// <param name="path">Path relative to the root, with <c>/</c>.</param>
    /// <returns>The kind; <see cref="ManifestKind.None"/> where the name says nothing.</returns>
    public static ManifestKind ClassifyName(string path)
    {
        var name = path.AsSpan(path.LastIndexOf('/') + 1);
        if (IsRequirementsName(path, name))
        {
            return ManifestKind.Requirements;
        }

        if (IsTemplate(name))
        {
            return ManifestKind.None;
        }

        if (IsDockerfileName(name))
        {
            return ManifestKind.Dockerfile;
        }

        if (name.Equals(".wslconfig", StringComparison.OrdinalIgnoreCase)
            || name.Equals("wslconfig", StringComparison.OrdinalIgnoreCase)
            || name.Equals(".wslconfig.txt", StringComparison.OrdinalIgnoreCase)
            || name.Equals(".wslconf", StringComparison.OrdinalIgnoreCase))
        {
            return ManifestKind.WslGlobalConfig;
        }

        if (name.Equals("wsl.conf", StringComparison.OrdinalIgnoreCase)
            || name.Equals("wsl.conf.txt", StringComparison.OrdinalIgnoreCase))
        {
            return ManifestKind.WslDistributionConfig;
        }

        if (name.EndsWith(".md", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".markdown", StringComparison.OrdinalIgnoreCase))
        {
            return IsHistory(name) ? ManifestKind.None : ManifestKind.Guide;
        }

        if (name.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase))
        {
            return ManifestKind.PowerShell;
        }

        if (name.EndsWith(".bat", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".cmd", StringComparison.OrdinalIgnoreCase))
        {
            return ManifestKind.Batch;
        }

        if (name.Equals("pyproject.toml", StringComparison.Ordinal))
        {
            return ManifestKind.PyProject;
        }

        if (CondaFileName.IsOwn(name))
        {
            return ManifestKind.CondaEnvironment;
        }

        if (ComposeFileName.Is(name))
        {
            return ManifestKind.Compose;
        }

        return name.EndsWith(".sh", StringComparison.Ordinal) || name.EndsWith(".bash", StringComparison.Ordinal)
            ? ManifestKind.Shell
            : ManifestKind.None;
    }

    /// <summary>Whether the first line of a file without telling name is worth reading: it has no extension, so it may be a script.</summary>
    /// <param name="path">Path relative to the root, with <c>/</c>.</param>
    public static bool MayBeScript(string path) =>
        path.AsSpan(path.LastIndexOf('/') + 1) is var name && name.IndexOf('.') < 0
        // A first line that names bash makes no script of what only make reads.
        && !name.Equals("Makefile", StringComparison.OrdinalIgnoreCase) && !name.Equals("GNUmakefile", StringComparison.Ordinal);

    /// <summary>Whether a file of this name may be a manifest or not, and only its whole text can say: many tools read YAML.</summary>
    /// <param name="path">Path relative to the root, with <c>/</c>.</param>
    public static bool NeedsText(string path) => CondaFileName.May(path);

    /// <summary>Says what kind of file a path with this text is.</summary>
    /// <param name="path">Path relative to the root, with <c>/</c>.</param>
    /// <param name="text">The text; where <see cref="NeedsText"/> does not ask for all of it, at least its first line.</param>
    public static ManifestKind Classify(string path, ReadOnlySpan<char> text)
    {
        var kind = ClassifyName(path);
        return kind switch
        {
            ManifestKind.None when MayBeScript(path) && IsShellShebang(text) => ManifestKind.Shell,
            ManifestKind.None when CondaFileName.May(path) && CondaFileName.IsText(text) => ManifestKind.CondaEnvironment,
            ManifestKind.CondaEnvironment when !CondaFileName.IsOwnText(text) => ManifestKind.None,
            ManifestKind.Compose when !ComposeFileName.IsText(text) => ManifestKind.None,
            // A .sh file may name another interpreter: what it holds is then not shell.
            ManifestKind.Shell when text.StartsWith("#!", StringComparison.Ordinal) && !IsShellShebang(text) => ManifestKind.None,
            _ => kind,
        };
    }

    /// <summary>Says what a text is that has no name yet, by what the editor calls its language.</summary>
    /// <param name="language">The editor's identifier: <c>dockerfile</c>.</param>
    /// <param name="text">The text.</param>
    public static ManifestKind ClassifyLanguage(string language, ReadOnlySpan<char> text) => language switch
    {
        "dockerfile" => ManifestKind.Dockerfile,
        "pip-requirements" or "requirements" => ManifestKind.Requirements,
        "dockercompose" => ManifestKind.Compose,
        "shellscript" or "sh" or "bash" => text.StartsWith("#!", StringComparison.Ordinal) && !IsShellShebang(text) ? ManifestKind.None : ManifestKind.Shell,
        "powershell" or "ps1" => ManifestKind.PowerShell,
        "bat" or "dosbatch" => ManifestKind.Batch,
        "markdown" => ManifestKind.Guide,
        "yaml" when CondaFileName.IsText(text) => ManifestKind.CondaEnvironment,
        "wslconfig" => KindOfWslText(text),
        _ => ManifestKind.None,
    };

    // .wslconfig and wsl.conf are one language: the first section that only one of them has tells which it is.
    private static ManifestKind KindOfWslText(ReadOnlySpan<char> text)
    {
        foreach (var line in text.EnumerateLines())
        {
            var trimmed = line.Trim(" \t");
            var end = trimmed.IndexOf(']');
            if (end < 0 || trimmed[0] != '[')
            {
                continue;
            }

            var section = trimmed[1..end];
            foreach (var known in (ReadOnlySpan<string>)["wsl2", "experimental"])
            {
                if (section.Equals(known, StringComparison.OrdinalIgnoreCase))
                {
                    return ManifestKind.WslGlobalConfig;
                }
            }

            foreach (var known in (ReadOnlySpan<string>)["automount", "boot", "fileServer", "filesystem", "gpu", "interop", "network", "time", "user"])
            {
                if (section.Equals(known, StringComparison.OrdinalIgnoreCase))
                {
                    return ManifestKind.WslDistributionConfig;
                }
            }
        }

        return ManifestKind.None;
    }

    // requirements.txt, dev-requirements.txt, requirements/gpu.txt, constraints.txt; the .in files are the sources of pip-tools.
    private static bool IsRequirementsName(string path, ReadOnlySpan<char> name)
    {
        var stem = name.EndsWith(".txt", StringComparison.OrdinalIgnoreCase) ? name[..^4] : name.EndsWith(".in", StringComparison.OrdinalIgnoreCase) ? name[..^3] : [];
        if (stem.IsEmpty)
        {
            return false;
        }

        var isTxt = stem.Length == name.Length - 4;
        if (stem.StartsWith("requirements", StringComparison.OrdinalIgnoreCase) || stem.EndsWith("requirements", StringComparison.OrdinalIgnoreCase)
            || (isTxt && stem.StartsWith("constraints", StringComparison.OrdinalIgnoreCase)))
        {
            return !IsListOfOthers(stem);
        }

        var folder = path.AsSpan(0, path.Length - name.Length).TrimEnd('/');
        return folder[(folder.LastIndexOf('/') + 1)..].Equals("requirements", StringComparison.OrdinalIgnoreCase)
            && !IsListOfOthers(stem) && !stem.Equals("README", StringComparison.OrdinalIgnoreCase);
    }

    // apt-requirements.txt, requirements_conda.txt: lists for other package managers.
    private static bool IsListOfOthers(ReadOnlySpan<char> stem)
    {
        foreach (var range in stem.SplitAny('-', '_', '.'))
        {
            if (stem[range] is "apt" or "apk" or "brew" or "conda" or "mamba" or "system" or "sys" or "os" or "ubuntu" or "debian" or "yum" or "dnf" or "npm" or "R" or "julia" or "ansible")
            {
                return true;
            }
        }

        return false;
    }

    // CHANGELOG.md, v1.0-release-notes.md: what was right once, and nobody follows it today.
    private static bool IsHistory(ReadOnlySpan<char> name)
    {
        var stem = name[..name.LastIndexOf('.')];
        return stem.Contains("changelog", StringComparison.OrdinalIgnoreCase) || stem.Equals("changes", StringComparison.OrdinalIgnoreCase) || stem.Equals("history", StringComparison.OrdinalIgnoreCase)
            || stem.Contains("release-notes", StringComparison.OrdinalIgnoreCase) || stem.Contains("release_notes", StringComparison.OrdinalIgnoreCase) || stem.Contains("releasenotes", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsTemplate(ReadOnlySpan<char> name) =>
        name.EndsWith(".tmpl", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith(".template", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith(".tpl", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith(".j2", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith(".jinja", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith(".jinja2", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith(".mustache", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith(".erb", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith(".in", StringComparison.OrdinalIgnoreCase);

    private static bool IsDockerfileName(ReadOnlySpan<char> name)
    {
        if (name.Equals("Dockerfile", StringComparison.OrdinalIgnoreCase)
            || name.Equals("Containerfile", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(".dockerfile", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(".containerfile", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        // Dockerfile.gpu, Dockerfile-cuda12, Dockerfile_dev; but not Dockerfile.md or Dockerfile.sh.
        var stem = name.StartsWith("Dockerfile", StringComparison.Ordinal) ? "Dockerfile".Length
            : name.StartsWith("Containerfile", StringComparison.Ordinal) ? "Containerfile".Length
            : 0;
        if (stem == 0 || name.Length == stem || name[stem] is not ('.' or '-' or '_'))
        {
            return false;
        }

        var dot = name.LastIndexOf('.');
        return dot < stem || name[(dot + 1)..] is not ("md" or "sh" or "py" or "txt" or "json" or "yml" or "yaml" or "dockerignore" or "bak" or "orig" or "html" or "ps1" or "go" or "rst" or "toml" or "make" or "mk");
    }

    // "#!/bin/sh", "#!/usr/bin/env bash", "#! /bin/bash -e": the interpreter's last path component decides.
    private static bool IsShellShebang(ReadOnlySpan<char> text)
    {
        if (!text.StartsWith("#!", StringComparison.Ordinal))
        {
            return false;
        }

        var end = text.IndexOfAny('\n', '\r');

        // Python behind a line of shell that starts it, as installers write where the interpreter's path is too long for a first line.
        if (end >= 0 && text[end..].TrimStart("\r\n").StartsWith("'''exec' ", StringComparison.Ordinal))
        {
            return false;
        }

        var line = (end < 0 ? text : text[..end])[2..].Trim();
        while (!line.IsEmpty)
        {
            var blank = line.IndexOfAny(' ', '\t');
            var word = blank < 0 ? line : line[..blank];
            word = word[(word.LastIndexOf('/') + 1)..];
            if (word is "sh" or "bash" or "dash" or "ksh")
            {
                return true;
            }

            // env, its options and its assignments lead to the interpreter.
            if (word is not "env" && !word.StartsWith("-", StringComparison.Ordinal) && word.IndexOf('=') < 0)
            {
                return false;
            }

            line = blank < 0 ? [] : line[blank..].TrimStart();
        }

        return false;
    }
}
