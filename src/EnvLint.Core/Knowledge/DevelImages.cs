using EnvLint.Environment.Facts;

namespace EnvLint.Knowledge;

/// <summary>What needs no CUDA compiler in an image, from <c>rules/data/devel-images.toml</c>.</summary>
public static class DevelImages
{
    /// <summary>The date of the table.</summary>
    public static string AsOf => DevelImagesTable.AsOf;

    /// <summary>What the flavors of the images hold, for people.</summary>
    public static string Source => SourceTexts.First("images", DevelImagesTable.Source);

    /// <summary>Whether a program is known to compile nothing.</summary>
    /// <param name="program">Its name without a folder.</param>
    public static bool IsIdle(string program)
    {
        foreach (var row in DevelImagesTable.Programs)
        {
            if (row.Names.Contains(program, StringComparer.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a request is known to need no compiler, neither when it is installed nor when it runs.</summary>
    /// <param name="request">The request.</param>
    /// <param name="hasTorch">Whether the image brings torch.</param>
    public static bool NeedsNone(PackageRequest request, bool hasTorch)
    {
        if (request.Manager != PackageManager.Pip)
        {
            foreach (var row in DevelImagesTable.Tools)
            {
                if (NamePattern.MatchesAny(row.Names, request.Name))
                {
                    return false;
                }
            }

            return request.Manager is PackageManager.Apt or PackageManager.Dnf;
        }

        if (request.Constraint.StartsWith('@'))
        {
            return false;
        }

        foreach (var row in DevelImagesTable.Packages)
        {
            if ((hasTorch || !row.WithTorch) && row.Names.Contains(request.Name, StringComparer.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a variable is there for compiling.</summary>
    /// <param name="name">Its name.</param>
    public static bool IsForCompiling(string name) => DevelImagesTable.Variables.Contains(name, StringComparer.Ordinal);
}
