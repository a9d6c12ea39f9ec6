namespace EnvLint.Manifests.Guides;

/// <summary>Tells a command line from a sentence, where nothing but its words says what it is.</summary>
internal static class GuideCommandLine
{
    // Words that stand in sentences and that no package is called.
    private static readonly HashSet<string> s_prose = new(StringComparer.OrdinalIgnoreCase)
    {
        "a", "an", "the", "and", "or", "to", "is", "are", "was", "be", "it", "its", "this", "that", "these", "with", "from", "of", "on", "your", "you", "we", "can", "will", "should",
        "must", "if", "then", "when", "which", "using", "use", "used", "via", "into", "as", "by", "for", "command", "commands", "package", "packages", "not", "also", "after", "before", "now",
    };

    /// <summary>Whether a line is as a whole a command that sets up or looks at an environment.</summary>
    /// <param name="line">The line as a reader sees it.</param>
    /// <param name="shell">The shell that it is meant for.</param>
    public static bool IsCommand(ReadOnlySpan<char> line, out GuideShell shell)
    {
        shell = GuideShell.Posix;
        line = line.Trim();
        if (line.IsEmpty || line[^1] is ',' or ':' or '?' or '!' || (line[^1] == '.' && !line.EndsWith(" .", StringComparison.Ordinal) && !line.EndsWith("...", StringComparison.Ordinal)))
        {
            return false;
        }

        // A comment behind the command may be in any language.
        var comment = line.IndexOf(" #", StringComparison.Ordinal);
        var words = (comment < 0 ? line : line[..comment]).ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        foreach (var word in words)
        {
            if (s_prose.Contains(word) || word.AsSpan().IndexOfAnyExceptInRange('!', '~') >= 0 || (word[^1] is ',' or ':' && word.Length > 1))
            {
                return false;
            }
        }

        var first = words is ["sudo", _, ..] ? 1 : 0;
        if (words[first] is "wsl" or "wsl.exe" or "winget" or "bcdedit" or "choco")
        {
            shell = GuideShell.PowerShell;
        }

        return IsKnown(words.AsSpan(first));
    }

    /// <summary>Whether a word is a program that guides call.</summary>
    /// <param name="line">A command line.</param>
    public static bool BeginsWithProgram(ReadOnlySpan<char> line)
    {
        line = line.Trim();
        var end = line.IndexOfAny(" \t;|&");
        var word = (end < 0 ? line : line[..end]).ToString();
        return word is "sudo" or "cd" or "ls" or "cat" or "echo" or "export" or "source" or "python" or "python3" or "nvidia-smi" or "nvcc" or "make" or "cmake" or "tar" or "sh" or "bash"
            or "chmod" or "mkdir" or "rm" or "cp" or "mv" or "vi" or "vim" or "nano" or "exit" or "uname" or "which" or "whoami" or "./configure" or "lspci" or "ldconfig" or "apt-key" or "tee"
            || IsKnown([word, "install", "x"]) || IsKnown([word, "https://x"]) || IsKnown([word, "--version"]);
    }

    private static bool IsKnown(ReadOnlySpan<string> words)
    {
        var program = words[0];
        var verb = "";
        var operands = 0;
        for (var i = 1; i < words.Length; i++)
        {
            if (words[i][0] == '-')
            {
                continue;
            }

            if (verb.Length == 0)
            {
                verb = words[i];
            }
            else
            {
                operands++;
            }
        }

        var hasOption = words.Length > 1 && words[1].StartsWith('-') && words[1].Length > 1;
        return program switch
        {
            "apt" or "apt-get" => verb is "update" or "upgrade" or "full-upgrade" or "dist-upgrade" or "autoremove" or "clean" || (verb is "install" or "remove" or "purge" && operands > 0),
            "dnf" or "yum" or "zypper" => verb is "update" or "upgrade" or "refresh" or "makecache" || (verb is "install" or "remove" or "config-manager" or "addrepo" or "ar" or "in" && operands > 0),
            "pip" or "pip3" => verb is "list" or "freeze" || (verb is "install" or "uninstall" or "show" or "download" && (operands > 0 || Has(words, "-r") || Has(words, "-e"))),
            "conda" or "mamba" or "micromamba" => verb is "list" or "deactivate" or "info" or "init" || (verb is "install" or "create" or "activate" or "env" or "update" or "remove" or "config" or "run" && (operands > 0 || Has(words, "-n") || Has(words, "--name") || Has(words, "--add"))),
            "docker" or "podman" => verb is "ps" or "images" or "version" or "info" || (verb is "run" or "pull" or "build" or "exec" or "compose" or "container" or "image" or "start" or "stop" or "create" && operands > 0),
            "docker-compose" => verb is "up" or "build" or "down" or "run",
            "nvidia-smi" or "nvcc" => words.Length == 1 || hasOption,
            "wget" or "curl" => Address(words),
            "git" => verb is "clone" && Address(words),
            "nvidia-ctk" => verb is "runtime" or "cdi" or "config",
            "systemctl" => verb is "restart" or "start" or "enable" or "stop" or "status" or "daemon-reload",
            "service" => operands > 0 && words[^1] is "start" or "restart" or "stop" or "status",
            "dpkg" => hasOption && verb.EndsWith(".deb", StringComparison.Ordinal),
            "add-apt-repository" => verb.StartsWith("ppa:", StringComparison.Ordinal) || verb.StartsWith("http", StringComparison.Ordinal) || verb.StartsWith("\"deb", StringComparison.Ordinal) || verb.StartsWith("'deb", StringComparison.Ordinal),
            "apt-key" => verb is "add" or "del" or "adv",
            "uv" => verb is "pip" or "venv" or "sync" or "add" or "init" && words.Length > 1,
            "python" or "python3" => words.Length > 2 && words[1] == "-m",
            "wsl" or "wsl.exe" => hasOption && words[1].StartsWith("--", StringComparison.Ordinal),
            "winget" => verb is "install" or "upgrade" && operands > 0,
            "bcdedit" => words.Length > 1 && words[1].StartsWith('/'),
            "usermod" => hasOption && operands > 0,
            "ubuntu-drivers" => verb is "install" or "autoinstall" or "devices" or "list",
            "modprobe" => verb.StartsWith("nvidia", StringComparison.Ordinal),
            "export" => verb.Contains('=', StringComparison.Ordinal) && operands == 0,
            "source" => verb.Contains('/', StringComparison.Ordinal) && operands == 0,
            "jupyter" => verb is "notebook" or "lab",
            _ => false,
        };
    }

    private static bool Has(ReadOnlySpan<string> words, string option)
    {
        foreach (var word in words)
        {
            if (string.Equals(word, option, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Address(ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (word.Contains("https://", StringComparison.Ordinal) || word.Contains("http://", StringComparison.Ordinal) || word.StartsWith("git@", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
