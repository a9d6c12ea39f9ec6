using EnvLint.Diagnostics;
using EnvLint.Engine;
using EnvLint.Manifests;
using EnvLint.Text;

namespace EnvLint.Rules.Checker;

/// <summary>Reports what a grammar could not take.</summary>
/// <remarks>Each parser recovers and goes on, so the findings behind an error hold as well.</remarks>
[Rule("ENV001", "syntax-error",
    Title = "A manifest does not parse",
    Category = RuleCategory.Correctness,
    Severity = Severity.Error,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class SyntaxErrorRule : Rule<SyntaxErrors>
{
    /// <inheritdoc/>
    protected override void Check(SyntaxErrors subject, RuleContext context)
    {
        // One cause, one finding: what else does not parse is not known before the line ends are mended.
        if (context.File.Kind == ManifestKind.Shell && context.Source.LineEnd == "\r\n" && subject.Errors is [var first, ..])
        {
            context.Report(
                first.Span,
                $"the lines end with CR LF, and a shell takes the CR for a part of the line's last word: {first.Message}",
                fix: Fix.Suggested("Write the line ends of Unix", CarriageReturns(context.Source.Content)));
            return;
        }

        foreach (var error in subject.Errors)
        {
            context.Report(error.Span, error.Message);
        }
    }

    private static TextEdit[] CarriageReturns(string text)
    {
        var edits = new List<TextEdit>();
        for (var at = text.IndexOf("\r\n", StringComparison.Ordinal); at >= 0; at = text.IndexOf("\r\n", at + 2, StringComparison.Ordinal))
        {
            edits.Add(TextEdit.Delete(new TextSpan(at, 1)));
        }

        return [.. edits];
    }
}
