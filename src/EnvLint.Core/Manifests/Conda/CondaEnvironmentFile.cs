using System.Collections.Immutable;
using EnvLint.Syntax.Yaml;
using EnvLint.Text;

namespace EnvLint.Manifests.Conda;

/// <summary>An environment file of conda: <c>environment.yml</c>. Where its readers differ, what stands there is kept, and rules say who reads it how.</summary>
public sealed class CondaEnvironmentFile
{
    private static readonly string[] s_keys = ["name", "channels", "dependencies", "prefix", "variables"];

    private readonly ImmutableArray<YamlEntry>.Builder _unknown = ImmutableArray.CreateBuilder<YamlEntry>();
    private readonly ImmutableArray<CondaText>.Builder _channels = ImmutableArray.CreateBuilder<CondaText>();
    private readonly ImmutableArray<CondaDependency>.Builder _dependencies = ImmutableArray.CreateBuilder<CondaDependency>();
    private readonly ImmutableArray<CondaPipSection>.Builder _pip = ImmutableArray.CreateBuilder<CondaPipSection>();
    private readonly ImmutableArray<CondaMisshape>.Builder _misshapes = ImmutableArray.CreateBuilder<CondaMisshape>();

    private CondaEnvironmentFile(SourceText source, YamlDocumentSet syntax, bool isTemplate)
    {
        Source = source;
        Syntax = syntax;
        IsTemplate = isTemplate;
        IsComplete = syntax.IsComplete && !isTemplate;
        Root = syntax.Root as YamlMapping;
        if (!isTemplate && Root is { } root)
        {
            Read(root);
            if (DependenciesEntry is not null && syntax.Documents is [_, { Root: { } second } document, ..])
            {
                Misshapen(CondaShapeError.SecondDocument, second, document.Marker.IsEmpty ? second.FullSpan : document.Marker, "");
            }
        }

        UnknownKeys = _unknown.DrainToImmutable();
        Channels = _channels.DrainToImmutable();
        Dependencies = _dependencies.DrainToImmutable();
        PipSections = _pip.DrainToImmutable();
        Misshapes = _misshapes.DrainToImmutable();
    }

    /// <summary>The keys that conda reads.</summary>
    public static ImmutableArray<string> KnownKeys { get; } = [.. s_keys];

    /// <summary>The text.</summary>
    public SourceText Source { get; }

    /// <summary>The tree.</summary>
    public YamlDocumentSet Syntax { get; }

    /// <summary>The mapping that is the file; null where it is something else.</summary>
    public YamlMapping? Root { get; }

    /// <summary>Whether a tool still has to fill it in. Nothing is read from it then, and no rule speaks.</summary>
    public bool IsTemplate { get; }

    /// <summary>Whether all of it was read: no syntax error cut it off, and no alias or merge stands for something unknown.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>The entry <c>name</c>; null without one.</summary>
    public YamlEntry? NameEntry { get; private set; }

    /// <summary>The environment's name; null where there is none, or no text.</summary>
    public string? Name => NameEntry?.Value.Resolved is YamlScalar { Type: not YamlScalarType.Null } scalar ? scalar.Value : null;

    /// <summary>The entry <c>prefix</c>; null without one.</summary>
    public YamlEntry? PrefixEntry { get; private set; }

    /// <summary>The entry <c>channels</c>; null without one.</summary>
    public YamlEntry? ChannelsEntry { get; private set; }

    /// <summary>The entry <c>dependencies</c>; null without one.</summary>
    public YamlEntry? DependenciesEntry { get; private set; }

    /// <summary>The entry <c>variables</c>; null without one.</summary>
    public YamlEntry? VariablesEntry { get; private set; }

    /// <summary>The channels in order.</summary>
    public ImmutableArray<CondaText> Channels { get; }

    /// <summary>The specs in order, those of all platforms.</summary>
    public ImmutableArray<CondaDependency> Dependencies { get; }

    /// <summary>The lists for pip in order. conda keeps the last, micromamba all.</summary>
    public ImmutableArray<CondaPipSection> PipSections { get; }

    /// <summary>Keys at the top that conda does not read, in order.</summary>
    public ImmutableArray<YamlEntry> UnknownKeys { get; }

    /// <summary>Parts of another shape than conda expects, in order.</summary>
    public ImmutableArray<CondaMisshape> Misshapes { get; }

    /// <summary>Parses and understands a file.</summary>
    /// <param name="source">The text.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static CondaEnvironmentFile Create(SourceText source, CancellationToken cancellationToken) =>
        YamlTemplate.Is(source.Content)
            ? new CondaEnvironmentFile(source, YamlParser.Parse("", cancellationToken), isTemplate: true)
            : new CondaEnvironmentFile(source, YamlParser.Parse(source.Content, cancellationToken), isTemplate: false);

    private void Read(YamlMapping root)
    {
        Twice(root);
        var (entries, complete) = root.Expand();
        IsComplete &= complete;
        foreach (var entry in entries)
        {
            switch (entry.Name)
            {
                case "name":
                    NameEntry = entry;
                    if (entry.Value.Resolved is not (null or YamlScalar { Type: YamlScalarType.Text }))
                    {
                        Misshapen(CondaShapeError.NameNoText, entry.Value, entry.Value.Span.IsEmpty ? entry.Key.Span : entry.Value.Span, "name");
                    }

                    break;
                case "prefix":
                    PrefixEntry = entry;
                    break;
                case "variables":
                    VariablesEntry = entry;
                    break;
                case "channels":
                    ChannelsEntry = entry;
                    ReadChannels(entry);
                    break;
                case "dependencies":
                    DependenciesEntry = entry;
                    ReadDependencies(entry);
                    break;
                default:
                    _unknown.Add(entry);
                    break;
            }
        }
    }

    private void Twice(YamlMapping mapping)
    {
        var entries = mapping.Entries;
        HashSet<string>? seen = null;
        foreach (var entry in entries)
        {
            if (entry.Name is { } name && !entry.IsMerge && !(seen ??= new(StringComparer.Ordinal)).Add(name))
            {
                Misshapen(CondaShapeError.KeyTwice, entry.Key, entry.Key.Span, name);
            }
        }
    }

    private void ReadChannels(YamlEntry entry)
    {
        if (List(entry, CondaShapeError.ChannelsNoList, CondaShapeError.ChannelsEmpty) is not { } list)
        {
            return;
        }

        foreach (var item in list.Items)
        {
            if (Text(item) is { } text)
            {
                _channels.Add(text);
            }
            else if (item.Value.Resolved is not null)
            {
                Misshapen(CondaShapeError.ChannelNoText, item.Value, item.Span, "");
            }
        }
    }

    private void ReadDependencies(YamlEntry entry)
    {
        if (List(entry, CondaShapeError.DependenciesNoList, CondaShapeError.DependenciesEmpty) is not { } list)
        {
            return;
        }

        for (var i = 0; i < list.Items.Length; i++)
        {
            var item = list.Items[i];
            if (Text(item) is { } text)
            {
                _dependencies.Add(new CondaDependency(text, ""));
                continue;
            }

            switch (item.Value.Resolved)
            {
                case YamlMapping mapping:
                    ReadMapping(item, mapping, isLast: i == list.Items.Length - 1);
                    break;
                case YamlSequence:
                    Misshapen(CondaShapeError.DependencyList, item.Value, item.Value.Span, "");
                    break;
                case YamlScalar { Type: YamlScalarType.Null }:
                    Misshapen(CondaShapeError.DependencyEmpty, item.Value, item.Span, "");
                    break;
                case not null:
                    Misshapen(CondaShapeError.DependencyNoText, item.Value, item.Value.Span, "");
                    break;
            }
        }
    }

    private void ReadMapping(YamlItem item, YamlMapping mapping, bool isLast)
    {
        Twice(mapping);
        var (entries, complete) = mapping.Expand();
        IsComplete &= complete;
        foreach (var entry in entries)
        {
            var name = entry.Name ?? "";
            if (name is "pip")
            {
                ReadPip(item, entry, isLast);
            }
            else if (name.StartsWith("sel(", StringComparison.Ordinal) && name.EndsWith(')'))
            {
                if (entry.Value.Resolved is YamlScalar { Type: YamlScalarType.Text } scalar)
                {
                    _dependencies.Add(new CondaDependency(new CondaText(new YamlItem(entry.Value, item.Span), scalar), name[4..^1]));
                }
            }
            else
            {
                Misshapen(CondaShapeError.DependencyMapping, entry.Key, entry.Span, name);
            }
        }
    }

    private void ReadPip(YamlItem item, YamlEntry entry, bool isLast)
    {
        var lines = ImmutableArray.CreateBuilder<CondaText>();
        switch (entry.Value.Resolved)
        {
            case YamlSequence list:
                IsComplete &= list.IsComplete;
                foreach (var line in list.Items)
                {
                    if (Text(line) is { } text)
                    {
                        lines.Add(text);
                    }
                    else if (line.Value.Resolved is null)
                    {
                        IsComplete = false;
                    }
                    else
                    {
                        Misshapen(CondaShapeError.PipLineNoText, line.Value, line.Value.Span.IsEmpty ? line.Span : line.Value.Span, "");
                    }
                }

                break;
            case YamlScalar { Type: YamlScalarType.Null }:
                // Alone it asks for pip and nothing else, which conda grants.
                if (!isLast)
                {
                    Misshapen(CondaShapeError.PipEmpty, entry.Value, entry.Key.Span, "pip");
                }

                return;
            case null:
                IsComplete = false;
                return;
            default:
                Misshapen(CondaShapeError.PipNoList, entry.Value, entry.Value.Span, "pip");
                return;
        }

        _pip.Add(new CondaPipSection(item, entry, lines.DrainToImmutable()));
    }

    private YamlSequence? List(YamlEntry entry, CondaShapeError noList, CondaShapeError empty)
    {
        switch (entry.Value.Resolved)
        {
            case YamlSequence list:
                IsComplete &= list.IsComplete;
                return list;
            case null:
                IsComplete = false;
                return null;
            case YamlScalar { Type: YamlScalarType.Null }:
                Misshapen(empty, entry.Value, entry.Key.Span, entry.Name ?? "");
                return null;
            default:
                Misshapen(noList, entry.Value, entry.Value.Span, entry.Name ?? "");
                return null;
        }
    }

    // An alias that stands for nothing known leaves a gap, and is the parser's to report.
    private CondaText? Text(YamlItem item)
    {
        var node = item.Value.Resolved;
        IsComplete &= node is not null;
        return node is YamlScalar { Type: YamlScalarType.Text } scalar ? new CondaText(item, scalar) : null;
    }

    private void Misshapen(CondaShapeError error, YamlNode node, TextSpan span, string name) => _misshapes.Add(new CondaMisshape(error, node, span, name));
}
