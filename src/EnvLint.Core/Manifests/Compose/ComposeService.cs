using System.Collections.Immutable;
using EnvLint.Syntax.Yaml;
using EnvLint.Text;

namespace EnvLint.Manifests.Compose;

/// <summary>What one mapping says of a service: the service's own, or that of a service which it extends.</summary>
/// <param name="File">The file that holds it.</param>
/// <param name="Entries">Its entries, with those that merge keys bring.</param>
public sealed record ComposeLayer(ComposeFile File, ImmutableArray<YamlEntry> Entries)
{
    /// <summary>The entry of a key; null for none.</summary>
    /// <param name="name">The key.</param>
    public YamlEntry? Find(string name) => ComposeService.Find(Entries, name);
}

/// <summary>A key of a service with its value, and the file that holds it.</summary>
/// <param name="File">The file.</param>
/// <param name="Entry">Key and value.</param>
public sealed record ComposeField(ComposeFile File, YamlEntry Entry)
{
    /// <summary>The value; null for an alias that stands for nothing known.</summary>
    public YamlNode? Value => Entry.Value.Resolved;
}

/// <summary>A text in a compose file, before its variables are put in.</summary>
/// <param name="File">The file that holds it.</param>
/// <param name="Scalar">The text.</param>
public sealed record ComposeText(ComposeFile File, YamlScalar Scalar);

/// <summary>A name with a value: an argument of a build, a variable of the environment.</summary>
/// <param name="Name">The name.</param>
/// <param name="Span">Name and value, in the file that holds them.</param>
/// <param name="NameSpan">The name.</param>
/// <param name="Text">The text that holds the value; null where none is written.</param>
/// <param name="ValueStart">Where in that text the value begins: behind <c>NAME=</c> in a list.</param>
public sealed record ComposePair(string Name, TextSpan Span, TextSpan NameSpan, ComposeText? Text, int ValueStart);

/// <summary>What a service is built from.</summary>
public sealed class ComposeBuild
{
    /// <summary>The key <c>build</c>.</summary>
    public required ComposeField Field { get; init; }

    /// <summary>The context; null where none is written.</summary>
    public ComposeText? Context { get; init; }

    /// <summary>The Dockerfile's name; null where none is written.</summary>
    public ComposeText? Dockerfile { get; init; }

    /// <summary>A Dockerfile that is written in the file itself; null without one.</summary>
    public ComposeText? Inline { get; init; }

    /// <summary>The stage; null where none is written.</summary>
    public ComposeText? Target { get; init; }

    /// <summary>The arguments in order.</summary>
    public ImmutableArray<ComposePair> Arguments { get; init; } = [];
}

/// <summary>A command of a service: an entry point, a command, a health check.</summary>
/// <param name="Field">The key.</param>
/// <param name="Words">The words of a list; the one text of the short form.</param>
/// <param name="IsList">Whether it is a list of words, and not a text that is split at its blanks.</param>
public sealed record ComposeCommand(ComposeField Field, ImmutableArray<ComposeText> Words, bool IsList);

/// <summary>The ways in which a service asks for a GPU.</summary>
public enum ComposeGpuForm
{
    /// <summary>A device below <c>deploy.resources.reservations.devices</c>.</summary>
    Reservation,

    /// <summary><c>gpus: all</c>, or a device of its list.</summary>
    Gpus,

    /// <summary><c>runtime: nvidia</c>.</summary>
    Runtime,

    /// <summary>A device node, or a CDI name: <c>devices: [nvidia.com/gpu=all]</c>.</summary>
    Device,

    /// <summary><c>privileged: true</c>, which sees the host's devices.</summary>
    Privileged,

    /// <summary>A generic resource of a swarm.</summary>
    Generic,
}

/// <summary>A place where a service asks for a GPU.</summary>
/// <param name="Form">How.</param>
/// <param name="File">The file that holds it.</param>
/// <param name="Span">The key, or the item of a list.</param>
/// <param name="Node">What is asked for: the mapping of a device, the value of the key.</param>
public sealed record ComposeGpuRequest(ComposeGpuForm Form, ComposeFile File, TextSpan Span, YamlNode? Node);

/// <summary>A service of a compose file.</summary>
public sealed class ComposeService
{
    private readonly ComposeBudget _budget;

    internal ComposeService(ComposeFile file, string name, YamlEntry entry, ImmutableArray<ComposeLayer> layers, bool isComplete)
    {
        File = file;
        Name = name;
        Entry = entry;
        Layers = layers;
        IsComplete = isComplete;
        _budget = file.Budget;
        Image = TextOf(Find("image"));
        Build = ReadBuild();
        Command = ReadCommand("command");
        Entrypoint = ReadCommand("entrypoint");
        Healthcheck = ReadHealthcheck();
        Environment = Pairs("environment");
        GpuRequests = ReadGpus();
    }

    /// <summary>The file that names the service.</summary>
    public ComposeFile File { get; }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The name with what stands below it.</summary>
    public YamlEntry Entry { get; }

    /// <summary>What is said of it, the service's own first; empty where that is no mapping.</summary>
    public ImmutableArray<ComposeLayer> Layers { get; }

    /// <summary>Whether all that is said of it is known: no alias, merge, shape or extended service hides something. Where it is not, nothing is missing for certain.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>The image; null where none is written.</summary>
    public ComposeText? Image { get; }

    /// <summary>What it is built from; null where it is not.</summary>
    public ComposeBuild? Build { get; }

    /// <summary>The command; null where the image's own runs.</summary>
    public ComposeCommand? Command { get; }

    /// <summary>The entry point; null where it is the image's own.</summary>
    public ComposeCommand? Entrypoint { get; }

    /// <summary>The test of its health check; null without one.</summary>
    public ComposeCommand? Healthcheck { get; }

    /// <summary>The variables of its environment. Of two with one name the first counts.</summary>
    public ImmutableArray<ComposePair> Environment { get; }

    /// <summary>The places that ask for a GPU.</summary>
    public ImmutableArray<ComposeGpuRequest> GpuRequests { get; }

    /// <summary>The value of a key that the service or one that it extends has; null where none has it, or where it is taken back with <c>!reset</c>.</summary>
    /// <param name="key">The key.</param>
    public ComposeField? Find(string key)
    {
        foreach (var layer in Layers)
        {
            if (layer.Find(key) is { } entry)
            {
                return IsReset(entry.Value) ? null : new ComposeField(layer.File, entry);
            }
        }

        return null;
    }

    /// <summary>All values of a key, the service's own first: lists and mappings of those that it extends add to it.</summary>
    /// <param name="key">The key.</param>
    public ImmutableArray<ComposeField> FindAll(string key)
    {
        var result = ImmutableArray.CreateBuilder<ComposeField>();
        foreach (var layer in Layers)
        {
            if (layer.Find(key) is not { } entry)
            {
                continue;
            }

            if (IsReset(entry.Value))
            {
                break;
            }

            result.Add(new ComposeField(layer.File, entry));
            if (entry.Value.Tag.EndsWith("override", StringComparison.Ordinal))
            {
                break;
            }
        }

        return result.DrainToImmutable();
    }

    internal static YamlEntry? Find(ImmutableArray<YamlEntry> entries, string name)
    {
        foreach (var entry in entries)
        {
            if (string.Equals(entry.Name, name, StringComparison.Ordinal))
            {
                return entry;
            }
        }

        return null;
    }

    // {{ placeholder }} is a mapping whose key is a mapping: what a tool puts there is not known.
    internal static bool HasNames(ImmutableArray<YamlEntry> entries)
    {
        foreach (var entry in entries)
        {
            if (entry.Name is null)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsReset(YamlNode node) => node.Tag.EndsWith("reset", StringComparison.Ordinal);

    // The entries of a mapping; none for anything else, which leaves a gap unless it is empty.
    private ImmutableArray<YamlEntry> Entries(YamlNode? node)
    {
        switch (node)
        {
            case YamlMapping mapping when _budget.Take(mapping):
                var (entries, all) = mapping.Expand();
                IsComplete &= all && HasNames(entries);
                return entries;
            case YamlScalar { Type: YamlScalarType.Null }:
                return [];
            default:
                IsComplete = false;
                return [];
        }
    }

    private ImmutableArray<YamlItem> Items(YamlNode? node)
    {
        switch (node)
        {
            case YamlSequence sequence when _budget.Take(sequence.Items.Length):
                IsComplete &= sequence.IsComplete;
                return sequence.Items;
            case YamlScalar { Type: YamlScalarType.Null }:
                return [];
            default:
                IsComplete = false;
                return [];
        }
    }

    private ComposeText? TextOf(ComposeField? field) => field is null ? null : TextOf(field.File, field.Value);

    private ComposeText? TextOf(ComposeFile file, YamlNode? node)
    {
        switch (node)
        {
            case YamlScalar { Type: YamlScalarType.Null }:
                return null;
            case YamlScalar scalar:
                return new ComposeText(file, scalar);
            default:
                IsComplete = false;
                return null;
        }
    }

    private ComposeBuild? ReadBuild()
    {
        var fields = FindAll("build");
        if (fields.IsEmpty)
        {
            return null;
        }

        var first = fields[0];
        if (first.Value is YamlScalar)
        {
            return TextOf(first) is { } context ? new ComposeBuild { Field = first, Context = context } : null;
        }

        ComposeText? folder = null;
        ComposeText? dockerfile = null;
        ComposeText? inline = null;
        ComposeText? target = null;
        var arguments = ImmutableArray.CreateBuilder<ComposePair>();
        foreach (var field in fields)
        {
            if (field.Value is YamlScalar)
            {
                folder ??= TextOf(field);
                continue;
            }

            foreach (var entry in Entries(field.Value))
            {
                switch (entry.Name)
                {
                    case "context":
                        folder ??= TextOf(field.File, entry.Value.Resolved);
                        break;
                    case "dockerfile":
                        dockerfile ??= TextOf(field.File, entry.Value.Resolved);
                        break;
                    case "dockerfile_inline":
                        inline ??= TextOf(field.File, entry.Value.Resolved);
                        break;
                    case "target":
                        target ??= TextOf(field.File, entry.Value.Resolved);
                        break;
                    case "args":
                        AddPairs(field.File, entry.Value.Resolved, arguments);
                        break;
                }
            }
        }

        return new ComposeBuild { Field = first, Context = folder, Dockerfile = dockerfile, Inline = inline, Target = target, Arguments = arguments.DrainToImmutable() };
    }

    private ImmutableArray<ComposePair> Pairs(string key)
    {
        var result = ImmutableArray.CreateBuilder<ComposePair>();
        foreach (var field in FindAll(key))
        {
            AddPairs(field.File, field.Value, result);
        }

        return result.DrainToImmutable();
    }

    // NAME: value, or a list of NAME=value; a name that stands alone takes its value from outside.
    private void AddPairs(ComposeFile file, YamlNode? node, ImmutableArray<ComposePair>.Builder pairs)
    {
        if (node is YamlSequence)
        {
            foreach (var item in Items(node))
            {
                if (TextOf(file, item.Value.Resolved) is not { } text)
                {
                    continue;
                }

                var value = text.Scalar.Value;
                var equals = value.IndexOf('=', StringComparison.Ordinal);
                var length = equals < 0 ? value.Length : equals;
                var map = text.Scalar.ToEmbedded(file.Source);
                pairs.Add(new ComposePair(value[..length], map.ToFile(new TextSpan(0, value.Length)), map.ToFile(new TextSpan(0, length)), equals < 0 ? null : text, equals + 1));
            }

            return;
        }

        foreach (var entry in Entries(node))
        {
            if (entry.Name is { } name)
            {
                pairs.Add(new ComposePair(name, entry.Span, entry.Key.Span, TextOf(file, entry.Value.Resolved), 0));
            }
        }
    }

    private ComposeCommand? ReadCommand(string key) => Find(key) is { } field ? CommandOf(field, field.Value) : null;

    private ComposeCommand? ReadHealthcheck()
    {
        if (Find("healthcheck") is not { } field || field.Value is not YamlMapping)
        {
            return null;
        }

        return Find(Entries(field.Value), "test") is { } test ? CommandOf(field with { Entry = test }, test.Value.Resolved) : null;
    }

    private ComposeCommand? CommandOf(ComposeField field, YamlNode? node)
    {
        if (node is not YamlSequence)
        {
            return TextOf(field.File, node) is { } text ? new ComposeCommand(field, [text], IsList: false) : null;
        }

        var words = ImmutableArray.CreateBuilder<ComposeText>();
        foreach (var item in Items(node))
        {
            if (TextOf(field.File, item.Value.Resolved) is { } word)
            {
                words.Add(word);
            }
        }

        return new ComposeCommand(field, words.DrainToImmutable(), IsList: true);
    }

    private ImmutableArray<ComposeGpuRequest> ReadGpus()
    {
        var result = ImmutableArray.CreateBuilder<ComposeGpuRequest>();
        foreach (var deploy in FindAll("deploy"))
        {
            Reservations(deploy, result);
        }

        foreach (var gpus in FindAll("gpus"))
        {
            if (gpus.Value is not YamlSequence)
            {
                result.Add(new ComposeGpuRequest(ComposeGpuForm.Gpus, gpus.File, gpus.Entry.Span, gpus.Value));
                continue;
            }

            foreach (var item in Items(gpus.Value))
            {
                result.Add(new ComposeGpuRequest(ComposeGpuForm.Gpus, gpus.File, item.Value.Span, item.Value.Resolved));
            }
        }

        if (Find("runtime") is { Value: YamlScalar } runtime)
        {
            result.Add(new ComposeGpuRequest(ComposeGpuForm.Runtime, runtime.File, runtime.Entry.Span, runtime.Value));
        }

        if (Find("privileged") is { } privileged && privileged.Value is not YamlScalar { Value: "false" or "False" or "FALSE" or "" })
        {
            result.Add(new ComposeGpuRequest(ComposeGpuForm.Privileged, privileged.File, privileged.Entry.Span, privileged.Value));
        }

        foreach (var devices in FindAll("devices"))
        {
            foreach (var item in Items(devices.Value))
            {
                var text = item.Value.Resolved as YamlScalar
                    ?? (item.Value.Resolved as YamlMapping)?.Find("source")?.Value.Resolved as YamlScalar;
                if (text is null || MayBeGpu(text.Value))
                {
                    result.Add(new ComposeGpuRequest(ComposeGpuForm.Device, devices.File, item.Value.Span, item.Value.Resolved));
                }
            }
        }

        return result.DrainToImmutable();
    }

    private void Reservations(ComposeField deploy, ImmutableArray<ComposeGpuRequest>.Builder result)
    {
        if (Find(Entries(deploy.Value), "resources") is not { } resources || Find(Entries(resources.Value.Resolved), "reservations") is not { } reservations)
        {
            return;
        }

        foreach (var entry in Entries(reservations.Value.Resolved))
        {
            if (entry.Name == "generic_resources")
            {
                result.Add(new ComposeGpuRequest(ComposeGpuForm.Generic, deploy.File, entry.Span, entry.Value.Resolved));
            }
            else if (entry.Name == "devices" && entry.Value.Resolved is YamlMapping)
            {
                result.Add(new ComposeGpuRequest(ComposeGpuForm.Reservation, deploy.File, entry.Value.Span, entry.Value.Resolved));
            }
            else if (entry.Name == "devices")
            {
                foreach (var item in Items(entry.Value.Resolved))
                {
                    result.Add(new ComposeGpuRequest(ComposeGpuForm.Reservation, deploy.File, item.Value.Span, item.Value.Resolved));
                }
            }
        }
    }

    // /dev/nvidia0, nvidia.com/gpu=all, /dev/dxg of WSL, the render nodes, AMD's node, the nodes of a Jetson; a variable may be any of them.
    private static bool MayBeGpu(string device) =>
        device.Contains('$', StringComparison.Ordinal) || device.Contains("nvidia", StringComparison.OrdinalIgnoreCase) || device.StartsWith("/dev/dxg", StringComparison.Ordinal)
        || device.StartsWith("/dev/dri", StringComparison.Ordinal) || device.StartsWith("/dev/kfd", StringComparison.Ordinal) || device.StartsWith("/dev/nvhost", StringComparison.Ordinal)
        || device.StartsWith("/dev/nvmap", StringComparison.Ordinal) || device.Contains("/gpu=", StringComparison.Ordinal);
}
