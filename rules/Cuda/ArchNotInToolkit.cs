using System.Collections.Immutable;
using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Environment.Stack;
using EnvLint.Knowledge;
using EnvLint.Text;

namespace EnvLint.Rules.Cuda;

/// <summary>Reports architectures that the toolkit's nvcc cannot compile for.</summary>
[Rule("CUD011", "arch-not-in-toolkit",
    Title = "An architecture that the image's nvcc cannot compile for",
    Category = RuleCategory.Correctness,
    Severity = Severity.Error,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class ArchNotInToolkit : Rule<CommandSequence>
{
    /// <inheritdoc/>
    protected override void Check(CommandSequence subject, RuleContext context)
    {
        if (!subject.Scope.IsImage)
        {
            return;
        }

        // A variable may be set before the toolkit is there.
        ToolkitInstall? last = null;
        var looked = false;
        foreach (var fact in subject.Facts)
        {
            switch (fact)
            {
                case VariableSet { IsConditional: false, Value: { Value: { } value } word } variable when ItemsOf(variable.Name, value) is { Count: > 0 } items:
                    if (!looked)
                    {
                        last = Toolkits.Before(subject, int.MaxValue, context.File.Dockerfile).Only;
                        looked = true;
                    }

                    if (last is not null)
                    {
                        // An argument has the value that the build gives it.
                        Report(items, word, $"in {variable.Name}", last, variable.Kind == VariableSetKind.Arg || !Compiles(subject, context), variable.Name.EndsWith("FLAGS", StringComparison.Ordinal), context);
                    }

                    break;

                case CommandUse { IsConditional: false } use when use.IsProgram("nvcc", "cmake", "make", "ninja", "pip", "pip3", "python", "python3"):
                    CheckCommand(use, subject, context);
                    break;
            }
        }
    }

    private static void CheckCommand(CommandUse use, CommandSequence sequence, RuleContext context)
    {
        const string CMake = "-DCMAKE_CUDA_ARCHITECTURES";
        foreach (var argument in use.Arguments)
        {
            if (argument.Value is not { } value)
            {
                continue;
            }

            var word = argument;
            List<ArchItem> items;
            if (value.StartsWith(CMake, StringComparison.Ordinal) && value.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals)
            {
                word = argument.From(equals + 1);
                items = ArchLists.OfCMake(word.Value ?? "");
            }
            else
            {
                items = ArchLists.OfOptions(value);
            }

            if (items.Count > 0 && Toolkits.For(sequence, use, context.File.Dockerfile).Only is { } nvcc)
            {
                Report(items, word, "", nvcc, use.Failure == FailureEffect.Ignored, isOption: true, context);
            }
        }
    }

    private static List<ArchItem>? ItemsOf(string variable, string value) => variable switch
    {
        "TORCH_CUDA_ARCH_LIST" => ArchLists.OfTorch(value),
        "CUDAARCHS" or "CMAKE_CUDA_ARCHITECTURES" => ArchLists.OfCMake(value),
        "NVCC_APPEND_FLAGS" or "NVCC_PREPEND_FLAGS" or "NVCC_FLAGS" or "CUDAFLAGS" or "CMAKE_CUDA_FLAGS" => ArchLists.OfOptions(value),
        _ => null,
    };

    private static void Report(List<ArchItem> items, Word word, string where, ToolkitInstall nvcc, bool mayPass, bool isOption, RuleContext context)
    {
        var bad = new List<ArchItem>();
        CudaToolkitArchRow? reason = null;
        var isVerified = nvcc.IsVerified;
        foreach (var item in items)
        {
            // Of a name one architecture is enough: which ones it stands for depends on torch.
            CudaToolkitArchRow? outside = null;
            var fits = false;
            foreach (var arch in item.Arches)
            {
                var row = CudaDrivers.Arch(arch);
                fits |= row is null || CudaDrivers.Targets(nvcc.Cuda, arch) != false;
                outside ??= row;
            }

            if (!fits && outside is not null)
            {
                bad.Add(item);
                reason ??= outside;
                isVerified &= outside.Verified;
            }
        }

        if (reason is null)
        {
            return;
        }

        var names = NamesOf(bad);
        var isTooOld = DottedNumber.Compare(nvcc.Cuda, reason.AddedIn) < 0;
        var first = bad[0];
        context.Report(
            ArchLists.PlaceOf(word, first.Offset, first.Text.Length),
            $"{names}{(where.Length > 0 ? " " + where : "")} {(bad.Count == 1 ? "is" : "are")} nothing that the nvcc of CUDA {nvcc.Cuda} compiles for: {reason.Family} {(isTooOld ? $"({reason.Cc}) came with CUDA {reason.AddedIn}" : $"({reason.Cc}) went with CUDA {reason.RemovedIn}")}",
            isVerified && !mayPass ? Severity.Error : Severity.Warning,
            label: isTooOld ? $"CUDA {reason.AddedIn} or newer compiles for it" : $"CUDA older than {reason.RemovedIn} compiles for it",
            related: [context.Here(nvcc.Word.Span, $"nvcc of CUDA {nvcc.Cuda} comes from here"), .. context.Origins(nvcc.Word), .. context.Origins(word)],
            notes: [SourceNote.Of(CudaDrivers.SourceOf(reason), CudaDrivers.AsOf)],
            fix: isOption ? null : FixOf(items, bad, word));
    }

    // The list without them, as it is separated.
    private static Fix? FixOf(List<ArchItem> items, List<ArchItem> bad, Word word)
    {
        if (bad.Count == items.Count || !word.IsLiteral || word.Raw.Length != word.Span.Length || !word.Raw.Contains(word.Value!, StringComparison.Ordinal))
        {
            return null;
        }

        var kept = new List<string>();
        foreach (var item in items)
        {
            if (!bad.Contains(item))
            {
                kept.Add(item.Text);
            }
        }

        var separator = word.Value!.Contains(';', StringComparison.Ordinal) ? ";" : " ";
        return Fix.Suggested("Leave them out", TextEdit.Replace(ArchLists.PlaceOf(word, 0, word.Value.Length), string.Join(separator, kept)));
    }

    private static string NamesOf(List<ArchItem> items)
    {
        var names = new List<string>();
        foreach (var item in items)
        {
            var name = $"'{item.Text}'";
            if (!names.Contains(name))
            {
                names.Add(name);
            }
        }

        return string.Join(", ", names);
    }

    // Whether something in the stage runs nvcc, as far as is seen.
    private static bool Compiles(CommandSequence sequence, RuleContext context)
    {
        foreach (var fact in sequence.Facts)
        {
            if (fact is CommandUse use && (use.IsProgram("nvcc", "cmake", "make", "ninja") || (use.Program.StartsWith("python", StringComparison.Ordinal) && use.Arguments is [{ Value: "setup.py" }, ..])))
            {
                return true;
            }
        }

        foreach (var build in SourceBuilds.Of(sequence, context.File.Facts?.Environments ?? []))
        {
            if (build.Row.Extension == true)
            {
                return true;
            }
        }

        return false;
    }
}
