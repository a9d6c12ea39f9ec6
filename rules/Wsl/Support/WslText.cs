using System.Collections.Immutable;
using System.Text;
using EnvLint.Knowledge;
using EnvLint.Manifests.Wsl;
using EnvLint.Syntax.Ini;
using EnvLint.Text;

namespace EnvLint.Rules.Wsl.Support;

/// <summary>What the messages of the WSL rules have in common.</summary>
internal static class WslText
{
    /// <summary>Where the grammar is known from.</summary>
    internal const string ParserSource = "microsoft/WSL src/shared/configfile/configfile.cpp";

    private const int LongestQuote = 60;
    private const int MostNames = 4;

    /// <summary>Text of the file between backquotes: cut, on one line, without control characters.</summary>
    internal static string Quote(ReadOnlySpan<char> text)
    {
        var result = new StringBuilder(text.Length + 2);
        result.Append('`');
        foreach (var c in text.Length > LongestQuote ? text[..LongestQuote] : text)
        {
            // Control and formatting characters, and halves of pairs that the cut leaves behind.
            var category = char.GetUnicodeCategory(c);
            if (category is System.Globalization.UnicodeCategory.Control or System.Globalization.UnicodeCategory.Format
                or System.Globalization.UnicodeCategory.LineSeparator or System.Globalization.UnicodeCategory.ParagraphSeparator)
            {
                result.Append($"<U+{(int)c:X4}>");
            }
            else if (char.IsHighSurrogate(c) && text.Length > LongestQuote && result.Length > LongestQuote)
            {
                break;
            }
            else
            {
                result.Append(c);
            }
        }

        if (text.Length > LongestQuote)
        {
            result.Append('…');
        }

        return result.Append('`').ToString();
    }

    /// <summary><c>`a`, `b` and 3 more</c>.</summary>
    internal static string List(IReadOnlyList<string> names)
    {
        var shown = names.Count > MostNames + 1 ? MostNames : names.Count;
        var rest = names.Count - shown;
        var result = new StringBuilder();
        for (var i = 0; i < shown; i++)
        {
            if (i > 0)
            {
                result.Append(i == shown - 1 && rest == 0 ? " and " : ", ");
            }

            result.Append(Quote(names[i]));
        }

        return rest > 0 ? $"{result} and {rest} more" : result.ToString();
    }

    /// <summary>The name of a setting as people write it: the header above it and the key.</summary>
    internal static string NameOf(IniSetting setting) =>
        setting.Header is { Name.Length: > 0 } header ? $"{header.Name}.{setting.Key}" : setting.Key;

    /// <summary>What follows from a line that the parser does not take.</summary>
    internal static string Outcome(WslConfigFile file, string skipped)
    {
        if (!file.StopsAtError)
        {
            return skipped;
        }

        var lost = Lost(file);
        return lost.Count == 0 ? "WSL stops reading here" : $"WSL stops reading here and ignores {List(lost)}";
    }

    /// <summary>The settings behind the stop.</summary>
    internal static List<string> Lost(WslConfigFile file)
    {
        var names = new List<string>();
        foreach (var setting in file.Settings)
        {
            if (setting.Syntax.IsBehindStop)
            {
                names.Add(NameOf(setting.Syntax));
            }
        }

        return names;
    }

    /// <summary>What a key's default is, in words: <c>the default, 50% of host RAM</c>.</summary>
    internal static string Default(WslKey key)
    {
        var text = key.DefaultNote.Length > 0 ? key.DefaultNote : key.Default;
        return text.Length == 0 ? "the default" : $"the default, {text}";
    }

    /// <summary>What is known of a key, with source and date.</summary>
    internal static ImmutableArray<string> Notes(WslKey key) =>
        [$"{(key.Note.Length > 0 ? key.Note.TrimEnd('.') : key.FullName)} ({WslKeys.SourceText(key)}, table of {WslKeys.AsOf})"];

    /// <summary>A note on the grammar.</summary>
    internal static ImmutableArray<string> GrammarNotes(string text) => [$"{text} ({ParserSource})"];

    /// <summary>A whole line or more, with the line end, so that it can be removed.</summary>
    internal static TextSpan WholeLines(SourceText source, TextSpan span) =>
        TextSpan.FromBounds(
            source.Lines.StartOf(source.Lines.LineOf(span.Start)),
            source.Lines.EndOf(source.Lines.LineOf(span.End)));
}
