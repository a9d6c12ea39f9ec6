using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace EnvLint.Generators.Infrastructure;

/// <summary>A place in a file, without a hold on the compilation.</summary>
/// <param name="Path">The file.</param>
/// <param name="Span">The place, in UTF-16 offsets.</param>
/// <param name="Lines">The same as lines and columns.</param>
internal sealed record LocationInfo(string Path, Microsoft.CodeAnalysis.Text.TextSpan Span, LinePositionSpan Lines)
{
    /// <summary>The place as the compiler wants it.</summary>
    public Location ToLocation() => Location.Create(Path, Span, Lines);

    /// <summary>Takes the place out of the compiler's own.</summary>
    /// <param name="location">The compiler's place.</param>
    public static LocationInfo? From(Location? location) =>
        location is null || location.Kind == LocationKind.None
            ? null
            : new LocationInfo(location.GetLineSpan().Path, location.SourceSpan, location.GetLineSpan().Span);

    /// <summary>The first line of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="length">Length of the line.</param>
    public static LocationInfo FirstLine(string path, int length) =>
        new(path, new Microsoft.CodeAnalysis.Text.TextSpan(0, length), new LinePositionSpan(default, new LinePosition(0, length)));
}

/// <summary>An error of the build, without a hold on the compilation.</summary>
/// <param name="Descriptor">What is wrong.</param>
/// <param name="Location">Where; null for nowhere.</param>
/// <param name="Arguments">The values of the message.</param>
internal sealed record DiagnosticInfo(DiagnosticDescriptor Descriptor, LocationInfo? Location, EquatableArray<string> Arguments)
{
    /// <summary>Makes an error.</summary>
    /// <param name="descriptor">What is wrong.</param>
    /// <param name="location">Where.</param>
    /// <param name="arguments">The values of the message.</param>
    public static DiagnosticInfo Create(DiagnosticDescriptor descriptor, LocationInfo? location, params string[] arguments) =>
        new(descriptor, location, arguments.ToEquatable());

    /// <summary>The error as the compiler wants it.</summary>
    public Diagnostic ToDiagnostic() =>
        Diagnostic.Create(Descriptor, Location?.ToLocation(), Arguments.Items.ToArray<object>());
}
