using EnvLint.LanguageServer.Analysis;
using EnvLint.LanguageServer.Features;
using EnvLint.Text;

namespace EnvLint.LanguageServer.Tests.Features;

/// <summary>Makes edits, as an editor would.</summary>
internal static class Edits
{
    /// <summary>The document with an action's edits.</summary>
    /// <param name="analysis">The document.</param>
    /// <param name="action">An action that changes this document only.</param>
    public static string Apply(DocumentAnalysis analysis, CodeAction action)
    {
        var edit = Assert.Single(action.Edits);
        Assert.Equal(analysis.Address, edit.Address);
        Assert.Same(analysis.Text, edit.Text);
        Assert.Equal(analysis.Version, edit.Version);
        return Apply(analysis.Text.Content, edit.Edits);
    }

    /// <summary>A text with edits, which must be in order and apart.</summary>
    /// <param name="text">The text.</param>
    /// <param name="edits">The edits.</param>
    public static string Apply(string text, IEnumerable<TextEdit> edits)
    {
        var end = text.Length;
        foreach (var edit in edits.Reverse())
        {
            Assert.InRange(edit.Span.End, edit.Span.Start, end);
            end = edit.Span.Start;
            text = string.Concat(text.AsSpan(0, edit.Span.Start), edit.NewText, text.AsSpan(edit.Span.End));
        }

        return text;
    }
}
