using System.Text;
using EnvLint.Cli.Terminal;
using EnvLint.Engine;
using EnvLint.Reporting;
using EnvLint.Workspace;

namespace EnvLint.Cli.Checking;

/// <summary>Writes a report in all formats that are asked for, each to its place.</summary>
/// <param name="context">Streams and surroundings.</param>
/// <param name="options">The command line.</param>
internal sealed class ReportWriter(CommandContext context, CheckOptions options)
{
    /// <summary>Writes all of them.</summary>
    /// <param name="report">The report.</param>
    /// <param name="hasSeveralTargets">Whether a finding has to say on which target it holds.</param>
    /// <param name="baseFolder">Absolute path of the folder that all paths are relative to.</param>
    /// <returns>Whether all could be written; which could not is told.</returns>
    public bool Write(Report report, bool hasSeveralTargets, string baseFolder)
    {
        var isWritten = true;
        foreach (var output in options.Outputs)
        {
            isWritten &= Write(report, output, hasSeveralTargets, baseFolder);
        }

        WriteStatistics(report);
        return isWritten;
    }

    private bool Write(Report report, OutputRequest output, bool hasSeveralTargets, string baseFolder)
    {
        var style = output.File is null ? TerminalStyle.Of(context, options.Color) : default;
        var reportOptions = new ReportOptions
        {
            UseColor = style.UseColor,
            UseAscii = style.UseAscii,
            WriteSummary = !options.Quiet,
            ShowTargets = hasSeveralTargets,
            IncludeSuppressed = options.SarifIncludeSuppressed,
            WriteStatistics = options.Statistics,
            RepositoryPrefix = output.Format.WantsRepository ? WorkspaceRoot.PathInRepository(baseFolder) : "",
        };
        if (output.File is not { } file)
        {
            output.Format.Write(report, context.Output, reportOptions);
            return true;
        }

        var full = Path.GetFullPath(file, context.WorkingDirectory());
        try
        {
            using var stream = new FileStream(full, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
            output.Format.Write(report, stream, reportOptions);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Messages.Error(context, $"{CommandLine.Name}: --format: {file} cannot be written: {(Directory.Exists(full) ? "it is a folder" : Reasons.Of(exception))}");
            return false;
        }
    }

    // The formats for people show them; where standard output belongs to a program or to nobody, standard error does.
    private void WriteStatistics(Report report)
    {
        if (!options.Statistics)
        {
            return;
        }

        foreach (var output in options.Outputs)
        {
            if (output is { File: null, Format: TextFormat or ConciseFormat })
            {
                return;
            }
        }

        using var writer = new StreamWriter(context.Error, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        RuleStatistics.Write(report, writer);
    }
}
