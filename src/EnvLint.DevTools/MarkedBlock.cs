namespace EnvLint.DevTools;

/// <summary>A part of a Markdown file between <c>&lt;!-- NAME --&gt;</c> and <c>&lt;!-- /NAME --&gt;</c>.</summary>
internal static class MarkedBlock
{
    /// <summary>The file with another text between the two marks.</summary>
    /// <param name="file">The file.</param>
    /// <param name="name">Name of the marks.</param>
    /// <param name="content">The text, with a line end behind its last line.</param>
    /// <exception cref="DevToolsException">The marks are not there, each once and in order.</exception>
    public static string Replace(string file, string name, string content)
    {
        var open = $"<!-- {name} -->\n";
        var close = $"<!-- /{name} -->\n";
        var start = file.IndexOf(open, StringComparison.Ordinal);
        var end = start < 0 ? -1 : file.IndexOf(close, start, StringComparison.Ordinal);
        if (end < 0 || file.IndexOf(open, start + 1, StringComparison.Ordinal) >= 0)
        {
            throw new DevToolsException($"the file needs '{open.TrimEnd()}' and '{close.TrimEnd()}' once, each on a line of its own");
        }

        return string.Concat(file.AsSpan(0, start + open.Length), content, file.AsSpan(end));
    }
}
