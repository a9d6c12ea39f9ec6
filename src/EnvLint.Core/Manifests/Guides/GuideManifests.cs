using EnvLint.Manifests.Compose;
using EnvLint.Syntax.Markdown;
using EnvLint.Text;

namespace EnvLint.Manifests.Guides;

/// <summary>Tells whether a block of a guide is a file that EnvLint reads, and which.</summary>
internal static class GuideManifests
{
    private const string DockerfileWords = " FROM RUN COPY ADD ARG ENV WORKDIR CMD ENTRYPOINT EXPOSE USER VOLUME LABEL SHELL HEALTHCHECK ONBUILD STOPSIGNAL ";

    /// <summary>The kind and the path of the file; <see cref="ManifestKind.None"/> where it is none.</summary>
    /// <param name="info">What stands behind the fence.</param>
    /// <param name="language">What that makes of it.</param>
    /// <param name="text">The block's text.</param>
    public static (ManifestKind Kind, string Path) Find(MarkdownInfo info, GuideLanguage language, string text)
    {
        if (language is GuideLanguage.Other or GuideLanguage.PowerShell or GuideLanguage.Batch)
        {
            return default;
        }

        var path = info.Title.Replace('\\', '/');
        var kind = path.Length > 0 && !path.Contains(' ', StringComparison.Ordinal) ? ManifestClassifier.ClassifyName(path) : ManifestKind.None;
        if (kind is not (ManifestKind.None or ManifestKind.Guide) && (kind != ManifestKind.Shell || language is GuideLanguage.Shell or GuideLanguage.Unnamed))
        {
            // A part of a compose file says nothing of the rest.
            return kind == ManifestKind.Compose && !ComposeFileName.IsText(text) ? default : (kind, path);
        }

        return language switch
        {
            GuideLanguage.Dockerfile => IsDockerfile(text, isNamed: true) ? (ManifestKind.Dockerfile, "Dockerfile") : default,
            GuideLanguage.Unnamed when IsDockerfile(text, isNamed: false) => (ManifestKind.Dockerfile, "Dockerfile"),
            GuideLanguage.Unnamed or GuideLanguage.Data => OfContent(info.Language, text),
            _ => default,
        };
    }

    private static (ManifestKind Kind, string Path) OfContent(string language, string text)
    {
        if (language is "requirements" or "pip-requirements")
        {
            return (ManifestKind.Requirements, "requirements.txt");
        }

        if (language is "yaml" or "yml" or "environment" && HasLine(text, "dependencies:") && (HasLine(text, "channels:") || HasLine(text, "name:")) && !HasLine(text, "apiVersion:") && !HasLine(text, "version:"))
        {
            return (ManifestKind.CondaEnvironment, "environment.yml");
        }

        if (language is "yaml" or "yml" && ComposeFileName.IsText(text) && (HasLine(text, "image:") || HasLine(text, "build:")))
        {
            return (ManifestKind.Compose, "compose.yaml");
        }

        // YAML that writes such a file, a terminal that shows one.
        if (language is "yaml" or "yml" || !BeginsAsIni(text))
        {
            return default;
        }

        if (language is "wslconfig" || HasLine(text, "[wsl2]") || (HasLine(text, "[experimental]") && (HasLine(text, "autoMemoryReclaim") || HasLine(text, "sparseVhd"))))
        {
            return (ManifestKind.WslGlobalConfig, ".wslconfig");
        }

        // Other files have sections of these names, too: one that only wsl.conf has, or a key below it that only wsl.conf has.
        return HasLine(text, "[automount]") || HasLine(text, "[interop]")
            || (HasLine(text, "[boot]") && (HasLine(text, "systemd") || HasLine(text, "command")))
            || (HasLine(text, "[network]") && (HasLine(text, "generateHosts") || HasLine(text, "generateResolvConf") || HasLine(text, "hostname")))
            || (HasLine(text, "[user]") && HasLine(text, "default") && !HasLine(text, "email") && !HasLine(text, "name"))
            ? (ManifestKind.WslDistributionConfig, "wsl.conf")
            : default;
    }

    // A variable that nothing sets is empty in FROM, and an image with a placeholder is none: the lines stay as they are.
    private static string KeepImages(string text, string filled)
    {
        var result = filled.ToCharArray();
        foreach (var range in text.AsSpan().Split('\n'))
        {
            if (text.AsSpan()[range].TrimStart().StartsWith("FROM ", StringComparison.OrdinalIgnoreCase))
            {
                text.AsSpan()[range].CopyTo(result.AsSpan()[range]);
            }
        }

        return new string(result);
    }

    // "docker" is also what commands of docker are marked with.
    private static bool IsDockerfile(string text, bool isNamed)
    {
        if (HasLine(text, "FROM {{") || HasLine(text, "{%"))
        {
            // A template, which a program fills in.
            return false;
        }

        // FROM, then what no builder knows: the file of a language model for Ollama, which looks like one.
        if (HasLine(text, "PARAMETER ") || HasLine(text, "ADAPTER ") || HasLine(text, "TEMPLATE "))
        {
            return false;
        }

        var instructions = 0;
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan()[range].Trim();
            if (line.IsEmpty || line[0] == '#')
            {
                continue;
            }

            var end = line.IndexOfAny(' ', '\t');
            var word = (end < 0 ? line : line[..end]).ToString();
            var isInstruction = DockerfileWords.Contains($" {word.ToUpperInvariant()} ", StringComparison.Ordinal);
            if (instructions == 0)
            {
                if (!isInstruction || (!isNamed && word is not "ARG" && !IsFrom(line)))
                {
                    return false;
                }

                if (isNamed)
                {
                    return true;
                }
            }

            instructions += isInstruction ? 1 : 0;
        }

        return instructions > 1 && text.Contains("FROM ", StringComparison.Ordinal);
    }

    // FROM image, FROM image AS name: more words make a sentence.
    private static bool IsFrom(ReadOnlySpan<char> line)
    {
        var words = line.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words is ["FROM", _] or ["FROM", _, "AS" or "as", _] || (words is ["FROM", var flag, _, ..] && flag.StartsWith("--", StringComparison.Ordinal));
    }

    // Whether the first lines are of the form of the two files of WSL: comments, keys, then a header.
    private static bool BeginsAsIni(string text)
    {
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan()[range].Trim();
            if (line.IsEmpty || line[0] is '#' or ';' || line.StartsWith("//", StringComparison.Ordinal))
            {
                continue;
            }

            if (line[0] == '[')
            {
                return true;
            }

            var equals = line.IndexOf('=');
            if (equals <= 0 || line[..equals].Trim().ContainsAny(' ', '\t', '$'))
            {
                return false;
            }
        }

        return true;
    }

    // Whether a line begins with a text, whatever its case.
    private static bool HasLine(string text, string start)
    {
        foreach (var range in text.AsSpan().Split('\n'))
        {
            if (text.AsSpan()[range].TrimStart().StartsWith(start, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    // (other settings...): no instruction begins so.
    private static bool IsRemark(string line) => line.Trim() is ['(', .., ')'] text && text[..^1].TrimEnd() is var inside && (inside.EndsWith("...", StringComparison.Ordinal) || inside.EndsWith('…'));

    /// <summary>The text of a file without the lines that stand for others, and with what a reader is to fill in made unknown.</summary>
    /// <param name="kind">The kind of file.</param>
    /// <param name="content">The block's text.</param>
    public static EmbeddedText Filled(ManifestKind kind, EmbeddedText content)
    {
        var text = content.Text;
        var builder = new EmbeddedTextBuilder(content);
        var start = 0;
        var isWhole = true;
        while (start < text.Length)
        {
            var end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end + 1;
            var line = text[start..end];
            if (GuidePlaceholders.IsElision(line) || (kind == ManifestKind.Dockerfile && IsRemark(line)) || (kind is not (ManifestKind.Dockerfile or ManifestKind.Shell) && GuidePlaceholders.IsIn(line)))
            {
                isWhole = false;
            }
            else
            {
                builder.Add(start, end);
            }

            start = end;
        }

        var result = isWhole ? content : builder.Build();
        if (kind is not (ManifestKind.Dockerfile or ManifestKind.Shell))
        {
            return result;
        }

        var filled = GuidePlaceholders.ToVariables(result.Text, GuideShell.Posix);
        return ReferenceEquals(filled, result.Text) ? result : result with { Text = kind == ManifestKind.Dockerfile ? KeepImages(result.Text, filled) : filled };
    }
}
