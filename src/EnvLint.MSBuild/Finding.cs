using System.Globalization;
using System.Runtime.Serialization.Json;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace EnvLint.MSBuild;

/// <summary>How much a finding matters, in rising order.</summary>
internal enum Severity
{
    None,
    Info,
    Warning,
    Error,
}

/// <summary>A finding of the report that <c>--format json</c> writes.</summary>
/// <param name="Code">The rule's code.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Message">What is wrong. Not yet fit to be shown.</param>
/// <param name="Path">The file, relative to the root, with <c>/</c>. Not yet fit to be shown.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in UTF-16 units.</param>
/// <param name="EndLine">From 1.</param>
/// <param name="EndColumn">From 1; behind the last one.</param>
/// <param name="Help">The address of the rule's page, where there is one.</param>
internal sealed record Finding(string Code, Severity Severity, string Message, string Path, int Line, int Column, int EndLine, int EndColumn, string? Help)
{
    /// <summary>Reads a report.</summary>
    /// <param name="json">Its text.</param>
    /// <exception cref="FormatException">It is no report of a version that is known here.</exception>
    public static IReadOnlyList<Finding> Read(string json)
    {
        if (string.IsNullOrWhiteSpace(json))
        {
            throw new FormatException("it is empty");
        }

        // The one reader of JSON that every MSBuild has: it gives the text as if it were XML.
        try
        {
            using var reader = JsonReaderWriterFactory.CreateJsonReader(Encoding.UTF8.GetBytes(json), XmlDictionaryReaderQuotas.Max);
            var report = XElement.Load(reader);
            var version = Text(report, "version");
            if (version != "1")
            {
                throw new FormatException($"version {version} is not known to this package");
            }

            var findings = new List<Finding>();
            foreach (var item in (report.Element("findings") ?? throw Missing("findings")).Elements())
            {
                findings.Add(Read(item));
            }

            return findings;
        }
        catch (XmlException exception)
        {
            throw new FormatException(exception.Message, exception);
        }
    }

    private static Finding Read(XElement item) => new(
        Text(item, "code"),
        Text(item, "severity") switch
        {
            "error" => Severity.Error,
            "warning" => Severity.Warning,
            "info" => Severity.Info,
            var other => throw new FormatException($"there is no severity '{other}'"),
        },
        Text(item, "message"),
        Text(item, "path"),
        Number(item, "line"),
        Number(item, "column"),
        Number(item, "endLine"),
        Number(item, "endColumn"),
        item.Element("help") is { IsEmpty: false, Value: { Length: > 0 } help } ? help : null);

    private static string Text(XElement parent, string name) => parent.Element(name)?.Value ?? throw Missing(name);

    private static int Number(XElement parent, string name) =>
        int.TryParse(Text(parent, name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new FormatException($"'{name}' is no number");

    private static FormatException Missing(string name) => new($"it has no '{name}'");
}
