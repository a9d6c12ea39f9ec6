using EnvLint.LanguageServer.Analysis;
using EnvLint.LanguageServer.Features;
using EnvLint.Testing;

namespace EnvLint.LanguageServer.Tests.Features.Completing;

/// <summary>What is offered at <c>$$</c> of a text.</summary>
/// <param name="analysis">The document.</param>
/// <param name="position">Where the cursor was.</param>
internal sealed class Completed(DocumentAnalysis analysis, int position)
{
    /// <summary>The document.</summary>
    public DocumentAnalysis Analysis { get; } = analysis;

    /// <summary>What is offered.</summary>
    public IReadOnlyList<Completion> Items { get; } = [.. CompletionProvider.At(analysis, position, CancellationToken.None)];

    /// <summary>The labels in the order in which they are shown.</summary>
    public IReadOnlyList<string> Labels => [.. Items.OrderBy(static item => item.SortText, StringComparer.Ordinal).Select(static item => item.Label)];

    /// <summary>Completes at <c>$$</c>.</summary>
    /// <param name="path">The document's path.</param>
    /// <param name="markup">Its text.</param>
    /// <param name="targets">Its targets.</param>
    /// <param name="beside">Files beside it.</param>
    public static Completed At(string path, string markup, string[]? targets = null, params (string Path, string Text)[] beside)
    {
        var marked = Markup.Parse(markup, positions: true);
        var completed = new Completed(AnalysisOf.Text(path, marked.Text, targets ?? [], beside), Assert.Single(marked.Positions));
        completed.AssertWellFormed(Assert.Single(marked.Positions));
        return completed;
    }

    /// <summary>The text after an offer was taken.</summary>
    /// <param name="label">Its label.</param>
    public string Accept(string label) => Accept(Assert.Single(Items, item => item.Label == label));

    /// <summary>The text after an offer was taken.</summary>
    /// <param name="item">The offer.</param>
    public string Accept(Completion item) => Analysis.Text.Content.Remove(item.Edit.Span.Start, item.Edit.Span.Length).Insert(item.Edit.Span.Start, item.Edit.NewText);

    private void AssertWellFormed(int cursor)
    {
        Assert.True(Items.Count <= CompletionProvider.MaximumCount);
        Assert.Equal(Items.Count, Items.Select(static item => item.Label).Distinct(StringComparer.Ordinal).Count());
        foreach (var item in Items)
        {
            // Clients demand that the edit holds the cursor and stays on its line.
            Assert.InRange(cursor, item.Edit.Span.Start, item.Edit.Span.End);
            Assert.DoesNotContain('\n', Analysis.Text.ToString(item.Edit.Span));
            Assert.DoesNotContain('\n', item.Edit.NewText);
            Assert.NotEqual("", item.Label);
        }
    }
}
