using System.Text;
using EnvLint.Versions;

namespace EnvLint.Manifests.PyProject;

/// <summary>Reads the versions that Poetry writes, as the comparisons of PEP 440.</summary>
public static class PoetryConstraint
{
    private const int LongestText = 1000;

    /// <summary>The alternatives of a text, each the comparisons of PEP 440 that must hold together.</summary>
    /// <param name="text">What Poetry reads: <c>^2.1</c>, <c>~2.1</c>, <c>2.1.*</c>, <c>&gt;=2,&lt;3 || 4.0</c>.</param>
    /// <returns>Null where a part is not understood. An empty alternative lets every version pass.</returns>
    public static IReadOnlyList<string>? Read(string text)
    {
        if (text.Length > LongestText)
        {
            return null;
        }

        var alternatives = new List<string>();
        foreach (var range in text.AsSpan().Split("||"))
        {
            // One bar is an or, too.
            foreach (var part in text.AsSpan()[range].Split('|'))
            {
                if (All(text.AsSpan()[range][part]) is not { } all)
                {
                    return null;
                }

                alternatives.Add(all);
            }
        }

        return alternatives;
    }

    // Comparisons with commas or blanks between: >=1.2, <2  or  >=1.2 <2
    private static string? All(ReadOnlySpan<char> text)
    {
        var result = new StringBuilder();
        text = text.Trim();
        if (text.IsEmpty)
        {
            return null;
        }

        while (!text.IsEmpty)
        {
            var operators = 0;
            while (operators < text.Length && text[operators] is '<' or '>' or '=' or '!' or '~' or '^')
            {
                operators++;
            }

            var rest = text[operators..].TrimStart();
            var end = 0;
            while (end < rest.Length && rest[end] is not (',' or ' ' or '\t' or '<' or '>' or '=' or '^' or '~') && !(rest[end] == '!' && end + 1 < rest.Length && rest[end + 1] == '='))
            {
                end++;
            }

            if (One(text[..operators], rest[..end]) is not { } one)
            {
                return null;
            }

            if (one.Length > 0)
            {
                result.Append(result.Length > 0 ? "," : "").Append(one);
            }

            text = rest[end..].TrimStart();
            if (!text.IsEmpty && text[0] == ',')
            {
                text = text[1..].TrimStart();
                if (text.IsEmpty)
                {
                    return null;
                }
            }
        }

        return result.ToString();
    }

    private static string? One(ReadOnlySpan<char> comparison, ReadOnlySpan<char> version)
    {
        if (version is "*" && comparison.IsEmpty)
        {
            return "";
        }

        if (version.EndsWith(".x", StringComparison.OrdinalIgnoreCase))
        {
            version = $"{version[..^2]}.*";
        }

        switch (comparison)
        {
            case "^" or "~":
                return Range(version, comparison[0] == '^');
            case "" or "=":
                comparison = "==";
                break;
        }

        var one = $"{comparison}{version}";
        return Pep440SpecifierSet.Parse(one) is { IsValid: true, Specifiers.Length: 1 } ? one : null;
    }

    // ^1.2.3 is below 2, ^0.15 below 0.16, ^0.0.3 below 0.0.4; ~1.2.3 and ~1.2 are below 1.3, ~1 below 2.
    private static string? Range(ReadOnlySpan<char> text, bool isCaret)
    {
        if (!Pep440Version.TryParse(text, out var version) || !version.Epoch.IsZero)
        {
            return null;
        }

        var release = version.Release;
        var last = isCaret ? 0 : Math.Min(release.Length, 2) - 1;
        while (isCaret && last < release.Length - 1 && release[last].IsZero)
        {
            last++;
        }

        var bound = new StringBuilder();
        for (var i = 0; i <= last; i++)
        {
            bound.Append(i > 0 ? "." : "").Append((i == last ? release[i].Next() : release[i]).ToString());
        }

        return $">={version.Public},<{bound}";
    }
}
