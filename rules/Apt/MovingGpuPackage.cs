using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;

namespace EnvLint.Rules.Apt;

/// <summary>Reports packages of CUDA whose names carry no version, so that what they install changes as the repository does.</summary>
[Rule("APT009", "moving-gpu-package",
    Title = "A package of CUDA without a version moves with the repository",
    Category = RuleCategory.Reproducibility,
    Severity = Severity.Info,
    Since = "0.1.0")]
public sealed partial class MovingGpuPackage : Rule<CommandSequence>
{
    /// <inheritdoc/>
    protected override void Check(CommandSequence subject, RuleContext context)
    {
        // Whoever follows a guide wants what is new today.
        if (subject.Origin == ShellOrigin.Guide)
        {
            return;
        }

        bool? isPinned = null;
        (CommandUse Command, AptPackageRow Row)? before = null;
        foreach (var fact in subject.Facts)
        {
            if (fact is not PackageRequest { Manager: PackageManager.Apt, Constraint: "", Word.Value: not null, Command: { Invocation: { Subcommand: "install" } invocation } } package
                || AptPackages.Find(package.Name) is not { } row || AptPackages.MovesHow(row, package.Name) is not { } how)
            {
                continue;
            }

            // A driver in an image or in WSL is a matter of its own, and an upgrade of one package asks for the newest.
            if ((AptPackages.Driver(row) != DriverPart.None && (subject.Scope.IsImage || subject.Scope.IsWsl)) || invocation.Has("--only-upgrade") || package.IsConditional || (isPinned ??= IsPinned(context)) || IsHeld(package.Name, subject))
            {
                continue;
            }

            // libcudnn8 and libcudnn8-dev are one matter.
            if (before is { } other && ReferenceEquals(other.Command, package.Command) && ReferenceEquals(other.Row, row))
            {
                continue;
            }

            before = (package.Command, row);
            context.Report(
                package.Word.Span,
                $"'{package.Name}' {how}: two installs from the same file differ",
                confidence: row.Verified ? null : Confidence.Medium,
                label: "name the version",
                notes: [SourceNote.Of(AptPackages.SourceOf(row), AptPackages.AsOf)]);
        }
    }

    // CUDA images have NCCL and cuDNN by their tags, and hold them.
    private static bool IsHeld(string name, CommandSequence sequence) =>
        sequence.Scope.Stage?.BaseImage is { Repository: "nvidia/cuda" } reference && ImageCatalog.Find(reference) is { } image
        && ((name.StartsWith("libnccl", StringComparison.Ordinal) && image.Flavor is CudaFlavor.Runtime or CudaFlavor.Devel)
            || (name.StartsWith("libcudnn", StringComparison.Ordinal) && image.Cudnn.Length > 0));

    // A file of preferences holds versions, and a local repository has one.
    private static bool IsPinned(RuleContext context)
    {
        foreach (var write in context.File.Facts?.FileWrites ?? [])
        {
            if ((write.Path.Value ?? write.Path.Raw).StartsWith("/etc/apt/preferences", StringComparison.Ordinal))
            {
                return true;
            }
        }

        foreach (var command in context.File.Facts?.Commands ?? [])
        {
            foreach (var argument in command.Arguments)
            {
                if ((argument.Value ?? argument.Raw) is var text && (text.Contains("/etc/apt/preferences", StringComparison.Ordinal)
                    || text.Contains("-local-", StringComparison.Ordinal) || text.Contains("-local_", StringComparison.Ordinal)))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
