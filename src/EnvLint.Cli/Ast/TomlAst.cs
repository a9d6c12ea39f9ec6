using System.Globalization;
using EnvLint.Syntax.Toml;
using EnvLint.Text;

namespace EnvLint.Cli.Ast;

/// <summary>Writes the statements of a TOML file as they stand.</summary>
internal sealed class TomlAst(AstWriter writer)
{
    /// <summary>Writes the tree.</summary>
    /// <param name="document">The tree.</param>
    public void Write(TomlDocument document)
    {
        writer.Open("Toml", new TextSpan(0, document.Text.Length));
        writer.List("statements", document.Statements, Write);
        writer.Close();
    }

    private void Write(TomlStatement statement)
    {
        switch (statement)
        {
            case TomlTableHeader header:
                writer.Open("TableHeader", header.Span);
                Write(header.Key);
                writer.Flag("isArray", header.IsArray);
                break;
            case TomlKeyValue pair:
                writer.Open("KeyValue", pair.Span);
                Write(pair.Key);
                writer.Json.WritePropertyName("value");
                Write(pair.Value);
                break;
        }

        writer.Close();
    }

    private void Write(TomlKey key) => writer.List("key", key.Parts, part => writer.Json.WriteStringValue(part.Name));

    // Nesting is bounded by the parser.
    private void Write(TomlValue value)
    {
        writer.Open(value.Kind.ToString(), value.Span);
        switch (value)
        {
            case TomlString text:
                writer.Json.WriteString("value", text.Value);
                break;
            case TomlInteger number:
                writer.Json.WriteNumber("value", number.Value);
                break;
            case TomlFloat number:
                writer.Json.WriteString("value", number.Value.ToString(CultureInfo.InvariantCulture));
                break;
            case TomlBoolean boolean:
                writer.Json.WriteBoolean("value", boolean.Value);
                break;
            case TomlArray array:
                writer.List("items", array.Items, Write);
                break;
            case TomlInlineTable table:
                writer.List("entries", table.KeyValues, Write);
                break;
        }

        writer.Close();
    }
}
