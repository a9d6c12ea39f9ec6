using EnvLint.Diagnostics;
using EnvLint.Engine;
using EnvLint.Text;

namespace EnvLint.Rules.Checker;

/// <summary>Reports a manifest that is no text, so that nothing in it was checked.</summary>
[Rule("ENV002", "unreadable-file",
    Title = "A manifest could not be read as text",
    Category = RuleCategory.Checker,
    Severity = Severity.Warning,
    Since = "0.1.0")]
public sealed partial class UnreadableFileRule : Rule<UnreadableFile>
{
    /// <inheritdoc/>
    protected override void Check(UnreadableFile subject, RuleContext context)
    {
        var reason = subject.Reason switch
        {
            UnreadableReason.TooLarge => "the file is too large",
            UnreadableReason.Binary => "the file is binary",
            UnreadableReason.Undecodable => "the file is neither UTF-8 nor UTF-16 with a byte order mark",
            _ => "the file cannot be opened",
        };
        var detail = subject.Detail.Length == 0 ? "" : $" ({subject.Detail})";
        context.Report(new TextSpan(0, 0), $"{reason}{detail}: nothing in it was checked");
    }
}
