namespace EnvLint.Cli.Tests;

/// <summary>A test of missing permissions, which the superuser and Windows do not know: skipped there, and shown as skipped.</summary>
internal sealed class SkippableByRootFactAttribute : FactAttribute
{
    public SkippableByRootFactAttribute()
    {
        if (OperatingSystem.IsWindows() || string.Equals(System.Environment.UserName, "root", StringComparison.Ordinal))
        {
            Skip = "needs a user whom permissions bind";
        }
    }
}
