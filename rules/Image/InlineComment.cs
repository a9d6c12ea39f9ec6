using EnvLint.Diagnostics;
using EnvLint.Manifests;
using EnvLint.Syntax.Dockerfile;
using EnvLint.Text;

namespace EnvLint.Rules.Image;

/// <summary>Reports <c>#</c> behind the arguments of an instruction: a comment begins only at the start of a line.</summary>
[Rule("IMG012", "inline-comment",
    Title = "A '#' behind an instruction's arguments is no comment",
    Category = RuleCategory.Correctness,
    Severity = Severity.Warning,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0",
    Supersedes = ["ENV001"])]
public sealed partial class InlineComment : Rule<DockerfileManifest>
{
    /// <inheritdoc/>
    protected override void Check(DockerfileManifest subject, RuleContext context)
    {
        foreach (var instruction in subject.Tree.Instructions)
        {
            if (!HasComments(instruction))
            {
                continue;
            }

            var at = Find(instruction.ArgumentText);
            if (at < 0)
            {
                continue;
            }

            var start = instruction.ArgumentMap.ToOuter(at);
            var line = context.Source.LineSpan(context.Source.Lines.LineOf(start));
            var span = TextSpan.FromBounds(start, line.End);
            context.Report(
                span,
                $"this is no comment but part of {instruction.Kind.ToString().ToUpperInvariant()}: {Effect(instruction)}",
                label: "move it to a line of its own",
                severity: Stops(instruction, instruction.ArgumentText.AsSpan(at)) ? Severity.Error : null,
                fix: FixOf(instruction, span, line, context.Source));
        }
    }

    // Behind RUN, CMD and ENTRYPOINT a shell reads the line, and to it this is a comment.
    private static bool HasComments(DockerfileInstruction instruction) => instruction.Kind switch
    {
        DockerfileInstructionKind.From or DockerfileInstructionKind.Copy or DockerfileInstructionKind.Add or DockerfileInstructionKind.Env or DockerfileInstructionKind.Arg
            or DockerfileInstructionKind.Label or DockerfileInstructionKind.Expose or DockerfileInstructionKind.User or DockerfileInstructionKind.Workdir
            or DockerfileInstructionKind.Volume or DockerfileInstructionKind.Stopsignal => instruction.Form != DockerfileForm.Exec,
        _ => false,
    };

    // Words that are no name=value and no port, and a third argument of FROM, are refused; the others build something else than was meant.
    private static bool Stops(DockerfileInstruction instruction, ReadOnlySpan<char> comment) => instruction.Kind switch
    {
        DockerfileInstructionKind.From or DockerfileInstructionKind.Expose => true,
        DockerfileInstructionKind.Env or DockerfileInstructionKind.Label => !IsOldForm(instruction.ArgumentText) && (comment.IndexOf('=') < 0 || comment is ['#', ' ' or '\t', ..]),
        _ => false,
    };

    // ENV name value: all that stands behind the name is the value.
    private static bool IsOldForm(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAny(' ', '\t');
        return (end < 0 ? text : text[..end]).IndexOf('=') < 0;
    }

    private static string Effect(DockerfileInstruction instruction) => instruction.Kind switch
    {
        DockerfileInstructionKind.From => "the build stops, because FROM takes an image and a name",
        DockerfileInstructionKind.Copy or DockerfileInstructionKind.Add => "each of its words is a file to copy, and the last one the destination",
        DockerfileInstructionKind.Env or DockerfileInstructionKind.Label when IsOldForm(instruction.ArgumentText) => "the value holds it",
        DockerfileInstructionKind.Env or DockerfileInstructionKind.Label => "the build stops, because each of its words is to be a name=value",
        DockerfileInstructionKind.Arg => "each of its words declares an argument",
        DockerfileInstructionKind.Workdir => "the folder's name holds it",
        DockerfileInstructionKind.User => "the user's name holds it",
        DockerfileInstructionKind.Expose => "the build stops, because each of its words is to be a port",
        DockerfileInstructionKind.Volume => "each of its words is a volume",
        _ => "the value holds it",
    };

    // A '#' behind a blank, outside of quotes.
    private static int Find(string text)
    {
        var quote = '\0';
        var escaped = -1;
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (quote != '\0')
            {
                if (character == '\\' && quote == '"')
                {
                    i++;
                }
                else if (character == quote)
                {
                    quote = '\0';
                }
            }
            else if (character is '"' or '\'')
            {
                quote = character;
            }
            else if (character == '\\')
            {
                escaped = ++i;
            }
            else if (character == '#' && i > 0 && escaped != i - 1 && text[i - 1] is ' ' or '\t' && i + 1 < text.Length && text[i + 1] is ' ' or '#' or >= 'A' and <= 'Z' or >= 'a' and <= 'z')
            {
                return i;
            }
        }

        return -1;
    }

    private static Fix? FixOf(DockerfileInstruction instruction, TextSpan comment, TextSpan line, SourceText source)
    {
        // In the midst of a continued instruction the line's backslash would go along.
        if (comment.End < instruction.Span.End || source[comment.End - 1] == '\\')
        {
            return null;
        }

        var from = comment.Start;
        while (from > line.Start && source[from - 1] is ' ' or '\t')
        {
            from--;
        }

        return Fix.Safe(
            "Move the comment to the line above",
            TextEdit.Insert(source.Lines.StartOf(source.Lines.LineOf(instruction.Span.Start)), source.ToString(comment) + "\n"),
            TextEdit.Delete(TextSpan.FromBounds(from, comment.End)));
    }
}
