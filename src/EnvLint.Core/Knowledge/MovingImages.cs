using EnvLint.Environment.Facts;

namespace EnvLint.Knowledge;

/// <summary>Images whose tags move together with the CUDA, Python or framework in them, from <c>rules/data/docker-images.toml</c>.</summary>
public static class MovingImages
{
    /// <summary>The date of the table.</summary>
    public static string AsOf => DockerImagesTable.AsOf;

    /// <summary>What is known of an image that moves.</summary>
    /// <param name="image">The image; null where it is not known.</param>
    /// <returns>Null where it does not move, or that is not known; with a digest it does not.</returns>
    public static DockerImagesMovingRow? Find(ImageReference? image)
    {
        if (image is not { Digest.Length: 0 })
        {
            return null;
        }

        var name = image.FullRepository;
        foreach (var row in DockerImagesTable.Movings)
        {
            if (NamePattern.MatchesAny(row.Name, name) && (image.Tag.Length == 0 ? row.Tags.Contains("", StringComparer.Ordinal) : NamePattern.MatchesAny(row.Tags, image.Tag)))
            {
                return row;
            }
        }

        return null;
    }

    /// <summary>Where a row is known from, in words for people.</summary>
    /// <param name="row">The row.</param>
    public static string SourceText(DockerImagesMovingRow row) => SourceTexts.First(row.Source, DockerImagesTable.Source);
}
