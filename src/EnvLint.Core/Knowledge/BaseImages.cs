using System.Collections.Immutable;
using EnvLint.Collections;
using EnvLint.Environment.Facts;

namespace EnvLint.Knowledge;

/// <summary>Whether pip refuses to install into the distribution's Python (PEP 668).</summary>
public enum ExternallyManaged
{
    /// <summary>Not known.</summary>
    Unknown,

    /// <summary>It does not.</summary>
    No,

    /// <summary>There are hints only.</summary>
    Likely,

    /// <summary>It does.</summary>
    Yes,
}

/// <summary>What is known of an image before its first RUN.</summary>
public sealed class BaseImage
{
    private readonly BaseImageRow? _like;

    internal BaseImage(BaseImageRow row, string release, BaseImageRow? like)
    {
        Row = row;
        Release = release;
        _like = like;
    }

    /// <summary>The row of the table.</summary>
    public BaseImageRow Row { get; }

    /// <summary>The distribution: <c>ubuntu</c>, <c>debian</c>, <c>alpine</c>, <c>el</c>.</summary>
    public string Distribution => _like?.Distro ?? Row.Distro;

    /// <summary>The distribution's release: <c>22.04</c>, <c>13</c>; empty where it is not known.</summary>
    public string Release { get; }

    /// <summary>Distribution and release for people: <c>Ubuntu 22.04</c>.</summary>
    public string DistributionName
    {
        get
        {
            var name = Distribution switch
            {
                "ubuntu" => "Ubuntu",
                "debian" => "Debian",
                "alpine" => "Alpine",
                "fedora" => "Fedora",
                "centos" => "CentOS",
                "amazonlinux" => "Amazon Linux",
                "el" => "Enterprise Linux",
                var other => other,
            };
            return Release.Length == 0 ? name : $"{name} {Release}";
        }
    }

    /// <summary>The package manager's command: <c>apt</c>, <c>dnf</c>, <c>apk</c>; empty where there is none.</summary>
    public string PackageManager => Row.PackageManager ?? "";

    /// <summary>The C library: <c>glibc</c> or <c>musl</c>; empty where it is not known.</summary>
    public string Libc => Row.Libc ?? "";

    /// <summary>Version of glibc; empty where it is not known.</summary>
    public string Glibc => Row.Glibc ?? _like?.Glibc ?? "";

    /// <summary>Version of the distribution's package python3; empty where it is not known.</summary>
    public string PythonDefault => Row.PythonDefault ?? _like?.PythonDefault ?? "";

    /// <summary>Whether the image built a Python of its own, outside of the distribution's packages.</summary>
    public bool HasOwnPython => Row.OwnPython == true;

    /// <summary>Folder of the image's conda; empty where it has none.</summary>
    public string Conda => Row.Conda ?? "";

    /// <summary>Whether pip refuses to install into the distribution's Python.</summary>
    public ExternallyManaged Pep668 => (Row.Pep668 ?? _like?.Pep668) switch
    {
        "yes" => ExternallyManaged.Yes,
        "likely" => ExternallyManaged.Likely,
        "no" => ExternallyManaged.No,
        _ => ExternallyManaged.Unknown,
    };

    /// <summary>Whether the distribution has no apt-key any more. False where that is not known.</summary>
    public bool HasNoAptKey => (Row.AptKey ?? _like?.AptKey) == false;

    /// <summary>Whether the package lists are gone from the servers, so that apt-get update fails.</summary>
    public bool UpdatesFail => Row.UpdatesFail == true || _like?.UpdatesFail == true;

    /// <summary>End of the free standard support, <c>2027-06-01</c>; empty where it is not known.</summary>
    public string EndOfLife => Row.Eol ?? _like?.Eol ?? "";

    /// <summary>End of all free support, that of volunteers included: <c>2028-06-30</c>; empty where it is not known.</summary>
    public string LastEndOfLife => Row.EolLts ?? (Row.Eol is null ? _like?.EolLts : null) ?? EndOfLife;

    /// <summary>Whether the row was checked against its source.</summary>
    public bool IsVerified => Row.Verified;

    /// <summary>Whether a tool is there.</summary>
    /// <param name="tool">A tool as the table names it: <c>gpg</c>, <c>add-apt-repository</c>.</param>
    public bool Has(string tool) => Row.Has.Contains(tool, StringComparer.Ordinal);

    /// <summary>Whether a tool is known to be absent.</summary>
    /// <param name="tool">A tool as the table names it.</param>
    public bool Lacks(string tool) => Row.Lacks.Contains(tool, StringComparer.Ordinal);

    /// <summary>Where the row is known from.</summary>
    public string Source => BaseImages.SourceText(Row.Source);
}

/// <summary>Popular base images, from <c>rules/data/base-images.toml</c>.</summary>
public static class BaseImages
{
    /// <summary>The date of the table.</summary>
    public static string AsOf => BaseImagesTable.AsOf;

    /// <summary>What is known of an image.</summary>
    /// <param name="image">The image; null where it is not known.</param>
    /// <returns>Null where the table does not know it.</returns>
    public static BaseImage? Find(ImageReference? image)
    {
        if (image is null)
        {
            return null;
        }

        // A digest alone names no release.
        if (image is { Tag.Length: 0, Digest.Length: > 0 })
        {
            return null;
        }

        var repository = image.FullRepository;
        foreach (var row in BaseImagesTable.Images)
        {
            if (NamePattern.MatchesAny(row.Repository, repository) && (row.Tags.IsEmpty || NamePattern.MatchesAny(row.Tags, image.Tag)))
            {
                var release = ReleaseOf(row, image.Tag);
                return new BaseImage(row, release, row.Like is { } like ? Plain(like, release) : null);
            }
        }

        return null;
    }

    internal static string SourceText(string sources)
    {
        var comma = sources.IndexOf(',', StringComparison.Ordinal);
        var first = (comma < 0 ? sources : sources[..comma]).Trim();
        var blank = first.IndexOf(' ', StringComparison.Ordinal);
        var source = BaseImagesTable.Source(blank < 0 ? first : first[..blank]) ?? first;

        // What was read there, in parentheses, is for those who mend the table.
        var details = source.IndexOf(" (", StringComparison.Ordinal);
        return details < 0 ? source : source[..details];
    }

    private static string ReleaseOf(BaseImageRow row, string tag)
    {
        if (row.Release is { } release)
        {
            return release;
        }

        if (row.ReleaseAfter is { } word)
        {
            var at = tag.LastIndexOf(word, StringComparison.Ordinal);
            if (at < 0)
            {
                return "";
            }

            var start = at + word.Length;
            var end = start;
            while (end < tag.Length && (char.IsAsciiDigit(tag[end]) || tag[end] == '.'))
            {
                end++;
            }

            return tag[start..end];
        }

        return row.Suite is not null ? ReleaseOfSuite(row.Distro, tag) : "";
    }

    private static string ReleaseOfSuite(string distribution, string tag)
    {
        foreach (var row in BaseImagesTable.Images)
        {
            if (row is { Codename: { } codename, Release: { } release } && row.Distro == distribution && HasPart(tag, codename))
            {
                return release;
            }
        }

        var suite = SuiteOf(tag);
        return suite.Length == 0 ? "" : BaseImagesTable.Images.Find(row => row.Codename == suite)?.Release ?? "";
    }

    // 3.9-slim and 3.9 follow the newest suite until they are frozen; 3.9.7 keeps the suite of its day.
    private static string SuiteOf(string tag)
    {
        var dash = tag.IndexOf('-', StringComparison.Ordinal);
        var version = dash < 0 ? tag : tag[..dash];
        if (dash >= 0 && tag[(dash + 1)..] is not "slim")
        {
            return "";
        }

        if (version is "" or "3" or "latest" || (version == "slim" && dash < 0))
        {
            version = BaseImagesTable.PythonLatest.Python;
        }

        foreach (var row in BaseImagesTable.PythonTags)
        {
            if (row.Python == version)
            {
                return row.Suites[^1];
            }
        }

        return "";
    }

    private static bool HasPart(string tag, string part)
    {
        var at = tag.IndexOf(part, StringComparison.Ordinal);
        return at >= 0 && (at == 0 || tag[at - 1] == '-') && (at + part.Length == tag.Length || tag[at + part.Length] == '-');
    }

    private static BaseImageRow? Plain(string distribution, string release)
    {
        foreach (var row in BaseImagesTable.Images)
        {
            if (row.Distro == distribution && row.Release == release && row.Repository.Contains(distribution, StringComparer.Ordinal))
            {
                return row;
            }
        }

        return null;
    }
}
