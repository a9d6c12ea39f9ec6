using System.Diagnostics;
using EnvLint.Syntax.Dockerfile;

namespace EnvLint.Core.Tests.Syntax.Dockerfile;

/// <summary>Texts that are made to cost time or stack. The limit is generous: quadratic work would take minutes.</summary>
public sealed class DockerfileHostileTests
{
    private const int Million = 1_000_000;

    public static TheoryData<string, string> Texts => new()
    {
        { "many here-documents on one line", "FROM a\nRUN" + string.Concat(Enumerable.Range(0, 100_000).Select(static i => $" <<E{i}")) + "\n" + string.Concat(Enumerable.Range(0, 100_000).Select(static i => $"E{i}\n")) },
        { "many open here-documents on one line", "FROM a\nRUN" + string.Concat(Enumerable.Range(0, 100_000).Select(static i => $" <<E{i}")) + "\n" + new string('\n', 100_000) },
        { "many instructions with here-documents", "FROM a\n" + string.Concat(Enumerable.Repeat("RUN <<E\nx\nE\n", 100_000)) },
        { "one long line", "FROM a\nRUN " + new string('x', Million) },
        { "one long word of blanks", "FROM a\nRUN x" + new string(' ', Million) + "y" },
        { "continuations", "FROM a\nRUN x" + string.Concat(Enumerable.Repeat("\\\n", Million / 2)) },
        { "continuations with text", "FROM a\nENV a=b" + string.Concat(Enumerable.Repeat(" \\\n c=d", 150_000)) },
        { "continued comments", "FROM a\nRUN x\\\n" + string.Concat(Enumerable.Repeat("# c\n\n", 200_000)) },
        { "continued JSON", "FROM a\nCOPY [\"a\"" + string.Concat(Enumerable.Repeat(",\\\n\"b\\n\"", 100_000)) + "]" },
        { "deep JSON", "FROM a\nRUN " + new string('[', Million) },
        { "deep closed JSON", "FROM a\nRUN " + new string('[', 9_999) + new string(']', 9_999) },
        { "objects", "FROM a\nRUN [" + string.Concat(Enumerable.Repeat("{\"a\":", 200_000)) },
        { "open substitutions", "FROM a\nRUN " + string.Concat(Enumerable.Repeat("${", Million / 2)) + " <<E" },
        { "open defaults", "FROM a\nRUN " + string.Concat(Enumerable.Repeat("${x:-", Million / 5)) + " <<E" },
        { "many flags", "FROM a\nRUN" + string.Concat(Enumerable.Repeat(" --mount=a", 100_000)) + " x" },
        { "many continued flags", "FROM a\nRUN" + string.Concat(Enumerable.Repeat(" --mount=a\\\n,b=\"c\"", 50_000)) + " x" },
        { "many triggers", "FROM a\n" + string.Concat(Enumerable.Repeat("ONBUILD ", Million / 8)) },
        { "quotes", "FROM a\nENV a=" + new string('"', Million) },
        { "escapes", "FROM a\nENV a=" + new string('\\', Million) },
        { "directives", string.Concat(Enumerable.Repeat("# escape=`\n", 100_000)) },
        { "errors", string.Concat(Enumerable.Repeat("x\n", 300_000)) },
        { "tabs in a here-document", "FROM a\nRUN <<-E\n" + string.Concat(Enumerable.Repeat("\t\tx\n", 200_000)) + "E" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Costs_linear_time(string what, string text)
    {
        var watch = Stopwatch.StartNew();
        var tree = DockerfileParser.Parse(text);
        watch.Stop();
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{what}: {watch.Elapsed}");
        var next = 0;
        foreach (var token in tree.Tokens)
        {
            Assert.Equal(next, token.Start);
            next += token.Length;
        }

        Assert.Equal(text.Length, next);
        Assert.NotEmpty(DockerfileTreePrinter.Print(tree));
    }

    [Fact]
    public void Work_can_be_cancelled()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => DockerfileParser.Parse("FROM a\n", source.Token));
    }
}
