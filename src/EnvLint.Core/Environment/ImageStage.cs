using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Syntax.Dockerfile;

namespace EnvLint.Environment;

/// <summary>A stage of a Dockerfile.</summary>
public sealed class ImageStage
{
    private Answer<BaseImage>? _system;
    private Answer<ImageContents>? _contents;

    internal ImageStage(int index, string name, DockerfileInstruction? from, ImageUse? image, ImageStage? parent, bool isLast)
    {
        Index = index;
        Name = name;
        From = from;
        Image = image;
        Parent = parent;
        IsLast = isLast;
        BaseUse = parent is null ? image : parent.BaseUse;
        BaseImage = BaseUse?.Content;
        for (var stage = isLast ? this : null; stage is not null; stage = stage.Parent)
        {
            stage.IsInLast = true;
        }
    }

    /// <summary>Its number, from 0.</summary>
    public int Index { get; }

    /// <summary>The name behind <c>AS</c> in lower case; empty where there is none.</summary>
    public string Name { get; }

    /// <summary>Its FROM; null for a fragment that another file completes.</summary>
    public DockerfileInstruction? From { get; }

    /// <summary>The image that it begins with; null for a fragment, and where it begins with another stage.</summary>
    public ImageUse? Image { get; }

    /// <summary>The stage that it begins with; null where it begins with an image.</summary>
    public ImageStage? Parent { get; }

    /// <summary>Whether it is the last of the file: what a build without <c>--target</c> makes.</summary>
    public bool IsLast { get; }

    /// <summary>Whether it is in the image that a build without <c>--target</c> makes: the last stage, and those that it begins with.</summary>
    public bool IsInLast { get; private set; }

    /// <summary>The image that the first of its chain of stages begins with, where it is named; null for a fragment.</summary>
    public ImageUse? BaseUse { get; }

    /// <summary>The image of which to ask what is there at the beginning: that of the first of its chain of stages, or the one that it is like; null where it is not known.</summary>
    public ImageReference? BaseImage { get; }

    /// <summary>What is known of that image as a system: distribution, tools; null where nothing is. Rules ask again and again, so it is looked up once.</summary>
    public BaseImage? KnownImage => (_system ??= new Answer<BaseImage>(BaseImages.Find(BaseImage))).Value;

    /// <summary>What that image brings of CUDA, Python and frameworks; null where that is not known.</summary>
    public ImageContents? Contents => (_contents ??= new Answer<ImageContents>(ImageCatalog.Find(BaseImage))).Value;

    /// <summary>Whether its chain of stages holds another one, or it is that one.</summary>
    /// <param name="other">The other stage; null for none.</param>
    public bool BeginsWith(ImageStage? other)
    {
        // A stage begins with one in front of it.
        for (var stage = this; other is not null && stage is not null && stage.Index >= other.Index; stage = stage.Parent)
        {
            if (ReferenceEquals(stage, other))
            {
                return true;
            }
        }

        return false;
    }

    // One reference that is written at once: a race computes the same value twice.
    private sealed class Answer<T>(T? value)
        where T : class
    {
        public T? Value { get; } = value;
    }
}
