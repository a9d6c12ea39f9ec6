namespace EnvLint.Cli.Tests.Editors;

/// <summary>A test that needs an editor. Skipped where it is not installed, unless ENVLINT_EDITORS says <c>required</c> (<c>tests/clients/run.sh</c>).</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EditorFactAttribute : FactAttribute
{
    public EditorFactAttribute(string program)
    {
        var isThere = (System.Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Join(folder, program)));
        if (!isThere && System.Environment.GetEnvironmentVariable("ENVLINT_EDITORS") != "required")
        {
            Skip = $"{program} is not installed: see tests/clients/run.sh";
        }
    }
}
