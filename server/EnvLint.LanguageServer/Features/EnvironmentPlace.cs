using System.Collections.Immutable;
using EnvLint.Engine;
using EnvLint.Environment;
using EnvLint.Environment.Facts;
using EnvLint.Environment.Stack;
using EnvLint.LanguageServer.Analysis;
using EnvLint.Syntax.Toml;
using EnvLint.Text;

namespace EnvLint.LanguageServer.Features;

/// <summary>One environment of a document with all that is known of it, and where the document describes it.</summary>
/// <param name="Answers">What is known, one for each target; never empty.</param>
/// <param name="Head">The place to speak of it: a stage's FROM, a service's name, the first command that fills it, the beginning of a list of packages.</param>
/// <param name="Own">The stretches of the document that are about it alone: its commands, its lists.</param>
/// <param name="Around">Those that it may share with others: its stages, its file.</param>
internal sealed record EnvironmentPlace(ImmutableArray<StackAnswer> Answers, TextSpan Head, ImmutableArray<TextSpan> Own, ImmutableArray<TextSpan> Around)
{
    /// <summary>The environments of a document, in its order.</summary>
    /// <param name="analysis">The document.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static ImmutableArray<EnvironmentPlace> Of(DocumentAnalysis analysis, CancellationToken cancellationToken)
    {
        if (analysis.File is not { } file)
        {
            return [];
        }

        var result = ImmutableArray.CreateBuilder<EnvironmentPlace>();
        var answers = analysis.Stacks(cancellationToken);
        for (var start = 0; start < answers.Length;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var end = start + 1;
            while (end < answers.Length && answers[end].Stack.Name == answers[start].Stack.Name && !HasTarget(answers.AsSpan(start, end - start), answers[end]))
            {
                end++;
            }

            result.Add(At([.. answers.AsSpan(start, end - start)], file));
            start = end;
        }

        return result.DrainToImmutable();
    }

    /// <summary>How far a position is from what is about the environment: 0 within what is its own, 1 within what is around it, more outside.</summary>
    /// <param name="position">The position.</param>
    public int DistanceFrom(int position)
    {
        var own = DistanceFrom(Own, position);
        var around = DistanceFrom(Around, position);
        return own == 0 ? 0 : around == 0 ? 1 : 1 + Math.Min(own, around);
    }

    private static int DistanceFrom(ImmutableArray<TextSpan> spans, int position)
    {
        var nearest = int.MaxValue - 1;
        foreach (var span in spans)
        {
            nearest = Math.Min(nearest, position < span.Start ? span.Start - position : Math.Max(0, position - span.End));
        }

        return nearest;
    }

    private static bool HasTarget(ReadOnlySpan<StackAnswer> answers, StackAnswer other)
    {
        foreach (var answer in answers)
        {
            if (ReferenceEquals(answer.Target, other.Target))
            {
                return true;
            }
        }

        return false;
    }

    private static EnvironmentPlace At(ImmutableArray<StackAnswer> answers, FileAnalysis file)
    {
        var stack = answers[0].Stack;
        if (stack.Service is { } service)
        {
            return new EnvironmentPlace(answers, service.NameSpan, [service.Service.Entry.Span], []);
        }

        if (stack.Stage is { } end)
        {
            return new EnvironmentPlace(answers, end.From?.Span ?? default, CommandsOf(stack.Environment, file), StagesOf(end, file));
        }

        ImmutableArray<TextSpan> whole = [new TextSpan(0, file.Source.Length)];
        return stack.Environment switch
        {
            null or { Kind: PythonEnvironmentKind.RequirementsFile } => new EnvironmentPlace(answers, default, [], whole),
            { Kind: PythonEnvironmentKind.CondaFile } => new EnvironmentPlace(answers, file.Conda?.DependenciesEntry?.Key.Span ?? default, [], whole),
            { Kind: PythonEnvironmentKind.PyProject } project when ListsOf(project, file) is var lists => new EnvironmentPlace(answers, lists.IsEmpty ? default : lists[0], lists, whole),
            { } environment => OfCommands(answers, environment, file),
        };
    }

    private static EnvironmentPlace OfCommands(ImmutableArray<StackAnswer> answers, PythonEnvironment environment, FileAnalysis file)
    {
        var commands = CommandsOf(environment, file);
        var head = commands.IsEmpty ? environment.Python?.Span ?? default : commands[0];
        foreach (var command in commands)
        {
            head = command.Start < head.Start ? command : head;
        }

        // Of a guide the block that holds the first command.
        foreach (var step in file.Guide?.Steps ?? [])
        {
            if (step.Block.Span.Contains(head))
            {
                return new EnvironmentPlace(answers, step.Block.Span, commands, [step.Block.Span]);
            }
        }

        return new EnvironmentPlace(answers, head, commands, []);
    }

    // The commands that ask for packages, or the words that lead to files that do.
    private static ImmutableArray<TextSpan> CommandsOf(PythonEnvironment? environment, FileAnalysis file)
    {
        var commands = ImmutableArray.CreateBuilder<TextSpan>();
        foreach (var request in environment?.Requests ?? [])
        {
            var span = request.LinkedFrom ?? (request.LinkedFile is null ? request.Command?.Span ?? request.Word.Span : null);
            if (span is { } known && known.End <= file.Source.Length && (commands.Count == 0 || commands[^1] != known))
            {
                commands.Add(known);
            }
        }

        return commands.DrainToImmutable();
    }

    // A stage, and those that it begins with.
    private static ImmutableArray<TextSpan> StagesOf(ImageStage end, FileAnalysis file)
    {
        var stages = file.Dockerfile?.Stages ?? [];
        var extents = ImmutableArray.CreateBuilder<TextSpan>();
        for (var stage = end; stage is not null; stage = stage.Parent)
        {
            var start = stage.From?.Span.Start ?? 0;
            var next = stage.Index + 1 < stages.Length ? stages[stage.Index + 1].From?.Span.Start - 1 : null;
            extents.Add(TextSpan.FromBounds(start, Math.Max(start, next ?? file.Source.Length)));
        }

        return extents.DrainToImmutable();
    }

    // The lists that ask for what is the environment's own: dependencies, an extra.
    private static ImmutableArray<TextSpan> ListsOf(PythonEnvironment environment, FileAnalysis file)
    {
        var lists = ImmutableArray.CreateBuilder<TextSpan>();
        foreach (var request in environment.Requests)
        {
            if (request.LinkedFile is not null || !environment.Owns(request))
            {
                continue;
            }

            if (StatementAt(request.Word.Span.Start, file.PyProject?.Syntax.Statements ?? []) is { } list && (lists.Count == 0 || lists[^1] != list))
            {
                lists.Add(list);
            }
        }

        return lists.DrainToImmutable();
    }

    // The statements are in order and do not overlap.
    private static TextSpan? StatementAt(int position, ImmutableArray<TomlStatement> statements)
    {
        var low = 0;
        var high = statements.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (statements[middle].Span.Start <= position)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low > 0 && statements[low - 1].Span.Contains(position) ? statements[low - 1].Span : null;
    }
}
