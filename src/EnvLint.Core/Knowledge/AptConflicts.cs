namespace EnvLint.Knowledge;

/// <summary>Packages that cannot stand side by side, from <c>rules/data/apt-conflicts.toml</c>.</summary>
public static class AptConflicts
{
    /// <summary>The date of the table.</summary>
    public static string AsOf => AptConflictsTable.AsOf;

    /// <summary>Whether the table speaks of a package.</summary>
    /// <param name="package">The package.</param>
    public static bool Knows(string package)
    {
        foreach (var row in AptConflictsTable.Conflicts)
        {
            if (row.Left.Contains(package, StringComparer.Ordinal) || row.Right.Contains(package, StringComparer.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Why two packages cannot stand side by side; null where the table knows no reason.</summary>
    /// <param name="first">A package.</param>
    /// <param name="second">Another one.</param>
    public static AptConflictRow? Between(string first, string second)
    {
        foreach (var row in AptConflictsTable.Conflicts)
        {
            if ((row.Left.Contains(first, StringComparer.Ordinal) && row.Right.Contains(second, StringComparer.Ordinal))
                || (row.Left.Contains(second, StringComparer.Ordinal) && row.Right.Contains(first, StringComparer.Ordinal)))
            {
                return row;
            }
        }

        return null;
    }

    /// <summary>Whether a package runs a Docker daemon of its own.</summary>
    /// <param name="package">The package.</param>
    public static bool IsEngine(string package)
    {
        foreach (var row in AptConflictsTable.Engines)
        {
            if (row.Names.Contains(package, StringComparer.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Where a row is known from.</summary>
    /// <param name="row">The row.</param>
    public static string SourceOf(AptConflictRow row) => AptConflictsTable.Source(row.Source) ?? row.Source;
}
