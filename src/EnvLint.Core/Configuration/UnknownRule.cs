using EnvLint.Diagnostics;
using EnvLint.Rules;
using EnvLint.Text;

namespace EnvLint.Configuration;

/// <summary>Makes the finding of ENV006: a word that names no rule.</summary>
internal static class UnknownRule
{
    // Looking for the nearest name is dear, and nobody mistypes more words than this in one file.
    private const int MostSuggestions = 100;

    /// <summary>The finding for one word.</summary>
    /// <param name="rule">ENV006.</param>
    /// <param name="names">The names of all rules.</param>
    /// <param name="source">The file.</param>
    /// <param name="span">Where the word stands, without quotes.</param>
    /// <param name="text">The word.</param>
    /// <param name="before">Number of such findings before it in the file.</param>
    public static Diagnostic Create(RuleDescriptor rule, RuleNames names, SourceText source, TextSpan span, string text, int before)
    {
        var nearest = before < MostSuggestions ? names.Nearest(text) : null;
        return new Diagnostic
        {
            Rule = rule,
            Severity = rule.Severity,
            Confidence = rule.Confidence,
            Message = nearest is null ? $"no rule is called '{text}'" : $"no rule is called '{text}'; did you mean '{nearest}'?",
            Source = source,
            Span = span,
            Fix = nearest is null ? null : Fix.Suggested($"Write {nearest}", TextEdit.Replace(span, nearest)),
        };
    }
}
