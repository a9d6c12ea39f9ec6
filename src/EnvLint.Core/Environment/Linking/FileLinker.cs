using System.Collections.Immutable;
using EnvLint.Environment.Facts;
using EnvLint.Text;

namespace EnvLint.Environment.Linking;

/// <summary>Finds the files of the root that the commands of one file name. Nothing is read before a command asks.</summary>
/// <param name="path">The file's path, as findings name it.</param>
/// <param name="files">The other files.</param>
internal abstract class FileLinker(string path, ILinkedFiles files)
{
    // What one file may have read and looked at on behalf of its commands: no real file comes near to it.
    private int _charactersLeft = 4_000_000;
    private int _looksLeft = 400_000;

    /// <summary>The other files.</summary>
    public ILinkedFiles Files { get; } = files;

    /// <summary>The file's path, as findings name it.</summary>
    protected string Path { get; } = path;

    /// <summary>The text of a file that a command reads.</summary>
    /// <param name="use">The command.</param>
    /// <param name="path">The path as the command names it.</param>
    /// <param name="earlier">What happened before in the same sequence, the command last.</param>
    /// <param name="before">The sequence that it begins with; null for none.</param>
    /// <returns>Null where it is not known which file that is, or what stands in it by then.</returns>
    public SourceText? Find(CommandUse use, string path, ImmutableArray<Fact>.Builder earlier, CommandSequence? before)
    {
        if (path.AsSpan().IndexOfAny("*?[") >= 0 || path.Contains("://", StringComparison.Ordinal)
            || Locate(use, path.Replace('\\', '/'), earlier, before) is not { } found)
        {
            return null;
        }

        _charactersLeft -= found.Content.Length;
        return _charactersLeft >= 0 ? found : null;
    }

    /// <summary>Finds the file.</summary>
    /// <param name="use">The command.</param>
    /// <param name="path">The path as the command names it.</param>
    /// <param name="earlier">What happened before in the same sequence, the command last.</param>
    /// <param name="before">The sequence that it begins with; null for none.</param>
    protected abstract SourceText? Locate(CommandUse use, string path, ImmutableArray<Fact>.Builder earlier, CommandSequence? before);

    /// <summary>Takes note of a look at a fact; false once a file has cost too much.</summary>
    protected bool Look() => --_looksLeft >= 0;

    /// <summary>Whether a command may have made or changed a file of this name.</summary>
    /// <param name="use">The command.</param>
    /// <param name="name">The file's name without its folder.</param>
    protected static bool Touches(CommandUse use, string name)
    {
        foreach (var redirection in use.Redirections)
        {
            if (redirection.Kind is Syntax.Shell.ShellRedirectionKind.Output or Syntax.Shell.ShellRedirectionKind.Append or Syntax.Shell.ShellRedirectionKind.Clobber
                && redirection.Target is { } target && Names(target, name))
            {
                return true;
            }
        }

        switch (use.Program)
        {
            case "pip-compile" or "pipreqs" or "pip-sync" or "conda-lock":
                return true;
            case "poetry" or "pdm" or "pipenv" when use.Arguments is [{ Value: "export" or "requirements" or "lock" }, ..]:
                return true;
            case "uv" when use.Invocation is { Subcommand: "export" or "pip compile" or "pip freeze" }:
                return true;
            case "pip" or "pip3" or "uv" or "python" or "python3" when use.IsPip || use.Invocation is { Subcommand.Length: > 0 }:
            case "conda" or "mamba" or "micromamba" or "cat" or "echo" or "printf" or "ls" or "head" or "tail" or "wc" or "grep" or "egrep" or "test" or "[" or "stat" or "file"
                or "diff" or "cmp" or "chmod" or "chown" or "cd" or "pushd" or "git" or "export" or "docker":
                return false;
            case "cp":
                return use.Arguments is [.., var last] && Names(last, name);
        }

        foreach (var argument in use.Arguments)
        {
            if (Names(argument, name))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Names(Word word, string name)
    {
        var text = word.Value ?? word.Raw.Trim('"', '\'');
        return word.HasGlob
            ? text.LastIndexOf('.') is >= 0 and var dot && name.EndsWith(text[dot..], StringComparison.Ordinal)
            : text.EndsWith(name, StringComparison.Ordinal) && (text.Length == name.Length || text[^(name.Length + 1)] is '/' or '\\' or '=');
    }
}
