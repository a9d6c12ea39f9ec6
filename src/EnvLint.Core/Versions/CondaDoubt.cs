using EnvLint.Text;

namespace EnvLint.Versions;

/// <summary>The ways in which conda reads something otherwise than it is meant.</summary>
public enum CondaDoubtKind
{
    /// <summary><c>&lt;=1.2.*</c>: conda drops <c>.*</c>.</summary>
    DroppedWildcard,

    /// <summary><c>!=1.2*</c>: behind this operator an asterisk is a character.</summary>
    LiteralAsterisk,

    /// <summary><c>name=</c>: any version.</summary>
    EmptyEquals,

    /// <summary><c>name (&gt;=1.2)</c>: conda drops what stands in parentheses.</summary>
    DroppedParentheses,

    /// <summary><c>name[extra]</c>: conda drops brackets without a key.</summary>
    DroppedBrackets,

    /// <summary><c>channel:name</c>: conda drops what stands before a single colon.</summary>
    DroppedNamespace,

    /// <summary><c>name[name=other]</c>: the name outside holds.</summary>
    NameInBrackets,

    /// <summary><c>name=1.2=*glob*</c>: with a build the version is exact.</summary>
    ExactWithBuild,

    /// <summary><c>python 3.8 numpy scipy</c>: a build of this name cannot be.</summary>
    ImpossibleBuild,
}

/// <summary>A place that conda reads otherwise than it is meant.</summary>
/// <param name="Kind">How.</param>
/// <param name="Span">The place, in the text that was read.</param>
/// <param name="Message">One sentence without a full stop that says what conda makes of it.</param>
public sealed record CondaDoubt(CondaDoubtKind Kind, TextSpan Span, string Message);
