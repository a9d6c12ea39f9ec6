using System.Collections.Immutable;
using EnvLint.Collections;
using EnvLint.Diagnostics;
using EnvLint.Environment;
using EnvLint.Environment.Facts;
using EnvLint.Manifests;
using EnvLint.Syntax.Shell;
using EnvLint.Text;

namespace EnvLint.Rules.Apt;

/// <summary>Reports installs whose package lists come from another layer, or from nowhere.</summary>
[Rule("APT002", "update-not-with-install",
    Title = "An install of apt stands in a layer that does not update the package lists",
    Category = RuleCategory.Reproducibility,
    Severity = Severity.Warning,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class UpdateNotWithInstall : Rule<CommandSequence>
{
    /// <inheritdoc/>
    protected override void Check(CommandSequence subject, RuleContext context)
    {
        if (!subject.Scope.IsImage)
        {
            return;
        }

        // A fragment may stand behind anything.
        var chain = StageFacts.Chain(subject);
        if (chain is not [{ Scope.Stage.From: not null }, ..])
        {
            return;
        }

        CommandUse? update = null;
        var removed = false;
        var removedLayer = -1;
        var reported = -1;
        var updatedLayer = -1;
        var foreignLayer = -1;
        var hasReport = false;
        var installsLater = false;
        Dictionary<int, CommandUse>? lonely = null;
        var functions = new Functions();
        var lastForeign = -1;
        foreach (var part in chain)
        {
            var isSubject = ReferenceEquals(part, subject);
            foreach (var fact in part.Facts)
            {
                if (fact is not CommandUse use)
                {
                    continue;
                }

                if (IsUpdate(use))
                {
                    update = use;
                    removed = false;
                    updatedLayer = use.Layer;
                    // Lists in a mount are in no layer.
                    if (isSubject && !StageFacts.HasListsMounted(use, context))
                    {
                        (lonely ??= []).TryAdd(use.Layer, use);
                    }
                }
                else if (RemovesLists(use))
                {
                    removed = true;
                    removedLayer = use.Layer;
                    lonely?.Remove(use.Layer);
                }
                else if (IsInstall(use))
                {
                    installsLater = true;
                    lonely?.Remove(use.Layer);
                    if (updatedLayer == use.Layer || foreignLayer == use.Layer || !isSubject || reported == use.Layer || StageFacts.HasListsMounted(use, context) || IsLocal(use))
                    {
                        continue;
                    }

                    reported = use.Layer;
                    hasReport = true;
                    Report(use, update, removed, removed && lastForeign >= removedLayer, update is not null && !IsNeeded(update, subject, context, functions), subject, context);
                }
                else if (MayUpdate(use, functions))
                {
                    lastForeign = use.Layer;
                    foreignLayer = use.Layer;
                    lonely?.Remove(use.Layer);
                }
            }
        }

        // What a broken instruction was to install is not known.
        if (!hasReport && lonely is not null && context.File.Errors.IsEmpty && !IsBase(subject, context))
        {
            var uses = new List<CommandUse>(lonely.Values);
            Sorting.Order(uses, static (left, right) => left.Layer.CompareTo(right.Layer));
            foreach (var use in uses)
            {
                ReportLonely(use, installsLater || lastForeign > use.Layer, context);
            }
        }
    }

    // What a stage that begins with this one installs is reported there.
    private static bool IsBase(CommandSequence sequence, RuleContext context)
    {
        foreach (var other in context.File.Facts?.Sequences ?? [])
        {
            if (ReferenceEquals(other.Base, sequence))
            {
                return true;
            }
        }

        return false;
    }

    // Whether something besides the installs of this stage may use the lists of an update: another stage, a script.
    private static bool IsNeeded(CommandUse update, CommandSequence sequence, RuleContext context, Functions functions)
    {
        if (!sequence.Facts.Exists(fact => ReferenceEquals(fact, update)) || IsBase(sequence, context))
        {
            return true;
        }

        foreach (var fact in sequence.Facts)
        {
            if (fact is CommandUse use && use.Layer > update.Layer && MayUpdate(use, functions))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsUpdate(CommandUse use) => StageFacts.IsApt(use) && use.Invocation is { Subcommand: "update" };

    private static bool IsInstall(CommandUse use) =>
        StageFacts.IsApt(use) && use.Invocation is { Subcommand: "install" or "upgrade" or "dist-upgrade" or "full-upgrade" or "safe-upgrade" or "build-dep" or "satisfy" or "reinstall" or "download" or "source" } invocation
        && (invocation.Subcommand is not ("install" or "reinstall") || !invocation.Operands.IsEmpty) && !invocation.Has("-s", "--simulate", "--dry-run", "--no-download");

    private static bool RemovesLists(CommandUse use)
    {
        if (!use.IsProgram("rm", "find"))
        {
            return false;
        }

        foreach (var argument in use.Arguments)
        {
            if ((argument.Value ?? argument.Raw).StartsWith("/var/lib/apt", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    // add-apt-repository updates the lists itself, and a script may do so: apt-install-and-clean of a project's own, too.
    private static bool MayUpdate(CommandUse use, Functions functions) =>
        use.IsProgram("add-apt-repository", "apt-add-repository", "extrepo", "nala", "apt-cache", "apt-file", "rosdep", "apt-install", "install_packages") || StageFacts.RunsForeignCode(use)
        || (use.Program.Contains("install", StringComparison.Ordinal) && !use.IsProgram("install", "apt-get", "apt", "aptitude")) || functions.Names(use);

    private static bool IsLocal(CommandUse use)
    {
        if (use.Invocation is not { Subcommand: "install" } invocation)
        {
            return false;
        }

        foreach (var operand in invocation.Operands)
        {
            var text = operand.Value ?? operand.Raw;
            if (!text.EndsWith(".deb", StringComparison.Ordinal) && !text.StartsWith('.') && !text.StartsWith('/'))
            {
                return false;
            }
        }

        return true;
    }

    private static void Report(CommandUse use, CommandUse? update, bool removed, bool mayBeBack, bool goes, CommandSequence sequence, RuleContext context)
    {
        var command = $"{use.Program} {use.Invocation?.Subcommand}";
        ImmutableArray<RelatedLocation> related;
        string message;
        string note;
        if (update is null)
        {
            related = StageFacts.FromLine(sequence, context);
            message = $"'{command}' without an 'update' before it: base images carry no package lists, or old ones";
            note = "without lists apt stops with 'Unable to locate package'";
        }
        else if (removed)
        {
            related = [context.Here(StageFacts.HeadOf(update), "the lists that this fetched are deleted again")];
            message = $"'{command}' finds no package lists: those of the earlier layer are deleted";
            note = "without lists apt stops with 'Unable to locate package'";
        }
        else
        {
            related = [context.Here(StageFacts.HeadOf(update), "this layer is cached, whatever changes below it")];
            message = $"'{command}' uses the package lists of an earlier layer, which the build cache keeps while the servers move on";
            note = "when the cached lists are old, the packages that they name are gone: '404 Not Found'";
        }

        context.Report(
            StageFacts.HeadOf(use),
            message,
            confidence: mayBeBack || (update is null && StageFacts.BaseOf(sequence) is null) ? Confidence.Medium : Confidence.High,
            label: $"write '{UpdateOf(use)} update && ' in front",
            related: related,
            notes: [note],
            fix: FixOf(use, update, removed, goes, context));
    }

    // The lists are fetched in front of the install. An update that then has a layer for nothing goes.
    private static Fix? FixOf(CommandUse use, CommandUse? update, bool removed, bool goes, RuleContext context)
    {
        if (use.IsConditional || use.Outer is not null || use.Shell is null || use.PipedFrom is not null || context.File.Dockerfile is not { } dockerfile || use.Syntax is null)
        {
            return null;
        }

        // sudo and variables in front of the program stand in front of the update, too.
        var start = use.Prefixes.IsEmpty ? use.Span.Start : Math.Min(use.Span.Start, use.Prefixes[0].Span.Start);
        var sudo = use.Prefixes.Exists(static prefix => prefix.Is("sudo")) ? "sudo " : "";
        var edits = ImmutableArray.CreateBuilder<TextEdit>();
        edits.Add(TextEdit.Insert(start, $"{sudo}{UpdateOf(use)} update && "));
        if (update is not null && !removed && dockerfile.Steps.Find(step => step.Layer == update.Layer && ReferenceEquals(step.Shell, update.Shell)) is { } step)
        {
            if (!goes || step.Commands.Exists(command => command.Layer == update.Layer && IsInstall(command)))
            {
                return Fix.Suggested("Update the lists in front of the install", [.. edits]);
            }

            if (step.Commands.Length != 1)
            {
                return null;
            }

            var lines = context.Source.Lines;
            edits.Add(TextEdit.Delete(TextSpan.FromBounds(lines.StartOf(lines.LineOf(step.Instruction.Span.Start)), lines.EndOf(lines.LineOf(Math.Max(step.Instruction.Span.Start, step.Instruction.Span.End - 1))))));
        }

        return Fix.Suggested("Update the lists in front of the install", [.. edits]);
    }

    private static void ReportLonely(CommandUse use, bool mayInstall, RuleContext context)
    {
        // A script of a later layer may install with the old lists; without one nothing comes of it.
        context.Report(
            StageFacts.HeadOf(use),
            $"'{use.Program} update' is a layer of its own: the build cache keeps its lists, and nothing in the layer installs from them",
            mayInstall ? Severity.Warning : Severity.Info,
            mayInstall ? Confidence.Medium : Confidence.High,
            label: "update where packages are installed");
    }

    private static string UpdateOf(CommandUse use) => use.Program is "aptitude" ? "aptitude" : use.Program is "apt" ? "apt" : "apt-get";

    /// <summary>The functions that the shell text of a command defines itself: what they do is not seen.</summary>
    private sealed class Functions
    {
        private readonly HashSet<string> _names = new(StringComparer.Ordinal);
        private ShellSource? _shell;

        public bool Names(CommandUse use)
        {
            if (use.Shell is not { } shell)
            {
                return false;
            }

            if (!ReferenceEquals(shell, _shell))
            {
                _shell = shell;
                _names.Clear();
                foreach (var item in shell.Tree.Body.Items)
                {
                    foreach (var pipeline in item.Pipelines)
                    {
                        foreach (var command in pipeline.Commands)
                        {
                            if (command is ShellFunction function)
                            {
                                _names.Add(function.Name);
                            }
                        }
                    }
                }
            }

            return _names.Contains(use.Program);
        }
    }
}
