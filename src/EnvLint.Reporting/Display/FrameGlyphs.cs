namespace EnvLint.Reporting.Display;

/// <summary>The characters that frames are drawn with.</summary>
/// <param name="Arrow">In front of the finding's own file.</param>
/// <param name="Bar">Between line numbers and source, and beside a mark of several lines.</param>
/// <param name="Gap">In the place of the bar where lines are left out.</param>
/// <param name="Top">Where a mark of several lines begins.</param>
/// <param name="Bottom">Where it ends.</param>
/// <param name="Dash">Between its bar and its ends.</param>
/// <param name="Ellipsis">Where a long line is cut.</param>
internal sealed record FrameGlyphs(string Arrow, char Bar, char Gap, char Top, char Bottom, char Dash, string Ellipsis)
{
    /// <summary>For terminals that know UTF-8.</summary>
    public static FrameGlyphs Unicode { get; } = new("┌─", '│', '·', '╭', '╰', '─', "…");

    /// <summary>For all others.</summary>
    public static FrameGlyphs Ascii { get; } = new("-->", '|', ':', '/', '\\', '_', "...");
}
