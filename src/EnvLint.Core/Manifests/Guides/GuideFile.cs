using System.Collections.Immutable;
using EnvLint.Syntax.Markdown;
using EnvLint.Text;

namespace EnvLint.Manifests.Guides;

/// <summary>A guide: Markdown with commands that a person is to paste, and with files that a person is to write.</summary>
/// <param name="Source">The text.</param>
/// <param name="Document">Its blocks as Markdown.</param>
/// <param name="Steps">What it has a person do, in order.</param>
public sealed record GuideFile(SourceText Source, MarkdownDocument Document, ImmutableArray<GuideStep> Steps)
{
    /// <summary>Whether two places stand in parts of the guide of which a reader follows one: for Ubuntu and for Fedora, the one option and the other.</summary>
    /// <param name="first">A place in one step.</param>
    /// <param name="second">A place in another step.</param>
    public bool AreAlternatives(TextSpan first, TextSpan second)
    {
        var left = IndexOf(first);
        var right = IndexOf(second);
        if (left == right || left < 0 || right < 0)
        {
            return false;
        }

        return ReferenceEquals(Steps[left].Section, Steps[right].Section)
            ? Steps[left].Alternative != Steps[right].Alternative
            : GuideSection.AreAlternatives(Steps[left].Section, Steps[right].Section);
    }

    /// <summary>The section of the block that holds a place; null where no block does.</summary>
    /// <param name="place">The place.</param>
    public GuideSection? SectionOf(TextSpan place) => IndexOf(place) is >= 0 and var index ? Steps[index].Section : null;

    // The step that holds a place; -1 for none.
    private int IndexOf(TextSpan place)
    {
        var low = 0;
        var high = Steps.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Steps[middle].Block.Span.Start <= place.Start)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low > 0 && Steps[low - 1].Block.Span.End >= place.Start ? low - 1 : -1;
    }
}
