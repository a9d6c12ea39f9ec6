using EnvLint.Text;

namespace EnvLint.Environment;

/// <summary>The ways in which one file leads to another.</summary>
public enum FileLinkKind
{
    /// <summary>Its packages are installed: <c>pip install -r</c>.</summary>
    Requirements,

    /// <summary>Its versions limit what is installed: <c>pip install -c</c>.</summary>
    Constraints,

    /// <summary>It describes an environment of conda: <c>conda env create -f</c>, also a list behind <c>--file</c>.</summary>
    Conda,

    /// <summary>It is the Dockerfile of an image that is built.</summary>
    Build,
}

/// <summary>A place that leads to another file of the root.</summary>
/// <param name="Kind">How.</param>
/// <param name="Span">The word that names it; the command where none does.</param>
/// <param name="Path">The other file, as findings name it.</param>
public sealed record FileLink(FileLinkKind Kind, TextSpan Span, string Path);
