using System.Collections.Immutable;
using EnvLint.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace EnvLint.Syntax.Yaml;

/// <summary>Reads YAML: events of the library in, a tree with places out.</summary>
/// <remarks>
/// The library stops at the first error. What was read before it stands, and the tree says that it is not complete.
/// Nothing recurses here, and nesting is bounded, so that whoever walks the tree may recurse.
/// </remarks>
public sealed class YamlParser
{
    /// <summary>How deep sequences and mappings may nest.</summary>
    public const int MaxDepth = 256;

    private const string DocumentMarker = "---";

    private readonly string _text;
    private readonly Scanner _scanner;
    private readonly List<Frame> _frames = [];
    private readonly List<YamlItem> _items = [];
    private readonly List<YamlEntry> _entries = [];
    private readonly ImmutableArray<YamlDocument>.Builder _documents = ImmutableArray.CreateBuilder<YamlDocument>();
    private readonly ImmutableArray<TextSpan>.Builder _comments = ImmutableArray.CreateBuilder<TextSpan>();
    private readonly ImmutableArray<SyntaxError>.Builder _errors = ImmutableArray.CreateBuilder<SyntaxError>();
    private Dictionary<string, YamlNode?>? _anchors;
    private YamlNode? _root;
    private bool _inDocument;
    private TextSpan _marker;

    // Behind the last character that belongs to a node or an indicator: comments and dashes are looked for from here on.
    private int _cursor;

    private YamlParser(string text)
    {
        _text = text;
        _scanner = new Scanner(new StringReader(text), skipComments: true);
    }

    /// <summary>Parses a text. Never throws for what stands in it; linear in its length.</summary>
    /// <param name="text">The text, without byte order mark.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static YamlDocumentSet Parse(string text, CancellationToken cancellationToken)
    {
        var parser = new YamlParser(text);
        var isComplete = parser.Run(cancellationToken);
        return new YamlDocumentSet(parser._documents.DrainToImmutable(), parser._comments.DrainToImmutable(), parser._errors.DrainToImmutable(), isComplete);
    }

    private bool Run(CancellationToken cancellationToken)
    {
        var events = new Parser(_scanner);
        var count = 0;
        try
        {
            while (events.MoveNext())
            {
                if ((++count & 0x3FF) == 0)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                }

                if (!Take(events.Current!))
                {
                    Stop();
                    return false;
                }
            }

            AdvanceTo(_text.Length);
            return true;
        }
        catch (YamlException exception)
        {
            var start = (int)exception.Start.Index;
            var end = (int)exception.End.Index;

            // Some errors come without a place: it is where the library was.
            if (end == 0)
            {
                start = end = (int)_scanner.CurrentPosition.Index;
            }

            _errors.Add(YamlErrors.Describe(_text, start, end, exception.Message));
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            // The library gives up on some texts that other readers take, such as an item at the margin inside brackets: that is no error,
            // but no more is known. A bracket that is never closed is one for everybody.
            if (YamlBrackets.FindUnclosed(_text, OpenBracket()) is { } bracket)
            {
                _errors.Add(new SyntaxError(bracket, $"'{_text[bracket.Start]}' is never closed"));
            }
        }

        Stop();
        return false;
    }

    // Where the outermost open bracket may stand: it is known, or the library was still looking for its end.
    private int OpenBracket()
    {
        foreach (var frame in _frames)
        {
            if (frame.IsBracketed)
            {
                return frame.Start;
            }
        }

        return _cursor;
    }

    private bool Take(ParsingEvent next)
    {
        switch (next)
        {
            case Scalar scalar:
                AddScalar(scalar);
                return true;
            case MappingStart mapping:
                return Open(mapping, isMapping: true, mapping.Style == MappingStyle.Flow);
            case SequenceStart sequence:
                return Open(sequence, isMapping: false, sequence.Style == SequenceStyle.Flow);
            case MappingEnd or SequenceEnd:
                Close((int)next.Start.Index, isComplete: true);
                return true;
            case AnchorAlias alias:
                AddAlias(alias);
                return true;
            case DocumentStart start:
                if (!start.IsImplicit)
                {
                    AdvanceTo((int)start.End.Index);
                }

                _inDocument = true;
                _marker = start.IsImplicit ? default : new TextSpan((int)start.End.Index - DocumentMarker.Length, DocumentMarker.Length);
                _root = null;
                _anchors?.Clear();
                return true;
            case DocumentEnd:
                EndDocument();
                return true;
            default:
                return true;
        }
    }

    private void EndDocument()
    {
        if (_inDocument)
        {
            _documents.Add(new YamlDocument(_root, _marker));
            _inDocument = false;
        }
    }

    // What was read before an error stands.
    private void Stop()
    {
        if (_errors.Count > 0)
        {
            AdvanceTo(_errors[^1].Span.Start);
        }

        while (_frames.Count > 0)
        {
            Close(_cursor, isComplete: false);
        }

        EndDocument();
    }

    private void AddScalar(Scalar scalar)
    {
        var fullStart = (int)scalar.Start.Index;
        var end = (int)scalar.End.Index;
        FindDash(fullStart);
        var hasProperties = !scalar.Anchor.IsEmpty || !scalar.Tag.IsEmpty;
        var style = scalar.Style switch
        {
            ScalarStyle.SingleQuoted => YamlScalarStyle.SingleQuoted,
            ScalarStyle.DoubleQuoted => YamlScalarStyle.DoubleQuoted,
            ScalarStyle.Literal => YamlScalarStyle.Literal,
            ScalarStyle.Folded => YamlScalarStyle.Folded,
            _ => YamlScalarStyle.Plain,
        };
        TextSpan span;
        if (style == YamlScalarStyle.Plain && scalar.Value.Length == 0)
        {
            if (hasProperties)
            {
                // The end is that of whatever follows.
                var behind = SkipProperties(fullStart, scalar);
                AdvanceTo(fullStart);
                _cursor = behind;
                span = new TextSpan(behind, 0);
            }
            else
            {
                // The place of a value that is left out is behind its colon or dash; otherwise the library names that of the next token.
                if (fullStart == 0 || fullStart > _text.Length || fullStart < _cursor || _text[fullStart - 1] is not (':' or '-' or '?'))
                {
                    fullStart = _cursor;
                }

                AdvanceTo(fullStart);
                span = new TextSpan(fullStart, 0);
            }
        }
        else
        {
            var start = hasProperties ? SkipProperties(fullStart, scalar) : fullStart;
            AdvanceTo(start);
            if (style is YamlScalarStyle.Literal or YamlScalarStyle.Folded)
            {
                // A comment may stand behind the indicator.
                AdvanceTo(Math.Min(YamlCharacters.EndOfLine(_text, start), end));
                span = TextSpan.FromBounds(start, EndOfBlock(start, end));
            }
            else
            {
                span = TextSpan.FromBounds(start, end);
            }

            _cursor = end;
        }

        Add(new YamlScalar
        {
            Span = span,
            FullSpan = TextSpan.FromBounds(Math.Min(fullStart, span.Start), span.End),
            Anchor = scalar.Anchor.IsEmpty ? "" : scalar.Anchor.Value,
            Tag = scalar.Tag.IsEmpty ? "" : scalar.Tag.Value,
            Value = scalar.Value,
            Style = style,
        });
    }

    // The end of the last line that shows anything, or of the line with the indicator.
    private int EndOfBlock(int start, int end)
    {
        var header = YamlCharacters.EndOfLine(_text, start);
        var last = end;
        while (last > header && YamlCharacters.IsBlankOrBreak(_text[last - 1]))
        {
            last--;
        }

        return last <= header ? Math.Min(header, end) : Math.Min(YamlCharacters.EndOfLine(_text, last), Math.Max(end, last));
    }

    private void AddAlias(AnchorAlias alias)
    {
        var name = alias.Value.Value;
        var span = TextSpan.FromBounds((int)alias.Start.Index, (int)alias.End.Index);
        FindDash(span.Start);
        AdvanceTo(span.Start);
        _cursor = span.End;
        YamlNode? target = null;
        if (_anchors?.TryGetValue(name, out target) != true)
        {
            _errors.Add(new SyntaxError(span, $"no anchor '&{name}' stands above this alias"));
        }

        Add(new YamlAlias { Span = span, FullSpan = span, Name = name, Target = target });
    }

    private bool Open(NodeEvent start, bool isMapping, bool isFlow)
    {
        var fullStart = (int)start.Start.Index;
        if (_frames.Count >= MaxDepth)
        {
            _errors.Add(new SyntaxError(new TextSpan(fullStart, Math.Min(1, _text.Length - fullStart)), "sequences and mappings nest deeper than 256 levels"));
            return false;
        }

        FindDash(fullStart);

        // A single pair inside brackets is a mapping without braces, and the library names no place for it: its first key says where it is.
        var isPair = isMapping && isFlow && fullStart < _cursor;
        var hasProperties = !start.Anchor.IsEmpty || !start.Tag.IsEmpty;
        var content = hasProperties ? SkipProperties(fullStart, start) : fullStart;
        if (isPair)
        {
            fullStart = content = _cursor;
        }

        AdvanceTo(content);
        var bracketed = isFlow && !isPair && content < _text.Length && _text[content] is '[' or '{';
        if (bracketed)
        {
            _cursor = content + 1;
        }

        var anchor = start.Anchor.IsEmpty ? "" : start.Anchor.Value;
        if (anchor.Length > 0)
        {
            // Not known until it is read: an alias inside stands for what it is a part of.
            (_anchors ??= new(StringComparer.Ordinal))[anchor] = null;
        }

        _frames.Add(new Frame(isMapping, isFlow, bracketed, fullStart, content, anchor, start.Tag.IsEmpty ? "" : start.Tag.Value, _items.Count, _entries.Count));
        return true;
    }

    private void Close(int endMark, bool isComplete)
    {
        var frame = _frames[^1];
        _frames.RemoveAt(_frames.Count - 1);
        if (frame.IsBracketed && isComplete)
        {
            AdvanceTo(endMark);
            _cursor = Math.Min(endMark + 1, _text.Length);
        }

        YamlNode node;
        if (frame.IsMapping)
        {
            var entries = Cut(_entries, frame.FirstEntry);
            var isPair = frame.IsFlow && !frame.IsBracketed && !entries.IsEmpty;
            var span = isPair ? entries[0].Span : Covered(frame, entries.IsEmpty ? null : entries[^1].Span);
            node = new YamlMapping
            {
                Span = span,
                FullSpan = isPair ? span : TextSpan.FromBounds(frame.FullStart, span.End),
                Anchor = frame.Anchor,
                Tag = frame.Tag,
                Entries = entries,
                IsFlow = frame.IsFlow,
                IsComplete = isComplete,
            };
        }
        else
        {
            var items = Cut(_items, frame.FirstItem);
            var span = Covered(frame, items.IsEmpty ? null : items[^1].Span);
            node = new YamlSequence
            {
                Span = span,
                FullSpan = TextSpan.FromBounds(frame.FullStart, span.End),
                Anchor = frame.Anchor,
                Tag = frame.Tag,
                Items = items,
                IsFlow = frame.IsFlow,
                IsComplete = isComplete,
            };
        }

        Add(node);
    }

    private TextSpan Covered(Frame frame, TextSpan? last) =>
        TextSpan.FromBounds(frame.Start, frame.IsBracketed ? Math.Max(_cursor, frame.Start) : Math.Max(last?.End ?? frame.Start, frame.Start));

    private void Add(YamlNode node)
    {
        if (node.Anchor.Length > 0)
        {
            (_anchors ??= new(StringComparer.Ordinal))[node.Anchor] = node;
        }

        if (_frames.Count == 0)
        {
            _root = node;
            return;
        }

        var frame = _frames[^1];
        if (!frame.IsMapping)
        {
            _items.Add(new YamlItem(node, frame.IsFlow ? node.FullSpan : TextSpan.Union(new TextSpan(frame.Dash, 0), node.FullSpan)));
        }
        else if (frame.Key is null)
        {
            frame.Key = node;
        }
        else
        {
            _entries.Add(new YamlEntry(frame.Key, node, TextSpan.Union(frame.Key.FullSpan, node.FullSpan)));
            frame.Key = null;
        }
    }

    private static ImmutableArray<T> Cut<T>(List<T> list, int first)
    {
        var count = list.Count - first;
        if (count == 0)
        {
            return [];
        }

        var builder = ImmutableArray.CreateBuilder<T>(count);
        for (var i = first; i < list.Count; i++)
        {
            builder.Add(list[i]);
        }

        list.RemoveRange(first, count);
        return builder.MoveToImmutable();
    }

    // The dash of an item: it is what comes next, comments and line ends aside.
    private void FindDash(int itemStart)
    {
        if (_frames.Count == 0 || _frames[^1] is not { IsMapping: false, IsFlow: false } frame)
        {
            return;
        }

        var position = _cursor;
        while (position < _text.Length && (YamlCharacters.IsBlankOrBreak(_text[position]) || _text[position] == '#'))
        {
            position = _text[position] == '#' ? YamlCharacters.EndOfLine(_text, position) : position + 1;
        }

        frame.Dash = itemStart;
        if (position < _text.Length && _text[position] == '-')
        {
            AdvanceTo(position);
            frame.Dash = position;
            _cursor = position + 1;
        }
    }

    // Takes the comments up to an offset.
    private void AdvanceTo(int offset)
    {
        offset = Math.Min(offset, _text.Length);
        if (offset <= _cursor)
        {
            return;
        }

        var gap = _text.AsSpan(_cursor, offset - _cursor);
        var at = 0;
        while (gap[at..].IndexOf('#') is >= 0 and var next)
        {
            var start = _cursor + at + next;
            if (start > 0 && !YamlCharacters.IsBlankOrBreak(_text[start - 1]))
            {
                // Part of an anchor or a tag.
                at += next + 1;
                continue;
            }

            var end = Math.Min(YamlCharacters.EndOfLine(_text, start), offset);
            _comments.Add(TextSpan.FromBounds(start, end));
            at = end - _cursor;
        }

        _cursor = offset;
    }

    // Anchor and tag, in either order, and the blanks, line ends and comments behind them.
    private int SkipProperties(int start, NodeEvent node)
    {
        var left = (node.Anchor.IsEmpty ? 0 : 1) + (node.Tag.IsEmpty ? 0 : 1);
        var position = start;
        var behind = start;
        while (position < _text.Length)
        {
            var character = _text[position];
            if (YamlCharacters.IsBlankOrBreak(character))
            {
                position++;
            }
            else if (character == '#' && position > behind)
            {
                position = YamlCharacters.EndOfLine(_text, position);
            }
            else if (left > 0 && character is '&' or '!')
            {
                left--;
                position = character == '&' ? EndOfAnchor(position) : EndOfTag(position);
                behind = position;
            }
            else
            {
                break;
            }
        }

        return node is Scalar { Style: ScalarStyle.Plain, Value.Length: 0 } ? behind : position;
    }

    private int EndOfAnchor(int position)
    {
        while (position < _text.Length && _text[position] is not ('[' or ']' or '{' or '}' or ',') && !YamlCharacters.IsBlankOrBreak(_text[position]))
        {
            position++;
        }

        return position;
    }

    private int EndOfTag(int position)
    {
        while (position < _text.Length && !YamlCharacters.IsBlankOrBreak(_text[position])
            && !(_text[position] == ',' && (position + 1 >= _text.Length || YamlCharacters.IsBlankOrBreak(_text[position + 1]))))
        {
            position++;
        }

        return position;
    }

    private sealed class Frame(bool isMapping, bool isFlow, bool isBracketed, int fullStart, int start, string anchor, string tag, int firstItem, int firstEntry)
    {
        public bool IsMapping => isMapping;

        public bool IsFlow => isFlow;

        public bool IsBracketed => isBracketed;

        public int FullStart => fullStart;

        public int Start => start;

        public string Anchor => anchor;

        public string Tag => tag;

        public int FirstItem => firstItem;

        public int FirstEntry => firstEntry;

        public YamlNode? Key { get; set; }

        public int Dash { get; set; }
    }
}
