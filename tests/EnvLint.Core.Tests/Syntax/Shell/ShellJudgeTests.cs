using System.Diagnostics;
using System.Text;
using EnvLint.Syntax.Shell;

namespace EnvLint.Core.Tests.Syntax.Shell;

/// <summary>
/// The entry for tests/judges/bash-n.sh: parses the files that the list in ENVLINT_SHELL_FILES names (one path a line) and writes
/// one line for each to the file that ENVLINT_SHELL_RESULT names. Without the variables the samples of the test data are read.
/// </summary>
public sealed class ShellJudgeTests
{
    [Fact]
    public void Files_of_the_list_tile()
    {
        var list = System.Environment.GetEnvironmentVariable("ENVLINT_SHELL_FILES");
        var result = System.Environment.GetEnvironmentVariable("ENVLINT_SHELL_RESULT");
        var paths = list is null ? Directory.GetFiles(ShellLosslessTests.Folder, "*.sh") : File.ReadAllLines(list);
        var lines = new StringBuilder();
        var texts = new List<string>();
        long bytes = 0;
        foreach (var path in paths)
        {
            var content = File.ReadAllBytes(path);
            bytes += content.Length;
            var text = Encoding.Latin1.GetString(content);
            texts.Add(text);
            var tree = ShellParser.Parse(text);
            ShellAssert.Tiles(tree);
            ShellAssert.Nested(tree);
            ShellAssert.Slices(tree);
            var first = tree.Errors.Length == 0 ? "" : Describe(text, tree.Errors[0]);
            lines.Append(tree.Errors.Length).Append('\t').Append(path).Append('\t').AppendLine(first);
        }

        // One character a byte, as bash reads it. The best of some rounds: the first ones also pay for the compiler.
        var best = TimeSpan.MaxValue;
        long allocated = 0;
        for (var round = 0; round < 5; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var clock = Stopwatch.StartNew();
            foreach (var text in texts)
            {
                ShellParser.Parse(text);
            }

            best = clock.Elapsed < best ? clock.Elapsed : best;
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        lines.AppendLine(FormattableString.Invariant(
            $"# {texts.Count} files, {bytes} bytes, {bytes / 1e6 / best.TotalSeconds:F1} MB/s, {(double)allocated / bytes:F1} bytes allocated per byte"));
        Assert.NotEmpty(texts);
        if (result is not null)
        {
            File.WriteAllText(result, lines.ToString());
        }
    }

    private static string Describe(string text, EnvLint.Text.SyntaxError error)
    {
        var line = 1 + text.AsSpan(0, error.Span.Start).Count('\n');
        return FormattableString.Invariant($"line {line}: {error.Message.ReplaceLineEndings(" ")}");
    }
}
