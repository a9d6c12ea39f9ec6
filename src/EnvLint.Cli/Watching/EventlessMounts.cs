namespace EnvLint.Cli.Watching;

/// <summary>Knows the file systems whose changes come from elsewhere, so that the system tells nobody of them.</summary>
internal static class EventlessMounts
{
    /// <summary>Whether no events come from a folder: a drive of Windows seen from WSL, a share of the network, a folder of a virtual machine's host.</summary>
    /// <param name="folder">Absolute path.</param>
    /// <param name="mounts">The text of <c>/proc/mounts</c>; empty where there is none.</param>
    public static bool Holds(string folder, string mounts)
    {
        var longest = -1;
        var isEventless = false;
        foreach (var line in mounts.AsSpan().EnumerateLines())
        {
            // Device, folder, type, and more; a blank within a name is written as \040.
            var parts = line.ToString().Split(' ');
            if (parts.Length < 3)
            {
                continue;
            }

            var point = parts[1].Replace("\\040", " ", StringComparison.Ordinal).TrimEnd('/');

            // Of two in one place the later one counts.
            if (point.Length >= longest && folder.StartsWith(point, StringComparison.Ordinal) && (folder.Length == point.Length || folder[point.Length] == '/'))
            {
                longest = point.Length;
                isEventless = IsEventless(parts[2]);
            }
        }

        return isEventless;
    }

    private static bool IsEventless(string type) =>
        type is "9p" or "drvfs" or "virtiofs" or "nfs" or "nfs4" or "cifs" or "smb3" or "smbfs" or "vboxsf" or "prl_fs" or "vmhgfs" or "afs" or "ceph"
        || type.StartsWith("fuse.", StringComparison.Ordinal);
}
