using System.Collections.Immutable;
using EnvLint.Engine;
using EnvLint.Environment;
using EnvLint.Environment.Stack;
using EnvLint.LanguageServer.Documents;
using EnvLint.Manifests;
using EnvLint.Text;

namespace EnvLint.LanguageServer.Analysis;

/// <summary>All that is known of one document at one version. Immutable; serves all threads.</summary>
public sealed class DocumentAnalysis
{
    private readonly Lock _gate = new();
    private ImmutableArray<StackAnswer> _stacks;

    /// <summary>Where the document is.</summary>
    public required DocumentAddress Address { get; init; }

    /// <summary>The client's number of the text; null for a file that is not open.</summary>
    public int? Version { get; init; }

    /// <summary>The text. Its path is relative to the root, as that of all findings.</summary>
    public required SourceText Text { get; init; }

    /// <summary>What the document is; <see cref="ManifestKind.None"/> for a configuration file.</summary>
    public required ManifestKind Kind { get; init; }

    /// <summary>What holds for its root.</summary>
    public required ServerProject Project { get; init; }

    /// <summary>Trees, views and facts, on the first target; null for a configuration file.</summary>
    public FileAnalysis? File { get; init; }

    /// <summary>What the file was analysed with, on the first target.</summary>
    public AnalysisOptions Options { get; init; } = AnalysisOptions.None;

    /// <summary>The findings: those to show, and those that comments hide.</summary>
    public required FileFindings Findings { get; init; }

    /// <summary>Whether a rule failed.</summary>
    public bool HasFailure { get; init; }

    /// <summary>Checks another text as this document: what would be found if it read so.</summary>
    public required Func<SourceText, CancellationToken, FileFindings> Recheck { get; init; }

    /// <summary>The environments of the document, each on all targets, then the next. Solved at the first question.</summary>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public ImmutableArray<StackAnswer> Stacks(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_stacks.IsDefault)
            {
                _stacks = File is null ? [] : Solve(cancellationToken);
            }

            return _stacks;
        }
    }

    private ImmutableArray<StackAnswer> Solve(CancellationToken cancellationToken)
    {
        var targets = Project.Targets.IsEmpty ? [null] : Project.Targets.As<TargetProfile?>();
        var stacks = new ImmutableArray<EnvironmentStack>[targets.Length];
        for (var i = 0; i < targets.Length; i++)
        {
            var options = Options with { Target = targets[i] };
            stacks[i] = ProjectStacks.Read(i == 0 ? File! : FileAnalysis.Of(Text, Kind, options, cancellationToken), options, cancellationToken);
        }

        var answers = ImmutableArray.CreateBuilder<StackAnswer>();
        for (var i = 0; i < stacks[0].Length; i++)
        {
            for (var j = 0; j < targets.Length; j++)
            {
                if (i < stacks[j].Length)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    answers.Add(StackSolver.Solve(stacks[j][i], targets[j]));
                }
            }
        }

        return answers.ToImmutable();
    }
}
