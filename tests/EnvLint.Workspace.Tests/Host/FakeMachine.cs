using EnvLint.Workspace.Host;

namespace EnvLint.Workspace.Tests.Host;

/// <summary>A machine made of files and of programs that always say the same.</summary>
internal sealed class FakeMachine : IMachine
{
    private readonly Dictionary<string, string> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);
    private readonly List<(string Command, ProgramRun Run)> _programs = [];

    public MachineSystem System { get; init; } = MachineSystem.Linux;

    public string? WindowsBuild { get; init; }

    public string? Architecture { get; init; } = "x86_64";

    public FakeMachine With(string path, string text)
    {
        _files[path] = text;
        return this;
    }

    public FakeMachine Where(string variable, string value)
    {
        _variables[variable] = value;
        return this;
    }

    /// <summary>A program; the last one whose beginning fits answers.</summary>
    public FakeMachine Says(string command, string output, int exitCode = 0, string error = "") => Says(command, new ProgramRun(exitCode, output, error, ""));

    public FakeMachine Hangs(string command) => Says(command, new ProgramRun(ExitCode: null, "", "", "did not answer within 2 seconds"));

    public string? Variable(string name) => _variables.GetValueOrDefault(name);

    public string? Read(string path) => _files.GetValueOrDefault(path);

    public ProgramRun Run(string program, params ReadOnlySpan<string> arguments)
    {
        var command = string.Join(' ', [program, .. arguments]);
        return _programs.LastOrDefault(known => command == known.Command || (known.Command.EndsWith('*') && command.StartsWith(known.Command[..^1], StringComparison.Ordinal))).Run ?? ProgramRun.Missing;
    }

    private FakeMachine Says(string command, ProgramRun run)
    {
        _programs.Add((command, run));
        return this;
    }
}
