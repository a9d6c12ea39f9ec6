using System.Collections.Immutable;
using EnvLint.Environment.Facts;
using EnvLint.Manifests;
using EnvLint.Manifests.Guides;
using EnvLint.Syntax.PowerShell;
using EnvLint.Syntax.Shell;
using EnvLint.Text;

namespace EnvLint.Environment.Lowering;

/// <summary>Turns the commands of a guide into facts: its blocks run one after the other in one terminal, those of Windows in another.</summary>
internal sealed class GuideLowering
{
    // Of one section at another, so that a guide of ten thousand sections takes no longer than its length allows.
    private const int MaximumLooks = 200_000;

    private readonly GuideFile _guide;
    private readonly Scope _declared;
    private readonly FactCollector _facts;
    private readonly VariableTable _variables = new();
    private readonly ImmutableArray<Fact>.Builder _linux = ImmutableArray.CreateBuilder<Fact>();
    private readonly ImmutableArray<Fact>.Builder _windows = ImmutableArray.CreateBuilder<Fact>();
    private readonly List<Place> _places = [];
    private Scope? _windowsScope;

    private GuideLowering(GuideFile guide, Scope declared, FactCollector facts)
    {
        _guide = guide;
        _declared = declared;
        _facts = facts;
    }

    /// <summary>Lowers a guide.</summary>
    /// <param name="guide">The guide.</param>
    /// <param name="declared">Where the configuration or the target says that its commands run.</param>
    /// <param name="facts">Takes the facts.</param>
    public static void Run(GuideFile guide, Scope declared, FactCollector facts)
    {
        var lowering = new GuideLowering(guide, declared, facts);
        lowering.Run();

        // What a guide shows need not be what a person pastes: outputs, placeholders, lines to choose from. A rule that knows better may look at the trees.
        facts.Errors.Clear();
    }

    private void Run()
    {
        foreach (var step in _guide.Steps)
        {
            foreach (var commands in step.Commands)
            {
                switch (commands.Shell)
                {
                    case GuideShell.Posix:
                        Linux(step, commands.Text);
                        break;
                    case GuideShell.Container:
                        Container(commands.Text);
                        break;
                    default:
                        Windows(step, commands);
                        break;
                }
            }
        }

        Settle();
        End(_linux, SequenceScope());
        if (_windowsScope is { } windows)
        {
            End(_windows, windows);
        }

        _facts.EndDistributions(ShellOrigin.Guide);
    }

    private void Linux(GuideStep step, EmbeddedText text)
    {
        var scope = _declared.Kind == ScopeKind.Unknown ? new Scope(ScopeKind.Unknown, [], null) : _declared;
        var commands = _facts.Commands.Count;
        var repositories = _facts.Repositories.Count;
        var variables = _facts.Variables.Count;
        var outside = _facts.Exchange(_linux);
        var testsForWsl = Lower(text, scope, _variables);
        _facts.Exchange(outside);
        if (_declared.Kind != ScopeKind.Unknown)
        {
            return;
        }

        ImmutableArray<ScopeEvidence> evidence = [];
        if (step.WslEvidence.Length > 0)
        {
            evidence = [new ScopeEvidence(step.WslEvidenceSpan, step.WslEvidence)];
        }
        else if (!testsForWsl)
        {
            evidence = WslEvidence.Of(From(_facts.Commands, commands), From(_facts.Repositories, repositories), From(_facts.Variables, variables));
        }

        _places.Add(new Place(step.Section, scope, evidence, IsHere: true));
    }

    // What runs in a container is nothing to the machine around it.
    private void Container(EmbeddedText text)
    {
        var sequence = ImmutableArray.CreateBuilder<Fact>();
        var scope = new Scope(ScopeKind.Unknown, [], null);
        var outside = _facts.Exchange(sequence);
        Lower(text, scope, new VariableTable());
        _facts.Exchange(outside);
        End(sequence, scope);
    }

    private void Windows(GuideStep step, GuideCommands commands)
    {
        _windowsScope ??= WindowsLowering.Host(new ScopeEvidence(
            step.Block.Span with { Length = 0 }, commands.Shell == GuideShell.PowerShell ? "the block is for PowerShell" : "the block is for cmd.exe"));
        var before = _facts.Commands.Count;
        var outside = _facts.Exchange(_windows);
        WindowsLowering.Run(_facts, commands.Text, commands.Shell == GuideShell.PowerShell ? WindowsDialect.PowerShell : WindowsDialect.Batch, _windowsScope);
        _facts.Exchange(outside);

        // Who installs WSL goes on in WSL.
        for (var i = before; i < _facts.Commands.Count; i++)
        {
            var command = _facts.Commands[i];
            if (command.Program == "wsl" && command.Arguments is [var option, ..] && option.Value is "--install" or "--update" or "--set-default-version" or "--set-version" or "-d" or "--distribution")
            {
                _places.Add(new Place(step.Section, _windowsScope, [new ScopeEvidence(command.Span, "the guide sets up WSL before")], IsHere: false));
                return;
            }
        }
    }

    private bool Lower(EmbeddedText text, Scope scope, VariableTable variables)
    {
        var tree = ShellParser.Parse(text.Text, ShellDialect.Bash, _facts.CancellationToken);
        var source = new ShellSource(text, tree, ShellOrigin.Guide, scope);
        return ShellLowering.Run(_facts, source, variables, layer: 0, pipefail: false, exitsOnFailure: false).TestsForWsl;
    }

    // Evidence of one block holds for the blocks of its section, and for the rest of the guide as far as its headings allow.
    private void Settle()
    {
        var sections = new Dictionary<GuideSection, List<int>>();
        for (var i = 0; i < _places.Count; i++)
        {
            if (!sections.TryGetValue(_places[i].Section, out var members))
            {
                sections.Add(_places[i].Section, members = []);
            }

            members.Add(i);
        }

        var looks = MaximumLooks;
        foreach (var members in sections.Values)
        {
            if (Speaker(members) is not { } speaker || (looks -= sections.Count) < 0)
            {
                continue;
            }

            var place = _places[speaker];
            foreach (var (section, others) in sections)
            {
                if (GuideSection.SharesPlace(place.Section, section))
                {
                    Settle(others, place, place.IsHere ? 0 : speaker + 1);
                }
            }
        }
    }

    // One block speaks for its section: the first that shows where it runs itself, else the first that shows where what follows does.
    private int? Speaker(List<int> members)
    {
        int? speaker = null;
        foreach (var index in members)
        {
            if (!_places[index].Evidence.IsEmpty && (speaker is null || (_places[index].IsHere && !_places[speaker.Value].IsHere)))
            {
                speaker = index;
            }
        }

        return speaker;
    }

    private void Settle(List<int> indices, Place evidence, int from)
    {
        foreach (var index in indices)
        {
            var other = _places[index];
            if (index >= from && other.IsHere && other.Scope.Kind == ScopeKind.Unknown)
            {
                other.Scope.Settle(ScopeKind.Wsl, evidence.Evidence);
            }
        }
    }

    // The sequence is in WSL where all of it is.
    private Scope SequenceScope()
    {
        Scope? first = null;
        foreach (var place in _places)
        {
            if (place.IsHere)
            {
                first ??= place.Scope;
                if (place.Scope.Kind != ScopeKind.Wsl)
                {
                    return new Scope(ScopeKind.Unknown, [], null);
                }
            }
        }

        return first ?? _declared;
    }

    private void End(ImmutableArray<Fact>.Builder sequence, Scope scope)
    {
        if (sequence.Count > 0)
        {
            var outside = _facts.Exchange(sequence);
            _facts.EndSequence(scope, basedOn: null, ShellOrigin.Guide);
            _facts.Exchange(outside);
        }
    }

    private static List<TFact> From<TFact>(ImmutableArray<TFact>.Builder facts, int start)
    {
        var result = new List<TFact>(facts.Count - start);
        for (var i = start; i < facts.Count; i++)
        {
            result.Add(facts[i]);
        }

        return result;
    }

    /// <summary>Where a block's commands run.</summary>
    /// <param name="Section">The section that holds it.</param>
    /// <param name="Scope">The scope of its facts.</param>
    /// <param name="Evidence">What says that it is WSL.</param>
    /// <param name="IsHere">Whether the commands themselves run there, and not only those behind them.</param>
    private sealed record Place(GuideSection Section, Scope Scope, ImmutableArray<ScopeEvidence> Evidence, bool IsHere);
}
