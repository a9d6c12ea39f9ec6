using System.Diagnostics;
using System.Text;
using System.Text.Json;
using EnvLint.Testing;

namespace EnvLint.Cli.Tests.Editors;

/// <summary>One run of a real editor against <c>envlint server</c>: the native binary where ENVLINT_NATIVE names it.</summary>
internal static class EditorRun
{
    /// <summary>The command that starts the server.</summary>
    public static string[] Server { get; } = Project.NativeBinary is { } native ? [native, "server"] : ["dotnet", Path.Join(AppContext.BaseDirectory, "envlint.dll"), "server"];

    /// <summary>The folder with the scripts that drive the editors.</summary>
    public static string Scripts { get; } = Path.Join(RepositoryRoot.Path, "tests", "clients");

    /// <summary>Runs an editor until it ends.</summary>
    /// <param name="program">The editor.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="variables">What its script is told; ENVLINT_OUT names a file that is read in place of the output.</param>
    /// <returns>What the script saw.</returns>
    public static JsonElement Of(string program, string[] arguments, params (string Name, string Value)[] variables)
    {
        var home = Directory.CreateTempSubdirectory("envlint-editor-").FullName;
        try
        {
            var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8, WorkingDirectory = home };
            start.Environment["HOME"] = home;
            start.Environment["ENVLINT_SERVER"] = JsonSerializer.Serialize(Server);
            foreach (var (name, value) in variables)
            {
                start.Environment[name] = value;
            }

            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEndAsync();
            if (!process.WaitForExit(TimeSpan.FromMinutes(2)))
            {
                process.Kill(entireProcessTree: true);
                throw new TimeoutException($"{program} {string.Join(' ', arguments)}");
            }

            var text = variables.FirstOrDefault(static variable => variable.Name == "ENVLINT_OUT").Value is { } file && File.Exists(file) ? File.ReadAllText(file) : output.Result;
            Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}: {text}\n{error.Result}");
            return JsonDocument.Parse(text).RootElement;
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }
    }

    /// <summary>What <c>envlint check</c> says of a file, as <c>code line:column</c> with both from 0.</summary>
    /// <param name="folder">The root.</param>
    /// <param name="path">The file, relative to it.</param>
    public static string[] Check(string folder, string path)
    {
        using var project = new Project();
        var result = project.Run("check", Path.Join(folder, path), "--format", "json", "--fail-on", "never");
        var findings = JsonDocument.Parse(result.Output).RootElement.GetProperty("findings").EnumerateArray();
        return [.. findings.Where(finding => finding.GetProperty("path").GetString() == path)
            .Select(static finding => $"{finding.GetProperty("code").GetString()} {finding.GetProperty("line").GetInt32() - 1}:{finding.GetProperty("column").GetInt32() - 1}").Order(StringComparer.Ordinal)];
    }
}
