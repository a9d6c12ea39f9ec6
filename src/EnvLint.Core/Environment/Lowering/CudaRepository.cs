namespace EnvLint.Environment.Lowering;

/// <summary>Reads which of NVIDIA's CUDA repositories an address or a package belongs to.</summary>
internal static class CudaRepository
{
    /// <summary>The distribution folder of <c>…/compute/cuda/repos/ubuntu2204/x86_64/…</c>; empty for other addresses.</summary>
    public static string DistributionOfUrl(string? url)
    {
        const string Marker = "/compute/cuda/repos/";
        if (url is null)
        {
            return "";
        }

        var at = url.IndexOf(Marker, StringComparison.Ordinal);
        if (at < 0)
        {
            // Local installers lie elsewhere but carry the distribution in their name.
            var name = url[(url.LastIndexOf('/') + 1)..];
            return name.StartsWith("cuda-repo-", StringComparison.Ordinal) ? DistributionOfPackage(name) : "";
        }

        var rest = url.AsSpan(at + Marker.Length);
        var slash = rest.IndexOf('/');
        var distribution = slash < 0 ? rest : rest[..slash];
        return distribution.IndexOfAny('$', '{') >= 0 ? "" : distribution.ToString();
    }

    /// <summary>The distribution of <c>cuda-repo-wsl-ubuntu-12-4-local_….deb</c> or <c>cuda-repo-ubuntu2204-…</c>.</summary>
    public static string DistributionOfPackage(string name)
    {
        var rest = name["cuda-repo-".Length..];
        if (rest.StartsWith("wsl-ubuntu", StringComparison.Ordinal))
        {
            return "wsl-ubuntu";
        }

        var end = rest.AsSpan().IndexOfAny('-', '_');
        return end < 0 ? rest : rest[..end];
    }

    /// <summary>The CUDA version of <c>cuda-repo-…-12-4-local_12.4.1-…</c>: <c>12.4</c>; empty for other packages.</summary>
    public static string LocalVersion(string name)
    {
        var local = name.IndexOf("-local", StringComparison.Ordinal);
        if (!name.StartsWith("cuda-repo-", StringComparison.Ordinal) || local < 0)
        {
            return "";
        }

        var minorAt = name.LastIndexOf('-', local - 1);
        var majorAt = minorAt > 0 ? name.LastIndexOf('-', minorAt - 1) : -1;
        if (majorAt < 0)
        {
            return "";
        }

        var major = name[(majorAt + 1)..minorAt];
        var minor = name[(minorAt + 1)..local];
        return IsNumber(major) && IsNumber(minor) ? $"{major}.{minor}" : "";
    }

    private static bool IsNumber(string text) => text.Length > 0 && text.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0;
}
