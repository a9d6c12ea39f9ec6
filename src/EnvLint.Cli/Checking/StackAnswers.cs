using System.Collections.Immutable;
using EnvLint.Configuration;
using EnvLint.Engine;
using EnvLint.Environment;
using EnvLint.Environment.Stack;
using EnvLint.Manifests;
using EnvLint.Text;
using EnvLint.Workspace;

namespace EnvLint.Cli.Checking;

/// <summary>What the environments of files need and where they break.</summary>
internal static class StackAnswers
{
    /// <summary>The answers for a file: each environment on all targets, then the next.</summary>
    /// <param name="file">The file.</param>
    /// <param name="settings">What holds for its root.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="source">Its text.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static ImmutableArray<StackAnswer> Of(WorkspaceFile file, RootSettings settings, ManifestKind kind, SourceText source, CancellationToken cancellationToken)
    {
        var targets = settings.Targets.IsEmpty ? [null] : settings.Targets.As<TargetProfile?>();
        var stacks = new ImmutableArray<EnvironmentStack>[targets.Length];
        for (var i = 0; i < targets.Length; i++)
        {
            var analysis = new AnalysisOptions
            {
                Target = targets[i],
                Scope = settings.Configuration?.Classify(file.Path)?.Scope ?? ScopeKind.Unknown,
                Files = settings.IsMachine ? null : settings.FilesOf(file),
                Index = settings.IsMachine ? null : settings.IndexOf(file),
                Images = settings.Configuration?.Images ?? [],
                Indexes = settings.Configuration?.Indexes ?? [],
            };
            stacks[i] = ProjectStacks.Read(FileAnalysis.Of(source, kind, analysis, cancellationToken), analysis, cancellationToken);
        }

        var answers = ImmutableArray.CreateBuilder<StackAnswer>();
        for (var i = 0; i < stacks[0].Length; i++)
        {
            for (var j = 0; j < targets.Length; j++)
            {
                if (i < stacks[j].Length)
                {
                    answers.Add(StackSolver.Solve(stacks[j][i], targets[j]));
                }
            }
        }

        return answers.ToImmutable();
    }

    /// <summary>The answers to show: a file that another one installs is part of that one's environment.</summary>
    /// <param name="all">Those of each file, in the order of the files.</param>
    public static ImmutableArray<StackAnswer> Shown(ImmutableArray<StackAnswer>[] all)
    {
        var linked = new HashSet<string>(StringComparer.Ordinal);
        foreach (var answers in all)
        {
            foreach (var answer in answers)
            {
                foreach (var request in answer.Stack.Environment?.Requests ?? [])
                {
                    if (request.LinkedFile is { } file)
                    {
                        linked.Add(file.Path);
                    }
                }
            }
        }

        var result = ImmutableArray.CreateBuilder<StackAnswer>();
        foreach (var answers in all)
        {
            foreach (var answer in answers)
            {
                if (!linked.Contains(answer.Stack.File.Path))
                {
                    result.Add(answer);
                }
            }
        }

        return result.ToImmutable();
    }
}
