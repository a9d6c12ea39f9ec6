using System.Diagnostics;
using System.Text;
using EnvLint.Cli.Watching;

namespace EnvLint.Cli.Tests;

/// <summary>A folder with files, and the program run in it: in this process, or as the native binary that ENVLINT_NATIVE names.</summary>
internal sealed class Project : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("envlint-").FullName;

    public static string? NativeBinary { get; } = System.Environment.GetEnvironmentVariable("ENVLINT_NATIVE") is { Length: > 0 } path ? Path.GetFullPath(path) : null;

    public string this[string relativePath] => Path.Join(_path, relativePath);

    /// <summary>Makes the folder a root of its own, so that nothing above it counts.</summary>
    public Project AsRoot() => With(".git/HEAD");

    public Project With(string relativePath, string content = "") => With(relativePath, Encoding.UTF8.GetBytes(content));

    public Project With(string relativePath, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[relativePath])!);
        File.WriteAllBytes(this[relativePath], content);
        return this;
    }

    public Project WithLink(string relativePath, string target)
    {
        File.CreateSymbolicLink(this[relativePath], target);
        return this;
    }

    public string Read(string relativePath) => File.ReadAllText(this[relativePath]);

    public CliResult Run(params string[] arguments) => RunWith("", arguments);

    public CliResult RunIn(string folder, params string[] arguments) => RunWith("", arguments, folder);

    public CliResult RunWith(string input, string[] arguments, string folder = "") => RunWith(Encoding.UTF8.GetBytes(input), arguments, folder);

    public CliResult RunWith(byte[] input, string[] arguments, string folder = "") =>
        NativeBinary is null ? RunHere(input, arguments, folder, static context => context) : RunNative(NativeBinary, input, arguments, folder, []);

    /// <summary>Runs with variables of the environment.</summary>
    public CliResult RunWhere(Dictionary<string, string> variables, string[] arguments, string folder = "") =>
        NativeBinary is null ? RunHere([], arguments, folder, surroundings => surroundings with { Variables = variables }) : RunNative(NativeBinary, [], arguments, folder, variables);

    /// <summary>Runs in this process, whatever ENVLINT_NATIVE says: for terminals and interrupts.</summary>
    public CliResult RunHere(Func<TestSurroundings, TestSurroundings> change, params string[] arguments) => RunHere([], arguments, "", change);

    public void Dispose()
    {
        // Folders without permissions cannot be deleted.
        if (!OperatingSystem.IsWindows())
        {
            foreach (var folder in Directory.EnumerateDirectories(_path))
            {
                File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }

        Directory.Delete(_path, recursive: true);
    }

    private CliResult RunHere(byte[] input, string[] arguments, string folder, Func<TestSurroundings, TestSurroundings> change)
    {
        var surroundings = change(new TestSurroundings());
        using var output = new MemoryStream();
        using var error = new ToldStream(surroundings.Told);
        using var inputStream = new MemoryStream(input);
        using var context = new CommandContext(() => inputStream, () => surroundings.OutputStream ?? output, () => error)
        {
            WorkingDirectory = () => this[folder].TrimEnd('/'),
            Variable = name => surroundings.Variables.GetValueOrDefault(name),
            IsOutputTerminal = () => surroundings.IsTerminal,
            IsErrorTerminal = () => surroundings.IsTerminal,
            Today = static () => new DateOnly(2026, 10, 15),
            Processors = 2,
            Changes = surroundings.Changes ?? (static _ => throw new InvalidOperationException("no changes are told here")),
        };
        surroundings.Started?.Invoke(context);
        var exitCode = CommandLine.Run(arguments, context);
        return new CliResult(exitCode, Encoding.UTF8.GetString(output.ToArray()), Encoding.UTF8.GetString(error.ToArray()));
    }

    private CliResult RunNative(string binary, byte[] input, string[] arguments, string folder, Dictionary<string, string> variables)
    {
        var start = new ProcessStartInfo(binary, arguments)
        {
            WorkingDirectory = this[folder],
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        try
        {
            process.StandardInput.BaseStream.Write(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading its input, as most commands do.
        }

        if (!process.WaitForExit(TimeSpan.FromMinutes(2)))
        {
            process.Kill();
            throw new TimeoutException($"envlint {string.Join(' ', arguments)}");
        }

        return new CliResult(process.ExitCode, output.Result, error.Result);
    }
}

/// <summary>What a test in this process can say of the world.</summary>
internal sealed record TestSurroundings
{
    public Dictionary<string, string> Variables { get; init; } = [];

    public bool IsTerminal { get; init; }

    public Stream? OutputStream { get; init; }

    /// <summary>Called with each text that goes to the error stream, after it was written.</summary>
    public Action<string>? Told { get; init; }

    public Func<Action<string>, IChanges>? Changes { get; init; }

    public Action<CommandContext>? Started { get; init; }
}

/// <summary>A stream in memory that says what is written to it: what a run tells is a moment of it that tests can act in.</summary>
internal sealed class ToldStream(Action<string>? told) : MemoryStream
{
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        base.Write(buffer.ToArray(), 0, buffer.Length);
        told?.Invoke(Encoding.UTF8.GetString(buffer));
    }
}

/// <summary>Files that findings are known of.</summary>
internal static class Samples
{
    /// <summary>One error: ENV001 at 2:1.</summary>
    public const string Broken = "FROM ubuntu:24.04\nINSTALL curl\n";

    /// <summary>Nothing to say.</summary>
    public const string Fine = "FROM ubuntu:24.04\nRUN echo ready\n";

    /// <summary>One warning with a safe fix: ENV004 at 1:1.</summary>
    public const string Unused = "# envlint: ignore=ENV001 -- not needed\nFROM ubuntu:24.04\nRUN echo ready\n";

    /// <summary>One warning with a suggested fix: ENV006 at 1:19.</summary>
    public const string Misspelled = "# envlint: ignore=ENV01 -- x\nFROM ubuntu:24.04\nRUN echo ready\n";
}
