using System.Collections.Immutable;
using EnvLint.Diagnostics;
using EnvLint.Engine;
using EnvLint.Environment;
using EnvLint.Manifests;
using EnvLint.Rules;
using EnvLint.Text;
using Xunit;

namespace EnvLint.Testing;

/// <summary>
/// Tests of one rule: <c>public sealed class WslBadSizeTests() : RuleTest&lt;WslBadSize&gt;(".wslconfig")</c>. Each case runs with \n and with
/// \r\n at the line ends, and holds the rule to what it declares.
/// </summary>
/// <typeparam name="TRule">The rule.</typeparam>
/// <param name="path">Path of the file under check where a case names none; it decides over the kind.</param>
public abstract class RuleTest<TRule>(string path)
    where TRule : Rule, new()
{
    private static readonly Analyzer Engine = new(new OneRule(new TRule()));

    private static RuleDescriptor Descriptor => Engine.Rules.All[0].Descriptor;

    private readonly Dictionary<string, string> _others = new(StringComparer.Ordinal);

    /// <summary>Puts another file beside the one under check.</summary>
    /// <param name="path">Its path from the root.</param>
    /// <param name="text">Its text.</param>
    protected void Beside(string path, string text) => _others[path] = text;

    private readonly Dictionary<string, string> _fixedOthers = new(StringComparer.Ordinal);

    /// <summary>Says what the fixes of the next case make of another file.</summary>
    /// <param name="path">Its path from the root.</param>
    /// <param name="text">Its text with all fixes applied.</param>
    protected void BesideFixed(string path, string text) => _fixedOthers[path] = text;

    /// <summary>Whether the files of these tests may hold syntax errors; otherwise one is a slip of the test.</summary>
    protected virtual bool AllowsSyntaxErrors => false;

    /// <summary>Whether the engine asks the other files what they say of the one under check.</summary>
    protected virtual bool KnowsProject => false;

    /// <summary>The rule reports exactly the marked spans.</summary>
    /// <param name="markup">The file, with <c>[|span|]</c> around each place of which the rule speaks.</param>
    /// <param name="fixedText">The file with all fixes applied, safe and suggested; null where no finding has a fix.</param>
    /// <param name="message">The message; the messages of several findings one per line. Null does not look.</param>
    /// <param name="severity">The severity of each finding; null expects the rule's own.</param>
    /// <param name="safety">The safety of each fix; null does not look.</param>
    /// <param name="confidence">The confidence of each finding; null does not look.</param>
    /// <param name="target">The declared target: <c>wsl2</c>, <c>linux</c>, <c>windows</c>.</param>
    /// <param name="file">Path of the file where it is not that of the class.</param>
    /// <param name="encoding">The file's encoding.</param>
    /// <param name="crlf">Whether the case holds with \r\n too.</param>
    /// <returns>The findings of the first run, for what this method does not look at.</returns>
    protected ImmutableArray<Diagnostic> Reports(
        string markup,
        string? fixedText = null,
        string? message = null,
        Severity? severity = null,
        FixSafety? safety = null,
        Confidence? confidence = null,
        string? target = null,
        string? file = null,
        TextEncoding encoding = TextEncoding.Utf8,
        bool crlf = true)
    {
        ImmutableArray<Diagnostic>? first = null;
        foreach (var convert in LineEnds(file ?? path, markup, crlf))
        {
            var marked = Markup.Parse(convert(markup));
            Assert.True(marked.Spans.Length > 0, "The case marks no span: use IsSilent");
            Assert.True(marked.Spans.All(static span => span.Code is null || span.Code == Descriptor.Code), "The case marks a finding of another rule");

            var source = new SourceText(file ?? path, marked.Text, encoding);
            var result = Analyze(source, target);
            var expected = Show(source, marked.Spans.Select(static span => span.Span));
            var actual = Show(source, result.Diagnostics.Select(static diagnostic => diagnostic.Span).Order());
            if (expected != actual)
            {
                Assert.Fail($"Expected findings at:\n{expected}\nActual:\n{actual}\n{DiagnosticText.Concise(result.Diagnostics)}");
            }

            foreach (var diagnostic in result.Diagnostics)
            {
                Assert.Equal(severity ?? Descriptor.Severity, diagnostic.Severity);
                Assert.Equal(confidence ?? diagnostic.Confidence, diagnostic.Confidence);
                if (diagnostic.Fix is { } fix)
                {
                    Assert.Equal(safety ?? fix.Safety, fix.Safety);
                }
            }

            if (message is not null)
            {
                Assert.Equal(message, string.Join('\n', result.Diagnostics.Select(static diagnostic => diagnostic.Message)));
            }

            AssertFixed(source, result, fixedText is not null ? convert(fixedText) : _fixedOthers.Count > 0 ? source.Content : null, target);
            first ??= result.Diagnostics;
        }

        _fixedOthers.Clear();
        return first ?? [];
    }

    /// <summary>The rule has nothing to say.</summary>
    /// <param name="text">The file.</param>
    /// <param name="target">The declared target: <c>wsl2</c>, <c>linux</c>, <c>windows</c>.</param>
    /// <param name="file">Path of the file where it is not that of the class.</param>
    /// <param name="encoding">The file's encoding.</param>
    /// <param name="crlf">Whether the case holds with \r\n too.</param>
    protected void IsSilent(string text, string? target = null, string? file = null, TextEncoding encoding = TextEncoding.Utf8, bool crlf = true)
    {
        foreach (var convert in LineEnds(file ?? path, text, crlf))
        {
            var result = Analyze(new SourceText(file ?? path, convert(text), encoding), target);
            if (!result.Diagnostics.IsEmpty)
            {
                Assert.Fail("Expected no finding. Actual:\n" + DiagnosticText.Concise(result.Diagnostics));
            }
        }
    }

    /// <summary>Runs the rule over a file and holds it to what is true of each finding.</summary>
    /// <param name="source">The file.</param>
    /// <param name="target">The declared target.</param>
    protected FileResult Analyze(SourceText source, string? target = null)
    {
        var result = Run(source, target);
        if (!AllowsSyntaxErrors && result.File.Errors is [var error, ..])
        {
            Assert.Fail($"The case does not parse: {error.Message} at {Show(source, [error.Span])}. Override AllowsSyntaxErrors if that is meant");
        }

        return result;
    }

    private FileResult Run(SourceText source, string? target)
    {
        var kind = ManifestClassifier.Classify(source.Path, source.Content);
        Assert.True(kind != ManifestKind.None, $"'{source.Path}' is no manifest");
        var files = _others.Count == 0 ? null : new MemoryFiles(_others.Where(other => other.Key != source.Path).Append(new(source.Path, source.Content)).ToDictionary(StringComparer.Ordinal));
        var options = new AnalysisOptions { Target = Targets.Parse(target), Files = files, Index = KnowsProject && files is not null ? IndexOf(files) : null };
        var result = Engine.AnalyzeFile(source, kind, options, CancellationToken.None);
        if (result.HasFailure)
        {
            Assert.Fail("The rule threw: " + string.Join('\n', result.Diagnostics.Where(static diagnostic => diagnostic.Rule.Code == "ENV003").Select(static diagnostic => diagnostic.Message)));
        }

        TreeAssert.Within(source.Content, result.Diagnostics.Select(static diagnostic => diagnostic.Span));
        foreach (var diagnostic in result.Diagnostics)
        {
            AssertSentence(diagnostic.Message);
            Assert.False(diagnostic.Label.EndsWith('.') || diagnostic.Label.Contains('\n', StringComparison.Ordinal), $"'{diagnostic.Label}' is no label: a few words without a full stop");
            foreach (var related in diagnostic.Related)
            {
                AssertSentence(related.Message);
                TreeAssert.Within(related.Source.Content, [related.Span]);
            }

            if (diagnostic.Fix is { } fix)
            {
                Assert.True(Descriptor.Fix != FixAvailability.None, $"{Descriptor.Code} offers the fix '{fix.Title}' and declares FixAvailability.None");
                FixText.AssertWellFormed(source, fix);
            }
            else
            {
                Assert.True(Descriptor.Fix != FixAvailability.Always, $"{Descriptor.Code} declares FixAvailability.Always and has no fix for: {diagnostic.Message}");
            }
        }

        return result;
    }

    private ProjectIndex IndexOf(MemoryFiles files) =>
        new(files, () => [.. _others.Keys.Order(StringComparer.Ordinal).Select(path => (path, ManifestClassifier.Classify(path, _others[path]))).Where(static file => file.Item2 != ManifestKind.None)]);

    private void AssertFixed(SourceText source, FileResult result, string? fixedText, string? target)
    {
        if (fixedText is null)
        {
            var offered = result.Diagnostics.FirstOrDefault(static diagnostic => diagnostic.Fix is not null);
            if (offered is not null)
            {
                Assert.Fail($"The case mentions no fix, but the rule offers one.\nActual:\n{FixText.Apply(source, result.Diagnostics).Source.Content}");
            }

            return;
        }

        Assert.True(result.Diagnostics.Any(static diagnostic => diagnostic.Fix is not null), "No finding has a fix");

        var others = _others.ToDictionary(StringComparer.Ordinal);

        // A fix that touches another is left for the next run, as with `check --fix`; the number of findings bounds the runs.
        var current = (Source: source, LeftOut: true);
        var findings = result.Diagnostics;
        var after = result;
        for (var run = 0; current.LeftOut && run <= result.Diagnostics.Length; run++)
        {
            current = FixText.Apply(current.Source, findings);
            foreach (var (path, text) in FixText.ApplyElsewhere(_others.Append(new(source.Path, "")).DistinctBy(static file => file.Key).ToDictionary(StringComparer.Ordinal), findings))
            {
                if (_others.ContainsKey(path))
                {
                    _others[path] = text;
                }
            }

            after = Run(current.Source, target);
            findings = after.Diagnostics;
        }

        var fixedOthers = _others.ToDictionary(StringComparer.Ordinal);
        foreach (var (path, text) in others)
        {
            _others[path] = text;
        }

        Assert.Equal(fixedText, current.Source.Content);
        foreach (var (path, text) in fixedOthers)
        {
            Assert.Equal(_fixedOthers.GetValueOrDefault(path, others[path]), text);
        }

        var left = after.Diagnostics.Where(static diagnostic => diagnostic.Fix is not null).ToList();
        if (left.Count > 0)
        {
            Assert.Fail("The fixed text still has findings with a fix:\n" + DiagnosticText.Concise(left));
        }

        Assert.True(
            after.File.Errors.Length <= result.File.Errors.Length,
            "The fix adds a syntax error: " + after.File.Errors.FirstOrDefault()?.Message);
    }

    // A text that spells its own line ends is taken as it is. In a script \r is part of the word in front of it: another script.
    private static IEnumerable<Func<string, string>> LineEnds(string path, string text, bool crlf)
    {
        yield return static value => value;
        if (crlf && ManifestClassifier.Classify(path, text) != ManifestKind.Shell && text.Contains('\n', StringComparison.Ordinal) && !text.Contains('\r', StringComparison.Ordinal))
        {
            yield return static value => value.Replace("\n", "\r\n", StringComparison.Ordinal);
        }
    }

    private static string Show(SourceText source, IEnumerable<TextSpan> spans) =>
        string.Join('\n', spans.Select(span =>
        {
            var position = source.Lines.PositionOf(span.Start);
            return $"  {position.Line + 1}:{position.Column + 1} \"{source.ToString(span)}\"";
        }));

    private static void AssertSentence(string message) =>
        Assert.False(
            string.IsNullOrWhiteSpace(message) || message.EndsWith('.') || message.Contains('\n', StringComparison.Ordinal) || message.Contains('\r', StringComparison.Ordinal),
            $"'{message}' is no message: one sentence on one line without a full stop");
}
