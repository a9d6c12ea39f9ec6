using System.Collections.Immutable;
using EnvLint.Environment.Facts;
using EnvLint.Environment.Linking;
using EnvLint.Manifests.Conda;
using EnvLint.Syntax.MatchSpec;
using EnvLint.Syntax.Yaml;
using EnvLint.Text;

namespace EnvLint.Environment.Lowering;

/// <summary>Turns an environment file of conda into requests: first those of conda, then those of pip, as they are installed.</summary>
internal sealed class CondaLowering
{
    private readonly CondaEnvironmentFile _file;
    private readonly FactCollector _facts;
    private readonly Scope _scope;
    private readonly (CommandUse Use, TextSpan Word)? _link;
    private readonly ImmutableArray<PackageRequest>.Builder _requests = ImmutableArray.CreateBuilder<PackageRequest>();
    private PythonChoice? _python;
    private bool _isComplete;

    private CondaLowering(CondaEnvironmentFile file, FactCollector facts, Scope scope, (CommandUse Use, TextSpan Word)? link = null)
    {
        _link = link;
        _file = file;
        _facts = facts;
        _scope = scope;

        // conda keeps the last list for pip, micromamba all of them.
        _isComplete = file.IsComplete && file.Misshapes.IsEmpty && file.PipSections.Length <= 1;
    }

    /// <summary>Lowers a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="facts">Takes the requests and the environment.</param>
    /// <param name="scope">Where it is installed.</param>
    /// <param name="files">The files that the pip part may name; null where none can be read.</param>
    public static void Run(CondaEnvironmentFile file, FactCollector facts, Scope scope, ILinkedFiles? files)
    {
        var lowering = new CondaLowering(file, facts, scope);
        lowering.Conda();
        lowering.Pip(files);
        facts.Add(new PythonEnvironment
        {
            Name = file.Name ?? "",
            Kind = PythonEnvironmentKind.CondaFile,
            Scope = scope,
            Requests = lowering._requests.DrainToImmutable(),
            Python = lowering._python,
            IsComplete = lowering._isComplete,
        });
    }

    /// <summary>Lowers a file that a command names.</summary>
    /// <param name="text">The file.</param>
    /// <param name="use">The command.</param>
    /// <param name="facts">The facts so far.</param>
    public static LinkedRequests RunLinked(LinkedText text, CommandUse use, FactCollector facts)
    {
        var file = CondaEnvironmentFile.Create(text.Source, facts.CancellationToken);
        if (file.IsTemplate)
        {
            return LinkedRequests.Unknown;
        }

        var lowering = new CondaLowering(file, facts, use.Scope, (use, text.Word));
        lowering.Conda();
        lowering.Pip(facts.Linker?.Files);
        return new LinkedRequests(lowering._requests.DrainToImmutable(), lowering._isComplete) { Name = file.Name, Python = lowering._python };
    }

    private void Conda()
    {
        var sources = Channels();
        foreach (var dependency in _file.Dependencies)
        {
            var word = WordOf(dependency.Text);
            var spec = MatchSpecParser.Parse(dependency.Text.Value);
            if (spec.IsArchive || spec.Name is not { } name || dependency.Selector.Length > 0)
            {
                // A file of a package says nothing of what it needs; and what a selector picks depends on the platform.
                _isComplete = false;
                continue;
            }

            var request = new PackageRequest
            {
                Span = word.Span,
                Scope = _scope,
                Order = _link?.Use.Order ?? _facts.NextOrder,
                Manager = PackageManager.Conda,
                Name = name.Value,
                Constraint = dependency.Text.Value[name.Span.End..],
                Channel = spec.Channel?.Value ?? "",
                Word = word,
                Command = _link?.Use,
                Sources = sources,
                Spec = spec,
                LinkedFile = _link is null ? null : _file.Source,
                LinkedFrom = _link?.Word,
            };
            Add(request);
            if (name.Value == "python" && spec.VersionPart is { } version)
            {
                _python = new PythonChoice(version.Value, spec.Version?.OnlyMinor, _link?.Word ?? word.Span, dependency.Text.Value);
            }
        }
    }

    private PackageSources Channels()
    {
        var channels = ImmutableArray.CreateBuilder<Word>(Math.Min(_file.Channels.Length, PackageSources.MaximumPlaces));
        var isComplete = _file.IsComplete;
        var overrides = false;
        foreach (var channel in _file.Channels)
        {
            if (channels.Count == PackageSources.MaximumPlaces)
            {
                isComplete = false;
                break;
            }

            // The end of the list, not a channel: the configured channels do not follow.
            if (channel.Value == "nodefaults")
            {
                overrides = true;
                continue;
            }

            var word = WordOf(channel, expands: true, isSource: true);
            isComplete &= word.Value is not null;
            channels.Add(word);
        }

        return new PackageSources { Channels = channels.DrainToImmutable(), OverridesChannels = overrides, IsComplete = isComplete };
    }

    // The items are the lines of one requirements file.
    private void Pip(ILinkedFiles? files)
    {
        foreach (var section in _file.PipSections)
        {
            var texts = ImmutableArray.CreateBuilder<EmbeddedText>(section.Lines.Length);
            foreach (var line in section.Lines)
            {
                // What an alias stands for has its place where it is written.
                texts.Add(line.Scalar.ToEmbedded(_file.Source));
            }

            var (requests, isComplete) = RequirementsLowering.RunPart(_file.Source, texts.MoveToImmutable(), _facts, _scope, _facts.NextOrder, files, _link);
            _requests.AddRange(requests);
            _isComplete &= isComplete;
        }
    }

    private void Add(PackageRequest request)
    {
        _requests.Add(request);
        if (_link is null)
        {
            _facts.Add(request);
        }
    }

    // A channel has its place in the file under check, as indexes have.
    private Word WordOf(CondaText text, bool expands = false, bool isSource = false)
    {
        var isKnown = !expands || !text.Value.Contains('$', StringComparison.Ordinal);
        if (isSource && _link is { Word: var place })
        {
            return new Word(place, _facts.Source.ToString(place), isKnown ? text.Value : null, isQuoted: false, hasGlob: false, [], syntax: null) { IsElsewhere = true };
        }

        var span = text.Span;
        var raw = _file.Source.ToString(span);
        return new Word(span, raw, isKnown ? text.Value : null, text.Scalar.Style != YamlScalarStyle.Plain, hasGlob: false, [], syntax: null);
    }
}
