using EnvLint.Diagnostics;
using EnvLint.Engine;
using EnvLint.Environment.Facts;
using EnvLint.Syntax.Requirements;
using EnvLint.Text;

namespace EnvLint.Rules.Pip;

/// <summary>Reports addresses of the git protocol at GitHub, which no longer answers it.</summary>
[Rule("PIP015", "git-protocol",
    Title = "An address of the git protocol, which GitHub has switched off",
    Category = RuleCategory.Correctness,
    Severity = Severity.Error,
    Fix = FixAvailability.Sometimes,
    Tag = RuleTag.Deprecated,
    Since = "0.1.0")]
public sealed partial class GitProtocol : Rule<FileAnalysis>
{
    private const string Dead = "git://github.com/";

    /// <inheritdoc/>
    protected override void Check(FileAnalysis subject, RuleContext context)
    {
        // git config url."https://github.com/".insteadOf git://github.com/ leads elsewhere.
        if (!context.Source.Content.Contains(Dead, StringComparison.Ordinal) || context.Source.Content.Contains("insteadOf", StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        foreach (var line in subject.Requirements is { IsForeign: false } file ? file.Tree.Lines : [])
        {
            if (line.Requirement is { Url.Length: > 0 } requirement && requirement.Url.Contains(Dead, StringComparison.Ordinal))
            {
                var start = requirement.UrlSpan.Start + requirement.Url.IndexOf(Dead, StringComparison.Ordinal);
                var map = line.RequirementMap;
                Report(map.ToOuter(new TextSpan(start, Dead.Length)), context);
            }
        }

        foreach (var use in subject.Facts?.Commands ?? [])
        {
            if (Fetches(use))
            {
                foreach (var word in use.Arguments)
                {
                    Word(word, context);
                }
            }
        }

        // The pip part of an environment file.
        foreach (var request in subject.Facts?.Packages ?? [])
        {
            if (request is { Command: null, Requirement.Url: { } url } && subject.Requirements is null && url.IndexOf(Dead, StringComparison.Ordinal) is >= 0 and var at)
            {
                var span = request.IsWrittenOut ? request.PlaceOf(new TextSpan(request.Requirement.UrlSpan.Start + at, Dead.Length)) : request.Word.Span;
                Report(span, context);
            }
        }
    }

    private static bool Fetches(CommandUse use) =>
        PipCommands.IsPipInstall(use) || PipCommands.IsUvInstall(use)
        || use is { Program: "git", Invocation.Subcommand: "clone" or "fetch" or "pull" or "submodule add" or "remote add" };

    private static void Word(Word word, RuleContext context)
    {
        if (word.Value is not { } value || value.IndexOf(Dead, StringComparison.Ordinal) is not (>= 0 and var at))
        {
            return;
        }

        // A program in front of the address belongs to pip's form (git+git://); anything else is an argument about it.
        if (at > 0 && value[at - 1] is not ('+' or ' ' or '@'))
        {
            return;
        }

        var inRaw = word.Raw.IndexOf(Dead, StringComparison.Ordinal);
        Report(
            word.IsLiteral && inRaw >= 0 && word.Raw.Length == word.Span.Length ? new TextSpan(word.Span.Start + inRaw, Dead.Length) : word.Span,
            context);
    }

    private static void Report(TextSpan span, RuleContext context) =>
        context.Report(
            span,
            "GitHub does not answer the unencrypted git protocol: 'git://github.com' fails",
            label: "write https://github.com",
            notes: ["switched off on 2022-03-15 (https://github.blog/security/application-security/improving-git-protocol-security-github/)"],
            fix: string.Equals(context.Source.ToString(span), Dead, StringComparison.Ordinal) ? Fix.Safe("Write https", TextEdit.Replace(span, "https://github.com/")) : null);
}
