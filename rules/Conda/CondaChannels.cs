using EnvLint.Environment.Facts;
using EnvLint.Knowledge;

namespace EnvLint.Rules.Conda;

/// <summary>The channels that requests are solved from, as far as their file shows.</summary>
internal sealed class CondaChannels
{
    private readonly HashSet<string> _all = new(StringComparer.Ordinal);

    /// <summary>Takes together what a command or a file names and what the file configures.</summary>
    /// <param name="sources">What is named.</param>
    /// <param name="configuration">What the file configures.</param>
    public CondaChannels(PackageSources sources, CondaConfiguration configuration)
    {
        IsComplete = sources.IsComplete;
        IsClosed = sources.OverridesChannels;
        foreach (var word in sources.Channels)
        {
            if (word.Is("nodefaults"))
            {
                IsClosed = true;
            }
            else if (word.Value is { } value)
            {
                Add(CondaPackages.ChannelName(value));
                Words.Add(word);
            }
        }

        if (!IsClosed)
        {
            foreach (var name in configuration.Channels)
            {
                Add(name);
            }

            IsComplete &= configuration.IsComplete;
        }
    }

    /// <summary>Plain names in the order of their priority, each once.</summary>
    public List<string> Names { get; } = [];

    /// <summary>The words that name channels, without <c>nodefaults</c>.</summary>
    public List<Word> Words { get; } = [];

    /// <summary>Whether no other can come from what the file holds: unknown words, a configuration file, variables.</summary>
    public bool IsComplete { get; }

    /// <summary>Whether the configured channels count for nothing.</summary>
    public bool IsClosed { get; }

    /// <summary>Whether one of them is not known: a mirror, a company's own, a person's.</summary>
    public bool HasUnknown { get; private set; }

    /// <summary>Whether a channel is among them.</summary>
    /// <param name="name">Its plain name.</param>
    public bool Has(string name) => _all.Contains(name);

    private void Add(string name)
    {
        if (_all.Add(name))
        {
            Names.Add(name);
            HasUnknown |= CondaPackages.FindChannel(name) is null;
        }
    }
}
