namespace EnvLint.Text;

/// <summary>A text with a grammar of its own inside a file, and the way back to the file's offsets.</summary>
/// <param name="File">The file that people see.</param>
/// <param name="Text">The characters of the embedded text.</param>
/// <param name="Map">Leads from offsets of <paramref name="Text"/> to offsets of <paramref name="File"/>.</param>
public sealed record EmbeddedText(SourceText File, string Text, SpanMap Map)
{
    /// <summary>A whole file as an embedded text: offsets stay what they are.</summary>
    /// <param name="file">The file.</param>
    public static EmbeddedText Whole(SourceText file) => new(file, file.Content, SpanMap.Slice(0, file.Length));

    /// <summary>The span in the file of a span in the embedded text.</summary>
    /// <param name="inner">A span of <see cref="Text"/>.</param>
    public TextSpan ToFile(TextSpan inner) => Map.ToOuter(inner);
}
