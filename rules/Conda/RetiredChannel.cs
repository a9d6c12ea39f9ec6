using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;

namespace EnvLint.Rules.Conda;

/// <summary>Reports channels that get no more packages.</summary>
[Rule("CND018", "retired-channel",
    Title = "A channel that gets no more packages",
    Category = RuleCategory.Reproducibility,
    Severity = Severity.Info,
    Since = "0.1.0")]
public sealed partial class RetiredChannel : Rule<PythonEnvironment>
{
    /// <inheritdoc/>
    protected override void Check(PythonEnvironment subject, RuleContext context)
    {
        var seen = new List<string>();
        PackageSources? sources = null;
        foreach (var request in subject.Requests)
        {
            if (request.Manager != PackageManager.Conda || request.LinkedFile is not null || !subject.Owns(request))
            {
                continue;
            }

            // The requests of one command have the same ones.
            if (!ReferenceEquals(sources, request.Sources))
            {
                sources = request.Sources;
                foreach (var word in sources.Channels)
                {
                    if (word.Value is { } channel)
                    {
                        Report(channel, word.Span, seen, context);
                    }
                }
            }

            if (request.Spec?.Channel is { } own)
            {
                Report(own.Value, CondaFacts.Place(request, own.Span), seen, context);
            }
        }
    }

    // Once for each environment: the first place.
    private static void Report(string channel, Text.TextSpan span, List<string> seen, RuleContext context)
    {
        if (CondaPackages.FindChannel(channel) is not { Status: "frozen" or "ended" } row || seen.Contains(row.Name))
        {
            return;
        }

        seen.Add(row.Name);
        context.Report(
            span,
            row.Last is { } last
                ? $"the channel '{row.Name}' gets no more packages: it ended with {last}, and an open version gives that one"
                : $"the channel '{row.Name}' gets no more packages",
            label: row.Last is { } end ? $"ended with {end}" : "ended",
            notes: [SourceNote.Of(CondaPackages.SourceText(row.Source), CondaPackages.AsOf)]);
    }
}
