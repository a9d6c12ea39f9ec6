using EnvLint.Diagnostics;

namespace EnvLint.Reporting.Display;

/// <summary>What a piece of text means, and so how a terminal with colour shows it.</summary>
internal enum Style
{
    /// <summary>Text as it is.</summary>
    Plain,

    /// <summary>The sentence of a finding.</summary>
    Emphasis,

    /// <summary>Frames and line numbers.</summary>
    Frame,

    /// <summary>Further places.</summary>
    Secondary,

    /// <summary>An error's word and place.</summary>
    Error,

    /// <summary>A warning's word and place.</summary>
    Warning,

    /// <summary>An information's word and place.</summary>
    Info,
}

/// <summary>Writes styled pieces to a text writer; without colour only their text.</summary>
internal class StyledWriter(TextWriter output, bool useColor)
{
    /// <summary>The style of a severity.</summary>
    /// <param name="severity">The severity.</param>
    public static Style StyleOf(Severity severity) => severity switch
    {
        Severity.Error => Style.Error,
        Severity.Warning => Style.Warning,
        _ => Style.Info,
    };

    /// <summary>Writes a piece.</summary>
    /// <param name="text">The text; already fit to be shown.</param>
    /// <param name="style">Its meaning.</param>
    public virtual void Write(ReadOnlySpan<char> text, Style style = Style.Plain)
    {
        if (!useColor || style == Style.Plain || text.IsEmpty)
        {
            output.Write(text);
            return;
        }

        output.Write(style switch
        {
            Style.Emphasis => "\x1b[1m",
            Style.Frame => "\x1b[34m",
            Style.Secondary => "\x1b[1;34m",
            Style.Error => "\x1b[1;31m",
            Style.Warning => "\x1b[1;33m",
            _ => "\x1b[1;36m",
        });
        output.Write(text);
        output.Write("\x1b[0m");
    }

    /// <summary>Writes a piece that a terminal opens when it is clicked (OSC 8).</summary>
    /// <param name="text">The text.</param>
    /// <param name="style">Its meaning.</param>
    /// <param name="address">Where it leads; null for nowhere.</param>
    public void WriteLink(ReadOnlySpan<char> text, Style style, Uri? address)
    {
        if (!useColor || address is null)
        {
            Write(text, style);
            return;
        }

        output.Write("\x1b]8;;");
        output.Write(address.AbsoluteUri);
        output.Write("\x1b\\");
        Write(text, style);
        output.Write("\x1b]8;;\x1b\\");
    }

    /// <summary>Ends the line.</summary>
    public void EndLine() => output.Write('\n');
}
