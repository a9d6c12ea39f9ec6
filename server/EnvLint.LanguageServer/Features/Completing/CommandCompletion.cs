using EnvLint.Environment;
using EnvLint.Knowledge;
using EnvLint.Text;

namespace EnvLint.LanguageServer.Features.Completing;

/// <summary>Completes the words of commands: pip, uv, conda, apt, docker.</summary>
internal static class CommandCompletion
{
    /// <summary>Offers what fits in a stretch of shell text.</summary>
    /// <param name="site">The place.</param>
    /// <param name="list">Takes what fits.</param>
    /// <param name="stretch">The stretch: whole commands around the cursor.</param>
    /// <param name="escape">What takes a line end away.</param>
    /// <param name="hasCommentLines">Whether it stands in a Dockerfile, whose comment lines belong to no command.</param>
    public static void Complete(CompletionSite site, CompletionList list, TextSpan stretch, char escape = '\\', bool hasCommentLines = false)
    {
        if (new CommandReader(site.Text, site.Position, escape, hasCommentLines).Read(stretch.Start, stretch.End) is not { } command)
        {
            return;
        }

        var words = command.Words;
        var first = Program(words, command.Index);
        if (first >= command.Index)
        {
            return;
        }

        var program = NameOf(words[first].Value);
        if (program is "bash" or "sh" or "zsh" && words[command.Index] is { Span.Length: > 1 } script && site.Text[script.Span.Start] is '"' or '\'' && words[command.Index - 1].Value.StartsWith('-') && words[command.Index - 1].Value.EndsWith('c'))
        {
            var end = script.Span.End - (site.Text[script.Span.End - 1] == site.Text[script.Span.Start] ? 1 : 0);
            if (site.Position <= end)
            {
                Complete(site, list, TextSpan.FromBounds(script.Span.Start + 1, end), escape, hasCommentLines);
            }

            return;
        }

        if (program.StartsWith("python", StringComparison.Ordinal) || program is "py")
        {
            // python -m pip
            for (var i = first + 1; i + 1 < command.Index; i++)
            {
                if (words[i].Value == "-m")
                {
                    first = i + 1;
                    program = words[first].Value;
                    break;
                }
            }
        }

        switch (program)
        {
            case "uv" when first + 1 < command.Index && words[first + 1].Value == "pip":
                Pip(site, list, command, first + 1);
                break;
            case "uv" when first + 1 < command.Index && words[first + 1].Value == "add":
                Pip(site, list, command, first);
                break;
            case "conda" or "mamba" or "micromamba":
                Conda(site, list, command, first);
                break;
            case "apt" or "apt-get":
                Apt(site, list, command, first);
                break;
            case "docker" or "podman" or "nerdctl":
                Docker(site, list, command, first);
                break;
            default:
                if (program is "pip" || (program.StartsWith("pip", StringComparison.Ordinal) && Words.IsAll(program.AsSpan(3), static character => char.IsAsciiDigit(character) || character == '.')))
                {
                    Pip(site, list, command, first);
                }

                break;
        }
    }

    // The word that names the program: behind assignments, sudo and the like.
    private static int Program(List<CommandWord> words, int end)
    {
        var i = 0;
        while (i < end)
        {
            var word = words[i].Value;
            if (word is "sudo" or "env" or "time" or "exec" or "command" or "then" or "do" or "else" or "!" or "RUN" || word.StartsWith("--mount", StringComparison.Ordinal) || IsAssignment(word) || (i > 0 && word.StartsWith('-')))
            {
                i++;
            }
            else
            {
                break;
            }
        }

        return i;
    }

    private static bool IsAssignment(string word) =>
        word.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals && Words.IsAll(word.AsSpan(0, equals), Words.IsName);

    private static string NameOf(string word)
    {
        word = word.TrimStart('!', '%');
        word = word[(word.LastIndexOfAny(['/', '\\']) + 1)..];
        return word.EndsWith(".exe", StringComparison.OrdinalIgnoreCase) ? word[..^4] : word;
    }

    private static string? Verb(CommandAtCursor command, int program, out int index)
    {
        for (index = program + 1; index < command.Index; index++)
        {
            if (!command.Words[index].Value.StartsWith('-'))
            {
                return command.Words[index].Value;
            }
        }

        return null;
    }

    private static void Pip(CompletionSite site, CompletionList list, CommandAtCursor command, int program)
    {
        if (Verb(command, program, out var verb) is not ("install" or "download" or "wheel" or "add"))
        {
            return;
        }

        var around = new PipSurroundings(site);
        for (var i = verb + 1; i < command.Words.Count; i++)
        {
            var word = command.Words[i].Value;
            if (i == command.Index)
            {
                continue;
            }

            if (ValueBehind(word, s_indexes) is { } value)
            {
                around.TakeIndex(value);
            }
            else if (i > 0 && Array.IndexOf(s_indexes, command.Words[i - 1].Value) >= 0)
            {
                around.TakeIndex(word);
            }
            else if (ValueBehind(word, s_pages) is not null || Array.IndexOf(s_pages, word) >= 0)
            {
                around.HasOtherIndex = true;
            }
            else if (!word.StartsWith('-'))
            {
                around.Take(word);
            }
        }

        var previous = command.Words[command.Index - 1].Value;
        if (Array.IndexOf(s_indexes, previous) >= 0 || ValueBehind(command.Typed, s_indexes) is not null)
        {
            IndexCompletion.Complete(list, around);
        }
        else if (!command.Typed.StartsWith('-') && !(previous.StartsWith('-') && TakesValue(previous)))
        {
            RequirementCompletion.Complete(list, command.Typed, around);
        }
    }

    private static readonly string[] s_indexes = ["--index-url", "-i", "--extra-index-url", "--index", "--default-index"];
    private static readonly string[] s_pages = ["--find-links", "-f"];

    private static string? ValueBehind(string word, string[] options)
    {
        var equals = word.StartsWith("--", StringComparison.Ordinal) ? word.IndexOf('=', StringComparison.Ordinal) : -1;
        return equals > 0 && Array.IndexOf(options, word[..equals]) >= 0 ? word[(equals + 1)..] : null;
    }

    // Options of pip and uv whose value is the next word; of the others none is known to have one.
    private static bool TakesValue(string option) => option is
        "-r" or "--requirement" or "-c" or "--constraint" or "-e" or "--editable" or "-t" or "--target" or "--python" or "-p" or "--python-version" or "--platform" or "--prefix" or "--root" or "--src"
        or "-f" or "--find-links" or "--no-binary" or "--only-binary" or "--timeout" or "--retries" or "--cache-dir" or "--proxy" or "--trusted-host" or "--log" or "-d" or "--dest" or "-w" or "--wheel-dir"
        or "--abi" or "--implementation" or "--progress-bar" or "--upgrade-strategy" or "--torch-backend" or "--index-strategy" or "--extra" or "--group" or "-C" or "--config-settings";

    private static void Conda(CompletionSite site, CompletionList list, CommandAtCursor command, int program)
    {
        if (Verb(command, program, out var verb) is not ("install" or "create" or "update"))
        {
            return;
        }

        var around = new PipSurroundings(site);
        for (var i = verb + 1; i < command.Words.Count; i++)
        {
            var word = command.Words[i].Value;
            if (i == command.Index)
            {
                continue;
            }

            if (command.Words[i - 1].Value is "-c" or "--channel")
            {
                around.Channels.Add(CondaPackages.ChannelName(word));
            }
            else if (!word.StartsWith('-'))
            {
                around.Take(word);
            }
        }

        var previous = command.Words[command.Index - 1].Value;
        if (previous is "-c" or "--channel")
        {
            Channels(list, around.Channels);
        }
        else if (!command.Typed.StartsWith('-') && previous is not ("-n" or "--name" or "-p" or "--prefix" or "-f" or "--file" or "--solver" or "--platform" or "--subdir"))
        {
            MatchSpecCompletion.Complete(list, command.Typed, around);
        }
    }

    /// <summary>Offers the channels of conda that still get packages, or did.</summary>
    /// <param name="list">Takes what fits.</param>
    /// <param name="given">Channels that are named already.</param>
    public static void Channels(CompletionList list, List<string?> given)
    {
        list.ReplaceWord(static character => Words.IsPackage(character) || character is '/' or ':');
        foreach (var row in CondaPackages.Channels)
        {
            if (!given.Contains(row.Name))
            {
                list.Add(row.Name, CompletionKind.Module, detail: row.Status == "active" ? "" : row.Last is { } last ? $"{row.Status} at pytorch {last}" : row.Status, isDeprecated: row.Status != "active");
            }
        }
    }

    private static void Apt(CompletionSite site, CompletionList list, CommandAtCursor command, int program)
    {
        if (Verb(command, program, out _) is not "install" || command.Typed.StartsWith('-') || command.Words[command.Index - 1].Value is "-t" or "-o" or "-c")
        {
            return;
        }

        list.ReplaceWord(Words.IsPackage);
        var around = new PipSurroundings(site);
        foreach (var minor in CudaDrivers.Minors)
        {
            if (!MayBeInstalled(site, around, minor))
            {
                continue;
            }

            var ending = minor.Replace('.', '-');
            foreach (var stem in (ReadOnlySpan<string>)["cuda-toolkit-", "cuda-nvcc-", "cuda-compiler-"])
            {
                list.Add(stem + ending, CompletionKind.Module, detail: $"CUDA {minor}, without a driver");
            }
        }

        // WSL takes the driver of Windows, an image that of its host.
        if (IsLinuxMachine(site))
        {
            list.Add("cuda-drivers", CompletionKind.Module, detail: "NVIDIA's driver");
        }
    }

    // Whether the repositories that the file names, or its base image, may have the packages of a CUDA version. The first packages of that form came with 11.
    private static bool MayBeInstalled(CompletionSite site, PipSurroundings around, string cuda)
    {
        if (DottedNumber.Compare(cuda, "11") < 0)
        {
            return false;
        }

        foreach (var repository in site.File?.Facts?.Repositories ?? [])
        {
            if (CudaRepositories.Find(repository.CudaDistribution) is { } row && !CudaRepositories.MayHold(row, cuda))
            {
                return false;
            }
        }

        return around.StageAt() is not { KnownImage: { } image } || CudaRepositories.Find(CudaRepositories.FolderOf(image.Distribution, image.Release)) is not { } own || CudaRepositories.MayHold(own, cuda);
    }

    private static bool IsLinuxMachine(CompletionSite site)
    {
        if (site.File?.Dockerfile is not null)
        {
            return false;
        }

        foreach (var shell in site.File?.Facts?.Shells ?? [])
        {
            var span = shell.ToFile(new TextSpan(0, shell.Text.Text.Length));
            if (span.Start <= site.Position && site.Position <= span.End && shell.Scope.Kind != ScopeKind.Unknown)
            {
                return shell.Scope.Kind == ScopeKind.LinuxHost;
            }
        }

        return site.Analysis.Options is { Target.Platform: TargetPlatform.Linux, Scope: ScopeKind.Unknown or ScopeKind.LinuxHost };
    }

    private static void Docker(CompletionSite site, CompletionList list, CommandAtCursor command, int program)
    {
        var verb = Verb(command, program, out _);
        if (verb is not ("run" or "create" or "pull"))
        {
            return;
        }

        var previous = command.Words[command.Index - 1].Value;
        if (previous == "--gpus" || command.Typed.StartsWith("--gpus=", StringComparison.Ordinal))
        {
            list.ReplaceWord(Words.IsName);
            list.Add("all", CompletionKind.EnumMember);
        }
        else if (previous == "--runtime" || command.Typed.StartsWith("--runtime=", StringComparison.Ordinal))
        {
            list.ReplaceWord(Words.IsName);
            list.Add("nvidia", CompletionKind.EnumMember);
        }
        else if (!command.Typed.StartsWith('-') && ImageCompletion.IsPart(command.Typed is [.., var last] ? last : 'a'))
        {
            // Which word is the image shows only where it has a tag, or right behind pull.
            ImageCompletion.Complete(site, list, site.WordOf(ImageCompletion.IsPart), withNames: verb == "pull");
        }
    }
}
