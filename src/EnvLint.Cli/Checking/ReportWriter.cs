using System.Text;
using EnvLint.Cli.Terminal;
using EnvLint.Engine;
using EnvLint.Reporting;

namespace EnvLint.Cli.Checking;

/// <summary>Writes a report in all formats that are asked for, each to its place.</summary>
/// <param name="context">Streams and surroundings.</param>
/// <param name="options">The command line.</param>
internal sealed class ReportWriter(CommandContext context, CheckOptions options)
{
    /// <summary>Writes all of them.</summary>
    /// <param name="report">The report.</param>
    /// <param name="hasSeveralTargets">Whether a finding has to say on which target it holds.</param>
    /// <exception cref="UsageException">A file cannot be written.</exception>
    public void Write(Report report, bool hasSeveralTargets)
    {
        foreach (var output in options.Outputs)
        {
            Write(report, output, hasSeveralTargets);
        }

        WriteStatistics(report);
    }

    private void Write(Report report, OutputRequest output, bool hasSeveralTargets)
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
        };
        if (output.File is not { } file)
        {
            output.Format.Write(report, context.Output, reportOptions);
            return;
        }

        try
        {
            using var stream = new FileStream(Path.GetFullPath(file, context.WorkingDirectory()), FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
            output.Format.Write(report, stream, reportOptions);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--format: {file} cannot be written: {exception.Message}");
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
