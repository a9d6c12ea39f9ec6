using System.Globalization;
using EnvLint.Environment;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;

namespace EnvLint.LanguageServer.Features.Hovering;

/// <summary>What a package of a distribution, or of NVIDIA's repository for it, brings of driver and toolkit.</summary>
internal static class SystemPackageHover
{
    /// <summary>Writes what is known of a package.</summary>
    /// <param name="request">The request of apt, dnf or zypper.</param>
    /// <param name="view">Its file.</param>
    /// <param name="page">Takes it.</param>
    /// <returns>False where nothing is known of it.</returns>
    public static bool Write(PackageRequest request, FileView view, MarkdownPage page)
    {
        var text = new MarkdownPage();
        WriteRow(request, text);
        WriteToolkit(request, text);
        WriteDistribution(request, text);
        if (text.IsEmpty)
        {
            return PackageHover.WriteCudnn(request, page);
        }

        page.Paragraph($"**{MarkdownText.Plain(request.Name)}**");
        page.Take(text);
        if (AptPackages.Find(request.Name) is { } row)
        {
            page.From(AptPackages.SourceOf(row), AptPackages.AsOf);
        }

        return true;
    }

    private static void WriteRow(PackageRequest request, MarkdownPage page)
    {
        if (AptPackages.Find(request.Name) is not { } row)
        {
            return;
        }

        page.Item(row.Text is { } what ? Sentence(what) : "");
        page.Item(AptPackages.Driver(row) switch
        {
            DriverPart.Kernel => "Brings the driver with its kernel module",
            DriverPart.User => "Brings libraries or tools of one driver version",
            DriverPart.Compatibility => "Brings libraries of forward compatibility",
            _ => "",
        });
        if (AptPackages.Driver(row) is DriverPart.Kernel or DriverPart.User && AptPackages.Branch(request.Name) is { } branch
            && CudaDrivers.CudaOf(branch.ToString(CultureInfo.InvariantCulture)) is { } newest)
        {
            page.Item(string.Create(CultureInfo.InvariantCulture, $"Driver branch {branch}: supports CUDA up to {newest}"));
            page.From(CudaDrivers.SourceOfDriver(branch.ToString(CultureInfo.InvariantCulture)), CudaDrivers.AsOf);
        }

        page.Item(AptPackages.MovesHow(row, request.Name) is { } moves ? Sentence(moves) : "");
        page.Item(VerdictOf("WSL", row.Wsl));
        page.Item(VerdictOf("an image", row.Container));
        page.Item(row.Wsl != "ok" && AptPackages.InsteadOf(row, request.Name) is { } instead ? $"{(AptPackages.Driver(row) == DriverPart.None ? "Instead" : "Without a driver")}: {MarkdownText.Code(instead)}" : "");
        page.Item(row.Note is { } note ? Sentence(note) : "");
        page.Item(row.Verified ? "" : "As seen; not checked against its source");
    }

    private static void WriteToolkit(PackageRequest request, MarkdownPage page)
    {
        if (ToolkitPackages.Find(request.Manager, request.Name) is { } toolkit)
        {
            page.Item(toolkit.Whole ? "Has `nvcc`, libraries and headers" : "Has `nvcc`, with what it needs");
            page.From(ToolkitPackages.SourceText(toolkit), ToolkitPackages.AsOf);
        }

        // Forward compatibility is there to run on less.
        if ((AptPackages.Find(request.Name) is not { } row || AptPackages.Driver(row) != DriverPart.Compatibility) && ToolkitPackages.ReleaseOf(request.Name) is { Length: > 0 } release && request.Name.StartsWith("cuda", StringComparison.Ordinal)
            && BuildText.DriversOf(platform => BuildText.FloorOf(release, platform), page) is { Length: > 0 } drivers)
        {
            page.Item($"CUDA {release}: {Lower(drivers)} to run what is built with it");
        }
    }

    private static void WriteDistribution(PackageRequest request, MarkdownPage page)
    {
        if (!DistributionToolkits.IsPackage(request.Name))
        {
            return;
        }

        page.Item("The distribution's own build of the CUDA toolkit");
        if (request.Scope.Stage?.KnownImage is { Release.Length: > 0 } system && DistributionToolkits.Find(system.Distribution, system.Release) is { } row)
        {
            page.Item($"{MarkdownText.Plain(system.DistributionName)} has CUDA {row.Cuda}");
            page.From(DistributionToolkits.SourceOf(row), DistributionToolkits.AsOf);
        }
    }

    private static string VerdictOf(string where, string? verdict) => verdict switch
    {
        "error" => $"Does not belong into {where}",
        "warning" => $"Rarely right in {where}",
        _ => "",
    };

    private static string Sentence(string text) => MarkdownText.Plain(text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..]);

    private static string Lower(string text) => text.Length == 0 ? text : char.ToLowerInvariant(text[0]) + text[1..];
}
