using EnvLint.Text;

namespace EnvLint.LanguageServer.Features.Completing;

/// <summary>What stands at a place of TOML.</summary>
internal enum TomlPlaceKind
{
    /// <summary>Nothing to complete: a comment, a place behind a value.</summary>
    None,

    /// <summary>Between the brackets of a table's header.</summary>
    Header,

    /// <summary>A key, or where one may begin.</summary>
    Key,

    /// <summary>A value, or an item of an array, without quotes.</summary>
    Value,

    /// <summary>Inside the quotes of a value or item.</summary>
    Text,
}

/// <summary>
/// The place of a cursor in TOML. Read line by line, so that what is unfinished does no harm below: a quote ends with its line, an open bracket at the
/// next header or key that stands at a line's beginning.
/// </summary>
internal sealed class TomlPlace
{
    private readonly string _text;
    private readonly int _cursor;
    private readonly List<(List<string> Path, bool IsOwn)> _keys = [];
    private readonly List<List<string>> _headers = [];
    private List<string> _table = [];
    private bool _isFound;

    private TomlPlace(string text, int cursor)
    {
        _text = text;
        _cursor = cursor;
    }

    /// <summary>What stands there.</summary>
    public TomlPlaceKind Kind { get; private set; }

    /// <summary>The names of the tables that hold it; of a value its own key, too. Of a key that is being written without its own name.</summary>
    public List<string> Path { get; private set; } = [];

    /// <summary>The string around the cursor without its quotes, or what is between the brackets of a header.</summary>
    public TextSpan Content { get; private set; }

    /// <summary>Whether the string, or the header, ends: otherwise its end is that of the line.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Whether it is an item of an array.</summary>
    public bool IsItem { get; private set; }

    /// <summary>Whether a key has its equals sign.</summary>
    public bool HasEquals { get; private set; }

    /// <summary>Whether a header may stand there instead: nothing but the key stands on its line, in no braces, and no further key of its table below.</summary>
    public bool MayBeHeader { get; private set; }

    /// <summary>The other strings of the same array.</summary>
    public HashSet<string> Items { get; private set; } = new(StringComparer.Ordinal);

    /// <summary>Finds the place.</summary>
    /// <param name="site">Where the cursor is.</param>
    public static TomlPlace At(CompletionSite site)
    {
        var place = new TomlPlace(site.Text, site.Position);
        place.Read();
        return place;
    }

    /// <summary>Whether a path is that of the place; <c>?</c> stands for any name.</summary>
    /// <param name="path">The path.</param>
    public bool Is(params ReadOnlySpan<string> path) => Path.Count == path.Length && Begins(path);

    /// <summary>Whether the path of the place begins with another one; <c>?</c> stands for any name.</summary>
    /// <param name="path">The beginning.</param>
    public bool Begins(params ReadOnlySpan<string> path)
    {
        if (Path.Count < path.Length)
        {
            return false;
        }

        for (var i = 0; i < path.Length; i++)
        {
            if (path[i] != "?" && path[i] != Path[i])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether another line, or another header, gives a value to a key of the table at <see cref="Path"/>.</summary>
    /// <param name="name">The key.</param>
    public bool Has(string name)
    {
        foreach (var (path, isOwn) in _keys)
        {
            if (!isOwn && path.Count > Path.Count && path[Path.Count] == name && StartsWith(path, Path))
            {
                return true;
            }
        }

        foreach (var header in _headers)
        {
            if (header.Count > Path.Count && header[Path.Count] == name && StartsWith(header, Path))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether there is a header for a table.</summary>
    /// <param name="path">Its path.</param>
    public bool HasHeader(params ReadOnlySpan<string> path)
    {
        foreach (var header in _headers)
        {
            if (header.Count == path.Length && StartsWith(header, path))
            {
                return true;
            }
        }

        return false;
    }

    private static bool StartsWith(List<string> path, List<string> beginning)
    {
        for (var i = 0; i < beginning.Count; i++)
        {
            if (path[i] != beginning[i])
            {
                return false;
            }
        }

        return true;
    }

    private static bool StartsWith(List<string> path, ReadOnlySpan<string> beginning)
    {
        for (var i = 0; i < beginning.Length; i++)
        {
            if (path[i] != beginning[i])
            {
                return false;
            }
        }

        return true;
    }

    private void Read()
    {
        var i = 0;
        while (i <= _text.Length)
        {
            var end = LineEnd(i);
            var first = SkipBlanks(i, end);
            if (first < end && _text[first] == '[')
            {
                Header(first, end);
                i = end + 1;
            }
            else if (first == end || _text[first] == '#')
            {
                if (IsCursorIn(i, first))
                {
                    Found(TomlPlaceKind.Key, _table);
                    MayBeHeader = first == end && IsLast(end);
                    Content = new TextSpan(_cursor, 0);
                }

                i = end + 1;
            }
            else
            {
                i = KeyValue(first, end, _table, isInline: false);
            }
        }
    }

    private void Header(int first, int end)
    {
        var start = first + 1;
        start += start < end && _text[start] == '[' ? 1 : 0;
        var close = _text.IndexOf(']', start, end - start);
        var stop = close < 0 ? SkipBack(start, end) : close;
        if (IsCursorIn(start, stop))
        {
            Found(TomlPlaceKind.Header, []);
            Content = TextSpan.FromBounds(start, stop);
            IsClosed = close >= 0;
            return;
        }

        _table = Parts(_text.AsSpan(start, stop - start));
        _headers.Add(_table);
        if (IsCursorIn(first, end))
        {
            Found(TomlPlaceKind.None, []);
        }
    }

    // From a key to behind its value, or to the next line.
    private int KeyValue(int first, int end, List<string> table, bool isInline)
    {
        var equals = first;
        var quote = '\0';
        while (equals < end && (quote != '\0' || _text[equals] is not ('=' or '#' or '}' or ',')))
        {
            quote = quote != '\0' ? _text[equals] == quote ? '\0' : quote : _text[equals] is '"' or '\'' ? _text[equals] : '\0';
            equals++;
        }

        var hasEquals = equals < end && _text[equals] == '=';
        var keyEnd = SkipBack(first, equals);
        var parts = Parts(_text.AsSpan(first, keyEnd - first));
        var isOwn = IsCursorIn(first, keyEnd);
        if (parts.Count > 0 && (hasEquals || !isOwn))
        {
            _keys.Add(([.. table, .. parts], isOwn));
        }

        if (isOwn)
        {
            // The last part is being written; those in front of it are tables.
            var written = _text.AsSpan(first, _cursor - first);
            var before = Parts(written);
            if (before.Count > 0 && !written.EndsWith("."))
            {
                before.RemoveAt(before.Count - 1);
            }

            Found(TomlPlaceKind.Key, [.. table, .. before]);
            HasEquals = hasEquals;
            MayBeHeader = !isInline && SkipBlanks(keyEnd, end) == end && before.Count == 0 && IsLast(end);
            Content = TextSpan.FromBounds(first, keyEnd);
        }

        if (!hasEquals)
        {
            if (IsCursorIn(keyEnd, end))
            {
                Found(TomlPlaceKind.None, []);
            }

            return isInline ? equals : end + 1;
        }

        var next = Value(equals + 1, [.. table, .. parts], isItem: false, items: null);
        if (isInline)
        {
            return next;
        }

        end = LineEnd(next);
        if (IsCursorIn(next, end))
        {
            Found(TomlPlaceKind.None, []);
        }

        return end + 1;
    }

    // To behind the value.
    private int Value(int at, List<string> path, bool isItem, HashSet<string>? items)
    {
        var end = LineEnd(at);
        var i = SkipBlanks(at, end);
        if (i < end && _text[i] is '"' or '\'')
        {
            if (IsCursorIn(at, i))
            {
                Found(TomlPlaceKind.None, []);
            }

            return Quoted(i, end, path, isItem, items);
        }

        if (i < end && _text[i] == '[')
        {
            return Array(i, path);
        }

        if (i < end && _text[i] == '{')
        {
            return Inline(i, end, path);
        }

        var stop = i;
        while (stop < end && _text[stop] is not ('#' or ',' or ']' or '}'))
        {
            stop++;
        }

        stop = SkipBack(i, stop);
        if (IsCursorIn(at, stop))
        {
            Found(TomlPlaceKind.Value, path);
            IsItem = isItem;
            Items = items ?? Items;
            Content = TextSpan.FromBounds(Math.Min(i, _cursor), Math.Max(stop, _cursor));
        }

        return stop;
    }

    private int Quoted(int open, int end, List<string> path, bool isItem, HashSet<string>? items)
    {
        var quote = _text[open];
        if (_text.AsSpan(open).StartsWith(quote == '"' ? "\"\"\"" : "'''", StringComparison.Ordinal))
        {
            // A text over several lines is never what is completed.
            var last = _text.IndexOf(quote == '"' ? "\"\"\"" : "'''", open + 3, StringComparison.Ordinal);
            var behind = last < 0 ? _text.Length : last + 3;
            if (IsCursorIn(open, behind))
            {
                Found(TomlPlaceKind.None, []);
            }

            return behind;
        }

        var close = open + 1;
        while (close < end && _text[close] != quote)
        {
            close += _text[close] == '\\' && quote == '"' ? 2 : 1;
        }

        var isClosed = close < end;
        close = Math.Min(close, end);
        if (IsCursorIn(open + 1, close))
        {
            Found(TomlPlaceKind.Text, path);
            IsItem = isItem;
            IsClosed = isClosed;
            Items = items ?? Items;
            Content = TextSpan.FromBounds(open + 1, close);
        }
        else
        {
            items?.Add(_text[(open + 1)..close]);
        }

        if (isClosed && _cursor == close + 1)
        {
            Found(TomlPlaceKind.None, []);
        }

        return isClosed ? close + 1 : end;
    }

    private int Array(int open, List<string> path)
    {
        var items = new HashSet<string>(StringComparer.Ordinal);
        var i = open + 1;
        var wantsItem = true;
        while (i < _text.Length)
        {
            var character = _text[i];
            if (character == ']')
            {
                Empty(i);
                return i + 1;
            }

            if (character == '#')
            {
                Empty(i);
                var end = LineEnd(i);
                if (_cursor > i && _cursor <= end)
                {
                    Found(TomlPlaceKind.None, []);
                }

                i = end;
            }
            else if (character == '\n')
            {
                Empty(i);
                if (IsStatement(i + 1))
                {
                    return i;
                }

                i++;
            }
            else if (character == ',')
            {
                Empty(i);
                wantsItem = true;
                i++;
            }
            else if (character is ' ' or '\t' or '\r')
            {
                Empty(i);
                i++;
            }
            else
            {
                var next = Value(i, path, isItem: true, items);
                wantsItem = false;
                i = Math.Max(next, i + 1);
            }
        }

        Empty(i);
        return i;

        // Where an item may begin.
        void Empty(int at)
        {
            if (_cursor == at && wantsItem && !_isFound)
            {
                Found(TomlPlaceKind.Value, path);
                IsItem = true;
                Items = items;
                Content = new TextSpan(_cursor, 0);
            }
        }
    }

    private int Inline(int open, int end, List<string> path)
    {
        var i = open + 1;
        while (i < end)
        {
            var first = SkipBlanks(i, end);
            if (first == end || _text[first] is '}' or ',' or '#')
            {
                if (IsCursorIn(i, first))
                {
                    Found(TomlPlaceKind.Key, path);
                    Content = new TextSpan(_cursor, 0);
                }

                if (first == end || _text[first] != ',')
                {
                    return first < end && _text[first] == '}' ? first + 1 : first;
                }

                i = first + 1;
            }
            else
            {
                i = Math.Max(KeyValue(first, end, path, isInline: true), first + 1);
                end = Math.Max(end, LineEnd(i));
                i = SkipBlanks(i, end);
                if (i < end && _text[i] == ',')
                {
                    i++;
                }
            }
        }

        return i;
    }

    // [table] or key = … at the very beginning of a line: an array that is still open was forgotten.
    private bool IsStatement(int start)
    {
        var end = LineEnd(start);
        var line = _text.AsSpan(start, end - start);
        if (line is ['[', ..])
        {
            var close = line.IndexOf(']');
            return close > 1 && Words.IsAll(line[1..close].Trim('['), static character => Words.IsPackage(character) || character is '"');
        }

        var length = 0;
        while (length < line.Length && Words.IsPackage(line[length]))
        {
            length++;
        }

        return length > 0 && line[length..].TrimStart(" \t") is ['=', ..];
    }

    // Whether only comments stand between a line and the next header.
    private bool IsLast(int lineEnd)
    {
        foreach (var line in _text.AsSpan(lineEnd).EnumerateLines())
        {
            if (line.Trim() is [not '#', ..] content)
            {
                return content[0] == '[';
            }
        }

        return true;
    }

    private void Found(TomlPlaceKind kind, List<string> path)
    {
        if (!_isFound)
        {
            _isFound = true;
            Kind = kind;
            Path = path;
        }
    }

    private bool IsCursorIn(int start, int end) => !_isFound && start <= _cursor && _cursor <= end;

    private int LineEnd(int at)
    {
        var newline = at >= _text.Length ? -1 : _text.IndexOf('\n', at);
        var end = newline < 0 ? Math.Max(at, _text.Length) : newline;
        return end > at && newline >= 0 && _text[end - 1] == '\r' ? end - 1 : end;
    }

    private int SkipBlanks(int at, int end)
    {
        while (at < end && _text[at] is ' ' or '\t' or '\r')
        {
            at++;
        }

        return at;
    }

    private int SkipBack(int start, int end)
    {
        while (end > start && _text[end - 1] is ' ' or '\t' or '\r')
        {
            end--;
        }

        return end;
    }

    private static List<string> Parts(ReadOnlySpan<char> key)
    {
        var parts = new List<string>();
        var i = 0;
        while (i < key.Length)
        {
            if (key[i] is ' ' or '\t' or '.' or '\r')
            {
                i++;
            }
            else if (key[i] is '"' or '\'')
            {
                var close = key[(i + 1)..].IndexOf(key[i]);
                close = close < 0 ? key.Length : i + 1 + close;
                parts.Add(key[(i + 1)..close].ToString());
                i = close + 1;
            }
            else
            {
                var start = i;
                while (i < key.Length && key[i] is not (' ' or '\t' or '.' or '"' or '\''))
                {
                    i++;
                }

                parts.Add(key[start..i].ToString());
            }
        }

        return parts;
    }
}
