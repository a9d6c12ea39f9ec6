using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Manifests.Conda;
using EnvLint.Text;

namespace EnvLint.Rules.Conda;

/// <summary>Reports a list for pip in an environment file that does not ask for pip itself.</summary>
[Rule("CND006", "pip-not-listed",
    Title = "An environment file has a list for pip and does not ask for pip",
    Category = RuleCategory.Reproducibility,
    Severity = Severity.Info,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class PipNotListed : Rule<CondaEnvironmentFile>
{
    /// <inheritdoc/>
    protected override void Check(CondaEnvironmentFile subject, RuleContext context)
    {
        if (!subject.IsComplete || subject.PipSections is not [{ Lines.Length: > 0 } section, ..])
        {
            return;
        }

        foreach (var package in context.File.Facts?.Packages ?? [])
        {
            // uv stands in for pip with micromamba.
            if (package is { Manager: PackageManager.Conda, Name: "pip" or "uv" })
            {
                return;
            }
        }

        foreach (var dependency in subject.Dependencies)
        {
            if (dependency.Selector.Length > 0)
            {
                return;
            }
        }

        var indentation = EnvironmentFileText.Indentation(context.Source, section.Item);
        context.Report(
            section.Entry.Key.Span,
            "the list for pip needs pip, and no dependency asks for it",
            label: "conda adds it, with a warning",
            notes: ["without a version of pip in the file, the one of the day is installed (conda/env/env.py)"],
            fix: indentation is null
                ? null
                : Fix.Safe("Ask for pip", TextEdit.Insert(section.Item.Span.Start, $"- pip{context.Source.LineEnd}{indentation}")));
    }
}
