using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Syntax.Shell;
using EnvLint.Text;

namespace EnvLint.Rules.Scripts;

/// <summary>Reports an unquoted <c>&gt;</c> or <c>&lt;</c> of a version constraint, which the shell takes as a redirection.</summary>
[Rule("SHL007", "version-redirect",
    Title = "A version constraint is a redirection to the shell",
    Category = RuleCategory.Correctness,
    Severity = Severity.Error,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class VersionRedirect : Rule<CommandUse>
{
    /// <inheritdoc/>
    protected override void Check(CommandUse subject, RuleContext context)
    {
        if (subject.Redirections.IsEmpty || !Installs(subject))
        {
            return;
        }

        var done = -1;
        foreach (var redirection in subject.Redirections)
        {
            if (redirection.Span.Start < done || !IsConstraint(redirection, context.Source))
            {
                continue;
            }

            // The whole of name>=1,<2 is one requirement: from its first to its last character that is no blank.
            var start = redirection.OperatorSpan.Start;
            while (start > 0 && !char.IsWhiteSpace(context.Source[start - 1]) && context.Source[start - 1] is not (';' or '&' or '|' or '(' or '"' or '\''))
            {
                start--;
            }

            var end = redirection.Span.End;
            while (end < context.Source.Length && !char.IsWhiteSpace(context.Source[end]) && context.Source[end] is not (';' or '&' or '|' or ')' or '"' or '\'' or '\\'))
            {
                end++;
            }

            done = end;
            var span = TextSpan.FromBounds(start, end);
            var requirement = context.Source.ToString(span);
            var name = context.Source.ToString(TextSpan.FromBounds(start, redirection.OperatorSpan.Start));
            var target = redirection.Target?.Raw ?? "";
            var effect = redirection.Kind == ShellRedirectionKind.Input
                ? $"reads its input from a file named '{target}'"
                : $"writes its output to a file named '{target}'";
            var canQuote = requirement.AsSpan().IndexOfAny('$', '`') < 0;
            context.Report(
                span,
                $"the shell takes '{requirement}' apart: {subject.Program} is asked for '{name}' in any version and {effect}",
                label: "needs quotes",
                fix: canQuote ? Fix.Safe("Put the requirement into quotes", TextEdit.Insert(start, "\""), TextEdit.Insert(end, "\"")) : null);
        }
    }

    private static bool Installs(CommandUse command) => command.Invocation?.Subcommand switch
    {
        "install" or "create" or "add" or "pip install" or "update" or "download" or "wheel" =>
            command.IsProgram("pip", "pip3", "pip2", "uv", "conda", "mamba", "micromamba", "poetry", "pipx") || command.Program.StartsWith("pip3.", StringComparison.Ordinal),
        _ => false,
    };

    private static bool IsConstraint(RedirectionUse redirection, SourceText source)
    {
        if (redirection.Kind is not (ShellRedirectionKind.Output or ShellRedirectionKind.Input) || redirection.Target is not { } target)
        {
            return false;
        }

        // Without a blank on either side, and with a version or = behind it: torch>=2.0, numpy<2; not "> log" or ">2.log".
        var before = redirection.OperatorSpan.Start - 1;
        if (before < 0 || !(char.IsAsciiLetterOrDigit(source[before]) || source[before] is ']' or '*' or ',') || target.Span.Start != redirection.OperatorSpan.End)
        {
            return false;
        }

        var text = target.Raw.AsSpan();
        if (text.StartsWith("="))
        {
            return text.Length > 1 && (char.IsAsciiDigit(text[1]) || text[1] is '$' or ' ');
        }

        return !text.IsEmpty && char.IsAsciiDigit(text[0]) && text.Trim("0123456789.*,=!~").IsEmpty;
    }
}
