using System.Globalization;
using EnvLint.Generators.Infrastructure;
using EnvLint.Syntax.Toml;

namespace EnvLint.Generators.Knowledge;

/// <summary>Writes the code of the tables.</summary>
internal static class KnowledgeEmitter
{
    /// <summary>The namespace of all tables.</summary>
    public const string Namespace = "EnvLint.Knowledge";

    private const string Array = "global::System.Collections.Immutable.ImmutableArray";

    private const string Rows = "global::EnvLint.Collections.Rows";

    /// <summary>The classes of one table.</summary>
    /// <param name="table">The table.</param>
    public static string EmitTable(KnowledgeTable table)
    {
        var code = new CodeWriter(Namespace);
        var file = $"rules/data/{table.Name}.toml";
        code.Summary($"The table {file}, as of {table.AsOf}. Each kind of row is made when it is first asked for.");
        code.Line($"public static class {KnowledgeNames.Pascal(table.Name)}Table").Open();
        code.Summary("The date of the facts.");
        code.Line($"public const string AsOf = {CodeWriter.Literal(table.AsOf)};").Line();

        foreach (var (column, value) in table.Values)
        {
            code.Summary($"The value {column.Name} of the table.");
            if (column.IsArray)
            {
                code.Line($"public static {TypeName(column)} {column.Property} => {column.Property}Value.Items;").Line();
            }
            else
            {
                code.Line($"public static {TypeName(column)} {column.Property} => {Value(column, value)};").Line();
            }
        }

        foreach (var set in table.RowSets)
        {
            code.Summary(set.IsSingle ? $"The row [{set.Kind}]." : $"The rows [[{set.Kind}]], in the order of the file.");
            var type = set.IsSingle ? set.Shape.ClassName : $"{Rows}<{set.Shape.ClassName}>";
            code.Line($"public static {type} {set.Property} => {set.Property}Rows.Items;").Line();
        }

        code.Summary("The text of a source.");
        code.Line("/// <param name=\"id\">What a row names in its column source.</param>");
        code.Line("/// <returns>The text; null where there is no source of that id.</returns>");
        code.Line("public static string? Source(string id) => id switch").Open();
        foreach (var (id, text) in table.Sources)
        {
            code.Line($"{CodeWriter.Literal(id)} => {CodeWriter.Literal(text)},");
        }

        code.Line("_ => null,");
        code.Close(";");

        foreach (var (column, value) in table.Values.Where(static pair => pair.Column.IsArray))
        {
            code.Line();
            code.Line($"private static class {column.Property}Value").Open();
            code.Line($"internal static readonly {TypeName(column)} Items = {Value(column, value)};");
            code.Close();
        }

        foreach (var set in table.RowSets)
        {
            code.Line();
            code.Line($"private static class {set.Property}Rows").Open();
            if (set.IsSingle)
            {
                code.Line($"internal static readonly {set.Shape.ClassName} Items = {Row(set.Shape, set.Rows[0])};");
            }
            else
            {
                code.Line($"internal static readonly {Rows}<{set.Shape.ClassName}> Items = new(new object[]");
                code.Line("{");
                foreach (var row in set.Rows)
                {
                    code.Line("    " + Row(set.Shape, row) + ",");
                }

                code.Line("});");
            }

            code.Close();
        }

        code.Close();
        foreach (var set in table.RowSets)
        {
            EmitClass(code, set.Shape, set.IsSingle ? $"The row [{set.Kind}] of {file}." : $"A row [[{set.Kind}]] of {file}.");
        }

        return code.ToString();
    }

    /// <summary>The list of all tables.</summary>
    /// <param name="tables">Name and date of each, in the order of the names.</param>
    public static string EmitList(IReadOnlyList<(string Name, string AsOf)> tables)
    {
        var dates = tables.Select(static table => table.AsOf).OrderBy(static date => date, StringComparer.Ordinal).ToList();
        var code = new CodeWriter(Namespace);
        code.Summary("A table of facts.");
        code.Line("/// <param name=\"Name\">Its name: that of its file without <c>.toml</c>.</param>");
        code.Line("/// <param name=\"AsOf\">The date of its facts: <c>2026-11</c> or <c>2026-11-20</c>.</param>");
        code.Line("public readonly record struct KnowledgeTableInfo(string Name, string AsOf);").Line();
        code.Summary("All tables of facts.");
        code.Line("public static class KnowledgeTables").Open();
        code.Summary("The newest date of a table; empty where there is none.");
        code.Line($"public const string Newest = {CodeWriter.Literal(dates.LastOrDefault() ?? "")};").Line();
        code.Summary("The oldest date of a table; empty where there is none.");
        code.Line($"public const string Oldest = {CodeWriter.Literal(dates.FirstOrDefault() ?? "")};").Line();
        code.Summary("The tables in the order of their names.");
        code.Line($"public static {Array}<KnowledgeTableInfo> All => AllTables.Items;").Line();
        code.Line("private static class AllTables").Open();
        code.Line($"internal static readonly {Array}<KnowledgeTableInfo> Items =");
        code.Line("[");
        foreach (var (name, asOf) in tables)
        {
            code.Line($"    new({CodeWriter.Literal(name)}, {CodeWriter.Literal(asOf)}),");
        }

        code.Line("];");
        code.Close();
        code.Close();
        return code.ToString();
    }

    private static void EmitClass(CodeWriter code, Shape shape, string summary)
    {
        code.Line();
        code.Summary(summary);
        code.Line($"public sealed class {shape.ClassName}").Open();
        code.Line($"internal {shape.ClassName}({string.Join(", ", shape.Columns.Select(static column => TypeName(column) + " @" + column.Name))})").Open();
        foreach (var column in shape.Columns)
        {
            code.Line($"{column.Property} = @{column.Name};");
        }

        code.Close();
        foreach (var column in shape.Columns)
        {
            code.Line();
            code.Summary(column.Name == "verified" ? "Whether the fact has been checked against its source; where not, it may lower a severity, never raise one."
                : column.IsArray ? $"The column {column.Name}; empty where the row does not have it."
                : column.IsOptional ? $"The column {column.Name}; null where the row does not have it."
                : $"The column {column.Name}.");
            code.Line($"public {TypeName(column)} {column.Property} {{ get; }}");
        }

        code.Close();
        foreach (var column in shape.Columns)
        {
            if (column.Inner is { } inner)
            {
                EmitClass(code, inner, $"A table {column.Name} inside of {shape.ClassName}.");
            }
        }
    }

    private static string TypeName(Column column)
    {
        var type = column.Type switch
        {
            ColumnType.String => "string",
            ColumnType.Boolean => "bool",
            ColumnType.Int => "int",
            ColumnType.Long => "long",
            ColumnType.Double => "double",
            ColumnType.Date => "global::System.DateOnly",
            ColumnType.Table => column.Inner?.ClassName ?? "",
            ColumnType.IntArray => Array + "<int>",
            ColumnType.LongArray => Array + "<long>",
            ColumnType.DoubleArray => Array + "<double>",
            ColumnType.TableArray => $"{Rows}<{column.Inner?.ClassName}>",
            _ => Array + "<string>",
        };
        return column.IsOptional && !column.IsArray && column.Name != "verified" ? type + "?" : type;
    }

    private static string Row(Shape shape, TomlTable row) =>
        $"new {shape.ClassName}(" + string.Join(", ", shape.Columns.Select(column => row.TryGet(column.Name, out var entry) ? Value(column, entry.Value) : Missing(column))) + ")";

    private static string Missing(Column column) => column.Type == ColumnType.TableArray ? "default" : column.IsArray ? "[]" : column.Name == "verified" ? "true" : "null";

    private static string Value(Column column, TomlValue value) => value switch
    {
        TomlArray array when column.Type == ColumnType.TableArray => "new(new object[] { " + string.Join(", ", array.Items.Select(item => Value(column, item))) + " })",
        TomlArray array => "[" + string.Join(", ", array.Items.Select(item => Value(column, item))) + "]",
        TomlTable table when column.Inner is { } inner => Row(inner, table),
        TomlString text => CodeWriter.Literal(text.Value),
        TomlBoolean truth => truth.Value ? "true" : "false",
        TomlInteger { Value: long.MinValue } => "long.MinValue",
        TomlInteger integer => integer.Value.ToString(CultureInfo.InvariantCulture) + (column.Type is ColumnType.Long or ColumnType.LongArray ? "L" : ""),
        TomlFloat number => number.Value.ToString("R", CultureInfo.InvariantCulture) + "d",
        TomlDateTime date => $"new global::System.DateOnly({date.Year}, {date.Month}, {date.Day})",
        _ => "null",
    };
}
