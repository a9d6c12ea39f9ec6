using System.Diagnostics;
using System.Text;
using System.Xml.Linq;

namespace EnvLint.MSBuild.Tests.Packages;

/// <summary>A folder with a project in it, and dotnet run there: packages come from the folder ENVLINT_PACKAGES only, and go to a cache of their own, as what dotnet notes of its tools does.</summary>
internal sealed class Sandbox : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("envlint-").FullName;
    private readonly string _cache;

    public Sandbox(PackageCache cache)
    {
        _cache = cache.Folder;
        With("nuget.config", new XElement("configuration", new XElement("packageSources", new XElement("clear"), new XElement("add", new XAttribute("key", "here"), new XAttribute("value", PackageFolder!)))).ToString());

        // Nothing above the folder counts.
        With("Directory.Build.props", "<Project />").With("Directory.Build.targets", "<Project />").With("Directory.Packages.props", "<Project />");
    }

    public static string? PackageFolder { get; } = System.Environment.GetEnvironmentVariable("ENVLINT_PACKAGES") is { Length: > 0 } path ? Path.GetFullPath(path) : null;

    public string this[string relativePath] => Path.Join(_folder, relativePath);

    public Sandbox With(string relativePath, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[relativePath])!);
        File.WriteAllText(this[relativePath], content);
        return this;
    }

    /// <summary>A library that refers to EnvLint.MSBuild.</summary>
    public Sandbox WithProject(string relativePath, string properties = "", string frameworks = "<TargetFramework>net10.0</TargetFramework>") => With(relativePath, $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            {frameworks}
            {properties}
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="EnvLint.MSBuild" Version="*" />
          </ItemGroup>
        </Project>
        """);

    public DotnetResult Build(string project, params string[] arguments) => Dotnet(["build", project, "-nologo", "-tl:off", .. arguments]);

    public DotnetResult Dotnet(params string[] arguments) => Run("dotnet", "", arguments);

    public DotnetResult Run(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = this[folder],
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var name in start.Environment.Keys.Where(static name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["NUGET_PACKAGES"] = Path.Join(_cache, "packages");
        start.Environment["DOTNET_CLI_HOME"] = Path.Join(_cache, "home"); // it would remember a tool of the same version from a folder that is gone
        start.Environment["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "false";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new DotnetResult(process.ExitCode, output + error.Result);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}

/// <summary>Where packages are unpacked to, once for all tests of a class: never where those of the person are.</summary>
public sealed class PackageCache : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("envlint-packages-").FullName;

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

/// <summary>What a run of dotnet gave back.</summary>
internal sealed record DotnetResult(int ExitCode, string Output)
{
    /// <summary>The lines that tell of a file, or of EnvLint itself: each finding once, though dotnet repeats them at the end.</summary>
    public IReadOnlyList<string> Told => [.. Output.Split('\n')
        .Where(static line => line.Contains(": error ", StringComparison.Ordinal) || line.Contains(": warning ", StringComparison.Ordinal) || line.Contains("error ENVLINT", StringComparison.Ordinal))
        .Select(static line => line.Trim())
        .Distinct(StringComparer.Ordinal)];
}
