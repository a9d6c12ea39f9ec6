using EnvLint.Collections;
using EnvLint.Environment.Facts;

namespace EnvLint.Knowledge;

/// <summary>Who has and who needs <c>libGL.so.1</c>, from <c>rules/data/opengl.toml</c>.</summary>
public static class OpenGl
{
    /// <summary>The date of the table.</summary>
    public static string AsOf => OpenglTable.AsOf;

    /// <summary>A project whose wheels load the library at import; null for another.</summary>
    /// <param name="name">The name on PyPI, normalised by PEP 503.</param>
    public static OpenglProjectRow? FindProject(string name) => OpenglTable.Projects.Find(row => row.Name == name);

    /// <summary>The row that says that an image does not have the library; null where that is not known.</summary>
    /// <param name="image">The image; null where it is not known.</param>
    public static OpenglImageRow? MissingIn(ImageReference? image)
    {
        if (image is null || (image.Tag.Length == 0 && image.Digest.Length > 0))
        {
            return null;
        }

        foreach (var row in OpenglTable.Images)
        {
            if (NamePattern.MatchesAny(row.Repository, image.FullRepository) && (row.Tags.IsEmpty || NamePattern.MatchesAny(row.Tags, image.Tag)))
            {
                return row;
            }
        }

        return null;
    }

    /// <summary>Whether a package of the distribution or of conda brings the library, or may.</summary>
    /// <param name="package">The package.</param>
    public static bool MayBring(string package) => OpenglTable.Providers.Exists(row => NamePattern.MatchesAny(row.Names, package));

    /// <summary>Where a row is known from, in words for people.</summary>
    /// <param name="sources">The row's sources.</param>
    public static string SourceText(string sources) => SourceTexts.First(sources, OpenglTable.Source);
}
