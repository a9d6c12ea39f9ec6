using EnvLint.Text;

namespace EnvLint.Syntax.Toml;

internal sealed partial class TomlParser
{
    private readonly TomlTable _root;
    private readonly List<TomlTable> _tables = [];
    private readonly List<TomlArray> _arraysOfTables = [];

    // The table of the newest header, and how many names lead to it.
    private TomlTable _current;
    private int _currentDepth;

    private void OpenTable(TomlTableHeader header)
    {
        _statements.Add(header);
        _currentDepth = header.Key.Parts.Length;
        _current = FindTable(header) ?? DetachedTable(header.Span);
    }

    // Null if the header breaks a rule, which is then reported.
    private TomlTable? FindTable(TomlTableHeader header)
    {
        var table = _root;
        var parts = header.Key.Parts;
        for (var i = 0; i < parts.Length - 1; i++)
        {
            var part = parts[i];
            if (!table.TryGet(part.Name, out var entry))
            {
                table = NewTable(table, part, part.Span, TomlTableForm.Implicit, header);
                continue;
            }

            var next = entry.Value switch
            {
                TomlInlineTable => null,
                TomlTable child => child,
                TomlArray array => array.LastTable,
                _ => null,
            };
            if (next is null)
            {
                ReportClosed(part, entry.Value);
                return null;
            }

            table = next;
        }

        var last = header.Key.Last;
        var exists = table.TryGet(last.Name, out var existing);
        if (header.IsArray)
        {
            return AddElement(header, table, exists ? existing.Value : null);
        }

        if (!exists)
        {
            return NewTable(table, last, header.Span, TomlTableForm.Header, header);
        }

        switch (existing.Value)
        {
            case TomlTable { Form: TomlTableForm.Implicit } known:
                known.Become(TomlTableForm.Header, header.Span);
                return known;
            case TomlTable { Form: TomlTableForm.Header } known:
                // Its keys are read into the first one: that is most likely what was meant.
                ReportMeaning(last.Span, $"the table '{last.Name}' has a header already");
                return known;
            case TomlTable { Form: TomlTableForm.Dotted }:
                ReportMeaning(last.Span, $"the table '{last.Name}' was made by dotted keys; it cannot have a header");
                return null;
            case TomlArray { IsArrayOfTables: true }:
                ReportMeaning(last.Span, $"'{last.Name}' is an array of tables; another element is written as [[{last.Name}]]");
                return null;
            default:
                ReportClosed(last, existing.Value);
                return null;
        }
    }

    private TomlTable? AddElement(TomlTableHeader header, TomlTable parent, TomlValue? existing)
    {
        var name = header.Key.Last;
        TomlArray? array;
        switch (existing)
        {
            case null:
                array = new TomlArray(header.Span);
                _arraysOfTables.Add(array);
                parent.Add(new TomlEntry(name.Name, name.Span, array, header));
                break;
            case TomlArray { IsArrayOfTables: true } known:
                array = known;
                break;
            case TomlTable { Form: not TomlTableForm.Inline }:
                ReportMeaning(name.Span, $"'{name.Name}' is a table already; it cannot be an array of tables, too");
                return null;
            default:
                ReportClosed(name, existing);
                return null;
        }

        var element = new TomlTable(header.Span, TomlTableForm.Element);
        _tables.Add(element);
        array.Add(element);
        return element;
    }

    // Puts a key with its value into a table; reports what stands in its way.
    private void Define(TomlTable table, TomlKeyValue pair)
    {
        var parts = pair.Key.Parts;
        for (var i = 0; i < parts.Length - 1; i++)
        {
            var part = parts[i];
            if (!table.TryGet(part.Name, out var entry))
            {
                table = NewTable(table, part, part.Span, TomlTableForm.Dotted, pair);
                continue;
            }

            switch (entry.Value)
            {
                case TomlTable { Form: TomlTableForm.Dotted } child:
                    table = child;
                    break;
                case TomlTable { Form: TomlTableForm.Implicit } child:
                    child.Become(TomlTableForm.Dotted, child.Span);
                    table = child;
                    break;
                case TomlTable { Form: TomlTableForm.Header }:
                    ReportMeaning(part.Span, $"the table '{part.Name}' has a header; dotted keys cannot add to it");
                    return;
                case TomlArray { IsArrayOfTables: true }:
                    ReportMeaning(part.Span, $"'{part.Name}' is an array of tables; dotted keys cannot add to it");
                    return;
                default:
                    ReportClosed(part, entry.Value);
                    return;
            }
        }

        var last = pair.Key.Last;
        if (table.TryGet(last.Name, out _))
        {
            ReportMeaning(last.Span, $"the key '{last.Name}' is given twice in the same table");
            return;
        }

        table.Add(new TomlEntry(last.Name, last.Span, pair.Value, pair));
    }

    private TomlTable NewTable(TomlTable parent, TomlKeyPart name, TextSpan span, TomlTableForm form, TomlStatement statement)
    {
        var table = new TomlTable(span, form);
        _tables.Add(table);
        parent.Add(new TomlEntry(name.Name, name.Span, table, statement));
        return table;
    }

    // Holds keys that have no place in the document, so that duplicates among them are still found.
    private TomlTable DetachedTable(TextSpan span)
    {
        var table = new TomlTable(span, TomlTableForm.Header);
        _tables.Add(table);
        return table;
    }

    // A value that nothing can be added to.
    private void ReportClosed(TomlKeyPart part, TomlValue value)
    {
        switch (value)
        {
            case TomlInlineTable:
                ReportMeaning(part.Span, $"'{part.Name}' is an inline table; nothing can be added to it");
                break;
            case TomlArray:
                ReportMeaning(part.Span, $"'{part.Name}' is an array in brackets; nothing can be added to it");
                break;
            case TomlInvalid:
                // Nobody knows what it was meant to be, and an error stands there already.
                break;
            default:
                ReportMeaning(part.Span, $"'{part.Name}' has a value that is not a table");
                break;
        }
    }

    // An error of meaning is said even where the line has an error of grammar.
    private void ReportMeaning(TextSpan span, string message) => _errors.Add(new SyntaxError(span, message));
}
