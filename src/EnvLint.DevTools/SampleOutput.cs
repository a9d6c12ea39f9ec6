using EnvLint.Configuration;
using EnvLint.Engine;
using EnvLint.Environment;
using EnvLint.Manifests;
using EnvLint.Reporting;
using EnvLint.Rules;
using EnvLint.Text;

namespace EnvLint.DevTools;

/// <summary>The README's sample: what EnvLint says of one file of the examples, as the command line prints it.</summary>
internal static class SampleOutput
{
    /// <summary>The file that is shown.</summary>
    public const string File = "examples/pitfalls/scripts/setup-wsl.sh";

    private const string Configuration = "examples/pitfalls/envlint.toml";

    // Of the version that configurations may ask for; the text format prints none.
    private const string Version = "0.1.0";

    /// <summary>The sample as a fenced block of Markdown.</summary>
    /// <param name="root">Folder of the working copy.</param>
    /// <exception cref="DevToolsException">The configuration of the examples is wrong, or a rule failed.</exception>
    public static string Write(string root)
    {
        var names = new RuleNames(RuleCatalog.Instance);
        var read = ConfigurationLoader.Parse(Read(root, Configuration, "envlint.toml"), Version);
        if (!read.Errors.IsEmpty)
        {
            throw new DevToolsException($"{Configuration}: {read.Errors[0].Message}");
        }

        var source = Read(root, File, File["examples/pitfalls/".Length..]);
        var kind = ManifestClassifier.Classify(source.Path, source.Content);
        var scope = read.Configuration.Classify(source.Path)?.Scope ?? ScopeKind.Unknown;
        var result = new Analyzer(RuleCatalog.Instance).AnalyzeFile(source, kind, new AnalysisOptions { Target = read.Configuration.Target, Scope = scope }, CancellationToken.None);
        if (result.HasFailure)
        {
            throw new DevToolsException($"a rule failed over {File}");
        }

        var filter = new ResultFilter(names, RuleSelection.Create(names, read.Configuration, SelectionOptions.None), read.Configuration, new ResultFilterOptions());
        var findings = filter.Apply(result);
        var report = Report.Create(new ToolInfo("envlint", Version, Knowledge: ""), names.Rules, findings.Diagnostics, findings.Suppressed, filesChecked: 1);
        using var text = new StringWriter { NewLine = "\n" };
        new TextFormat().Write(report, text, new ReportOptions());
        return $"```text\n{text.ToString().TrimEnd('\n')}\n```\n";
    }

    private static SourceText Read(string root, string path, string shownPath) =>
        new(shownPath, System.IO.File.ReadAllText(Path.Combine(root, path)).ReplaceLineEndings("\n"));
}
