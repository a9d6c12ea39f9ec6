namespace EnvLint.Cli.Terminal;

/// <summary>When output has colour.</summary>
internal enum ColorChoice
{
    /// <summary>When it goes to a terminal that wants it.</summary>
    Auto,

    /// <summary>Always.</summary>
    Always,

    /// <summary>Never.</summary>
    Never,
}

/// <summary>What standard output can show.</summary>
/// <param name="UseColor">Colour and links.</param>
/// <param name="UseAscii">Nothing but ASCII.</param>
internal readonly record struct TerminalStyle(bool UseColor, bool UseAscii)
{
    /// <summary>Works it out.</summary>
    /// <remarks>Only a terminal makes a difference: what goes into a file or a pipe is UTF-8 and the same on every machine.</remarks>
    /// <param name="context">Streams and variables.</param>
    /// <param name="color">What the command line says.</param>
    public static TerminalStyle Of(CommandContext context, ColorChoice color)
    {
        var isTerminal = context.IsOutputTerminal();
        var useColor = color switch
        {
            ColorChoice.Always => true,
            ColorChoice.Never => false,
            _ => isTerminal
                && string.IsNullOrEmpty(context.Variable("NO_COLOR"))
                && !string.Equals(context.Variable("TERM"), "dumb", StringComparison.Ordinal),
        };
        return new TerminalStyle(useColor, isTerminal && !IsUtf8(context));
    }

    /// <summary>Whether the terminal shows more than ASCII.</summary>
    /// <param name="context">The variables.</param>
    public static bool IsUtf8(CommandContext context)
    {
        if (context.IsConsoleUtf8 is { } isConsoleUtf8)
        {
            return isConsoleUtf8();
        }

        // The first that is set decides, as POSIX has it.
        ReadOnlySpan<string> names = ["LC_ALL", "LC_CTYPE", "LANG"];
        foreach (var name in names)
        {
            if (context.Variable(name) is { Length: > 0 } locale)
            {
                return locale.Contains("UTF-8", StringComparison.OrdinalIgnoreCase) || locale.Contains("UTF8", StringComparison.OrdinalIgnoreCase);
            }
        }

        return false;
    }
}
