using System.Text;
using EnvLint.Diagnostics;
using EnvLint.Engine;
using EnvLint.Reporting.Display;

namespace EnvLint.Reporting;

/// <summary>Test results in the XML of JUnit: a suite for each file, in it a failed test for each finding.</summary>
/// <remarks>
/// As Jenkins' schema (xunit-plugin, <c>junit-10.xsd</c>) has it, which GitLab and Azure Pipelines read too. An error and a warning are
/// failures, an info is a test that passed and printed something, and a file without findings is one that passed. A test is
/// named by what was found and not by where, so that a server knows it again when lines move; GitLab keeps one test of
/// each name, so equal ones are numbered. There are no times: the output is the same in every run.
/// </remarks>
public sealed class JUnitFormat : LineFormat
{
    /// <inheritdoc/>
    public override string Name => "junit";

    /// <inheritdoc/>
    public override string Description => "test results in the XML of JUnit";

    /// <inheritdoc/>
    public override bool WantsFiles => true;

    /// <inheritdoc/>
    public override void Write(Report report, TextWriter output, ReportOptions options)
    {
        var suites = new StringBuilder();
        int tests = 0, failures = 0;
        foreach (var path in PathsOf(report))
        {
            var cases = new StringBuilder();
            int suiteTests = 0, suiteFailures = 0;
            var names = new Dictionary<string, int>(StringComparer.Ordinal);
            for (var i = FirstOf(report, path); i < report.Diagnostics.Length && report.Diagnostics[i].Source.Path == path; i++)
            {
                var diagnostic = report.Diagnostics[i];
                var name = $"{diagnostic.Rule.Code}: {FindingText.SentenceOf(diagnostic, options)}";
                names.TryGetValue(name, out var count);
                names[name] = ++count;
                WriteCase(diagnostic, count == 1 ? name : $"{name} ({count})", report.Tool, options, cases);
                suiteTests++;
                suiteFailures += diagnostic.Severity == Severity.Info ? 0 : 1;
            }

            if (suiteTests == 0)
            {
                cases.Append("    <testcase").AppendAttribute("classname", path).AppendAttribute("name", "no findings").Append("/>\n");
                suiteTests = 1;
            }

            AppendCounts(suites.Append("  <testsuite").AppendAttribute("name", path), suiteTests, suiteFailures).Append(">\n").Append(cases).Append("  </testsuite>\n");
            tests += suiteTests;
            failures += suiteFailures;
        }

        var head = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites").AppendAttribute("name", report.Tool.Name);
        output.Write(AppendCounts(head, tests, failures).Append(">\n"));
        output.Write(suites);
        output.Write("</testsuites>\n");
    }

    private static StringBuilder AppendCounts(StringBuilder xml, int tests, int failures) =>
        xml.AppendAttribute("tests", tests).AppendAttribute("failures", failures).AppendAttribute("errors", 0);

    // A file can have findings and not be among those checked: a configuration.
    private static SortedSet<string> PathsOf(Report report)
    {
        var paths = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var file in report.Files)
        {
            paths.Add(file.Path);
        }

        foreach (var diagnostic in report.Diagnostics)
        {
            paths.Add(diagnostic.Source.Path);
        }

        return paths;
    }

    // The findings are in the order of their paths.
    private static int FirstOf(Report report, string path)
    {
        int low = 0, high = report.Diagnostics.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (string.CompareOrdinal(report.Diagnostics[middle].Source.Path, path) < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private static void WriteCase(Diagnostic diagnostic, string name, ToolInfo tool, ReportOptions options, StringBuilder xml)
    {
        xml.Append("    <testcase").AppendAttribute("classname", diagnostic.Source.Path).AppendAttribute("name", name).Append(">\n");
        var element = diagnostic.Severity == Severity.Info ? "system-out" : "failure";
        xml.Append("      <").Append(element);
        if (diagnostic.Severity != Severity.Info)
        {
            xml.AppendAttribute("type", diagnostic.Severity.ToWord()).AppendAttribute("message", FindingText.SentenceOf(diagnostic, options));
        }

        var place = new ShownPlace(diagnostic.Source, diagnostic.Span).With(diagnostic.Source);
        xml.Append('>').AppendXml($"{place}: {diagnostic.Severity.ToWord()}[{diagnostic.Rule.Code}] {FindingText.SentenceOf(diagnostic, options)}");
        foreach (var line in FindingText.LinesOf(diagnostic, tool, options))
        {
            xml.Append('\n').AppendXml(line);
        }

        xml.Append("</").Append(element).Append(">\n    </testcase>\n");
    }
}
