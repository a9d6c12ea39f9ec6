using System.Collections.Immutable;
using EnvLint.Collections;

namespace EnvLint.Knowledge;

/// <summary>JAX's releases and extras, from <c>rules/data/jax.toml</c>.</summary>
public static class Jax
{
    /// <summary>The date of the table.</summary>
    public static string AsOf => JaxTable.AsOf;

    /// <summary>The newest stable release that the table knows.</summary>
    public static string Newest => JaxTable.Newest;

    /// <summary>The extra for CUDA that fits most drivers and GPUs, for whoever names none.</summary>
    public static string UsualExtra => JaxTable.UsualExtra;

    /// <summary>The releases with which something changed, newest first.</summary>
    public static Rows<JaxReleaseRow> Releases => JaxTable.Releases;

    /// <summary>All extras for CUDA.</summary>
    public static Rows<JaxExtraRow> Extras => JaxTable.Extras;

    /// <summary>What holds for a release; null where the table does not reach.</summary>
    /// <param name="version">Plain numbers: <c>0.4.30</c>.</param>
    public static JaxReleaseRow? Find(string version)
    {
        if (!DottedNumber.IsOne(version) || DottedNumber.Compare(version, Newest) > 0)
        {
            return null;
        }

        foreach (var row in JaxTable.Releases)
        {
            if (DottedNumber.Compare(row.Version, version) <= 0)
            {
                return row;
            }
        }

        return null;
    }

    /// <summary>An extra for CUDA; null where the table does not know it.</summary>
    /// <param name="name">Its name; <c>_</c> is <c>-</c>.</param>
    public static JaxExtraRow? FindExtra(string name)
    {
        var normal = name.Replace('_', '-');
        return JaxTable.Extras.Find(row => row.Name == normal);
    }

    /// <summary>Whether a release has an extra.</summary>
    /// <param name="extra">The extra.</param>
    /// <param name="version">Plain numbers.</param>
    public static bool Has(JaxExtraRow extra, string version) =>
        DottedNumber.Compare(extra.From, version) <= 0 && (extra.Gone is null || DottedNumber.Compare(version, extra.Gone) < 0);

    /// <summary>Where a row is known from, in words for people.</summary>
    /// <param name="sources">The row's sources.</param>
    public static string SourceText(string sources) => SourceTexts.First(sources, JaxTable.Source);
}
