using EnvLint.Diagnostics;
using EnvLint.Engine;
using EnvLint.Rules;
using EnvLint.Text;

namespace EnvLint.Testing;

/// <summary>Makes the fixes of an example of a page, and says what is not as it should be then.</summary>
/// <param name="rules">All rules.</param>
/// <param name="example">The example.</param>
/// <param name="check">Checks a text as the example, or as a file beside it.</param>
internal sealed class PageFixes(RuleTable rules, PageExample example, Func<SourceText, Reads, FileFindings> check)
{
    /// <summary>What is wrong; nothing where all is well.</summary>
    public IEnumerable<string> Failures()
    {
        var start = Texts.Of(example, check);
        foreach (var diagnostic in start.Findings.Diagnostics)
        {
            if (diagnostic.Fix is { } fix && OfOne(start, diagnostic, fix) is { } failure)
            {
                yield return failure;
            }
        }

        foreach (var lowest in new[] { FixSafety.Suggested, FixSafety.Safe })
        {
            if (OfAll(start, lowest) is { } failure)
            {
                yield return failure;
            }
        }
    }

    private string? OfOne(Texts start, Diagnostic diagnostic, Fix fix)
    {
        var texts = start.With(diagnostic.Source.Path, fix.Edits, fix.Encoding);
        foreach (var other in fix.Elsewhere)
        {
            texts = texts.With(other.Source.Path, other.Edits, encoding: null);
        }

        var title = $"the fix '{fix.TitleWithFiles}' of {diagnostic.Rule.Code}";
        var left = texts.Findings.Diagnostics.Count(other => other.Rule == diagnostic.Rule);
        return left >= start.Findings.Diagnostics.Count(other => other.Rule == diagnostic.Rule) ? $"after {title} the finding is still there\n{texts}" : Worse(start, texts) is { } worse ? $"after {title} {worse}\n{texts}" : null;
    }

    private string? OfAll(Texts start, FixSafety lowest)
    {
        var texts = Mend(start, lowest);
        var name = lowest == FixSafety.Safe ? "all safe fixes" : "all fixes";
        if (Worse(start, texts) is { } worse)
        {
            return $"after {name} {worse}\n{texts}";
        }

        if (texts.Findings.Diagnostics.FirstOrDefault(diagnostic => diagnostic.Fix?.Safety >= lowest) is { } left)
        {
            return $"after {name} one is left: {DiagnosticText.Concise(left)}\n{texts}";
        }

        return Mend(texts, lowest).ToString() == texts.ToString() ? null : $"after {name} a second run changes\n{texts}\nto\n{Mend(texts, lowest)}";
    }

    private Texts Mend(Texts texts, FixSafety lowest)
    {
        var fixer = new ProjectFixer(new MendedFiles(texts.Files), index: null, lowest, _ => new LinkedFixFile(check, Refusal: null));
        var file = fixer.Start(texts.Own, check);
        var linked = fixer.Finish([file], CancellationToken.None);
        return texts.Put(linked.Append(file).Select(static one => one.Findings.Source));
    }

    // More syntax errors, or something said that was not said before, in the example or beside it.
    private string? Worse(Texts before, Texts after)
    {
        foreach (var (was, now) in before.All.Zip(after.All))
        {
            if (now.SyntaxErrors > was.SyntaxErrors)
            {
                return $"{now.Source.Path} has a syntax error";
            }

            foreach (var rule in rules.All)
            {
                var found = now.Diagnostics.Where(diagnostic => diagnostic.Rule.Code == rule.Descriptor.Code).ToList();
                if (found.Count > 0 && IsAdvice(was, found[^1]))
                {
                    continue;
                }

                if (found.Count > was.Diagnostics.Count(diagnostic => diagnostic.Rule.Code == rule.Descriptor.Code))
                {
                    return $"there is a new finding: {DiagnosticText.Concise(found[^1])}";
                }
            }
        }

        return null;
    }

    // Of a repository with drivers in WSL the graver rule speaks as long as a driver is asked for; what is left is the advice to take the other one.
    private static bool IsAdvice(FileFindings before, Diagnostic found) => found is { Rule.Code: "CUD005", Severity: Severity.Info } && before.Diagnostics.Any(static diagnostic => diagnostic.Rule.Code == "DRV002");

    // The example and the files beside it, with what is said of them.
    private sealed class Texts(SourceText own, IReadOnlyDictionary<string, SourceText> beside, Func<SourceText, Reads, FileFindings> check)
    {
        private IReadOnlyList<FileFindings>? _all;

        public SourceText Own => own;

        public MemoryFiles Files => new(beside.ToDictionary(static file => file.Key, static file => file.Value.Content));

        public FileFindings Findings => All[0];

        public IReadOnlyList<FileFindings> All =>
            _all ??= [check(own, new Reads(Files, index: null)), .. beside.Values.OrderBy(static text => text.Path, StringComparer.Ordinal).Select(text => check(text, new Reads(Files, index: null)))];

        public static Texts Of(PageExample example, Func<SourceText, Reads, FileFindings> check) =>
            new(new SourceText(example.Path, example.Text, example.Encoding), example.Beside.ToDictionary(static file => file.Key, static file => new SourceText(file.Key, file.Value)), check);

        public Texts With(string path, IReadOnlyCollection<TextEdit> edits, TextEncoding? encoding)
        {
            var source = path == own.Path ? own : beside[path];
            var made = FixApplier.EditsOf([.. edits], source) ?? throw new InvalidOperationException($"the edits of {path} overlap or lie outside of it");
            var text = source.Content;
            foreach (var edit in made.Reverse())
            {
                text = string.Concat(text.AsSpan(0, edit.Span.Start), edit.NewText, text.AsSpan(edit.Span.End));
            }

            return Put([new SourceText(path, text.StartsWith('\uFEFF') ? "\uFEFF" + text : text, encoding ?? source.Encoding)]);
        }

        public Texts Put(IEnumerable<SourceText> texts)
        {
            var result = (Own: own, Beside: beside.ToDictionary(StringComparer.Ordinal));
            foreach (var text in texts)
            {
                if (text.Path == own.Path)
                {
                    result.Own = text;
                }
                else
                {
                    result.Beside[text.Path] = text;
                }
            }

            return new Texts(result.Own, result.Beside, check);
        }

        public override string ToString() => "  " + string.Join("\n", All.Select(static file => $"{file.Source.Path} ({file.Source.Encoding}):\n{file.Source.Content}")).Replace("\n", "\n  ", StringComparison.Ordinal);
    }
}
