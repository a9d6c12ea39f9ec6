using EnvLint.Collections;
using System.Collections.Immutable;
using EnvLint.Versions;

namespace EnvLint.Knowledge;

/// <summary>Releases that ask for exactly one torch, from <c>rules/data/others.toml</c>.</summary>
public static class TorchPins
{
    /// <summary>The date of the table.</summary>
    public static string AsOf => OthersTable.AsOf;

    /// <summary>What is known of all projects, oldest release of each first.</summary>
    public static Rows<OthersPinRow> All => OthersTable.Pins;

    /// <summary>The torch that a release asks for; null where it asks for none, or where that is not known.</summary>
    /// <param name="project">The project, normalised by PEP 503: <c>vllm</c>, <c>xformers</c>.</param>
    /// <param name="version">The release; its local part does not count.</param>
    public static OthersPinRow? Find(string project, Pep440Version version)
    {
        foreach (var row in OthersTable.Pins)
        {
            if (row.Project == project && Pep440Version.Parse(row.First) <= version.Public && version.Public <= Pep440Version.Parse(row.Last))
            {
                return row;
            }
        }

        return null;
    }

    /// <summary>Where a row is known from, in words for people.</summary>
    /// <param name="row">The row.</param>
    public static string SourceText(OthersPinRow row) => SourceTexts.First(row.Source, OthersTable.Source);
}
