namespace EnvLint.LanguageServer.Features.Completing;

/// <summary>Completes requirements files.</summary>
internal static class RequirementsCompletion
{
    private static readonly string[] s_indexes = ["--index-url", "-i", "--extra-index-url"];

    /// <summary>Offers what fits.</summary>
    /// <param name="site">The place.</param>
    /// <param name="list">Takes what fits.</param>
    public static void Complete(CompletionSite site, CompletionList list)
    {
        var typed = site.Text[ShellCompletion.LogicalLine(site, '\\').Start..site.Position].TrimStart();
        if (site.File?.Requirements is null or { IsForeign: true } || IsComment(typed))
        {
            return;
        }

        var around = new PipSurroundings(site);
        foreach (var line in site.OtherLines())
        {
            Take(around, line);
        }

        if (typed.StartsWith('-'))
        {
            if (ValueBehind(typed) is not null)
            {
                IndexCompletion.Complete(list, around);
            }
        }
        else if (!typed.Contains('\n', StringComparison.Ordinal))
        {
            RequirementCompletion.Complete(list, typed, around);
        }
    }

    /// <summary>Takes a line for what it says of the environment: a pin, an index.</summary>
    /// <param name="around">What is known of the environment.</param>
    /// <param name="line">The line without blanks around it.</param>
    public static void Take(PipSurroundings around, ReadOnlySpan<char> line)
    {
        var comment = line.IndexOf(" #", StringComparison.Ordinal);
        line = comment < 0 ? line : line[..comment].TrimEnd();
        if (line is ['-', ..])
        {
            if (ValueBehind(line.ToString()) is { Length: > 0 } url)
            {
                around.TakeIndex(url);
            }

            around.HasOtherIndex |= line.StartsWith("-f", StringComparison.Ordinal) || line.StartsWith("--find-links", StringComparison.Ordinal) || line.StartsWith("--no-index", StringComparison.Ordinal);
        }
        else if (line is not (['#', ..]))
        {
            around.Take(line);
        }
    }

    /// <summary>What stands behind an option that names an index; null behind another.</summary>
    /// <param name="line">A line that begins with an option.</param>
    public static string? ValueBehind(string line)
    {
        foreach (var option in s_indexes)
        {
            if (line.Length > option.Length && line.StartsWith(option, StringComparison.Ordinal) && line[option.Length] is ' ' or '\t' or '=')
            {
                return line[(option.Length + 1)..].Trim();
            }
        }

        return null;
    }

    private static bool IsComment(string typed) =>
        typed.StartsWith('#') || typed.Contains(" #", StringComparison.Ordinal) || typed.Contains("\t#", StringComparison.Ordinal) || typed.Contains("\n#", StringComparison.Ordinal);
}
