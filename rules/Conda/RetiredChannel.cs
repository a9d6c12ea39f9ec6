using EnvLint.Collections;
using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;

namespace EnvLint.Rules.Conda;

/// <summary>Reports channels that get no more packages.</summary>
[Rule("CND018", "retired-channel",
    Title = "A channel that gets no more packages",
    Category = RuleCategory.Reproducibility,
    Severity = Severity.Info,
    Tag = RuleTag.Deprecated,
    Since = "0.1.0")]
public sealed partial class RetiredChannel : Rule<PythonEnvironment>
{
    private const string Torch = "pytorch";

    /// <inheritdoc/>
    protected override void Check(PythonEnvironment subject, RuleContext context)
    {
        if (!AsksForTorch(subject))
        {
            return;
        }

        var seen = new List<string>();
        var isOpen = subject.Requests.Exists(static request => request is { Manager: PackageManager.Conda, Name: Torch } && request.Spec?.Version is not { HasUpperBound: true });
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
                        Report(channel, word.Span, isOpen, seen, context);
                    }
                }
            }

            if (request.Spec?.Channel is { } own)
            {
                Report(own.Value, CondaFacts.Place(request, own.Span), isOpen, seen, context);
            }
        }
    }

    // The channel has packages of others, too, which go on: faiss.
    private static bool AsksForTorch(PythonEnvironment environment)
    {
        foreach (var request in environment.Requests)
        {
            if (request.Manager == PackageManager.Conda && environment.Owns(request)
                && (request.Name == Torch || CondaPackages.MaximumOf(request.Name, Torch) is { Channel: Torch } || CondaPackages.Find(request.Name) is { Channels: [Torch] }))
            {
                return true;
            }
        }

        return false;
    }

    // Once for each environment: the first place.
    private static void Report(string channel, Text.TextSpan span, bool isOpen, List<string> seen, RuleContext context)
    {
        if (CondaPackages.FindChannel(channel) is not { Status: "frozen" or "ended" } row || seen.Contains(row.Name))
        {
            return;
        }

        seen.Add(row.Name);
        context.Report(
            span,
            row.Last is { } last
                ? $"the channel '{row.Name}' gets no newer PyTorch: it ended with {last}{(isOpen ? ", and an open version gives that one" : "")}"
                : $"the channel '{row.Name}' gets no more packages",
            label: row.Last is { } end ? $"ended with {end}" : "ended",
            notes: [SourceNote.Of(CondaPackages.SourceText(row.Source), CondaPackages.AsOf)]);
    }
}
