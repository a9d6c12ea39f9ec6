using System.Collections.Immutable;
using System.Text;
using EnvLint.Engine;
using EnvLint.Reporting.Html;
using EnvLint.Reporting.Json;
using EnvLint.Reporting.Sarif;

namespace EnvLint.Reporting;

/// <summary>A way to write a report. Without state: one instance serves all.</summary>
public abstract class ReportFormat
{
    /// <summary>The names of all formats, in the order in which help texts name them.</summary>
    public static ImmutableArray<string> Names =>
        ["text", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "checkstyle", "sonarqube", "rdjson", "msbuild", "markdown", "html"];

    /// <summary>The name by which the command line calls it.</summary>
    public abstract string Name { get; }

    /// <summary>What it is for, in a few words.</summary>
    public abstract string Description { get; }

    /// <summary>Whether it shows the project beside the findings: <see cref="Report.Files"/> and <see cref="Report.Stacks"/> are then worth their time.</summary>
    public virtual bool WantsProject => false;

    /// <summary>Whether it names the files without findings too, so that <see cref="Report.Files"/> is worth filling in.</summary>
    public virtual bool WantsFiles => false;

    /// <summary>Whether who reads it looks for the files from the root of the repository, wherever the run was: see <see cref="ReportOptions.RepositoryPrefix"/>.</summary>
    public virtual bool WantsRepository => false;

    /// <summary>The format of a name, or null. Makes that one and no other: a run needs one or two.</summary>
    /// <param name="name">The name, in small letters.</param>
    public static ReportFormat? Find(string name) => name switch
    {
        "text" => new TextFormat(),
        "concise" => new ConciseFormat(),
        "json" => new JsonFormat(),
        "jsonl" => new JsonLinesFormat(),
        "sarif" => new SarifFormat(),
        "github" => new GitHubFormat(),
        "gitlab" => new GitLabFormat(),
        "junit" => new JUnitFormat(),
        "checkstyle" => new CheckstyleFormat(),
        "sonarqube" => new SonarQubeFormat(),
        "rdjson" => new ReviewdogFormat(),
        "msbuild" => new MSBuildFormat(),
        "markdown" => new MarkdownFormat(),
        "html" => new HtmlFormat(),
        _ => null,
    };

    /// <summary>Writes a report as UTF-8 without byte order mark, with <c>\n</c> as line end on every system. Leaves the stream open.</summary>
    /// <param name="report">The report.</param>
    /// <param name="output">Where to.</param>
    /// <param name="options">How.</param>
    public abstract void Write(Report report, Stream output, ReportOptions options);
}

/// <summary>A format of plain lines, which can also go to a terminal's writer.</summary>
public abstract class LineFormat : ReportFormat
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <inheritdoc/>
    public sealed override void Write(Report report, Stream output, ReportOptions options)
    {
        using var writer = new StreamWriter(output, Utf8, bufferSize: 16 * 1024, leaveOpen: true);
        Write(report, writer, options);
    }

    /// <summary>Writes a report with <c>\n</c> as line end, whatever the writer's own is.</summary>
    /// <param name="report">The report.</param>
    /// <param name="output">Where to.</param>
    /// <param name="options">How.</param>
    public abstract void Write(Report report, TextWriter output, ReportOptions options);
}
