using System.Text.Json;

namespace EnvLint.Workspace.Host;

/// <summary>The kinds of kernel that Linux may run on.</summary>
public enum LinuxKernel
{
    /// <summary>One of its own.</summary>
    Native,

    /// <summary>That of WSL 1: Windows.</summary>
    Wsl1,

    /// <summary>That of WSL 2.</summary>
    Wsl2,
}

/// <summary>Reads what files and programs of a machine say. Text that is something else gives nothing.</summary>
public static class HostTexts
{
    /// <summary>The kind of kernel.</summary>
    /// <param name="release">The text of <c>/proc/sys/kernel/osrelease</c>, or of <c>/proc/version</c>; null for none.</param>
    /// <param name="isInWsl">Whether something else says that it is WSL: a variable that WSL sets. Kernels of one's own do not.</param>
    public static LinuxKernel KernelOf(string? release, bool isInWsl)
    {
        if (release is not null && release.Contains("microsoft", StringComparison.OrdinalIgnoreCase))
        {
            // 4.4.0-19041-Microsoft is WSL 1; 4.19.104-microsoft-standard was the first kernel of WSL 2.
            return release.Contains("microsoft-standard", StringComparison.OrdinalIgnoreCase) || release.Contains("WSL2", StringComparison.OrdinalIgnoreCase) || !release.Contains("4.4.0-", StringComparison.Ordinal)
                ? LinuxKernel.Wsl2
                : LinuxKernel.Wsl1;
        }

        return isInWsl ? LinuxKernel.Wsl2 : LinuxKernel.Native;
    }

    /// <summary>The name of the distribution: <c>Ubuntu 22.04.4 LTS</c>; null where it is not said.</summary>
    /// <param name="text">The text of <c>/etc/os-release</c>.</param>
    public static string? DistributionOf(string? text)
    {
        foreach (var line in (text ?? "").Split('\n'))
        {
            if (line.StartsWith("PRETTY_NAME=", StringComparison.Ordinal))
            {
                return Shown(line["PRETTY_NAME=".Length..].Trim().Trim('"', '\''));
            }
        }

        return null;
    }

    /// <summary>The driver that runs in the kernel: <c>535.154.05</c>; null where it is not said.</summary>
    /// <param name="text">The text of <c>/proc/driver/nvidia/version</c>.</param>
    public static string? KernelDriverOf(string? text)
    {
        // "NVRM version: NVIDIA UNIX x86_64 Kernel Module  535.154.05  Thu Dec 28 ...", or "Open Kernel Module for x86_64  570.124.06".
        foreach (var line in (text ?? "").Split('\n'))
        {
            if (line.StartsWith("NVRM version:", StringComparison.Ordinal))
            {
                foreach (var word in line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                {
                    if (NvidiaSmi.IsVersion(word))
                    {
                        return word;
                    }
                }
            }
        }

        return null;
    }

    /// <summary>The version of the CUDA toolkit: <c>12.4</c>; null where it is not said.</summary>
    /// <param name="output">What <c>nvcc --version</c> printed.</param>
    public static string? ToolkitOf(string output) => WordBehind(output, "release ") is { } word && NvidiaSmi.IsVersion(word.TrimEnd(',')) ? word.TrimEnd(',') : null;

    /// <summary>The version of conda: <c>24.1.2</c>; null where it is not said.</summary>
    /// <param name="output">What <c>conda --version</c> printed.</param>
    public static string? CondaOf(string output) => WordBehind(output, "conda ") is { } word && NvidiaSmi.IsVersion(word) ? word : null;

    /// <summary>The build number of Windows: <c>22631</c>; null where it is not said.</summary>
    /// <param name="output">What <c>reg query</c> printed of <c>CurrentBuildNumber</c>.</param>
    public static string? WindowsBuildOf(string output) =>
        WordBehind(output, "REG_SZ") is { Length: >= 4 and <= 6 } word && !word.AsSpan().ContainsAnyExceptInRange('0', '9') ? word : null;

    /// <summary>What runs containers, as a target says it, with its version for people; null where the text does not say it.</summary>
    /// <param name="output">What <c>docker info</c> or <c>podman info</c> printed as JSON.</param>
    public static (string Docker, string Version)? DockerOf(string output)
    {
        try
        {
            using var json = JsonDocument.Parse(output);
            if (json.RootElement.ValueKind != JsonValueKind.Object)
            {
                return null;
            }

            // podman may answer to the name of docker.
            if (json.RootElement.TryGetProperty("host", out _) && json.RootElement.TryGetProperty("version", out var version))
            {
                return ("podman", $"podman {TextOf(version, "Version")}".TrimEnd());
            }

            // Without a version the client spoke, and no engine behind it.
            return TextOf(json.RootElement, "ServerVersion") is { Length: > 0 } server
                ? TextOf(json.RootElement, "OperatingSystem").Contains("Docker Desktop", StringComparison.Ordinal) ? ("desktop", $"Docker Desktop, engine {server}") : ("engine", $"Docker {server}")
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A text from outside on one line, not longer than a line.</summary>
    /// <param name="text">The text.</param>
    internal static string? Shown(string text) => text.Length is 0 or > 100 || text.AsSpan().ContainsAny('\n', '\r') ? null : text;

    private static string TextOf(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? Shown(value.GetString() ?? "") ?? "" : "";

    private static string? WordBehind(string text, string label)
    {
        var start = text.IndexOf(label, StringComparison.Ordinal);
        if (start < 0)
        {
            return null;
        }

        var rest = text.AsSpan(start + label.Length).TrimStart();
        var end = rest.IndexOfAny(" \t\r\n");
        return (end < 0 ? rest : rest[..end]).ToString();
    }
}
