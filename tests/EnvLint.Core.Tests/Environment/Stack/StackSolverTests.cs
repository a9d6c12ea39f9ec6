using System.Collections.Immutable;
using EnvLint.Environment;
using EnvLint.Environment.Stack;
using EnvLint.Knowledge;
using EnvLint.Text;
using FsCheck;
using FsCheck.Fluent;

namespace EnvLint.Core.Tests.Environment.Stack;

/// <summary>The solver against brute force, and the answers that it gives.</summary>
public sealed class StackSolverTests
{
    private static readonly SourceText s_file = new("f", "0123456789");
    private static readonly string[] Gpus = ["5.0", "6.1", "7.0", "8.6", "9.0", "12.0"];

    private static readonly Gen<StackOption> Option =
        from low in Gen.Choose(6, 15)
        from length in Gen.Frequency((3, Gen.Choose(0, 6)), (1, Gen.Constant(-1)))
        from lower in Gen.Frequency((3, Gen.Constant(true)), (1, Gen.Constant(false)))
        from upper in Gen.Frequency((3, Gen.Constant(true)), (1, Gen.Constant(false)))
        from cuda in Gen.Elements("", "11.8", "12.1", "12.4", "12.9", "12", "13.0", "13")
        from codes in Gen.Elements(GpuCode.None, GpuCode.None, GpuCode.Ptx, GpuCode.Machine, GpuCode.Machine, GpuCode.Unknown).ArrayOf(Gpus.Length)
        from hasCode in Gen.Elements(true, true, false)
        from isVerified in Gen.Frequency((5, Gen.Constant(true)), (1, Gen.Constant(false)))
        select new StackOption("p", "1")
        {
            Cuda = cuda,
            PythonMin = length >= 0 && lower ? $"3.{low}" : null,
            PythonMax = length >= 0 && upper ? $"3.{low + length}" : null,

            // Of GPUs that the tests do not name nothing is known, so that these alone do not save a choice.
            Code = !hasCode || cuda.Length == 0 ? null : gpu => Array.IndexOf(Gpus, gpu) is >= 0 and var at ? codes[at] : GpuCode.None,
            IsVerified = isVerified,
        };

    private static readonly Gen<StackPart> Part =
        from count in Gen.Frequency((1, Gen.Constant(0)), (4, Gen.Constant(1)), (4, Gen.Choose(2, 3)))
        from options in Option.ArrayOf(count)
        from isOpen in Gen.Frequency((4, Gen.Constant(false)), (1, Gen.Constant(true)))
        from layer in Gen.Elements(StackLayer.Framework, StackLayer.Framework, StackLayer.Python, StackLayer.Cuda, StackLayer.Image)
        from offset in Gen.Choose(0, 9)
        select new StackPart(layer, "p", new StackPlace(s_file, new TextSpan(offset, 1)), [.. options]) { IsOpen = isOpen, Reason = count == 0 ? "r" : "" };

    private static readonly Gen<TargetProfile?> Target = Gen.Frequency(
        (1, Gen.Constant((TargetProfile?)null)),
        (4, from platform in Gen.Elements(TargetPlatform.Linux, TargetPlatform.Wsl2, TargetPlatform.Windows, TargetPlatform.Unknown)
            from driver in Gen.Elements(null, "450.80.02", "470", "525.60.13", "525.60.12", "527.41", "551.78", "575.57.08", "580.88", "590.44.01")
            from cuda in Gen.Elements(null, null, "11.4", "12.4", "13.0")
            from gpu in Gen.Elements(new string?[] { null }.Concat(Gpus).ToArray())
            select (TargetProfile?)new TargetProfile("t", platform) { Driver = driver, Cuda = driver is null ? cuda : null, ComputeCapability = gpu }));

    private static readonly Gen<(ImmutableArray<StackPart> Parts, TargetProfile? Target, bool IsLifted)> Case =
        from count in Gen.Choose(1, 4)
        from parts in Part.ArrayOf(count)
        from target in Target
        from isLifted in Gen.Frequency((5, Gen.Constant(false)), (1, Gen.Constant(true)))
        select (parts.ToImmutableArray(), target, isLifted);

    [Fact]
    public void Every_choice_and_every_subset_says_the_same()
    {
        var conflicts = 0;
        var todays = 0;
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(4000), Prop.ForAll(Arb.From(Case), one =>
        {
            var stack = Stack(one.Parts, one.IsLifted);
            var machine = StackTarget.Of(one.Target, stack.Scope);
            var problem = new StackSolver.Problem(stack, machine);
            foreach (var isToday in (ReadOnlySpan<bool>)[false, true])
            {
                var clash = problem.Find(isToday);
                var known = Enumerable.Range(0, one.Parts.Length).Where(i => one.Parts[i].IsKnown).ToArray();
                var withGpu = machine?.ComputeCapability is not null;
                var withDriver = machine is { HasDriver: true } && !one.IsLifted;
                Assert.Equal(Holds(one.Parts, known, machine, withGpu, withDriver, isToday), clash is null);
                if (clash is not { } found)
                {
                    continue;
                }

                conflicts++;
                todays += isToday ? 1 : 0;

                // It is one, and no part of it is there for nothing.
                Assert.False(Holds(one.Parts, found.Parts, machine, found.WithGpu, found.WithDriver, isToday));
                foreach (var part in found.Parts)
                {
                    Assert.True(Holds(one.Parts, [.. found.Parts.Where(other => other != part)], machine, found.WithGpu, found.WithDriver, isToday));
                }

                Assert.True(!found.WithGpu || Holds(one.Parts, found.Parts, machine, withGpu: false, found.WithDriver, isToday));
                Assert.True(!found.WithDriver || Holds(one.Parts, found.Parts, machine, found.WithGpu, withDriver: false, isToday));
            }

            var answer = StackSolver.Solve(stack, one.Target);
            CheckAnswer(answer, problem);
        }));
        Assert.True(conflicts > 1000 && todays > 100, $"{conflicts} conflicts, {todays} of today");
    }

    [Theory]
    [InlineData("torch==2.6.0", "error torch+GPU")]
    [InlineData("torch", "unknown")]
    [InlineData("torch<2.6,>=2.4", "open torch+GPU")]
    [InlineData("torch>=2.4,<2.9", "ok")]
    [InlineData("torch>=2.4,<2.8 --index-url https://download.pytorch.org/whl/cu126", "error torch+GPU")]
    [InlineData("torch==2.99.0", "unknown")]
    [InlineData("torch>2.99", "unknown")]
    public void Every_choice_breaks_or_todays_or_none(string request, string expected)
    {
        var answer = StackText.Solve("Dockerfile", $"FROM ubuntu:22.04\nRUN pip install {string.Join(' ', request.Split(' ').Select(static word => word.StartsWith("torch", StringComparison.Ordinal) ? $"'{word}'" : word))}\n", "platform=linux,driver=590.44.01,gpu=RTX 5090");
        Assert.Equal(expected, StackText.Short(answer).Split(':')[0]);
    }

    [Theory]
    [InlineData("driver=575.57.08,gpu=RTX 3060", "today torch+driver: today's torch, 2.14.1+cu130, needs the driver 580.65.06 or newer: the target has the driver 575.57.08")]
    [InlineData("driver=590.44.01,gpu=GTX 1080", "today torch+GPU: today's torch, 2.14.1+cu130, has no code for the target's GPU (GTX 1080, compute capability 6.1)")]
    [InlineData("driver=590.44.01,gpu=RTX 3060", "unknown: what is known of torch 2.14.1+cu130 was not checked")]
    public void Open_bounds_are_todays_choice(string target, string expected) =>
        Assert.Equal(expected, StackText.Show(StackText.Solve("Dockerfile", "FROM ubuntu:22.04\nRUN pip install torch\n", "platform=linux," + target)));

    [Fact]
    public void A_release_that_is_still_open_may_be_mended_by_a_newer_one()
    {
        // All that are known break, and the next may not.
        var answer = StackText.Solve("Dockerfile", "FROM ubuntu:22.04\nRUN pip install 'torch>=2.11'\n", "platform=linux,driver=470.82,gpu=RTX 3060");
        Assert.Equal("open torch+driver: today's torch, 2.14.1+cu130, needs the driver 580.65.06 or newer: the target has the driver 470.82", StackText.Show(answer));
    }

    [Fact]
    public void What_was_not_checked_is_never_certain()
    {
        Assert.Equal("open torch+driver", StackText.Short(StackText.Solve("Dockerfile", "FROM ubuntu:22.04\nRUN pip install torch==2.4.1\n", "platform=linux,driver=470.82,gpu=RTX 3060")));
        Assert.Equal("error torch+driver", StackText.Short(StackText.Solve("Dockerfile", "FROM ubuntu:22.04\nRUN pip install torch==2.6.0\n", "platform=linux,driver=470.82,gpu=RTX 3060")));
    }

    [Fact]
    public void Todays_and_another_build_may_fail_for_different_reasons()
    {
        var answer = StackText.Solve("Dockerfile", "FROM ubuntu:22.04\nRUN pip install 'torch>=2.10,<2.12'\n", "platform=linux,driver=470.82,gpu=GTX 1080");
        Assert.Equal("error torch+GPU", StackText.Short(answer));

        var both = Solve("platform=linux,driver=551.78,gpu=RTX 3060", Framework(new StackOption("p", "2") { Cuda = "12.4", Code = static _ => GpuCode.None }, new StackOption("p", "1") { Cuda = "13.0", Code = static _ => GpuCode.Machine }));
        Assert.Equal("error p+GPU+driver: no build of p that the files allow has code for the target's GPU (RTX 3060, compute capability 8.6) and runs on the driver 551.78: p 1 needs 580.65.06", StackText.Show(both));
    }

    [Fact]
    public void Two_parts_may_need_one_gpu_that_no_part_alone_minds()
    {
        var first = Framework(new StackOption("a", "1") { Cuda = "12.4", Code = static gpu => gpu is "7.0" or "7.5" ? GpuCode.Machine : GpuCode.None }) with { Name = "a" };
        var second = Framework(new StackOption("b", "1") { Cuda = "12.4", Code = static gpu => gpu is "8.6" ? GpuCode.Machine : GpuCode.None }) with { Name = "b" };

        Assert.Equal("error a+b: a 1 and b 1 cannot hold together: no GPU is known that both have code for", StackText.Show(Solve(null, first, second)));
        Assert.Equal("error b+GPU", StackText.Short(Solve("gpu=V100", first, second)));
    }

    [Fact]
    public void The_upper_layers_are_told_of_where_the_lower_one_breaks_as_well()
    {
        const string text = "FROM nvidia/cuda:13.0.1-base-ubuntu24.04\nRUN pip install torch==2.12.0 --index-url https://download.pytorch.org/whl/cu130\n";
        Assert.Equal("error torch+driver", StackText.Short(StackText.Solve("Dockerfile", text, "platform=linux,driver=550.54.14,gpu=RTX 3060")));
    }

    [Theory]
    [InlineData("platform=linux,driver=551.78,gpu=RTX 3060", "unknown: it is for another machine than the target")]
    [InlineData("platform=linux,driver=470.82,gpu=RTX 3060", "unknown: it is for another machine than the target")]
    [InlineData("platform=windows,driver=551.78,gpu=RTX 3060", "unknown: whether torch 2.6.0+cu124 has code for the target's GPU is not known")]
    [InlineData("platform=wsl2,driver=470.82,gpu=RTX 3060", "error torch+driver: torch 2.6.0+cu124, a build for CUDA 12.4, needs the driver 527.41 or newer: the target has the driver 470.82")]
    public void A_script_for_another_machine_is_not_judged(string target, string expected) =>
        Assert.Equal(expected, StackText.Show(StackText.Solve("setup.ps1", "pip install torch==2.6.0 --index-url https://download.pytorch.org/whl/cu124\n", target)));

    [Theory]
    [InlineData(null, "unknown: no target is declared")]
    [InlineData("linux", "unknown: the target's driver is not said")]
    [InlineData("gpu=RTX 3060", "unknown: the target's driver is not said")]
    [InlineData("platform=linux,cuda=12.4", "unknown: the target's GPU is not said, or not known")]
    [InlineData("platform=linux,cuda=12.4,gpu=RTX 3060", "ok")]
    [InlineData("platform=linux,driver=551.78,gpu=RTX 3060", "ok")]
    public void A_target_may_say_little(string? target, string expected) =>
        Assert.Equal(expected, StackText.Show(StackText.Solve("Dockerfile", "FROM ubuntu:22.04\nRUN pip install torch==2.6.0\n", target)));

    [Theory]
    [InlineData("torch==2.6.0", "525.60.13", "527.41", "5.0 5.2 5.3 6.0 6.1 6.2 7.0 7.2 7.5 8.0 8.6 8.7 8.8 8.9 9.0", "3.9 3.10 3.11 3.12 3.13")]
    [InlineData("torch==2.12.0", "580.65.06", "580.88", "7.5 8.0 8.6 8.7 8.8 8.9 9.0 10.0 10.1 10.3 10.7 12.0 12.1", "3.10 3.11 3.12 3.13 3.14")]
    [InlineData("torch==2.12.0\ntensorflow==2.16.1", "580.65.06", "580.88", "7.5 8.0 8.6 8.7 8.8 8.9 9.0 10.0 10.1 10.3 10.7 12.0 12.1", "3.10 3.11 3.12")]
    [InlineData("onnxruntime-gpu==1.18.0", "450.80.02", "452.39", "", "")]
    [InlineData("flask", null, null, "", "")]
    public void What_it_takes_is_the_sum(string text, string? linux, string? windows, string gpus, string pythons)
    {
        var needs = StackText.Solve("requirements.txt", text + "\n").Needs;

        Assert.Equal((linux, windows), (needs.DriverLinux, needs.DriverWindows));
        Assert.Equal(gpus, string.Join(' ', needs.ComputeCapabilities));
        Assert.Equal(pythons, string.Join(' ', needs.Pythons));
    }

    // An answer that claims something can be shown, and its mends are not in it by chance.
    private static void CheckAnswer(StackAnswer answer, StackSolver.Problem problem)
    {
        switch (answer.Verdict)
        {
            case StackVerdict.Conflict:
                Assert.NotNull(answer.Conflict);
                Assert.NotEqual("", answer.Conflict.Sentence);
                Assert.DoesNotContain("  ", answer.Conflict.Sentence);
                Assert.True(answer.Conflict.Parts.IsEmpty ? problem.Target is { IsTooOldForWsl: true } : answer.Conflict.IsToday == problem.Find(isToday: false) is null);
                Assert.True(!answer.Conflict.IsCertain || !answer.Conflict.Parts.Any(static part => part.IsOpen || part.Options.Any(static option => !option.IsVerified)));
                break;
            case StackVerdict.Ok:
                Assert.True(answer.Stack.Parts.All(static part => part.IsKnown));
                Assert.Null(problem.Find(isToday: true));
                break;
            default:
                Assert.NotEqual("", answer.Reason);
                Assert.Null(problem.Find(isToday: true));
                break;
        }
    }

    // Python, GPU and build of each part, one after the other.
    private static bool Holds(ImmutableArray<StackPart> all, IReadOnlyList<int> parts, StackTarget? machine, bool withGpu, bool withDriver, bool isToday)
    {
        // The one bound that nobody names is as good as any.
        var pythons = Enumerable.Range(0, 30).Select(static minor => $"3.{minor}").ToList();
        var own = machine?.ComputeCapability;
        var gpus = own is not null ? withGpu ? [own] : ["any"] : all.Count(static part => part.IsKnown && part.Today.Code is not null) > 1 ? CudaDrivers.ComputeCapabilities.ToArray() : ["any"];
        return pythons.Any(python => gpus.Any(gpu => parts.All(i => (isToday ? [all[i].Today] : all[i].Options).Any(option => Runs(option, python, gpu)))));

        bool Runs(StackOption option, string python, string gpu)
        {
            if ((option.PythonMin is { } low && DottedNumber.Compare(low, python) > 0) || (option.PythonMax is { } high && DottedNumber.Compare(python, high) > 0)
                || (withDriver && machine is not null && option.MissingOn(machine) is not null))
            {
                return false;
            }

            return gpu == "any" || option.Code is null || option.Code(gpu) switch
            {
                GpuCode.None => false,
                GpuCode.Ptx => !withDriver || machine is null || machine.Compiles(option.Cuda),
                _ => true,
            };
        }
    }

    private static StackPart Framework(params StackOption[] options) => new(StackLayer.Framework, "p", new StackPlace(s_file, new TextSpan(0, 1)), [.. options]);

    private static StackAnswer Solve(string? target, params StackPart[] parts) => StackSolver.Solve(Stack([.. parts], isLifted: false), EnvLint.Testing.Targets.Parse(target));

    private static EnvironmentStack Stack(ImmutableArray<StackPart> parts, bool isLifted) =>
        new("f", s_file, new Scope(ScopeKind.Unknown, [], stage: null), WheelPlatform.LinuxX64, parts) { MayBeForwardCompatible = isLifted };
}
