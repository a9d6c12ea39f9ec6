using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Environment.Stack;
using EnvLint.Knowledge;
using EnvLint.Syntax.Requirements;
using EnvLint.Versions;

namespace EnvLint.Rules.Frameworks;

/// <summary>Reports releases that have no wheels for the Python of their environment.</summary>
[Rule("FWK005", "python-out-of-range",
    Title = "A release has no wheels for the environment's Python",
    Category = RuleCategory.Compatibility,
    Severity = Severity.Error,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class PythonOutOfRange : Rule<PythonEnvironment>
{
    /// <inheritdoc/>
    protected override void Check(PythonEnvironment subject, RuleContext context)
    {
        if (subject.Python is not { Version: { } version } python)
        {
            return;
        }

        var text = $"{version.Major}.{version.Minor}";
        var markers = MarkerEnvironment.Unknown with { PythonVersion = text };
        string? told = null;
        foreach (var request in subject.Requests)
        {
            if (request is not { Manager: PackageManager.Pip, IsConstraint: false, Command: not { IsConditional: true } } || !subject.Owns(request) || IsBehind(request, python)
                || PipRequests.SpecifiersOf(request) is not { NamesPreRelease: false } specifiers || specifiers.Specifiers.IsEmpty
                || request.Sources.AllowsPreReleases || !PackageIndexes.ArePublic(request.Sources) || IsLater(request, python)
                || TorchResolver.Applies(request, markers) == false)
            {
                continue;
            }

            var family = request.Name is "torch" || Torch.HasCompanion(request.Name) ? "torch" : request.Name;
            if (family == told || RangeOf(request, specifiers, text) is not { } range)
            {
                continue;
            }

            told = family;
            context.Report(
                RuleContext.PlaceOf(request),
                $"{request.Name}{specifiers} has wheels for Python {range.Min} to {range.Max}, and this environment has {text}",
                label: $"none for Python {text}",
                related: [.. context.Linked(request), context.Here(python.Span, $"Python is {python.Text}")],
                notes: [SourceNote.Of(range.Source, range.AsOf)],
                fix: FixOf(python, text, DottedNumber.Compare(text, range.Max) > 0 ? range.Max : range.Min, context));
        }
    }

    // The Python that is nearest, where the number is written out once at the place that chooses it.
    private static Fix? FixOf(PythonChoice python, string text, string right, RuleContext context)
    {
        var place = context.Source.Content.AsSpan(python.Span.Start, python.Span.Length);
        var at = place.IndexOf(text, StringComparison.Ordinal);
        if (at < 0 || place[(at + text.Length)..].Contains(text, StringComparison.Ordinal) || (at > 0 && (char.IsAsciiDigit(place[at - 1]) || place[at - 1] is '.' or '<' or '>' or '~' or '!')))
        {
            return null;
        }

        // 3.13.1: the third number belongs to the release.
        var end = at + text.Length;
        while (end < place.Length && (char.IsAsciiDigit(place[end]) || (place[end] == '.' && end + 1 < place.Length && char.IsAsciiDigit(place[end + 1]))))
        {
            end++;
        }

        return Fix.Suggested($"Take Python {right}", Text.TextEdit.Replace(new Text.TextSpan(python.Span.Start + at, end - at), right));
    }

    // Where the Python is chosen behind the request, the request does not meet it.
    private static bool IsLater(PackageRequest request, PythonChoice python) => request.Command is not null && RuleContext.PlaceOf(request).Start < python.Span.Start;

    // One environment file says both: it is told there.
    private static bool IsBehind(PackageRequest request, PythonChoice python) => request.LinkedFrom == python.Span;

    private static Range? RangeOf(PackageRequest request, Pep440SpecifierSet specifiers, string python)
    {
        if (request.Name == "torch" || Torch.HasCompanion(request.Name))
        {
            return OfTorch(request.Name, specifiers, python);
        }

        if (PipRequests.PinOf(request)?.Base.ToString() is not { } pin)
        {
            return null;
        }

        return request.Name switch
        {
            "tensorflow" when TensorFlow.Find(pin) is { Verified: true } row && !row.PythonAlso.Contains(python, StringComparer.Ordinal) =>
                Outside(row.PythonMin, row.PythonMax, python, TensorFlow.SourceText(row.Source), TensorFlow.AsOf),
            "jax" or "jaxlib" when Jax.Find(pin) is { Verified: true } row =>
                Outside(row.PythonMin, row.PythonMax, python, Jax.SourceText(row.Source), Jax.AsOf),
            _ => null,
        };
    }

    // All releases that fit must be known, and none may have the Python.
    private static Range? OfTorch(string name, Pep440SpecifierSet specifiers, string python)
    {
        if (TorchResolver.IsOpen(specifiers) || TorchResolver.IsOpenBelow(specifiers))
        {
            return null;
        }

        string? min = null;
        string? max = null;
        var source = "";
        foreach (var release in Torch.Releases)
        {
            var fits = false;
            foreach (var version in name == "torch" ? [release.Version] : Torch.Companions(release, name))
            {
                fits |= TorchResolver.Allows(specifiers, Pep440Version.Parse(version));
            }

            if (!fits)
            {
                continue;
            }

            if (!release.Verified || Outside(release.PythonMin, release.PythonMax, python, "", "") is null)
            {
                return null;
            }

            min = min is null || DottedNumber.Compare(release.PythonMin, min) < 0 ? release.PythonMin : min;
            max = max is null || DottedNumber.Compare(release.PythonMax, max) > 0 ? release.PythonMax : max;
            source = release.Source;
        }

        return min is null || max is null ? null : new Range(min, max, Torch.SourceText(source), Torch.AsOf);
    }

    private static Range? Outside(string min, string max, string python, string source, string asOf) =>
        DottedNumber.Compare(python, min) < 0 || DottedNumber.Compare(max, python) < 0 ? new Range(min, max, source, asOf) : null;

    private sealed record Range(string Min, string Max, string Source, string AsOf);
}
