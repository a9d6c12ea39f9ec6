using System.Collections.Immutable;
using System.Globalization;
using EnvLint.Collections;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;

namespace EnvLint.Environment.Stack;

/// <summary>Looks for what mends a conflict and is known to exist.</summary>
internal sealed class StackMends
{
    private const int MostMends = 3;

    private readonly StackConflict _conflict;
    private readonly EnvironmentStack _stack;
    private readonly StackTarget? _target;
    private readonly List<string> _mends = [];

    private StackMends(StackConflict conflict, EnvironmentStack stack, StackTarget? target)
    {
        _conflict = conflict;
        _stack = stack;
        _target = target;
    }

    /// <summary>The mends of a conflict, those of the files before the one of the driver.</summary>
    /// <param name="conflict">The conflict.</param>
    /// <param name="stack">The stack that it is in.</param>
    /// <param name="target">The target; null where none is declared.</param>
    public static ImmutableArray<string> Of(StackConflict conflict, EnvironmentStack stack, StackTarget? target)
    {
        var search = new StackMends(conflict, stack, target);
        if (conflict.Parts is [{ Name: "torch", Unfit: { Length: > 0 } pinned }, { Name: var companion }])
        {
            // The release of the companion that belongs to the torch that is pinned is nearer than any other torch.
            return Torch.Find(pinned) is { } release && Torch.Companions(release, companion) is [var own, ..] ? [$"{companion} {own}"] : [];
        }

        foreach (var part in conflict.Parts)
        {
            switch (part)
            {
                // What an image ships changes with the image.
                case { Layer: StackLayer.Framework, Name: "torch" } when stack.Environment is not null && !search.IsOfImage(part):
                    search.AddTorch(part);
                    break;
                case { Layer: StackLayer.Cuda }:
                    search.AddConda(part);
                    break;
                case { Layer: StackLayer.Image, IsKnown: true }:
                    search.AddImage(part);
                    break;
                case { Layer: StackLayer.Python } when !search.IsOfImage(part):
                    search.AddPython(part);
                    break;
            }
        }

        search.AddDriver();
        return [.. search._mends];
    }

    private void Add(string mend)
    {
        if (_mends.Count < MostMends && !_mends.Contains(mend))
        {
            _mends.Add(mend);
        }
    }

    private bool IsOfImage(StackPart part) => part.Layer != StackLayer.Image && _stack.Parts is [{ Layer: StackLayer.Image } image, ..] && image.Place == part.Place;

    // Whether the stack holds with another build in the place of a part; where it does not hold without that part either, what the conflict is about.
    private bool Holds(StackPart part, StackOption option, StackPart? second = null, StackOption? secondOption = null)
    {
        return Fits(static _ => true) || (!Fits(other => !ReferenceEquals(other, part) && !ReferenceEquals(other, second)) && Fits(other => ReferenceEquals(other, second) || _conflict.Parts.Contains(other)));

        bool Fits(Func<StackPart, bool> isMeant)
        {
            var changed = ImmutableArray.CreateBuilder<StackPart>(_stack.Parts.Length);
            foreach (var one in _stack.Parts)
            {
                if (isMeant(one))
                {
                    changed.Add(ReferenceEquals(one, part) ? one with { Options = [option], IsOpen = false } : ReferenceEquals(one, second) ? one with { Options = [secondOption!] } : one);
                }
            }

            return new StackSolver.Problem(_stack with { Parts = changed.DrainToImmutable() }, _target).Find(isToday: true) is null;
        }
    }

    private void AddTorch(StackPart part)
    {
        var environment = _stack.Environment!;
        var isConda = environment.Last("pytorch", PackageManager.Conda) is not null && environment.Last("torch", PackageManager.Pip) is null;
        var manager = isConda ? PackageManager.Conda : PackageManager.Pip;
        var python = _stack.Parts.Find(static other => other is { Layer: StackLayer.Python, IsKnown: true });

        // Another build of a release that the files allow is nearer than another release.
        foreach (var option in part.Options)
        {
            if (Torch.Find(option.Version) is { } release && Try(release, null))
            {
                break;
            }
        }

        // The newest of all that runs, where it is not that one.
        foreach (var release in Torch.Releases)
        {
            if (Try(release, null))
            {
                return;
            }
        }

        // Where none is for the Python that is there, one with another Python.
        foreach (var release in _mends.Count == 0 && python is not null && !IsOfImage(python) ? Torch.Releases : default)
        {
            if (Try(release, python))
            {
                return;
            }
        }

        bool Try(PytorchReleaseRow release, StackPart? changed)
        {
            if (BuildOf(release, isConda) is not { } cuda)
            {
                return false;
            }

            var option = StackReader.Option(new TorchBuild(release, cuda, IsVerified: true), _stack.Platform, manager) with { PythonMin = release.PythonMin, PythonMax = release.PythonMax };
            if (changed is null)
            {
                if (!Holds(part, option))
                {
                    return false;
                }

                Add(TextOf(release, cuda, isConda));
                return true;
            }

            foreach (var minor in Nearest(changed.Today.Version))
            {
                if (Holds(part, option, changed, Python(minor)))
                {
                    Add($"{TextOf(release, cuda, isConda)}, and Python {minor}");
                    return true;
                }
            }

            return false;
        }
    }

    private string TextOf(PytorchReleaseRow release, string cuda, bool isConda)
    {
        if (isConda)
        {
            return $"pytorch={release.Version} with {release.CondaSelector ?? "pytorch-cuda"}={cuda}";
        }

        var companions = "";
        foreach (var name in (ReadOnlySpan<string>)["torchvision", "torchaudio"])
        {
            if (_stack.Environment?.Last(name, PackageManager.Pip) is not null && Torch.Companions(release, name) is [var version, ..])
            {
                companions += $"{(companions.Length == 0 ? " with" : " and")} {name} {version}";
            }
        }

        return $"torch {release.Version}{companions} from {TorchIndex.UrlOf(TorchIndex.TagOf(cuda))}";
    }

    // The newest build of a release that the target runs.
    private string? BuildOf(PytorchReleaseRow release, bool isConda)
    {
        string? best = null;
        foreach (var cuda in isConda ? release.CondaCuda : Torch.Builds(release, _stack.Platform))
        {
            if ((_target is null || Runs(release, cuda, _target)) && (best is null || DottedNumber.Compare(cuda, best) > 0))
            {
                best = cuda;
            }
        }

        return best;
    }

    private bool Runs(PytorchReleaseRow release, string cuda, StackTarget target) =>
        target.Missing(cuda) is null
        && (target.ComputeCapability is not { } gpu || TorchCode.Of(release, cuda, _stack.Platform)(gpu) == GpuCode.Machine);

    private void AddConda(StackPart part)
    {
        var known = CondaPackages.Find(part.Name) is { Versions.IsEmpty: false } row ? row.Versions : CudaDrivers.Minors;
        var max = CondaPackages.MaximumOf(part.Name, "")?.Version;
        string? best = null;
        foreach (var version in known)
        {
            if ((max is null || DottedNumber.Compare(version, max) <= 0) && (best is null || DottedNumber.Compare(version, best) > 0)
                && Holds(part, new StackOption(part.Name, version) { Cuda = version }))
            {
                best = version;
            }
        }

        if (best is not null)
        {
            Add($"{part.Name}={best}");
        }
    }

    // The same image of an older release, rather one that is not past its end.
    private void AddImage(StackPart part)
    {
        if (_stack.Scope.Stage?.BaseImage is not { } image || !CudaImages.IsOne(image) || CudaTag.Parse(image.Tag) is not { } tag)
        {
            return;
        }

        CudaTag? best = null;
        foreach (var minor in CudaDrivers.Minors)
        {
            // A container starts for certain where the driver's own CUDA is as new as the image's.
            if (_target?.Compiles(minor) != false && CudaImages.Nearest(tag with { Version = minor }) is { } other && Holds(part, part.Today with { Cuda = minor }))
            {
                best ??= other;
                if (CudaImages.RowOf(other.Version) is not { Status: "eol" or "superseded" })
                {
                    best = other;
                    break;
                }
            }
        }

        if (best is not null)
        {
            Add($"the image {image.FullRepository}:{best}");
        }
    }

    private void AddPython(StackPart python)
    {
        foreach (var minor in Nearest(python.Today.Version))
        {
            if (Holds(python, Python(minor)))
            {
                Add($"Python {minor}");
                return;
            }
        }
    }

    private void AddDriver()
    {
        if (_conflict is not { WithDriver: true, WithGpu: false } || _target is null)
        {
            return;
        }

        string? driver = null;
        foreach (var part in _stack.Parts)
        {
            if (part.IsKnown && part.Today.MissingOn(_target) is { } floor && (driver is null || DottedNumber.Compare(floor.Driver, driver) > 0))
            {
                driver = floor.Driver;
            }
        }

        // No newer driver knows the GPUs that were dropped.
        if (driver is not null && !(Gpus.LastDriverOf(_target.Architecture) is { } last && DottedNumber.Compare(DottedNumber.Prefix(driver, 1), last.ToString(CultureInfo.InvariantCulture)) > 0))
        {
            Add($"a driver {driver} or newer on the target");
        }
    }

    private static StackOption Python(string minor) => new("python", minor) { PythonMin = minor, PythonMax = minor };

    // The minors of Python, those beside a version first, and of two the newer.
    private static List<string> Nearest(string version)
    {
        List<string> minors = [.. PythonReleases.Minors];
        var at = 0;
        while (at < minors.Count && DottedNumber.Compare(minors[at], version) < 0)
        {
            at++;
        }

        var result = new List<string>(minors.Count);
        for (var distance = 0; result.Count < minors.Count; distance++)
        {
            if (at + distance < minors.Count)
            {
                result.Add(minors[at + distance]);
            }

            if (at - distance - 1 >= 0)
            {
                result.Add(minors[at - distance - 1]);
            }
        }

        return result;
    }
}
