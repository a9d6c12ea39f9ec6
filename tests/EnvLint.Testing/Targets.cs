using EnvLint.Environment;

namespace EnvLint.Testing;

/// <summary>Targets as tests and pages write them.</summary>
public static class Targets
{
    /// <summary>The target of a word such as <c>wsl2</c>, <c>linux</c> or <c>windows</c>; null for null.</summary>
    /// <param name="text">The word.</param>
    /// <exception cref="ArgumentException">There is no such platform.</exception>
    public static TargetProfile? Parse(string? text)
    {
        if (text is null)
        {
            return null;
        }

        return Enum.TryParse<TargetPlatform>(text, ignoreCase: true, out var platform) && platform != TargetPlatform.Unknown && !char.IsAsciiDigit(text[0])
            ? new TargetProfile(text, platform)
            : throw new ArgumentException($"'{text}' is no target.", nameof(text));
    }
}
