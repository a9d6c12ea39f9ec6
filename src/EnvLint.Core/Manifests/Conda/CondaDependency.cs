using System.Collections.Immutable;
using EnvLint.Syntax.Yaml;
using EnvLint.Text;

namespace EnvLint.Manifests.Conda;

/// <summary>A text in an environment file: a channel, a spec, a line for pip.</summary>
/// <param name="Node">Where it stands in the list: the text itself, or an alias of it.</param>
/// <param name="Scalar">The text's own node.</param>
public sealed record CondaText(YamlItem Node, YamlScalar Scalar)
{
    /// <summary>The text.</summary>
    public string Value => Scalar.Value;

    /// <summary>Where it stands: for an alias that of the alias.</summary>
    public TextSpan Span => Node.Value.Span;

    /// <summary>Whether it stands there as written, so that an edit of a part of it is an edit of that part.</summary>
    public bool IsVerbatim => ReferenceEquals(Node.Value, Scalar) && Scalar.IsVerbatim;
}

/// <summary>A dependency: a spec of conda.</summary>
/// <param name="Text">The spec.</param>
/// <param name="Selector">The platform of micromamba's <c>sel(linux): spec</c>; empty without one.</param>
public sealed record CondaDependency(CondaText Text, string Selector);

/// <summary>A list for pip: <c>- pip: [torch]</c>.</summary>
/// <param name="Item">The item of the dependencies.</param>
/// <param name="Entry">The key <c>pip</c> and its value.</param>
/// <param name="Lines">The lines that conda hands to pip, as in a requirements file.</param>
public sealed record CondaPipSection(YamlItem Item, YamlEntry Entry, ImmutableArray<CondaText> Lines);

/// <summary>The ways in which a part of the file has another shape than conda expects.</summary>
public enum CondaShapeError
{
    /// <summary><c>dependencies</c> is no list.</summary>
    DependenciesNoList,

    /// <summary><c>dependencies</c> has no value.</summary>
    DependenciesEmpty,

    /// <summary><c>channels</c> is no list.</summary>
    ChannelsNoList,

    /// <summary><c>channels</c> has no value.</summary>
    ChannelsEmpty,

    /// <summary>A channel is no text.</summary>
    ChannelNoText,

    /// <summary><c>name</c> is a number or the like, or empty.</summary>
    NameNoText,

    /// <summary>A dependency is a number: <c>- 3.10</c>.</summary>
    DependencyNoText,

    /// <summary>A dependency is a list.</summary>
    DependencyList,

    /// <summary>A dash with nothing behind it.</summary>
    DependencyEmpty,

    /// <summary>A dependency is a mapping, but none of pip: <c>- python: 3.10</c>.</summary>
    DependencyMapping,

    /// <summary>The value of <c>pip</c> is no list.</summary>
    PipNoList,

    /// <summary>The value of <c>pip</c> is left out while items follow at the same level.</summary>
    PipEmpty,

    /// <summary>A line for pip is no text.</summary>
    PipLineNoText,

    /// <summary>A key stands twice.</summary>
    KeyTwice,

    /// <summary>A second document begins in the file.</summary>
    SecondDocument,
}

/// <summary>A part of another shape.</summary>
/// <param name="Error">What is wrong.</param>
/// <param name="Node">The part.</param>
/// <param name="Span">Its place.</param>
/// <param name="Name">The key, or the first key of a mapping; empty where there is none.</param>
public sealed record CondaMisshape(CondaShapeError Error, YamlNode Node, TextSpan Span, string Name);
