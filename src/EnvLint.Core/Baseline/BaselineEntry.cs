namespace EnvLint.Baseline;

/// <summary>A finding that a baseline records. Only the fingerprint decides; the rest is for whoever reads the file.</summary>
/// <param name="fingerprint">Its content fingerprint, <see cref="Diagnostics.Fingerprint.Version"/>.</param>
/// <param name="code">The code of its rule.</param>
/// <param name="path">Path relative to the root that the baseline lies in, with <c>/</c>.</param>
/// <param name="message">What was said.</param>
public sealed class BaselineEntry(string fingerprint, string code, string path, string message)
{
    /// <summary>Its content fingerprint.</summary>
    public string Fingerprint { get; } = fingerprint;

    /// <summary>The code of its rule.</summary>
    public string Code { get; } = code;

    /// <summary>Path relative to the root that the baseline lies in, with <c>/</c>.</summary>
    public string Path { get; } = path;

    /// <summary>What was said.</summary>
    public string Message { get; } = message;

    /// <summary>The order of entries in a file: path, code, message, fingerprint.</summary>
    /// <param name="left">One entry.</param>
    /// <param name="right">The other.</param>
    public static int Compare(BaselineEntry left, BaselineEntry right)
    {
        var order = string.CompareOrdinal(left.Path, right.Path);
        order = order != 0 ? order : string.CompareOrdinal(left.Code, right.Code);
        order = order != 0 ? order : string.CompareOrdinal(left.Message, right.Message);
        return order != 0 ? order : string.CompareOrdinal(left.Fingerprint, right.Fingerprint);
    }
}
