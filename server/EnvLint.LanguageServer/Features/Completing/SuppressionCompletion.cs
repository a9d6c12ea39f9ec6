using EnvLint.Diagnostics;
using EnvLint.Rules;
using EnvLint.Suppression;
using EnvLint.Syntax.Toml;
using EnvLint.Text;

namespace EnvLint.LanguageServer.Features.Completing;

/// <summary>Completes ignore comments: <c># envlint: ignore=WSL005 until=2026-01-31 -- reason</c>.</summary>
internal static class SuppressionCompletion
{
    // So many of its letters say that the marker is meant.
    private const int MarkerLetters = 3;

    /// <summary>Offers what fits, where the cursor is in a comment for EnvLint.</summary>
    /// <param name="site">The place; that of the document itself.</param>
    /// <param name="list">Takes what fits.</param>
    /// <returns>Whether it is in one, so that nothing else fits.</returns>
    public static bool Complete(CompletionSite site, CompletionList list)
    {
        var before = site.Before;
        var marker = before.LastIndexOf(SuppressionParser.Marker);
        if (marker < 0)
        {
            return Marker(site, list);
        }

        if (!IsMark(before[..marker]))
        {
            return false;
        }

        var body = before[(marker + SuppressionParser.Marker.Length)..];
        if (body.Contains("--", StringComparison.Ordinal))
        {
            return true;
        }

        var equals = body.IndexOf('=');
        if (equals < 0)
        {
            Verbs(site, list, body);
            return true;
        }

        // Codes go on behind a comma; a blank behind a code ends them.
        var verb = body[..equals].Trim();
        var rest = body[(equals + 1)..];
        if (verb is not ("ignore" or "ignore-file"))
        {
            return true;
        }

        var comma = rest.LastIndexOf(',');
        if (!rest[(comma + 1)..].TrimStart(" \t").ContainsAny(" \t"))
        {
            Codes(site, list, verb is "ignore-file", site.LineStart + marker + SuppressionParser.Marker.Length + equals + 1);
        }
        else if (!rest.Contains("until=", StringComparison.Ordinal))
        {
            list.ReplaceWord(static character => !char.IsWhiteSpace(character));
            list.Add("until=", CompletionKind.Keyword, detail: "YYYY-MM-DD", documentation: "The last day on which the comment counts, such as `until=2026-12-31`.");
            list.Add("-- ", CompletionKind.Keyword, detail: "the reason");
        }

        return true;
    }

    private static bool Marker(CompletionSite site, CompletionList list)
    {
        var word = site.WordOf(static character => char.IsAsciiLetter(character) || character == ':');
        var typed = site.Text.AsSpan(word.Start, site.Position - word.Start);
        if (typed.Length < MarkerLetters || !SuppressionParser.Marker.AsSpan().StartsWith(typed, StringComparison.Ordinal) || !IsMark(site.Before[..(word.Start - site.LineStart)]))
        {
            return false;
        }

        list.Replace(word);
        list.Add("envlint: ignore=", CompletionKind.Keyword, documentation: "Hides findings of the next line, or of this one.");
        if (IsAtTop(site))
        {
            list.Add("envlint: ignore-file=", CompletionKind.Keyword, documentation: "Hides findings of the whole file.");
        }

        return true;
    }

    private static void Verbs(CompletionSite site, CompletionList list, ReadOnlySpan<char> body)
    {
        if (body.TrimStart(" \t").ContainsAny(" \t"))
        {
            return;
        }

        list.ReplaceWord(static character => char.IsAsciiLetter(character) || character is '-' or '=');
        list.Add("ignore=", CompletionKind.Keyword, documentation: "Hides findings of the next line, or of this one.");
        if (IsAtTop(site))
        {
            list.Add("ignore-file=", CompletionKind.Keyword, documentation: "Hides findings of the whole file.");
        }
    }

    private static void Codes(CompletionSite site, CompletionList list, bool isWholeFile, int start)
    {
        list.ReplaceWord(static character => char.IsAsciiLetterOrDigit(character) || character is '-');
        var word = site.WordOf(static character => char.IsAsciiLetterOrDigit(character) || character is '-');
        var given = site.Text.AsSpan(start, word.Start - start);
        var covered = CoveredBy(site, isWholeFile);
        foreach (var diagnostic in site.Analysis.Findings.Diagnostics)
        {
            // What is wrong with the comment itself is nothing to hide.
            if (diagnostic.Rule.Category != RuleCategory.Checker || diagnostic.Span.End <= site.LineStart || diagnostic.Span.Start > site.LineEnd)
            {
                Found(list, diagnostic, covered, given);
            }
        }

        // What the comment hides already belongs to it.
        foreach (var hidden in site.Analysis.Findings.Suppressed)
        {
            Found(list, hidden.Diagnostic, covered, given);
        }

        foreach (var rule in site.Analysis.Project.Names.Rules)
        {
            Add(list, rule, "", given, isFound: false);
        }
    }

    private static void Found(CompletionList list, Diagnostic diagnostic, TextSpan covered, ReadOnlySpan<char> given)
    {
        if (diagnostic.Span.Start <= covered.End && diagnostic.Span.End >= covered.Start)
        {
            Add(list, diagnostic.Rule, diagnostic.Message, given, isFound: true);
        }
    }

    private static void Add(CompletionList list, RuleDescriptor rule, string message, ReadOnlySpan<char> given, bool isFound)
    {
        if (!given.Contains(rule.Code, StringComparison.OrdinalIgnoreCase))
        {
            list.Add(rule.Code, CompletionKind.Reference, detail: rule.Name, documentation: Words.Paragraphs(Words.Escape(rule.Title) + ".", isFound ? $"Here: {Words.Escape(message)}." : ""), isPreselected: isFound);
        }
    }

    // The stretch that the comment speaks for; its own line where it is not finished enough to be read.
    private static TextSpan CoveredBy(CompletionSite site, bool isWholeFile)
    {
        if (isWholeFile)
        {
            return new TextSpan(0, site.Text.Length);
        }

        var directives = site.File is { } file ? SuppressionLayout.FindDirectives(file) : SuppressionLayout.FindDirectives(site.Analysis.Text, TomlDocument.Parse(site.Text));
        foreach (var directive in directives)
        {
            if (directive.Comment.Span.Start <= site.Position && site.Position <= directive.Comment.Span.End)
            {
                return directive.Comment.Covered;
            }
        }

        return TextSpan.FromBounds(site.LineStart, site.LineEnd);
    }

    // Nothing but comments and blank lines above it.
    private static bool IsAtTop(CompletionSite site)
    {
        foreach (var line in site.Text.AsSpan(0, site.LineStart).EnumerateLines())
        {
            var content = line.Trim();
            if (content.Length > 0 && content[0] != '#' && !content.StartsWith("<!--", StringComparison.Ordinal) && !content.StartsWith("::", StringComparison.Ordinal) && !content.StartsWith("REM ", StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        var own = site.Before.TrimStart();
        return own.StartsWith("#", StringComparison.Ordinal) || own.StartsWith("<!--", StringComparison.Ordinal) || own.StartsWith("::", StringComparison.Ordinal) || own.StartsWith("REM ", StringComparison.OrdinalIgnoreCase);
    }

    // Whether what stands in front is the mark of a comment.
    private static bool IsMark(ReadOnlySpan<char> text)
    {
        text = text.TrimEnd(" \t");
        return text.EndsWith("#", StringComparison.Ordinal) || text.EndsWith("<!--", StringComparison.Ordinal) || text.EndsWith("::", StringComparison.Ordinal) || text.TrimStart().Equals("REM", StringComparison.OrdinalIgnoreCase);
    }
}
