namespace EnvLint.MSBuild.Tests.Packages;

/// <summary>A test that installs the packages which the folder ENVLINT_PACKAGES holds; skipped where it is not set.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PackageFactAttribute : FactAttribute
{
    public PackageFactAttribute()
    {
        if (Sandbox.PackageFolder is null)
        {
            Skip = "ENVLINT_PACKAGES names no folder with packages: see tests/packages/run.sh";
        }
    }
}
