using EnvLint.Environment.Facts;

namespace EnvLint.Knowledge;

/// <summary>NVIDIA's signing keys of its CUDA repositories, from <c>rules/data/signing-keys.toml</c>.</summary>
public static class SigningKeys
{
    /// <summary>The date of the table.</summary>
    public static string AsOf => SigningKeysTable.AsOf;

    /// <summary>The retired key that an address in NVIDIA's CUDA repository names; null for all else.</summary>
    /// <param name="url">An address.</param>
    public static SigningKeyRow? RetiredByAddress(string url)
    {
        if (!url.Contains(SigningKeysTable.Repository, StringComparison.Ordinal))
        {
            return null;
        }

        var file = url[(url.LastIndexOf('/') + 1)..];
        foreach (var row in SigningKeysTable.Keys)
        {
            if (row.Status == "retired" && file.StartsWith(row.Id, StringComparison.OrdinalIgnoreCase))
            {
                return row;
            }
        }

        return null;
    }

    /// <summary>The retired key that an id or a fingerprint names; null for all else.</summary>
    /// <param name="id">What stands behind <c>--recv-keys</c>.</param>
    public static SigningKeyRow? RetiredById(string id)
    {
        foreach (var row in SigningKeysTable.Keys)
        {
            if (row.Status == "retired" && id.Length >= row.Id.Length && id.EndsWith(row.Id, StringComparison.OrdinalIgnoreCase))
            {
                return row;
            }
        }

        return null;
    }

    /// <summary>The folder of NVIDIA's CUDA repository that an address names: <c>ubuntu2004</c>; empty for other texts.</summary>
    /// <param name="url">An address.</param>
    public static string DistributionOf(string url)
    {
        var at = url.IndexOf(SigningKeysTable.Repository, StringComparison.Ordinal);
        if (at < 0)
        {
            return "";
        }

        var rest = url[(at + SigningKeysTable.Repository.Length)..];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? rest : rest[..slash];
    }

    /// <summary>Whether a text names the key that is in use today, or the package that brings it.</summary>
    /// <param name="text">A text.</param>
    public static bool NamesCurrent(string text)
    {
        if (text.Contains(SigningKeysTable.KeyringPackage, StringComparison.Ordinal))
        {
            return true;
        }

        foreach (var row in SigningKeysTable.Keys)
        {
            if (row.Status == "current" && text.Contains(row.Id, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The row of an image that carries NVIDIA's list with the retired key only; null for others.</summary>
    /// <param name="image">The image; null where it is not known.</param>
    public static SigningKeysImageRow? ImageFromBefore(ImageReference? image)
    {
        if (image is null)
        {
            return null;
        }

        foreach (var row in SigningKeysTable.Images)
        {
            if (NamePattern.MatchesAny(row.Repository, image.FullRepository) && NamePattern.MatchesAny(row.Tags, image.Tag))
            {
                return row;
            }
        }

        return null;
    }

    /// <summary>Where a key is known from.</summary>
    /// <param name="row">The key.</param>
    public static string SourceOf(SigningKeyRow row)
    {
        var comma = row.Source.IndexOf(',', StringComparison.Ordinal);
        var id = comma < 0 ? row.Source : row.Source[..comma];
        return SigningKeysTable.Source(id) ?? id;
    }
}
