using System.Text;

namespace EnvLint.LanguageServer.Features;

/// <summary>A page of Markdown that is written block by block, and ends where it would become too long to read.</summary>
internal sealed class MarkdownPage
{
    private const int MaximumBytes = 7_500;

    private readonly StringBuilder _text = new();
    private readonly List<string> _sources = [];
    private int _bytes;
    private bool _isFull;
    private bool _isList;

    /// <summary>Whether nothing was written.</summary>
    public bool IsEmpty => _text.Length == 0;

    /// <summary>Adds a paragraph.</summary>
    /// <param name="markdown">Its Markdown; empty for none.</param>
    public void Paragraph(string markdown) => Add(markdown, "\n\n");

    /// <summary>Adds an item to the list that is written, or begins one.</summary>
    /// <param name="markdown">The item's Markdown; empty for none.</param>
    public void Item(string markdown)
    {
        if (markdown.Length > 0)
        {
            Add("- " + markdown, _isList ? "\n" : "\n\n");
            _isList = true;
        }
    }

    /// <summary>Adds a line between two parts, where something stands above it.</summary>
    public void Rule()
    {
        if (!IsEmpty)
        {
            Add("---", "\n\n");
        }
    }

    /// <summary>Notes where something is known from; written once, by <see cref="Sources"/>.</summary>
    /// <param name="source">The source of a table; empty for none.</param>
    /// <param name="asOf">The table's date.</param>
    public void From(string source, string asOf)
    {
        var text = MarkdownText.Source(source, asOf);
        if (source.Length > 0 && !_sources.Contains(text))
        {
            _sources.Add(text);
        }
    }

    /// <summary>Writes what was noted, in small letters.</summary>
    public void Sources()
    {
        if (_sources.Count > 0)
        {
            Paragraph($"*From {string.Join("; ", _sources)}*");
            _sources.Clear();
        }
    }

    /// <summary>Adds another page, with what it notes of sources.</summary>
    /// <param name="other">The other page.</param>
    public void Take(MarkdownPage other)
    {
        Paragraph(other.ToString());
        foreach (var source in other._sources)
        {
            if (!_sources.Contains(source))
            {
                _sources.Add(source);
            }
        }
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    private void Add(string markdown, string between)
    {
        if (markdown.Length == 0 || _isFull)
        {
            return;
        }

        _isList = false;
        var bytes = Encoding.UTF8.GetByteCount(markdown) + between.Length;
        if (_bytes + bytes > MaximumBytes)
        {
            _isFull = true;
            markdown = "…";
            bytes = 4;
        }

        _text.Append(_text.Length == 0 ? "" : between).Append(markdown);
        _bytes += bytes;
    }
}
