namespace EnvLint.Knowledge;

/// <summary>Projects that pip cannot install where musl is the C library, from <c>rules/data/musl-wheels.toml</c>.</summary>
public static class MuslWheels
{
    /// <summary>The date of the table.</summary>
    public static string AsOf => MuslWheelsTable.AsOf;

    /// <summary>The row of a project that has neither a wheel for musl nor a source distribution; null for others.</summary>
    /// <param name="project">The project's name, normalised by PEP 503.</param>
    public static MuslWheelsProjectRow? Find(string project)
    {
        foreach (var row in MuslWheelsTable.Projects)
        {
            if (NamePattern.MatchesAny(row.Names, project))
            {
                return row;
            }
        }

        return null;
    }

    /// <summary>What the table says of a row's source.</summary>
    /// <param name="row">A row.</param>
    public static string SourceOf(MuslWheelsProjectRow row) => SourceTexts.First(row.Source, MuslWheelsTable.Source);
}
