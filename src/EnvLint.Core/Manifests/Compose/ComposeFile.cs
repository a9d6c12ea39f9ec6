using System.Collections.Immutable;
using EnvLint.Syntax.Yaml;
using EnvLint.Text;

namespace EnvLint.Manifests.Compose;

/// <summary>A compose file: its services, with what anchors, merge keys and <c>extends</c> bring them.</summary>
public sealed class ComposeFile
{
    // extends of extends of …: deeper than anyone writes.
    private const int MaximumDepth = 16;

    private readonly Func<string, ComposeFile?>? _open;
    private Dictionary<string, YamlEntry>? _entries;

    private ComposeFile(SourceText source, YamlDocumentSet syntax, bool isTemplate, Func<string, ComposeFile?>? open)
    {
        Source = source;
        Syntax = syntax;
        IsTemplate = isTemplate;
        _open = open;
        IsComplete = syntax.IsComplete && !isTemplate;
        Root = syntax.Root as YamlMapping;
        Services = isTemplate || Root is null ? [] : Read(Root);
    }

    /// <summary>The text.</summary>
    public SourceText Source { get; }

    /// <summary>The tree.</summary>
    public YamlDocumentSet Syntax { get; }

    /// <summary>The mapping that is the file; null where it is something else.</summary>
    public YamlMapping? Root { get; }

    /// <summary>Whether a tool still has to fill it in. Nothing is read from it then, and no rule speaks.</summary>
    public bool IsTemplate { get; }

    /// <summary>Whether all of it was read: no syntax error cut it off, and no alias or merge at its top stands for something unknown.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>The services in order.</summary>
    public ImmutableArray<ComposeService> Services { get; }

    /// <summary>How much more may be taken over from elsewhere, so that work stays linear in the length of the file.</summary>
    internal ComposeBudget Budget { get; } = new();

    /// <summary>Parses and understands a file.</summary>
    /// <param name="source">The text.</param>
    /// <param name="open">Opens another file that a service extends, by the path that is written; null where none can be opened.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static ComposeFile Create(SourceText source, Func<string, ComposeFile?>? open, CancellationToken cancellationToken)
    {
        var syntax = YamlParser.Parse(source.Content, cancellationToken);

        // Docker has placeholders of its own ({{.Node.Hostname}}), which are plain values here. What makes YAML of something else does not parse.
        var isTemplate = YamlTemplate.Is(source.Content) && (!syntax.IsComplete || source.Content.Contains("{%", StringComparison.Ordinal) || source.Content.Contains("<%", StringComparison.Ordinal));
        return new ComposeFile(source, isTemplate ? YamlParser.Parse("", cancellationToken) : syntax, isTemplate, open);
    }

    /// <summary>The service of a name; null for none.</summary>
    /// <param name="name">The name.</param>
    public ComposeService? Find(string name)
    {
        foreach (var service in Services)
        {
            if (string.Equals(service.Name, name, StringComparison.Ordinal))
            {
                return service;
            }
        }

        return null;
    }

    private ImmutableArray<ComposeService> Read(YamlMapping root)
    {
        var (top, complete) = root.Expand();
        IsComplete &= complete;
        YamlMapping? services = null;
        foreach (var entry in top)
        {
            if (entry.Name == "services")
            {
                services = entry.Value.Resolved as YamlMapping;
            }
        }

        if (services is null)
        {
            return [];
        }

        var (entries, allServices) = services.Expand();
        IsComplete &= allServices;
        _entries = new Dictionary<string, YamlEntry>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (entry.Name is { } name)
            {
                _entries[name] = entry;
            }
        }

        var result = ImmutableArray.CreateBuilder<ComposeService>(entries.Length);
        foreach (var entry in entries)
        {
            if (entry.Name is { } name)
            {
                var layers = ImmutableArray.CreateBuilder<ComposeLayer>(1);
                var all = Layers(name, layers);
                result.Add(new ComposeService(this, name, entry, layers.DrainToImmutable(), all));
            }
        }

        return result.DrainToImmutable();
    }

    // What the service says itself, then what it extends, then what that extends. False where something of it is not known.
    private bool Layers(string name, ImmutableArray<ComposeLayer>.Builder layers)
    {
        var isComplete = true;
        while (true)
        {
            if (!_entries!.TryGetValue(name, out var entry) || entry.Value.Resolved is not YamlMapping mapping || layers.Count == MaximumDepth || !Budget.Take(mapping))
            {
                return false;
            }

            var (entries, all) = mapping.Expand();
            isComplete &= all && ComposeService.HasNames(entries);
            if (!Budget.Take(entries.Length))
            {
                return false;
            }

            var layer = new ComposeLayer(this, entries);
            layers.Add(layer);
            if (layer.Find("extends") is not { } extends)
            {
                return isComplete;
            }

            var (file, service) = Target(extends.Value.Resolved);
            if (service is null)
            {
                return false;
            }

            if (file is null)
            {
                name = service;
                continue;
            }

            if (_open?.Invoke(file)?.Find(service) is not { } other)
            {
                return false;
            }

            foreach (var further in other.Layers)
            {
                if (layers.Count == MaximumDepth)
                {
                    return false;
                }

                layers.Add(further);
            }

            return isComplete && other.IsComplete;
        }
    }

    // extends: service, or its file and service; a name with a variable is not known.
    private static (string? File, string? Service) Target(YamlNode? node)
    {
        switch (node)
        {
            case YamlScalar { Value: { Length: > 0 } name }:
                return (null, Known(name));
            case YamlMapping mapping:
                var file = mapping.Find("file")?.Value.Resolved as YamlScalar;
                var service = (mapping.Find("service")?.Value.Resolved as YamlScalar)?.Value;
                return file is not null && Known(file.Value) is null ? default : (file?.Value, Known(service));
            default:
                return default;
        }

        static string? Known(string? text) => text is { Length: > 0 } && !text.Contains('$', StringComparison.Ordinal) ? text : null;
    }
}

/// <summary>What one file may take over from anchors and services that it extends.</summary>
internal sealed class ComposeBudget
{
    private int _left = 100_000;

    /// <summary>Takes a number of parts.</summary>
    /// <returns>Whether there was enough left.</returns>
    public bool Take(int parts)
    {
        _left -= parts + 1;
        return _left >= 0;
    }

    /// <summary>Takes the entries of a mapping and of those merged into it.</summary>
    /// <returns>Whether there was enough left.</returns>
    public bool Take(YamlMapping mapping) => Take(mapping.Entries.Length);
}
