using EnvLint.Text;

namespace EnvLint.Manifests.Guides;

/// <summary>A heading and what stands below it.</summary>
public sealed class GuideSection
{
    private GuideTools _tools;

    internal GuideSection(string title, TextSpan span, int level, GuideSection? parent)
    {
        Title = title;
        Span = span;
        Level = level;
        Parent = parent;
        Depth = parent is null ? 0 : parent.Depth + 1;
        Topics = GuideTopics.Of(title);
    }

    /// <summary>The heading's text; empty for what stands above the first heading.</summary>
    public string Title { get; }

    /// <summary>The place of the heading; empty for what stands above the first one.</summary>
    public TextSpan Span { get; }

    /// <summary>The heading's level; 0 for the whole guide.</summary>
    public int Level { get; }

    /// <summary>The section around it; null for the whole guide.</summary>
    public GuideSection? Parent { get; }

    internal int Depth { get; }

    internal GuideTopics Topics { get; }

    /// <summary>The heading that says that the section is for WSL and for nothing else; null where none does, or one below it speaks of another machine. A guide's title says too little.</summary>
    internal GuideSection? WslHeading()
    {
        for (var section = this; section is not null; section = section.Parent)
        {
            if (section.Topics.IsWsl || section.Topics.IsWindows || section.Topics.IsNative)
            {
                return section is { Level: > 1, Topics.IsWslAlone: true } ? section : null;
            }
        }

        return null;
    }

    /// <summary>Whether the section is for macOS: the nearest heading that names a system names this one only.</summary>
    internal bool IsForMac()
    {
        for (var section = this; section is not null; section = section.Parent)
        {
            if (section.Topics.IsMac || section.Topics.NamesSystem)
            {
                return section.Topics.IsMac;
            }
        }

        return false;
    }

    /// <summary>Notes that a block of the section, or of one below it, uses a package manager.</summary>
    internal void Note(GuideTools tools)
    {
        for (var section = this; section is not null; section = section.Parent)
        {
            section._tools |= tools;
        }
    }

    /// <summary>Whether a reader follows one of two sections only.</summary>
    internal static bool AreAlternatives(GuideSection first, GuideSection second)
    {
        var (left, right) = Diverge(first, second);
        if (left is null || right is null)
        {
            return false;
        }

        // Each for itself: below "Ubuntu" and below "Fedora", below "Option 1" and below "Option 2".
        return GuideTopics.Exclude(left.Topics, right.Topics)
            || (left._tools != GuideTools.None && right._tools != GuideTools.None && (left._tools & right._tools) == GuideTools.None);
    }

    /// <summary>Whether what is known of the place of one section's commands holds for another's.</summary>
    /// <param name="evidence">The section that shows where its commands run.</param>
    /// <param name="other">The other one.</param>
    internal static bool SharesPlace(GuideSection evidence, GuideSection other)
    {
        if (ReferenceEquals(evidence, other))
        {
            return true;
        }

        if (AreAlternatives(evidence, other))
        {
            return false;
        }

        var (left, right) = Diverge(evidence, other);
        for (var section = right; section is not null && !ReferenceEquals(section, left?.Parent); section = section.Parent)
        {
            if (section.Topics.IsNative)
            {
                return false;
            }
        }

        if (Names(other))
        {
            return true;
        }

        // A section that says by its heading that it is for Windows or WSL speaks for itself, unless it is one step of several.
        for (var section = evidence; left is not null && section is not null && section.Depth >= left.Depth; section = section.Parent)
        {
            if (section.Topics.IsWindows && !(section.Topics.IsWsl && section.Topics.IsStep))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Names(GuideSection section)
    {
        for (var part = section; part is not null; part = part.Parent)
        {
            if (part.Topics.IsWsl)
            {
                return true;
            }
        }

        return false;
    }

    // The sections below the last one that holds both; null where one holds the other.
    private static (GuideSection? Left, GuideSection? Right) Diverge(GuideSection first, GuideSection second)
    {
        GuideSection? left = first;
        GuideSection? right = second;
        GuideSection? belowLeft = null;
        GuideSection? belowRight = null;
        while (!ReferenceEquals(left, right))
        {
            if (right is null || (left is not null && left.Depth >= right.Depth))
            {
                belowLeft = left;
                left = left!.Parent;
            }
            else
            {
                belowRight = right;
                right = right.Parent;
            }
        }

        return (belowLeft, belowRight);
    }
}
