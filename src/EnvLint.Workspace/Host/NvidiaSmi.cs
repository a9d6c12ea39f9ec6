using System.Collections.Immutable;

namespace EnvLint.Workspace.Host;

/// <summary>A GPU as <c>nvidia-smi</c> lists it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Driver">Its driver; null where that was not said.</param>
/// <param name="ComputeCapability">Its compute capability; null where that was not said.</param>
public sealed record ListedGpu(string Name, string? Driver, string? ComputeCapability);

/// <summary>Reads what <c>nvidia-smi</c> prints. Text that is something else gives nothing.</summary>
public static class NvidiaSmi
{
    // A machine has no more; output that goes on is no list of GPUs.
    private const int MostGpus = 64;

    /// <summary>The driver in the heading of the table: <c>551.78</c>; null where there is none. On WSL it is that of Windows.</summary>
    /// <param name="output">What <c>nvidia-smi</c> printed.</param>
    /// <remarks>Since the driver 610 it is called <c>KMD Version</c>: what runs in the kernel.</remarks>
    public static string? DriverOf(string output) => VersionBehind(output, "Driver Version:") ?? VersionBehind(output, "KMD Version:");

    /// <summary>The newest CUDA that the driver runs, in the heading of the table: <c>12.4</c>; null where there is none.</summary>
    /// <param name="output">What <c>nvidia-smi</c> printed.</param>
    /// <remarks>Since the driver 610 it is called <c>CUDA UMD Version</c>: what runs in the programs. With forward compatibility it is the newer library's.</remarks>
    public static string? CudaOf(string output) => VersionBehind(output, "CUDA Version:") ?? VersionBehind(output, "CUDA UMD Version:");

    /// <summary>Whether a GPU of the table is split into instances.</summary>
    /// <param name="output">What <c>nvidia-smi</c> printed.</param>
    public static bool HasInstances(string output) => output.Contains("| MIG devices:", StringComparison.Ordinal);

    /// <summary>The GPUs of a list: what <c>--query-gpu=</c> with <c>--format=csv,noheader</c> prints.</summary>
    /// <param name="output">The list.</param>
    /// <param name="hasDriver">Whether the driver was asked for, behind the name.</param>
    /// <param name="hasCapability">Whether the compute capability was asked for, at the end.</param>
    public static ImmutableArray<ListedGpu> List(string output, bool hasDriver, bool hasCapability)
    {
        var gpus = ImmutableArray.CreateBuilder<ListedGpu>();
        foreach (var line in output.Split('\n', MostGpus + 1))
        {
            var rest = line.Trim();
            var capability = hasCapability ? TakeLast(ref rest) : null;
            var driver = hasDriver ? TakeLast(ref rest) : null;
            if (rest.Length == 0 || rest.Contains('\n', StringComparison.Ordinal) || (hasCapability && capability is null) || (hasDriver && driver is null))
            {
                continue;
            }

            gpus.Add(new ListedGpu(rest, IsVersion(driver) ? driver : null, IsVersion(capability) ? capability : null));
        }

        return gpus.DrainToImmutable();
    }

    /// <summary>What a failed run says of itself: its first line; empty for nothing.</summary>
    /// <param name="run">The run.</param>
    public static string ComplaintOf(ProgramRun run)
    {
        foreach (var text in (ReadOnlySpan<string>)[run.Output, run.Error])
        {
            foreach (var range in text.AsSpan().Split('\n'))
            {
                if (text.AsSpan()[range].Trim() is { IsEmpty: false } line)
                {
                    return line[..Math.Min(line.Length, 160)].TrimEnd('.').ToString();
                }
            }
        }

        return "";
    }

    private static string? TakeLast(ref string rest)
    {
        var comma = rest.LastIndexOf(',');
        if (comma < 0)
        {
            return null;
        }

        var last = rest[(comma + 1)..].Trim();
        rest = rest[..comma].TrimEnd();
        return last;
    }

    private static string? VersionBehind(string text, string label)
    {
        var start = text.IndexOf(label, StringComparison.Ordinal);
        if (start < 0)
        {
            return null;
        }

        start += label.Length;
        while (start < text.Length && text[start] == ' ')
        {
            start++;
        }

        var end = start;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] == '.'))
        {
            end++;
        }

        return text[start..end] is var version && IsVersion(version) ? version : null;
    }

    // Two or more numbers with dots between them.
    internal static bool IsVersion(string? text)
    {
        if (text is null || text.Length > 30 || !text.Contains('.', StringComparison.Ordinal))
        {
            return false;
        }

        foreach (var part in text.Split('.'))
        {
            if (part.Length == 0 || part.AsSpan().ContainsAnyExceptInRange('0', '9'))
            {
                return false;
            }
        }

        return true;
    }
}
