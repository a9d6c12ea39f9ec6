using System.Collections.Immutable;
using EnvLint.Environment.Commands;
using EnvLint.Environment.Facts;
using EnvLint.Environment.Linking;
using EnvLint.Syntax.Shell;
using EnvLint.Text;

namespace EnvLint.Environment.Lowering;

/// <summary>Turns shell text into facts: the same for a script, a RUN instruction and a here-document.</summary>
internal sealed class ShellLowering
{
    // bash -c '… bash -c "…"': deeper than anyone writes.
    private const int MaximumNesting = 8;

    private readonly FactCollector _facts;
    private readonly int _layer;
    private readonly int _nesting;
    private Scope _scope;
    private VariableTable _variables;
    private ShellSource _source;
    private CommandUse? _outer;
    private bool _exitsOnFailure;
    private bool _pipefail;
    private int _conditions;

    private ShellLowering(FactCollector facts, ShellSource source, VariableTable variables, int layer, int nesting)
    {
        _facts = facts;
        _source = source;
        _scope = source.Scope;
        _variables = variables;
        _layer = layer;
        _nesting = nesting;
    }

    /// <summary>Whether a test for WSL guards a part of the script, so that it is meant for WSL and for elsewhere.</summary>
    public bool TestsForWsl { get; private set; }

    /// <summary>Lowers the text of a script or of an instruction.</summary>
    /// <param name="facts">Takes the facts.</param>
    /// <param name="source">The text and its tree.</param>
    /// <param name="variables">The variables known at its start; holds those known at its end afterwards.</param>
    /// <param name="layer">Number of the RUN instruction; 0 for a script.</param>
    /// <param name="pipefail">Whether the shell was started with <c>-o pipefail</c>.</param>
    /// <param name="exitsOnFailure">Whether it was started with <c>-e</c>.</param>
    public static ShellLowering Run(FactCollector facts, ShellSource source, VariableTable variables, int layer, bool pipefail, bool exitsOnFailure)
    {
        var lowering = new ShellLowering(facts, source, variables, layer, nesting: 0)
        {
            _pipefail = pipefail,
            _exitsOnFailure = exitsOnFailure,
        };
        facts.Add(source);
        lowering.List(source.Tree.Body, Effect(source));
        return lowering;
    }

    /// <summary>Lowers the text that a command of Windows has a distribution run.</summary>
    /// <param name="facts">Takes the facts.</param>
    /// <param name="text">The text.</param>
    /// <param name="use">The command.</param>
    public static void RunInWsl(FactCollector facts, EmbeddedText text, CommandUse use)
    {
        var tree = ShellParser.Parse(text.Text, ShellDialect.Bash, facts.CancellationToken);
        var source = new ShellSource(text, tree, ShellOrigin.Nested, WslScope(use));
        var outside = facts.Exchange(facts.SequenceOf(DistributionOf(use), source.Scope));
        var lowering = new ShellLowering(facts, source, new VariableTable(), layer: 0, nesting: 1)
        {
            _outer = use,
            _conditions = use.IsConditional ? 1 : 0,
        };
        facts.Add(source);
        lowering.List(tree.Body, use.Failure);
        facts.Exchange(outside);
    }

    private static Scope WslScope(CommandUse use) => new(ScopeKind.Wsl, [new ScopeEvidence(use.ProgramWord.Span, "it is started with wsl")], null);

    private static string DistributionOf(CommandUse use) =>
        WslCommandLine.Parse(use.Arguments).Option("-d", "--distribution", "--distribution-id")?.Value is { } name ? name.Value ?? name.Raw : "";

    // The status of RUN is that of its last command; a script goes on after a failure unless told otherwise.
    private static FailureEffect Effect(ShellSource source) =>
        source.Origin is ShellOrigin.Run or ShellOrigin.RunHeredoc ? FailureEffect.Stops : FailureEffect.Unknown;

    private void List(ShellList list, FailureEffect effect)
    {
        for (var i = 0; i < list.Items.Length; i++)
        {
            var isLast = i == list.Items.Length - 1;
            AndOr(list.Items[i], EffectOfItem(effect, isLast));
        }
    }

    private FailureEffect EffectOfItem(FailureEffect effect, bool isLast)
    {
        if (effect == FailureEffect.Ignored)
        {
            return FailureEffect.Ignored;
        }

        if (_exitsOnFailure)
        {
            return FailureEffect.Stops;
        }

        // Before a ';' or a line end nobody looks, unless it is a script of whose set -e nothing is known.
        return isLast || effect == FailureEffect.Unknown ? effect : FailureEffect.Ignored;
    }

    private void AndOr(ShellAndOr list, FailureEffect effect)
    {
        _facts.CancellationToken.ThrowIfCancellationRequested();
        if (list.IsBackground)
        {
            effect = FailureEffect.Ignored;
        }

        // A failure of what stands before the last || leads to what stands behind it.
        var lastOr = -1;
        for (var i = 0; i < list.Joins.Length; i++)
        {
            if (list.Joins[i] == ShellJoin.Or && !LeadsToExit(list.Pipelines[i]))
            {
                lastOr = i;
            }
        }

        var branch = -1;
        for (var i = 0; i < list.Pipelines.Length; i++)
        {
            var pipeline = list.Pipelines[i];
            var conditional = i > 0 && (list.Joins[i] == ShellJoin.Or || IsQuestion(list.Pipelines[i - 1]));
            if (conditional && branch < 0)
            {
                branch = _variables.Enter();
                _conditions++;
            }

            var isQuestion = i + 1 < list.Pipelines.Length && IsQuestion(pipeline);
            Pipeline(pipeline, i < lastOr || isQuestion ? FailureEffect.Ignored : effect);
        }

        if (branch >= 0)
        {
            _variables.LeaveBranch(branch);
            _conditions--;
        }
    }

    private static bool LeadsToExit(ShellPipeline pipeline) =>
        pipeline.Commands is [ShellSimpleCommand { Words: [{ Parts: [ShellLiteral { Text: "exit" or "return" or "false" or "die" }] }, ..] }];

    // A command that is run for its answer: what follows && depends on it on purpose.
    private static bool IsQuestion(ShellPipeline pipeline)
    {
        if (pipeline.IsNegated)
        {
            return true;
        }

        return pipeline.Commands[^1] switch
        {
            ShellTest or ShellArithmeticCommand => true,
            ShellSimpleCommand { Words: [{ Parts: [ShellLiteral { Text: "[" or "test" or "which" or "type" or "hash" or "grep" or "egrep" or "fgrep" or "cmp" or "diff" } ] }, ..] } => true,
            ShellSimpleCommand { Words: [{ Parts: [ShellLiteral { Text: "command" }] }, { Parts: [ShellLiteral { Text: "-v" or "-V" }] }, ..] } => true,
            _ => false,
        };
    }

    private void Pipeline(ShellPipeline pipeline, FailureEffect effect)
    {
        if (pipeline.IsNegated)
        {
            effect = FailureEffect.Ignored;
        }

        if (pipeline.Commands.Length == 1)
        {
            Command(pipeline.Commands[0], effect, pipedFrom: null);
            return;
        }

        CommandUse? previous = null;
        for (var i = 0; i < pipeline.Commands.Length; i++)
        {
            // Each side of a pipe is a subshell; only the last one's status counts without pipefail.
            var mark = _variables.Enter();
            var counts = _pipefail || i == pipeline.Commands.Length - 1;
            previous = Command(pipeline.Commands[i], counts ? effect : FailureEffect.Ignored, previous);
            _variables.LeaveSubshell(mark);
        }
    }

    private CommandUse? Command(ShellCommand command, FailureEffect effect, CommandUse? pipedFrom)
    {
        switch (command)
        {
            case ShellSimpleCommand simple:
                return Simple(simple, effect, pipedFrom);
            case ShellSubshell subshell:
                {
                    var mark = _variables.Enter();
                    List(subshell.Body, effect);
                    _variables.LeaveSubshell(mark);
                    break;
                }

            case ShellGroup group:
                List(group.Body, effect);
                break;
            case ShellIf conditional:
                If(conditional, effect);
                break;
            case ShellWhile loop:
                List(loop.Condition, FailureEffect.Ignored);
                Branch(loop.Body, effect);
                break;
            case ShellFor loop:
                For(loop, effect);
                break;
            case ShellArithmeticFor loop:
                Branch(loop.Body, effect);
                break;
            case ShellCase choice:
                foreach (var clause in choice.Clauses)
                {
                    Branch(clause.Body, effect);
                }

                break;
            case ShellFunction function:
                Function(function, effect);
                break;
            case ShellCoprocess coprocess:
                Command(coprocess.Body, FailureEffect.Ignored, null);
                break;
        }

        foreach (var redirection in command.Redirections)
        {
            if (redirection.Target is { } target)
            {
                Substitutions(target.Parts);
            }
        }

        return null;
    }

    private void Branch(ShellList body, FailureEffect effect)
    {
        var mark = _variables.Enter();
        _conditions++;
        List(body, effect);
        _conditions--;
        _variables.LeaveBranch(mark);
    }

    private void If(ShellIf conditional, FailureEffect effect)
    {
        foreach (var branch in conditional.Branches)
        {
            var before = _facts.Commands.Count;
            List(branch.Condition, FailureEffect.Ignored);
            var outside = _scope;
            if (WslEvidence.InCondition(_facts.Commands, before, branch.Condition, _source) is { } evidence)
            {
                TestsForWsl = true;
                if (_scope.Kind == ScopeKind.Unknown && !evidence.IsNegated)
                {
                    _scope = new Scope(ScopeKind.Wsl, [evidence.Evidence], null);
                }
            }

            Branch(branch.Body, effect);
            _scope = outside;
        }

        if (conditional.Else is { } otherwise)
        {
            Branch(otherwise, effect);
        }
    }

    private void For(ShellFor loop, FailureEffect effect)
    {
        foreach (var word in loop.Words)
        {
            Substitutions(word.Parts);
        }

        var mark = _variables.Enter();
        _conditions++;
        VariableValue? value = null;
        if (loop.Words.Length == 1 && loop.HasWords)
        {
            var word = WordEvaluator.Single(loop.Words[0], _source, _variables);
            if (word is { Value: { } text, HasGlob: false } && !text.Contains(' ', StringComparison.Ordinal))
            {
                value = new VariableValue(text, word.Origins.Add(new ValueOrigin(loop.Variable, text, word.Span)));
            }
        }

        _variables.Set(loop.Variable, value);
        List(loop.Body, effect);
        _conditions--;
        _variables.LeaveBranch(mark);
    }

    // A function's body runs where it is called, with arguments and variables of that place.
    private void Function(ShellFunction function, FailureEffect effect)
    {
        var outside = _variables;
        _variables = _variables.Empty();
        _conditions++;
        Command(function.Body, effect, null);
        _conditions--;
        _variables = outside;
    }

    private CommandUse? Simple(ShellSimpleCommand command, FailureEffect effect, CommandUse? pipedFrom)
    {
        foreach (var assignment in command.Assignments)
        {
            Substitutions(assignment);
        }

        foreach (var word in command.Words)
        {
            Substitutions(word.Parts);
        }

        foreach (var redirection in command.Redirections)
        {
            if (redirection.Target is { } target)
            {
                Substitutions(target.Parts);
            }

            if (redirection.Heredoc is { IsQuoted: false } heredoc)
            {
                Substitutions(heredoc.Parts);
            }
        }

        if (command.Words.IsEmpty)
        {
            foreach (var assignment in command.Assignments)
            {
                Assign(assignment, VariableSetKind.Assignment);
            }

            return null;
        }

        var words = ImmutableArray.CreateBuilder<Word>(command.Words.Length);
        foreach (var word in command.Words)
        {
            // export X=$Y is one assignment, whatever blanks are in $Y.
            if (words.Count > 0 && IsDeclaration(words[0].Value) && WordEvaluator.Single(word, _source, _variables) is var whole && IsAssignment(whole.Raw))
            {
                words.Add(whole);
            }
            else
            {
                WordEvaluator.Arguments(word, _source, _variables, words);
            }
        }

        if (words.Count == 0)
        {
            return null;
        }

        var prefixed = ImmutableArray.CreateBuilder<VariableSet>(command.Assignments.Length);
        foreach (var assignment in command.Assignments)
        {
            prefixed.Add(MakeSet(assignment, VariableSetKind.Prefix));
        }

        var stripped = CommandPrefixes.Strip(words);
        var builtin = stripped.Program;
        if (IsDeclaration(builtin))
        {
            Declare(command, stripped);
        }

        var use = new CommandUse
        {
            Span = _source.ToFile(command.Span),
            Scope = _scope,
            Order = _facts.NextOrder,
            Program = stripped.Program,
            ProgramWord = stripped.ProgramWord,
            Arguments = stripped.Arguments,
            Prefixes = stripped.Prefixes,
            Assignments = prefixed.DrainToImmutable(),
            Redirections = Redirections(command),
            Shell = _source,
            Syntax = command,
            Layer = _layer,
            IsConditional = _conditions > 0,
            Failure = effect,
            PipedFrom = pipedFrom,
            Outer = _outer,
            Folder = Folder,
        };
        foreach (var set in use.Assignments)
        {
            _facts.Add(set);
        }

        _facts.Add(use);
        FactExtractor.Extract(use, _facts, _variables);
        Builtin(use);
        Nested(use);
        return use;
    }

    private string? Folder => _variables.Contains(WorkingFolder.Variable) ? _variables.Get(WorkingFolder.Variable) is { Text: var folders } ? WorkingFolder.First(folders) : null : "";

    private void ChangeFolder(CommandUse use)
    {
        if (_facts.Linker is not null)
        {
            var folders = _variables.Contains(WorkingFolder.Variable) ? _variables.Get(WorkingFolder.Variable)?.Text : "";
            var next = WorkingFolder.Change(use, folders);
            if (next is not null && _facts.OutOfClone(WorkingFolder.First(next)) is var inside && inside != WorkingFolder.First(next))
            {
                next = inside is null ? null : inside + next[WorkingFolder.First(next).Length..];
            }

            _variables.Set(WorkingFolder.Variable, next is null ? null : new VariableValue(next, []));
        }
    }

    // set -e, set -o pipefail, unset, read: what they do to what follows.
    private void Builtin(CommandUse use)
    {
        switch (use.Program)
        {
            case "set":
                SetOptions(use.Arguments);
                break;
            case "unset" or "read" or "mapfile" or "readarray" or "getopts":
                foreach (var argument in use.Arguments)
                {
                    if (argument.Value is { Length: > 0 } name && name[0] != '-')
                    {
                        _variables.Set(name, null);
                    }
                }

                break;
            case "cd" or "pushd" or "popd":
                ChangeFolder(use);
                break;
            case "eval" or "source" or ".":
                // What they set is not seen; what is known of this file's own variables is kept, as scripts that overwrite them are rare.
                break;
        }
    }

    private void SetOptions(ImmutableArray<Word> arguments)
    {
        for (var i = 0; i < arguments.Length; i++)
        {
            if (arguments[i].Value is not { Length: > 1 } text || text[0] is not ('-' or '+'))
            {
                continue;
            }

            var on = text[0] == '-';
            if (text.Contains('e', StringComparison.Ordinal))
            {
                _exitsOnFailure = on && (_conditions == 0 || _exitsOnFailure);
            }

            if (text.Contains('o', StringComparison.Ordinal) && i + 1 < arguments.Length)
            {
                i++;
                if (arguments[i].Is("pipefail"))
                {
                    _pipefail = on;
                }
                else if (arguments[i].Is("errexit"))
                {
                    _exitsOnFailure = on;
                }
            }
        }
    }

    private void Declare(ShellSimpleCommand command, StrippedCommand stripped)
    {
        var exports = stripped.Program == "export";
        foreach (var argument in stripped.Arguments)
        {
            if (argument.Raw.StartsWith('-') && argument.Raw.AsSpan().IndexOf('=') < 0)
            {
                exports |= argument.Raw.Contains('x', StringComparison.Ordinal);
                continue;
            }

            var raw = argument.Raw;
            var equals = raw.IndexOf('=', StringComparison.Ordinal);
            var nameLength = equals < 0 ? raw.Length : equals;
            var append = nameLength > 0 && equals > 0 && raw[nameLength - 1] == '+';
            if (append)
            {
                nameLength--;
            }

            var name = raw[..nameLength];
            if (!IsName(name) || (equals >= 0 && argument.Value is { } whole && !whole.StartsWith(raw[..(equals + 1)], StringComparison.Ordinal)))
            {
                continue;
            }

            var nameSpan = new TextSpan(argument.Span.Start, nameLength);
            Word? value = equals < 0 ? null : argument.From(equals + 1);
            _facts.Add(new VariableSet
            {
                Span = argument.Span,
                Scope = _scope,
                Order = _facts.NextOrder,
                Name = name,
                NameSpan = nameSpan,
                Value = value,
                Kind = exports ? VariableSetKind.Export : VariableSetKind.Assignment,
                IsAppend = append,
                IsConditional = _conditions > 0,
                Shell = _source,
            });
            if (equals >= 0)
            {
                Remember(name, value, append, argument.Span);
            }
        }

        _ = command;
    }

    private static bool IsDeclaration(string? program) => program is "export" or "declare" or "typeset" or "local" or "readonly";

    private static bool IsAssignment(string raw)
    {
        var equals = raw.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 && IsName(raw[..(raw[equals - 1] == '+' ? equals - 1 : equals)]);
    }

    private static bool IsName(string text)
    {
        if (text.Length == 0 || char.IsAsciiDigit(text[0]))
        {
            return false;
        }

        foreach (var character in text)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character != '_')
            {
                return false;
            }
        }

        return true;
    }

    private void Assign(ShellAssignment assignment, VariableSetKind kind)
    {
        var set = MakeSet(assignment, kind);
        _facts.Add(set);
        if (assignment.IsArray || assignment.IsIndexed)
        {
            _variables.Set(assignment.Name, null);
        }
        else
        {
            Remember(assignment.Name, set.Value, assignment.IsAppend, set.Span, isEmpty: assignment.Value is null);
        }
    }

    private VariableSet MakeSet(ShellAssignment assignment, VariableSetKind kind) => new()
    {
        Span = _source.ToFile(assignment.Span),
        Scope = _scope,
        Order = _facts.NextOrder,
        Name = assignment.Name,
        NameSpan = _source.ToFile(assignment.NameSpan),
        Value = assignment.Value is { } value ? WordEvaluator.Single(value, _source, _variables) : null,
        Kind = kind,
        IsAppend = assignment.IsAppend,
        IsConditional = _conditions > 0,
        Shell = _source,
    };

    private void Remember(string name, Word? value, bool append, TextSpan span, bool isEmpty = false)
    {
        var text = isEmpty ? "" : value?.Value;
        if (text is null)
        {
            _variables.Set(name, null);
            return;
        }

        var origins = value?.Origins ?? [];
        if (append)
        {
            if (_variables.Get(name) is not { } old)
            {
                _variables.Set(name, null);
                return;
            }

            text = old.Text + text;
            origins = old.Origins.AddRange(origins);
        }

        _variables.Set(name, new VariableValue(text, origins.Add(new ValueOrigin(name, text, span))));
    }

    private ImmutableArray<RedirectionUse> Redirections(ShellSimpleCommand command)
    {
        if (command.Redirections.IsEmpty)
        {
            return [];
        }

        var result = ImmutableArray.CreateBuilder<RedirectionUse>(command.Redirections.Length);
        foreach (var redirection in command.Redirections)
        {
            var target = redirection.Target is { } word ? WordEvaluator.Single(word, _source, _variables) : null;
            var text = redirection.Heredoc is { } heredoc ? WordEvaluator.Heredoc(heredoc, _source, _variables)
                : redirection.Kind == ShellRedirectionKind.Herestring ? target?.Value
                : null;
            result.Add(new RedirectionUse(redirection.Kind, _source.ToFile(redirection.Span), _source.ToFile(redirection.OperatorSpan), target, text));
        }

        return result.MoveToImmutable();
    }

    private void Substitutions(ShellAssignment assignment)
    {
        if (assignment.Value is { } value)
        {
            Substitutions(value.Parts);
        }

        foreach (var element in assignment.Array)
        {
            Substitutions(element.Parts);
        }
    }

    // The commands inside $( … ) run before the command around them.
    private void Substitutions(ImmutableArray<ShellWordPart> parts)
    {
        foreach (var part in parts)
        {
            switch (part)
            {
                case ShellCommandSubstitution substitution:
                    {
                        var mark = _variables.Enter();
                        List(substitution.Body, FailureEffect.Ignored);
                        _variables.LeaveSubshell(mark);
                        break;
                    }

                case ShellDoubleQuoted quoted:
                    Substitutions(quoted.Parts);
                    break;
                case ShellParameter { Word: { } word }:
                    Substitutions(word.Parts);
                    break;
            }
        }
    }

    // bash -c '…', su -c '…', wsl -e bash -c '…', bash <<EOF: text that another command hands to a shell.
    private void Nested(CommandUse use)
    {
        if (_nesting >= MaximumNesting || NestedShell.Find(use, _source) is not { } nested)
        {
            return;
        }

        var entersWsl = nested.IsWsl && _scope.Kind is not (ScopeKind.ImageStage or ScopeKind.Wsl);
        var scope = entersWsl ? WslScope(use) : _scope;
        var tree = ShellParser.Parse(nested.Text.Text, ShellDialect.Bash, _facts.CancellationToken);
        var source = new ShellSource(nested.Text, tree, ShellOrigin.Nested, scope);
        _facts.Add(source);

        // A shell of its own: it sees the variables and changes none.
        var mark = _variables.Enter();
        var lowering = new ShellLowering(_facts, source, _variables, _layer, _nesting + 1)
        {
            _outer = use,
            _conditions = use.IsConditional ? 1 : 0,
        };
        if (entersWsl)
        {
            var outside = _facts.Exchange(_facts.SequenceOf(DistributionOf(use), scope));
            lowering.List(tree.Body, use.Failure);
            _facts.Exchange(outside);
        }
        else
        {
            lowering.List(tree.Body, use.Failure);
        }

        _variables.LeaveSubshell(mark);
        TestsForWsl |= lowering.TestsForWsl;
    }
}
