using System.Collections.Immutable;
using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Text;

namespace EnvLint.Rules.Pip;

/// <summary>Reports names on PyPI that fail on purpose, do not exist, or belong to something else.</summary>
[Rule("PIP013", "dead-project",
    Title = "A name on PyPI fails on purpose, does not exist, or is another project",
    Category = RuleCategory.Correctness,
    Severity = Severity.Error,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class DeadProject : Rule<PackageRequest>
{
    /// <inheritdoc/>
    protected override void Check(PackageRequest subject, RuleContext context)
    {
        if (subject.Manager != PackageManager.Pip || subject.IsConstraint || PypiNames.Find(subject.Name) is not { Rule: null } row
            || row.Effect is not ("fails" or "missing" or "unrelated") || row.Severity == "none")
        {
            return;
        }

        if (subject.Constraint.StartsWith('@') || row.Allowed.Contains(subject.Constraint.Replace(" ", "", StringComparison.Ordinal), StringComparer.Ordinal)
            || HasOtherSource(subject, row, context) || IsAllowedByVariable(row, subject, context))
        {
            return;
        }

        var severity = row.Severity switch
        {
            "error" => Severity.Error,
            "warning" => Severity.Warning,
            _ => Severity.Info,
        };
        var message = row.Effect switch
        {
            "fails" => $"'{subject.Name}' on PyPI fails on purpose",
            "missing" => $"'{subject.Name}' is not on PyPI, or has no release for today's Pythons",
            _ => $"'{subject.Name}' on PyPI is another project than the one that is usually meant",
        };
        if (row.Use is { } right)
        {
            message += $": the project's name is '{right}'";
        }

        var notes = ImmutableArray.CreateBuilder<string>();
        if (row.Message is { } text)
        {
            notes.Add($"pip says: {text}");
        }

        notes.Add($"{row.Note ?? row.Replacement ?? "known"} ({SourceOf(row)}; table of {PypiNames.AsOf})");
        context.Report(
            subject.Word.Span,
            message,
            severity,
            row.Verified ? Confidence.High : Confidence.Medium,
            label: row.Use is null ? row.Replacement ?? "" : $"write {row.Use}",
            related: [.. subject.Word.Origins.Where(static origin => !origin.Span.IsEmpty).Select(origin => context.Here(origin.Span, $"{origin.Variable} is '{origin.Value}' here"))],
            notes: notes.DrainToImmutable(),
            fix: FixOf(subject, row, severity));
    }

    // Another index, a folder of wheels, or NVIDIA's helper may hold what PyPI does not.
    private static bool HasOtherSource(PackageRequest request, PypiNameRow row, RuleContext context)
    {
        var sources = request.Sources;
        if (!sources.IsComplete || sources.NoIndex || !sources.FindLinks.IsEmpty || (sources.Index is { } own && !IsPublic(own.Value)))
        {
            return true;
        }

        foreach (var index in sources.ExtraIndexes)
        {
            if (!IsPublic(index.Value))
            {
                return true;
            }
        }

        if (request.Command is { } command && HasOtherSource(command))
        {
            return true;
        }

        foreach (var variable in context.File.Facts?.Variables ?? [])
        {
            if (variable.Name is "PIP_INDEX_URL" or "PIP_EXTRA_INDEX_URL" or "PIP_FIND_LINKS" or "UV_INDEX_URL" or "UV_EXTRA_INDEX_URL" or "UV_INDEX" or "UV_DEFAULT_INDEX" && !IsPublic(variable.Value?.Value))
            {
                return true;
            }
        }

        if (row.OwnIndex == true)
        {
            foreach (var package in context.File.Facts?.Packages ?? [])
            {
                if (package is { Manager: PackageManager.Pip, Name: "nvidia-pyindex" })
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool HasOtherSource(CommandUse command)
    {
        if (command.Invocation is not { } invocation || invocation.HasUnknownWords || invocation.Has("--no-index", "-f", "--find-links"))
        {
            return true;
        }

        foreach (var option in invocation.Options)
        {
            if (option.Name is "-i" or "--index-url" or "--extra-index-url" or "--index" or "--default-index" or "--pypi-url" && !IsPublic(option.Value?.Value))
            {
                return true;
            }
        }

        return false;
    }

    // PyPI's mirrors hold the same names, PyTorch's index those of its own projects.
    private static bool IsPublic(string? index) =>
        index is not null && (index.Contains("//pypi.org", StringComparison.Ordinal) || index.Contains("//download.pytorch.org", StringComparison.Ordinal)
            || index.Contains("pypi.tuna.tsinghua.edu.cn", StringComparison.Ordinal) || index.Contains("mirrors.aliyun.com/pypi", StringComparison.Ordinal));

    private static bool IsAllowedByVariable(PypiNameRow row, PackageRequest request, RuleContext context)
    {
        if (row.AllowingVariable is not { } name)
        {
            return false;
        }

        foreach (var assignment in request.Command?.Assignments ?? [])
        {
            if (assignment.Name == name)
            {
                return true;
            }
        }

        foreach (var variable in context.File.Facts?.Variables ?? [])
        {
            if (variable.Name == name)
            {
                return true;
            }
        }

        return false;
    }

    private static Fix? FixOf(PackageRequest request, PypiNameRow row, Severity severity)
    {
        var word = request.Word;
        if (row.Use is not { } right || !word.IsLiteral || word.Raw.Length != word.Span.Length || !request.Extras.IsEmpty)
        {
            return null;
        }

        // The name stands at the beginning, behind a quote perhaps.
        var start = word.Raw[0] is '"' or '\'' ? 1 : 0;
        if (word.Raw.Length < start + request.Name.Length || !word.Raw.AsSpan(start, request.Name.Length).Equals(request.Name, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var edit = TextEdit.Replace(new TextSpan(word.Span.Start + start, request.Name.Length), right);
        var title = $"Write '{right}'";

        // A version of the wrong project says little about the right one.
        return severity == Severity.Error && request.Constraint.Length == 0 ? Fix.Safe(title, edit) : Fix.Suggested(title, edit);
    }

    private static string SourceOf(PypiNameRow row)
    {
        var comma = row.Source.IndexOf(',', StringComparison.Ordinal);
        var first = comma < 0 ? row.Source : row.Source[..comma];
        var blank = first.IndexOf(' ', StringComparison.Ordinal);
        var id = blank < 0 ? first : first[..blank];
        var text = PypiNamesTable.Source(id) ?? id;

        // Of several addresses the first will do.
        var end = text.IndexOf(", ", StringComparison.Ordinal);
        return end < 0 ? text : text[..end];
    }
}
