using System.Diagnostics;
using System.Text;
using EnvLint.Syntax.Shell;

namespace EnvLint.Core.Tests.Syntax.Shell;

/// <summary>
/// The entry for tests/judges/bash-n.sh: parses the files that the list in ENVLINT_SHELL_FILES names (one path a line) and writes
/// one line for each to the file that ENVLINT_SHELL_RESULT names. Without the variables there is nothing to compare with, and
/// only the tiling of this test's own list file would be checked; the script is the judge.
/// </summary>
public sealed class ShellJudgeTests
{
    [Fact]
    public void Files_of_the_list_tile()
    {
        var list = System.Environment.GetEnvironmentVariable("ENVLINT_SHELL_FILES");
        var result = System.Environment.GetEnvironmentVariable("ENVLINT_SHELL_RESULT");
        if (list is null || result is null)
        {
            return;
        }

        var lines = new StringBuilder();
        var texts = new List<string>();
        long bytes = 0;
        foreach (var path in File.ReadLines(list))
        {
            var content = File.ReadAllBytes(path);
            bytes += content.Length;
            var text = Encoding.Latin1.GetString(content);
            texts.Add(text);
            var tree = ShellParser.Parse(text);
            ShellAssert.Tiles(tree);
            var first = tree.Errors.Length == 0 ? "" : Describe(text, tree.Errors[0]);
            lines.Append(tree.Errors.Length).Append('\t').Append(path).Append('\t').AppendLine(first);
        }

        var clock = Stopwatch.StartNew();
        foreach (var text in texts)
        {
            ShellParser.Parse(text);
        }

        clock.Stop();
        lines.AppendLine(FormattableString.Invariant($"# {texts.Count} files, {bytes} bytes, {bytes / 1e6 / clock.Elapsed.TotalSeconds:F1} MB/s"));
        File.WriteAllText(result, lines.ToString());
    }

    private static string Describe(string text, EnvLint.Text.SyntaxError error)
    {
        var line = 1 + text.AsSpan(0, error.Span.Start).Count('\n');
        return FormattableString.Invariant($"line {line}: {error.Message.ReplaceLineEndings(" ")}");
    }
}
