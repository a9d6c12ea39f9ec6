using System.Collections.Immutable;

namespace EnvLint.Workspace.Host;

/// <summary>The files that a machine has of its own: <c>/etc/wsl.conf</c>, and <c>.wslconfig</c> in the profile of the person at Windows.</summary>
/// <param name="Files">Absolute paths of those that are there, with <c>/</c>.</param>
/// <param name="Gaps">What is not there or cannot be found, in a few words.</param>
public sealed record MachineFiles(ImmutableArray<string> Files, ImmutableArray<string> Gaps)
{
    private const string DistributionFile = "/etc/wsl.conf";
    private const string ProfileFile = ".wslconfig";
    private const string ProfileVariable = "USERPROFILE";
    private const string Shell = "/mnt/c/Windows/System32/cmd.exe";

    /// <summary>Looks for them. Never throws for what a machine is like.</summary>
    /// <param name="machine">The machine.</param>
    public static MachineFiles Find(IMachine machine)
    {
        var files = ImmutableArray.CreateBuilder<string>();
        var gaps = ImmutableArray.CreateBuilder<string>();
        if (machine.System == MachineSystem.Windows)
        {
            // The other file lies in each distribution: the check runs there, too.
            var profile = machine.Variable(ProfileVariable);
            Add(profile is { Length: > 0 } ? profile.Replace('\\', '/').TrimEnd('/') : null, $"{ProfileVariable} is not set");
            return new MachineFiles(files.ToImmutable(), gaps.ToImmutable());
        }

        if (machine.Read(DistributionFile) is not null)
        {
            files.Add(DistributionFile);
        }
        else
        {
            gaps.Add($"there is no {DistributionFile}");
        }

        var release = machine.Read("/proc/sys/kernel/osrelease") ?? machine.Read("/proc/version");
        if (machine.System != MachineSystem.Linux || HostTexts.KernelOf(release, machine.Variable("WSL_DISTRO_NAME") is not null) == LinuxKernel.Native)
        {
            gaps.Add($"this is neither WSL nor Windows: there is no {ProfileFile}");
        }
        else
        {
            var profile = FindProfile(machine, out var reason);
            Add(profile, reason);
        }

        return new MachineFiles(files.ToImmutable(), gaps.ToImmutable());

        void Add(string? profile, string reason)
        {
            if (profile is null)
            {
                gaps.Add($"the Windows profile with {ProfileFile} is not known: {reason}");
            }
            else if (machine.Read($"{profile}/{ProfileFile}") is not null)
            {
                files.Add($"{profile}/{ProfileFile}");
            }
            else
            {
                gaps.Add($"there is no {profile}/{ProfileFile}");
            }
        }
    }

    // What Windows hands over (WSLENV), else what it answers. The first that knows it is believed.
    private static string? FindProfile(IMachine machine, out string reason)
    {
        reason = "";
        if (LinuxPath(machine, machine.Variable(ProfileVariable)) is { } handedOver)
        {
            return handedOver;
        }

        var asked = machine.Run("wslvar", ProfileVariable);
        if (asked.IsFine && LinuxPath(machine, LastPath(asked.Output)) is { } told)
        {
            return told;
        }

        // Its code page is changed first, or a name with letters beyond ASCII would come broken. It complains of folders that it cannot be in, in lines of their own.
        var shell = machine.Run(Shell, "/d", "/c", $"chcp 65001 >nul & echo %{ProfileVariable}%");
        if (shell.IsFine && LinuxPath(machine, LastPath(shell.Output)) is { } answered)
        {
            return answered;
        }

        reason = shell.IsMissing ? $"there is no {Shell}" : shell.Reason.Length > 0 ? $"cmd.exe {shell.Reason}" : "cmd.exe does not say it";
        return null;
    }

    private static string? LastPath(string output)
    {
        var lines = output.Split('\n');
        for (var i = lines.Length - 1; i >= 0; i--)
        {
            if (IsWindowsPath(lines[i].Trim()))
            {
                return lines[i].Trim();
            }
        }

        return null;
    }

    private static bool IsWindowsPath(string text) => text.Length > 3 && char.IsAsciiLetter(text[0]) && text[1] == ':' && text[2] is '\\' or '/';

    private static string? LinuxPath(IMachine machine, string? path)
    {
        if (path is null || !IsWindowsPath(path))
        {
            return path is { Length: > 1 } && path[0] == '/' && path.AsSpan().IndexOfAny('\n', '\r', '\0') < 0 ? path.TrimEnd('/') : null;
        }

        // Drives may be mounted elsewhere; the usual place is tried where nobody says it.
        var told = machine.Run("wslpath", "-u", path);
        return told.IsFine && told.Output.Trim() is { Length: > 1 } mounted && mounted[0] == '/' && !mounted.Contains('\n', StringComparison.Ordinal)
            ? mounted.TrimEnd('/')
            : $"/mnt/{char.ToLowerInvariant(path[0])}/{path[3..].Replace('\\', '/').TrimEnd('/')}";
    }
}
