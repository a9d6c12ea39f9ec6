using System.Collections.Immutable;
using EnvLint.Engine;
using EnvLint.Text;

namespace EnvLint.Testing;

/// <summary>An example on the page of a rule.</summary>
/// <param name="IsBad">Whether the rules are to speak of it.</param>
/// <param name="Path">The file's path, which decides over its kind.</param>
/// <param name="Text">The file's text.</param>
/// <param name="Target">The declared target; null for none.</param>
/// <param name="Encoding">The file's encoding.</param>
/// <param name="Unreadable">Why the file cannot be read, for the page of the rule that says so; null for a readable one.</param>
/// <param name="Failing">Code of a rule that is made to throw, for the page of the rule that says so; null for none.</param>
/// <param name="Line">Line of the page on which the example's fence opens, from 1.</param>
/// <param name="Output">The findings that the page promises, one per line; empty for a good example.</param>
/// <param name="OutputSpan">Where they stand on the page.</param>
/// <param name="Today">The day of the run, for the page of the rule about old tables; null for the day on which all pages are executed.</param>
/// <param name="Beside">The other files of the root: path and text.</param>
public sealed record PageExample(
    bool IsBad,
    string Path,
    string Text,
    string? Target,
    TextEncoding Encoding,
    UnreadableReason? Unreadable,
    string? Failing,
    int Line,
    string Output,
    TextSpan OutputSpan,
    DateOnly? Today,
    ImmutableDictionary<string, string> Beside);

/// <summary>The examples on the page of a rule, which the tests execute.</summary>
/// <remarks>
/// An example is a fenced block with the info string <c>language bad path</c> or <c>language good path</c>, and attributes behind it:
/// <c>target=wsl2</c>, <c>encoding=utf8-bom|utf16le|utf16be</c>, <c>line-ends=crlf</c>;
/// <c>unreadable=Binary</c>, <c>failing=ENV001</c> and <c>today=2030-01-31</c> for the rules about the checker itself. The next fence after a bad one is
/// <c>text output</c> and holds what EnvLint says. A block <c>language beside path</c> is another file of the root for all examples behind it.
/// Blocks with none of these words are prose.
/// </remarks>
/// <param name="Examples">The examples in order.</param>
public sealed record PageExamples(ImmutableArray<PageExample> Examples)
{
    /// <summary>Reads the examples of a page.</summary>
    /// <param name="page">The page, in Markdown.</param>
    /// <exception cref="FormatException">The page breaks the form; the message names the line.</exception>
    public static PageExamples Parse(string page)
    {
        var examples = ImmutableArray.CreateBuilder<PageExample>();
        PageExample? pending = null;
        var beside = ImmutableDictionary.Create<string, string>(StringComparer.Ordinal);
        foreach (var fence in Fences(page))
        {
            var words = fence.Info.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            switch (words.ElementAtOrDefault(1))
            {
                case "bad" or "good" when pending is not null:
                    throw Broken(pending.Line, "a bad example needs a 'text output' block behind it");
                case "beside":
                    beside = beside.SetItem(words.ElementAtOrDefault(2) ?? throw Broken(fence.Line, "a file beside the examples needs its path"), fence.Content);
                    break;
                case "bad":
                    pending = Example(fence, words, isBad: true) with { Beside = beside };
                    break;
                case "good":
                    examples.Add(Example(fence, words, isBad: false) with { Beside = beside });
                    break;
                case "output" when pending is null:
                    throw Broken(fence.Line, "an output block belongs behind a bad example");
                case "output":
                    examples.Add(pending with { Output = fence.Content.TrimEnd('\n'), OutputSpan = fence.Span });
                    pending = null;
                    break;
            }
        }

        return pending is null
            ? new PageExamples(examples.ToImmutable())
            : throw Broken(pending.Line, "a bad example needs a 'text output' block behind it");
    }

    /// <summary>The page with other outputs behind its bad examples.</summary>
    /// <param name="page">The page that the examples were read from.</param>
    /// <param name="output">The findings of a bad example, one per line.</param>
    public string Rewrite(string page, Func<PageExample, string> output)
    {
        foreach (var example in Examples.Where(static example => example.IsBad).Reverse())
        {
            var text = output(example);
            page = string.Concat(page.AsSpan(0, example.OutputSpan.Start), text.Length == 0 ? "" : text + "\n", page.AsSpan(example.OutputSpan.End));
        }

        return page;
    }

    private static PageExample Example(Fence fence, string[] words, bool isBad)
    {
        if (words.Length < 3 || words[2].Contains('=', StringComparison.Ordinal))
        {
            throw Broken(fence.Line, "an example needs the path of its file: ```ini bad .wslconfig");
        }

        var example = new PageExample(isBad, words[2], fence.Content, Target: null, TextEncoding.Utf8, Unreadable: null, Failing: null, fence.Line, Output: "", OutputSpan: default, Today: null, Beside: ImmutableDictionary<string, string>.Empty);
        foreach (var word in words.Skip(3))
        {
            var equals = word.IndexOf('=', StringComparison.Ordinal);
            var value = equals < 0 ? "" : word[(equals + 1)..];
            example = (equals < 0 ? word : word[..equals]) switch
            {
                "target" => example with { Target = value },
                "encoding" => example with
                {
                    Encoding = value switch
                    {
                        "utf8-bom" => TextEncoding.Utf8Bom,
                        "utf16le" => TextEncoding.Utf16LittleEndian,
                        "utf16be" => TextEncoding.Utf16BigEndian,
                        _ => throw Broken(fence.Line, $"'{value}' is no encoding: utf8-bom, utf16le, utf16be"),
                    },
                },
                "line-ends" when value == "crlf" => example with { Text = fence.Content.Replace("\n", "\r\n", StringComparison.Ordinal) },
                "unreadable" when Enum.TryParse<UnreadableReason>(value, out var reason) => example with { Unreadable = reason },
                "failing" => example with { Failing = value },
                "today" => example with { Today = DateOnly.ParseExact(value, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) },
                _ => throw Broken(fence.Line, $"'{word}' is no attribute of an example: target=, encoding=, line-ends=crlf, unreadable=, failing=, today="),
            };
        }

        return example;
    }

    private static IEnumerable<Fence> Fences(string page)
    {
        if (page.Contains('\r', StringComparison.Ordinal))
        {
            throw new FormatException("a page has \\n at the end of each line");
        }

        var line = 0;
        for (var start = 0; start < page.Length;)
        {
            line++;
            var end = LineEnd(page, start);
            var ticks = Ticks(page, start);
            if (ticks < 3)
            {
                start = end;
                continue;
            }

            var info = page[(start + ticks)..end].Trim();
            var opened = line;
            var content = end;
            for (start = end; ; start = LineEnd(page, start))
            {
                if (start >= page.Length)
                {
                    throw Broken(opened, "the fence is never closed");
                }

                line++;
                if (Ticks(page, start) >= ticks && page[start..LineEnd(page, start)].Trim().All(static c => c == '`'))
                {
                    break;
                }
            }

            yield return new Fence(info, page[content..start], TextSpan.FromBounds(content, start), opened);
            start = LineEnd(page, start);
        }
    }

    private static int LineEnd(string page, int start)
    {
        var newline = page.IndexOf('\n', start);
        return newline < 0 ? page.Length : newline + 1;
    }

    private static int Ticks(string page, int start)
    {
        var end = start;
        while (end < page.Length && page[end] == '`')
        {
            end++;
        }

        return end - start;
    }

    private static FormatException Broken(int line, string message) => new($"line {line}: {message}");

    private sealed record Fence(string Info, string Content, TextSpan Span, int Line);
}
