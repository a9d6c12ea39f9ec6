using System.Text;
using EnvLint.Text;

namespace EnvLint.Syntax.Markdown;

/// <summary>A Markdown text made ready for the library: broken fences closed, nesting bounded, front matter taken out; and the way back to the offsets of the file.</summary>
/// <remarks>
/// <para>What people see of a guide is often not what its fences say: the closing fence hangs at the end of the last line of code, or is missing.
/// Such a fence is closed where the text goes on as if it had been.</para>
/// <para>The library fails on deep nesting, and takes long on nesting that is not quite so deep.</para>
/// </remarks>
internal sealed class PreparedMarkdown
{
    private readonly Shift[] _shifts;

    private PreparedMarkdown(string text, string guarded, Shift[] shifts, TextSpan frontMatter)
    {
        Text = text;
        Guarded = guarded;
        _shifts = shifts;
        FrontMatter = frontMatter;
    }

    /// <summary>The text with its fences closed.</summary>
    public string Text { get; }

    /// <summary><see cref="Text"/> with blanks in the place of front matter and of what is nested too deep: what the library reads.</summary>
    public string Guarded { get; }

    /// <summary>The metadata above the text, in offsets of the file.</summary>
    public TextSpan FrontMatter { get; }

    /// <summary>Where a closing fence stands at the end of a line of code, in offsets of the file.</summary>
    public IEnumerable<int> HangingFences
    {
        get
        {
            foreach (var shift in _shifts)
            {
                if (Text[shift.At] == '\n')
                {
                    yield return shift.At - shift.Before;
                }
            }
        }
    }

    /// <summary>Prepares a text.</summary>
    /// <param name="text">The file's text.</param>
    public static PreparedMarkdown Create(string text)
    {
        var frontMatter = FindFrontMatter(text);
        var insertions = new FenceRepair(text, frontMatter.End).Find();
        var guarded = NestingGuard.Blank(text, frontMatter);
        if (insertions.Count == 0)
        {
            return new PreparedMarkdown(text, guarded, [], frontMatter);
        }

        var shifts = new Shift[insertions.Count];
        var before = 0;
        for (var i = 0; i < shifts.Length; i++)
        {
            shifts[i] = new Shift(insertions[i].At + before, insertions[i].Text.Length, before);
            before += insertions[i].Text.Length;
        }

        return new PreparedMarkdown(Insert(text, insertions), Insert(guarded, insertions), shifts, frontMatter);
    }

    /// <summary>The offset in the file of an offset in <see cref="Text"/>. What was put in stands at one place there.</summary>
    /// <param name="position">An offset in <see cref="Text"/>.</param>
    public int ToFile(int position)
    {
        var low = CountUpTo(position);
        if (low == 0)
        {
            return position;
        }

        var last = _shifts[low - 1];
        return Math.Max(position - last.Length, last.At) - last.Before;
    }

    /// <summary>The next stretch of the file's own characters.</summary>
    /// <param name="start">Where to begin.</param>
    /// <param name="end">Where to stop.</param>
    /// <returns>A span of <see cref="Text"/>; empty where there is none.</returns>
    public TextSpan NextOwn(int start, int end)
    {
        var index = CountUpTo(start);
        if (index > 0)
        {
            start = Math.Max(start, _shifts[index - 1].At + _shifts[index - 1].Length);
        }

        return TextSpan.FromBounds(start, Math.Max(start, index < _shifts.Length ? Math.Min(end, _shifts[index].At) : end));
    }

    // How many insertions begin at an offset or before it.
    private int CountUpTo(int position)
    {
        var low = 0;
        var high = _shifts.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_shifts[middle].At <= position)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    // "---" or "+++" on the first line, up to the next line of the same.
    private static TextSpan FindFrontMatter(string text)
    {
        if (!text.StartsWith("---", StringComparison.Ordinal) && !text.StartsWith("+++", StringComparison.Ordinal))
        {
            return default;
        }

        var fence = text[..3];
        var isFirst = true;
        foreach (var line in new TextLineEnumerator(text, 0))
        {
            var isFence = text.AsSpan(line.Start, line.Length).TrimEnd(" \t").SequenceEqual(fence);
            if (isFirst != isFence && isFirst)
            {
                return default;
            }

            if (isFence && !isFirst)
            {
                return new TextSpan(0, line.End);
            }

            isFirst = false;
        }

        return default;
    }

    private static string Insert(string text, List<FenceInsertion> insertions)
    {
        var result = new StringBuilder(text.Length + (insertions.Count * 8));
        var done = 0;
        foreach (var insertion in insertions)
        {
            result.Append(text, done, insertion.At - done).Append(insertion.Text);
            done = insertion.At;
        }

        return result.Append(text, done, text.Length - done).ToString();
    }

    /// <summary>Text that was put in.</summary>
    /// <param name="At">Where, in the prepared text.</param>
    /// <param name="Length">How much.</param>
    /// <param name="Before">How much was put in before it.</param>
    private readonly record struct Shift(int At, int Length, int Before);
}
