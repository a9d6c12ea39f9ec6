using System.Collections.Immutable;
using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Syntax.MatchSpec;
using EnvLint.Text;
using EnvLint.Versions;

namespace EnvLint.Rules.Conda;

/// <summary>Reports specs that conda refuses, that nothing can satisfy, or that it reads otherwise than they look.</summary>
[Rule("CND003", "bad-match-spec",
    Title = "A spec that conda refuses or reads otherwise than it looks",
    Category = RuleCategory.Correctness,
    Severity = Severity.Error,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class BadMatchSpec : Rule<PackageRequest>
{
    /// <inheritdoc/>
    protected override void Check(PackageRequest subject, RuleContext context)
    {
        if (subject is not { Manager: PackageManager.Conda, Spec: { } spec } || IsPlaceholder(spec.Text))
        {
            return;
        }

        // What conda refuses, mamba's own reader may take.
        var (severity, confidence) = CondaFacts.IsMamba(subject) ? (Severity.Warning, Confidence.Medium) : (Severity.Error, Confidence.High);
        if (spec.Errors is [var error, ..])
        {
            context.Report(
                CondaFacts.Place(subject, error.Span),
                $"conda refuses '{spec.Text}': {error.Message}",
                severity,
                confidence,
                label: "not a spec",
                fix: Suggest(subject, Repair(spec.Text)));
            return;
        }

        if (spec is { Version.IsEmpty: true, VersionPart: { } version })
        {
            context.Report(
                CondaFacts.Place(subject, version.Span),
                $"no version of '{spec.Name?.Value}' can satisfy '{version.Value}'",
                severity,
                confidence,
                label: "the parts exclude each other");
            return;
        }

        foreach (var doubt in spec.Doubts)
        {
            // Of others, 12.4 may be the whole version.
            var numbers = spec.Name is { } name ? CondaPackages.ThreeNumbersOf(name.Value) : null;
            if (doubt.Kind == CondaDoubtKind.ExactWithBuild && numbers is null)
            {
                continue;
            }

            context.Report(
                CondaFacts.Place(subject, doubt.Span),
                $"'{spec.Text}' is not read as it looks: {doubt.Message}",
                doubt.Kind == CondaDoubtKind.ImpossibleBuild ? severity : doubt.Kind == CondaDoubtKind.ExactWithBuild && numbers is { Verified: false } ? Severity.Info : Severity.Warning,
                CondaFacts.IsMamba(subject) ? Confidence.Medium : Confidence.High,
                label: LabelOf(doubt.Kind),
                fix: Suggest(subject, Reword(spec, doubt)));
        }
    }

    // numpy=..., numpy==<version>, numpy={{ version }}, numpy[=version]: a person or a tool still has to fill it in.
    private static bool IsPlaceholder(string text)
    {
        if (text.Contains("...", StringComparison.Ordinal) || text.AsSpan().IndexOfAny('{', '}', '…') >= 0
            || text.Contains("[=", StringComparison.Ordinal) || text.Contains("[version]", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        var open = text.IndexOf('<', StringComparison.Ordinal);
        return open >= 0 && open + 1 < text.Length && char.IsAsciiLetter(text[open + 1]) && text.IndexOf('>', open) > 0;
    }

    private static string LabelOf(CondaDoubtKind kind) => kind switch
    {
        CondaDoubtKind.EmptyEquals => "no version behind it",
        CondaDoubtKind.DroppedParentheses => "dropped",
        CondaDoubtKind.DroppedBrackets => "dropped: conda knows no extras",
        CondaDoubtKind.DroppedNamespace => "not a channel",
        CondaDoubtKind.ImpossibleBuild => "read as a build",
        CondaDoubtKind.ExactWithBuild => "exact",
        _ => "",
    };

    private static Fix? Suggest(PackageRequest request, string? better)
    {
        if (better is null || string.Equals(better, request.Spec!.Text, StringComparison.Ordinal) || CondaFacts.Rewrite(request, better) is not { } edit)
        {
            return null;
        }

        // What is offered has nothing left to say of.
        var again = MatchSpecParser.Parse(better);
        return again.Errors.IsEmpty && again.Doubts.IsEmpty && again.Version is not { IsEmpty: true } ? Fix.Suggested($"Write '{better}'", edit) : null;
    }

    // The slips that people make most: no comma, signs in the wrong order, a slash behind the channel, signs of other tools.
    private static string? Repair(string text)
    {
        if (text.Contains("=>", StringComparison.Ordinal) || text.Contains("=<", StringComparison.Ordinal))
        {
            return text.Replace("=>", ">=", StringComparison.Ordinal).Replace("=<", "<=", StringComparison.Ordinal);
        }

        if (text.EndsWith(','))
        {
            return text[..^1];
        }

        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash > 0 && text.AsSpan(slash + 1).IndexOfAny('/', ':') < 0 && CondaFacts.IsName(text.AsSpan(0, slash)))
        {
            return $"{text[..slash]}::{text[(slash + 1)..]}";
        }

        // >=1.2 <2
        for (var i = 1; i < text.Length; i++)
        {
            var before = text.AsSpan(0, i).TrimEnd(' ');
            if (text[i] is '<' or '>' or '!' && before.IndexOfAny("=<>~") >= 0 && char.IsAsciiLetterOrDigit(before[^1]))
            {
                return $"{before},{text[i..]}";
            }
        }

        return null;
    }

    private static string? Reword(MatchSpec spec, CondaDoubt doubt)
    {
        var text = spec.Text;
        var place = text.AsSpan(doubt.Span.Start, doubt.Span.Length);
        return doubt.Kind switch
        {
            CondaDoubtKind.EmptyEquals => With(""),
            CondaDoubtKind.DroppedNamespace => text.Insert(doubt.Span.End, ":"),
            CondaDoubtKind.DroppedParentheses when spec.VersionPart is null && text.EndsWith(place, StringComparison.Ordinal) =>
                text[..doubt.Span.Start].TrimEnd() + place[1..^1].ToString().Replace(" ", "", StringComparison.Ordinal),
            CondaDoubtKind.DroppedBrackets when text.Length == doubt.Span.End + 1 && text[doubt.Span.Start - 1] == '[' => text[..(doubt.Span.Start - 1)],
            CondaDoubtKind.ExactWithBuild => With($"{place}.*"),
            CondaDoubtKind.LiteralAsterisk when place.StartsWith("!=") || place.StartsWith("==") || place is ['=', not '=', ..] => With($"{place.TrimEnd('*').TrimEnd('.')}.*"),
            CondaDoubtKind.LiteralAsterisk or CondaDoubtKind.DroppedWildcard when place.StartsWith("==") => With($"={place[2..]}"),
            CondaDoubtKind.LiteralAsterisk or CondaDoubtKind.DroppedWildcard when place.StartsWith("<=") => Next(place[2..]) is { } next ? With($"<{next}") : null,
            CondaDoubtKind.DroppedWildcard when place is ['>', not '=', ..] => Next(place[1..]) is { } next ? With($">={next}") : null,
            _ => null,
        };

        string With(string instead) => text.Remove(doubt.Span.Start, doubt.Span.Length).Insert(doubt.Span.Start, instead);
    }

    // Behind 1.2.* comes 1.3.
    private static string? Next(ReadOnlySpan<char> series)
    {
        var plain = series.TrimEnd('*').TrimEnd('.');
        var dot = plain.LastIndexOf('.');
        return int.TryParse(plain[(dot + 1)..], out var last) && last < int.MaxValue ? $"{plain[..(dot + 1)]}{last + 1}" : null;
    }
}
