using System.Collections.Immutable;
using System.Numerics;
using EnvLint.Collections;
using EnvLint.Knowledge;

namespace EnvLint.Environment.Stack;

/// <summary>Finds out whether the parts of a stack hold together, on a target or at all.</summary>
/// <remarks>
/// What is free is finite: the minors of Python, the compute capabilities, and the builds of each part. For each build the Pythons and
/// GPUs that it runs on are bits of a word, so a set of parts holds together where for one Python each part leaves one GPU in common.
/// The smallest conflict comes from leaving out what is not needed for it, one after the other.
/// </remarks>
public static class StackSolver
{
    /// <summary>Solves a stack.</summary>
    /// <param name="stack">The stack.</param>
    /// <param name="target">The target; null where none is declared.</param>
    public static StackAnswer Solve(EnvironmentStack stack, TargetProfile? target)
    {
        var machine = StackTarget.Of(target, stack.Scope);
        var needs = NeedsOf(stack);
        if (stack.Parts.Find(static part => part.IsMissing) is { } missing)
        {
            // Those that exclude each other say so in the same words.
            var gone = new StackConflict([.. stack.Parts.Keep(part => part.IsMissing && part.Reason == missing.Reason)], WithGpu: false, WithDriver: false, IsToday: false, IsCertain: true, missing.Reason, []);
            return new StackAnswer(stack, target, needs, StackVerdict.Conflict, "", gone, StackMends.Of(gone, stack, machine));
        }

        if (machine is { IsTooOldForWsl: true } && stack.Parts.Exists(static part => part is { IsKnown: true, Today.Cuda.Length: > 0 }))
        {
            var old = new StackConflict([], WithGpu: true, WithDriver: false, IsToday: false, machine.IsGpuVerified, $"WSL 2 hands no GPU over that is older than compute capability {Gpus.LowestInWsl}: the target has {machine.GpuText}", [Gpus.SourceText(Gpus.WslSource)]);
            return new StackAnswer(stack, target, needs, StackVerdict.Conflict, "", old, []);
        }

        var problem = new Problem(stack, machine);
        if (problem.Find(isToday: false) is { } always)
        {
            return Conflict(always, isToday: false);
        }

        if (problem.Find(isToday: true) is { } today)
        {
            return Conflict(today, isToday: true);
        }

        var (verdict, reason) = Judge(stack, target, machine);
        return new StackAnswer(stack, target, needs, verdict, reason, null, []);

        StackAnswer Conflict(Clash clash, bool isToday)
        {
            var conflict = StackSentences.Describe(clash, isToday, problem);
            return new StackAnswer(stack, target, needs, StackVerdict.Conflict, "", conflict, StackMends.Of(conflict, stack, machine));
        }
    }

    /// <summary>The smallest conflict within the files, whatever the target; null where there is none.</summary>
    /// <param name="stack">The stack.</param>
    public static StackConflict? FindConflict(EnvironmentStack stack)
    {
        var problem = new Problem(stack, target: null);
        return problem.Find(isToday: false) is { } clash ? StackSentences.Describe(clash, isToday: false, problem) : null;
    }

    private static StackNeeds NeedsOf(EnvironmentStack stack)
    {
        string? linux = null;
        string? windows = null;
        var hasCode = false;
        var gpus = new List<string>(CudaDrivers.ComputeCapabilities);
        List<string> pythons = [.. PythonsOf(stack)];
        var isBound = false;
        foreach (var part in stack.Parts)
        {
            if (!part.IsKnown)
            {
                continue;
            }

            var option = part.Today;
            linux = Higher(linux, option.FloorOn(TargetPlatform.Linux));
            windows = Higher(windows, option.FloorOn(TargetPlatform.Windows));
            isBound |= option.PythonMin is not null || option.PythonMax is not null;
            pythons.RemoveAll(python => !option.Fits(python));
            if (option.ComputeCapabilities is { IsEmpty: false } own)
            {
                hasCode = true;
                gpus.RemoveAll(gpu => !own.Contains(gpu, StringComparer.Ordinal));
            }
        }

        return new StackNeeds(linux, windows, hasCode ? [.. gpus] : [], isBound ? [.. pythons] : []);
    }

    // All minors that there are, and those that the files name beside them.
    private static ImmutableArray<string> PythonsOf(EnvironmentStack stack)
    {
        var pythons = PythonReleases.Minors;
        foreach (var part in stack.Parts)
        {
            foreach (var option in part.Options)
            {
                foreach (var bound in (ReadOnlySpan<string?>)[option.PythonMin, option.PythonMax])
                {
                    if (bound is not null && pythons.Length < 64 && !pythons.Contains(bound, StringComparer.Ordinal))
                    {
                        pythons = Sorting.Ordered([.. pythons, bound], static (left, right) => DottedNumber.Compare(left, right));
                    }
                }
            }
        }

        return pythons;
    }

    private static string? Higher(string? driver, DriverFloor? floor) =>
        floor is null ? driver : driver is null || DottedNumber.Compare(floor.Driver, driver) > 0 ? floor.Driver : driver;

    // Whether it runs, where nothing is known to be against it, and why nobody can say; or what to know beside it.
    private static (StackVerdict Verdict, string Reason) Judge(EnvironmentStack stack, TargetProfile? target, StackTarget? machine)
    {
        var needsGpu = false;
        var torch = false;
        foreach (var part in stack.Parts)
        {
            if (!part.IsKnown)
            {
                return (StackVerdict.Unknown, $"{part.Name}: {part.Reason}");
            }

            needsGpu |= part.Today.Cuda.Length > 0;
            torch |= part.Name == "torch";
        }

        if (!needsGpu)
        {
            return torch ? (StackVerdict.Ok, "its torch is built for the CPU: it runs, and uses no GPU") : (StackVerdict.Unknown, "nothing in it is known to use a GPU");
        }

        if (target is null)
        {
            return (StackVerdict.Unknown, "no target is declared");
        }

        if (machine is null)
        {
            return (StackVerdict.Unknown, "it is for another machine than the target");
        }

        if (!machine.HasDriver)
        {
            return (StackVerdict.Unknown, "the target's driver is not said");
        }

        if (stack.MayBeForwardCompatible && stack.Parts.Exists(part => part.Today.MissingOn(machine) is not null))
        {
            return (StackVerdict.Unknown, "it needs a newer driver than the target's, unless forward compatibility lifts it");
        }

        if (machine.ComputeCapability is not { } gpu)
        {
            return (StackVerdict.Unknown, "the target's GPU is not said, or not known");
        }

        if (!stack.Parts.Exists(static part => part.Today.Code is not null))
        {
            return (StackVerdict.Unknown, "which GPUs its packages have code for is not known");
        }

        var note = "";
        foreach (var part in stack.Parts)
        {
            var today = part.Today;
            switch (today.Code?.Invoke(gpu))
            {
                case GpuCode.Unknown:
                    return (StackVerdict.Unknown, $"whether {today.Text} has code for the target's GPU is not known");
                case GpuCode.Ptx:
                    note = $"{today.Text} has intermediate code only for the target's GPU: the driver compiles it at the first start, which takes a while";
                    break;
            }

            if (!today.IsVerified)
            {
                return (StackVerdict.Unknown, $"what is known of {today.Text} was not checked");
            }

            if (today.Cuda.Length > 0 && today.FloorOn(machine.Platform == TargetPlatform.Unknown ? TargetPlatform.Linux : machine.Platform) is null)
            {
                return (StackVerdict.Unknown, $"which driver {today.Text} needs is not known");
            }
        }

        return (StackVerdict.Ok, note);
    }

    /// <summary>A conflict: indexes of parts, and what of the target takes part.</summary>
    internal readonly record struct Clash(ImmutableArray<int> Parts, bool WithGpu, bool WithDriver);

    /// <summary>The question as bits.</summary>
    internal sealed class Problem
    {
        private readonly Row[][] _rows;
        private readonly ulong _gpu;
        private readonly ulong _pythons;
        private readonly bool _looksAtGpus;

        public Problem(EnvironmentStack stack, StackTarget? target)
        {
            Stack = stack;
            Target = target;
            var pythons = PythonsOf(stack);
            _pythons = ulong.MaxValue >> (64 - pythons.Length);
            var gpu = target?.ComputeCapability;
            var withCode = 0;
            foreach (var part in stack.Parts)
            {
                withCode += part.IsKnown && part.Today.Code is not null ? 1 : 0;
            }

            // One part alone has code for some GPU: without a target only what several have in common is a question.
            Gpus = gpu is not null ? [gpu] : withCode > 1 ? CudaDrivers.ComputeCapabilities : [];
            _looksAtGpus = Gpus.Length > 0;
            _gpu = _looksAtGpus ? (1ul << Gpus.Length) - 1 : 1;
            _rows = new Row[stack.Parts.Length][];
            for (var i = 0; i < _rows.Length; i++)
            {
                _rows[i] = RowsOf(stack.Parts[i], pythons);
            }
        }

        public EnvironmentStack Stack { get; }

        public StackTarget? Target { get; }

        public ImmutableArray<string> Gpus { get; }

        /// <summary>The smallest conflict; null where there is none.</summary>
        /// <param name="isToday">Whether only what the installer takes today counts.</param>
        public Clash? Find(bool isToday)
        {
            var parts = new List<int>();
            for (var i = 0; i < _rows.Length; i++)
            {
                if (_rows[i].Length > 0)
                {
                    parts.Add(i);
                }
            }

            var withGpu = Target?.ComputeCapability is not null;
            var withDriver = Target is { HasDriver: true } && !Stack.MayBeForwardCompatible;
            if (Holds(parts, withGpu, withDriver, isToday))
            {
                return null;
            }

            // The upper layers stay in it as long as they can: what stands below them is left out first.
            for (var i = 0; i < parts.Count;)
            {
                var part = parts[i];
                parts.RemoveAt(i);
                if (Holds(parts, withGpu, withDriver, isToday))
                {
                    parts.Insert(i, part);
                    i++;
                }
            }

            if (withDriver && !Holds(parts, withGpu, withDriver: false, isToday))
            {
                withDriver = false;
            }

            if (withGpu && !Holds(parts, withGpu: false, withDriver, isToday))
            {
                withGpu = false;
            }

            return new Clash([.. parts], withGpu, withDriver);
        }

        private bool Holds(List<int> parts, bool withGpu, bool withDriver, bool isToday)
        {
            for (var pythons = _pythons; pythons != 0; pythons &= pythons - 1)
            {
                var python = 1ul << BitOperations.TrailingZeroCount(pythons);
                var gpus = _gpu;
                foreach (var part in parts)
                {
                    var own = 0ul;
                    foreach (var row in isToday ? _rows[part].AsSpan(0, 1) : _rows[part])
                    {
                        if ((row.Pythons & python) != 0 && (!withDriver || row.RunsOnDriver))
                        {
                            own |= !_looksAtGpus || (!withGpu && Target?.ComputeCapability is not null) ? _gpu : withDriver ? row.WithDriver : row.Gpus;
                        }
                    }

                    gpus &= own;
                }

                if (gpus != 0)
                {
                    return true;
                }
            }

            return false;
        }

        private Row[] RowsOf(StackPart part, ImmutableArray<string> pythons)
        {
            var rows = new Row[part.Options.Length];
            for (var i = 0; i < rows.Length; i++)
            {
                var option = part.Options[i];
                var fits = 0ul;
                for (var bit = 0; bit < pythons.Length; bit++)
                {
                    fits |= option.Fits(pythons[bit]) ? 1ul << bit : 0;
                }

                var code = 0ul;
                var withDriver = 0ul;
                for (var bit = 0; bit < Gpus.Length; bit++)
                {
                    switch (option.Code?.Invoke(Gpus[bit]) ?? GpuCode.Machine)
                    {
                        case GpuCode.None:
                            break;
                        case GpuCode.Ptx when Target is { } target && !target.Compiles(option.Cuda):
                            // The driver cannot compile what was made for a newer CUDA than its own.
                            code |= 1ul << bit;
                            break;
                        default:
                            code |= 1ul << bit;
                            withDriver |= 1ul << bit;
                            break;
                    }
                }

                rows[i] = new Row(fits, code, withDriver, Target is null || option.MissingOn(Target) is null);
            }

            return rows;
        }

        // A build: the Pythons and GPUs that it runs on, the GPUs with the target's driver, and whether that driver is new enough.
        private readonly record struct Row(ulong Pythons, ulong Gpus, ulong WithDriver, bool RunsOnDriver);
    }
}
