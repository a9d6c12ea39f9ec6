using EnvLint.Diagnostics;
using EnvLint.Manifests.Conda;
using EnvLint.Syntax.Yaml;
using EnvLint.Text;

namespace EnvLint.Rules.Conda;

/// <summary>Reports an environment file with several lists for pip: conda keeps the last.</summary>
[Rule("CND022", "several-pip-lists",
    Title = "An environment file has several lists for pip, of which conda keeps the last",
    Category = RuleCategory.Correctness,
    Severity = Severity.Error,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class SeveralPipLists : Rule<CondaEnvironmentFile>
{
    /// <inheritdoc/>
    protected override void Check(CondaEnvironmentFile subject, RuleContext context)
    {
        var sections = subject.PipSections;
        if (sections.Length < 2)
        {
            return;
        }

        var last = sections[^1];
        for (var i = 0; i < sections.Length - 1; i++)
        {
            var section = sections[i];
            if (section.Lines.IsEmpty || ReferenceEquals(section.Item, last.Item))
            {
                continue;
            }

            context.Report(
                section.Entry.Key.Span,
                "conda keeps the last list for pip only, so this one is not installed",
                label: section.Lines.Length == 1 ? $"'{section.Lines[0].Value}' is left out" : $"{section.Lines.Length} requirements are left out",
                related: [context.Here(last.Entry.Key.Span, "this list is installed")],
                notes: ["micromamba installs all lists, each in a run of its own"],
                fix: sections.Length == 2 ? Join(section, last, context.Source) : null);
        }
    }

    // The lines of the first list go in front of those of the second.
    private static Fix? Join(CondaPipSection section, CondaPipSection last, SourceText source)
    {
        if (section.Entry.Value is not YamlSequence { IsFlow: false, Items: [var first, ..] } list
            || last.Entry.Value is not YamlSequence { IsFlow: false, Items: [var target, ..] }
            || section.Item.Value is not YamlMapping { IsFlow: false, Entries.Length: 1 }
            || EnvironmentFileText.Indentation(source, first) is not { } from || EnvironmentFileText.Indentation(source, target) is not { } to || from != to
            || EnvironmentFileText.WholeLines(source, section.Item.Span) is not { } lines || lines.End > last.Item.Span.Start)
        {
            return null;
        }

        var start = source.Lines.StartOf(source.Lines.LineOf(first.Span.Start));
        if (start <= section.Entry.Key.Span.End || source.Lines.LineOf(list.Span.End) < source.Lines.LineOf(start))
        {
            return null;
        }

        var moved = source.ToString(TextSpan.FromBounds(start, lines.End));
        var place = source.Lines.StartOf(source.Lines.LineOf(target.Span.Start));
        return Fix.Safe("Join the lists", TextEdit.Delete(lines), TextEdit.Insert(place, moved));
    }
}
