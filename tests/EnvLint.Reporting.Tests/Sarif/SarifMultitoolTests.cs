using System.Diagnostics;
using System.Text.Json;
using EnvLint.Diagnostics;
using EnvLint.Reporting.Sarif;
using EnvLint.Rules;
using EnvLint.Text;

namespace EnvLint.Reporting.Tests.Sarif;

/// <summary>Logs held to Microsoft's own validator, with the rules of the standard and those of GitHub's ingestion.</summary>
/// <remarks>
/// <c>ENVLINT_SARIF_MULTITOOL</c> names the folder into which the npm package was installed (<c>tests/judges/sarif-multitool.sh</c>
/// does it); without it these tests are skipped, and say so.
/// </remarks>
public sealed class SarifMultitoolTests
{
    private static readonly SarifFormat Format = new();

    [SarifMultitoolFact]
    public void A_log_with_everything_is_valid() => AssertValid(Format.Write(Sample.Everything()));

    [SarifMultitoolFact]
    public void A_log_with_hidden_results_a_root_and_a_category_is_valid() =>
        AssertValid(Format.Write(Sample.Everything(), new ReportOptions { IncludeSuppressed = true, Root = new Uri("file:///src/project"), Category = "images" }));

    [SarifMultitoolFact]
    public void An_empty_log_is_valid() => AssertValid(Format.Write(Sample.Report()));

    [SarifMultitoolFact]
    public void A_cut_log_is_valid()
    {
        var file = new Marked("dir with blank/größe\n.sh", "[0|a|0] \U0001F600");
        var finding = Sample.Finding(file, Sample.Rule("ABC001", "a-rule", "A rule", Severity.Error, help: "https://example.org/ABC001"), "bad \x1b[2J [x](y) {0} \u202e")
            .With([.. Enumerable.Repeat(new RelatedLocation(file.Source, file[0], ""), 1500)]);
        AssertValid(new SarifFormat(SarifLimits.GitHub with { Results = 2 }).Write(Sample.Report(finding, finding, finding)));
    }

    [SarifMultitoolFact]
    public void The_validator_sees_what_is_wrong()
    {
        var broken = Format.Write(Sample.Everything()).Replace("\"startLine\": 3", "\"startLine\": 0", StringComparison.Ordinal);
        Assert.NotEmpty(Validate(broken));
    }

    private static void AssertValid(string log) => Assert.Empty(Validate(log));

    private static List<string> Validate(string log)
    {
        var folder = Directory.CreateTempSubdirectory("envlint-sarif-");
        try
        {
            var input = Path.Combine(folder.FullName, "log.sarif");
            var output = Path.Combine(folder.FullName, "verdict.sarif");
            File.WriteAllText(input, log);
            var program = SarifMultitoolFactAttribute.Program!;
            var start = new ProcessStartInfo(program, ["validate", input, "--rule-kind", "Sarif;Ghas", "--level", "Error;Warning;Note", "--output", output, "--log", "ForceOverwrite"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var printed = process.StandardOutput.ReadToEnd() + errors.GetAwaiter().GetResult();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, printed);

            // The program ends with 0 whatever it found: its verdict is a log of its own.
            using var verdict = JsonDocument.Parse(File.ReadAllText(output));
            var found = new List<string>();
            foreach (var run in verdict.RootElement.GetProperty("runs").EnumerateArray())
            {
                if (run.TryGetProperty("results", out var results))
                {
                    found.AddRange(results.EnumerateArray().Where(IsError).Select(static result => result.ToString()));
                }

                foreach (var invocation in run.GetProperty("invocations").EnumerateArray())
                {
                    foreach (var kind in (ReadOnlySpan<string>)["toolConfigurationNotifications", "toolExecutionNotifications"])
                    {
                        if (invocation.TryGetProperty(kind, out var notifications))
                        {
                            found.AddRange(notifications.EnumerateArray().Where(IsError).Select(static notification => notification.ToString()));
                        }
                    }
                }
            }

            return found;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static bool IsError(JsonElement result) => result.TryGetProperty("level", out var level) && level.GetString() == "error";
}

/// <summary>A test that needs Microsoft's SARIF Multitool.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SarifMultitoolFactAttribute : FactAttribute
{
    public SarifMultitoolFactAttribute()
    {
        if (Program is null)
        {
            Skip = "ENVLINT_SARIF_MULTITOOL names no folder: see tests/judges/sarif-multitool.sh";
        }
    }

    public static string? Program { get; } = System.Environment.GetEnvironmentVariable("ENVLINT_SARIF_MULTITOOL") is { Length: > 0 } folder
        ? Path.Combine(folder, "node_modules", "@microsoft", "sarif-multitool-linux", "Sarif.Multitool")
        : null;
}
