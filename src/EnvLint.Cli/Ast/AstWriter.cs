using EnvLint.Engine;
using EnvLint.Environment.Facts;

namespace EnvLint.Cli.Ast;

/// <summary>Writes a file's trees as JSON: what the checker sees, for rule authors and bug reports.</summary>
internal sealed class AstWriter : FileJsonWriter
{
    private AstWriter(Stream stream, FileAnalysis file)
        : base(stream, file)
    {
    }

    /// <summary>Writes the trees of a file.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="file">The file.</param>
    public static void Write(Stream stream, FileAnalysis file)
    {
        using var writer = new AstWriter(stream, file);
        writer.WriteFile();
    }

    private void WriteFile()
    {
        OpenFile();
        if (File.Dockerfile is { } dockerfile)
        {
            Json.WritePropertyName("tree");
            new DockerfileAst(this).Write(dockerfile.Tree);
        }
        else if (File.Wsl is { } wsl)
        {
            Json.WritePropertyName("tree");
            new IniAst(this).Write(wsl.Syntax);
        }
        else if (File.Conda is { } conda)
        {
            Json.WritePropertyName("tree");
            new YamlAst(this).Write(conda.Source, conda.Syntax, conda.IsTemplate);
        }
        else if (File.Compose is { } compose)
        {
            Json.WritePropertyName("tree");
            new YamlAst(this).Write(compose.Source, compose.Syntax, compose.IsTemplate);
        }
        else if (File.Requirements is { } requirements)
        {
            Json.WritePropertyName("tree");
            new RequirementsAst(this).Write(requirements.Tree);
        }
        else if (File.PyProject is { } project)
        {
            Json.WritePropertyName("tree");
            new TomlAst(this).Write(project.Syntax);
        }
        else if (File.Guide is { } guide)
        {
            Json.WritePropertyName("tree");
            new MarkdownAst(this).Write(guide);
        }

        List("shells", File.Facts?.Shells ?? [], WriteShell);
        CloseFile();
    }

    private void WriteShell(ShellSource shell)
    {
        Open("Shell", shell.ToFile(shell.Tree.Body.Span));
        Json.WriteString("origin", shell.Origin.ToString());
        Json.WriteString("scope", shell.Scope.Kind.ToString());
        Json.WritePropertyName("body");
        new ShellAst(this, shell).Write(shell.Tree.Body);
        Close();
    }
}
