using EnvLint.Engine;
using EnvLint.Environment;
using EnvLint.LanguageServer.Analysis;
using EnvLint.Manifests;
using EnvLint.Text;

namespace EnvLint.LanguageServer.Features.Completing;

/// <summary>Where something is completed: a place in the document, or in a manifest that stands inside it.</summary>
internal sealed class CompletionSite
{
    private readonly SourceText _source;
    private readonly int _outerPosition;
    private readonly Func<FileAnalysis?> _analyze;
    private FileAnalysis? _file;
    private bool _isAnalyzed;

    private CompletionSite(DocumentAnalysis analysis, SourceText source, ManifestKind kind, int position, int outerPosition, Func<FileAnalysis?> analyze, CancellationToken cancellationToken)
    {
        Analysis = analysis;
        Kind = kind;
        CancellationToken = cancellationToken;
        _source = source;
        _analyze = analyze;
        var line = source.LineSpan(source.Lines.LineOf(position));
        LineStart = line.Start;
        LineEnd = line.End;

        // Between \r and \n is no place of its own.
        Position = Math.Min(position, LineEnd);
        _outerPosition = outerPosition - (position - Position);
    }

    /// <summary>The document.</summary>
    public DocumentAnalysis Analysis { get; }

    /// <summary>The kind of <see cref="Text"/>.</summary>
    public ManifestKind Kind { get; }

    /// <summary>The text that is completed: the document's, or that of a manifest inside it.</summary>
    public string Text => _source.Content;

    /// <summary>The lines but that of the cursor, which says nothing yet, without blanks around them.</summary>
    public IEnumerable<string> OtherLines()
    {
        for (var line = 0; line < _source.Lines.Count; line++)
        {
            var span = _source.LineSpan(line);
            if (span.Start != LineStart)
            {
                yield return _source.ToString(span).Trim();
            }
        }
    }

    /// <summary>Offset of the cursor in <see cref="Text"/>.</summary>
    public int Position { get; }

    /// <summary>Where the cursor's line begins.</summary>
    public int LineStart { get; }

    /// <summary>Where the cursor's line ends, without its line end.</summary>
    public int LineEnd { get; }

    /// <summary>Ends the work.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>What is known of <see cref="Text"/>; null for a configuration file.</summary>
    public FileAnalysis? File
    {
        get
        {
            if (!_isAnalyzed)
            {
                _isAnalyzed = true;
                _file = _analyze();
            }

            return _file;
        }
    }

    /// <summary>The cursor's line up to the cursor.</summary>
    public ReadOnlySpan<char> Before => Text.AsSpan(LineStart, Position - LineStart);

    /// <summary>A place in the document itself.</summary>
    /// <param name="analysis">The document.</param>
    /// <param name="position">Offset in it.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static CompletionSite Of(DocumentAnalysis analysis, int position, CancellationToken cancellationToken)
    {
        position = Math.Clamp(position, 0, analysis.Text.Length);
        return new CompletionSite(analysis, analysis.Text, analysis.Kind, position, position, () => analysis.File, cancellationToken);
    }

    /// <summary>The same place in a text that stands inside this one.</summary>
    /// <param name="inner">The text.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="path">The path that it is given.</param>
    /// <returns>Null where the cursor is outside it.</returns>
    public CompletionSite? Inside(EmbeddedText inner, ManifestKind kind, string path)
    {
        if (InnerPosition(inner) is not { } position)
        {
            return null;
        }

        var source = new SourceText(path, inner.Text);
        var options = Analysis.Options with { Files = null, Index = null, Scope = ScopeKind.Unknown };
        return source.Length != inner.Text.Length
            ? null
            : new CompletionSite(Analysis, source, kind, position, _outerPosition, () => FileAnalysis.Of(source, kind, options, CancellationToken), CancellationToken);
    }

    /// <summary>The place in the document of a stretch around the cursor.</summary>
    /// <param name="span">A stretch of <see cref="Text"/> that holds the cursor, or touches it.</param>
    /// <returns>Null where the stretch does not stand in the document as it is.</returns>
    public TextSpan? ToDocument(TextSpan span)
    {
        var start = _outerPosition - (Position - span.Start);
        var document = Analysis.Text.Content;
        return start >= 0 && start + span.Length <= document.Length && document.AsSpan(start, span.Length).SequenceEqual(Text.AsSpan(span.Start, span.Length))
            ? new TextSpan(start, span.Length)
            : null;
    }

    /// <summary>The word around the cursor.</summary>
    /// <param name="isPart">Whether a character belongs to words.</param>
    public TextSpan WordOf(Func<char, bool> isPart)
    {
        var start = Position;
        while (start > LineStart && isPart(Text[start - 1]))
        {
            start--;
        }

        var end = Position;
        while (end < LineEnd && isPart(Text[end]))
        {
            end++;
        }

        return TextSpan.FromBounds(start, end);
    }

    // Offsets of the inner text lead to ever larger ones of the outer text.
    private int? InnerPosition(EmbeddedText inner)
    {
        var low = 0;
        var high = inner.Text.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (inner.Map.ToOuter(middle) < _outerPosition)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        if (inner.Map.ToOuter(low) == _outerPosition)
        {
            return low;
        }

        // The end of a stretch, behind its last character.
        return low > 0 && inner.Map.ToOuter(low - 1) + 1 == _outerPosition ? low : null;
    }
}
