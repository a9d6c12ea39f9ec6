using System.Collections.Immutable;
using System.Globalization;
using EnvLint.Collections;
using EnvLint.Environment;
using EnvLint.Environment.Facts;
using EnvLint.Environment.Stack;
using EnvLint.Knowledge;
using EnvLint.Text;

namespace EnvLint.LanguageServer.Features.Hovering;

/// <summary>What an image holds, what it needs of the host, and whether its tag is there.</summary>
internal static class ImageHover
{
    /// <summary>Writes the image at a place.</summary>
    /// <param name="view">The file.</param>
    /// <param name="position">Offset in the document.</param>
    /// <param name="page">Takes it.</param>
    /// <returns>The place of the reference; null where nothing is known of it.</returns>
    public static TextSpan? Write(FileView view, int position, MarkdownPage page)
    {
        foreach (var use in view.Facts.Images)
        {
            if (view.IsAt(use.Word.Span, position))
            {
                return Write(use.Word, Describe(use.Word, use.Reference, use.Like, use.Scope, view), view, page);
            }
        }

        foreach (var run in view.Facts.ContainerRuns)
        {
            if (run.Image is { } word && view.IsAt(word.Span, position))
            {
                return Write(word, Describe(word, run.Reference, ReferenceEquals(run.Content, run.Reference) ? null : run.Content, run.Scope, view), view, page);
            }
        }

        return null;
    }

    private static TextSpan? Write(Word word, string text, FileView view, MarkdownPage page)
    {
        if (text.Length == 0)
        {
            return null;
        }

        page.Rule();
        page.Paragraph(text);
        return view.PlaceOf(word.Span);
    }

    /// <summary>What is known of an image, in Markdown; empty for nothing.</summary>
    /// <param name="word">The word that names it.</param>
    /// <param name="reference">The image; null where it is not known.</param>
    /// <param name="like">The public image that it is like; null where nothing says so.</param>
    /// <param name="scope">Where it is used.</param>
    /// <param name="view">The file.</param>
    public static string Describe(Word word, ImageReference? reference, ImageReference? like, Scope scope, FileView view)
    {
        if (reference is null)
        {
            return "";
        }

        var text = new MarkdownPage();
        if (like is not null)
        {
            text.Item($"Like {MarkdownText.Code(NameOf(like))}, as `[images]` says");
        }

        WriteContents(like ?? reference, scope, view, text);
        WriteTag(reference, text);
        if (text.IsEmpty)
        {
            return "";
        }

        ValueHover.WriteOrigins(word, view, text);
        text.Sources();
        var page = new MarkdownPage();
        page.Paragraph($"**Image** {MarkdownText.Code(NameOf(reference))}");
        page.Paragraph(text.ToString());
        return page.ToString();
    }

    private static void WriteContents(ImageReference image, Scope scope, FileView view, MarkdownPage page)
    {
        var contents = ContentsOf(image);
        var system = IsMissing(image) ? null : BaseImages.Find(image);
        if (contents is not null)
        {
            page.Item(CudaOf(contents));
            page.Item(contents.Cudnn.Length == 0 ? "" : $"cuDNN {contents.Cudnn}");
            page.Item(FrameworkOf(contents, image));
            page.Item(contents.Python is { } python ? string.Create(CultureInfo.InvariantCulture, $"Python {python.Major}.{python.Minor}") : "");
        }

        // A release that the table does not reach may be none at all.
        if (system is { Release.Length: > 0 } && (contents is not null || !CudaImages.IsOne(image)))
        {
            page.Item(MarkdownText.Plain(system.DistributionName));
            page.From(system.Source, BaseImages.AsOf);
        }

        if (contents is null)
        {
            return;
        }

        page.From(contents.Source, AsOfOf(image));
        var cuda = NewestOf(contents);
        if (cuda.Length > 0)
        {

            // What refuses to start on such a driver is said next.
            var drivers = BuildText.DriversOf(platform => BuildText.FloorOf(cuda, platform), page);
            page.Item(CudaImages.RequirementOf(image) is null || drivers.Length == 0 ? drivers : $"Its libraries need {drivers["Needs ".Length..]}");
            WriteRequirement(image, page);
            foreach (var target in view.Analysis.Project.Targets)
            {
                page.Item(FitOf(image, cuda, target, scope) is { Length: > 0 } fits ? $"Target {MarkdownText.Code(target.Name)}: {MarkdownText.Plain(fits)}" : "");
            }
        }

        page.Item(contents.IsVerified ? "" : "As seen; not all of it was checked against its source");
    }

    /// <summary>What an image brings; null where that is not known, or where there is no such image.</summary>
    /// <param name="image">The image.</param>
    public static ImageContents? ContentsOf(ImageReference image) => IsMissing(image) ? null : ImageCatalog.Find(image);

    // With a digest the tag is only a name beside it.
    private static bool IsMissing(ImageReference image) => image.Digest.Length == 0
        && (CudaImages.IsOne(image) ? CudaImages.StateOf(image.Tag) is not (CudaTagState.Exists or CudaTagState.Unknown) : IsFaultCertain(image));

    private static bool IsFaultCertain(ImageReference image) =>
        FrameworkTags.FaultOf(image) is { IsCertain: true, Fault: FrameworkTagFault.NoRelease or FrameworkTagFault.NoCuda or FrameworkTagFault.Cudnn or FrameworkTagFault.Month };

    /// <summary>The CUDA that decides over the driver: the image's own, or that of the framework in it; empty for none.</summary>
    /// <param name="contents">What the image holds.</param>
    public static string NewestOf(ImageContents contents)
    {
        var own = contents.Cuda.Length == 0 ? "" : DottedNumber.Prefix(contents.Cuda, 2);
        var framework = contents.FrameworkCuda.Length == 0 ? "" : DottedNumber.Prefix(contents.FrameworkCuda, 2);
        return own.Length == 0 || (framework.Length > 0 && DottedNumber.Compare(framework, own) > 0) ? framework : own;
    }

    /// <summary>Whether a target's driver runs an image: <c>fits driver 551.78</c>; empty where that is not certain.</summary>
    /// <param name="image">The image.</param>
    /// <param name="cuda">The CUDA that decides.</param>
    /// <param name="target">The target.</param>
    /// <param name="scope">Where the image is used.</param>
    public static string FitOf(ImageReference image, string cuda, TargetProfile? target, Scope scope)
    {
        // The image itself may refuse to start on a driver that its libraries would run on.
        if (CudaImages.RequirementOf(image) is { } requirement && StackTarget.Of(target, scope) is { } machine
            && !(machine.NewestCuda is { } newest && DottedNumber.Compare(newest, requirement.Cuda) >= 0) && machine.IsListed(requirement) != true)
        {
            return "";
        }

        return BuildText.FitOf(cuda, null, target, scope);
    }

    // Each catalogue of images has its table.
    private static string AsOfOf(ImageReference image) => image switch
    {
        { Registry: "", Repository: "tensorflow/tensorflow" } => TensorFlow.AsOf,
        { Registry: "", Repository: "pytorch/pytorch" } or { Registry: "nvcr.io" } => CudaImages.AsOf,
        _ => CudaImages.IsOne(image) ? CudaImages.AsOf : BaseImages.AsOf,
    };

    private static string CudaOf(ImageContents contents) => contents switch
    {
        { Cuda.Length: 0, FrameworkCuda.Length: > 0 } => "No CUDA beside that of its framework",
        { Cuda.Length: 0 } => "No CUDA",
        { Flavor: CudaFlavor.Base } => $"CUDA {contents.Cuda}, base: the runtime library alone",
        { Flavor: CudaFlavor.Runtime } => $"CUDA {contents.Cuda}, runtime: the libraries, without `nvcc` and headers",
        { Flavor: CudaFlavor.Devel } => $"CUDA {contents.Cuda}, devel: libraries, headers and `nvcc`",
        _ => $"CUDA {contents.Cuda}",
    };

    private static string FrameworkOf(ImageContents contents, ImageReference image)
    {
        if (contents.Framework.Length == 0)
        {
            return "";
        }

        // NVIDIA builds from a commit before the release.
        var isNvidias = image.Registry == "nvcr.io";
        var version = contents.FrameworkVersion.Length == 0 ? "" : $" {(isNvidias ? DottedNumber.Prefix(contents.FrameworkVersion, 2) : contents.FrameworkVersion)}";
        var cuda = contents.FrameworkCuda.Length == 0 ? "" : $", built for CUDA {contents.FrameworkCuda}";
        return $"{contents.Framework}{version}{(isNvidias ? " of NVIDIA" : "")}{cuda}";
    }

    private static void WriteRequirement(ImageReference image, MarkdownPage page)
    {
        if (CudaImages.RequirementOf(image) is not { } requirement)
        {
            return;
        }

        if (!requirement.IsVerified)
        {
            page.Item("Which drivers it starts on is not known: `NVIDIA_REQUIRE_CUDA` may ask for more");
            return;
        }

        var beside = BranchesOf("professional GPUs", requirement.ProBranches) + BranchesOf("Tesla", requirement.TeslaBranches) + BranchesOf("GeForce", requirement.GeforceBranches)
            + (requirement.AnyBranchFrom is { } lowest ? string.Create(CultureInfo.InvariantCulture, $"; any GPU on branch {lowest} and newer") : "");
        var open = beside.Length > 0 && !requirement.AreListsComplete ? ", and perhaps on others" : "";
        page.Item($"`docker run --gpus` starts it where the driver supports CUDA {requirement.Cuda}{beside}{open} (`NVIDIA_REQUIRE_CUDA`)");
        page.From(requirement.Source, CudaImages.AsOf);
    }

    private static string BranchesOf(string gpus, ImmutableArray<int> branches) => branches.IsEmpty ? ""
        : $"; {gpus} also on branch {string.Join(", ", branches.Map(static branch => branch.ToString(CultureInfo.InvariantCulture)))}";

    private static void WriteTag(ImageReference image, MarkdownPage page)
    {
        if (MovingImages.Find(image) is { } moving)
        {
            page.Item($"The tag moves, and with it {moving.Holds}");
            page.From(MovingImages.SourceText(moving), MovingImages.AsOf);
        }

        if (image.Digest.Length > 0)
        {
            return;
        }

        if (CudaImages.IsOne(image))
        {
            WriteCudaTag(image.Tag, page);
        }
        else if (IsFaultCertain(image))
        {
            page.Item("There is no such tag");
        }
    }

    private static void WriteCudaTag(string tag, MarkdownPage page)
    {
        var state = CudaImages.StateOf(tag);
        page.Item(state switch
        {
            CudaTagState.Exists => LifeOf(tag),
            CudaTagState.Deleted => "The tag was deleted",
            CudaTagState.NeverPublished => "The release never had images",
            CudaTagState.NoTag => "The repository has no tag `latest`",
            CudaTagState.TwoNumbers => "There is no such tag: the third number is part of each",
            CudaTagState.Incomplete => "There is no such tag: flavour or distribution is missing",
            CudaTagState.CudnnWord or CudaTagState.CudnnWithBase or CudaTagState.NoCudnn or CudaTagState.NoSystem => "There is no such tag",
            _ => "",
        });
        if (state != CudaTagState.Unknown)
        {
            page.From(CudaImages.TagList, CudaImages.AsOf);
        }
    }

    private static string LifeOf(string tag) => CudaTag.Parse(tag) is { } parsed ? CudaImages.RowOf(parsed.Version)?.Status switch
    {
        "supported" => "The tag exists and is supported",
        "superseded" => $"The tag exists; {CudaImages.NewestOf(parsed.Version)} took its place",
        "eol" => "The tag exists; its line has ended",
        _ => "The tag exists",
    } : "";

    /// <summary>An image as one writes it.</summary>
    /// <param name="image">The image.</param>
    public static string NameOf(ImageReference image) =>
        image.FullRepository + (image.Tag.Length == 0 ? "" : ":" + image.Tag) + (image.Digest.Length == 0 ? "" : "@" + image.Digest);
}
