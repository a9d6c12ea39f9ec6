using EnvLint.Configuration;
using EnvLint.Environment;

namespace EnvLint.Testing;

/// <summary>Targets as tests and pages write them.</summary>
public static class Targets
{
    /// <summary>The target of a word such as <c>wsl2</c>, or of <c>platform=linux,gpu=RTX 3060</c>; null for null.</summary>
    /// <param name="text">The word.</param>
    /// <exception cref="ArgumentException">There is no such target.</exception>
    public static TargetProfile? Parse(string? text)
    {
        if (text is null)
        {
            return null;
        }

        return TargetKeys.Parse(text, configuration: null, out var target) is { } error
            ? throw new ArgumentException($"'{text}' is no target: {error}.", nameof(text))
            : target;
    }
}
