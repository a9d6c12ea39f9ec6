using System.Collections.Immutable;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;

namespace EnvLint.Environment;

/// <summary>What a private image holds, as the configuration says: the same as one that is known.</summary>
/// <param name="Pattern">The private images: <c>registry.corp/cuda:*</c>, where <c>*</c> is anything; without a tag all tags.</param>
/// <param name="Like">The one that is known: <c>nvidia/cuda:12.4.1-devel-ubuntu22.04</c>.</param>
public sealed record ImageAlias(string Pattern, ImageReference Like)
{
    /// <summary>The image that another one is like.</summary>
    /// <param name="aliases">What is known of private images.</param>
    /// <param name="image">The image; null where it is not known.</param>
    /// <returns>Null where nothing is said of it; of several that fit the last counts.</returns>
    public static ImageReference? Find(ImmutableArray<ImageAlias> aliases, ImageReference? image)
    {
        if (image is null || aliases.IsDefaultOrEmpty)
        {
            return null;
        }

        // No tag asks for latest; a digest alone for none.
        var tag = image.Tag.Length > 0 ? image.Tag : image.Digest.Length > 0 ? "" : "latest";
        for (var i = aliases.Length - 1; i >= 0; i--)
        {
            if (ImageReference.Parse(aliases[i].Pattern) is { } pattern && NamePattern.Matches(pattern.FullRepository, image.FullRepository)
                && (pattern.Tag.Length == 0 || NamePattern.Matches(pattern.Tag, tag)))
            {
                return aliases[i].Like;
            }
        }

        return null;
    }
}
