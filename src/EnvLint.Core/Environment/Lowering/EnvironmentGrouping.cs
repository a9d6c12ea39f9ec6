using System.Collections.Immutable;
using EnvLint.Environment.Commands;
using EnvLint.Environment.Facts;
using EnvLint.Text;

namespace EnvLint.Environment.Lowering;

/// <summary>Sorts the package requests of commands by the Python environment that they go into.</summary>
/// <remarks>What is active is followed where the commands show it: <c>conda activate</c>, <c>source …/activate</c>, <c>ENV PATH=…</c>, <c>-n NAME</c>, the path of <c>pip</c>.</remarks>
internal sealed class EnvironmentGrouping
{
    // A chain of stages begins each time with all that came before: what no real file comes near to is not followed.
    private const int MaximumInherited = 20_000;

    private readonly ImmutableArray<PythonEnvironment>.Builder _result = ImmutableArray.CreateBuilder<PythonEnvironment>();
    private readonly Dictionary<CommandSequence, EnvironmentGrouping> _done = [];
    private readonly List<Group> _groups = [];
    private readonly Dictionary<Place, Group> _byPlace = [];
    private Place _lasting = Place.Default;
    private Place _active = Place.Default;
    private Dictionary<CommandUse, LinkedRequests>? _links;
    private CommandUse? _outer;
    private CommandUse? _requesting;
    private Group? _requested;
    private int _layer;

    /// <summary>The environments of the sequences of one file, in their order.</summary>
    /// <param name="sequences">All sequences; one that begins with another comes behind it.</param>
    /// <param name="links">What the files that commands name ask for; null where none names any.</param>
    public static ImmutableArray<PythonEnvironment> Run(ImmutableArray<CommandSequence> sequences, Dictionary<CommandUse, LinkedRequests>? links)
    {
        if (links is null && !HasPackages(sequences))
        {
            return [];
        }

        var root = new EnvironmentGrouping();
        var inherited = 0;
        foreach (var sequence in sequences)
        {
            var part = new EnvironmentGrouping { _links = links };
            if (sequence.Base is { } basis && root._done.TryGetValue(basis, out var before))
            {
                part._lasting = before._lasting;
                part._active = before._lasting;
                foreach (var group in before._groups)
                {
                    inherited += group.Count + 1;
                    if (inherited > MaximumInherited)
                    {
                        break;
                    }

                    part.Add(group.Continue());
                }
            }

            part.Walk(sequence);
            root._done[sequence] = part;
            foreach (var group in part._groups)
            {
                if (group.IsChanged)
                {
                    root._result.Add(group.Build(sequence));
                }
            }
        }

        return root._result.DrainToImmutable();
    }

    private static bool HasPackages(ImmutableArray<CommandSequence> sequences)
    {
        foreach (var sequence in sequences)
        {
            foreach (var fact in sequence.Facts)
            {
                if (fact is PackageRequest { Manager: PackageManager.Pip or PackageManager.Conda })
                {
                    return true;
                }
            }
        }

        return false;
    }

    private void Walk(CommandSequence sequence)
    {
        foreach (var fact in sequence.Facts)
        {
            switch (fact)
            {
                case ImageUse { Role: ImageRole.Base, Content: { } content } image:
                    BaseImage(content, image.Word.Span);
                    break;
                case VariableSet { Shell: null, Kind: VariableSetKind.Env, Value: { } value } variable:
                    Environment(variable, value);
                    break;
                case CommandUse use:
                    Enter(use);
                    Command(use);
                    if (_links is not null && _links.TryGetValue(use, out var linked))
                    {
                        Linked(use, linked, sequence);
                    }

                    break;
                case PackageRequest { Manager: PackageManager.Pip, Command: { } command } request:
                    Requested(command, sequence).Add(request);
                    break;
                case PackageRequest { Manager: PackageManager.Conda, Command: { } command } request:
                    Conda(request, Requested(command, sequence));
                    break;
            }
        }
    }

    // What a shell activates ends with it: with the layer, and with the text handed to an inner shell.
    private void Enter(CommandUse use)
    {
        if (use.Layer != _layer || !ReferenceEquals(use.Outer, _outer))
        {
            if (use.Layer != _layer || use.Outer is null or { Program: "wsl" })
            {
                _active = _lasting;
            }

            _layer = use.Layer;
            _outer = use.Outer;
        }
    }

    private void BaseImage(ImageReference reference, TextSpan span)
    {
        if (reference.FullRepository is "python" && MinorOf(reference.Tag) is { } version)
        {
            GroupOf(Place.Default).Python = new PythonChoice(reference.Tag, version, span, $"the image python:{reference.Tag}");
        }
        else if (IsCondaImage(reference.FullRepository))
        {
            _lasting = Place.OfConda("base");
            _active = _lasting;
        }
    }

    private static bool IsCondaImage(string repository) =>
        repository.StartsWith("continuumio/", StringComparison.Ordinal)
        || repository.StartsWith("condaforge/", StringComparison.Ordinal)
        || repository is "mambaorg/micromamba";

    // ENV PATH=/opt/venv/bin:$PATH and the like hold for all that follows.
    private void Environment(VariableSet variable, Word word)
    {
        // What the base image has in PATH is not known, what is put in front of it is.
        var value = word.Value ?? word.Raw.Trim('"');
        switch (variable.Name)
        {
            case "PATH" when !value.StartsWith("$VIRTUAL_ENV", StringComparison.Ordinal) && !value.StartsWith("${VIRTUAL_ENV}", StringComparison.Ordinal):
                var end = value.IndexOf(':', StringComparison.Ordinal);
                if (OfBinFolder(end < 0 ? value : value[..end]) is { } place)
                {
                    _lasting = place;
                    _active = place;
                }

                break;
            case "VIRTUAL_ENV" when value.Length > 0:
                _lasting = new Place(PythonEnvironmentKind.Venv, value);
                _active = _lasting;
                break;
            case "CONDA_DEFAULT_ENV" when value.Length > 0:
                _lasting = Place.OfConda(value);
                _active = _lasting;
                break;
        }
    }

    private void Command(CommandUse use)
    {
        switch (use.Program)
        {
            case "activate" or "activate.ps1" or "activate.bat" when OfScriptsFolder(use.ProgramWord) is { } scripts:
                _active = scripts;
                break;
            case "conda" or "mamba" or "micromamba" or "source" or "." or "activate":
                Activate(use);
                break;
            case "deactivate":
                _active = _lasting;
                break;
            case "uv" when use.Invocation is { Subcommand: "venv" } venv:
                Create(venv.Operands is [var folder, ..] ? folder.Value : ".venv", venv.Option("-p", "--python")?.Value);
                break;
            case "virtualenv":
                Create(use.Arguments is [.., var target] ? target.Value : null, OptionOf(use, "-p", "--python"));
                break;
            default:
                // python3.11 -m venv /opt/venv
                if (use.Program.StartsWith("python", StringComparison.Ordinal) && IndexOf(use, "venv") is > 0 and var at && use.Arguments[at - 1].Is("-m"))
                {
                    Create(use.Arguments is [.., var last] ? last.Value : null, use.ProgramWord);
                }

                break;
        }
    }

    private void Activate(CommandUse use)
    {
        // conda activate NAME, source activate NAME, source /opt/venv/bin/activate
        Word? name = null;
        if (use.Program is "source" or "." or "activate")
        {
            var first = use.Program == "activate" ? 0 : 1;
            if (use.Program != "activate" && use.Arguments is [var script, ..])
            {
                if (script.Value is null)
                {
                    return;
                }

                if (script.Value.EndsWith("/bin/activate", StringComparison.Ordinal) && use.Arguments.Length == 1)
                {
                    _active = new Place(PythonEnvironmentKind.Venv, script.Value[..^"/bin/activate".Length]);
                    return;
                }

                if (script.Value != "activate" && !script.Value.EndsWith("/bin/activate", StringComparison.Ordinal))
                {
                    return;
                }
            }

            name = use.Arguments.Length > first ? use.Arguments[first] : null;
        }
        else if (use.Arguments is [var verb, ..] && verb.Is("activate"))
        {
            name = use.Arguments.Length > 1 ? use.Arguments[1] : Word.Literal(use.Span, "base");
        }
        else if (use.Arguments is [var other, ..] && other.Is("deactivate"))
        {
            _active = _lasting;
            return;
        }
        else
        {
            return;
        }

        _active = name?.Value is { } known ? Place.OfConda(known) : Place.Unknown(use);
    }

    // What is made is not active yet: only what activates it says so.
    private void Create(string? folder, Word? python)
    {
        if (folder is null)
        {
            return;
        }

        var group = GroupOf(new Place(PythonEnvironmentKind.Venv, folder.TrimEnd('/')));
        group.Reset();
        if (python?.Value is { } text && MinorOf(text.StartsWith("python", StringComparison.Ordinal) ? text["python".Length..] : text) is { } version)
        {
            group.Python = new PythonChoice(text, version, python.Span, text);
        }
    }

    // The requests of one command follow each other, so its options are looked at once.
    private Group Requested(CommandUse command, CommandSequence sequence)
    {
        if (_requested is null || !ReferenceEquals(_requesting, command))
        {
            _requesting = command;
            _requested = command.Program is "conda" or "mamba" or "micromamba" ? GroupOfConda(command) : GroupOf(PlaceOfPip(command, sequence));
        }

        return _requested;
    }

    // What the files behind the options of a command bring.
    private void Linked(CommandUse use, LinkedRequests linked, CommandSequence sequence)
    {
        var group = use.Invocation is { Subcommand: "env create" or "env update" } invocation && use.Program is "conda" or "mamba" or "micromamba"
            ? GroupOfFile(use, invocation, linked)
            : Requested(use, sequence);
        group.HasUnknown |= !linked.IsComplete;
        foreach (var request in linked.Requests)
        {
            group.Add(request);
        }

        group.Python = linked.Python ?? group.Python;
    }

    // conda env create: the name of the command counts, else that of the file.
    private Group GroupOfFile(CommandUse use, CommandInvocation invocation, LinkedRequests linked)
    {
        var option = invocation.Option("-n", "--name", "-p", "--prefix");
        var place = option is not null ? option.Value?.Value is { } named ? Place.OfConda(named) : Place.Unknown(use)
            : linked.Name is { } name ? Place.OfConda(name)
            : invocation.Subcommand == "env update" ? _active
            : Place.Unknown(use);
        var group = GroupOf(place);
        if (invocation.Subcommand == "env create")
        {
            group.Reset();
            group.Creation = use;
        }

        group.HasUnknown |= invocation.HasUnknownWords;
        return group;
    }

    private Group GroupOfConda(CommandUse command)
    {
        if (command.Invocation is not { } invocation)
        {
            return GroupOf(_active);
        }

        var place = _active;
        if (invocation.Option("-n", "--name", "-p", "--prefix") is { } option)
        {
            place = option.Value?.Value is { } name ? Place.OfConda(name) : Place.Unknown(command);
        }
        else if (_active.Kind == PythonEnvironmentKind.System)
        {
            // In an image nothing is active, so it is the base environment; a person's terminal may have any.
            place = command.Scope.IsImage ? Place.OfConda("base") : _active;
        }
        else if (_active.Kind == PythonEnvironmentKind.Venv)
        {
            place = Place.OfConda("base");
        }

        var group = GroupOf(place);
        if (invocation.Subcommand == "create" && group.Creation != command)
        {
            group.Reset();
            group.Creation = command;
        }

        group.HasUnknown |= invocation.HasUnknownWords || invocation.Has("--clone") || (invocation.Has("--file", "-f") && _links?.ContainsKey(command) != true);
        return group;
    }

    private static void Conda(PackageRequest request, Group group)
    {
        group.Add(request);
        if (request.Name == "python" && !request.IsConditional)
        {
            group.Python = new PythonChoice(request.Constraint, request.Spec?.Version?.OnlyMinor, request.Word.Span, $"python{request.Constraint}");
        }
    }

    private Place PlaceOfPip(CommandUse command, CommandSequence sequence)
    {
        foreach (var prefix in command.Prefixes)
        {
            if (prefix.Value is not { } value)
            {
                return Place.Unknown(command);
            }

            // conda run -n NAME pip: the name is not among the command's words.
            if (value.EndsWith("conda", StringComparison.Ordinal) || value.EndsWith("mamba", StringComparison.Ordinal))
            {
                return Place.Unknown(command);
            }

            if (value.AsSpan().IndexOfAny('/', '\\') >= 0 && value.Contains("python", StringComparison.OrdinalIgnoreCase))
            {
                return OfScriptsFolder(prefix) ?? OfProgram(value) ?? Place.Unknown(command);
            }
        }

        if (command.ProgramWord.Value is { } program && program.AsSpan().IndexOfAny('/', '\\') >= 0)
        {
            return OfScriptsFolder(command.ProgramWord) ?? OfProgram(program) ?? Place.Unknown(command);
        }

        if (command.Invocation is { } invocation && invocation.Has("-t", "--target", "--prefix", "--root", "--python", "-p"))
        {
            return Place.Unknown(command);
        }

        if (command.IsSudo && sequence.Origin != ShellOrigin.Run)
        {
            return new Place(PythonEnvironmentKind.System, "sudo");
        }

        return _active;
    }

    // .\venv\Scripts\pip.exe, .\venv\Scripts\Activate.ps1
    private static Place? OfScriptsFolder(Word program)
    {
        if (program.Value is not { } path)
        {
            return null;
        }

        path = path.Replace('\\', '/');
        var slash = path.LastIndexOf("/Scripts/", StringComparison.OrdinalIgnoreCase);
        if (slash <= 0 || path.IndexOf('/', slash + "/Scripts/".Length) >= 0)
        {
            return null;
        }

        var home = path[..slash];
        return new Place(PythonEnvironmentKind.Venv, home.StartsWith("./", StringComparison.Ordinal) ? home[2..] : home);
    }

    // /opt/venv/bin/pip
    private static Place? OfProgram(string path)
    {
        var slash = path.LastIndexOf('/');
        return slash > 0 ? OfBinFolder(path[..slash]) ?? (path.StartsWith("/usr/", StringComparison.Ordinal) ? Place.Default : null) : null;
    }

    // The environment whose programs are in a folder; null for folders of the system.
    private static Place? OfBinFolder(string folder)
    {
        if (!folder.EndsWith("/bin", StringComparison.Ordinal) || folder.StartsWith("/usr/", StringComparison.Ordinal) || folder is "/bin"
            || folder.EndsWith("/.local/bin", StringComparison.Ordinal) || folder.EndsWith("/.cargo/bin", StringComparison.Ordinal) || folder.Contains("cuda", StringComparison.Ordinal))
        {
            return null;
        }

        var home = folder[..^"/bin".Length];
        var environments = home.IndexOf("/envs/", StringComparison.Ordinal);
        if (environments >= 0)
        {
            return Place.OfConda(home[(environments + "/envs/".Length)..]);
        }

        var name = home[(home.LastIndexOf('/') + 1)..];
        return name.Contains("conda", StringComparison.OrdinalIgnoreCase) || name.Contains("mamba", StringComparison.OrdinalIgnoreCase) || name.Contains("miniforge", StringComparison.OrdinalIgnoreCase)
            ? Place.OfConda("base")
            : name.Contains("venv", StringComparison.OrdinalIgnoreCase) || name.Contains("env", StringComparison.OrdinalIgnoreCase)
                ? new Place(PythonEnvironmentKind.Venv, home)
                : null;
    }

    private void Add(Group group)
    {
        _groups.Add(group);
        _byPlace.Add(group.Place, group);
    }

    private Group GroupOf(Place place)
    {
        if (!_byPlace.TryGetValue(place, out var group))
        {
            group = new Group(place);
            Add(group);
        }

        return group;
    }

    // "3.11", "3.11.4-slim", "3.11-bookworm"
    private static (int Major, int Minor)? MinorOf(string text)
    {
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        if (dot <= 0 || !int.TryParse(text.AsSpan(0, dot), out var major))
        {
            return null;
        }

        var end = dot + 1;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        return (end == text.Length || text[end] is '.' or '-' or 'r' or 'a' or 'b') && int.TryParse(text.AsSpan(dot + 1, end - dot - 1), out var minor) ? (major, minor) : null;
    }

    private static int IndexOf(CommandUse use, string word)
    {
        for (var i = 0; i < use.Arguments.Length; i++)
        {
            if (use.Arguments[i].Is(word))
            {
                return i;
            }
        }

        return -1;
    }

    private static Word? OptionOf(CommandUse use, string shortName, string longName)
    {
        for (var i = 0; i + 1 < use.Arguments.Length; i++)
        {
            if (use.Arguments[i].Is(shortName) || use.Arguments[i].Is(longName))
            {
                return use.Arguments[i + 1];
            }
        }

        return null;
    }

    // An environment that is not known is one for each command that names it.
    private readonly record struct Place(PythonEnvironmentKind Kind, string Name, CommandUse? Unnamed = null)
    {
        public static Place Default { get; } = new(PythonEnvironmentKind.System, "");

        public static Place OfConda(string name) => new(PythonEnvironmentKind.Conda, name);

        public static Place Unknown(CommandUse use) => new(PythonEnvironmentKind.System, "", use);
    }

    private sealed class Group(Place place)
    {
        private readonly List<PackageRequest> _requests = [];

        public Place Place { get; } = place;

        public PythonChoice? Python { get; set; }

        public CommandUse? Creation { get; set; }

        public bool HasUnknown { get; set; }

        public bool IsChanged { get; private set; }

        public int Count => _requests.Count;

        public void Add(PackageRequest request)
        {
            _requests.Add(request);
            IsChanged = true;
            HasUnknown |= !request.Sources.IsComplete;
        }

        // It is made anew: what was there is gone.
        public void Reset()
        {
            _requests.Clear();
            Python = null;
            HasUnknown = false;
        }

        public Group Continue()
        {
            var copy = new Group(Place) { Python = Python, Creation = Creation, HasUnknown = HasUnknown };
            copy._requests.AddRange(_requests);
            return copy;
        }

        public PythonEnvironment Build(CommandSequence sequence)
        {
            var hasConda = false;
            foreach (var request in _requests)
            {
                hasConda |= request.Manager == PackageManager.Conda;
            }

            return new PythonEnvironment
            {
                Name = Place.Name,
                Kind = Place.Kind == PythonEnvironmentKind.System && hasConda ? PythonEnvironmentKind.Conda : Place.Kind,
                Scope = sequence.Scope,
                Origin = sequence.Origin,
                Requests = [.. _requests],
                Python = Python,
                IsComplete = !HasUnknown && Creation is not null,
            };
        }
    }
}
