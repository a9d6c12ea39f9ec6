using System.Collections.Immutable;
using EnvLint.Collections;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;

namespace EnvLint.Rules.Gpu.Support;

/// <summary>What the words of a container's command say of the work that it does.</summary>
internal static class GpuWork
{
    /// <summary>Whether the words run a program that asks the GPU, as themselves or in the text that a shell runs.</summary>
    /// <param name="words">Entry point and command.</param>
    public static bool AsksGpu(ImmutableArray<Word> words)
    {
        if (words is not [{ Value: { } program }, ..])
        {
            return false;
        }

        if (GpuImages.IsGpuProgram(Name(program)))
        {
            return !words.Exists(static word => word.Value is "--help" or "-h" or "--version");
        }

        if (Name(program) is not ("sh" or "bash"))
        {
            return false;
        }

        foreach (var word in words)
        {
            if (word.Value is { } text && GpuImages.IsGpuProgram(FirstWord(text)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the words say that they build, copy, ask or fetch, which needs no GPU; also where one is not known.</summary>
    /// <param name="words">Entry point and command.</param>
    public static bool IsIdle(ImmutableArray<Word> words)
    {
        if (words is [{ Value: { } program }, ..] && GpuImages.IsIdleProgram(Name(program)))
        {
            return true;
        }

        foreach (var word in words)
        {
            // A command that is not known may be anything.
            if (word.Value is not { } text || GpuImages.IsIdleWord(text) || GpuImages.IsIdleProgram(FirstWord(text)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The last part of a path.</summary>
    /// <param name="program">A program as it is written.</param>
    public static string Name(string program) => program[(program.LastIndexOf('/') + 1)..];

    private static string FirstWord(string text)
    {
        var trimmed = text.AsSpan().Trim();
        var end = trimmed.IndexOfAny(" ;&|\n");
        return Name((end < 0 ? trimmed : trimmed[..end]).ToString());
    }
}
