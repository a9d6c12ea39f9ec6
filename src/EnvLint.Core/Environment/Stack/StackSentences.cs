using System.Collections.Immutable;
using EnvLint.Collections;
using EnvLint.Knowledge;

namespace EnvLint.Environment.Stack;

/// <summary>Says in words what a conflict is.</summary>
internal static class StackSentences
{
    /// <summary>Describes a conflict.</summary>
    /// <param name="clash">The conflict.</param>
    /// <param name="isToday">Whether it is one of today's choice only.</param>
    /// <param name="problem">The question.</param>
    public static StackConflict Describe(StackSolver.Clash clash, bool isToday, StackSolver.Problem problem)
    {
        ImmutableArray<StackPart> parts = [.. clash.Parts.Map(i => problem.Stack.Parts[i])];
        var isCertain = !isToday;
        var sources = ImmutableArray.CreateBuilder<string>();
        foreach (var part in parts)
        {
            isCertain &= !part.IsOpen && !part.Options.Exists(static option => !option.IsVerified);
            AddSource(sources, part.Today.Source);
        }

        isCertain &= !clash.WithGpu || problem.Target is { IsGpuVerified: true };
        var sentence = parts is [var only] ? OfOne(only, clash, isToday, problem, sources) : OfSeveral(parts, clash, isToday, problem);
        return new StackConflict(parts, clash.WithGpu, clash.WithDriver, isToday, isCertain, sentence, sources.DrainToImmutable());
    }

    private static string OfOne(StackPart part, StackSolver.Clash clash, bool isToday, StackSolver.Problem problem, ImmutableArray<string>.Builder sources)
    {
        var today = part.Today;
        var name = isToday || part.IsOpen ? $"today's {part.Name}, {WithoutName(today, part)}," : part.Options.Length == 1 ? NameOf(today) : $"every {part.Name} that the files allow, today {WithoutName(today, part)},";
        if (problem.Target is not { } target || clash is { WithGpu: false, WithDriver: false })
        {
            return $"{name} runs nowhere that is known";
        }

        if (!clash.WithDriver)
        {
            return $"{name} has no code for the target's GPU ({target.GpuText})";
        }

        if (!clash.WithGpu && today.MissingOn(target) is { } floor)
        {
            AddSource(sources, floor.Source);
            return $"{name} needs the driver {floor.Driver} or newer: the target has {target.DriverText}";
        }

        // Today's build may fail for another reason than the others.
        foreach (var option in isToday ? [today] : part.Options)
        {
            if (option.MissingOn(target) is { } missing)
            {
                var gpu = clash.WithGpu ? $"has code for the target's GPU ({target.GpuText}) and " : "";
                return $"no build of {part.Name} that the files allow {gpu}runs on {target.DriverText}: {option.Text} needs {missing.Driver}";
            }
        }

        var gpus = clash.WithGpu ? $"the target's GPU ({target.GpuText})" : "the GPUs that it is for";
        return $"{name} has intermediate code only for {gpus}, made for CUDA {today.Cuda}: {target.DriverText} cannot compile it";
    }

    private static string OfSeveral(ImmutableArray<StackPart> parts, StackSolver.Clash clash, bool isToday, StackSolver.Problem problem)
    {
        // The Python is said: what does not run on it is what is wrong.
        if (parts is [{ Layer: StackLayer.Python } python, var other] && clash is { WithGpu: false, WithDriver: false })
        {
            var name = other.IsCertain ? NameOf(other.Today) : isToday || other.IsOpen ? $"today's {other.Today.Text}" : $"every {other.Name} that the files allow, today {WithoutName(other.Today, other)},";
            return $"{name} {PythonsOf(other.Today)}: the environment has {python.Today.Text}";
        }

        var because = parts is [{ } first, { } second] && Disagreement(first.Today, second.Today, problem) is { Length: > 0 } reason ? $": {reason}" : "";
        var on = (clash.WithGpu, clash.WithDriver) switch
        {
            (true, true) => $" on the target ({problem.Target!.GpuText}, {problem.Target.DriverText})",
            (true, false) => $" on the target ({problem.Target!.GpuText})",
            (false, true) => $" on the target ({problem.Target!.DriverText})",
            _ => "",
        };
        return $"{List(parts, isToday)} cannot hold together{on}{because}";
    }

    private static string Disagreement(StackOption first, StackOption second, StackSolver.Problem problem)
    {
        foreach (var python in PythonReleases.Minors)
        {
            if (first.Fits(python) && second.Fits(python))
            {
                return first.Code is not null && second.Code is not null && problem.Target is null ? "no GPU is known that both have code for" : "";
            }
        }

        return $"{first.Text} {PythonsOf(first)}, {second.Text} {PythonsOf(second)}";
    }

    private static string PythonsOf(StackOption option) => (option.PythonMin, option.PythonMax) switch
    {
        ({ } low, { } high) when low == high => $"is for Python {low}",
        ({ } low, { } high) => $"is for Python {low} to {high}",
        ({ } low, null) => $"is for Python {low} and newer",
        (null, { } high) => $"is for Python up to {high}",
        _ => "is for any Python",
    };

    private static string List(ImmutableArray<StackPart> parts, bool isToday)
    {
        var text = "";
        for (var i = 0; i < parts.Length; i++)
        {
            var part = parts[i];
            var name = part.IsCertain ? NameOf(part.Today) : isToday || part.IsOpen ? $"today's {part.Today.Text}" : $"any {part.Name} that the files allow";
            text += i == 0 ? name : i == parts.Length - 1 ? $" and {name}" : $", {name}";
        }

        return text;
    }

    private static string NameOf(StackOption option) => option.Cuda.Length > 0 && option.Name is "torch" or "tensorflow" ? $"{option.Text}, a build for CUDA {option.Cuda}," : option.Text;

    private static string WithoutName(StackOption option, StackPart part) =>
        option.Text.StartsWith(part.Name + " ", StringComparison.Ordinal) ? option.Text[(part.Name.Length + 1)..] : option.Text;

    private static void AddSource(ImmutableArray<string>.Builder sources, string source)
    {
        if (source.Length > 0 && !sources.Contains(source))
        {
            sources.Add(source);
        }
    }
}
