using System.Globalization;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;

namespace EnvLint.Environment.Stack;

/// <summary>The torch that an environment has, as far as its CUDA is concerned.</summary>
/// <param name="Release">The release: <c>2.4.0</c>; today's choice of the installer where several fit; empty where it is not known.</param>
/// <param name="Cuda">The CUDA that it is built for: <c>12.4</c>.</param>
/// <param name="Resolution">What the requests lead to; null where the image brings it.</param>
/// <param name="Image">The image that brings it; null where requests do.</param>
/// <param name="IsCertain">Whether all builds that may be taken are for the same major of CUDA.</param>
public sealed record EnvironmentTorch(string Release, string Cuda, TorchResolution? Resolution, ImageUse? Image, bool IsCertain)
{
    /// <summary>The major of its CUDA.</summary>
    public int Major => MajorOf(Cuda);

    /// <summary>The torch that is there before a command; null where it is not known, has no CUDA, or is installed later.</summary>
    /// <param name="environment">The environment; null where no request says anything of it.</param>
    /// <param name="stage">The stage; null outside of images.</param>
    /// <param name="before">The order of the command, whose own requests count, too.</param>
    public static EnvironmentTorch? Find(PythonEnvironment? environment, ImageStage? stage, int before)
    {
        var resolution = environment is null ? null : TorchResolver.Resolve(environment, WheelPlatform.LinuxX64) ?? CondaCuda.ResolveTorch(environment);
        if (resolution is not null)
        {
            if (resolution is not { IsKnown: true, Request: { } request } || request.Command is { } command && command.Order > before || resolution.Builds[0].Cuda.Length == 0)
            {
                return null;
            }

            var first = resolution.Builds[0];
            var isCertain = !resolution.IsOpen;
            foreach (var build in resolution.Builds)
            {
                isCertain &= build.IsVerified && MajorOf(build.Cuda) == MajorOf(first.Cuda);
            }

            return new EnvironmentTorch(first.Release.Version, first.Cuda, resolution, null, isCertain);
        }

        // A package of conda that the table does not follow may bring another one.
        if (environment?.Last("pytorch", PackageManager.Conda) is not null)
        {
            return null;
        }

        return stage?.BaseUse is { } image && stage.Contents is { Framework: "torch", FrameworkCuda.Length: > 0 } contents
            && environment is null or { Kind: PythonEnvironmentKind.System } or { Kind: PythonEnvironmentKind.Conda, Name: "base" }
            ? new EnvironmentTorch(contents.FrameworkVersion, contents.FrameworkCuda, null, image, contents.IsVerified)
            : null;
    }

    private static int MajorOf(string cuda) =>
        int.TryParse(DottedNumber.Prefix(cuda, 1), NumberStyles.None, CultureInfo.InvariantCulture, out var major) ? major : 0;
}
