using EnvLint.Syntax.Toml;
using EnvLint.Text;

namespace EnvLint.Generators.Knowledge;

/// <summary>What the values of a column are.</summary>
internal enum ColumnType
{
    String,
    Boolean,
    Int,
    Long,
    Double,
    Date,
    Table,

    /// <summary>An array without items, as long as no other row says what its items are.</summary>
    EmptyArray,
    StringArray,
    IntArray,
    LongArray,
    DoubleArray,
    TableArray,
}

/// <summary>A column of rows.</summary>
internal sealed class Column(string name, ColumnType type, TextSpan place)
{
    /// <summary>The name in the table.</summary>
    public string Name { get; } = name;

    /// <summary>The name in C#.</summary>
    public string Property { get; } = KnowledgeNames.Pascal(name);

    /// <summary>The type that fits all rows so far.</summary>
    public ColumnType Type { get; set; } = type;

    /// <summary>Where the column first stands.</summary>
    public TextSpan Place { get; } = place;

    /// <summary>Number of rows that have it.</summary>
    public int Count { get; set; }

    /// <summary>Whether a row may be without it.</summary>
    public bool IsOptional { get; set; }

    /// <summary>The tables inside, where the values are tables.</summary>
    public Shape? Inner { get; set; }

    /// <summary>Whether the values are arrays.</summary>
    public bool IsArray => Type >= ColumnType.EmptyArray;
}

/// <summary>The columns that rows of a kind have in common.</summary>
internal sealed class Shape(string className)
{
    private readonly Dictionary<string, Column> _byName = new(StringComparer.Ordinal);

    /// <summary>Name of the class.</summary>
    public string ClassName { get; } = className;

    /// <summary>The columns in the order of their first mention.</summary>
    public List<Column> Columns { get; } = [];

    /// <summary>Makes a shape that fits all rows.</summary>
    /// <param name="className">Name of the class.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="errors">Takes what does not fit.</param>
    public static Shape Infer(string className, IReadOnlyList<TomlTable> rows, ErrorSink errors)
    {
        var shape = new Shape(className);
        foreach (var row in rows)
        {
            foreach (var entry in row.Entries)
            {
                shape.Add(entry, errors);
            }
        }

        foreach (var column in shape.Columns)
        {
            column.IsOptional = column.Count < rows.Count;
            if (column.Type is ColumnType.Table or ColumnType.TableArray)
            {
                var inner = new List<TomlTable>();
                foreach (var row in rows)
                {
                    if (row.TryGet(column.Name, out var entry))
                    {
                        inner.AddRange(entry.Value is TomlTable table ? [table] : ((TomlArray)entry.Value).Items.OfType<TomlTable>());
                    }
                }

                column.Inner = Infer(Stem(className) + column.Property + "Row", inner, errors);
            }
        }

        return shape;
    }

    /// <summary>The column of a value that belongs to no row.</summary>
    /// <param name="entry">The value with its name.</param>
    /// <param name="errors">Takes what does not fit.</param>
    public static Column? InferOne(TomlEntry entry, ErrorSink errors)
    {
        var shape = new Shape("");
        shape.Add(entry, errors);
        var column = shape.Find(entry.Name);
        if (column?.Type == ColumnType.TableArray)
        {
            errors.Add(KnowledgeDiagnostics.BadType, entry.Value.Span, $"The tables of '{entry.Name}' are rows: write [[{entry.Name}]]");
            return null;
        }

        return column;
    }

    /// <summary>The column of a name.</summary>
    /// <param name="name">The name.</param>
    public Column? Find(string name) => _byName.TryGetValue(name, out var column) ? column : null;

    /// <summary>Adds a column that no row has, for a value that all rows get.</summary>
    /// <param name="name">The name.</param>
    /// <param name="type">Its type.</param>
    public void AddImplied(string name, ColumnType type)
    {
        if (!_byName.ContainsKey(name))
        {
            Add(new Column(name, type, default) { IsOptional = true });
        }
    }

    private static string Stem(string className) => className.EndsWith("Row", StringComparison.Ordinal) ? className.Substring(0, className.Length - 3) : className;

    private void Add(TomlEntry entry, ErrorSink errors)
    {
        if (!KnowledgeNames.IsWellFormed(entry.Name, '_'))
        {
            errors.Add(KnowledgeDiagnostics.BadName, entry.KeySpan, $"'{entry.Name}' is no name of a column: small letters, digits and single underscores");
            return;
        }

        if (TypeOf(entry.Value, out var problem) is not { } type)
        {
            errors.Add(KnowledgeDiagnostics.BadType, entry.Value.Span, $"The value of '{entry.Name}' {problem}");
            return;
        }

        if (!_byName.TryGetValue(entry.Name, out var column))
        {
            column = new Column(entry.Name, type, entry.KeySpan);
            if (Columns.Find(other => other.Property == column.Property) is { } other)
            {
                errors.Add(KnowledgeDiagnostics.BadName, entry.KeySpan, $"'{entry.Name}' and '{other.Name}' are the same name in C#");
                return;
            }

            Add(column);
        }

        column.Count++;
        if (Merge(column.Type, type) is { } merged)
        {
            column.Type = merged;
        }
        else
        {
            errors.Add(KnowledgeDiagnostics.BadType, entry.Value.Span, $"'{entry.Name}' is {Describe(type)} here and {Describe(column.Type)} on line {errors.LineOf(column.Place)}");
        }
    }

    private void Add(Column column)
    {
        _byName.Add(column.Name, column);
        Columns.Add(column);
    }

    private static ColumnType? Merge(ColumnType left, ColumnType right) => (left, right) switch
    {
        _ when left == right => left,
        (ColumnType.EmptyArray, >= ColumnType.EmptyArray) => right,
        (>= ColumnType.EmptyArray, ColumnType.EmptyArray) => left,
        (ColumnType.Int, ColumnType.Long) or (ColumnType.Long, ColumnType.Int) => ColumnType.Long,
        (ColumnType.IntArray, ColumnType.LongArray) or (ColumnType.LongArray, ColumnType.IntArray) => ColumnType.LongArray,
        _ => null,
    };

    private static ColumnType? TypeOf(TomlValue value, out string problem)
    {
        problem = "";
        switch (value)
        {
            case TomlString:
                return ColumnType.String;
            case TomlBoolean:
                return ColumnType.Boolean;
            case TomlInteger integer:
                return integer.Value is >= int.MinValue and <= int.MaxValue ? ColumnType.Int : ColumnType.Long;
            case TomlFloat { Value: var number }:
                problem = "is no finite number";
                return double.IsNaN(number) || double.IsInfinity(number) ? null : ColumnType.Double;
            case TomlDateTime { Kind: TomlValueKind.LocalDate, Year: > 0 }:
                return ColumnType.Date;
            case TomlDateTime:
                problem = "has a time: tables know dates only";
                return null;
            case TomlTable:
                return ColumnType.Table;
            case TomlArray array:
                return TypeOfItems(array, out problem);
            default:
                problem = "is no value";
                return null;
        }
    }

    private static ColumnType? TypeOfItems(TomlArray array, out string problem)
    {
        problem = "";
        ColumnType? items = null;
        foreach (var item in array.Items)
        {
            if (TypeOf(item, out problem) is not { } type)
            {
                return null;
            }

            ColumnType? asArray = type switch
            {
                ColumnType.String => ColumnType.StringArray,
                ColumnType.Int => ColumnType.IntArray,
                ColumnType.Long => ColumnType.LongArray,
                ColumnType.Double => ColumnType.DoubleArray,
                ColumnType.Table => ColumnType.TableArray,
                _ => null,
            };
            if (asArray is null)
            {
                problem = $"is an array of {Describe(type)}: an array holds strings, numbers or tables";
                return null;
            }

            items = items is null ? asArray : Merge(items.Value, asArray.Value);
            if (items is null)
            {
                problem = "is an array of several types";
                return null;
            }
        }

        return items ?? ColumnType.EmptyArray;
    }

    private static string Describe(ColumnType type) => type switch
    {
        ColumnType.String => "a string",
        ColumnType.Boolean => "a boolean",
        ColumnType.Int or ColumnType.Long => "an integer",
        ColumnType.Double => "a float",
        ColumnType.Date => "a date",
        ColumnType.Table => "a table",
        ColumnType.StringArray => "an array of strings",
        ColumnType.IntArray or ColumnType.LongArray => "an array of integers",
        ColumnType.DoubleArray => "an array of floats",
        ColumnType.TableArray => "an array of tables",
        _ => "an array",
    };
}
