using EnvLint.Syntax.Ini;

namespace EnvLint.Cli.Ast;

/// <summary>Writes the lines of a <c>.wslconfig</c> or <c>wsl.conf</c> as WSL reads them.</summary>
internal sealed class IniAst(AstWriter writer)
{
    /// <summary>Writes the tree.</summary>
    /// <param name="document">The tree.</param>
    public void Write(IniDocument document)
    {
        writer.Open("Ini", new Text.TextSpan(0, document.Source.Length));
        writer.Json.WriteString("dialect", document.Dialect.ToString());
        writer.List("statements", document.Statements, Write);
        writer.List("errors", document.Errors, Write);
        writer.Close();
    }

    private void Write(IniStatement statement)
    {
        switch (statement)
        {
            case IniHeader header:
                writer.Open("Header", header.Span);
                writer.Json.WriteString("name", header.Name);
                break;
            case IniSetting setting:
                writer.Open("Setting", setting.Span);
                writer.Json.WriteString("section", setting.Section);
                writer.Json.WriteString("key", setting.Key);
                writer.Span("keySpan", setting.KeySpan);
                writer.Json.WriteString("value", setting.Value);
                writer.Span("valueSpan", setting.ValueSpan);
                writer.Flag("isKeyLost", setting.IsKeyLost);
                break;
            default:
                writer.Open("BadLine", statement.Span);
                break;
        }

        writer.Flag("isBehindStop", statement.IsBehindStop);
        if (statement.Error is { } error)
        {
            writer.Json.WritePropertyName("error");
            Write(error);
        }

        writer.Close();
    }

    private void Write(IniError error)
    {
        writer.Open(error.Kind.ToString(), error.Span);
        writer.Json.WriteString("expected", error.Expected);
        writer.Close();
    }
}
