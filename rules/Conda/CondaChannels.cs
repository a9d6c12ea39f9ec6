using EnvLint.Environment.Facts;
using EnvLint.Knowledge;

namespace EnvLint.Rules.Conda;

/// <summary>The channels that a request is solved from, as far as its file shows.</summary>
/// <param name="Names">Plain names in the order of their priority: those of the command or file, then those that the file configures.</param>
/// <param name="Words">The words of the command or file, with the same indexes as the first of <paramref name="Names"/>.</param>
/// <param name="IsComplete">Whether no other can come from what the file holds: unknown words, a configuration file, variables.</param>
/// <param name="IsClosed">Whether the configured channels count for nothing.</param>
internal sealed record CondaChannels(List<string> Names, List<Word> Words, bool IsComplete, bool IsClosed)
{
    /// <summary>The channels of a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="context">The context.</param>
    public static CondaChannels Of(PackageRequest request, RuleContext context)
    {
        var names = new List<string>();
        var words = new List<Word>();
        var isComplete = request.Sources.IsComplete;
        var isClosed = request.Sources.OverridesChannels;
        foreach (var word in request.Sources.Channels)
        {
            if (word.Value is not { } value)
            {
                continue;
            }

            if (value == "nodefaults")
            {
                isClosed = true;
                continue;
            }

            names.Add(CondaPackages.ChannelName(value));
            words.Add(word);
        }

        if (!isClosed)
        {
            isComplete &= AddConfigured(names, context);
        }

        return new CondaChannels(names, words, isComplete, isClosed);
    }

    /// <summary>Whether a channel is among them.</summary>
    /// <param name="name">Its plain name.</param>
    public bool Has(string name) => Names.Contains(name, StringComparer.Ordinal);

    /// <summary>Whether one of them is not known: a mirror, a company's own, a person's.</summary>
    public bool HasUnknown
    {
        get
        {
            foreach (var name in Names)
            {
                if (CondaPackages.FindChannel(name) is null)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Whether a command changes conda's configuration of channels.</summary>
    /// <param name="use">The command.</param>
    public static bool Configures(CommandUse use)
    {
        if (!use.IsProgram("conda", "mamba", "micromamba") || use.Invocation is not { } invocation || !invocation.Subcommand.StartsWith("config", StringComparison.Ordinal))
        {
            return false;
        }

        foreach (var word in use.Arguments)
        {
            if (word.Value is null || word.Value.Contains("channel", StringComparison.Ordinal) || word.Is("--file"))
            {
                return true;
            }
        }

        return false;
    }

    // False where something configures channels that cannot be told.
    private static bool AddConfigured(List<string> names, RuleContext context)
    {
        if (context.File.Facts is not { } facts)
        {
            return true;
        }

        var isComplete = true;
        foreach (var use in facts.Commands)
        {
            if (!Configures(use) || use.Invocation is not { } invocation)
            {
                continue;
            }

            // --add channels NAME; config append channels NAME; --set channel_priority strict.
            var added = invocation.Option("--add", "--append", "--prepend")?.Value?.Is("channels") == true ? invocation.Operands
                : invocation.Operands is [var first, .. var rest] && first.Is("channels") ? rest
                : default;
            if (!added.IsDefault)
            {
                foreach (var word in added)
                {
                    if (word.Value is { } value)
                    {
                        names.Add(CondaPackages.ChannelName(value));
                    }
                    else
                    {
                        isComplete = false;
                    }
                }
            }
            else if (invocation.Option("--set")?.Value?.Value != "channel_priority" && invocation.Option("--remove") is null)
            {
                isComplete = false;
            }
        }

        foreach (var write in facts.FileWrites)
        {
            isComplete &= !write.Path.Raw.Contains("condarc", StringComparison.Ordinal) && !write.Path.Raw.Contains("mambarc", StringComparison.Ordinal);
        }

        foreach (var variable in facts.Variables)
        {
            isComplete &= variable.Name is not ("CONDARC" or "MAMBARC" or "CONDA_CHANNELS" or "CONDA_CHANNEL_ALIAS" or "CONDA_DEFAULT_CHANNELS");
        }

        return isComplete && !CopiesConfiguration(context);
    }

    /// <summary>Whether a Dockerfile copies a configuration of conda into the image.</summary>
    /// <param name="context">The context.</param>
    public static bool CopiesConfiguration(RuleContext context)
    {
        foreach (var instruction in context.File.Dockerfile?.Tree.Instructions ?? [])
        {
            foreach (var word in instruction.Words)
            {
                if (word.Raw.Contains("condarc", StringComparison.Ordinal) || word.Raw.Contains("mambarc", StringComparison.Ordinal))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
