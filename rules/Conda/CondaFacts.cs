using System.Buffers;
using EnvLint.Environment.Facts;
using EnvLint.Text;

namespace EnvLint.Rules.Conda;

/// <summary>Questions to requests of conda that its rules share.</summary>
internal static class CondaFacts
{
    private static readonly SearchValues<char> s_shellSigns = SearchValues.Create("<>|&;()$*?[]!~ #'");
    private static readonly SearchValues<char> s_specSigns = SearchValues.Create("=<>!~ :[");

    /// <summary>Whether a text has none of the signs that end a name or a channel.</summary>
    /// <param name="text">The text.</param>
    public static bool IsName(ReadOnlySpan<char> text) => text.IndexOfAny(s_specSigns) < 0;

    /// <summary>Whether mamba or micromamba is asked: they read and solve in their own ways.</summary>
    /// <param name="request">The request.</param>
    public static bool IsMamba(PackageRequest request) => request.Command?.IsProgram("mamba", "micromamba") == true;

    /// <summary>The place in the file of a part of a request's spec; that of the whole word where the part has none of its own.</summary>
    /// <param name="request">The request.</param>
    /// <param name="part">A place in the spec.</param>
    public static TextSpan Place(PackageRequest request, TextSpan part) =>
        request.LinkedFile is not null ? RuleContext.PlaceOf(request)
        : !part.IsEmpty && Quote(request.Word) is { } quote ? new TextSpan(request.Word.Span.Start + quote.Length + part.Start, part.Length) : request.Word.Span;

    /// <summary>The edit that writes another spec in a request's place, with the quotes that it needs; null where the word is not written out.</summary>
    /// <param name="request">The request.</param>
    /// <param name="spec">The other spec.</param>
    public static TextEdit? Rewrite(PackageRequest request, string spec)
    {
        if (request.LinkedFile is not null || Quote(request.Word) is not { } quote)
        {
            return null;
        }

        if (quote.Length == 0 && request.Command is not null && NeedsQuotes(spec))
        {
            quote = "\"";
        }

        return TextEdit.Replace(request.Word.Span, quote + spec + quote);
    }

    /// <summary>The edit that asks for another package behind a request: a word of the command, or an item of the list; null where it has no place of its own.</summary>
    /// <param name="request">The request.</param>
    /// <param name="spec">The spec of the other package.</param>
    /// <param name="source">The file.</param>
    public static TextEdit? Add(PackageRequest request, string spec, SourceText source)
    {
        if (request.LinkedFile is not null || Quote(request.Word) is not { } quote)
        {
            return null;
        }

        var span = request.Word.Span;
        if (request.Command is not null)
        {
            return TextEdit.Insert(span.End, NeedsQuotes(spec) ? $" \"{spec}\"" : $" {spec}");
        }

        // - name: a line of its own with the same beginning.
        var text = source.Content;
        var start = span.Start == 0 ? 0 : text.LastIndexOfAny(['\n', '\r'], span.Start - 1) + 1;
        var before = text[start..span.Start];
        if (before.AsSpan().TrimStart(' ') is not ['-', ' ', ..] || before.AsSpan().Trim().Length != 1)
        {
            return null;
        }

        var end = text.AsSpan(span.End).IndexOfAny('\n', '\r');
        return TextEdit.Insert(end < 0 ? text.Length : span.End + end, $"{source.LineEnd}{before}{quote}{spec}{quote}");
    }

    /// <summary>Whether a shell makes something else of a spec without quotes.</summary>
    /// <param name="spec">The spec.</param>
    private static bool NeedsQuotes(string spec) => spec.AsSpan().IndexOfAny(s_shellSigns) >= 0;

    // The quote around a word, empty without one; null where the value does not stand in the file letter by letter.
    private static string? Quote(Word word)
    {
        if (!word.IsLiteral || word.Raw.Length != word.Span.Length || word.Value is not { } value)
        {
            return null;
        }

        if (string.Equals(word.Raw, value, StringComparison.Ordinal))
        {
            return "";
        }

        return word.Raw is ['\'' or '"', .., var last] && last == word.Raw[0] && word.Raw.AsSpan(1, word.Raw.Length - 2).SequenceEqual(value)
            ? word.Raw[..1]
            : null;
    }

    /// <summary>Whether several Pythons are asked for, so that nobody knows which of them is there when a package comes.</summary>
    /// <param name="environment">The environment.</param>
    public static bool HasSeveralPythons(PythonEnvironment environment)
    {
        PackageRequest? first = null;
        foreach (var request in environment.Requests)
        {
            if (request is { Manager: PackageManager.Conda, Name: "python" })
            {
                if (first is not null && first.Constraint != request.Constraint)
                {
                    return true;
                }

                first ??= request;
            }
        }

        return false;
    }
}
