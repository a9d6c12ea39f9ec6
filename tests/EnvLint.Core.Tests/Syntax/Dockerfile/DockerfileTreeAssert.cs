using System.Text;
using EnvLint.Syntax.Dockerfile;
using EnvLint.Testing;
using EnvLint.Text;

namespace EnvLint.Core.Tests.Syntax.Dockerfile;

/// <summary>What holds for the tree of any text.</summary>
internal static class DockerfileTreeAssert
{
    public static DockerfileTree Sound(string text)
    {
        var tree = DockerfileParser.Parse(text);
        Assert.Same(text, tree.Text);
        TreeAssert.Tiles(text, tree.Tokens, static token => token.Span);
        Assert.Equal(text, string.Concat(tree.Tokens.Select(token => text.Substring(token.Start, token.Length))));
        TreeAssert.Within(text, tree.Errors.Select(static error => error.Span));
        TreeAssert.Within(text, tree.Comments);
        TreeAssert.Within(text, tree.Directives.SelectMany(static directive => (TextSpan[])[directive.Span, directive.ValueSpan]));
        Assert.Equal(tree.Errors.OrderBy(static error => error.Span.Start).Select(static error => error.Span.Start), tree.Errors.Select(static error => error.Span.Start));
        Assert.Equal(tree.HasStage, tree.Instructions.Any(static instruction => instruction.Kind == DockerfileInstructionKind.From));
        var last = 0;
        foreach (var instruction in tree.Instructions)
        {
            Assert.True(instruction.Span.Start >= last, "instructions are in order");
            last = instruction.Span.End;
            Sound(text, instruction);
        }

        Assert.DoesNotContain("\r\r", DockerfileTreePrinter.Print(tree), StringComparison.Ordinal);
        return tree;
    }

    /// <summary>Each character that a map leads to is the character it came from.</summary>
    public static void SameCharacters(string text, string inner, SpanMap map)
    {
        for (var i = 0; i < inner.Length; i++)
        {
            var outer = map.ToOuter(i);
            Assert.True(outer < text.Length && text[outer] == inner[i], $"character {i} of \"{inner}\" leads to {outer}");
        }
    }

    private static void Sound(string text, DockerfileInstruction instruction)
    {
        TreeAssert.Within(text, [instruction.Span, instruction.KeywordSpan, instruction.ArgumentSpan]);
        Assert.True(instruction.Span.Contains(instruction.KeywordSpan));
        Assert.True(instruction.Span.Contains(instruction.ArgumentSpan));
        SameCharacters(text, instruction.ArgumentText, instruction.ArgumentMap);
        Assert.Equal(instruction.ArgumentText.Length == 0, instruction.ArgumentSpan.IsEmpty);
        foreach (var flag in instruction.Flags)
        {
            Assert.True(instruction.Span.Contains(flag.Span));
            Assert.True(flag.Span.Contains(flag.ValueSpan));
            SameCharacters(text, flag.Value ?? "", flag.ValueMap);
        }

        foreach (var word in instruction.Words)
        {
            Assert.True(instruction.ArgumentSpan.Contains(word.Span));
            if (instruction.Form != DockerfileForm.Exec)
            {
                SameCharacters(text, word.Raw, word.Map);
            }
        }

        foreach (var pair in instruction.Pairs)
        {
            Assert.True(instruction.ArgumentSpan.Contains(pair.NameSpan));
            Assert.True(instruction.ArgumentSpan.Contains(pair.ValueSpan));
            SameCharacters(text, pair.Value ?? "", pair.ValueMap);
        }

        foreach (var heredoc in instruction.Heredocs)
        {
            Assert.True(instruction.ArgumentSpan.Contains(heredoc.OperatorSpan));
            Assert.StartsWith("<<", text[heredoc.OperatorSpan.Start..].Replace("\\\n", "", StringComparison.Ordinal).Replace("\\\r\n", "", StringComparison.Ordinal).Replace("`\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
            SameCharacters(text, heredoc.Body, heredoc.BodyMap);
        }

        if (instruction.Trigger is { } trigger)
        {
            Assert.True(instruction.Span.Contains(trigger.Span));
            Sound(text, trigger);
        }
    }

    /// <summary>Kind and form, flags, words, pairs and here-documents on one line, for tables.</summary>
    public static string Show(DockerfileInstruction instruction)
    {
        var output = new StringBuilder(instruction.Kind.ToString().ToUpperInvariant());
        if (instruction.Form != DockerfileForm.None)
        {
            output.Append(instruction.Form == DockerfileForm.Exec ? "[]" : "()");
        }

        foreach (var flag in instruction.Flags)
        {
            output.Append(" --").Append(flag.Name).Append(flag.Value is null ? "" : "=" + flag.Value);
        }

        if (instruction.Trigger is { } trigger)
        {
            return output.Append(" > ").Append(Show(trigger)).ToString();
        }

        foreach (var word in instruction.Words)
        {
            output.Append(" <").Append(word.Raw).Append('>');
        }

        foreach (var pair in instruction.Pairs)
        {
            output.Append(" {").Append(pair.Name).Append(pair.Value is null ? "" : (pair.IsLegacy ? "~" : "=") + pair.Value).Append('}');
        }

        if (instruction.Words.IsEmpty && instruction.Pairs.IsEmpty && instruction.ArgumentText.Length > 0)
        {
            output.Append(" |").Append(instruction.ArgumentText).Append('|');
        }

        foreach (var heredoc in instruction.Heredocs)
        {
            output.Append(" @").Append(heredoc.FileDescriptor >= 0 ? heredoc.FileDescriptor : "").Append(heredoc.StripsTabs ? "-" : "")
                .Append(heredoc.IsQuoted ? "'" : "").Append(heredoc.Delimiter).Append(heredoc.IsClosed ? ":" : "?:").Append(heredoc.Body.ReplaceLineEndings("/"));
        }

        return output.ToString();
    }
}
