using EnvLint.Collections;
using EnvLint.Versions;

namespace EnvLint.Knowledge;

/// <summary>NumPy 2 and what is compiled for NumPy 1, from <c>rules/data/numpy.toml</c>.</summary>
public static class NumPy
{
    /// <summary>The date of the table.</summary>
    public static string AsOf => NumpyTable.AsOf;

    /// <summary>The lowest Python of NumPy 2: <c>3.9</c>.</summary>
    public static string PythonMin => NumpyTable.PythonMin;

    /// <summary>The row of releases that do not work with NumPy 2, where all that comparisons allow are among them; null otherwise.</summary>
    /// <param name="project">The project, normalised by PEP 503: <c>torch</c>, <c>tensorflow</c>.</param>
    /// <param name="specifiers">The comparisons.</param>
    public static NumpyBuildRow? FindBuild(string project, Pep440SpecifierSet specifiers)
    {
        foreach (var row in NumpyTable.Builds)
        {
            // 2.2.99 stands for the last of a minor.
            var last = row.Last.Split('.').Length > 2 ? row.Last : $"{row.Last}.99";
            if (row.Project == project && specifiers.Intersect(Pep440SpecifierSet.Parse($">{last}")).IsEmpty && specifiers.Intersect(Pep440SpecifierSet.Parse($"<{row.First}")).IsEmpty)
            {
                return row;
            }
        }

        return null;
    }

    /// <summary>Whether some releases of a project ask for NumPy below 2.</summary>
    /// <param name="project">The project, normalised by PEP 503.</param>
    public static bool MayHoldBack(string project) => NumpyTable.Holders.Exists(row => NamePattern.MatchesAny(row.Names, project));

    /// <summary>Where a row is known from, in words for people.</summary>
    /// <param name="row">The row.</param>
    public static string SourceText(NumpyBuildRow row) => SourceTexts.First(row.Source, NumpyTable.Source);
}
