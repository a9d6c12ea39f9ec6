using System.Collections.Immutable;
using System.Globalization;
using EnvLint.Configuration;
using EnvLint.Core.Tests.Syntax.Toml;
using EnvLint.Diagnostics;
using EnvLint.Rules;
using EnvLint.Syntax.Toml;
using EnvLint.Text;
using FsCheck;
using FsCheck.Fluent;

namespace EnvLint.Core.Tests.Configuration;

public sealed class ConfigurationEditsTests
{
    private static readonly RuleDescriptor Rule = new()
    {
        Code = "APT003",
        Name = "apt-lists-left",
        Title = "Something",
        Category = RuleCategory.Performance,
        Severity = Severity.Info,
        Since = "0.1.0",
    };

    // Lines that meet each other in all ways; those that make no valid document are passed over.
    private static readonly string[] Lines =
    [
        "", "", "# a comment", "fail-on = \"error\" # why", "ignore = []", "ignore = [\"PIP001\"]", "ignore = [\n    \"PIP001\", # first\n    \"WSL\" # second\n    # end\n]", "ignore = [ # list\n\t\"PIP001\",\n]",
        "[severity]", "IMG001 = \"error\"", "  APT003 = \"warning\"  # kept", "\"apt-lists-left\" = 'info'", "severity.IMG002 = \"info\"", "severity = { IMG003 = \"info\", APT003 = \"error\" } # inline", "severity = {}",
        "[target]", "driver = \"551.78\" # measured", "gpu = 'RTX 3060'", "target = {driver=\"1\"}", "target.cuda = \"12.4\"", "[targets.cluster]", "platform = \"linux\"",
        "[per-file-ignores]", "\"a/**\" = [\"PIP\"]", "per-file-ignores = { \"a/**\" = [] }", "[files]", "[tool]", "[tool.envlint]", "[tool.envlint.severity]", "[tool.poetry]", "[[tool.poetry.source]]", "name = \"x\"",
        "envlint.fail-on = \"never\"", "envlint = { severity = { } }", "tool.envlint.severity.IMG001 = \"info\"", "tool.envlint = { ignore = [] }", "tool.envlint.ignore = [\"A\"]", "text = \"\"\"\n[severity]\n\"\"\"",
    ];

    private static readonly Gen<string> Text =
        Gen.ArrayOf(Gen.Elements(Lines)).Select(static lines => string.Join('\n', lines))
            .SelectMany(static text => Gen.Elements(text, text + "\n", text + "\n\n", (text + "\n").Replace("\n", "\r\n", StringComparison.Ordinal)));

    [Theory]
    [InlineData("", "[severity]\nAPT003 = \"info\"\n")]
    [InlineData("fail-on = \"error\"\n", "fail-on = \"error\"\n\n[severity]\nAPT003 = \"info\"\n")]
    [InlineData("fail-on = \"error\"", "fail-on = \"error\"\n\n[severity]\nAPT003 = \"info\"\n")]
    [InlineData("# of us all\r\n\r\n", "# of us all\r\n\r\n[severity]\r\nAPT003 = \"info\"\r\n")]
    [InlineData("[severity]\n", "[severity]\nAPT003 = \"info\"\n")]
    [InlineData("[severity] # levels\n\n[target]\n", "[severity] # levels\nAPT003 = \"info\"\n\n[target]\n")]
    [InlineData("[severity]\n  IMG001 = \"error\" # why\n\n# the machine\n[target]\n", "[severity]\n  IMG001 = \"error\" # why\n  APT003 = \"info\"\n\n# the machine\n[target]\n")]
    [InlineData("[severity]\nAPT003 = 'error' # why\n", "[severity]\nAPT003 = \"info\" # why\n")]
    [InlineData("[severity]\napt-lists-left = \"error\"\n", "[severity]\napt-lists-left = \"info\"\n")]
    [InlineData("[severity]\nAPT = \"error\"\n", "[severity]\nAPT = \"error\"\nAPT003 = \"info\"\n")]
    [InlineData("severity = { IMG001 = \"error\" } # x\n", "severity = { IMG001 = \"error\", APT003 = \"info\" } # x\n")]
    [InlineData("severity = {}\n", "severity = { APT003 = \"info\" }\n")]
    [InlineData("severity.IMG001 = \"error\"\nfail-on = \"error\"\n", "severity.IMG001 = \"error\"\nseverity.APT003 = \"info\"\nfail-on = \"error\"\n")]
    public void A_severity_is_written_where_it_belongs(string before, string after) =>
        Assert.Equal(after, Apply("envlint.toml", before, static file => ConfigurationEdits.SetSeverity(file, Rule, Severity.Info)));

    [Theory]
    [InlineData("[project]\nname = \"x\"\n\n[tool.envlint]\nfail-on = \"error\"\n\n[tool.ruff]\n", "[project]\nname = \"x\"\n\n[tool.envlint]\nfail-on = \"error\"\n\n[tool.envlint.severity]\nAPT003 = \"info\"\n\n[tool.ruff]\n")]
    [InlineData("[tool.envlint.severity]\nIMG001 = \"info\"", "[tool.envlint.severity]\nIMG001 = \"info\"\nAPT003 = \"info\"\n")]
    [InlineData("[tool]\nenvlint = { fail-on = \"error\" }\n", "[tool]\nenvlint = { fail-on = \"error\", severity.APT003 = \"info\" }\n")]
    [InlineData("[tool]\nenvlint.fail-on = \"error\"\n", "[tool]\nenvlint.fail-on = \"error\"\nenvlint.severity.APT003 = \"info\"\n")]
    [InlineData("[tool.envlint]\n[tool.ruff]\nline-length = 80\n", "[tool.envlint]\n\n[tool.envlint.severity]\nAPT003 = \"info\"\n\n[tool.ruff]\nline-length = 80\n")]
    public void In_a_pyproject_it_is_written_below_tool_envlint(string before, string after) =>
        Assert.Equal(after, Apply("pyproject.toml", before, static file => ConfigurationEdits.SetSeverity(file, Rule, Severity.Info)));

    [Theory]
    [InlineData("envlint.toml", "", "ignore = [\"APT003\"]\n")]
    [InlineData("envlint.toml", "# the machine\n[target]\n", "# the machine\nignore = [\"APT003\"]\n\n[target]\n")]
    [InlineData("envlint.toml", "# EnvLint\n\n# the machine\n[target]\n", "# EnvLint\n\nignore = [\"APT003\"]\n\n# the machine\n[target]\n")]
    [InlineData("envlint.toml", "fail-on = \"error\"\n\n[target]\n", "fail-on = \"error\"\nignore = [\"APT003\"]\n\n[target]\n")]
    [InlineData("envlint.toml", "ignore = []\n", "ignore = [\"APT003\"]\n")]
    [InlineData("envlint.toml", "ignore = [\"A\", \"B\",]\n", "ignore = [\"A\", \"B\", \"APT003\",]\n")]
    [InlineData("envlint.toml", "ignore = [\n  \"A\", # a, b\n]\n", "ignore = [\n  \"A\", # a, b\n  \"APT003\",\n]\n")]
    [InlineData("envlint.toml", "ignore = [\n  \"A\" # a, b\n]\n", "ignore = [\n  \"A\", # a, b\n  \"APT003\"\n]\n")]
    [InlineData("envlint.toml", "ignore = [\r\n  \"A\"\r\n]\r\n", "ignore = [\r\n  \"A\",\r\n  \"APT003\"\r\n]\r\n")]
    [InlineData("envlint.toml", "ignore = [\"A\",\n  \"B\"]\n", "ignore = [\"A\",\n  \"B\", \"APT003\"]\n")]
    [InlineData("pyproject.toml", "[project]\n\n# levels\n[tool.envlint.severity]\n", "[project]\n\n[tool.envlint]\nignore = [\"APT003\"]\n\n# levels\n[tool.envlint.severity]\n")]
    public void A_rule_is_switched_off(string path, string before, string after) =>
        Assert.Equal(after, Apply(path, before, static file => ConfigurationEdits.SwitchOff(file, Rule)));

    [Theory]
    [InlineData("", "[per-file-ignores]\n\"docs/**\" = [\"APT003\"]\n")]
    [InlineData("[per-file-ignores]\n\"docs/**\" = [\"PIP\"]\n", "[per-file-ignores]\n\"docs/**\" = [\"PIP\", \"APT003\"]\n")]
    [InlineData("[per-file-ignores]\n\"a\" = [\"PIP\"]\n", "[per-file-ignores]\n\"a\" = [\"PIP\"]\n\"docs/**\" = [\"APT003\"]\n")]
    public void Files_are_left_alone(string before, string after) =>
        Assert.Equal(after, Apply("envlint.toml", before, static file => ConfigurationEdits.AddPerFileIgnore(file, "docs/**", Rule)));

    [Theory]
    [InlineData("", "[target]\nplatform = \"wsl2\"\ndriver = \"572.16\"\n")]
    [InlineData("[target]\ndriver = \"551.78\" # old\ngpu = \"RTX 3060\"\n", "[target]\ndriver = \"572.16\" # old\nplatform = \"wsl2\"\n")]
    [InlineData("target = { gpu = \"A\", driver = \"1\" }\n", "target = { driver = \"572.16\", platform = \"wsl2\" }\n")]
    [InlineData("target.gpu = \"A\"\ntarget.docker = \"engine\"\n", "target.docker = \"engine\"\ntarget.platform = \"wsl2\"\ntarget.driver = \"572.16\"\n")]
    [InlineData("[targets.a]\ngpu = \"A\"\n", "[targets.a]\ngpu = \"A\"\n\n[target]\nplatform = \"wsl2\"\ndriver = \"572.16\"\n")]
    public void A_target_is_written(string before, string after) =>
        Assert.Equal(after, Apply("envlint.toml", before, static file => ConfigurationEdits.SetTarget(file, [("platform", "wsl2"), ("driver", "572.16"), ("gpu", null)])));

    [Theory]
    [InlineData("ignore = [\"APT003\"]\n")]
    [InlineData("ignore = [\n  \"apt-lists-left\",\n]\n")]
    public void What_is_there_already_needs_no_edit(string text) =>
        Assert.Equal(text, Apply("envlint.toml", text, static file => ConfigurationEdits.SwitchOff(file, Rule)));

    [Theory]
    [InlineData("[severity\n")]
    [InlineData("severity = \"error\"\n")]
    [InlineData("[[severity]]\n")]
    [InlineData("[severity]\nAPT003.x = \"error\"\n")]
    public void What_is_no_table_is_left_alone(string text) =>
        Assert.Null(ConfigurationEdits.SetSeverity(new SourceText("envlint.toml", text), Rule, Severity.Info));

    [Fact]
    public void A_value_is_written_as_TOML_has_it() =>
        Assert.Equal("[target]\ngpu = \"a \\\"b\\\" \\\\ \\u0001 é\"\n", Apply("envlint.toml", "", static file => ConfigurationEdits.SetTarget(file, [("gpu", "a \"b\" \\ \u0001 é")])));

    [Fact]
    public void Whatever_is_there_only_the_entry_changes()
    {
        var done = 0;
        var check = Prop.ForAll(Text.ToArbitrary(), text =>
        {
            if (!TomlDocument.Parse(text).Errors.IsEmpty)
            {
                return true;
            }

            foreach (var path in new[] { "envlint.toml", "pyproject.toml" })
            {
                var file = new SourceText(path, text);
                var home = path == "pyproject.toml" ? "tool/envlint/" : "";
                var key = Flat(text).ContainsKey(home + "severity/apt-lists-left") && !EndsWithCode(text, home) ? "apt-lists-left" : "APT003";
                done += AssertOnly(file, ConfigurationEdits.SetSeverity(file, Rule, Severity.Info), [(home + "severity/" + key, "\"info\"")]);
                done += AssertOnly(file, ConfigurationEdits.SetTarget(file, [("gpu", "A"), ("driver", null), ("cuda", "12.4")]), [(home + "target/gpu", "\"A\""), (home + "target/driver", null), (home + "target/cuda", "\"12.4\"")]);
                var ignored = Flat(text).GetValueOrDefault(home + "ignore", "[]");
                done += AssertOnly(file, ConfigurationEdits.SwitchOff(file, Rule), [(home + "ignore", Appended(ignored))]);
                var silent = Flat(text).GetValueOrDefault(home + "per-file-ignores/a/**", "[]");
                done += AssertOnly(file, ConfigurationEdits.AddPerFileIgnore(file, "a/**", Rule), [(home + "per-file-ignores/a/**", Appended(silent))]);
            }

            return true;
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(20_000), check);
        Assert.True(done > 5_000, string.Create(CultureInfo.InvariantCulture, $"only {done} documents could be changed"));
    }

    private static string Appended(string list) => list == "[]" ? "[\"APT003\"]" : $"{list[..^1]}, \"APT003\"]";

    // Of two entries for the rule the last one counts.
    private static bool EndsWithCode(string text, string home)
    {
        var names = Flat(text).Keys.Where(key => key == home + "severity/APT003" || key == home + "severity/apt-lists-left");
        return names.LastOrDefault()?.EndsWith("APT003", StringComparison.Ordinal) == true;
    }

    private static int AssertOnly(SourceText file, ImmutableArray<TextEdit>? edits, (string Path, string? Value)[] changes)
    {
        if (edits is not { } given)
        {
            return 0;
        }

        var expected = Flat(file.Content).ToDictionary(StringComparer.Ordinal);
        foreach (var (path, value) in changes)
        {
            if (value is null)
            {
                expected.Remove(path);
            }
            else
            {
                expected[path] = value;
            }
        }

        var after = Apply(file, given);
        var document = TomlDocument.Parse(after);
        Assert.True(document.Errors.IsEmpty, $"{file.Path}\n{file.Content}\nbecomes\n{after}\n{document.Errors.FirstOrDefault()?.Message}");
        var actual = Flat(after);
        Assert.True(
            expected.OrderBy(static entry => entry.Key, StringComparer.Ordinal).SequenceEqual(actual.OrderBy(static entry => entry.Key, StringComparer.Ordinal)),
            $"{file.Path}\n{file.Content}\nbecomes\n{after}");

        // A line that is taken out goes with the comment behind it.
        if (changes.All(static change => change.Value is not null))
        {
            Assert.Equal(CommentsOf(file.Content), CommentsOf(after));
        }

        Assert.Equal(file.Content.Contains('\r', StringComparison.Ordinal) ? after.Count(static c => c == '\n') : 0, after.Count(static c => c == '\r'));
        return 1;
    }

    private static string[] CommentsOf(string text)
    {
        var document = TomlDocument.Parse(text);
        return [.. document.Comments.Select(span => text.Substring(span.Start, span.Length))];
    }

    // Each value with its path, in order. Empty tables say nothing.
    private static Dictionary<string, string> Flat(string text)
    {
        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        Add(TomlDocument.Parse(text).Root, "");
        return result;

        void Add(TomlTable table, string prefix)
        {
            foreach (var entry in table.Entries)
            {
                if (entry.Value is TomlTable inner)
                {
                    Add(inner, prefix + entry.Name + "/");
                }
                else
                {
                    result.Add(prefix + entry.Name, TomlText.Show(entry.Value));
                }
            }
        }
    }

    private static string Apply(string path, string text, Func<SourceText, ImmutableArray<TextEdit>?> change)
    {
        var file = new SourceText(path, text);
        var edits = change(file);
        Assert.NotNull(edits);
        return Apply(file, edits.Value);
    }

    private static string Apply(SourceText file, ImmutableArray<TextEdit> edits)
    {
        var text = file.Content;
        var end = text.Length;
        foreach (var edit in edits.Reverse())
        {
            Assert.True(edit.Span.End <= end, "edits overlap or are not in order");
            end = edit.Span.Start;
            text = string.Concat(text.AsSpan(0, edit.Span.Start), edit.NewText, text.AsSpan(edit.Span.End));
        }

        return text;
    }
}
