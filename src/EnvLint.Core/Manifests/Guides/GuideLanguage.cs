using EnvLint.Syntax.Markdown;

namespace EnvLint.Manifests.Guides;

/// <summary>What the language and the title of a fence make of its block.</summary>
internal enum GuideLanguage
{
    /// <summary>No language: commands only where the text shows it.</summary>
    Unnamed,

    /// <summary>A shell.</summary>
    Shell,

    /// <summary>A terminal: prompts, commands and what they print.</summary>
    Console,

    /// <summary>PowerShell.</summary>
    PowerShell,

    /// <summary>cmd.exe.</summary>
    Batch,

    /// <summary>A Dockerfile.</summary>
    Dockerfile,

    /// <summary>Some text format in which a manifest may stand.</summary>
    Data,

    /// <summary>Neither commands nor a manifest.</summary>
    Other,
}

/// <summary>Reads what stands behind an opening fence.</summary>
internal static class GuideLanguages
{
    /// <summary>What a block is.</summary>
    /// <param name="info">What stands behind its fence.</param>
    public static GuideLanguage Of(MarkdownInfo info)
    {
        var language = OfName(info.Language);
        if (language is not (GuideLanguage.Unnamed or GuideLanguage.Shell or GuideLanguage.Console))
        {
            return language;
        }

        // ```:PowerShell, ```bash:コマンドプロンプト
        var title = info.Title;
        if (title.Contains("powershell", StringComparison.OrdinalIgnoreCase) || title.Contains("pwsh", StringComparison.OrdinalIgnoreCase))
        {
            return title.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase) ? GuideLanguage.Data : GuideLanguage.PowerShell;
        }

        if (title.Contains("command prompt", StringComparison.OrdinalIgnoreCase) || title.Contains("コマンドプロンプト", StringComparison.Ordinal)
            || title.Contains("anaconda prompt", StringComparison.OrdinalIgnoreCase) || title.Equals("cmd", StringComparison.OrdinalIgnoreCase))
        {
            return GuideLanguage.Batch;
        }

        return language == GuideLanguage.Unnamed && IsTerminal(title) ? GuideLanguage.Console : language;
    }

    /// <summary>Whether the fence says that its commands run in WSL.</summary>
    /// <param name="info">What stands behind it.</param>
    public static bool NamesWsl(MarkdownInfo info) => info.Language is "wsl" || HasWord(info.Title, "wsl") || HasWord(info.Title, "wsl2");

    private static GuideLanguage OfName(string language) => language switch
    {
        "" => GuideLanguage.Unnamed,
        "bash" or "sh" or "shell" or "zsh" or "shellscript" or "ksh" or "wsl" or "bash-script" or "linux" or "unix" => GuideLanguage.Shell,
        "console" or "shell-session" or "shellsession" or "sh-session" or "bash-session" or "terminal" or "terminal-session" or "session" or "cmdline" or "command" or "commandline" or "prompt" => GuideLanguage.Console,
        "powershell" or "ps1" or "pwsh" or "posh" or "ps" or "powershell-interactive" or "azurepowershell" => GuideLanguage.PowerShell,
        "cmd" or "bat" or "batch" or "dos" or "batchfile" => GuideLanguage.Batch,
        "dockerfile" or "docker" or "containerfile" => GuideLanguage.Dockerfile,
        "ini" or "conf" or "cfg" or "config" or "properties" or "yaml" or "yml" or "toml" or "text" or "txt" or "plaintext" or "plain" or "requirements" or "wslconfig" or "environment" or "pip-requirements" => GuideLanguage.Data,
        _ => GuideLanguage.Other,
    };

    private static bool IsTerminal(string title) =>
        title.Contains("terminal", StringComparison.OrdinalIgnoreCase) || title.Contains("ターミナル", StringComparison.Ordinal)
        || title.Contains("bash", StringComparison.OrdinalIgnoreCase) || title.Contains("shell", StringComparison.OrdinalIgnoreCase)
        || HasWord(title, "wsl") || HasWord(title, "wsl2") || HasWord(title, "ubuntu");

    private static bool HasWord(string text, string word)
    {
        var at = text.IndexOf(word, StringComparison.OrdinalIgnoreCase);
        return at >= 0 && !(at > 0 && char.IsAsciiLetterOrDigit(text[at - 1])) && !(at + word.Length < text.Length && char.IsAsciiLetterOrDigit(text[at + word.Length]));
    }
}
