using EnvLint.Text;

namespace EnvLint.Versions;

/// <summary>The ways in which a comparison with a version goes wrong.</summary>
public enum Pep440SpecifierErrorKind
{
    /// <summary>Something else than a comparison stands there: <c>torch 2.1</c>, <c>torch=2.1</c>.</summary>
    NoOperator,

    /// <summary>No version behind the comparison.</summary>
    NoVersion,

    /// <summary>What stands behind the comparison is no version.</summary>
    BadVersion,

    /// <summary><c>.*</c> behind a comparison that takes none.</summary>
    Wildcard,

    /// <summary>A local version behind a comparison that takes none.</summary>
    Local,

    /// <summary><c>~=</c> with one number.</summary>
    TooShort,

    /// <summary>Two comparisons without a comma, or two commas.</summary>
    Comma,
}

/// <summary>What a list of comparisons does not take.</summary>
/// <param name="Kind">What kind.</param>
/// <param name="Span">The text that does not fit, in the parsed text.</param>
/// <param name="Message">One sentence without a full stop at its end.</param>
/// <param name="Replacement">What belongs there instead, where that is plain; null otherwise.</param>
public sealed record Pep440SpecifierError(Pep440SpecifierErrorKind Kind, TextSpan Span, string Message, string? Replacement = null);
