using System.Collections.Immutable;
using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Engine;
using EnvLint.Knowledge;
using EnvLint.Manifests;
using EnvLint.Syntax.Requirements;
using EnvLint.Text;
using EnvLint.Versions;

namespace EnvLint.Rules.Pip;

/// <summary>Reports requirements that pip refuses: PEP 508 and PEP 440 do not take them.</summary>
[Rule("PIP004", "bad-requirement",
    Title = "A requirement that pip cannot read",
    Category = RuleCategory.Correctness,
    Severity = Severity.Error,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0",
    Supersedes = ["PIP005"])]
public sealed partial class BadRequirement : Rule<FileAnalysis>
{
    /// <inheritdoc/>
    protected override void Check(FileAnalysis subject, RuleContext context)
    {
        if (subject.Requirements is { IsForeign: false } requirements)
        {
            foreach (var line in requirements.Tree.Lines)
            {
                // What a template fills in is not known.
                if (!line.Errors.IsEmpty && !IsTemplate(line.Text))
                {
                    Line(line, context);
                }
            }

            return;
        }

        foreach (var request in subject.Facts?.Packages ?? [])
        {
            if (request.Requirement is { IsValid: false } requirement && !IsTemplate(requirement.Text) && !IsNobodysMatter(request))
            {
                var error = requirement.Errors[0];
                var span = request.IsWrittenOut && !error.Span.IsEmpty ? request.PlaceOf(error.Span) : request.Word.Span;
                Report(
                    span, requirement.Text, error, request.Command, request.IsWrittenOut,
                    context.Origins(request.Word),
                    context);
            }
        }

        foreach (var use in subject.Facts?.Commands ?? [])
        {
            if (PipCommands.IsPipInstall(use) || PipCommands.IsUvInstall(use))
            {
                SplitWords(use, context);
            }
        }
    }

    private static void Line(RequirementsLine line, RuleContext context)
    {
        var own = line.Requirement?.Errors.Length ?? 0;
        for (var i = 0; i < line.Errors.Length; i++)
        {
            // Of one requirement the first mistake will do: the others may follow from it.
            var error = line.Errors[i];
            if (i < own)
            {
                if (i == 0)
                {
                    Report(PlaceOf(line, error.Span), line.Requirement!.Text, error, use: null, isExact: true, [], context);
                }
            }
            else
            {
                context.Report(PlaceOf(line, error.Span), error.Message);
            }
        }
    }

    private static TextSpan PlaceOf(RequirementsLine line, TextSpan span) => span.IsEmpty ? line.Span : line.ToFile(span);

    private static void Report(TextSpan span, string text, RequirementError error, CommandUse? use, bool isExact, ImmutableArray<RelatedLocation> related, RuleContext context)
    {
        var isUv = use?.Program == "uv";
        var wasTaken = error.WasTaken && !isUv;
        var changes = PythonReleases.Changes;
        Fix? fix = null;
        if (error.Replacement is { } replacement && isExact && !error.Span.IsEmpty && !(replacement == "==" && IsAssignment(context.Source.Content, span.End)))
        {
            fix = Fix.Suggested(replacement.Length == 0 ? "Take it away" : $"Write '{replacement}'", TextEdit.Replace(span, replacement));
        }

        var shown = text.Trim();
        context.Report(
            span,
            $"{(isUv ? "uv" : "pip")} refuses '{(shown.Length <= 60 ? shown : $"{shown.AsSpan(0, 60)}…")}': {error.Message}",
            wasTaken ? Severity.Warning : null,
            related: related,
            notes: wasTaken ? [SourceNote.Of($"pip before {changes.StrictVersions} takes it", PythonReleases.SourceText(changes.Source), PythonReleases.AsOf)] : [],
            fix: fix);
    }

    // pip install torch == 2.1
    private static void SplitWords(CommandUse use, RuleContext context)
    {
        var arguments = use.Arguments;
        for (var i = 1; i + 1 < arguments.Length; i++)
        {
            if (arguments[i].Value is not ("==" or ">=" or "<=" or "~=" or "!=" or "<" or ">") || arguments[i - 1].Value is not { } name || arguments[i + 1].Value is not { } version
                || Requirement.Parse(name) is not { IsValid: true, Form: RequirementForm.Name } || !Pep440SpecifierSet.Parse(arguments[i].Value + version).IsValid)
            {
                continue;
            }

            var span = TextSpan.Union(arguments[i - 1].Span, arguments[i + 1].Span);
            var isPlain = arguments[i].Is("==") && arguments[i - 1].IsLiteral && arguments[i + 1].IsLiteral && !arguments[i - 1].IsQuoted && !arguments[i + 1].IsQuoted
                && string.Equals(context.Source.ToString(span), $"{name} == {version}", StringComparison.Ordinal);
            context.Report(
                span,
                $"the blanks around '{arguments[i].Value}' make three requirements of one",
                label: $"write \"{name}{arguments[i].Value}{version}\"",
                fix: isPlain ? Fix.Suggested("Take the blanks away", TextEdit.Replace(span, $"{name}=={version}")) : null);
        }
    }

    private static bool IsTemplate(string text) =>
        text.Contains("{{", StringComparison.Ordinal) || text.Contains("{%", StringComparison.Ordinal) || text.Contains("<%", StringComparison.Ordinal);

    // NAME=cpu was meant for the environment of a command: no version begins with a letter, unless with a v.
    private static bool IsAssignment(string text, int end) => end < text.Length && char.IsAsciiLetter(text[end]) && text[end] is not ('v' or 'V');

    private static bool IsNobodysMatter(PackageRequest request)
    {
        if (request.Command is not { } use)
        {
            return false;
        }

        // torch=>2.1 without quotes: the shell takes it for a redirection, which is the fault.
        foreach (var redirection in use.Redirections)
        {
            if (redirection.OperatorSpan.Start == request.Word.Span.End)
            {
                return true;
            }
        }

        // The word may be the value of an option that is not known, or stand for the files that a pattern finds.
        var error = request.Requirement!.Errors[0];
        if (IsValueOfOption(use, request.Word) || (request.Word is { HasGlob: true, IsQuoted: false } && error.Span.Length == 1 && error.Replacement is null))
        {
            return true;
        }

        // A guide leaves versions to its readers: torch==X.Y.Z
        return PipCommands.IsOfGuide(use)
            && (request.Requirement.Specifiers.Errors is [{ Kind: not Pep440SpecifierErrorKind.NoOperator }, ..] || request.Requirement.Text.AsSpan().IndexOfAny("<>…{}") >= 0 && error.Replacement is null);
    }

    private static bool IsValueOfOption(CommandUse use, Word word)
    {
        var index = use.Arguments.IndexOf(word);
        return index > 0 && use.Arguments[index - 1].Value is { } before && before.StartsWith("--", StringComparison.Ordinal) && !before.Contains('=', StringComparison.Ordinal)
            && before is not ("--upgrade" or "--user" or "--no-cache-dir" or "--no-cache" or "--pre" or "--no-deps" or "--force-reinstall" or "--quiet" or "--verbose" or "--ignore-installed"
                or "--no-build-isolation" or "--break-system-packages" or "--system" or "--no-index" or "--prefer-binary" or "--no-input" or "--disable-pip-version-check" or "--use-pep517"
                or "--reinstall" or "--isolated" or "--dry-run" or "--no-compile" or "--editable");
    }
}
