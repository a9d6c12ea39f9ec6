using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;

namespace EnvLint.Rules.Conda;

/// <summary>Reports conda installing into an environment after pip did.</summary>
[Rule("CND009", "pip-before-conda",
    Title = "An environment in which conda installs after pip",
    Category = RuleCategory.Compatibility,
    Severity = Severity.Warning,
    Confidence = Confidence.Medium,
    Since = "0.1.0")]
public sealed partial class PipBeforeConda : Rule<PythonEnvironment>
{
    /// <inheritdoc/>
    protected override void Check(PythonEnvironment subject, RuleContext context)
    {
        // The blocks of a guide may be alternatives.
        if (subject.Origin is null or ShellOrigin.Guide)
        {
            return;
        }

        PackageRequest? pip = null;
        for (var i = 0; i < subject.Requests.Length; i++)
        {
            var request = subject.Requests[i];
            if (request.IsConditional || request.IsConstraint)
            {
                continue;
            }

            if (request.Manager == PackageManager.Pip)
            {
                if (pip is null && !IsTool(request.Name))
                {
                    pip = request;
                }
            }
            else if (pip is not null && request is { Manager: PackageManager.Conda, Command: { Invocation.SubcommandWord: { } subcommand } command }
                && subject.Owns(request) && BringsPython(subject, i))
            {
                context.Report(
                    command.Span.Contains(subcommand.Span) && subcommand.Span.Start >= command.ProgramWord.Span.Start
                        ? Text.TextSpan.Union(command.ProgramWord.Span, subcommand.Span)
                        : request.Word.Span,
                    $"conda installs '{request.Name}' after pip installed '{pip.Name}' in the same environment: it does not know pip's packages and may write over them",
                    label: "belongs before pip",
                    related: [context.At(pip, $"pip installs '{pip.Name}' here")]);
                return;
            }
        }
    }

    // Libraries and compilers meet no package of pip; a name with none of the known beginnings may be anything of Python's.
    private static bool BringsPython(PythonEnvironment environment, int first)
    {
        // The requests of one command stand together.
        var requests = environment.Requests;
        for (var i = first; i < requests.Length && ReferenceEquals(requests[i].Command, requests[first].Command); i++)
        {
            if (!IsLibrary(requests[i].Name))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsTool(string name) => name is "pip" or "setuptools" or "wheel" or "uv" or "conda-lock" or "mamba" or "pipx" or "poetry" or "virtualenv" or "pip-tools";

    private static bool IsLibrary(string name)
    {
        foreach (var beginning in (ReadOnlySpan<string>)["cuda", "cudnn", "nccl", "lib", "gcc", "gxx", "binutils", "sysroot", "compilers", "clang", "nodejs", "r-", "_", "mesa"])
        {
            if (name.StartsWith(beginning, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return name is "ffmpeg" or "git" or "git-lfs" or "cmake" or "make" or "ninja" or "curl" or "wget" or "openssl" or "ca-certificates" or "c-compiler" or "cxx-compiler"
            or "mamba" or "conda" or "pkg-config" or "zlib" or "bzip2" or "openmpi" or "mpich" or "eigen" or "boost-cpp" or "sox" or "tmux" or "htop" or "openjdk" or "rust" or "go";
    }
}
