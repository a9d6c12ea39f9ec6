using EnvLint.Manifests;
using EnvLint.Manifests.Guides;
using EnvLint.Syntax.Markdown;
using EnvLint.Text;

namespace EnvLint.Cli.Ast;

/// <summary>Writes the blocks of a guide, and what it has a reader do.</summary>
internal sealed class MarkdownAst(AstWriter writer)
{
    /// <summary>Writes a guide.</summary>
    /// <param name="guide">The guide.</param>
    public void Write(GuideFile guide)
    {
        writer.Open("Markdown", new TextSpan(0, guide.Source.Length));
        writer.List("blocks", guide.Document.Blocks, Write);
        writer.List("steps", guide.Steps, Write);
        writer.Close();
    }

    private void Write(MarkdownBlock block)
    {
        writer.Open(block.Kind.ToString(), block.Span);
        if (block.Level > 0)
        {
            writer.Json.WriteNumber("level", block.Level);
        }

        if (block.Kind == MarkdownBlockKind.FencedCode)
        {
            writer.Json.WriteString("language", block.Info.Language);
            writer.Json.WriteString("title", block.Info.Title);
        }

        writer.Close();
    }

    private void Write(GuideStep step)
    {
        writer.Open("Step", step.Block.Span);
        writer.Json.WriteString("section", step.Section.Title);
        if (step.Manifest != ManifestKind.None)
        {
            writer.Json.WriteString("manifest", ManifestKindNames.Of(step.Manifest));
            writer.Json.WriteString("path", step.Path);
        }

        writer.List("commands", step.Commands, commands =>
        {
            writer.Open(commands.Shell.ToString(), commands.Text.ToFile(new TextSpan(0, commands.Text.Text.Length)));
            writer.Json.WriteString("text", commands.Text.Text);
            writer.Close();
        });
        writer.Close();
    }
}
