using System.Collections.Immutable;
using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Environment.Stack;
using EnvLint.Knowledge;
using EnvLint.Text;

namespace EnvLint.Rules.Stack;

/// <summary>Reports frameworks that cannot be in one environment: no Python, or no GPU, suits them all.</summary>
/// <remarks>What does not fit the Python that is said, or one framework its companions, is told by rules of their own.</remarks>
[Rule("STK008", "unsatisfiable",
    Title = "No Python or no GPU suits all frameworks of an environment",
    Category = RuleCategory.Compatibility,
    Severity = Severity.Error,
    Since = "0.1.0")]
public sealed partial class Unsatisfiable : Rule<PythonEnvironment>
{
    /// <inheritdoc/>
    protected override void Check(PythonEnvironment subject, RuleContext context)
    {
        if (subject.Requests.Length < 2 || TorchResolver.OffersAlternatives(subject))
        {
            return;
        }

        var stack = StackReader.Of(subject, context.File, context.Target);
        if (stack.IsPlatformAssumed && context.Target is not null)
        {
            return;
        }

        // The Python that is said has rules of its own.
        var parts = ImmutableArray.CreateBuilder<StackPart>();
        foreach (var part in stack.Parts)
        {
            if (part.Layer == StackLayer.Framework)
            {
                parts.Add(part);
            }
        }

        if (parts.Count < 2 || StackSolver.FindConflict(stack with { Parts = parts.DrainToImmutable() }) is not { IsCertain: true, Parts: { Length: > 1 } clash } conflict
            || RequestsOf(clash, subject) is not { } requests || !PythonEnvironment.SpeaksHere(requests.AsSpan()))
        {
            return;
        }

        var last = requests[^1];
        var related = ImmutableArray.CreateBuilder<RelatedLocation>();
        for (var i = 0; i < requests.Length; i++)
        {
            if (i < requests.Length - 1 || last.LinkedFile is not null)
            {
                related.Add(context.At(requests[i], $"{clash[i].Today.Text} is asked for here"));
            }
        }

        var notes = ImmutableArray.CreateBuilder<string>();
        foreach (var source in conflict.Sources)
        {
            notes.Add(SourceNote.Of(source, KnowledgeTables.Newest));
        }

        context.Report(RuleContext.PlaceOf(last), conflict.Sentence, related: related.DrainToImmutable(), notes: notes.DrainToImmutable());
    }

    // The requests behind the parts, in the order of the environment; null where one is not found, or may not meet the others.
    private static ImmutableArray<PackageRequest>? RequestsOf(ImmutableArray<StackPart> parts, PythonEnvironment environment)
    {
        var result = ImmutableArray.CreateBuilder<PackageRequest>(parts.Length);
        foreach (var part in parts)
        {
            PackageRequest? found = null;
            foreach (var request in environment.Requests)
            {
                if (request.Word.Span == part.Place.Span && environment.Owns(request) && (request.LinkedFile is null || ReferenceEquals(request.LinkedFile, part.Place.File)))
                {
                    found = request;
                }
            }

            if (found is null || (result.Count > 0 && !environment.AreTogether(result[0], found)))
            {
                return null;
            }

            result.Add(found);
        }

        return result.MoveToImmutable();
    }
}
