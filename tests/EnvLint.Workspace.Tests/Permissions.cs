namespace EnvLint.Workspace.Tests;

internal static class Permissions
{
    public static void TakeAway(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException();
        }

        File.SetUnixFileMode(path, UnixFileMode.None);
    }
}
