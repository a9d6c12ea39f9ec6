namespace EnvLint.Knowledge;

/// <summary>Packages that ask something while apt installs them, from <c>rules/data/apt-questions.toml</c>.</summary>
public static class AptQuestions
{
    /// <summary>The date of the table.</summary>
    public static string AsOf => AptQuestionsTable.AsOf;

    /// <summary>Whether anything is known of what a package brings.</summary>
    /// <param name="package">The package, without architecture and version.</param>
    public static bool Knows(string package)
    {
        foreach (var row in AptQuestionsTable.Packages)
        {
            if (row.Names.Contains(package, StringComparer.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What asks when a package is installed in a release of Ubuntu; null for nothing that is known.</summary>
    /// <param name="package">The package, without architecture and version.</param>
    /// <param name="release">The release.</param>
    /// <param name="withRecommended">Whether recommended packages are installed too.</param>
    public static AptQuestionsPackageRow? Find(string package, string release, bool withRecommended)
    {
        foreach (var row in AptQuestionsTable.Packages)
        {
            if (row.Names.Contains(package, StringComparer.Ordinal)
                && (row.Depends.Contains(release, StringComparer.Ordinal) || (withRecommended && row.Recommends.Contains(release, StringComparer.Ordinal))))
            {
                return row;
            }
        }

        return null;
    }

    /// <summary>What the table says of a row's source.</summary>
    /// <param name="row">A row.</param>
    public static string SourceOf(AptQuestionsPackageRow row) => SourceTexts.First(row.Source, AptQuestionsTable.Source);
}
