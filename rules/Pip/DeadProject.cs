using System.Collections.Immutable;
using EnvLint.Collections;
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
    Tag = RuleTag.Deprecated,
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
            || HasOtherSource(subject, row, context) || IsAllowedByVariable(row, subject, context) || HasOldPython(row, subject, context))
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

        notes.Add($"{row.Note ?? row.Replacement ?? "known"} ({PypiNames.SourceText(row.Source)}; table of {PypiNames.AsOf})");
        context.Report(
            subject.Word.Span,
            message,
            severity,
            row.Verified ? Confidence.High : Confidence.Medium,
            label: row.Use is null ? row.Replacement ?? "" : $"write {row.Use}",
            related: context.Origins(subject.Word),
            notes: notes.DrainToImmutable(),
            fix: FixOf(subject, row, severity));
    }

    // Another index, a page of wheels, or NVIDIA's helper may hold what PyPI does not.
    private static bool HasOtherSource(PackageRequest request, PypiNameRow row, RuleContext context) =>
        !PackageIndexes.ArePublic(request.Sources) || !request.Sources.FindLinks.IsEmpty
        || (row.OwnIndex == true && context.File.Facts?.Packages.Exists(static package => package is { Manager: PackageManager.Pip, Name: "nvidia-pyindex" }) == true);

    private static bool HasOldPython(PypiNameRow row, PackageRequest request, RuleContext context)
    {
        if (row.PythonLast is not { } last)
        {
            return false;
        }

        foreach (var environment in context.File.Facts?.Environments ?? [])
        {
            if (environment.Python?.Version is { } python && environment.Requests.Contains(request) && DottedNumber.Compare($"{python.Major}.{python.Minor}", last) <= 0)
            {
                return true;
            }
        }

        return false;
    }

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
        if (row.Use is not { } right || request is not { IsWrittenOut: true, IsHashed: false, LinkedFile: null, Extras.IsEmpty: true, Requirement: { } requirement })
        {
            return null;
        }

        // What stands in for another project has a version that the other never had: sklearn==0.0.post1. Other names carry the versions of the right one.
        var end = requirement.Specifiers.Specifiers is [.., { Version: { Major: 0, Minor: 0 } } last] ? last.Span.End : requirement.NameSpan.End;
        var edit = TextEdit.Replace(request.PlaceOf(TextSpan.FromBounds(requirement.NameSpan.Start, end)), right);
        var title = $"Write '{right}'";

        // A version of the wrong project says little about the right one.
        return severity == Severity.Error && request.Constraint.Length == 0 ? Fix.Safe(title, edit) : Fix.Suggested(title, edit);
    }
}
