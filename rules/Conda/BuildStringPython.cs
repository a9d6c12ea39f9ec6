using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;

namespace EnvLint.Rules.Conda;

/// <summary>Reports builds that are made for another Python than the environment has.</summary>
[Rule("CND010", "build-string-python",
    Title = "A build for another Python than the environment has",
    Category = RuleCategory.Compatibility,
    Severity = Severity.Error,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class BuildStringPython : Rule<PythonEnvironment>
{
    /// <inheritdoc/>
    protected override void Check(PythonEnvironment subject, RuleContext context)
    {
        if (subject.Python is not { Version: { } version } python || CondaFacts.HasSeveralPythons(subject))
        {
            return;
        }

        foreach (var request in subject.Requests)
        {
            if (request is not { Manager: PackageManager.Conda, Spec: { BuildPart: { } build, Build.IsRegex: false } spec, IsConditional: false }
                || request.Name == "python" || !subject.Owns(request) || request.LinkedFrom == python.Span
                || PythonOf(build.Value) is not { } tag || tag.Version == version)
            {
                continue;
            }

            var right = $"py{(build.Value[tag.Start..tag.End].Contains('.', StringComparison.Ordinal) ? $"{version.Major}.{version.Minor}" : $"{version.Major}{version.Minor}")}*";
            var better = spec.Text.Remove(build.Span.Start, build.Span.Length).Insert(build.Span.Start, build.Value[..tag.Start] + right);
            context.Report(
                CondaFacts.Place(request, build.Span),
                $"the build '{build.Value}' of '{request.Name}' is for Python {tag.Version.Major}.{tag.Version.Minor}, the environment{(subject.Name.Length == 0 ? "" : $" '{subject.Name}'")} has {version.Major}.{version.Minor}",
                label: $"for Python {tag.Version.Major}.{tag.Version.Minor}",
                related: !python.Span.IsEmpty ? [context.Here(python.Span, $"Python {version.Major}.{version.Minor} comes from here")] : [],
                fix: CondaFacts.Rewrite(request, better) is { } edit ? Fix.Suggested($"Write '{better}'", edit) : null);
        }
    }

    // py311, py3.11; not py_0, py3, pyhd8ed1ab, pypy39, and not py31* that may be py310.
    private static ((int Major, int Minor) Version, int Start, int End)? PythonOf(string build)
    {
        for (var at = build.IndexOf("py", StringComparison.Ordinal); at >= 0; at = build.IndexOf("py", at + 2, StringComparison.Ordinal))
        {
            var digit = at + 2;
            if (digit >= build.Length || build[digit] is not ('2' or '3') || (at > 1 && build.AsSpan(at - 2, 2) is "py"))
            {
                continue;
            }

            var start = digit + 1 < build.Length && build[digit + 1] == '.' ? digit + 2 : digit + 1;
            var end = start;
            while (end < build.Length && char.IsAsciiDigit(build[end]))
            {
                end++;
            }

            if (end == start || end - start > 2 || (end < build.Length && build[end] == '*' && end - start == 1 && build[start] == '1'))
            {
                continue;
            }

            return ((build[digit] - '0', int.Parse(build.AsSpan(start, end - start))), at, end);
        }

        return null;
    }
}
