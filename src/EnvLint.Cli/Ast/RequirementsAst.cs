using EnvLint.Syntax.Requirements;
using EnvLint.Text;

namespace EnvLint.Cli.Ast;

/// <summary>Writes the lines of a requirements file as pip reads them.</summary>
internal sealed class RequirementsAst(AstWriter writer)
{
    /// <summary>Writes the tree.</summary>
    /// <param name="document">The tree.</param>
    public void Write(RequirementsDocument document)
    {
        writer.Open("Requirements", new TextSpan(0, document.Text.Length));
        writer.List("lines", document.Lines, Write);
        writer.Close();
    }

    private void Write(RequirementsLine line)
    {
        writer.Open(line.Kind.ToString(), line.Span);
        if (line.Requirement is { } requirement)
        {
            writer.Json.WritePropertyName("requirement");
            Write(requirement, line.RequirementMap);
        }

        writer.Flag("hasVariables", line.HasVariables);
        writer.List("options", line.Options, option =>
        {
            writer.Open(option.Name, line.ToFile(option.NameSpan));
            if (option.Value is { } value)
            {
                writer.Json.WriteString("value", value);
                writer.Span("valueSpan", line.ToFile(option.ValueSpan));
            }

            writer.Close();
        });
        writer.List("errors", line.Errors, error =>
        {
            writer.Open("Error", line.ToFile(error.Span));
            writer.Json.WriteString("message", error.Message);
            writer.Close();
        });
        writer.Close();
    }

    private void Write(Requirement requirement, SpanMap map)
    {
        writer.Open(requirement.Form.ToString(), map.ToOuter(new TextSpan(0, requirement.Text.Length)));
        writer.Json.WriteString("name", requirement.Name);
        writer.List("extras", requirement.Extras, extra =>
        {
            writer.Open(extra.Name, map.ToOuter(extra.Span));
            writer.Close();
        });
        writer.List("specifiers", requirement.Specifiers.Specifiers, specifier =>
        {
            writer.Open(specifier.Operator.ToString(), map.ToOuter(specifier.Span));
            writer.Json.WriteString("version", specifier.VersionText);
            writer.Close();
        });
        if (requirement.Url.Length > 0)
        {
            writer.Json.WriteString("url", requirement.Url);
        }

        if (!requirement.MarkerSpan.IsEmpty)
        {
            writer.Span("marker", map.ToOuter(requirement.MarkerSpan));
        }

        writer.Close();
    }
}
