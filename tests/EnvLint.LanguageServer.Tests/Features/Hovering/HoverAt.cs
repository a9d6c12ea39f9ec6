using EnvLint.LanguageServer.Features;
using EnvLint.Testing;

namespace EnvLint.LanguageServer.Tests.Features.Hovering;

/// <summary>Asks for the hover at the <c>$$</c> of a text.</summary>
internal static class HoverAt
{
    /// <summary>The Markdown; null where nothing is shown. The hover's span holds the place, and is the text of the marker <c>[|…|]</c> where there is one.</summary>
    public static string? Markdown(string path, string markup, params (string Path, string Text)[] beside) => Markdown(path, markup, [], beside);

    /// <summary>The same on targets.</summary>
    public static string? Markdown(string path, string markup, string[] targets, params (string Path, string Text)[] beside)
    {
        var parsed = Markup.Parse(markup, positions: true);
        var position = Assert.Single(parsed.Positions);
        var hover = HoverProvider.At(AnalysisOf.Text(path, parsed.Text, targets, beside), position, CancellationToken.None);
        if (hover is not null)
        {
            Assert.InRange(position, hover.Span.Start, hover.Span.End);
            foreach (var marked in parsed.Spans)
            {
                Assert.Equal(marked.Span, hover.Span);
            }
        }

        return hover?.Markdown;
    }

    /// <summary>Asserts that parts of a text stand in it in this order.</summary>
    public static void HasInOrder(string? text, params string[] parts)
    {
        Assert.NotNull(text);
        var from = 0;
        foreach (var part in parts)
        {
            var at = text.IndexOf(part, from, StringComparison.Ordinal);
            Assert.True(at >= 0, $"'{part}' is not in\n{text[from..]}");
            from = at + part.Length;
        }
    }
}
