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
        var files = NamedFiles.Collect(options, _workingDirectory, SettingsOf);
        foreach (var problem in files.Problems)
        {
            Messages.Error(context, $"{CommandLine.Name}: {problem.Path}: {problem.Reason}");
        }

        var cancellationToken = context.CatchInterrupt();
        var all = OrderedParallel.Run(files.Files, options.Jobs, file => Solve(file, cancellationToken), finished: null, cancellationToken);
        var answers = StackAnswers.Shown(all);
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
        return kind != ManifestKind.None && FileReader.Read(file.Root, file.Path, file.ShownPath) is TextRead { Source: var source }
            ? StackAnswers.Of(file, settings, kind, source, cancellationToken)
            : [];
    }
}
