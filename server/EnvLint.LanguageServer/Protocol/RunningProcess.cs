using System.Diagnostics;
using System.Globalization;

namespace EnvLint.LanguageServer.Protocol;

/// <summary>Whether a process of this machine still runs.</summary>
internal static class RunningProcess
{
    /// <summary>Finds a process.</summary>
    /// <param name="id">Its number.</param>
    /// <returns>Says whether it still runs; null where there is none of that number, or none that can be seen.</returns>
    public static Func<bool>? Find(int id)
    {
        if (OperatingSystem.IsLinux())
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/stat");
            return StartOf(path) is { } start ? () => string.Equals(StartOf(path), start, StringComparison.Ordinal) : null;
        }

        return IsRunning(id) ? () => IsRunning(id) : null;
    }

    private static bool IsRunning(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    // When the process started, which tells it from a later one of the same number; null for one that is gone. One that ended
    // and waits to be fetched by its parent (Z, X) is gone: where nobody fetches it, as in many containers, it would stay for ever.
    private static string? StartOf(string path)
    {
        const int StartField = 19;
        try
        {
            // "123 (name) S 1 ...": the name may hold anything.
            var text = File.ReadAllText(path);
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return fields.Length > StartField && fields[0] is not ("Z" or "X") ? fields[StartField] : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
