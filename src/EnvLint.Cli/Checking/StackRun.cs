using System.Collections.Immutable;
using EnvLint.Cli.Terminal;
using EnvLint.Configuration;
using EnvLint.Engine;
using EnvLint.Environment;
using EnvLint.Environment.Stack;
using EnvLint.Knowledge;
using EnvLint.Manifests;
using EnvLint.Reporting;
using EnvLint.Reporting.Stack;
using EnvLint.Workspace;
using EnvLint.Workspace.Reading;
using EnvLint.Workspace.Walking;

namespace EnvLint.Cli.Checking;

/// <summary>One run of <c>stack</c>: paths in, pictures and exit code out.</summary>
internal sealed class StackRun(CommandContext context, CheckOptions options, StackFormat format, RuleNames names)
{
    private readonly string _workingDirectory = context.WorkingDirectory();
    private readonly Dictionary<WorkspaceRoot, RootSettings> _settings = [];

    /// <summary>Does what is asked.</summary>
    /// <returns>The exit code: that of findings where a stack is in conflict.</returns>
    /// <exception cref="UsageException">A path or a configuration is wrong.</exception>
    /// <exception cref="OperationCanceledException">A person ended the run.</exception>
    public int Run()
    {
        FileCollection files;
        try
        {
            files = FileCollector.Collect(options.Paths, _workingDirectory, root => SettingsOf(root).WalkOptions(!options.NoIgnore), excludeNamed: false, CancellationToken.None);
        }
        catch (PathNotFoundException exception)
        {
            throw new UsageException(exception.Message);
        }

        foreach (var problem in files.Problems)
        {
            Messages.Error(context, $"{CommandLine.Name}: {problem.Path}: {problem.Reason}");
        }

        var cancellationToken = context.CatchInterrupt();
        var all = OrderedParallel.Run(files.Files, options.Jobs, file => Solve(file, cancellationToken), finished: null, cancellationToken);
        var answers = Shown(all);
        var tool = new ToolInfo(CommandLine.Name, BuildInfo.Version, KnowledgeTables.Newest);
        var style = TerminalStyle.Of(context, options.Color);
        format.Write(answers, tool, context.Output, new ReportOptions { UseColor = style.UseColor, UseAscii = style.UseAscii });
        if (answers.IsEmpty)
        {
            Messages.Error(context, $"{CommandLine.Name}: no environment found");
        }

        foreach (var answer in answers)
        {
            if (answer.Verdict == StackVerdict.Conflict)
            {
                return ExitCode.Findings;
            }
        }

        return ExitCode.Success;
    }

    private RootSettings SettingsOf(WorkspaceRoot root)
    {
        if (!_settings.TryGetValue(root, out var settings))
        {
            _settings.Add(root, settings = RootSettings.Load(root, options, names, _workingDirectory));
        }

        return settings;
    }

    private ImmutableArray<StackAnswer> Solve(WorkspaceFile file, CancellationToken cancellationToken)
    {
        var settings = _settings[file.Root];
        var kind = ManifestFiles.KindOf(file, settings.Configuration);
        if (kind == ManifestKind.None || FileReader.Read(file.Root, file.Path, file.ShownPath) is not TextRead { Source: var source })
        {
            return [];
        }

        var targets = settings.Targets.IsEmpty ? [null] : settings.Targets.As<TargetProfile?>();
        var stacks = new ImmutableArray<EnvironmentStack>[targets.Length];
        for (var i = 0; i < targets.Length; i++)
        {
            var analysis = new AnalysisOptions
            {
                Target = targets[i],
                Scope = settings.Configuration?.Classify(file.Path)?.Scope ?? ScopeKind.Unknown,
                Files = settings.FilesOf(file),
                Index = settings.IndexOf(file),
                Images = settings.Configuration?.Images ?? [],
                Indexes = settings.Configuration?.Indexes ?? [],
            };
            stacks[i] = ProjectStacks.Read(FileAnalysis.Of(source, kind, analysis, cancellationToken), analysis, cancellationToken);
        }

        // Each environment on all targets, then the next.
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

    // A file that another one installs is part of that one's environment.
    private static ImmutableArray<StackAnswer> Shown(ImmutableArray<StackAnswer>[] all)
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
