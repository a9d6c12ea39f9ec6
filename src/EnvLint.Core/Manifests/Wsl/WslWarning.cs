using EnvLint.Text;

namespace EnvLint.Manifests.Wsl;

/// <summary>The messages that WSL prints about its configuration and that follow from the file alone.</summary>
public enum WslWarningKind
{
    /// <summary><c>[</c> is not followed by a letter.</summary>
    InvalidSection,

    /// <summary>A bracket, an equals sign, a quote or a line end is missing.</summary>
    Expected,

    /// <summary>A line begins with something that begins nothing.</summary>
    InvalidKey,

    /// <summary>An unknown escape.</summary>
    InvalidEscape,

    /// <summary>No such key.</summary>
    UnknownKey,

    /// <summary>No boolean.</summary>
    InvalidBoolean,

    /// <summary>No integer, or no port.</summary>
    InvalidInteger,

    /// <summary>No size.</summary>
    InvalidNumberString,

    /// <summary>No name of the enumeration.</summary>
    InvalidEnum,

    /// <summary>No IPv4 address.</summary>
    InvalidIp,

    /// <summary>No MAC address. The one message that is an error: nothing starts.</summary>
    MacAddress,

    /// <summary>The key was there before.</summary>
    KeyDuplicated,

    /// <summary>Safe mode is on.</summary>
    SafeModeEnabled,

    /// <summary><c>virtio9p</c> is switched off again.</summary>
    Virtio9pDisabled,
}

/// <summary>A message that WSL prints about the file.</summary>
/// <param name="Kind">Which message.</param>
/// <param name="Argument">What is missing, the bad value or the bad character; empty where the message has none.</param>
/// <param name="Name">The key as WSL names it; empty where the message has none.</param>
/// <param name="Line">The line that the message names; 0 where it names none.</param>
/// <param name="Span">The place in the file.</param>
public sealed record WslWarning(WslWarningKind Kind, string Argument, string Name, int Line, TextSpan Span)
{
    /// <summary>The message in short: <c>InvalidBoolean yes wsl2.ipv6 @2</c>.</summary>
    public override string ToString()
    {
        var argument = Kind is WslWarningKind.Expected or WslWarningKind.InvalidEscape || Name.Length > 0 && HasValue ? " " + Argument : "";
        var name = Name.Length > 0 ? " " + Name : "";
        var line = Line > 0 ? $" @{Line}" : "";
        return $"{Kind}{argument}{name}{line}";
    }

    private bool HasValue => Kind is not (WslWarningKind.UnknownKey or WslWarningKind.KeyDuplicated);
}
