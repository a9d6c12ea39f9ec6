using EnvLint.Generators.Infrastructure;
using EnvLint.Syntax.Toml;
using EnvLint.Text;

namespace EnvLint.Generators.Knowledge;

/// <summary>What a table file gives: the code of its classes, and its errors.</summary>
/// <param name="Path">The file.</param>
/// <param name="Name">The table's name; empty where the file does not say.</param>
/// <param name="AsOf">The date of its facts.</param>
/// <param name="Code">The code; empty where there is an error that leaves none.</param>
/// <param name="Errors">What is wrong.</param>
internal sealed record KnowledgeOutput(string Path, string Name, string AsOf, string Code, EquatableArray<DiagnosticInfo> Errors);

/// <summary>Rows of a kind: <c>[[kind]]</c>, or the one <c>[kind]</c>.</summary>
internal sealed class RowSet(string kind, bool isSingle, IReadOnlyList<TomlTable> rows, Shape shape)
{
    public string Kind { get; } = kind;

    public bool IsSingle { get; } = isSingle;

    public IReadOnlyList<TomlTable> Rows { get; } = rows;

    public Shape Shape { get; } = shape;

    public string Property { get; } = isSingle ? KnowledgeNames.Pascal(kind) : KnowledgeNames.Plural(KnowledgeNames.Pascal(kind));
}

/// <summary>A table that has been read and checked.</summary>
internal sealed class KnowledgeTable
{
    private const string Verified = "verified";

    private static readonly string[] Reserved = ["schema", "table", "as_of", "sources", "sorted_by", "unique_by"];

    private readonly ErrorSink _errors;
    private readonly TomlTable _root;
    private readonly HashSet<string> _sourceIds = new(StringComparer.Ordinal);

    private KnowledgeTable(TomlTable root, ErrorSink errors)
    {
        _root = root;
        _errors = errors;
    }

    /// <summary>The name.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The date of its facts: <c>2026-11</c> or <c>2026-11-20</c>.</summary>
    public string AsOf { get; private set; } = "";

    /// <summary>The sources by their ids.</summary>
    public List<(string Id, string Text)> Sources { get; } = [];

    /// <summary>Values that belong to the table as a whole.</summary>
    public List<(Column Column, TomlValue Value)> Values { get; } = [];

    /// <summary>The rows by their kinds.</summary>
    public List<RowSet> RowSets { get; } = [];

    /// <summary>Reads, checks and writes one file.</summary>
    /// <param name="path">Its path, with <c>/</c>.</param>
    /// <param name="text">Its text.</param>
    public static KnowledgeOutput Process(string path, Microsoft.CodeAnalysis.Text.SourceText text)
    {
        var errors = new ErrorSink(path, text);
        var document = TomlDocument.Parse(text.ToString());
        foreach (var error in document.Errors)
        {
            errors.Add(KnowledgeDiagnostics.BadToml, error.Span, error.Message);
        }

        var table = new KnowledgeTable(document.Root, errors);
        if (!errors.HasFatal)
        {
            table.ReadHeader(path);
            table.ReadRows();
            table.CheckOrder("sorted_by", isSorted: true);
            table.CheckOrder("unique_by", isSorted: false);
        }

        return new KnowledgeOutput(path, table.Name, table.AsOf, errors.HasFatal ? "" : KnowledgeEmitter.EmitTable(table), errors.Errors);
    }

    private void ReadHeader(string path)
    {
        if (!_root.TryGet<TomlInteger>("schema", out var schema) || schema.Value != 1)
        {
            HeaderError("schema", "A table begins with 'schema = 1'");
        }

        if (!_root.TryGet<TomlString>("table", out var name))
        {
            HeaderError("table", "A table says its name: table = \"wsl-keys\"");
        }
        else
        {
            Name = name.Value;
            var fileName = path.Substring(path.LastIndexOf('/') + 1);
            if (!KnowledgeNames.IsWellFormed(Name, '-'))
            {
                _errors.Add(KnowledgeDiagnostics.BadName, name.Span, $"'{Name}' is no name of a table: small letters, digits and single hyphens");
            }
            else if (fileName != Name + ".toml")
            {
                _errors.Add(KnowledgeDiagnostics.BadName, name.Span, $"The table '{Name}' must stand in {Name}.toml, not in {fileName}");
            }
        }

        if (!_root.TryGet<TomlString>("as_of", out var asOf))
        {
            HeaderError("as_of", "A table says of when its facts are: as_of = \"2026-11\"");
        }
        else if (!IsDate(asOf.Value))
        {
            _errors.Add(KnowledgeDiagnostics.BadHeader, asOf.Span, $"'{asOf.Value}' is no date: 2026-11 or 2026-11-20");
        }
        else
        {
            AsOf = asOf.Value;
        }

        if (!_root.TryGet<TomlTable>("sources", out var sources))
        {
            HeaderError("sources", "A table says where its facts are from: [sources] with id = \"text\"");
            return;
        }

        foreach (var entry in sources.Entries)
        {
            if (entry.Value is TomlString { Value.Length: > 0 } text)
            {
                Sources.Add((entry.Name, text.Value));
                _sourceIds.Add(entry.Name);
            }
            else
            {
                _errors.Add(KnowledgeDiagnostics.BadHeader, entry.Value.Span, $"The source '{entry.Name}' must be a text");
            }
        }
    }

    private void HeaderError(string name, string message) =>
        _errors.Add(KnowledgeDiagnostics.BadHeader, _root.TryGet(name, out var entry) ? entry.Value.Span : new TextSpan(0, 0), message);

    private void ReadRows()
    {
        var properties = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in _root.Entries)
        {
            if (Array.IndexOf(Reserved, entry.Name) >= 0)
            {
                continue;
            }

            var rows = entry.Value switch
            {
                TomlTable table => [table],
                TomlArray { IsArrayOfTables: true } array => array.Items.OfType<TomlTable>().ToList(),
                _ => null,
            };
            string property;
            if (rows is null)
            {
                property = ReadValue(entry);
            }
            else
            {
                var set = ReadSet(entry, rows);
                property = set.Property;
            }

            if (property is "AsOf" or "Source" || properties.TryGetValue(property, out _))
            {
                _errors.Add(KnowledgeDiagnostics.BadName, entry.KeySpan, $"'{entry.Name}' becomes {property}, which the table has already");
            }

            properties[property] = entry.Name;
        }
    }

    private string ReadValue(TomlEntry entry)
    {
        if (Shape.InferOne(entry, _errors) is { } column)
        {
            Values.Add((column, entry.Value));
        }

        return KnowledgeNames.Pascal(entry.Name);
    }

    private RowSet ReadSet(TomlEntry entry, IReadOnlyList<TomlTable> rows)
    {
        if (!KnowledgeNames.IsWellFormed(entry.Name, '_'))
        {
            _errors.Add(KnowledgeDiagnostics.BadName, entry.KeySpan, $"'{entry.Name}' is no kind of row: small letters, digits and single underscores");
        }

        var shape = Shape.Infer(KnowledgeNames.RowClass(Name, entry.Name), rows, _errors);
        if (shape.Find(Verified) is { Type: not ColumnType.Boolean } verified)
        {
            _errors.Add(KnowledgeDiagnostics.BadType, verified.Place, "'verified' is true or false");
        }

        shape.AddImplied(Verified, ColumnType.Boolean);
        foreach (var row in rows)
        {
            CheckSource(row);
        }

        var set = new RowSet(entry.Name, entry.Value is TomlTable, rows, shape);
        RowSets.Add(set);
        return set;
    }

    private void CheckSource(TomlTable row)
    {
        if (!row.TryGet("source", out var entry))
        {
            _errors.Add(KnowledgeDiagnostics.BadSource, row.Span, "The row has no source: source = \"id\" of [sources], or an address");
            return;
        }

        var texts = entry.Value switch
        {
            TomlString text => [text],
            TomlArray array => array.Items.OfType<TomlString>().ToList(),
            _ => [],
        };
        if (texts.Count == 0)
        {
            _errors.Add(KnowledgeDiagnostics.BadSource, entry.Value.Span, "A source is a text or an array of texts");
        }

        foreach (var text in texts)
        {
            foreach (var part in SplitSources(text.Value))
            {
                var id = IdOf(part);
                if (!_sourceIds.Contains(id) && !part.StartsWith("https://", StringComparison.Ordinal) && !part.StartsWith("http://", StringComparison.Ordinal))
                {
                    _errors.Add(KnowledgeDiagnostics.BadSource, text.Span, part.Length == 0
                        ? "The source is empty"
                        : $"'{part}' names no source: an id of [sources], alone or with words behind it in parentheses or after a colon, or an address");
                }
            }
        }
    }

    /// <summary>The parts of a source, which commas and semicolons outside of parentheses divide.</summary>
    /// <param name="text">The text.</param>
    internal static IEnumerable<string> SplitSources(string text)
    {
        var depth = 0;
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '(':
                    depth++;
                    break;
                case ')' when depth > 0:
                    depth--;
                    break;
                case ',' or ';' when depth == 0:
                    yield return text.Substring(start, i - start).Trim();
                    start = i + 1;
                    break;
            }
        }

        yield return text.Substring(start).Trim();
    }

    // "wsl", "wsl (WslCoreConfig.cpp)", "wsl: #12133".
    private static string IdOf(string part)
    {
        var end = part.IndexOf(" (", StringComparison.Ordinal);
        var colon = part.IndexOf(": ", StringComparison.Ordinal);
        if (colon >= 0 && (end < 0 || colon < end))
        {
            end = colon;
        }

        return end < 0 ? part : part.Substring(0, end);
    }

    private void CheckOrder(string setting, bool isSorted)
    {
        if (!_root.TryGet(setting, out var entry))
        {
            return;
        }

        if (entry.Value is TomlTable byKind)
        {
            foreach (var kind in byKind.Entries)
            {
                if (RowSets.Find(set => set.Kind == kind.Name && !set.IsSingle) is { } set)
                {
                    CheckOrder(set, kind.Value, setting, isSorted, mustHave: true);
                }
                else
                {
                    _errors.Add(KnowledgeDiagnostics.BadHeader, kind.KeySpan, $"{setting} names '{kind.Name}', and there are no rows [[{kind.Name}]]");
                }
            }

            return;
        }

        var isUsed = false;
        foreach (var set in RowSets.Where(static set => !set.IsSingle))
        {
            isUsed |= CheckOrder(set, entry.Value, setting, isSorted, mustHave: false);
        }

        if (!isUsed)
        {
            _errors.Add(KnowledgeDiagnostics.BadHeader, entry.Value.Span, $"{setting} names columns that no kind of row has throughout");
        }
    }

    private bool CheckOrder(RowSet set, TomlValue columns, string setting, bool isSorted, bool mustHave)
    {
        var texts = columns switch
        {
            TomlString text => [text],
            TomlArray array => array.Items.OfType<TomlString>().ToList(),
            _ => [],
        };
        var keys = texts.ConvertAll(static text => text.Value.TrimStart('-'));
        var wrong = keys.Find(key => set.Shape.Find(key) is not { IsOptional: false, Type: ColumnType.String or ColumnType.Int or ColumnType.Long or ColumnType.Date });
        if (texts.Count == 0 || wrong is not null)
        {
            if (mustHave)
            {
                _errors.Add(KnowledgeDiagnostics.BadHeader, columns.Span, wrong is null
                    ? $"{setting} names a column or an array of columns"
                    : $"{setting} names '{wrong}', and not all rows [[{set.Kind}]] have it as a string, an integer or a date");
            }

            return false;
        }

        var seen = new Dictionary<string, TomlTable>(StringComparer.Ordinal);
        for (var i = 0; i < set.Rows.Count; i++)
        {
            var row = set.Rows[i];
            var key = string.Join(", ", keys.ConvertAll(name => Sortable(row, name)));
            if (seen.TryGetValue(key, out var first))
            {
                _errors.Add(KnowledgeDiagnostics.KeyTwice, row.Span, $"'{key}' is on line {_errors.LineOf(first.Span)} already");
                continue;
            }

            seen.Add(key, row);
            if (isSorted && i > 0 && Compare(set.Rows[i - 1], row, texts) > 0)
            {
                _errors.Add(KnowledgeDiagnostics.NotSorted, row.Span, $"'{key}' stands behind '{string.Join(", ", keys.ConvertAll(name => Sortable(set.Rows[i - 1], name)))}', and the rows are sorted by {string.Join(", ", texts.ConvertAll(static text => text.Value))}");
            }
        }

        return true;
    }

    private static int Compare(TomlTable left, TomlTable right, List<TomlString> columns)
    {
        foreach (var column in columns)
        {
            var isDescending = column.Value.StartsWith("-", StringComparison.Ordinal);
            var name = column.Value.TrimStart('-');
            var order = NaturalOrder.Compare(Sortable(left, name), Sortable(right, name));
            if (order != 0)
            {
                return isDescending ? -order : order;
            }
        }

        return 0;
    }

    private static string Sortable(TomlTable row, string name)
    {
        row.TryGet(name, out var entry);
        return entry.Value switch
        {
            TomlString text => text.Value,
            TomlInteger integer => integer.Value.ToString(System.Globalization.CultureInfo.InvariantCulture),
            TomlDateTime date => $"{date.Year:0000}-{date.Month:00}-{date.Day:00}",
            _ => "",
        };
    }

    private static bool IsDate(string text) =>
        text.Length is 7 or 10
        && Digits(text, 0, 4)
        && text[4] == '-'
        && Digits(text, 5, 2)
        && string.CompareOrdinal(text, 5, "01", 0, 2) >= 0
        && string.CompareOrdinal(text, 5, "12", 0, 2) <= 0
        && (text.Length == 7 || (text[7] == '-' && Digits(text, 8, 2) && string.CompareOrdinal(text, 8, "01", 0, 2) >= 0 && string.CompareOrdinal(text, 8, "31", 0, 2) <= 0));

    private static bool Digits(string text, int start, int count)
    {
        for (var i = start; i < start + count; i++)
        {
            if (text[i] is < '0' or > '9')
            {
                return false;
            }
        }

        return true;
    }
}
