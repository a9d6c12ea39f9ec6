using EnvLint.Engine;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Manifests;
using EnvLint.Rules;
using EnvLint.Text;

namespace EnvLint.Environment.Stack;

/// <summary>What names, headings and comments say of the machine that packages are for.</summary>
public static class OtherMachines
{
    // A line that introduces a block, not a paragraph.
    private const int LongestIntroduction = 100;

    // Of a comment that is a label, not a sentence.
    private const int MostWords = 6;

    /// <summary>Whether packages are for a machine without a GPU of NVIDIA, or with another system than the target's.</summary>
    /// <param name="request">A request of the file under check, or of one that it names.</param>
    /// <param name="file">The file under check.</param>
    /// <param name="target">The target; null where none is declared.</param>
    public static bool AreMeant(PackageRequest request, FileAnalysis file, TargetProfile? target)
    {
        var system = request.Scope.Kind switch
        {
            ScopeKind.WindowsHost => TargetPlatform.Windows,
            ScopeKind.Unknown => target?.Platform ?? TargetPlatform.Unknown,
            _ => TargetPlatform.Linux,
        };

        // What runs on Windows and in its WSL is told apart by the scope; without one it is for Linux, as elsewhere.
        var isWindows = system == TargetPlatform.Windows;
        if (IsOtherPath(file.Source.Path, isWindows) || (request.LinkedFile is { } linked && IsOtherPath(linked.Path, isWindows)))
        {
            return true;
        }

        // A list for building the documentation, which no GPU does.
        if (file.Kind == ManifestKind.Requirements && IsOfDocumentation(file.Source.Path))
        {
            return true;
        }

        for (var section = file.Guide?.SectionOf(RuleContext.PlaceOf(request)); section is not null; section = section.Parent)
        {
            if (IsOther(section.Title, isWindows))
            {
                return true;
            }
        }

        return HasComment(request.Command?.Span ?? RuleContext.PlaceOf(request), isWindows, file);
    }

    // Of the file or its folder.
    private static bool IsOtherPath(string path, bool isWindows)
    {
        var slash = path.LastIndexOf('/');
        return IsOther(path.AsSpan(slash + 1), isWindows)
            || (slash > 0 && path.LastIndexOf('/', slash - 1) is var before && IsOther(path.AsSpan(before + 1, slash - before - 1), isWindows));
    }

    // docs/requirements.txt, requirements/docs.txt
    private static bool IsOfDocumentation(string path)
    {
        var slash = path.LastIndexOf('/');
        var name = path[(slash + 1)..];
        var folder = slash < 0 ? "" : path[..slash];
        return name is "docs.txt" or "doc.txt" or "requirements-docs.txt" or "requirements_docs.txt" or "docs-requirements.txt"
            || folder[(folder.LastIndexOf('/') + 1)..] is "docs" or "doc";
    }

    // "# CPU only" above the request or behind it; in a guide the line above the block, too.
    private static bool HasComment(TextSpan place, bool isWindows, FileAnalysis file)
    {
        var lines = file.Source.Lines;
        var last = file.Source.LineText(lines.LineOf(place.End));
        var hash = last.LastIndexOf(" #", StringComparison.Ordinal);
        if (hash >= 0 && IsLabel(last.AsSpan(hash)) && IsOther(last.AsSpan(hash), isWindows))
        {
            return true;
        }

        var isOutside = false;
        for (var line = lines.LineOf(place.Start) - 1; line >= 0; line--)
        {
            var text = file.Source.LineText(line).AsSpan().Trim();
            if (isOutside)
            {
                if (text.IsEmpty)
                {
                    continue;
                }

                return text.Length <= LongestIntroduction && IsOther(text, isWindows);
            }

            if (file.Kind == ManifestKind.Guide && (text.StartsWith("```") || text.StartsWith("~~~")))
            {
                isOutside = true;
            }
            else if (!text.StartsWith("#") && !text.StartsWith("::") && !text.StartsWith("rem ", StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
            else if (IsLabel(text) && IsOther(text, isWindows))
            {
                return true;
            }
        }

        return false;
    }

    // "# for CPU only", not "# change to jax[tpu] if running on TPUs".
    private static bool IsLabel(ReadOnlySpan<char> text)
    {
        var words = 0;
        for (var i = 0; i < text.Length; i++)
        {
            words += char.IsAsciiLetterOrDigit(text[i]) && (i == 0 || !char.IsAsciiLetterOrDigit(text[i - 1])) ? 1 : 0;
        }

        return words <= MostWords;
    }

    private static bool IsOther(ReadOnlySpan<char> text, bool isWindows)
    {
        const NamedMachines Systems = NamedMachines.Mac | NamedMachines.Windows | NamedMachines.Linux;
        var named = MachineWords.In(text);
        switch (named & Systems)
        {
            case NamedMachines.Mac:
            case NamedMachines.Windows when !isWindows:
            case NamedMachines.Linux when isWindows:
                return true;
        }

        return named.HasFlag(NamedMachines.Board) || (!named.HasFlag(NamedMachines.Nvidia)
            && (named.HasFlag(NamedMachines.Other) || (named.HasFlag(NamedMachines.Cpu) && !named.HasFlag(NamedMachines.Gpu))));
    }
}
