using System.Collections.Concurrent;
using EnvLint.Knowledge;

namespace EnvLint.Environment.Stack;

/// <summary>Which GPUs builds of torch have code for: each build is looked up in the table once.</summary>
internal static class TorchCode
{
    private static readonly ConcurrentDictionary<(string Release, string Cuda, WheelPlatform Platform), Dictionary<string, GpuCode>> s_known = new();

    /// <summary>What tells of a compute capability whether a build has code for it.</summary>
    /// <param name="release">The release.</param>
    /// <param name="cuda">The build's CUDA: <c>12.4</c>.</param>
    /// <param name="platform">The system.</param>
    public static Func<string, GpuCode> Of(PytorchReleaseRow release, string cuda, WheelPlatform platform)
    {
        var known = s_known.GetOrAdd(
            (release.Version, cuda, platform),
            static (key, row) =>
            {
                var codes = new Dictionary<string, GpuCode>(StringComparer.Ordinal);
                foreach (var gpu in CudaDrivers.ComputeCapabilities)
                {
                    codes.Add(gpu, Torch.CodeFor(row, key.Cuda, key.Platform, gpu, out _));
                }

                return codes;
            },
            release);

        // A target may name a GPU that the table of CUDA does not know yet.
        return gpu => known.TryGetValue(gpu, out var code) ? code : Torch.CodeFor(release, cuda, platform, gpu, out _);
    }
}
