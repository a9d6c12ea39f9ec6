using System.Collections.Immutable;
using System.Text;
using EnvLint.Environment.Facts;
using EnvLint.Environment.Linking;
using EnvLint.Manifests;
using EnvLint.Syntax.Dockerfile;
using EnvLint.Syntax.Shell;
using EnvLint.Text;

namespace EnvLint.Environment.Lowering;

/// <summary>Turns a Dockerfile into facts: stages, images, variables, and the commands of its RUN instructions.</summary>
internal sealed class DockerfileLowering
{
    private readonly EmbeddedText _text;
    private readonly DockerfileTree _tree;
    private readonly FactCollector _facts;
    private readonly BuildValues? _build;
    private readonly VariableTable _globalArguments = new();
    private readonly ImmutableArray<ImageStage>.Builder _stages = ImmutableArray.CreateBuilder<ImageStage>();
    private readonly ImmutableArray<RunStep>.Builder _steps = ImmutableArray.CreateBuilder<RunStep>();
    private readonly Dictionary<string, StageState> _statesByName = new(StringComparer.OrdinalIgnoreCase);
    private StageState? _current;
    private bool _hasStages;

    private DockerfileLowering(EmbeddedText text, DockerfileTree tree, FactCollector facts, BuildValues? build)
    {
        _build = build;
        _text = text;
        _tree = tree;
        _facts = facts;
    }

    /// <summary>Lowers a Dockerfile.</summary>
    /// <param name="text">Its text: a file, or a block of a guide.</param>
    /// <param name="tree">Its tree.</param>
    /// <param name="facts">Takes the facts.</param>
    /// <param name="build">What one build says of it; null for the file as it is.</param>
    public static DockerfileManifest Run(EmbeddedText text, DockerfileTree tree, FactCollector facts, BuildValues? build = null)
    {
        tree = build?.Target is { } target ? UpTo(tree, target) : tree;
        var lowering = new DockerfileLowering(text, tree, facts, build);
        lowering.Run();
        return new DockerfileManifest(text.File, tree, lowering._stages.ToImmutable(), lowering._steps.DrainToImmutable());
    }

    private void Run()
    {
        var lastFrom = -1;
        for (var i = 0; i < _tree.Instructions.Length; i++)
        {
            if (_tree.Instructions[i].Kind == DockerfileInstructionKind.From)
            {
                lastFrom = i;
            }
        }

        _hasStages = lastFrom >= 0;
        for (var i = 0; i < _tree.Instructions.Length; i++)
        {
            _facts.CancellationToken.ThrowIfCancellationRequested();
            var instruction = _tree.Instructions[i];
            switch (instruction.Kind)
            {
                case DockerfileInstructionKind.From:
                    From(instruction, isLast: i == lastFrom);
                    break;
                case DockerfileInstructionKind.Arg:
                    Argument(instruction);
                    break;
                case DockerfileInstructionKind.Env:
                    Environment(instruction);
                    break;
                case DockerfileInstructionKind.Run:
                    RunInstruction(instruction);
                    break;
                case DockerfileInstructionKind.Shell:
                    Shell(instruction);
                    break;
                case DockerfileInstructionKind.Copy or DockerfileInstructionKind.Add:
                    Copy(instruction);
                    break;
                case DockerfileInstructionKind.Workdir:
                    Workdir(instruction);
                    break;
            }
        }

        EndStage();
    }

    // A build of one stage does not look at those behind it.
    private static DockerfileTree UpTo(DockerfileTree tree, string target)
    {
        var stage = -1;
        var isFound = false;
        for (var i = 0; i < tree.Instructions.Length; i++)
        {
            if (tree.Instructions[i].Kind != DockerfileInstructionKind.From)
            {
                continue;
            }

            if (isFound)
            {
                return tree with { Instructions = tree.Instructions[..i] };
            }

            stage++;
            isFound = NameOf(tree.Instructions[i]).Equals(target, StringComparison.OrdinalIgnoreCase) || (int.TryParse(target, out var number) && number == stage);
        }

        return tree;
    }

    private static string NameOf(DockerfileInstruction from) =>
        from.Words is [_, var keyword, var given, ..] && keyword.Raw.Equals("AS", StringComparison.OrdinalIgnoreCase) ? given.Raw.ToLowerInvariant() : "";

    private void From(DockerfileInstruction instruction, bool isLast)
    {
        EndStage();
        if (instruction.Words.IsEmpty)
        {
            Begin(new StageState(new ImageStage(_stages.Count, "", instruction, null, null, isLast), _globalArguments.Empty()));
            return;
        }

        var name = NameOf(instruction);
        var image = Evaluate(instruction.Words[0].Raw, instruction.Words[0].Span, _globalArguments);
        var parent = image.Value is { } reference ? FindStage(reference) : null;
        if (parent is not null)
        {
            Begin(new StageState(new ImageStage(_stages.Count, name, instruction, null, parent.Stage, isLast), parent.Variables.Copy())
            {
                Base = parent,
                Interpreter = parent.Interpreter,
            });
            return;
        }

        var written = image.Value is { } text && text != "scratch" ? ImageReference.Parse(text) : null;
        var use = new ImageUse
        {
            Span = image.Span,
            Scope = new Scope(ScopeKind.ImageStage, [], null),
            Order = _facts.NextOrder,
            Word = image,
            Reference = written,
            Role = ImageRole.Base,
            Like = _facts.LikeOf(written),
        };
        Begin(new StageState(new ImageStage(_stages.Count, name, instruction, use, null, isLast), _globalArguments.Empty()));
        _facts.Add(use);
    }

    private void Begin(StageState state)
    {
        _facts.Before = state.Base?.Sequence;
        _stages.Add(state.Stage);
        if (state.Stage.Name.Length > 0)
        {
            _statesByName[state.Stage.Name] = state;
        }

        _current = state;
    }

    // Instructions before the first FROM belong to a fragment that another file completes.
    private StageState Current
    {
        get
        {
            if (_current is null)
            {
                Begin(new StageState(new ImageStage(_stages.Count, "", null, null, null, isLast: true), _globalArguments.Copy()));
            }

            return _current!;
        }
    }

    private void EndStage()
    {
        if (_current is { } state)
        {
            state.Sequence = _facts.EndSequence(state.Scope, state.Base?.Sequence, ShellOrigin.Run);
            _current = null;
        }
    }

    // The last stage of a name counts.
    private StageState? FindStage(string reference) => _statesByName.GetValueOrDefault(reference);

    private void Argument(DockerfileInstruction instruction)
    {
        var isGlobal = _current is null && _stages.Count == 0 && _hasStages;
        var variables = isGlobal ? _globalArguments : Current.Variables;
        foreach (var pair in instruction.Pairs)
        {
            var value = pair.Value is null ? null : Evaluate(pair.Value, pair.ValueSpan, variables);
            var nameSpan = _text.ToFile(pair.NameSpan);
            var span = value is null ? nameSpan : TextSpan.Union(nameSpan, value.Span);
            if (_build is not null && _build.Arguments.TryGetValue(pair.Name, out var given))
            {
                Given(pair, given, span, isGlobal, variables, _build.File);
                continue;
            }

            if (!isGlobal)
            {
                AddVariable(pair, value, span, VariableSetKind.Arg);
            }

            if (value is null)
            {
                // ARG X inside a stage takes the default from before the first FROM.
                variables.Set(pair.Name, isGlobal ? null : _globalArguments.Get(pair.Name));
            }
            else
            {
                Remember(variables, pair.Name, value, span);
            }
        }
    }

    // What the build says takes the place of the default.
    private void Given(DockerfilePair pair, Word? given, TextSpan span, bool isGlobal, VariableTable variables, SourceText file)
    {
        VariableValue? value = null;
        if (given?.Value is { } text)
        {
            var origins = ImmutableArray.CreateBuilder<ValueOrigin>(given.Origins.Length + 1);
            foreach (var origin in given.Origins)
            {
                origins.Add(origin with { File = origin.File ?? file });
            }

            origins.Add(new ValueOrigin(pair.Name, text, given.Span, file));
            value = new VariableValue(text, origins.MoveToImmutable());
        }

        variables.Set(pair.Name, value);
        if (!isGlobal)
        {
            AddVariable(pair, new Word(span, _text.File.ToString(span), value?.Text, isQuoted: false, hasGlob: false, value?.Origins ?? [], syntax: null), span, VariableSetKind.Arg);
        }
    }

    private void Environment(DockerfileInstruction instruction)
    {
        // Within one ENV all values are expanded with what was known before it.
        var before = Current.Variables;
        var set = new List<(string Name, Word Value, TextSpan Span)>(instruction.Pairs.Length);
        foreach (var pair in instruction.Pairs)
        {
            var value = Evaluate(pair.Value ?? "", pair.ValueSpan, before);
            var span = TextSpan.Union(_text.ToFile(pair.NameSpan), value.Span);
            set.Add((pair.Name, value, span));
            AddVariable(pair, value, span, VariableSetKind.Env);
        }

        foreach (var (name, value, span) in set)
        {
            Remember(Current.Variables, name, value, span);
        }
    }

    private void AddVariable(DockerfilePair pair, Word? value, TextSpan span, VariableSetKind kind) =>
        _facts.Add(new VariableSet
        {
            Span = span,
            Scope = Current.Scope,
            Order = _facts.NextOrder,
            Name = pair.Name,
            NameSpan = _text.ToFile(pair.NameSpan),
            Value = value,
            Kind = kind,
        });

    private static void Remember(VariableTable variables, string name, Word value, TextSpan span) =>
        variables.Set(name, value.Value is { } text ? new VariableValue(text, value.Origins.Add(new ValueOrigin(name, text, span))) : null);

    private void Shell(DockerfileInstruction instruction)
    {
        Current.Interpreter = Interpreter.FromWords(instruction.Words);

        // conda run -n NAME /bin/bash -c: all that follows runs in that environment, and sees its name.
        if (instruction.Words is [var conda, var run, var option, var name, ..] && run.Raw == "run" && option.Raw is "-n" or "--name" && conda.Raw[(conda.Raw.LastIndexOf('/') + 1)..] is "conda" or "mamba" or "micromamba")
        {
            var value = Evaluate(name.Raw, name.Span, Current.Variables);
            _facts.Add(new VariableSet
            {
                Span = value.Span,
                Scope = Current.Scope,
                Order = _facts.NextOrder,
                Name = "CONDA_DEFAULT_ENV",
                NameSpan = value.Span,
                Value = value,
                Kind = VariableSetKind.Env,
            });
        }
    }

    private void Workdir(DockerfileInstruction instruction)
    {
        if (instruction.Words is [var word, ..])
        {
            var folder = Evaluate(word.Raw, word.Span, Current.Variables).Value is { } path ? WorkingFolder.Combine(Current.Folder, path) : null;
            Current.Variables.Set(WorkingFolder.Variable, folder is null ? null : new VariableValue(folder, []));
        }
    }

    private void Copy(DockerfileInstruction instruction)
    {
        Word? stage = null;
        var isPlain = true;
        foreach (var flag in instruction.Flags)
        {
            if (flag is { Name: "from", Value: { } from })
            {
                UseOfImage(from, flag.ValueSpan);
                stage = Evaluate(from, flag.ValueSpan, _globalArguments);
            }

            isPlain &= flag.Name is not ("from" or "parents" or "exclude");
        }

        if (_facts.Linker is not null && instruction.Words is [_, .., var last])
        {
            var words = ImmutableArray.CreateBuilder<Word>(instruction.Words.Length - 1);
            for (var i = 0; i + 1 < instruction.Words.Length; i++)
            {
                words.Add(Evaluate(instruction.Words[i].Raw, instruction.Words[i].Span, Current.Variables));
            }

            Add(words.MoveToImmutable(), Evaluate(last.Raw, last.Span, Current.Variables), stage, isPlain, _text.ToFile(instruction.Span), layer: null);
        }

        if (instruction.Kind != DockerfileInstructionKind.Add)
        {
            return;
        }

        for (var i = 0; i + 1 < instruction.Words.Length; i++)
        {
            var source = Evaluate(instruction.Words[i].Raw, instruction.Words[i].Span, Current.Variables);
            if (source.Value is { } url && (url.StartsWith("http://", StringComparison.Ordinal) || url.StartsWith("https://", StringComparison.Ordinal)))
            {
                var destination = Evaluate(instruction.Words[^1].Raw, instruction.Words[^1].Span, Current.Variables);
                _facts.Add(new Download { Span = source.Span, Scope = Current.Scope, Order = _facts.NextOrder, Url = source, Output = destination.Value, Command = null });
            }
        }
    }

    private void UseOfImage(string raw, TextSpan span)
    {
        var word = Evaluate(raw, span, _globalArguments);
        if (word.Value is not { Length: > 0 } text || FindStage(text) is not null || text.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0)
        {
            return;
        }

        var image = ImageReference.Parse(text);
        _facts.Add(new ImageUse
        {
            Span = word.Span,
            Scope = Current.Scope,
            Order = _facts.NextOrder,
            Word = word,
            Reference = image,
            Role = ImageRole.CopySource,
            Like = _facts.LikeOf(image),
        });
    }

    private void RunInstruction(DockerfileInstruction instruction)
    {
        var state = Current;
        var layer = _steps.Count;
        foreach (var flag in instruction.Flags)
        {
            if (flag is { Name: "mount", Value: { } mount })
            {
                Mount(mount, flag, layer);
            }
        }

        var first = _facts.Commands.Count;
        var shell = instruction.Form == DockerfileForm.Exec ? Exec(instruction, state, layer) : ShellForm(instruction, state, layer);
        var commands = ImmutableArray.CreateBuilder<CommandUse>(_facts.Commands.Count - first);
        for (var i = first; i < _facts.Commands.Count; i++)
        {
            commands.Add(_facts.Commands[i]);
        }

        _steps.Add(new RunStep(instruction, state.Stage, layer, shell, commands.MoveToImmutable()));
    }

    // --mount=type=bind,source=requirements.txt,target=/tmp/requirements.txt; without a type it is one of these.
    private void Mount(string mount, DockerfileFlag flag, int layer)
    {
        string? from = null, target = null;
        var source = "";
        var isBind = true;
        foreach (var part in mount.Split(','))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var value = equals < 0 ? "" : part[(equals + 1)..];
            switch (equals < 0 ? part : part[..equals])
            {
                case "from":
                    from = value;
                    break;
                case "type":
                    isBind = value == "bind";
                    break;
                case "source" or "src":
                    source = value;
                    break;
                case "target" or "dst" or "destination":
                    target = value;
                    break;
            }
        }

        if (from is not null)
        {
            UseOfImage(from, flag.ValueSpan);
        }

        if (isBind && target is not null && _facts.Linker is not null)
        {
            Add(
                [Evaluate(source, flag.ValueSpan, Current.Variables)],
                Evaluate(target, flag.ValueSpan, Current.Variables),
                from is null ? null : Evaluate(from, flag.ValueSpan, _globalArguments),
                isPlain: from is null,
                _text.ToFile(flag.Span),
                layer);
        }
    }

    private void Add(ImmutableArray<Word> sources, Word destination, Word? from, bool isPlain, TextSpan span, int? layer) =>
        _facts.Add(new FileCopy
        {
            Span = span,
            Scope = Current.Scope,
            Order = _facts.NextOrder,
            Sources = sources,
            Destination = destination,
            From = from,
            IsPlain = isPlain,
            Layer = layer,
            Folder = Current.Folder,
        });

    private ShellSource? ShellForm(DockerfileInstruction instruction, StageState state, int layer)
    {
        if (!state.Interpreter.IsShell)
        {
            return null;
        }

        var (text, origin) = TextOf(instruction);
        if (text is null)
        {
            return null;
        }

        var tree = ShellParser.Parse(text.Text, ShellDialect.Bash, _facts.CancellationToken);
        var source = new ShellSource(text, tree, origin, state.Scope);
        // Each RUN begins with the stage's variables and leaves nothing behind.
        var mark = state.Variables.Enter();
        ShellLowering.Run(_facts, source, state.Variables, layer, state.Interpreter.Pipefail, state.Interpreter.ExitsOnFailure);
        state.Variables.LeaveSubshell(mark);
        return source;
    }

    // RUN <<EOF holds a script; RUN command <<EOF is a command whose input is the text.
    private (EmbeddedText? Text, ShellOrigin Origin) TextOf(DockerfileInstruction instruction)
    {
        if (instruction.Heredocs.IsEmpty)
        {
            var map = _text.Map.Compose(instruction.ArgumentMap);
            return (new EmbeddedText(_text.File, instruction.ArgumentText, map), ShellOrigin.Run);
        }

        if (instruction.Heredocs is [var only] && instruction.ArgumentText.AsSpan().Trim() is var argument
            && argument.StartsWith("<<") && argument.IndexOfAny([' ', '\t', '|', '>']) < 0)
        {
            if (only.Body.StartsWith("#!", StringComparison.Ordinal) && !IsShellScript(only.Body))
            {
                return (null, ShellOrigin.RunHeredoc);
            }

            return (new EmbeddedText(_text.File, only.Body, _text.Map.Compose(only.BodyMap)), ShellOrigin.RunHeredoc);
        }

        return (Joined(instruction), ShellOrigin.Run);
    }

    private static bool IsShellScript(string body)
    {
        var end = body.IndexOf('\n', StringComparison.Ordinal);
        var line = end < 0 ? body : body[..end];
        return line.EndsWith("sh", StringComparison.Ordinal) || line.Contains("bash", StringComparison.Ordinal) || line.Contains("/sh", StringComparison.Ordinal);
    }

    // The arguments, a line end, and each here-document with its closing line: what the shell is given.
    private EmbeddedText Joined(DockerfileInstruction instruction)
    {
        var text = new StringBuilder(instruction.ArgumentText);
        var segments = new List<SpanMap.Segment>();
        AddSegments(segments, instruction.ArgumentMap, instruction.ArgumentText.Length, 0);
        var outer = instruction.ArgumentText.Length == 0 ? instruction.ArgumentSpan.End : instruction.ArgumentMap.ToOuter(instruction.ArgumentText.Length);
        foreach (var heredoc in instruction.Heredocs)
        {
            segments.Add(new SpanMap.Segment(text.Length, outer, 1));
            text.Append('\n');
            if (heredoc.Body.Length > 0)
            {
                AddSegments(segments, heredoc.BodyMap, heredoc.Body.Length, text.Length);
                text.Append(heredoc.Body);
                outer = heredoc.BodyMap.ToOuter(heredoc.Body.Length);
                if (!heredoc.Body.EndsWith('\n'))
                {
                    segments.Add(new SpanMap.Segment(text.Length, outer, 1));
                    text.Append('\n');
                }
            }

            segments.Add(new SpanMap.Segment(text.Length, outer, heredoc.Delimiter.Length));
            text.Append(heredoc.Delimiter);
        }

        return new EmbeddedText(_text.File, text.ToString(), _text.Map.Compose(SpanMap.FromSegments(segments)));
    }

    private static void AddSegments(List<SpanMap.Segment> segments, SpanMap map, int length, int shift)
    {
        var done = 0;
        while (done < length)
        {
            var run = map.RunLength(done, length);
            segments.Add(new SpanMap.Segment(shift + done, map.ToOuter(done), run));
            done += run;
        }
    }

    private ShellSource? Exec(DockerfileInstruction instruction, StageState state, int layer)
    {
        if (instruction.Words.IsEmpty)
        {
            return null;
        }

        var words = ImmutableArray.CreateBuilder<Word>(instruction.Words.Length);
        foreach (var word in instruction.Words)
        {
            words.Add(new Word(_text.ToFile(word.Span), word.Raw, word.Raw, isQuoted: true, hasGlob: false, [], syntax: null));
        }

        var stripped = CommandPrefixes.Strip(words);
        var use = new CommandUse
        {
            Span = TextSpan.Union(words[0].Span, words[^1].Span),
            Scope = state.Scope,
            Order = _facts.NextOrder,
            Program = stripped.Program,
            ProgramWord = stripped.ProgramWord,
            Arguments = stripped.Arguments,
            Prefixes = stripped.Prefixes,
            Assignments = [],
            Redirections = [],
            Shell = null,
            Syntax = null,
            Layer = layer,
            IsConditional = false,
            Failure = FailureEffect.Stops,
            Folder = state.Folder,
        };
        _facts.Add(use);
        FactExtractor.Extract(use, _facts, state.Variables);

        // ["/bin/bash", "-c", "…"]: the string is shell text.
        if (use.Program is "sh" or "bash" or "dash" or "ash" && use.Invocation is { } invocation && invocation.Has("-c") && invocation.Operands is [var command, ..]
            && WordAt(instruction, command) is { } written)
        {
            var text = new EmbeddedText(_text.File, written.Raw, _text.Map.Compose(written.Map));
            var tree = ShellParser.Parse(text.Text, ShellDialect.Bash, _facts.CancellationToken);
            var source = new ShellSource(text, tree, ShellOrigin.Nested, state.Scope);
            var mark = state.Variables.Enter();
            ShellLowering.Run(_facts, source, state.Variables, layer, pipefail: false, exitsOnFailure: false);
            state.Variables.LeaveSubshell(mark);
            return source;
        }

        return null;
    }

    private DockerfileWord? WordAt(DockerfileInstruction instruction, Word word)
    {
        foreach (var written in instruction.Words)
        {
            if (_text.ToFile(written.Span) == word.Span)
            {
                return written;
            }
        }

        return null;
    }

    private Word Evaluate(string raw, TextSpan span, VariableTable variables)
    {
        ImmutableArray<ValueOrigin>.Builder? origins = null;
        var expansion = DockerfileVariables.Expand(
            raw,
            name =>
            {
                if (variables.Expand(name) is not { } value)
                {
                    return DockerfileVariableValue.Unknown;
                }

                (origins ??= ImmutableArray.CreateBuilder<ValueOrigin>()).AddRange(value.Origins);
                return DockerfileVariableValue.Of(value.Text);
            },
            _tree.EscapeCharacter);
        var isQuoted = raw.AsSpan().IndexOfAny('"', '\'') >= 0;
        return new Word(_text.ToFile(span), raw, expansion.Value, isQuoted, hasGlob: false, origins?.DrainToImmutable() ?? [], syntax: null);
    }

    /// <summary>What is known at one place of a stage.</summary>
    private sealed class StageState
    {
        public StageState(ImageStage stage, VariableTable variables)
        {
            Stage = stage;
            Variables = variables;
            Scope = new Scope(ScopeKind.ImageStage, [], stage);
        }

        public ImageStage Stage { get; }

        public string? Folder => Variables.Contains(WorkingFolder.Variable) ? Variables.Get(WorkingFolder.Variable)?.Text : "";

        public VariableTable Variables { get; }

        public Scope Scope { get; }

        public StageState? Base { get; init; }

        public CommandSequence? Sequence { get; set; }

        public Interpreter Interpreter { get; set; } = Interpreter.Default;
    }

    /// <summary>What reads the shell form of RUN.</summary>
    private sealed record Interpreter(bool IsShell, bool Pipefail, bool ExitsOnFailure)
    {
        public static Interpreter Default { get; } = new(IsShell: true, Pipefail: false, ExitsOnFailure: false);

        public static Interpreter FromWords(ImmutableArray<DockerfileWord> words)
        {
            var isShell = false;
            var pipefail = false;
            var exits = false;
            foreach (var word in words)
            {
                var text = word.Raw;
                var name = text[(text.LastIndexOf('/') + 1)..];
                if (name is "sh" or "bash" or "dash" or "ash" or "zsh")
                {
                    isShell = true;
                }
                else if (text == "pipefail")
                {
                    pipefail = true;
                }
                else if (text.Length > 1 && text[0] == '-' && text[1] != '-' && text.Contains('e', StringComparison.Ordinal))
                {
                    exits = true;
                }
            }

            return new Interpreter(isShell, pipefail, exits);
        }
    }
}
