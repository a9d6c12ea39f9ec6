using EnvLint.Configuration;
using EnvLint.Diagnostics;
using EnvLint.Environment;
using EnvLint.Knowledge;
using EnvLint.Manifests.PyProject;
using EnvLint.Syntax.Toml;
using EnvLint.Text;

namespace EnvLint.Rules.Pip;

/// <summary>Reports indexes and sources that a project names and nothing defines, and PyTorch's index where uv asks it for all packages.</summary>
[Rule("PIP010", "undefined-source",
    Title = "A source of packages is named and not defined",
    Category = RuleCategory.Correctness,
    Severity = Severity.Error,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class UndefinedSource : Rule<PyProjectFile>
{
    private const string UvPage = "https://docs.astral.sh/uv/concepts/indexes/";
    private const string PoetryPage = "https://python-poetry.org/docs/repositories/";

    /// <inheritdoc/>
    protected override void Check(PyProjectFile subject, RuleContext context)
    {
        // Where the text breaks off, so may the definitions.
        if (!subject.Syntax.Errors.IsEmpty)
        {
            return;
        }

        if (!subject.UvSources.IsEmpty)
        {
            CheckUv(subject, context);
        }

        foreach (var dependency in subject.PoetryDependencies)
        {
            if (dependency.Source is { } source && !IsDefined(subject.OtherSources, source.Value, StringComparison.OrdinalIgnoreCase)
                && !string.Equals(source.Value, "pypi", StringComparison.OrdinalIgnoreCase))
            {
                Report(source, "Poetry", "[[tool.poetry.source]]", subject.OtherSources, PoetryPage, context);
            }
        }
    }

    private static void CheckUv(PyProjectFile file, RuleContext context)
    {
        var mayInherit = UvWorkspace.MayHold(context.Source.Path, context.File.Files);
        HashSet<string>? asked = null;
        foreach (var source in file.UvSources)
        {
            if (source.Index is not { } index)
            {
                continue;
            }

            (asked ??= new(StringComparer.Ordinal)).Add(index.Value);
            if (!mayInherit && !IsDefined(file.UvIndexes, index.Value, StringComparison.Ordinal))
            {
                Report(index, "uv", "[[tool.uv.index]]", file.UvIndexes, UvPage, context);
            }
        }

        foreach (var index in file.UvIndexes)
        {
            if (index is { IsExplicit: false, IsDefault: false, Name: { } name, Url: { } url } && asked?.Contains(name.Value) == true
                && TorchIndex.FromUrl(url.Value) is not null && file.Uv?.Find("index-strategy") is null)
            {
                ReportOpen(index, name, url, context);
            }
        }
    }

    private static bool IsDefined(IReadOnlyList<PyProjectIndex> indexes, string name, StringComparison comparison)
    {
        foreach (var index in indexes)
        {
            if (string.Equals(index.Name?.Value, name, comparison))
            {
                return true;
            }
        }

        return false;
    }

    private static void Report(TomlString name, string tool, string table, IReadOnlyList<PyProjectIndex> defined, string page, RuleContext context)
    {
        var names = new List<string>();
        foreach (var index in defined)
        {
            if (index.Name is { } other)
            {
                names.Add(other.Value);
            }
        }

        var near = NearestName.Find(name.Value, names);
        context.Report(
            name.ContentSpan,
            $"{tool} stops at '{name.Value}': no {table} has that name",
            label: near is null ? "" : $"did you mean '{near}'?",
            notes: [$"see {page}"],
            fix: near is not null && near.AsSpan().IndexOfAny("\"'\\\n") < 0 ? Fix.Suggested($"Write '{near}'", TextEdit.Replace(name.ContentSpan, near)) : null);
    }

    // Its folders have old releases of requests, numpy and more, and uv takes what the first index has.
    private static void ReportOpen(PyProjectIndex index, TomlString name, TomlString url, RuleContext context)
    {
        var line = context.Source.Lines.LineOf(url.Span.End);
        var isOwnLine = context.Source.LineText(line).AsSpan().TrimStart().StartsWith("url");
        context.Report(
            index.Span,
            $"uv asks '{name.Value}' for all packages and not only for those that name it: what PyTorch's index has, in whatever release, hides PyPI's",
            Severity.Info,
            label: "explicit = true serves those that name it",
            related: [context.Here(url.ContentSpan, "an index with copies of packages that are not PyTorch's own")],
            notes: [$"the first index that has a package wins ({UvPage})"],
            fix: isOwnLine ? Fix.Suggested("Add explicit = true", TextEdit.Insert(context.Source.LineSpan(line).End, $"{context.Source.LineEnd}explicit = true")) : null);
    }
}
