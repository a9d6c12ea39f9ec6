using System.Collections.Immutable;
using EnvLint.Environment.Facts;
using EnvLint.Environment.Linking;
using EnvLint.Text;

namespace EnvLint.Environment.Lowering;

/// <summary>Gathers the facts of one file while it is lowered.</summary>
internal sealed class FactCollector(SourceText source, CancellationToken cancellationToken, ImmutableArray<IndexAlias> indexes = default, ImmutableArray<ImageAlias> images = default)
{
    // A script may name one list of packages a thousand times.
    private const int MaximumLinked = 20_000;
    private const int MaximumClones = 64;

    // Longer lists are nobody's: of such an environment nothing is said.
    private const int MaximumRequests = 3_000;

    private readonly ImmutableArray<ShellSource>.Builder _shells = ImmutableArray.CreateBuilder<ShellSource>();
    private readonly ImmutableArray<CommandUse>.Builder _commands = ImmutableArray.CreateBuilder<CommandUse>();
    private readonly ImmutableArray<PackageRequest>.Builder _packages = ImmutableArray.CreateBuilder<PackageRequest>();
    private readonly ImmutableArray<RepositoryUse>.Builder _repositories = ImmutableArray.CreateBuilder<RepositoryUse>();
    private readonly ImmutableArray<Download>.Builder _downloads = ImmutableArray.CreateBuilder<Download>();
    private readonly ImmutableArray<ImageUse>.Builder _images = ImmutableArray.CreateBuilder<ImageUse>();
    private readonly ImmutableArray<ContainerRun>.Builder _containerRuns = ImmutableArray.CreateBuilder<ContainerRun>();
    private readonly ImmutableArray<ImageBuild>.Builder _imageBuilds = ImmutableArray.CreateBuilder<ImageBuild>();
    private readonly ImmutableArray<ServiceUse>.Builder _services = ImmutableArray.CreateBuilder<ServiceUse>();
    private readonly ImmutableArray<GpuRequest>.Builder _gpuRequests = ImmutableArray.CreateBuilder<GpuRequest>();
    private readonly ImmutableArray<VariableSet>.Builder _variables = ImmutableArray.CreateBuilder<VariableSet>();
    private readonly ImmutableArray<FileWrite>.Builder _fileWrites = ImmutableArray.CreateBuilder<FileWrite>();
    private readonly ImmutableArray<FileCopy>.Builder _fileCopies = ImmutableArray.CreateBuilder<FileCopy>();
    private readonly ImmutableArray<FileLink>.Builder _fileLinks = ImmutableArray.CreateBuilder<FileLink>();
    private readonly ImmutableArray<CommandSequence>.Builder _sequences = ImmutableArray.CreateBuilder<CommandSequence>();
    private readonly ImmutableArray<PythonEnvironment>.Builder _environments = ImmutableArray.CreateBuilder<PythonEnvironment>();
    private readonly Dictionary<string, string> _addresses = new(StringComparer.Ordinal);
    private readonly Dictionary<string, VariableSet> _installerVariables = new(StringComparer.Ordinal);
    private readonly List<SyntaxError> _errors = [];
    private bool? _mentionsConfiguration;
    private readonly List<(string Name, Scope Scope, ImmutableArray<Fact>.Builder Sequence)> _distributions = [];
    private ImmutableArray<Fact>.Builder _sequence = ImmutableArray.CreateBuilder<Fact>();
    private Dictionary<CommandUse, LinkedRequests>? _links;
    private List<(string Folder, string Name)>? _clones;
    private int _linked;

    /// <summary>The file.</summary>
    public SourceText Source { get; } = source;

    /// <summary>What the configuration says of private package indexes.</summary>
    public ImmutableArray<IndexAlias> Indexes { get; } = indexes;

    /// <summary>The image that one is like, as the configuration says; null where it says nothing.</summary>
    /// <param name="image">The image; null where it is not known.</param>
    public ImageReference? LikeOf(ImageReference? image) => ImageAlias.Find(images, image);

    /// <summary>Ends the lowering.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>Finds the files that commands name; null where none may be read.</summary>
    public FileLinker? Linker { get; set; }

    /// <summary>The sequence that the running one begins with; null for none.</summary>
    public CommandSequence? Before { get; set; }

    /// <summary>The folder of the next command of Windows, in the form of <see cref="WorkingFolder"/>.</summary>
    public string? WindowsFolder { get; set; } = "";

    /// <summary>Place of the next fact in the running sequence.</summary>
    public int NextOrder => _sequence.Count;

    /// <summary>The commands so far.</summary>
    public ImmutableArray<CommandUse>.Builder Commands => _commands;

    /// <summary>The repositories so far.</summary>
    public ImmutableArray<RepositoryUse>.Builder Repositories => _repositories;

    /// <summary>The variables so far.</summary>
    public ImmutableArray<VariableSet>.Builder Variables => _variables;

    /// <summary>Errors of embedded texts, with spans of the file.</summary>
    public List<SyntaxError> Errors => _errors;

    public void Add(ShellSource shell)
    {
        _shells.Add(shell);
        foreach (var error in shell.Tree.Errors)
        {
            _errors.Add(error with { Span = shell.ToFile(error.Span) });
        }
    }

    public void Add(CommandUse fact) => Add(_commands, fact);

    public void Add(PackageRequest fact) => Add(_packages, fact);

    public void Add(RepositoryUse fact) => Add(_repositories, fact);

    public void Add(Download fact) => Add(_downloads, fact);

    public void Add(ImageUse fact) => Add(_images, fact);

    public void Add(ContainerRun fact) => Add(_containerRuns, fact);

    public void Add(ImageBuild fact) => Add(_imageBuilds, fact);

    public void Add(ServiceUse fact) => Add(_services, fact);

    public void Add(GpuRequest fact) => Add(_gpuRequests, fact);

    public void Add(VariableSet fact)
    {
        Add(_variables, fact);
        if (fact.Kind is not (VariableSetKind.Prefix or VariableSetKind.Assignment)
            && (fact.Name.StartsWith("PIP_", StringComparison.Ordinal) || fact.Name.StartsWith("UV_", StringComparison.Ordinal)))
        {
            _installerVariables[fact.Name] = fact;
        }
    }

    public void Add(FileWrite fact) => Add(_fileWrites, fact);

    public void Add(FileCopy fact) => Add(_fileCopies, fact);

    /// <summary>The text of a file that the last command reads; null where that is not known.</summary>
    /// <param name="use">The command.</param>
    /// <param name="word">The word that names the file.</param>
    /// <param name="path">The path that it stands for.</param>
    /// <param name="kind">How the command reads it.</param>
    public LinkedText? Link(CommandUse use, TextSpan word, string path, FileLinkKind kind)
    {
        if (Linker?.Find(use, path, _sequence, Before) is not { } found)
        {
            return null;
        }

        Add(new FileLink(kind, word, found.Path));
        return new LinkedText(found, word, kind == FileLinkKind.Constraints);
    }

    public void Add(FileLink link) => _fileLinks.Add(link);

    /// <summary>Takes what the files that a command names ask for.</summary>
    public void Add(CommandUse use, LinkedRequests linked)
    {
        _linked += linked.Requests.Length;
        (_links ??= [])[use] = _linked <= MaximumLinked ? linked : LinkedRequests.Unknown;
    }

    /// <summary>Takes note of a folder that <c>git clone</c> makes.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="name">The repository's name.</param>
    public void NoteClone(string folder, string name)
    {
        _clones ??= [];
        if (_clones.Count < MaximumClones)
        {
            _clones.Add((folder, name));
        }
    }

    /// <summary>The folder as the project has it, where it lies in a clone of the project itself; null in a clone of another.</summary>
    /// <param name="folder">In the form of <see cref="WorkingFolder"/>.</param>
    public string? OutOfClone(string folder)
    {
        foreach (var (clone, name) in _clones ?? [])
        {
            if (folder.StartsWith(clone, StringComparison.Ordinal) && (folder.Length == clone.Length || folder[clone.Length] == '/'))
            {
                return Linker is { Files.Name: { } project } && name.Equals(project, StringComparison.OrdinalIgnoreCase) ? WorkingFolder.Root + folder[clone.Length..] : null;
            }
        }

        return folder;
    }

    /// <summary>Whether the file speaks of configuration files of pip or uv, so that nobody knows where these look.</summary>
    public bool MentionsInstallerConfiguration => _mentionsConfiguration ??=
        Source.Content.Contains("pip.conf", StringComparison.Ordinal) || Source.Content.Contains("pip config", StringComparison.Ordinal)
        || Source.Content.Contains("pip3 config", StringComparison.Ordinal) || Source.Content.Contains("pip.ini", StringComparison.Ordinal)
        || Source.Content.Contains("uv.toml", StringComparison.Ordinal) || Source.Content.Contains("_CONFIG_FILE", StringComparison.Ordinal);

    /// <summary>A variable of pip or uv that a command sees.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="use">The command.</param>
    /// <param name="variables">The variables known there; null where nobody follows them.</param>
    /// <returns>Null where it is not set, as far as the file shows; a word without value where it is set to something that is not known.</returns>
    public Word? InstallerVariable(string name, CommandUse use, VariableTable? variables)
    {
        for (var i = use.Assignments.Length - 1; i >= 0; i--)
        {
            if (string.Equals(use.Assignments[i].Name, name, StringComparison.Ordinal))
            {
                return use.Assignments[i].Value;
            }
        }

        if (!_installerVariables.TryGetValue(name, out var set))
        {
            return null;
        }

        // An ARG without a value takes the default from before the first FROM, or is there to be given one from outside.
        if (set.Value is not { } word)
        {
            var given = variables?.Get(name)?.Text;
            return set.Kind == VariableSetKind.Arg && ReferenceEquals(set.Scope.Stage, use.Scope.Stage)
                ? new Word(set.NameSpan, name, given, isQuoted: false, hasGlob: false, given is null ? [] : [new ValueOrigin(name, given, set.NameSpan)], syntax: null)
                : null;
        }

        if (variables is not null && !variables.Contains(name))
        {
            return null;
        }

        var value = variables is null ? word.Value : variables.Get(name)?.Text;
        return string.Equals(value, word.Value, StringComparison.Ordinal)
            ? word
            : new Word(word.Span, word.Raw, value, word.IsQuoted, hasGlob: false, word.Origins, syntax: null);
    }

    /// <summary>Takes the environment that a file describes; those of commands are found in their sequences.</summary>
    public void Add(PythonEnvironment environment) => _environments.Add(environment);

    /// <summary>Takes note of the addresses that one command fetches.</summary>
    public void NoteAddresses(ImmutableArray<Word> addresses)
    {
        // Backwards, so that of two with one name the first counts.
        for (var i = addresses.Length - 1; i >= 0; i--)
        {
            if (addresses[i].Value is { } address && address.LastIndexOf('/') is >= 0 and var slash)
            {
                _addresses[address[(slash + 1)..]] = address;
            }
        }
    }

    /// <summary>The address that a file of this name was fetched from last; null for none.</summary>
    public string? DownloadOf(string fileName) => _addresses.GetValueOrDefault(fileName);

    /// <summary>Puts another sequence in the place of the running one, for facts of several places in one file.</summary>
    /// <param name="sequence">The sequence that runs from now on.</param>
    /// <returns>The one that ran before.</returns>
    public ImmutableArray<Fact>.Builder Exchange(ImmutableArray<Fact>.Builder sequence)
    {
        var running = _sequence;
        _sequence = sequence;
        return running;
    }

    /// <summary>The sequence of what a WSL distribution is told to run from outside: a machine of its own, whatever runs around it.</summary>
    /// <param name="distribution">Its name as written; empty for the default one.</param>
    /// <param name="scope">The scope of the first command there.</param>
    public ImmutableArray<Fact>.Builder SequenceOf(string distribution, Scope scope)
    {
        foreach (var known in _distributions)
        {
            if (string.Equals(known.Name, distribution, StringComparison.OrdinalIgnoreCase))
            {
                return known.Sequence;
            }
        }

        var sequence = ImmutableArray.CreateBuilder<Fact>();
        _distributions.Add((distribution, scope, sequence));
        return sequence;
    }

    /// <summary>Ends the sequences of distributions.</summary>
    /// <param name="origin">What holds the commands.</param>
    public void EndDistributions(ShellOrigin origin)
    {
        foreach (var (_, scope, sequence) in _distributions)
        {
            if (sequence.Count > 0)
            {
                _sequences.Add(new CommandSequence(scope, sequence.DrainToImmutable(), Base: null, origin));
            }
        }

        _distributions.Clear();
    }

    /// <summary>Ends the running sequence.</summary>
    public CommandSequence EndSequence(Scope scope, CommandSequence? basedOn, ShellOrigin origin)
    {
        var sequence = new CommandSequence(scope, _sequence.DrainToImmutable(), basedOn, origin);
        _sequences.Add(sequence);
        _sequence = ImmutableArray.CreateBuilder<Fact>();
        return sequence;
    }

    public FileFacts Finish()
    {
        EndDistributions(ShellOrigin.Nested);
        var sequences = _sequences.DrainToImmutable();
        return new FileFacts
        {
            Shells = _shells.DrainToImmutable(),
            Commands = _commands.DrainToImmutable(),
            Packages = _packages.DrainToImmutable(),
            Repositories = _repositories.DrainToImmutable(),
            Downloads = _downloads.DrainToImmutable(),
            Images = _images.DrainToImmutable(),
            ContainerRuns = _containerRuns.DrainToImmutable(),
            ImageBuilds = _imageBuilds.DrainToImmutable(),
            Services = _services.DrainToImmutable(),
            GpuRequests = _gpuRequests.DrainToImmutable(),
            Variables = _variables.DrainToImmutable(),
            FileWrites = _fileWrites.DrainToImmutable(),
            Links = _fileLinks.DrainToImmutable(),
            FileCopies = _fileCopies.DrainToImmutable(),
            Sequences = sequences,
            Environments = Followed(_environments.Count > 0 ? _environments.DrainToImmutable() : EnvironmentGrouping.Run(sequences, _links)),
        };
    }

    // Rules look from each request of an environment at all others.
    private static ImmutableArray<PythonEnvironment> Followed(ImmutableArray<PythonEnvironment> environments)
    {
        ImmutableArray<PythonEnvironment>.Builder? result = null;
        for (var i = 0; i < environments.Length; i++)
        {
            if (environments[i].Requests.Length > MaximumRequests)
            {
                result ??= environments.ToBuilder();
                result[i] = environments[i].WithoutRequests();
            }
        }

        return result?.DrainToImmutable() ?? environments;
    }

    private void Add<TFact>(ImmutableArray<TFact>.Builder facts, TFact fact)
        where TFact : Fact
    {
        facts.Add(fact);
        _sequence.Add(fact);
    }
}
