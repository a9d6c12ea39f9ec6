using System.Collections.Immutable;
using EnvLint.Versions;

namespace EnvLint.Syntax.Requirements;

/// <summary>What the file name of a wheel says: <c>torch-2.3.1+cu121-cp311-cp311-linux_x86_64.whl</c>.</summary>
/// <param name="Name">The project's name, normalised.</param>
/// <param name="Version">The version.</param>
/// <param name="Build">The build number with what follows it; empty where there is none.</param>
/// <param name="PythonTags"><c>cp311</c>, <c>py3</c>; several stand for several Pythons.</param>
/// <param name="AbiTags"><c>cp311</c>, <c>abi3</c>, <c>none</c>.</param>
/// <param name="PlatformTags"><c>linux_x86_64</c>, <c>manylinux_2_28_x86_64</c>, <c>win_amd64</c>, <c>any</c>.</param>
public sealed record WheelName(
    string Name,
    Pep440Version Version,
    string Build,
    ImmutableArray<string> PythonTags,
    ImmutableArray<string> AbiTags,
    ImmutableArray<string> PlatformTags)
{
    /// <summary>Reads the file name at the end of an address or path.</summary>
    /// <param name="location">The address or path.</param>
    /// <returns>Null where it names no wheel.</returns>
    public static WheelName? Of(string location)
    {
        var end = location.AsSpan().IndexOfAny('#', '?');
        var path = end < 0 ? location.AsSpan() : location.AsSpan(0, end);
        var file = path[(path.LastIndexOfAny('/', '\\') + 1)..];
        if (!file.EndsWith(".whl", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var stem = file[..^".whl".Length];
        var text = stem.Contains('%') ? Uri.UnescapeDataString(stem.ToString()) : stem.ToString();
        Span<Range> ranges = stackalloc Range[7];
        var parts = text.AsSpan();
        var count = parts.Split(ranges, '-');
        if (count is not (5 or 6) || parts[ranges[0]].IsEmpty || !Pep440Version.TryParse(parts[ranges[1]].ToString().Replace('_', '-'), out var version))
        {
            return null;
        }

        return new WheelName(
            ProjectName.Normalize(parts[ranges[0]]),
            version,
            count == 6 ? parts[ranges[2]].ToString() : "",
            Tags(parts[ranges[count - 3]]),
            Tags(parts[ranges[count - 2]]),
            Tags(parts[ranges[count - 1]]));
    }

    private static ImmutableArray<string> Tags(ReadOnlySpan<char> part) => [.. part.ToString().Split('.')];
}
