using System.Collections.Frozen;
using EnvLint.Collections;
using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Rules.Driver;
using EnvLint.Text;

namespace EnvLint.Rules.Wsl;

/// <summary>Reports projects, environments, caches and data of WSL that lie on a drive of Windows.</summary>
/// <remarks>Copies to and from the drive, and folders that a container shares with Windows, are what the drive is there for.</remarks>
[Rule("WSL029", "wsl-windows-drive",
    Title = "A project, an environment, a cache or data of WSL lies on a drive of Windows",
    Category = RuleCategory.Performance,
    Severity = Severity.Warning,
    Confidence = Confidence.Medium,
    Since = "0.1.0")]
public sealed partial class WslWindowsDrive : Rule<CommandSequence>
{
    // Variables that say where programs keep many files.
    private static readonly FrozenSet<string> Caches = FrozenSet.Create(
        StringComparer.Ordinal,
        "HF_HOME", "HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE", "HF_DATASETS_CACHE", "TRANSFORMERS_CACHE", "DIFFUSERS_CACHE", "TORCH_HOME", "TORCH_EXTENSIONS_DIR", "KERAS_HOME", "TFDS_DATA_DIR",
        "PIP_CACHE_DIR", "PIP_TARGET", "UV_CACHE_DIR", "CONDA_PKGS_DIRS", "CONDA_ENVS_PATH", "CONDA_ENVS_DIRS", "XDG_CACHE_HOME", "OLLAMA_MODELS", "TRITON_CACHE_DIR", "NUMBA_CACHE_DIR", "CCACHE_DIR", "VIRTUAL_ENV", "TMPDIR");

    /// <inheritdoc/>
    protected override void Check(CommandSequence subject, RuleContext context)
    {
        // The folder on the drive in which the commands run; null elsewhere, and where it has been spoken of.
        Word? folder = null;
        foreach (var fact in subject.Facts)
        {
            if (!fact.Scope.IsWsl)
            {
                continue;
            }

            if (fact is VariableSet { Value: { } value } set && Caches.Contains(set.Name) && IsOnDrive(value))
            {
                Report(value, fact, $"'{set.Name}' puts a cache on a drive of Windows", context);
            }
            else if (fact is CommandUse use)
            {
                if (use.IsProgram("cd", "pushd"))
                {
                    folder = use.Arguments is [var target] && IsOnDrive(target) ? target : null;
                    continue;
                }

                if (Placed(use) is { } placed)
                {
                    Report(placed, fact, $"{What(use)} lies on a drive of Windows", context);
                }
                else if (folder is not null && WorksHere(use))
                {
                    Report(folder, fact, $"'{use.Program}' works in a folder on a drive of Windows", context, use);
                    folder = null;
                }
            }
        }
    }

    private static void Report(Word word, Fact fact, string message, RuleContext context, CommandUse? work = null)
    {
        var related = new List<RelatedLocation>();
        if (work is not null)
        {
            related.Add(context.Here(work.ProgramWord.Span, "this works there"));
        }

        foreach (var evidence in fact.Scope.Evidence)
        {
            if (!evidence.Span.IsEmpty && !evidence.Span.Overlaps(word.Span))
            {
                related.Add(context.Here(evidence.Span, $"in WSL: {evidence.Text}"));
            }
        }

        context.Report(
            word.Span,
            $"{message}, {word.Value}: each access to a file goes through Windows there and takes many times as long",
            label: "use a folder of the distribution, such as ~",
            related: [.. related],
            notes: ["files belong into the file system of the programs that use them (learn.microsoft.com/windows/wsl/filesystems, microsoft/WSL#4197)"],
            dependsOnTarget: DriverFacts.DependsOnTarget(fact.Scope, context));
    }

    // /mnt/c, /mnt/d/data; not /mnt/data.
    private static bool IsOnDrive(Word word) =>
        word.Value is { Length: >= 6 } path && path.StartsWith("/mnt/", StringComparison.Ordinal) && char.IsAsciiLetterLower(path[5]) && (path.Length == 6 || path[6] == '/');

    // The word that puts an environment, a clone or a program onto the drive.
    private static Word? Placed(CommandUse use)
    {
        if (use.Invocation is not { } invocation)
        {
            return use.IsProgram("torchrun", "accelerate", "deepspeed", "jupyter", "cmake", "virtualenv") ? First(use.Arguments) : null;
        }

        return use.Program switch
        {
            "git" when invocation.Subcommand == "clone" => First(invocation.Operands),
            "conda" or "mamba" or "micromamba" => Value(invocation.Option("-p", "--prefix")?.Value),
            "uv" when invocation.Subcommand == "venv" => First(invocation.Operands),
            "python" or "python3" => First(use.Arguments),
            "pip" or "pip3" => Value(invocation.Option("-t", "--target", "--prefix", "--cache-dir", "-e", "--editable")?.Value),
            _ => null,
        };
    }

    private static Word? Value(Word? word) => word is not null && IsOnDrive(word) ? word : null;

    private static Word? First(IEnumerable<Word> words)
    {
        foreach (var word in words)
        {
            if (IsOnDrive(word))
            {
                return word;
            }
        }

        return null;
    }

    private static string What(CommandUse use) => use.Program switch
    {
        "git" => "the clone",
        "conda" or "mamba" or "micromamba" or "uv" or "virtualenv" => "the environment",
        "python" or "python3" when use.Invocation?.Option("-m")?.Value?.Is("venv") == true => "the environment",
        _ => $"what '{use.Program}' uses",
    };

    // Programs that read or write many files where they run.
    private static bool WorksHere(CommandUse use) => use.Program switch
    {
        "git" => use.Invocation?.Subcommand == "clone",
        "python" or "python3" => use.Invocation is { } invocation && (invocation.Has("-m") || !invocation.Operands.IsEmpty),
        "make" or "cmake" or "ninja" or "npm" or "yarn" or "pnpm" or "cargo" or "torchrun" or "accelerate" or "deepspeed" or "jupyter" or "virtualenv" => true,
        "uv" => use.Invocation?.Subcommand is "venv" or "sync" or "run" or "add",
        "poetry" => use.Invocation?.Subcommand is "install" or "run",
        "docker" => use.Invocation?.Subcommand is "build" or "buildx build" or "compose up" or "compose build",
        "conda" or "mamba" or "micromamba" => use.Invocation?.Option("-p", "--prefix")?.Value is { Value: { } path } && !path.StartsWith('/'),
        _ => use.Invocation is { Subcommand: "install" } pip && (pip.Has("-e", "--editable") || pip.Operands.Exists(static operand => operand.Is("."))),
    };
}
