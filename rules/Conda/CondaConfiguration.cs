using System.Collections.Immutable;
using EnvLint.Engine;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Syntax.Dockerfile;

namespace EnvLint.Rules.Conda;

/// <summary>What a file does to conda's configuration of channels: commands, configuration files, variables.</summary>
internal sealed class CondaConfiguration
{
    private PackageSources? _sources;
    private CondaChannels? _channels;

    private CondaConfiguration(List<string> channels, bool isComplete)
    {
        Channels = channels;
        IsComplete = isComplete;
    }

    /// <summary>The plain names that it adds, in order.</summary>
    public List<string> Channels { get; }

    /// <summary>Whether that is all: false where something configures channels that cannot be told.</summary>
    public bool IsComplete { get; }

    /// <summary>What a file configures.</summary>
    /// <param name="file">The file.</param>
    public static CondaConfiguration Of(FileAnalysis file)
    {
        var names = new List<string>();
        if (file.Facts is not { } facts)
        {
            return new CondaConfiguration(names, true);
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

        return new CondaConfiguration(names, isComplete && !IsCopied(file.Dockerfile?.Tree.Instructions ?? []));
    }

    /// <summary>The channels of a request.</summary>
    /// <param name="request">The request.</param>
    public CondaChannels ChannelsOf(PackageRequest request)
    {
        // The requests of one command come one after the other, with the same sources.
        if (_channels is null || !ReferenceEquals(_sources, request.Sources))
        {
            _sources = request.Sources;
            _channels = new CondaChannels(request.Sources, this);
        }

        return _channels;
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

    /// <summary>Whether a Dockerfile's instructions copy a configuration of conda into the image.</summary>
    /// <param name="instructions">The instructions.</param>
    public static bool IsCopied(ImmutableArray<DockerfileInstruction> instructions)
    {
        foreach (var instruction in instructions)
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
