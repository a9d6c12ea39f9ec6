using EnvLint.Environment.Facts;

namespace EnvLint.Environment.Stack;

/// <summary>Commands of which nobody can say here whether they bring, replace or remove a CUDA toolkit.</summary>
internal static class ForeignCommands
{
    /// <summary>Whether a command may change which toolkits are there.</summary>
    /// <param name="use">A command that is no installation of a toolkit itself.</param>
    public static bool MayChangeToolkits(CommandUse use)
    {
        if (use.Program.Length == 0 || use.ProgramWord.Value is not { } path)
        {
            return true;
        }

        switch (use.Program)
        {
            case "sh" or "bash" or "dash" or "ash" or "zsh":
                return RunsScript(use);
            case "source" or ".":
                return use.Arguments is not [{ Value: { } script }, ..] || !IsHarmlessScript(script);
            case "eval":
                return !use.Arguments.AsSpan().IsEmpty && !Mentions(use, "conda", "mamba", "ssh-agent", "brew shellenv");
            case "ansible-playbook" or "ansible" or "spack" or "nix" or "nix-env" or "nix-shell" or "guix" or "brew" or "pixi" or "module" or "ml" or "salt-call" or "puppet" or "update-alternatives":
                return true;
            case "apt-get" or "apt" or "aptitude" or "apt-fast" or "dnf" or "yum" or "microdnf" or "tdnf" or "zypper":
                return use.Invocation is null or { Subcommand: "install" or "in" or "reinstall" or "localinstall", HasUnknownWords: true } || (Mentions(use, "nvhpc", "hpc-sdk"))
                    || (use.Invocation is { Subcommand: "remove" or "purge" or "erase" or "autoremove" } && (use.Invocation.HasUnknownWords || Mentions(use, "cuda", "nvidia")));
            case "dpkg" or "rpm":
                return use.Invocation?.HasUnknownWords == true || (Mentions(use, "cuda", "nvhpc") && !Mentions(use, "cuda-keyring", "cuda-repo-"));
            case "conda" or "mamba" or "micromamba":
                return use.Invocation is { Subcommand: "env create" or "env update" or "install" or "create" } conda
                    && (conda.Subcommand.StartsWith("env", StringComparison.Ordinal) || conda.HasUnknownWords || conda.Has("--file", "-f", "--clone"));
            case "tar" or "cp" or "mv" or "rsync" or "rm" or "unzip":
                return Mentions(use, "cuda", "/usr/local", "/opt") || HasUnknown(use);
        }

        // A program of its own folder is somebody's script; the usual ones are known wherever they are.
        return path.Contains('/', StringComparison.Ordinal) && !IsSystemFolder(path)
            && !(use.IsPip || use.Invocation is not null || use.Program.StartsWith("python", StringComparison.Ordinal) || use.Program is "conda-unpack" or "configure" or "ldconfig");
    }

    private static bool RunsScript(CommandUse use)
    {
        if (use.Invocation is not { } invocation || invocation.HasUnknownWords)
        {
            return true;
        }

        // bash -c '…' is lowered to commands of its own, and so is a here-document.
        if (invocation.Has("-c"))
        {
            return false;
        }

        if (invocation.Operands is [var script, ..])
        {
            return script.Value is not { } path || !IsCondaInstaller(path);
        }

        // curl … | sh
        return use.PipedFrom is null ? use.Redirections.IsEmpty && use.Shell?.Origin == ShellOrigin.Script : HasUnknown(use.PipedFrom) || Mentions(use.PipedFrom, "cuda", "nvidia");
    }

    private static bool IsCondaInstaller(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        return name.Contains("conda", StringComparison.OrdinalIgnoreCase) || name.Contains("miniforge", StringComparison.OrdinalIgnoreCase) || name.Contains("mambaforge", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsHarmlessScript(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        return name is "activate" or "conda.sh" or "mamba.sh" or "micromamba.sh" or "profile" or ".profile" or ".bash_profile" or ".bashrc" or "bash.bashrc" or "env" or "nvm.sh" or "setup.bash" or "os-release";
    }

    private static bool IsSystemFolder(string path) =>
        path.StartsWith("/usr/bin/", StringComparison.Ordinal) || path.StartsWith("/bin/", StringComparison.Ordinal)
        || path.StartsWith("/usr/sbin/", StringComparison.Ordinal) || path.StartsWith("/sbin/", StringComparison.Ordinal);

    private static bool HasUnknown(CommandUse use)
    {
        foreach (var argument in use.Arguments)
        {
            if (argument.Value is null)
            {
                return true;
            }
        }

        return false;
    }

    private static bool Mentions(CommandUse use, params ReadOnlySpan<string> texts)
    {
        foreach (var argument in use.Arguments)
        {
            foreach (var text in texts)
            {
                if ((argument.Value ?? argument.Raw).Contains(text, StringComparison.Ordinal))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
