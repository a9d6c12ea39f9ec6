using EnvLint.Environment.Facts;

namespace EnvLint.Knowledge;

/// <summary>The variables that base images start a build with, from <c>rules/data/image-variables.toml</c>.</summary>
public static class ImageVariables
{
    /// <summary>The date of the table.</summary>
    public static string AsOf => ImageVariablesTable.AsOf;

    /// <summary>What is known of an image's environment.</summary>
    /// <param name="image">The image; null where it is not known.</param>
    /// <returns>Null where the table does not know it.</returns>
    public static ImageVariablesImageRow? Find(ImageReference? image)
    {
        if (image is null)
        {
            return null;
        }

        var repository = image.FullRepository;
        foreach (var row in ImageVariablesTable.Images)
        {
            if (NamePattern.MatchesAny(row.Repository, repository) && (row.Tags.IsEmpty || NamePattern.MatchesAny(row.Tags, image.Tag)))
            {
                return row;
            }
        }

        return null;
    }

    /// <summary>Whether an image may set a variable.</summary>
    /// <param name="row">Its row.</param>
    /// <param name="name">The variable's name.</param>
    public static bool MaySet(ImageVariablesImageRow row, string name) => NamePattern.MatchesAny(row.Sets, name);

    /// <summary>The folders that an image has on a search path.</summary>
    /// <param name="row">Its row.</param>
    /// <param name="name"><c>PATH</c>, <c>LD_LIBRARY_PATH</c>.</param>
    /// <returns>Empty where it sets none, or none is known.</returns>
    public static string SearchPath(ImageVariablesImageRow row, string name) => name switch
    {
        "PATH" => row.Path ?? "",
        "LD_LIBRARY_PATH" => row.Loader ?? "",
        _ => "",
    };

    /// <summary>What the table says of a row's source.</summary>
    /// <param name="row">A row.</param>
    public static string SourceOf(ImageVariablesImageRow row) => SourceTexts.First(row.Source, ImageVariablesTable.Source);
}
