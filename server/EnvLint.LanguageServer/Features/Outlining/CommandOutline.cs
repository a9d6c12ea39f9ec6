using System.Collections.Immutable;
using EnvLint.Engine;
using EnvLint.Environment.Facts;
using EnvLint.Manifests;
using EnvLint.Syntax.Shell;
using EnvLint.Text;

namespace EnvLint.LanguageServer.Features.Outlining;

/// <summary>The commands of a file that change an environment: that install, add a source, fetch, build or run an image.</summary>
internal sealed class CommandOutline
{
    private readonly List<(CommandUse Use, List<string> Packages)> _commands = [];

    private CommandOutline()
    {
    }

    /// <summary>Finds the commands of a file.</summary>
    /// <param name="file">The file.</param>
    public static CommandOutline Of(FileAnalysis file)
    {
        var result = new CommandOutline();
        if (file.Facts is not { } facts)
        {
            return result;
        }

        var packages = new Dictionary<CommandUse, List<string>>(ReferenceEqualityComparer.Instance);
        foreach (var request in facts.Packages)
        {
            if (request.LinkedFile is null)
            {
                ListOf(request.Command)?.Add(request.Name + request.Constraint);
            }
        }

        foreach (var repository in facts.Repositories)
        {
            ListOf(repository.Command);
        }

        foreach (var download in facts.Downloads)
        {
            ListOf(download.Command);
        }

        foreach (var run in facts.ContainerRuns)
        {
            if (ListOf(run.Command) is { Count: 0 } list && run.Image is { } image)
            {
                list.Add(image.ToString());
            }
        }

        foreach (var build in facts.ImageBuilds)
        {
            ListOf(build.Command);
        }

        foreach (var link in facts.Links)
        {
            foreach (var command in facts.Commands)
            {
                if (command.Span.Contains(link.Span) && ListOf(command) is { } list)
                {
                    list.Add(link.Path);
                    break;
                }
            }
        }

        foreach (var command in facts.Commands)
        {
            if (packages.Remove(command, out var list))
            {
                result._commands.Add((command, list));
            }
        }

        return result;

        List<string>? ListOf(CommandUse? command)
        {
            if (command is null)
            {
                return null;
            }

            if (!packages.TryGetValue(command, out var list))
            {
                packages.Add(command, list = []);
            }

            return list;
        }
    }

    /// <summary>The commands of a script, with the functions that hold them.</summary>
    /// <param name="file">The script.</param>
    public static ImmutableArray<OutlineEntry> WithFunctions(FileAnalysis file)
    {
        var commands = Of(file);
        var functions = file.Kind == ManifestKind.Shell ? FunctionsOf(file) : NamesOf(file);
        var items = new OutlineItems();
        foreach (var (name, span, nameSpan) in functions)
        {
            items.Add(name, "", OutlineKind.Module, span, nameSpan, commands.In(span, functions));
        }

        commands.AddTo(items, within: null, functions);
        return items.Finish();
    }

    /// <summary>The commands of a stretch of the file.</summary>
    /// <param name="within">The stretch.</param>
    public OutlineItems In(TextSpan within) => In(within, []);

    private OutlineItems In(TextSpan within, List<(string Name, TextSpan Span, TextSpan NameSpan)> functions)
    {
        var items = new OutlineItems();
        AddTo(items, within, functions);
        return items;
    }

    // Of a function that holds another one all commands are listed there; elsewhere those outside of all functions.
    private void AddTo(OutlineItems items, TextSpan? within, List<(string Name, TextSpan Span, TextSpan NameSpan)> functions)
    {
        foreach (var (use, packages) in _commands)
        {
            if (within is { } stretch ? stretch.Contains(use.Span) : !functions.Exists(function => function.Span.Contains(use.Span)))
            {
                var subcommand = use.Invocation?.Subcommand ?? "";
                items.Add($"{use.Program} {subcommand}", OutlineItems.ListOf(packages), OutlineKind.Function, use.Span, use.Span.Contains(use.ProgramWord.Span) ? use.ProgramWord.Span : use.Span);
            }
        }
    }

    private static List<(string Name, TextSpan Span, TextSpan NameSpan)> FunctionsOf(FileAnalysis file)
    {
        var functions = new List<(string, TextSpan, TextSpan)>();
        foreach (var shell in file.Facts?.Shells ?? [])
        {
            if (shell.Origin != ShellOrigin.Script)
            {
                continue;
            }

            foreach (var item in shell.Tree.Body.Items)
            {
                foreach (var pipeline in item.Pipelines)
                {
                    foreach (var command in pipeline.Commands)
                    {
                        if (command is ShellFunction function)
                        {
                            var at = shell.Tree.Text.IndexOf(function.Name, function.Span.Start, function.Span.Length, StringComparison.Ordinal);
                            functions.Add((function.Name, shell.ToFile(function.Span), shell.ToFile(at < 0 ? function.Span : new TextSpan(at, function.Name.Length))));
                        }
                    }
                }
            }
        }

        return functions;
    }

    // PowerShell's functions and batch's labels: where they begin. Where they end is for their shells to say.
    private static List<(string Name, TextSpan Span, TextSpan NameSpan)> NamesOf(FileAnalysis file)
    {
        const string Function = "function ";
        var functions = new List<(string, TextSpan, TextSpan)>();
        var source = file.Source;
        for (var line = 0; line < source.Lines.Count; line++)
        {
            var span = source.LineSpan(line);
            var text = source.Content.AsSpan(span.Start, span.Length);
            var start = text.Length - text.TrimStart().Length;
            var mark = file.Kind == ManifestKind.Batch
                ? text[start..] is [':', not (':' or ' ' or '\t'), ..] ? 1 : 0
                : text[start..].StartsWith(Function, StringComparison.OrdinalIgnoreCase) ? Function.Length : 0;
            if (mark == 0)
            {
                continue;
            }

            start += mark;
            while (start < text.Length && text[start] is ' ' or '\t')
            {
                start++;
            }

            var end = start;
            while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '-' or '_' or ':' or '.'))
            {
                end++;
            }

            functions.Add((text[start..end].ToString(), span, TextSpan.FromBounds(span.Start + start, span.Start + end)));
        }

        return functions;
    }
}
