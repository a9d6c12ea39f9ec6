namespace EnvLint.MSBuild.Tests.Packages;

/// <summary>The package <c>envlint</c>, installed as people install it.</summary>
public sealed class ToolTests(PackageCache cache) : IClassFixture<PackageCache>
{
    [PackageFact]
    public void Installed_to_a_folder_it_runs()
    {
        using var sandbox = new Sandbox(cache).With("project/Dockerfile", "FROM ubuntu:24.04\nINSTALL curl\n");
        var install = sandbox.Dotnet("tool", "install", "envlint", "--tool-path", sandbox["tools"], "--add-source", Sandbox.PackageFolder!);
        Assert.True(install.ExitCode == 0, install.Output);

        var run = sandbox.Run(sandbox["tools/envlint"], "project", "check", "--format", "concise");
        Assert.True(run.ExitCode == 1, run.Output);
        Assert.StartsWith("Dockerfile:2:1: error[ENV001] ", run.Output, StringComparison.Ordinal);
        Assert.Equal("", sandbox.Run(sandbox["tools/envlint"], "project", "check", "--quiet", "--ignore", "ENV001").Output);
    }

    [PackageFact]
    public void Restored_from_a_manifest_it_runs()
    {
        using var sandbox = new Sandbox(cache)
            .With(".config/dotnet-tools.json", """{ "version": 1, "isRoot": true, "tools": { "envlint": { "version": "0.1.0", "commands": [ "envlint" ] } } }""")
            .With("project/Dockerfile", "FROM ubuntu:24.04\nRUN echo ready\n");
        var restore = sandbox.Dotnet("tool", "restore");
        Assert.True(restore.ExitCode == 0, restore.Output);

        var run = sandbox.Run("dotnet", "project", "envlint", "check");
        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Contains("No findings (1 file checked)", run.Output, StringComparison.Ordinal);
    }
}
