using EnvLint.Diagnostics;
using EnvLint.Text;

namespace EnvLint.Reporting.Display;

/// <summary>A file's part of a finding.</summary>
/// <param name="source">The file.</param>
/// <param name="marks">Its marks; not empty.</param>
internal sealed class FileMarks(SourceText source, List<FrameMark> marks)
{
    /// <summary>The file.</summary>
    public SourceText Source { get; } = source;

    /// <summary>Its marks; not empty.</summary>
    public List<FrameMark> Marks { get; } = marks;

    /// <summary>The marks of a finding by file: its own first, the others in the order in which the finding names them.</summary>
    /// <param name="diagnostic">The finding.</param>
    /// <param name="style">How its own place is shown.</param>
    /// <param name="asciiOnly">Whether labels are written in ASCII only.</param>
    public static List<FileMarks> Of(Diagnostic diagnostic, Style style, bool asciiOnly)
    {
        var files = new List<FileMarks>();
        Add(diagnostic.Source, diagnostic.Span, diagnostic.Label, isPrimary: true, style);
        foreach (var related in diagnostic.Related.AsSpan()[..Math.Min(FindingText.RelatedLimit, diagnostic.Related.Length)])
        {
            Add(related.Source, related.Span, related.Message, isPrimary: false, Style.Secondary);
        }

        return files;

        void Add(SourceText source, TextSpan span, string label, bool isPrimary, Style markStyle)
        {
            var mark = new FrameMark(source, span, VisibleText.Escape(label, asciiOnly), isPrimary, markStyle);
            foreach (var file in files)
            {
                if (ReferenceEquals(file.Source, source) || (file.Source.Path == source.Path && file.Source.Content == source.Content))
                {
                    file.Marks.Add(mark);
                    return;
                }
            }

            files.Add(new FileMarks(source, [mark]));
        }
    }

    /// <summary>The last line that any of them marks, from 0.</summary>
    /// <param name="files">The files of a finding.</param>
    public static int LastLineOf(List<FileMarks> files)
    {
        var last = 0;
        foreach (var file in files)
        {
            foreach (var mark in file.Marks)
            {
                last = Math.Max(last, mark.EndLine);
            }
        }

        return last;
    }
}
