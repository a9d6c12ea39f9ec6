using System.Collections.Immutable;
using EnvLint.Environment.Facts;
using EnvLint.Syntax.Requirements;

namespace EnvLint.Environment.Lowering;

/// <summary>Finds where pip or uv looks for packages: options, variables that are in force, options of a requirements file.</summary>
internal sealed class PipSources(ImmutableArray<IndexAlias> indexes)
{
    private readonly ImmutableArray<Word>.Builder _extraIndexes = ImmutableArray.CreateBuilder<Word>();
    private readonly ImmutableArray<Word>.Builder _findLinks = ImmutableArray.CreateBuilder<Word>();
    private Word? _index;
    private Word? _torchBackend;
    private bool _noIndex;
    private bool _preReleases;
    private bool _firstIndexWins;
    private bool _isComplete = true;

    /// <summary>The sources of a command.</summary>
    /// <param name="use">The command.</param>
    /// <param name="facts">The facts so far: what was exported.</param>
    /// <param name="variables">The variables known at this place; null where nobody follows them.</param>
    /// <param name="ofFiles">The options in the files that the command names, which count for all that it installs; null for none.</param>
    public static PackageSources OfCommand(CommandUse use, FactCollector facts, VariableTable? variables, List<(string Name, Word? Value)>? ofFiles = null)
    {
        var sources = new PipSources(facts.Indexes);
        var isUv = use.Program == "uv";
        sources._firstIndexWins = isUv;
        sources.Variables(isUv, name => facts.InstallerVariable(name, use, variables));
        if (use.Invocation is { } invocation)
        {
            sources._isComplete &= !invocation.HasUnknownWords;
            foreach (var option in invocation.Options)
            {
                sources.Option(option.Name, option.Value, isUv);
            }
        }

        // What a file says takes the place of the command's index for pip; uv keeps that of the command.
        var index = sources._index;
        foreach (var (name, value) in ofFiles ?? [])
        {
            sources.Option(name, value, isUv);
        }

        sources._index = isUv ? index ?? sources._index : sources._index;
        sources._isComplete &= !facts.MentionsInstallerConfiguration;
        return sources.Build();
    }

    /// <summary>The sources of a requirements file: the options of all its lines.</summary>
    /// <param name="options">The options with their values as words.</param>
    /// <param name="indexes">What is known of private indexes.</param>
    public static PackageSources OfOptions(List<(string Name, Word? Value)> options, ImmutableArray<IndexAlias> indexes)
    {
        if (options.Count == 0)
        {
            return PackageSources.Default;
        }

        var sources = new PipSources(indexes);
        foreach (var (name, value) in options)
        {
            sources.Option(name, value, isUv: false);
        }

        return sources.Build();
    }

    private void Variables(bool isUv, Func<string, Word?> find)
    {
        if (isUv)
        {
            _index = Known(find("UV_DEFAULT_INDEX") ?? find("UV_INDEX_URL"));
            AddList(_extraIndexes, find("UV_INDEX"), named: true);
            AddList(_extraIndexes, find("UV_EXTRA_INDEX_URL"));
            AddList(_findLinks, find("UV_FIND_LINKS"));
            _torchBackend = Known(find("UV_TORCH_BACKEND"));
            _preReleases = Known(find("UV_PRERELEASE")) is { Value: "allow" };
            _noIndex = IsTrue(find("UV_NO_INDEX"));
            Strategy(find("UV_INDEX_STRATEGY"));
        }
        else
        {
            _index = Known(find("PIP_INDEX_URL"));
            AddList(_extraIndexes, find("PIP_EXTRA_INDEX_URL"));
            AddList(_findLinks, find("PIP_FIND_LINKS"));
            _preReleases = IsTrue(find("PIP_PRE"));
            _noIndex = IsTrue(find("PIP_NO_INDEX"));
        }
    }

    private void Option(string name, Word? value, bool isUv)
    {
        switch (name)
        {
            case "-i" or "--index-url" or "--pypi-url" or "--default-index":
                _index = Known(WithoutName(value)) ?? _index;
                break;
            case "--extra-index-url":
                AddList(_extraIndexes, value);
                break;
            case "--index" when isUv:
                AddList(_extraIndexes, value, named: true);
                break;
            case "-f" or "--find-links":
                AddList(_findLinks, value);
                break;
            case "--no-index":
                _noIndex = true;
                break;
            case "--pre":
                _preReleases = true;
                break;
            case "--prerelease":
                _preReleases |= Known(value) is { Value: "allow" };
                break;
            case "--torch-backend":
                _torchBackend = Known(value);
                break;
            case "--index-strategy":
                Strategy(value);
                break;
        }
    }

    private void Strategy(Word? value)
    {
        if (value is not null)
        {
            _isComplete &= value.Value is not null;
            _firstIndexWins = value.Value is null or "first-index";
        }
    }

    private bool IsTrue(Word? value) => Known(value)?.Value?.ToLowerInvariant() is "1" or "true" or "yes" or "on";

    // A word whose value is not known is kept, so that a rule sees that something is named.
    private Word? Known(Word? word)
    {
        _isComplete &= word is null || word.Value is not null;
        return word;
    }

    // uv takes several addresses between blanks, pip in variables only; a name may stand in front of each of uv's.
    private void AddList(ImmutableArray<Word>.Builder list, Word? word, bool named = false)
    {
        if (Known(word) is not { } known || known.Value is { } empty && string.IsNullOrWhiteSpace(empty))
        {
            return;
        }

        if (known.Value is not { } text || text.AsSpan().Trim().IndexOfAny(' ', '\t', ',') < 0)
        {
            Add(list, named ? WithoutName(known)! : known);
            return;
        }

        foreach (var part in text.Split([' ', '\t', '\n', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var one = new Word(known.Span, known.Raw, part, known.IsQuoted, hasGlob: false, known.Origins, syntax: null);
            Add(list, named ? WithoutName(one)! : one);
        }
    }

    private void Add(ImmutableArray<Word>.Builder list, Word word)
    {
        if (list.Count < PackageSources.MaximumPlaces)
        {
            list.Add(AsKnown(word, indexes));
        }
        else
        {
            _isComplete = false;
        }
    }

    // pytorch=https://download.pytorch.org/whl/cu128
    private static Word? WithoutName(Word? word) =>
        word?.Value is { } value && value.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals
            && value.IndexOf("://", StringComparison.Ordinal) > equals
            ? word.From(equals + 1)
            : word;

    /// <summary>A private index as the one that it is like, where the configuration says so; any other address as it is.</summary>
    /// <param name="word">The address.</param>
    /// <param name="indexes">What is known of private indexes.</param>
    public static Word AsKnown(Word word, ImmutableArray<IndexAlias> indexes) =>
        word.Value is { } url && IndexAlias.Find(indexes, url) is { } like
            ? new Word(word.Span, word.Raw, like, word.IsQuoted, hasGlob: false, [.. word.Origins, new ValueOrigin("[indexes]", like, default)], syntax: null) { IsElsewhere = word.IsElsewhere }
            : word;

    private PackageSources Build() => new()
    {
        Index = _index is null ? null : AsKnown(_index, indexes),
        ExtraIndexes = _extraIndexes.DrainToImmutable(),
        FindLinks = _findLinks.DrainToImmutable(),
        NoIndex = _noIndex,
        AllowsPreReleases = _preReleases,
        FirstIndexWins = _firstIndexWins,
        TorchBackend = _torchBackend,
        IsComplete = _isComplete,
    };
}
