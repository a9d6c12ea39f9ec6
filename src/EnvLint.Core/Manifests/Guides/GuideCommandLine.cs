using System.Buffers;

namespace EnvLint.Manifests.Guides;

/// <summary>Tells a command line from a sentence, where nothing but its words says what it is.</summary>
internal static class GuideCommandLine
{
    private static readonly SearchValues<char> s_wordEnd = SearchValues.Create(" \t;|&");
    private static readonly SearchValues<char> s_nameCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    // Words that stand in sentences and that no package is called.
    private static readonly HashSet<string> s_prose = new(StringComparer.OrdinalIgnoreCase)
    {
        "a", "an", "the", "and", "or", "to", "is", "are", "was", "be", "it", "its", "this", "that", "these", "with", "from", "of", "on", "your", "you", "we", "can", "will", "should",
        "must", "if", "then", "when", "which", "using", "use", "used", "via", "into", "as", "by", "for", "command", "commands", "package", "packages", "not", "also", "after", "before", "now",
    };

    // What guides for environments call, besides what is known more closely below.
    private static readonly HashSet<string> s_programs = new(StringComparer.Ordinal)
    {
        "apt", "apt-get", "apt-key", "apt-cache", "apt-mark", "aptitude", "add-apt-repository", "dpkg", "dnf", "yum", "rpm", "zypper", "pacman", "snap", "brew", "apk",
        "pip", "pip3", "pip2", "pipx", "python", "python3", "python2", "conda", "mamba", "micromamba", "uv", "poetry", "pixi", "virtualenv", "jupyter", "ipython", "tensorboard", "torchrun", "accelerate", "ollama",
        "docker", "docker-compose", "podman", "nerdctl", "nvidia-docker", "nvidia-smi", "nvidia-ctk", "nvcc", "kubectl", "helm", "minikube", "crictl", "ctr",
        "wget", "curl", "git", "cmake", "ninja", "gcc", "g++", "ls", "cd", "cat", "cp", "mv", "rm", "mkdir", "rmdir", "ln", "chmod", "chown", "tar", "unzip", "gunzip", "gzip", "echo", "printf",
        "export", "source", ".", "su", "sh", "bash", "zsh", "tee", "sed", "awk", "grep", "lspci", "lsmod", "modinfo", "modprobe", "rmmod", "lsb_release", "uname", "hostnamectl", "systemctl", "service",
        "reboot", "ldconfig", "ldd", "update-initramfs", "update-alternatives", "update-grub", "ubuntu-drivers", "nano", "vi", "vim", "gedit", "exit", "pwd", "touch", "head", "tail", "env", "unset", "gpg",
        "usermod", "groupadd", "useradd", "newgrp", "ssh", "scp", "rsync", "nproc", "free", "df", "du", "mount", "umount", "nohup", "tmux", "mokutil", "dkms", "depmod", "whoami", "which", "make",
        "wsl", "wsl.exe", "winget", "choco", "bcdedit", "dism", "dism.exe", "netsh",
    };

    /// <summary>Whether a line is as a whole a command that sets up or looks at an environment: a paragraph has nothing else to tell it by.</summary>
    /// <param name="line">The line as a reader sees it.</param>
    public static bool IsCommand(ReadOnlySpan<char> line)
    {
        line = line.Trim();
        if (line.IsEmpty || line[^1] is ',' or ':' or '?' or '!' || (line[^1] == '.' && !line.EndsWith(" .", StringComparison.Ordinal) && !line.EndsWith("...", StringComparison.Ordinal)))
        {
            return false;
        }

        var words = WordsOf(line);
        foreach (var word in words)
        {
            if (s_prose.Contains(word) || word.AsSpan().IndexOfAnyExceptInRange('!', '~') >= 0 || (word[^1] is ',' or ':' && word.Length > 1))
            {
                return false;
            }
        }

        return IsKnown(words.AsSpan(words is ["sudo", _, ..] ? 1 : 0));
    }

    /// <summary>Whether a line of code looks like a command, where no language says so.</summary>
    /// <param name="line">The line.</param>
    public static bool IsLikely(ReadOnlySpan<char> line)
    {
        // distribution=$(. /etc/os-release;echo $ID)
        var substitution = line.IndexOf("=$(", StringComparison.Ordinal);
        if (substitution > 0 && line[..substitution].IndexOfAnyExcept(s_nameCharacters) < 0)
        {
            return true;
        }

        var words = WordsOf(line);
        var first = 0;
        while (first < words.Length && (words[first] == "sudo" || (first > 0 && words[first][0] == '-') || IsAssignment(words[first])))
        {
            first++;
        }

        if (first == words.Length)
        {
            return first > 0;
        }

        var program = words[first];
        var rest = words.AsSpan(first + 1);
        switch (program)
        {
            case "for":
                return rest is [_, "in", _, ..];
            case "if" or "while":
                return rest is ["[" or "[[" or "!", ..] || (rest is [var question, ..] && s_programs.Contains(question));
            case "do" or "done" or "then" or "else" or "fi":
                return rest.IsEmpty || rest is ["|" or ">" or "<", ..] || s_programs.Contains(rest[0]);
        }

        if (!s_programs.Contains(program))
        {
            return program.StartsWith("./", StringComparison.Ordinal) || program.StartsWith("~/", StringComparison.Ordinal) || program.StartsWith("/usr/", StringComparison.Ordinal) || program.StartsWith("/opt/", StringComparison.Ordinal);
        }

        if (program is "echo" or "printf" or "git" or "sed" or "awk" or "grep")
        {
            return true;
        }

        foreach (var word in rest)
        {
            if (s_prose.Contains(word))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a command is one of Windows, whatever shell its block names.</summary>
    /// <param name="line">The line.</param>
    public static bool IsForWindows(ReadOnlySpan<char> line)
    {
        line = line.Trim();
        var end = line.IndexOf(' ');
        return (end < 0 ? line : line[..end]) is "wsl" or "wsl.exe" or "winget" or "choco" or "bcdedit" or "dism" or "dism.exe" or "netsh";
    }

    /// <summary>Whether a line begins with a program that guides call.</summary>
    /// <param name="line">A command line.</param>
    public static bool BeginsWithProgram(ReadOnlySpan<char> line)
    {
        line = line.Trim();
        var end = line.IndexOfAny(s_wordEnd);
        var word = (end < 0 ? line : line[..end]).ToString();
        return word == "sudo" || s_programs.Contains(word);
    }

    // A comment behind the command may be in any language, and so may what a reader is to fill in: <path to the data>.
    private static string[] WordsOf(ReadOnlySpan<char> line)
    {
        var comment = line.IndexOf(" #", StringComparison.Ordinal);
        var command = (comment < 0 ? line : line[..comment]).ToString();
        return GuidePlaceholders.ToVariables(command, GuideShell.Posix).Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    private static bool IsAssignment(string word)
    {
        var equals = word.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 && char.IsAsciiLetter(word[0]) && word.AsSpan(0, equals).IndexOfAnyExcept(s_nameCharacters) < 0;
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
            "docker" or "podman" or "nvidia-docker" => verb is "ps" or "images" or "version" or "info" || (verb is "run" or "pull" or "build" or "exec" or "compose" or "container" or "image" or "start" or "stop" or "create" && operands > 0),
            "docker-compose" => verb is "up" or "build" or "down" or "run",
            "nvidia-smi" or "nvcc" => words.Length == 1 || hasOption,
            "wget" or "curl" => Address(words),
            "git" => verb is "clone" && Address(words),
            "cd" => words.Length == 2,
            "nvidia-ctk" => verb is "runtime" or "cdi" or "config",
            "systemctl" => verb is "restart" or "start" or "enable" or "stop" or "status" or "daemon-reload",
            "service" => operands > 0 && words[^1] is "start" or "restart" or "stop" or "status",
            "dpkg" => hasOption && verb.EndsWith(".deb", StringComparison.Ordinal),
            "add-apt-repository" => verb.StartsWith("ppa:", StringComparison.Ordinal) || verb.StartsWith("http", StringComparison.Ordinal) || verb.StartsWith("\"deb", StringComparison.Ordinal) || verb.StartsWith("'deb", StringComparison.Ordinal),
            "apt-key" => verb is "add" or "del" or "adv",
            "uv" => verb is "pip" or "venv" or "sync" or "add" or "init" && words.Length > 1,
            "python" or "python3" => words.Length > 2 && words[1] == "-m",
            "wsl" or "wsl.exe" => hasOption,
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
