namespace EnvLint.Cli.Tests.Shells;

/// <summary>A test that needs programs. Skipped where one is not installed, unless ENVLINT_SHELLS says <c>required</c> (<c>tests/shells/run.sh</c>).</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ShellTheoryAttribute : TheoryAttribute
{
    public ShellTheoryAttribute(params string[] programs)
    {
        var folders = (System.Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var missing = programs.FirstOrDefault(program => !folders.Any(folder => File.Exists(Path.Join(folder, program))));
        if (missing is not null && System.Environment.GetEnvironmentVariable("ENVLINT_SHELLS") != "required")
        {
            Skip = $"{missing} is not installed: see tests/shells/run.sh";
        }
    }
}
