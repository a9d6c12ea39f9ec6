using EnvLint.Environment.Facts;
using EnvLint.Environment.Stack;
using EnvLint.Knowledge;
using EnvLint.LanguageServer.Features.Hovering;
using EnvLint.Text;

namespace EnvLint.LanguageServer.Features.Hinting;

/// <summary>Hints behind requests for frameworks: the version that is taken today, the CUDA of the build, the driver that it needs.</summary>
internal static class PackageHints
{
    /// <summary>Adds the hints of a file.</summary>
    /// <param name="view">The file.</param>
    /// <param name="hints">Takes them.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static void Add(FileView view, HintList hints, CancellationToken cancellationToken)
    {
        foreach (var request in view.Facts.Packages)
        {
            if (request is not { LinkedFile: null, Manager: PackageManager.Pip or PackageManager.Conda, Word.IsElsewhere: false, IsConstraint: false })
            {
                continue;
            }

            var place = view.PlaceOf(request.Word.Span);
            if (hints.Wants(place) && PackageBuild.Find(request, view, cancellationToken) is { Part.IsKnown: true } build
                && !hints.IsSaid(place, build.Part.Today.Cuda.Length == 0 ? "CPU" : NeedText.DriverOf(build.Part.Today.Cuda, view, build.Stack.Scope)) && LabelOf(request, build, place, view, hints) is { Length: > 0 } label)
            {
                hints.Add(place, label, PackageHover.Describe(request, view, cancellationToken));
            }
        }
    }

    private static string LabelOf(PackageRequest request, PackageBuild build, TextSpan place, FileView view, HintList hints)
    {
        var option = build.Part.Today;
        var what = WhatOf(request, build, hints.LineTextOf(place));
        if (option.Cuda.Length == 0)
        {
            return OnSystem(build, what);
        }

        // The table has the build as seen, not as checked.
        if (!option.IsVerified && what.Length > 0)
        {
            what = what.StartsWith("today ", StringComparison.Ordinal) ? what.Insert("today ".Length, "likely ") : "likely " + what;
        }

        var fits = option.IsVerified && view.Analysis.Project.Targets.Length == 1 && hints.IsLineClean(place) ? BuildText.FitOf(option.Cuda, option.Code, view.Target, build.Stack.Scope) : "";
        var label = OnSystem(build, NeedText.Join(what, fits.Length > 0 ? fits : NeedText.DriverOf(option.Cuda, view, build.Stack.Scope)));
        return label.Length <= HintList.MaximumLabel ? label : OnSystem(build, what);
    }

    // What the line does not say itself.
    private static string WhatOf(PackageRequest request, PackageBuild build, ReadOnlySpan<char> line)
    {
        var option = build.Part.Today;
        var isTorch = build.Part.Name == "torch";
        if (isTorch && request.Name is not ("torch" or "pytorch"))
        {
            // A companion brings it.
            return option.Text;
        }

        if (!build.Part.IsCertain && option.Version.Length > 0)
        {
            var version = isTorch && option.Text.StartsWith("torch ", StringComparison.Ordinal) ? option.Text["torch ".Length..] : option.Version;
            return isTorch || option.Cuda.Length == 0 || IsWritten(option.Cuda, request) ? $"today {version}" : $"today {version}, CUDA {option.Cuda}";
        }

        if (isTorch)
        {
            var tag = option.Cuda.Length == 0 ? "cpu" : TorchIndex.TagOf(option.Cuda);
            return line.Contains(tag, StringComparison.OrdinalIgnoreCase) ? "" : option.Cuda.Length == 0 ? "CPU build" : $"CUDA {option.Cuda} build";
        }

        return option.Cuda.Length == 0 || IsWritten(option.Cuda, request) ? "" : $"CUDA {option.Cuda} build";
    }

    // pytorch-cuda=12.4, cupy-cuda12x, jax[cuda12]
    private static bool IsWritten(string cuda, PackageRequest request) =>
        request.Word.Raw.Contains(cuda.Contains('.', StringComparison.Ordinal) ? cuda : "cuda" + cuda, StringComparison.Ordinal);

    // Where the file says nothing of the system, Linux is taken for granted: what is another build on Windows is said of Linux.
    private static string OnSystem(PackageBuild build, string label) =>
        label.Length > 0 && (build.OnWindows is not null || (build.Stack.IsPlatformAssumed && build.Part.Name is "tensorflow" or "jax")) ? "Linux: " + (label.StartsWith("needs ", StringComparison.Ordinal) ? label["needs ".Length..] : label) : label;
}
