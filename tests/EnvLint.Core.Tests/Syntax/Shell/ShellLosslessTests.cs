using System.Diagnostics;
using System.Text;
using EnvLint.Syntax.Shell;
using EnvLint.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace EnvLint.Core.Tests.Syntax.Shell;

public sealed class ShellLosslessTests
{
    public static readonly string Folder = Path.Combine(RepositoryRoot.Path, "tests", "EnvLint.Core.Tests", "Data", "Syntax", "Shell");

    public static TheoryData<string> Samples()
    {
        var data = new TheoryData<string>();
        foreach (var path in Directory.GetFiles(Folder, "*.sh").Order(StringComparer.Ordinal))
        {
            data.Add(Path.GetFileName(path));
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Tokens_tile_the_text(string name)
    {
        var text = File.ReadAllText(Path.Combine(Folder, name));
        var tree = ShellParser.Parse(text);
        ShellAssert.Tiles(tree);
        var joined = new StringBuilder();
        foreach (var token in tree.Tokens)
        {
            joined.Append(text.AsSpan(token.Start, token.Length));
        }

        Assert.Equal(text, joined.ToString());
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Every_node_lies_within_its_parent(string name)
    {
        var tree = ShellParser.Parse(File.ReadAllText(Path.Combine(Folder, name)));
        ShellAssert.Nested(tree);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Slices_say_what_the_nodes_say(string name)
    {
        var text = File.ReadAllText(Path.Combine(Folder, name));
        ShellAssert.Slices(ShellParser.Parse(text));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Tree_tokens_and_errors_are_those_of_the_baseline(string name)
    {
        var text = File.ReadAllText(Path.Combine(Folder, name));
        var tree = ShellParser.Parse(text);
        var actual = new StringBuilder(ShellTreePrinter.Print(tree)).Append("\n--\n");
        foreach (var token in tree.Tokens)
        {
            actual.Append(token.Kind).Append(' ').Append(text.Substring(token.Start, token.Length).Replace("\n", "\\n", StringComparison.Ordinal)).Append('\n');
        }

        foreach (var error in tree.Errors)
        {
            actual.Append("error ").Append(error.Span).Append(' ').Append(error.Message).Append('\n');
        }

        var path = Path.Combine(Folder, Path.ChangeExtension(name, ".txt"));
        Assert.Equal(File.ReadAllText(path), actual.ToString());
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Every_beginning_and_every_rest_of_a_sample_tiles(string name)
    {
        var text = File.ReadAllText(Path.Combine(Folder, name));
        for (var i = 0; i <= text.Length; i++)
        {
            var beginning = ShellParser.Parse(text[..i]);
            ShellAssert.Tiles(beginning);
            ShellAssert.Nested(beginning);
            ShellAssert.Tiles(ShellParser.Parse(text[i..], ShellDialect.Posix));
        }
    }

    [Fact]
    public void Any_string_of_shell_characters_tiles()
    {
        string[] pieces =
        [
            "a", "b=", "x", "1", " ", " ", "\n", "\n", ";", "&", "|", "(", ")", "<", ">", "'", "\"", "`", "$", "\\", "\\\n", "{", "}", "[", "]",
            "#", "!", "*", "@(", "<<", "<<-", "<<a", "\na\n", "$(", "$((", "))", "((", "${", "$'", "$[", "[[ ", " ]]", "=~", "==", "if ", "then ", "fi", "else ",
            "while ", "do ", "done", "for ", "in ", "case ", "esac", ";;", "function ", "f()", "coproc ", "time ", "declare a=(", "&&", "||", "<(", ">&", "2>", "\t", "\r\n", "\0", "é", "😀", "\ud83d",
        ];
        var texts = Gen.ListOf(Gen.Elements(pieces)).Select(string.Concat);
        Prop.ForAll(texts.ToArbitrary(), static text =>
        {
            var tree = ShellParser.Parse(text);
            ShellAssert.Tiles(tree);
            ShellAssert.Nested(tree);
            ShellAssert.Slices(tree);
            ShellTreePrinter.Print(tree);
            ShellAssert.Tiles(ShellParser.Parse(text, ShellDialect.Posix));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(4000).WithEndSize(60));
    }

    public static TheoryData<string, int> Hostile() => new()
    {
        { "(", 100_000 },
        { "{ ", 100_000 },
        { "$(", 100_000 },
        { "$((", 100_000 },
        { "((", 100_000 },
        { "( (", 100_000 },
        { "${", 300_000 },
        { "${x:-", 200_000 },
        { "\"${x:-", 100_000 },
        { "\"", 1_000_001 },
        { "'", 1_000_001 },
        { "`", 1_000_001 },
        { "\"`", 500_000 },
        { "\\`", 500_000 },
        { "`\\`\\\\\\`", 100_000 },
        { "\"$(", 100_000 },
        { "<<a ", 250_000 },
        { "<<a\n", 250_000 },
        { "<<a\n$(", 150_000 },
        { "<<a <<b\n`", 100_000 },
        { "$(<<a\n", 150_000 },
        { "<(", 300_000 },
        { "a[", 500_000 },
        { "a[;", 300_000 },
        { "a=([", 250_000 },
        { "a=(", 300_000 },
        { "a+([", 250_000 },
        { "@(", 500_000 },
        { ")", 1_000_000 },
        { ";", 1_000_000 },
        { ")\n", 500_000 },
        { "done\n", 200_000 },
        { "if ", 300_000 },
        { "if a; then ", 100_000 },
        { "while ", 150_000 },
        { "case a in b) ", 80_000 },
        { "for x in a; do ", 70_000 },
        { "f() ", 250_000 },
        { "f() { ", 150_000 },
        { "function f ", 100_000 },
        { "coproc ", 150_000 },
        { "! ", 500_000 },
        { "time ", 200_000 },
        { "[[ ", 300_000 },
        { "[[ ( ", 200_000 },
        { "[[ a =~ (", 100_000 },
        { "a && ", 200_000 },
        { "a | ", 250_000 },
        { "\\\n", 500_000 },
        { "&\\\n", 300_000 },
        { "$\\\n", 300_000 },
        { "i\\\n", 300_000 },
        { "1", 1_000_000 },
        { "{a", 500_000 },
        { "${a[", 250_000 },
        { "$[", 500_000 },
        { "$((a", 250_000 },
        { "$((\"", 250_000 },
        { "${x:-'", 150_000 },
        { "\\", 1_000_000 },
        { "#\n", 500_000 },
        { "a=b ", 250_000 },
        { "a ( ", 250_000 },
        { "a ( b ) ", 120_000 },
        { "{ a; } b ( ", 90_000 },
        { "echo $( `", 100_000 },
        { "\0", 1_000_000 },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Hostile_text_takes_linear_time_and_little_stack(string piece, int count)
    {
        // Eight times the text: eight times the time where it is linear, 64 times where it is quadratic. The machine may be busy
        // with something else, so one good measurement of three is enough, and what is quick at this size is good anyway.
        var seen = new List<string>();
        for (var attempt = 0; attempt < 3; attempt++)
        {
            var small = Measure(piece, count / 8);
            var large = Measure(piece, count);
            if (large < TimeSpan.FromSeconds(2) || large < small * 24)
            {
                return;
            }

            seen.Add(FormattableString.Invariant($"{small} and {large}"));
        }

        Assert.Fail($"{piece} grows faster than the text: {string.Join("; ", seen)}");
    }

    private static TimeSpan Measure(string piece, int count)
    {
        Exception? caught = null;
        var elapsed = TimeSpan.Zero;
        var text = new StringBuilder(piece.Length * count).Insert(0, piece, count).ToString();
        var thread = new Thread(
            () =>
            {
                try
                {
                    var clock = Stopwatch.StartNew();
                    var tree = ShellParser.Parse(text);
                    elapsed = clock.Elapsed;
                    ShellAssert.Tiles(tree);
                }
                catch (Exception e)
                {
                    caught = e;
                }
            },
            maxStackSize: 1024 * 1024);
        thread.Start();
        thread.Join();
        Assert.Null(caught);
        return elapsed;
    }
}
