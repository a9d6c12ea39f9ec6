using System.Globalization;
using EnvLint.Environment.Facts;

namespace EnvLint.Knowledge;

/// <summary>Packages of pip whose names or extras say for which CUDA they are, from the tables of the projects.</summary>
public static class CudaPackages
{
    /// <summary>The major of CUDA that a request brings, or is built for; null where it names none.</summary>
    /// <param name="request">A request of pip.</param>
    /// <remarks>CuPy, which uses the libraries that are there, is asked of <see cref="Cupy"/>.</remarks>
    public static int? MajorOf(PackageRequest request)
    {
        if (request.Manager != PackageManager.Pip)
        {
            return null;
        }

        switch (request.Name)
        {
            case "jax" or "jaxlib":
                foreach (var name in request.Extras)
                {
                    if (Jax.FindExtra(name) is { Local: not true } extra && name != "cuda")
                    {
                        return extra.Major;
                    }
                }

                return null;
            case "tensorflow":
                return request.Extras.Contains(TensorFlow.CudaExtra.Name, StringComparer.Ordinal) && request.Requirement?.Version?.Base.ToString() is { } version && TensorFlow.Find(version) is { AndCuda: true, Verified: true } row
                    ? int.Parse(DottedNumber.Prefix(row.Cuda, 1), CultureInfo.InvariantCulture)
                    : null;
        }

        if (Cupy.Find(request.Name) is { Major: { } cupy } && GpuPackages.BringsCuda(request))
        {
            return cupy;
        }

        return RowOf(request) is not null && int.TryParse(request.Name.AsSpan(request.Name.LastIndexOf("-cu", StringComparison.Ordinal) + 3), NumberStyles.None, CultureInfo.InvariantCulture, out var major) ? major : null;
    }

    /// <summary>Whether a request is of NVIDIA's own libraries: <c>nvidia-cublas-cu12</c>.</summary>
    /// <param name="request">A request of pip.</param>
    public static bool IsLibrary(PackageRequest request) => RowOf(request) is { Library: true };

    /// <summary>The date of the table that says which names carry a CUDA.</summary>
    public static string AsOf => OthersTable.AsOf;

    /// <summary>Where it is known from that a name carries its CUDA, in words for people; empty for other names.</summary>
    /// <param name="request">A request of pip.</param>
    public static string SourceOf(PackageRequest request) => RowOf(request) is { } row ? SourceTexts.First(row.Source, OthersTable.Source) : "";

    /// <summary>The request for people: its name with its extras.</summary>
    /// <param name="request">A request of pip.</param>
    public static string NameOf(PackageRequest request) => request.Extras.IsEmpty ? request.Name : $"{request.Name}[{string.Join(',', request.Extras)}]";

    private static OthersCudaNameRow? RowOf(PackageRequest request)
    {
        if (request.Manager != PackageManager.Pip || request.Name.LastIndexOf("-cu", StringComparison.Ordinal) <= 0)
        {
            return null;
        }

        foreach (var row in OthersTable.CudaNames)
        {
            if (NamePattern.Matches(row.Name, request.Name))
            {
                return row;
            }
        }

        return null;
    }
}
