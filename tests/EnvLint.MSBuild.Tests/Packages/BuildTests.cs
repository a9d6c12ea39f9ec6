namespace EnvLint.MSBuild.Tests.Packages;

/// <summary>The package <c>EnvLint.MSBuild</c> in builds of real projects.</summary>
public sealed class BuildTests(PackageCache cache) : IClassFixture<PackageCache>
{
    private const string Broken = "FROM ubuntu:24.04\nINSTALL curl\n"; // an error: ENV001 at 2:1
    private const string Fine = "FROM ubuntu:24.04\nRUN echo ready\n";
    private const string Unused = "# envlint: ignore=ENV001 -- not needed\nFROM ubuntu:24.04\nRUN echo ready\n"; // a warning: ENV004 at 1:1

    [PackageFact]
    public void Nothing_to_say_says_nothing_and_the_program_stays_out_of_the_output()
    {
        using var sandbox = new Sandbox(cache).WithProject("App/App.csproj").With("App/Dockerfile", Fine);
        var result = sandbox.Build("App/App.csproj");

        Assert.True(result.ExitCode == 0, result.Output);
        Assert.Empty(result.Told);
        Assert.Equal(["App.deps.json", "App.dll", "App.pdb"], Directory.EnumerateFiles(sandbox["App/bin/Debug/net10.0"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [PackageFact]
    public void An_error_stops_the_build_at_its_place_in_a_folder_with_blanks()
    {
        using var sandbox = new Sandbox(cache).WithProject("my éxample (1)/src/App/App.csproj").With("my éxample (1)/.git/HEAD", "ref: refs/heads/main\n").With("my éxample (1)/src/App/docker/Dockerfile", Broken);
        var result = sandbox.Build("my éxample (1)/src/App/App.csproj");

        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith($"{sandbox["my éxample (1)/src/App/docker/Dockerfile"]}(2,1,2,8): error ENV001: ", Assert.Single(result.Told), StringComparison.Ordinal);
        Assert.False(File.Exists(sandbox["my éxample (1)/src/App/bin/Debug/net10.0/App.dll"]));
    }

    [PackageFact]
    public void A_warning_is_shown_in_each_build_and_obeys_what_MSBuild_says_of_warnings()
    {
        using var sandbox = new Sandbox(cache).WithProject("App.csproj").With("Dockerfile", Unused);
        var expected = $"{sandbox["Dockerfile"]}(1,1,1,39): warning ENV004: ";

        var first = sandbox.Build("App.csproj");
        Assert.Equal(0, first.ExitCode);
        Assert.StartsWith(expected, Assert.Single(first.Told), StringComparison.Ordinal);

        var second = sandbox.Build("App.csproj", "--no-restore");
        Assert.Equal(first.Told, second.Told);

        var asError = sandbox.Build("App.csproj", "--no-restore", "-warnaserror");
        Assert.Equal(1, asError.ExitCode);
        Assert.StartsWith(expected.Replace("warning", "error", StringComparison.Ordinal), Assert.Single(asError.Told), StringComparison.Ordinal);

        var silenced = sandbox.Build("App.csproj", "--no-restore", "-p:NoWarn=ENV004");
        Assert.Equal(0, silenced.ExitCode);
        Assert.Empty(silenced.Told);

        var off = sandbox.Build("App.csproj", "--no-restore", "-p:EnvLintOnBuild=false");
        Assert.Empty(off.Told);

        var failing = sandbox.Build("App.csproj", "--no-restore", "-p:EnvLintFailOn=warning");
        Assert.Equal(1, failing.ExitCode);
        Assert.Contains(": error ENV004: ", Assert.Single(failing.Told), StringComparison.Ordinal);

        var designTime = sandbox.Dotnet("msbuild", "App.csproj", "-nologo", "-tl:off", "-t:Build", "-p:DesignTimeBuild=true");
        Assert.Empty(designTime.Told);
    }

    [PackageFact]
    public void The_configuration_says_what_fails_and_a_wrong_one_fails()
    {
        using var sandbox = new Sandbox(cache).WithProject("App.csproj").With("Dockerfile", Broken).With("envlint.toml", "fail-on = \"never\"\n");
        var never = sandbox.Build("App.csproj");
        Assert.True(never.ExitCode == 0, never.Output);
        Assert.Contains("Dockerfile(2,1,2,8): warning ENV001: ", Assert.Single(never.Told), StringComparison.Ordinal);

        sandbox.With("envlint.toml", "fail-no = \"never\"\n");
        var wrong = sandbox.Build("App.csproj", "--no-restore");
        Assert.Equal(1, wrong.ExitCode);
        Assert.Contains("error ENVLINT: envlint: envlint.toml:1:1: there is no key 'fail-no'; did you mean 'fail-on'?", Assert.Single(wrong.Told), StringComparison.Ordinal);
    }

    [PackageFact]
    public void A_project_for_several_frameworks_is_checked_once()
    {
        using var sandbox = new Sandbox(cache)
            .WithProject("App.csproj", frameworks: "<TargetFrameworks>net10.0;net10.0-windows</TargetFrameworks><EnableWindowsTargeting>true</EnableWindowsTargeting><DisableTransitiveFrameworkReferenceDownloads>true</DisableTransitiveFrameworkReferenceDownloads>")
            .With("Dockerfile", Unused);
        var result = sandbox.Build("App.csproj");

        Assert.True(result.ExitCode == 0, result.Output);

        // The summary below tells each again.
        Assert.Equal(1, result.Output.Split("Build succeeded.")[0].Split("warning ENV004").Length - 1);
    }

    [PackageFact]
    public void What_is_checked_and_for_which_machine_can_be_set()
    {
        using var sandbox = new Sandbox(cache)
            .With(".git/HEAD", "ref: refs/heads/main\n")
            .WithProject("src/App/App.csproj", "<EnvLintPath>../../deploy</EnvLintPath><EnvLintTarget>platform=linux;platform=nowhere</EnvLintTarget>")
            .With("src/App/Dockerfile", Broken)
            .With("deploy/Dockerfile", Unused);
        var wrong = sandbox.Build("src/App/App.csproj");
        Assert.Equal(1, wrong.ExitCode);
        Assert.Contains("nowhere", Assert.Single(wrong.Told), StringComparison.Ordinal);

        var right = sandbox.Build("src/App/App.csproj", "--no-restore", "-p:EnvLintTarget=platform=linux");
        Assert.True(right.ExitCode == 0, right.Output);
        Assert.StartsWith($"{sandbox["deploy/Dockerfile"]}(1,1,1,39): warning ENV004: ", Assert.Single(right.Told), StringComparison.Ordinal);

        var missing = sandbox.Build("src/App/App.csproj", "--no-restore", "-p:EnvLintPath=../nothing/there");
        Assert.Equal(1, missing.ExitCode);
        Assert.Contains("no such file or folder", Assert.Single(missing.Told), StringComparison.Ordinal);
    }

    [PackageFact]
    public void Another_program_can_be_named_and_one_that_is_not_there_is_told()
    {
        using var sandbox = new Sandbox(cache).WithProject("App.csproj").With("Dockerfile", Unused);
        var result = sandbox.Build("App.csproj", "-p:EnvLintProgram=envlint-that-is-not-there");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("error ENVLINT: envlint-that-is-not-there cannot be started: ", Assert.Single(result.Told), StringComparison.Ordinal);
    }

    [PackageFact]
    public void Hostile_names_and_texts_write_no_line_of_their_own()
    {
        const string name = "x\n::error file=a::b\u001b[31m ##vso[task.complete]{0}.dockerfile";
        using var sandbox = new Sandbox(cache).WithProject("App.csproj").With(name, "FROM ubuntu:24.04\nINST{0}\u001b[2J##[error]<script>\n");
        var result = sandbox.Build("App.csproj");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(result.Told, static line => line.Contains(@"x\x0a::error file=a::b\x1b[31m \x23#vso[task.complete]{0}.dockerfile(2,1,", StringComparison.Ordinal));
        Assert.DoesNotContain('\u001b', result.Output);
        Assert.DoesNotContain("##vso[", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("##[", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(result.Output.Split('\n'), static line => line.StartsWith("::", StringComparison.Ordinal));
    }
}
