using EnvLint.Syntax.Yaml;
using Xunit.Abstractions;

namespace EnvLint.Core.Tests.Syntax.Yaml;

/// <summary>A test that needs a checkout of the YAML test suite, named by an environment variable; shown as skipped without it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class YamlTestSuiteFactAttribute : FactAttribute
{
    public const string Variable = "ENVLINT_YAML_TEST_SUITE";

    public YamlTestSuiteFactAttribute()
    {
        if (string.IsNullOrEmpty(System.Environment.GetEnvironmentVariable(Variable)))
        {
            Skip = $"{Variable} names no checkout of yaml/yaml-test-suite; see tests/judges/yaml-test-suite.sh";
        }
    }
}

/// <summary>The YAML test suite as judge over the tree. Its files are YAML themselves and read by the parser that is judged.</summary>
public sealed class YamlTestSuiteJudge(ITestOutputHelper output)
{
    // What the library reads otherwise than the suite, by case: refused though valid, taken though invalid, or another tree.
    private static readonly HashSet<string> s_known = new(StringComparer.Ordinal)
    {
        "4MUZ/2", "DK95/1", "DK95/4", "JEF9/1", "JEF9/2", "L24T/1", "L383/0", "M2N8/0", "MUS6/0", "UKK6/0", "VJP3/1",
        "Y79Y/3", "Y79Y/4", "Y79Y/5", "Y79Y/6", "Y79Y/8", "Y79Y/9", "ZYU8/1", "ZYU8/2", "ZYU8/3",
    };

    [YamlTestSuiteFact]
    public void Every_case_has_the_events_that_the_suite_says()
    {
        var folder = Path.Combine(System.Environment.GetEnvironmentVariable(YamlTestSuiteFactAttribute.Variable) ?? "", "src");
        var failures = new List<string>();
        var better = new List<string>();
        int valid = 0, validPassed = 0, invalid = 0, invalidPassed = 0;
        foreach (var path in Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal))
        {
            var set = YamlAssert.Parse(File.ReadAllText(path));
            Assert.Empty(set.Errors);
            var number = 0;
            string text = "", tree = "";
            foreach (var item in Assert.IsType<YamlSequence>(set.Root).Items)
            {
                var test = Assert.IsType<YamlMapping>(item.Value);
                var name = Path.GetFileNameWithoutExtension(path) + "/" + number++;
                if (test.Find("skip") is not null)
                {
                    continue;
                }

                // A case takes over from the one before what it does not say.
                text = Of(test, "yaml") is { } yaml ? Visible(yaml) : text;
                tree = Of(test, "tree") is { } events ? Flat(events) : tree;
                YamlDocumentSet parsed;
                string? problem;
                try
                {
                    parsed = YamlAssert.Parse(text);
                }
                catch (Xunit.Sdk.XunitException exception)
                {
                    failures.Add($"{name}: {exception.Message}");
                    continue;
                }

                if (Of(test, "fail") == "true")
                {
                    invalid++;
                    problem = parsed.IsComplete && parsed.Errors.IsEmpty ? "taken" : null;
                    invalidPassed += problem is null ? 1 : 0;
                }
                else
                {
                    valid++;
                    var own = YamlAssert.Events(parsed);
                    problem = !parsed.IsComplete ? "refused: " + (parsed.Errors.IsEmpty ? "given up" : parsed.Errors[0].Message) : own != tree ? $"another tree\n{own}" : null;
                    validPassed += problem is null ? 1 : 0;
                }

                if (problem is not null && !s_known.Contains(name))
                {
                    failures.Add($"{name}: {problem}");
                }
                else if (problem is null && s_known.Contains(name))
                {
                    better.Add(name);
                }
            }
        }

        output.WriteLine($"yaml-test-suite: valid {validPassed}/{valid}, invalid {invalidPassed}/{invalid}, known to differ {s_known.Count}");
        foreach (var failure in failures)
        {
            output.WriteLine("yaml-test-suite failure: " + failure);
        }

        Assert.Empty(failures);
        Assert.Empty(better);
        Assert.True(valid > 0 && invalid > 0, "no cases");
    }

    private static string? Of(YamlMapping test, string key) => (test.Find(key)?.Value as YamlScalar)?.Value;

    // The suite shows what cannot be seen by other characters.
    private static string Visible(string text)
    {
        while (text.Contains("—»", StringComparison.Ordinal))
        {
            text = text.Replace("—»", "»", StringComparison.Ordinal);
        }

        text = text.Replace("␣", " ", StringComparison.Ordinal).Replace("»", "\t", StringComparison.Ordinal)
            .Replace("←", "\r", StringComparison.Ordinal).Replace("⇔", "", StringComparison.Ordinal).Replace("↵", "", StringComparison.Ordinal);
        return text.EndsWith("∎\n", StringComparison.Ordinal) ? text[..^2] : text;
    }

    private static string Flat(string tree)
    {
        var lines = Visible(tree).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line.TrimStart());
        return string.Concat(lines
            .Where(static line => line is not ("+STR" or "-STR"))
            .Select(static line => (line.StartsWith("+DOC", StringComparison.Ordinal) ? "+DOC" : line.StartsWith("-DOC", StringComparison.Ordinal) ? "-DOC" : line) + "\n"));
    }
}
