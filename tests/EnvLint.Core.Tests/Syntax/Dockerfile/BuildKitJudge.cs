using System.Globalization;
using System.Text;
using EnvLint.Syntax.Dockerfile;
using Xunit.Abstractions;

namespace EnvLint.Core.Tests.Syntax.Dockerfile;

/// <summary>A test that needs a checkout of BuildKit, named by an environment variable; shown as skipped without it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BuildKitFactAttribute : FactAttribute
{
    public const string Variable = "ENVLINT_BUILDKIT";

    public BuildKitFactAttribute()
    {
        if (string.IsNullOrEmpty(System.Environment.GetEnvironmentVariable(Variable)))
        {
            Skip = $"{Variable} names no checkout of moby/buildkit; see tests/judges/buildkit.sh";
        }
    }

    public static string PathOf(params string[] parts) =>
        Path.Combine([System.Environment.GetEnvironmentVariable(Variable) ?? "", "frontend", "dockerfile", .. parts]);
}

/// <summary>BuildKit's own test files as judge over the parser and the expansion of variables.</summary>
public sealed class BuildKitJudge(ITestOutputHelper output)
{
    [BuildKitFact]
    public void Files_that_its_parser_takes_have_the_same_tree()
    {
        var failures = new List<string>();
        var same = 0;
        var clean = 0;
        var folders = Directory.GetDirectories(BuildKitFactAttribute.PathOf("parser", "testfiles")).Order(StringComparer.Ordinal).ToList();
        foreach (var folder in folders)
        {
            var name = Path.GetFileName(folder);
            var tree = DockerfileTreeAssert.Sound(File.ReadAllText(Path.Combine(folder, "Dockerfile")));
            var expected = File.ReadAllText(Path.Combine(folder, "result")).TrimEnd('\n');
            var actual = string.Join('\n', tree.Instructions.Select(instruction => "(" + Dump(tree, instruction) + ")"));
            if (expected == actual)
            {
                same++;
            }
            else
            {
                failures.Add($"{name}: expected {Quote(expected)} but it is {Quote(actual)}");
            }

            if (tree.Errors.IsEmpty)
            {
                clean++;
            }
            else
            {
                // These files are for the parser alone: BuildKit's second step, which knows flags and arguments, refuses them too.
                output.WriteLine($"buildkit note: {name}: {string.Join("; ", tree.Errors.Select(static error => error.Message))}");
            }
        }

        output.WriteLine($"buildkit trees: {same} of {folders.Count} the same, {clean} without errors");
        Report(failures);
        Assert.True(folders.Count > 20);
    }

    [BuildKitFact]
    public void Files_that_its_parser_refuses_are_refused()
    {
        var failures = new List<string>();
        var folders = Directory.GetDirectories(BuildKitFactAttribute.PathOf("parser", "testfiles-negative"));
        foreach (var folder in folders)
        {
            if (DockerfileTreeAssert.Sound(File.ReadAllText(Path.Combine(folder, "Dockerfile"))).Errors.IsEmpty)
            {
                failures.Add(Path.GetFileName(folder));
            }
        }

        output.WriteLine($"buildkit refused: {folders.Length - failures.Count} of {folders.Length}");
        Report(failures);
        Assert.NotEmpty(folders);
    }

    [BuildKitFact]
    public void Words_expand_as_in_its_table()
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal) { ["PWD"] = "/home", ["SHELL"] = "bash", ["KOREAN"] = "한국어", ["NULL"] = "" };
        var failures = new List<string>();
        var count = 0;
        foreach (var line in File.ReadLines(BuildKitFactAttribute.PathOf("shell", "envVarTest")))
        {
            var cells = line.Split('|');
            if (line.StartsWith('#') || string.IsNullOrWhiteSpace(line) || cells[0].Trim() == "W")
            {
                continue;
            }

            count++;
            var expansion = DockerfileVariables.Expand(cells[1].Trim(), Lookup(values));
            var actual = expansion.Error is not null ? "error" : expansion.Value;
            if (actual != cells[2].Trim())
            {
                failures.Add($"{line} gives {actual}");
            }
        }

        output.WriteLine($"buildkit variables: {count - failures.Count} of {count} agree");
        Report(failures);
        Assert.True(count > 100);
    }

    [BuildKitFact]
    public void Words_split_as_in_its_table()
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var failures = new List<string>();
        var count = 0;
        foreach (var line in File.ReadLines(BuildKitFactAttribute.PathOf("shell", "wordsTest")))
        {
            if (line.StartsWith('#'))
            {
                continue;
            }

            if (line.StartsWith("ENV ", StringComparison.Ordinal))
            {
                var pair = line[4..].TrimStart(' ').Split('=', 2);
                values[pair[0]] = pair[1];
                continue;
            }

            count++;
            var cells = line.Split('|');
            var words = DockerfileVariables.ExpandWords(cells[0].Trim(), Lookup(values));
            var actual = words.Words is { } known ? string.Join(',', known) : "error";
            if (actual != cells[1].TrimStart(' '))
            {
                failures.Add($"{line} gives {actual}");
            }
        }

        output.WriteLine($"buildkit words: {count - failures.Count} of {count} agree");
        Report(failures);
        Assert.True(count > 20);
    }

    private static DockerfileVariableLookup Lookup(Dictionary<string, string> values) =>
        name => values.TryGetValue(name, out var value) ? DockerfileVariableValue.Of(value) : DockerfileVariableValue.Unset;

    private void Report(List<string> failures)
    {
        foreach (var failure in failures)
        {
            output.WriteLine($"buildkit failure: {failure}");
        }

        Assert.Empty(failures);
    }

    // The form in which BuildKit's tests write a tree down.
    private static string Dump(DockerfileTree tree, DockerfileInstruction instruction)
    {
        string Written(EnvLint.Text.TextSpan span) => tree.Text.Substring(span.Start, span.Length).Replace("\\\n", "", StringComparison.Ordinal);
        var result = new StringBuilder(Written(instruction.KeywordSpan).ToLowerInvariant());
        if (!instruction.Flags.IsEmpty)
        {
            result.Append(" [").AppendJoin(' ', instruction.Flags.Select(static flag => Quote("--" + flag.Name + (flag.Value is null ? "" : "=" + flag.Value)))).Append(']');
        }

        if (instruction is { Kind: DockerfileInstructionKind.Onbuild, Trigger: { } trigger })
        {
            return result.Append(" (").Append(Dump(tree, trigger)).Append(')').ToString();
        }

        if (instruction is { Kind: DockerfileInstructionKind.Healthcheck, Trigger: { } command })
        {
            result.Append(' ').Append(Quote(Written(command.KeywordSpan)));
            instruction = command;
        }

        if (instruction.Kind is DockerfileInstructionKind.Arg)
        {
            result.Append(string.Concat(instruction.Pairs.Select(pair => " " + Quote(Written(pair.NameSpan) + (pair.Value is null ? "" : "=" + pair.Value)))));
        }
        else if (!instruction.Pairs.IsEmpty)
        {
            result.Append(string.Concat(instruction.Pairs.Select(pair => $" {Quote(Written(pair.NameSpan))} {Quote(pair.Value ?? "")} {Quote(pair.IsLegacy ? "" : "=")}")));
        }
        else if (instruction.Form == DockerfileForm.Shell)
        {
            result.Append(' ').Append(Quote(instruction.ArgumentText));
        }
        else
        {
            result.Append(string.Concat(instruction.Words.Select(static word => " " + Quote(word.Raw))));
        }

        return result.ToString();
    }

    private static string Quote(string text)
    {
        var result = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
        {
            result.Append(rune.Value switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\a' => "\\a",
                '\b' => "\\b",
                '\f' => "\\f",
                '\v' => "\\v",
                '\t' => "\\t",
                '\n' => "\\n",
                '\r' => "\\r",
                < 0x20 or 0x7F => string.Create(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}"),
                _ => rune.ToString(),
            });
        }

        return result.Append('"').ToString();
    }
}
