using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace EnvLint.Workspace.Host;

/// <summary>The machine that this process runs on.</summary>
/// <param name="variable">Looks an environment variable up.</param>
/// <param name="patience">How long a program may take.</param>
public sealed class LocalMachine(Func<string, string?> variable, TimeSpan patience) : IMachine
{
    // More than any of the programs says that has something to say.
    private const int MostCharacters = 256 * 1024;

    /// <summary>How long a program may take where nobody says otherwise.</summary>
    public static TimeSpan UsualPatience { get; } = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public MachineSystem System => OperatingSystem.IsWindows() ? MachineSystem.Windows : OperatingSystem.IsLinux() ? MachineSystem.Linux : MachineSystem.Other;

    /// <inheritdoc/>
    public string? WindowsBuild => OperatingSystem.IsWindows() ? global::System.Environment.OSVersion.Version.Build.ToString(global::System.Globalization.CultureInfo.InvariantCulture) : null;

    /// <inheritdoc/>
    public string? Architecture => RuntimeInformation.OSArchitecture switch
    {
        global::System.Runtime.InteropServices.Architecture.X64 => "x86_64",
        global::System.Runtime.InteropServices.Architecture.Arm64 => "aarch64",
        _ => null,
    };

    /// <inheritdoc/>
    public string? Variable(string name) => variable(name);

    /// <inheritdoc/>
    public string? Read(string path)
    {
        try
        {
            // Files of /proc have no length: read until there is enough.
            using var reader = new StreamReader(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            var buffer = new char[64 * 1024];
            return new string(buffer, 0, reader.ReadBlock(buffer));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public ProgramRun Run(string program, params ReadOnlySpan<string> arguments)
    {
        if (Find(program) is not { } path)
        {
            return ProgramRun.Missing;
        }

        var start = new ProcessStartInfo(path)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            UseShellExecute = false,
            CreateNoWindow = true,

            // Not the folder of the project: what lies there must not change what a program does.
            WorkingDirectory = Path.GetPathRoot(path) ?? "",
        };
        start.Environment["LC_ALL"] = "C";
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            using var process = Process.Start(start);
            return process is null ? new ProgramRun(ExitCode: null, "", "", "cannot be started") : Wait(process);
        }
        catch (Exception exception) when (exception is Win32Exception or IOException or InvalidOperationException or UnauthorizedAccessException)
        {
            return new ProgramRun(ExitCode: null, "", "", "cannot be started");
        }
    }

    private ProgramRun Wait(Process process)
    {
        var output = new StringBuilder();
        var error = new StringBuilder();
        using var ending = new CancellationTokenSource(patience);
        try
        {
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended at once.
        }

        var reading = Task.WhenAll(ReadAsync(process.StandardOutput, output, ending.Token), ReadAsync(process.StandardError, error, ending.Token), process.WaitForExitAsync(ending.Token));
        try
        {
            reading.GetAwaiter().GetResult();
            return new ProgramRun(process.ExitCode, Text(output), Text(error), "");
        }
        catch (OperationCanceledException)
        {
            Kill(process);
            return new ProgramRun(ExitCode: null, Text(output), Text(error), string.Create(global::System.Globalization.CultureInfo.InvariantCulture, $"did not answer within {patience.TotalSeconds:0.#} seconds"));
        }
        catch (IOException)
        {
            Kill(process);
            return new ProgramRun(ExitCode: null, "", "", "cannot be read");
        }
    }

    private static string Text(StringBuilder builder)
    {
        lock (builder)
        {
            return builder.ToString();
        }
    }

    // Reads to the end, so that the program can end, and keeps the beginning.
    private static async Task ReadAsync(StreamReader reader, StringBuilder kept, CancellationToken cancellationToken)
    {
        var buffer = new char[4096];
        while (await reader.ReadAsync(buffer.AsMemory(), cancellationToken).ConfigureAwait(false) is > 0 and var count)
        {
            lock (kept)
            {
                kept.Append(buffer, 0, Math.Min(count, MostCharacters - kept.Length));
            }
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It ended by itself, or is not ours to end.
        }
    }

    // Only absolute folders: a program of the folder that one happens to be in is not meant.
    private string? Find(string program)
    {
        if (Path.IsPathFullyQualified(program))
        {
            return IsProgram(program) ? program : null;
        }

        var name = OperatingSystem.IsWindows() ? program + ".exe" : program;
        foreach (var folder in (variable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            if (Path.IsPathFullyQualified(folder) && Path.Join(folder, name) is var path && IsProgram(path))
            {
                return path;
            }
        }

        return null;
    }

    private static bool IsProgram(string path)
    {
        try
        {
            return File.Exists(path)
                && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != UnixFileMode.None);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
