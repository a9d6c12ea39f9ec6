using System.Runtime.InteropServices;

namespace EnvLint.Cli.Terminal;

/// <summary>The terminal that standard error goes to.</summary>
internal static partial class ErrorTerminal
{
    // What a terminal has that says nothing.
    private const int Usual = 80;

    private const nuint GetWindowSize = 0x5413;

    /// <summary>How many columns it has now; the usual number where it does not say.</summary>
    /// <remarks>The platform's own console would switch the terminal to another mode to answer.</remarks>
    public static unsafe int Width()
    {
        if (OperatingSystem.IsWindows())
        {
            try
            {
                return Console.WindowWidth;
            }
            catch (IOException)
            {
                return Usual;
            }
        }

        // Rows, columns, and both in pixels.
        var size = stackalloc ushort[4];
        return OperatingSystem.IsLinux() && Control(2, GetWindowSize, size) == 0 && size[1] > 0 ? size[1] : Usual;
    }

    [LibraryImport("libc", EntryPoint = "ioctl")]
    private static unsafe partial int Control(int descriptor, nuint request, ushort* size);
}
