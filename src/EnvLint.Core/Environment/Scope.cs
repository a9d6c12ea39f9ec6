using System.Collections.Immutable;
using EnvLint.Text;

namespace EnvLint.Environment;

/// <summary>Where commands run.</summary>
public enum ScopeKind
{
    /// <summary>Not known: no rule that holds in one place only may speak as if it were there.</summary>
    Unknown,

    /// <summary>A stage of an image build.</summary>
    ImageStage,

    /// <summary>A Linux distribution inside WSL 2.</summary>
    Wsl,

    /// <summary>Linux on its own machine.</summary>
    LinuxHost,

    /// <summary>Windows itself.</summary>
    WindowsHost,

    /// <summary>A container that runs, such as a service of a compose file.</summary>
    Container,
}

/// <summary>Why a scope is what it is.</summary>
/// <param name="Span">Where it says so; empty at 0 where it comes from the configuration.</param>
/// <param name="Text">What says so: <c>the wsl-ubuntu repository</c>, <c>the declared target</c>.</param>
public sealed record ScopeEvidence(TextSpan Span, string Text);

/// <summary>Where facts hold, and the evidence for it.</summary>
/// <remarks>Settled when the last fact of its file is lowered, before any rule sees it; unchanged from then on.</remarks>
public sealed class Scope
{
    internal Scope(ScopeKind kind, ImmutableArray<ScopeEvidence> evidence, ImageStage? stage)
    {
        Kind = kind;
        Evidence = evidence;
        Stage = stage;
    }

    /// <summary>The place.</summary>
    public ScopeKind Kind { get; private set; }

    /// <summary>What says so; empty where the kind is unknown.</summary>
    public ImmutableArray<ScopeEvidence> Evidence { get; private set; }

    /// <summary>The image stage, for <see cref="ScopeKind.ImageStage"/>.</summary>
    public ImageStage? Stage { get; }

    /// <summary>Whether commands run in a WSL distribution, by evidence or declared target.</summary>
    public bool IsWsl => Kind == ScopeKind.Wsl;

    /// <summary>Whether commands run while an image is built.</summary>
    public bool IsImage => Kind == ScopeKind.ImageStage;

    /// <summary>Whether commands run in a container, as those of a compose service.</summary>
    public bool IsContainer => Kind == ScopeKind.Container;

    internal void Settle(ScopeKind kind, ImmutableArray<ScopeEvidence> evidence)
    {
        Kind = kind;
        Evidence = evidence;
    }
}
