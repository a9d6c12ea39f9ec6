using System.Text;
using System.Text.RegularExpressions;
using EnvLint.Cli.Tests.Watching;

namespace EnvLint.Cli.Tests;

/// <summary>Each option of each command is run with the real program, and has to make a difference.</summary>
public sealed partial class OptionTests
{
    // A run that differs from the same run without the option: in exit code, output, messages or files. Options that must make none say so.
    private static readonly Scenario[] s_checkAndFix =
    [
        new("--target", "platform=wsl2") { Rest = ["--verbose"], Shows = "target: platform=wsl2" },
        new("--select", "ENV001") { Rest = ["--no-config"], Hides = "ENV006" },
        new("--ignore", "ENV001") { Hides = "error[ENV001]" },
        new("--severity", "ENV001=info") { Hides = "error[ENV001]" },
        new("--min-severity", "error") { Rest = ["--no-config"], Hides = "ENV006" },
        new("--min-confidence", "high") { Hides = "WSL018" },
        new("--fail-on", "never") { Shows = "exit 0" },
        new("--exclude", "unused"),
        new("--force-exclude") { Rest = ["--exclude", "*.dockerfile", "until.dockerfile"], Shows = "no manifest found" },
        new("--format", "json") { Shows = "\"version\": 1" },
        new("--diff") { Shows = "+++ " },
        new("--baseline", "known.json") { Before = ["baseline", "--baseline", "known.json"], Hides = "error[ENV001]" },
        new("--config", "other.toml") { Hides = "error[ENV001]" },
        new("--no-config") { Shows = "ENV006" },
        new("--no-ignore") { Shows = "ignored/Dockerfile" },
        new("--stdin-filename", "Dockerfile") { Rest = ["-", "--diff"], Hides = "exit 2" },
        new("--show-files") { Shows = "dockerfile    Dockerfile" },
        // What a machine has is not known here: that standard input does not go with it shows that it is taken.
        new("--this-machine") { Rest = ["-", "--stdin-filename", "Dockerfile", "--diff"], Shows = "exit 2" },
        new("--statistics"),
        new("--jobs", "1") { IsSame = true },
        new("--today", "2027-06-01"),
        new("--color", "always") { Shows = "\u001b[" },
        new("--quiet") { Hides = " checked)" },
        new("--verbose") { Shows = "root: " },
        new("--sarif-include-suppressed") { Rest = ["--format", "sarif"], Shows = "\"suppressions\"" },
    ];

    private static readonly Scenario[] s_kind = [new("--kind", "requirements") { Rest = ["notes"], Hides = "exit 2" }];
    private static readonly Scenario[] s_plainFormat = [new("--format", "json") { Shows = "\"version\": 1" }];

    private static readonly Dictionary<string, Scenario[]> s_scenarios = new(StringComparer.Ordinal)
    {
        ["check"] =
        [
            .. s_checkAndFix,
            new("--fix") { Hides = "-- not needed" },
            new("--unsafe-fixes") { Rest = ["--fix", "--no-config"], Hides = "ignore=ENV01 " },
            new("--watch") { By = nameof(RealWatchTests.Edits_saved_in_either_way_are_shown_and_a_signal_ends_it) },
        ],
        ["fix"] = [.. s_checkAndFix, new("--unsafe-fixes") { Rest = ["--no-config"], Hides = "ignore=ENV01 " }],
        ["stack"] =
        [
            new("--target", "driver=450.10"),
            new("--format", "json") { Shows = "\"version\": 1" },
            new("--exclude", "gpu") { Hides = "gpu/Dockerfile" },
            new("--config", "other.toml"),
            new("--no-config"),
            new("--no-ignore") { Shows = "ignored/Dockerfile" },
            new("--color", "always") { Shows = "\u001b[" },
        ],
        ["graph"] = s_plainFormat,
        ["explain"] = [],
        ["rules"] = s_plainFormat,
        ["host"] = [.. s_plainFormat, new("--write")],
        ["init"] = [],
        ["baseline"] =
        [
            new("--baseline", "known.json") { Shows = "known.json" },
            new("--target", "platform=nothing") { Shows = "exit 2" },
            new("--select", "ENV001") { Rest = ["--no-config"], Hides = "ENV006" },
            new("--ignore", "ENV001") { Hides = "\"ENV001\"" },
            new("--exclude", "unused"),
            new("--force-exclude") { Rest = ["--exclude", "*.dockerfile", "until.dockerfile"], Shows = "no manifest found" },
            new("--config", "other.toml"),
            new("--no-config") { Shows = "ENV006" },
            new("--no-ignore") { Shows = "ignored/Dockerfile" },
            new("--jobs", "1") { IsSame = true },
            new("--today", "2027-06-01"),
            new("--quiet") { Hides = "wrote " },
        ],
        ["ast"] = s_kind,
        ["facts"] = s_kind,
        ["server"] = [new("--stdio") { IsSame = true }],
        ["completion"] = [],
    };

    public static TheoryData<string, string> Options()
    {
        var data = new TheoryData<string, string>();
        foreach (var (command, scenarios) in s_scenarios)
        {
            foreach (var scenario in scenarios.Where(static scenario => scenario.By is null))
            {
                data.Add(command, scenario.Option);
            }
        }

        return data;
    }

    [Fact]
    public void Each_command_and_option_of_the_help_has_a_scenario()
    {
        using var project = new Project().AsRoot();
        var commands = Names(project.Run("--help").Output, "Commands:", "Options:").ToArray();

        Assert.True(commands.Order(StringComparer.Ordinal).SequenceEqual(s_scenarios.Keys.Order(StringComparer.Ordinal)), $"The help has the commands {string.Join(", ", commands)}: add the missing ones to s_scenarios, take out what is gone.");
        foreach (var command in commands)
        {
            var help = project.Run(command, "--help");
            Assert.Equal(0, help.ExitCode);
            var options = OptionName().Matches(help.Output).Select(static match => match.Groups[1].Value).Where(static option => option != "--help").ToArray();
            foreach (var option in options.Except(s_scenarios[command].Select(static scenario => scenario.Option), StringComparer.Ordinal))
            {
                Assert.Fail($"'{command} {option}' is run by no test: add a Scenario(\"{option}\") to s_scenarios[\"{command}\"] that shows what it changes.");
            }

            foreach (var scenario in s_scenarios[command].Select(static scenario => scenario.Option).Except(options, StringComparer.Ordinal))
            {
                Assert.Fail($"the help of '{command}' has no option '{scenario}': take its scenario out.");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Options))]
    public void An_option_makes_the_difference_that_it_is_for(string command, string option)
    {
        var scenario = s_scenarios[command].Single(scenario => scenario.Option == option);
        var with = Observe(command, scenario, scenario.Value is null ? [option] : [option, scenario.Value]);
        var without = Observe(command, scenario, []);

        Assert.Equal(scenario.IsSame, with == without);
        if (scenario.Shows is { } shown)
        {
            Assert.Contains(shown, with, StringComparison.Ordinal);
            Assert.DoesNotContain(shown, without, StringComparison.Ordinal);
        }

        if (scenario.Hides is { } hidden)
        {
            Assert.Contains(hidden, without, StringComparison.Ordinal);
            Assert.DoesNotContain(hidden, with, StringComparison.Ordinal);
        }
    }

    // Exit code, output, messages, and the files that the run may have changed.
    private static string Observe(string command, Scenario scenario, string[] option)
    {
        using var project = new Project().AsRoot()
            .With("Dockerfile", "# envlint: ignore=ENV01 -- x\nFROM ubuntu:24.04\nINSTALL curl\n")
            .With("unused/Dockerfile", Samples.Unused)
            .With("ignored/Dockerfile", "FROM python:3.11\nRUN pip install torch==2.5.1\nINSTALL curl\n").With(".gitignore", "ignored/\n")
            .With("until.dockerfile", "FROM ubuntu:24.04\n# envlint: ignore=ENV001 until=2026-12-31 -- later\nINSTALL curl\n")
            .With("gpu/Dockerfile", "FROM nvidia/cuda:12.4.1-base-ubuntu22.04\nRUN pip install torch==2.5.1\n").With(".wslconfig", "[wsl2]\nvmIdleTimeout=-1\n")
            .With("notes", "torch==2.5.1\n")
            .With("envlint.toml", "ignore = [\"ENV006\"]\n[target]\nplatform = \"linux\"\ndriver = \"470.10\"\n")
            .With("other.toml", "ignore = [\"ENV001\", \"ENV006\"]\n[target]\nplatform = \"linux\"\ndriver = \"580.10\"\n");
        if (scenario.Before is { } before)
        {
            Assert.Equal(0, project.Run(before).ExitCode);
        }

        var files = Files(project);
        var result = project.RunWith(Samples.Broken, [command, .. option, .. scenario.Rest]);
        var text = new StringBuilder($"exit {result.ExitCode}\n{result.Output}\n{result.Error}\n");
        foreach (var (file, content) in Files(project))
        {
            if (!files.TryGetValue(file, out var old) || old != content)
            {
                text.Append(file).Append('\n').Append(content).Append('\n');
            }
        }

        return text.Replace(project[""].TrimEnd('/'), "ROOT").ToString();
    }

    private static SortedDictionary<string, string> Files(Project project) =>
        new(Directory.EnumerateFiles(project[""], "*", SearchOption.AllDirectories).ToDictionary(file => file[project[""].Length..], File.ReadAllText, StringComparer.Ordinal), StringComparer.Ordinal);

    // The first words of the rows between two heads.
    private static IEnumerable<string> Names(string help, string from, string to) =>
        help[help.IndexOf(from, StringComparison.Ordinal)..help.IndexOf(to, StringComparison.Ordinal)].Split('\n').Where(static line => line.StartsWith("  ", StringComparison.Ordinal) && line[2] != ' ').Select(static line => line.Trim().Split(' ')[0]);

    [GeneratedRegex("^  (--[a-z-]+)", RegexOptions.Multiline)]
    private static partial Regex OptionName();

    private sealed record Scenario(string Option, string? Value = null)
    {
        /// <summary>The rest of the command line, with the option and without.</summary>
        public string[] Rest { get; init; } = [];

        /// <summary>A command that is run before.</summary>
        public string[]? Before { get; init; }

        /// <summary>What is seen with the option only.</summary>
        public string? Shows { get; init; }

        /// <summary>What is seen without the option only.</summary>
        public string? Hides { get; init; }

        /// <summary>Whether nothing must be different.</summary>
        public bool IsSame { get; init; }

        /// <summary>The test that runs it, where a run has no end.</summary>
        public string? By { get; init; }
    }
}
