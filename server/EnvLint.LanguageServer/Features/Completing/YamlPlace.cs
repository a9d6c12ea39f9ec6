using EnvLint.Text;

namespace EnvLint.LanguageServer.Features.Completing;

/// <summary>What stands at a place of YAML.</summary>
internal enum YamlPlaceKind
{
    /// <summary>Nothing to complete: a comment, a document's marker.</summary>
    None,

    /// <summary>A key, or a word that may become one.</summary>
    Key,

    /// <summary>An item of a list, which may become a key, too.</summary>
    Item,

    /// <summary>The value behind a key.</summary>
    Value,

    /// <summary>A line of a text that goes over several lines.</summary>
    Block,
}

/// <summary>The place of a cursor in YAML, told by lines and their indentation alone: what stands around it may be unfinished.</summary>
internal sealed class YamlPlace
{
    private readonly string _text;

    private YamlPlace(string text) => _text = text;

    /// <summary>What stands there.</summary>
    public YamlPlaceKind Kind { get; private set; }

    /// <summary>The keys from the top to the mapping or list that holds it, <c>-</c> for an item; of a value its own key, too.</summary>
    public List<string> Path { get; } = [];

    /// <summary>The scalar around the cursor, without its quotes and without a comment.</summary>
    public TextSpan Content { get; private set; }

    /// <summary>Whether quotes stand around it.</summary>
    public bool IsQuoted { get; private set; }

    /// <summary>The keys of the mapping that holds it, without that of its own line.</summary>
    public HashSet<string> Siblings { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether its line has a value behind the key.</summary>
    public bool HasColon { get; private set; }

    /// <summary>Whether a path is that of the place; <c>?</c> stands for any key.</summary>
    /// <param name="path">The path.</param>
    public bool Is(params ReadOnlySpan<string> path)
    {
        if (path.Length != Path.Count)
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

    /// <summary>Finds a place.</summary>
    /// <param name="site">Where the cursor is.</param>
    public static YamlPlace At(CompletionSite site)
    {
        var place = new YamlPlace(site.Text);
        var line = place.Read(site.LineStart, site.LineEnd);
        var column = line.First - site.LineStart;
        if (site.Position < line.First)
        {
            column = site.Position - site.LineStart;
        }
        else if (site.Position < line.Content)
        {
            // On a dash.
            return place;
        }

        var content = Math.Max(line.Content, Math.Min(site.Position, line.Content));
        if (site.Text.AsSpan(site.LineStart, site.LineEnd - site.LineStart).IsWhiteSpace())
        {
            content = site.Position;
        }

        var isValue = line.Colon >= 0 && site.Position > line.Colon;
        var start = isValue ? line.Colon + 1 : content;
        while (isValue && start < site.Position && site.Text[start] is ' ' or '\t')
        {
            start++;
        }

        if (!place.Scalar(site, start, isValue || line.Colon < 0 ? site.LineEnd : line.Colon))
        {
            return place;
        }

        place.HasColon = line.Colon >= 0;
        place.Climb(site, line, column);
        if (place.Kind == YamlPlaceKind.Block)
        {
            return place;
        }

        place.Kind = isValue ? YamlPlaceKind.Value : line.IsItem && line.Colon < 0 ? YamlPlaceKind.Item : YamlPlaceKind.Key;
        if (isValue)
        {
            place.Path.Add(line.Key(site.Text));
        }

        return place;
    }

    // The scalar that begins at an offset; false where the cursor is in a comment, or behind the scalar.
    private bool Scalar(CompletionSite site, int start, int end)
    {
        if (start < end && site.Text[start] is '"' or '\'' && site.Position > start)
        {
            var close = site.Text.IndexOf(site.Text[start], start + 1, end - start - 1);
            Content = TextSpan.FromBounds(start + 1, close < 0 ? end : close);
            IsQuoted = true;
            return site.Position <= Content.End;
        }

        for (var i = start; i < end; i++)
        {
            if (site.Text[i] == '#' && (i == site.LineStart || site.Text[i - 1] is ' ' or '\t'))
            {
                if (site.Position > i)
                {
                    return false;
                }

                end = i;
            }
        }

        while (end > Math.Max(site.Position, start) && site.Text[end - 1] is ' ' or '\t' or '\r')
        {
            end--;
        }

        Content = TextSpan.FromBounds(Math.Min(start, site.Position), Math.Max(end, site.Position));
        return true;
    }

    // The keys above, each less indented than the one below it.
    private void Climb(CompletionSite site, YamlLine own, int column)
    {
        var isItem = own.IsItem;

        // The column of the mapping or list that is looked for at its beginning.
        var keyColumn = isItem ? own.Content - site.LineStart : column;
        var dashColumn = isItem ? own.First - site.LineStart : -1;
        var siblings = true;
        var path = new List<string>();
        if (isItem)
        {
            path.Add("-");
        }

        for (var start = site.LineStart; start > 0;)
        {
            start = start < 2 ? 0 : _text.LastIndexOf('\n', start - 2) + 1;
            var newline = _text.IndexOf('\n', start);
            var end = newline < 0 ? _text.Length : newline;
            end -= end > start && _text[end - 1] == '\r' ? 1 : 0;
            var line = Read(start, end);
            if (line.First >= end || _text[line.First] == '#')
            {
                continue;
            }

            var first = line.First - start;
            var key = line.Content - start;
            if (dashColumn >= 0)
            {
                // Looking for what holds a list: a key at the dash's column or left of it.
                if (line.IsItem && first == dashColumn)
                {
                    continue;
                }

                if (key <= dashColumn && line.Colon >= 0)
                {
                    path.Add(line.Key(_text));
                    Step(line, first, key);
                }
                else if (first < dashColumn && line.Colon < 0)
                {
                    return;
                }
            }
            else if (key < keyColumn && line.Colon >= 0)
            {
                if (path.Count == 0 && line.IsBlock(_text, end))
                {
                    Kind = YamlPlaceKind.Block;
                }

                path.Add(line.Key(_text));
                Step(line, first, key);
            }
            else if (key == keyColumn && line.Colon >= 0)
            {
                if (siblings)
                {
                    Siblings.Add(line.Key(_text));
                }

                if (line.IsItem)
                {
                    path.Add("-");
                    siblings = false;
                    dashColumn = first;
                    keyColumn = first;
                }
            }
            else if (key < keyColumn && line.Colon < 0 && !line.IsItem)
            {
                return;
            }

            void Step(YamlLine found, int foundFirst, int foundKey)
            {
                siblings = false;
                keyColumn = foundKey;
                dashColumn = -1;
                if (found.IsItem)
                {
                    path.Add("-");
                    dashColumn = foundFirst;
                }
            }
        }

        path.Reverse();
        Path.AddRange(path);
        Below(site, isItem ? own.Content - site.LineStart : column);
    }

    private void Below(CompletionSite site, int column)
    {
        for (var newline = _text.IndexOf('\n', site.LineEnd); newline >= 0;)
        {
            var start = newline + 1;
            newline = _text.IndexOf('\n', start);
            var end = newline < 0 ? _text.Length : newline;
            end -= end > start && _text[end - 1] == '\r' ? 1 : 0;
            var line = Read(start, end);
            if (line.First >= end || _text[line.First] == '#')
            {
                continue;
            }

            if (line.First - start < column)
            {
                return;
            }

            if (line.Content - start == column && line.Colon >= 0 && !line.IsItem)
            {
                Siblings.Add(line.Key(_text));
            }
        }
    }

    private YamlLine Read(int start, int end)
    {
        var i = start;
        while (i < end && _text[i] == ' ')
        {
            i++;
        }

        var first = i;
        var isItem = false;
        while (i < end && _text[i] == '-' && (i + 1 == end || _text[i + 1] is ' ' or '\t' or '\r'))
        {
            isItem = true;
            i++;
            while (i < end && _text[i] is ' ' or '\t')
            {
                i++;
            }
        }

        var colon = -1;
        var quote = '\0';
        for (var at = i; at < end && colon < 0; at++)
        {
            var character = _text[at];
            if (quote != '\0')
            {
                quote = character == quote ? '\0' : quote;
            }
            else if (character is '"' or '\'' && at == i)
            {
                quote = character;
            }
            else if (character == '#' && (at == start || _text[at - 1] is ' ' or '\t'))
            {
                break;
            }
            else if (character == ':' && (at + 1 == end || _text[at + 1] is ' ' or '\t' or '\r'))
            {
                colon = at;
            }
        }

        return new YamlLine(first, i, isItem, colon);
    }

    // First: offset of the first character; Content: that behind the dashes; Colon: -1 for none.
    private readonly record struct YamlLine(int First, int Content, bool IsItem, int Colon)
    {
        public string Key(string text) => text.AsSpan(Content, Colon - Content).Trim(" \t\"'").ToString();

        public bool IsBlock(string text, int end) => text.AsSpan(Colon + 1, end - Colon - 1).Trim(" \t") is ['|' or '>', ..];
    }
}
