namespace EnvLint.Knowledge;

/// <summary>What is known of GPUs by the names that people write.</summary>
public static class Gpus
{
    /// <summary>Date of the table.</summary>
    public static string AsOf => GpusTable.AsOf;

    /// <summary>Whether a name is one of NVIDIA's consumer GPUs: <c>GeForce RTX 3060</c>, <c>rtx 4090 laptop</c>, <c>GTX1080</c>.</summary>
    /// <param name="name">The name in any letter case; null where it is not said.</param>
    /// <returns>False also where the name is not known.</returns>
    public static bool IsGeForce(string? name)
    {
        if (name is null)
        {
            return false;
        }

        var text = name.ToLowerInvariant();
        foreach (var series in GpusTable.Series)
        {
            if (NamePattern.MatchesAny(series.Patterns, text))
            {
                return true;
            }
        }

        return false;
    }
}
