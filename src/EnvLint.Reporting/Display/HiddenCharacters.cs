namespace EnvLint.Reporting.Display;

/// <summary>The characters that people do not see, or that make them see something else than what is there.</summary>
internal static class HiddenCharacters
{
    /// <summary>Zero width non-joiner.</summary>
    public const int NonJoiner = 0x200C;

    /// <summary>Zero width joiner.</summary>
    public const int Joiner = 0x200D;

    /// <summary>Whether a code point is never shown raw: controls, direction marks, invisible format characters, blanks that are no blanks, surrogates, noncharacters.</summary>
    /// <param name="codePoint">The code point; a lone surrogate counts as one.</param>
    /// <remarks>The two joiners are not among them: see <see cref="IsJoiner"/>.</remarks>
    public static bool Contains(int codePoint) => codePoint switch
    {
        < 0x20 => true,
        < 0x7F => false,
        < 0xA0 => true,
        0xAD or 0x61C or 0x115F or 0x1160 or 0x180E or 0x200B or 0x200E or 0x200F => true,
        >= 0x2028 and <= 0x202E => true,
        >= 0x2060 and <= 0x206F => true,
        0x3164 or 0xFEFF or 0xFFA0 => true,
        >= 0xD800 and <= 0xDFFF => true,
        >= 0xFDD0 and <= 0xFDEF => true,
        >= 0xFFF9 and <= 0xFFFB => true,
        >= 0x1D173 and <= 0x1D17A => true,
        >= 0xE0000 and <= 0xE00FF => true,
        _ => (codePoint & 0xFFFE) == 0xFFFE,
    };

    /// <summary>Whether a code point joins or parts its neighbours: right between letters of some scripts and between emoji, a trap elsewhere.</summary>
    /// <param name="codePoint">The code point.</param>
    public static bool IsJoiner(int codePoint) => codePoint is NonJoiner or Joiner;
}
