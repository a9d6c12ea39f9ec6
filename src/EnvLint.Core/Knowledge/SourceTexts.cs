namespace EnvLint.Knowledge;

/// <summary>Where rows are known from, in words for people.</summary>
internal static class SourceTexts
{
    /// <summary>The text of the first source of a row.</summary>
    /// <param name="sources">The row's sources: ids of the table, or addresses.</param>
    /// <param name="textOf">The table's texts.</param>
    public static string First(string sources, Func<string, string?> textOf)
    {
        var end = sources.AsSpan().IndexOfAny(',', ';');
        var first = (end < 0 ? sources : sources[..end]).Trim();
        var blank = first.IndexOf(' ', StringComparison.Ordinal);
        var source = textOf(blank < 0 ? first : first[..blank]) ?? first;

        // What was read there, in parentheses, is for those who mend the table; of several addresses the first will do.
        foreach (var mark in (ReadOnlySpan<string>)[" (", "; ", ", "])
        {
            var at = source.IndexOf(mark, StringComparison.Ordinal);
            if (at > 0)
            {
                source = source[..at];
            }
        }

        return source;
    }
}
