using EnvLint.Syntax.Yaml;
using EnvLint.Text;

namespace EnvLint.Cli.Ast;

/// <summary>Writes the documents of a YAML file.</summary>
internal sealed class YamlAst(AstWriter writer)
{
    /// <summary>Writes the tree of a file.</summary>
    /// <param name="source">The file.</param>
    /// <param name="syntax">Its tree.</param>
    /// <param name="isTemplate">Whether a tool still has to fill it in, so that it was not read.</param>
    public void Write(SourceText source, YamlDocumentSet syntax, bool isTemplate)
    {
        writer.Open("Yaml", new TextSpan(0, source.Length));
        writer.Flag("isTemplate", isTemplate);
        writer.Flag("isIncomplete", !syntax.IsComplete && !isTemplate);
        writer.List("documents", syntax.Documents, document => Write(document.Root));
        writer.Close();
    }

    // Nesting is bounded by the parser.
    private void Write(YamlNode? node)
    {
        switch (node)
        {
            case YamlScalar scalar:
                Open("Scalar", scalar);
                writer.Json.WriteString("style", scalar.Style.ToString());
                writer.Json.WriteString("is", scalar.Type.ToString());
                writer.Json.WriteString("value", scalar.Value);
                writer.Close();
                break;
            case YamlAlias alias:
                Open("Alias", alias);
                writer.Json.WriteString("name", alias.Name);
                writer.Flag("isUnknown", alias.Target is null);
                writer.Close();
                break;
            case YamlSequence sequence:
                Open("Sequence", sequence);
                writer.Flag("isFlow", sequence.IsFlow);
                writer.Flag("isCutOff", !sequence.IsComplete);
                writer.List("items", sequence.Items, item => Write(item.Value));
                writer.Close();
                break;
            case YamlMapping mapping:
                Open("Mapping", mapping);
                writer.Flag("isFlow", mapping.IsFlow);
                writer.Flag("isCutOff", !mapping.IsComplete);
                writer.List("entries", mapping.Entries, entry =>
                {
                    writer.Open("Entry", entry.Span);
                    writer.Json.WritePropertyName("key");
                    Write(entry.Key);
                    writer.Json.WritePropertyName("value");
                    Write(entry.Value);
                    writer.Close();
                });
                writer.Close();
                break;
            default:
                writer.Json.WriteNullValue();
                break;
        }
    }

    private void Open(string type, YamlNode node)
    {
        writer.Open(type, node.Span);
        if (node.Anchor.Length > 0)
        {
            writer.Json.WriteString("anchor", node.Anchor);
        }

        if (node.Tag.Length > 0)
        {
            writer.Json.WriteString("tag", node.Tag);
        }
    }
}
