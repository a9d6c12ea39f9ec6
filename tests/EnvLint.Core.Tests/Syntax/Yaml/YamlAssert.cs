using System.Text;
using EnvLint.Syntax.Yaml;
using EnvLint.Text;

namespace EnvLint.Core.Tests.Syntax.Yaml;

/// <summary>What holds for every tree of YAML, whatever the text.</summary>
internal static class YamlAssert
{
    /// <summary>Parses, and checks that every place lies in the text, in its parent, behind its neighbour, and shows what it says.</summary>
    public static YamlDocumentSet Parse(string text)
    {
        var file = new SourceText("a.yml", text);
        text = file.Content;
        var set = YamlParser.Parse(text, CancellationToken.None);
        var last = 0;
        foreach (var comment in set.Comments)
        {
            Assert.True(comment.Start >= last && comment.End <= text.Length, $"comment {comment}");
            Assert.Equal('#', text[comment.Start]);
            last = comment.End;
        }

        foreach (var error in set.Errors)
        {
            Assert.True(error.Span.Start >= 0 && error.Span.End <= text.Length, $"error {error}");
            Assert.NotEmpty(error.Message);
            Assert.DoesNotMatch(@"\.$", error.Message);
        }

        var position = 0;
        foreach (var document in set.Documents)
        {
            if (document.Root is { } root)
            {
                Node(root, file, position, set.IsComplete, isRoot: true);
                position = root.FullSpan.End;
            }
        }

        return set;
    }

    /// <summary>The one mapping of a text that has no errors.</summary>
    public static YamlMapping Mapping(string text)
    {
        var set = Parse(text);
        Assert.Empty(set.Errors);
        return Assert.IsType<YamlMapping>(set.Root);
    }

    /// <summary>The events of a tree, one on each line, in the notation of the YAML test suite.</summary>
    public static string Events(YamlDocumentSet set)
    {
        var text = new StringBuilder();
        foreach (var document in set.Documents)
        {
            text.Append("+DOC\n");
            if (document.Root is { } root)
            {
                Events(root, text);
            }

            text.Append("-DOC\n");
        }

        return text.ToString();
    }

    private static void Node(YamlNode node, SourceText file, int from, bool complete, bool isRoot = false)
    {
        var text = file.Content;
        Assert.True(node.FullSpan.Start >= from, $"{node.GetType().Name} {node.FullSpan} begins before {from}");
        Assert.True(node.Span.Start >= node.FullSpan.Start && node.Span.End == node.FullSpan.End && node.Span.End <= text.Length, $"{node.Span} in {node.FullSpan}");
        if (node.Anchor.Length > 0)
        {
            Assert.Contains("&" + node.Anchor, text[node.FullSpan.Start..node.Span.Start], StringComparison.Ordinal);
        }

        var slice = text[node.Span.Start..node.Span.End];
        var position = node.Span.Start;
        switch (node)
        {
            case YamlScalar scalar:
                Scalar(scalar, slice, file, isRoot);
                break;
            case YamlAlias alias:
                Assert.Equal("*" + alias.Name, slice);
                break;
            case YamlSequence sequence:
                Assert.True(complete || sequence.IsComplete || !sequence.IsFlow || slice.Length > 0);
                if (sequence is { IsFlow: true, IsComplete: true })
                {
                    Assert.StartsWith("[", slice, StringComparison.Ordinal);
                    Assert.EndsWith("]", slice, StringComparison.Ordinal);
                }

                foreach (var item in sequence.Items)
                {
                    Assert.True(item.Span.Start >= position && node.Span.Contains(item.Span), $"item {item.Span} in {node.Span} behind {position}");
                    if (!sequence.IsFlow)
                    {
                        Assert.Equal('-', text[item.Span.Start]);
                    }

                    Node(item.Value, file, item.Span.Start, complete);
                    Assert.Equal(item.Span.End, item.Value.FullSpan.End);
                    position = item.Span.End;
                }

                break;
            case YamlMapping mapping:
                if (mapping is { IsFlow: true, IsComplete: true } and not { Entries: [{ Key: YamlMapping or YamlSequence }] } && slice.StartsWith('{'))
                {
                    Assert.EndsWith("}", slice, StringComparison.Ordinal);
                }

                foreach (var entry in mapping.Entries)
                {
                    Assert.True(entry.Span.Start >= position && node.Span.Contains(entry.Span), $"entry {entry.Span} in {node.Span} behind {position}");
                    Node(entry.Key, file, entry.Span.Start, complete);
                    Node(entry.Value, file, entry.Key.FullSpan.End, complete);
                    position = entry.Span.End;
                }

                break;
        }
    }

    private static void Scalar(YamlScalar scalar, string slice, SourceText file, bool isRoot)
    {
        switch (scalar.Style)
        {
            case YamlScalarStyle.SingleQuoted:
                Assert.True(slice is ['\'', .., '\''], slice);
                break;
            case YamlScalarStyle.DoubleQuoted:
                Assert.True(slice is ['"', .., '"'], slice);
                break;
            case YamlScalarStyle.Literal:
                Assert.Equal('|', slice[0]);
                break;
            case YamlScalarStyle.Folded:
                Assert.Equal('>', slice[0]);
                break;
            default:
                Assert.Equal(slice.Trim(' ', '\n', '\r', '\t'), slice);
                break;
        }

        var embedded = scalar.ToEmbedded(file);
        Assert.Equal(scalar.Value, embedded.Text);
        if (!YamlScalarMap.TryRead(file.Content, scalar, out _))
        {
            // The library reads a block at the very margin in ways of its own; and nothing tells which blanks of a blank text are indentation.
            Assert.True(
                scalar.Style is YamlScalarStyle.Literal or YamlScalarStyle.Folded && (isRoot || string.IsNullOrWhiteSpace(scalar.Value)),
                $"no map of {scalar.Style} {slice}: {scalar.Value}");
            return;
        }

        // Each character leads to itself, to the escape that makes it, or to the line end that a blank stands for.
        var last = -1;
        for (var i = 0; i < embedded.Text.Length; i++)
        {
            var outer = embedded.Map.ToOuter(i);
            Assert.True(outer > last && outer < file.Length, $"{i} leads to {outer} behind {last}");
            last = outer;
            var there = file.Content[outer];
            var here = embedded.Text[i];
            Assert.True(
                here == there || (here == ' ' && there is '\r' or '\n' or '\u0085') || (here == '\n' && there is '\r' or '\u0085') || there == '\\' || file.Content[outer - 1] == '\\',
                $"{i} '{here}' leads to '{there}'");
        }
    }

    private static void Events(YamlNode node, StringBuilder text)
    {
        var properties = (node.Anchor.Length > 0 ? " &" + node.Anchor : "") + (node.Tag.Length > 0 ? $" <{node.Tag}>" : "");
        switch (node)
        {
            case YamlScalar scalar:
                var mark = scalar.Style switch
                {
                    YamlScalarStyle.SingleQuoted => '\'',
                    YamlScalarStyle.DoubleQuoted => '"',
                    YamlScalarStyle.Literal => '|',
                    YamlScalarStyle.Folded => '>',
                    _ => ':',
                };
                text.Append("=VAL").Append(properties).Append(' ').Append(mark)
                    .Append(scalar.Value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)
                        .Replace("\t", "\\t", StringComparison.Ordinal).Replace("\b", "\\b", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal))
                    .Append('\n');
                break;
            case YamlAlias alias:
                text.Append("=ALI *").Append(alias.Name).Append('\n');
                break;
            case YamlSequence sequence:
                text.Append("+SEQ").Append(sequence.IsFlow ? " []" : "").Append(properties).Append('\n');
                foreach (var item in sequence.Items)
                {
                    Events(item.Value, text);
                }

                text.Append("-SEQ\n");
                break;
            case YamlMapping mapping:
                text.Append("+MAP").Append(mapping.IsFlow ? " {}" : "").Append(properties).Append('\n');
                foreach (var entry in mapping.Entries)
                {
                    Events(entry.Key, text);
                    Events(entry.Value, text);
                }

                text.Append("-MAP\n");
                break;
        }
    }
}
