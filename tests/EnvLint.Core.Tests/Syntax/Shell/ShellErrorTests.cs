using EnvLint.Syntax.Shell;

namespace EnvLint.Core.Tests.Syntax.Shell;

public sealed class ShellErrorTests
{
    [Theory]
    [InlineData("if [|;|] then a; fi", "unexpected ';'")]
    [InlineData("if a; then [|fi|]", "expected a command before 'fi'")]
    [InlineData("if a; then b; else [|fi|]", "expected a command before 'fi'")]
    [InlineData("[|if|] a; fi", "expected 'then' behind the condition")]
    [InlineData("[|if|] a; then b", "no 'fi' closes this 'if'")]
    [InlineData("while a; do [|done|]", "expected a command before 'done'")]
    [InlineData("[|while|] a; do b", "no 'done' closes this 'while'")]
    [InlineData("[|while|] a; b; done", "expected 'do' behind 'while'")]
    [InlineData("[|for|] ; do a; done", "expected a variable name behind 'for'")]
    [InlineData("[|for|] x in a\nb; done", "expected 'do' behind 'for'")]
    [InlineData("[|for|] x; in a; do b; done", "expected 'do' behind 'for'")]
    [InlineData("for [|((i=0;i<3))|]; do a; done", "expected three expressions with ';' between them")]
    [InlineData("[|case|] x in a) b;;", "no 'esac' closes this 'case'")]
    [InlineData("case x in a [||]b) c;; esac", "expected ')' behind the pattern")]
    [InlineData("case x in a|[|)|] c;; esac", "unexpected ')'")]
    [InlineData("( [|)|]", "expected a command before ')'")]
    [InlineData("{ [|}|]", "expected a command before '}'")]
    [InlineData("f() { [|}|]", "expected a command before '}'")]
    [InlineData("[|(|] a", "no ')' closes this '('")]
    [InlineData("[|{|] a; b", "no '}' closes this '{'")]
    [InlineData("a [|&&|] ", "expected a command behind '&&'")]
    [InlineData("a [||||]\n", "expected a command behind '||'")]
    [InlineData("a [|&&|] ; b", "expected a command behind '&&'")]
    [InlineData("a [|||]", "expected a command behind '|'")]
    [InlineData("a | [|!|] b", "unexpected '!'")]
    [InlineData("a [|||] \\", "expected a command behind '|'")]
    [InlineData("[|&&|] a", "unexpected '&&'")]
    [InlineData("[|;|]", "unexpected ';'")]
    [InlineData("a &[|;|] b", "unexpected ';'")]
    [InlineData("a\n[|)|]\nb", "unexpected ')'")]
    [InlineData("a[|)|]", "unexpected ')'")]
    [InlineData("[|}|]", "unexpected '}'")]
    [InlineData("a; [|done|]", "unexpected 'done'")]
    [InlineData("[|fi|]", "unexpected 'fi'")]
    [InlineData("[|then|]", "unexpected 'then'")]
    [InlineData("a [|;;|] b", "unexpected ';;'")]
    [InlineData("[|in|]", "unexpected 'in'")]
    [InlineData("[|]]|]", "unexpected ']]'")]
    [InlineData("a [|(|]b)", "unexpected '('")]
    [InlineData("a=[|(|]b", "no ')' closes this '('")]
    [InlineData("echo a=[|(|]b)", "unexpected '('")]
    [InlineData("a=(1 [|;|] 2; 3)", "unexpected ';'")]
    [InlineData("{ a; } [|b|] c; d", "unexpected 'b'")]
    [InlineData("(a) [|(|]b)", "unexpected '('")]
    [InlineData("a [|>|]", "expected a word behind '>'")]
    [InlineData("a [|2>>|] ; b", "expected a word behind '2>>'")]
    [InlineData("a [|<<|]\n", "expected a word behind '<<'")]
    [InlineData("f() [|echo|] a", "expected '{' or another compound command as the function's body")]
    [InlineData("echo [|\"|]a\nb", "no '\"' closes this '\"'")]
    [InlineData("echo [|'|]a\nb", "no ''' closes this '''")]
    [InlineData("echo [|$'|]a\\'", "no ''' closes this '$''")]
    [InlineData("echo [|`|]a", "no '`' closes this '`'")]
    [InlineData("echo [|$(|]a", "no ')' closes this '$('")]
    [InlineData("echo [|${|]a", "no '}' closes this '${'")]
    [InlineData("echo \"${a:-[|'|]}\"", "no ''' closes this '''")]
    [InlineData("echo [|$[|]1", "no ']' closes this '$['")]
    [InlineData("echo [|<(|]a", "no ')' closes this '<('")]
    [InlineData("a=([|[|] 1)", "no ']' closes this '['")]
    [InlineData("(![|)|]", "unexpected ')'")]
    [InlineData("a[|[|] 1", "no ']' closes this '['")]
    [InlineData("[|[[|] a", "no ']]' closes this '[['")]
    [InlineData("[[ [|]]|]", "expected an expression before ']]'")]
    [InlineData("[[ a && [|]]|]", "expected an expression before ']]'")]
    [InlineData("[[ a [|b|] ]]", "expected an operator such as '==' or '=~' between two operands")]
    [InlineData("[[ a == [|]]|]", "expected an operand behind '=='")]
    [InlineData("[[ -f [|]]|]", "expected an operand behind '-f'")]
    [InlineData("[[ -z a [|b|] ]]", "unexpected 'b'")]
    [InlineData("[[ a[|\n|]]]", "unexpected end of the line")]
    [InlineData("a [|>|]2>b", "expected a word behind '>'")]
    [InlineData("echo [|${|]${a} b", "no '}' closes this '${'")]
    [InlineData("[[ ( a [|]]|]", "expected ')' before ']]'")]
    [InlineData("[[ a [|;|] b", "unexpected ';'")]
    [InlineData("if a; then\r\n  b\r\nfi\r\n", "no 'fi' closes this 'if'", 0)]
    public void First_error_has_its_place(string marked, string message, int firstStart = -1)
    {
        var start = marked.IndexOf("[|", StringComparison.Ordinal);
        var source = marked;
        var length = 0;
        if (firstStart < 0)
        {
            source = marked.Remove(start, 2);
            var end = source.LastIndexOf("|]", StringComparison.Ordinal);
            source = source.Remove(end, 2);
            length = end - start;
        }
        else
        {
            start = firstStart;
        }

        var tree = ShellParser.Parse(source);
        ShellAssert.Tiles(tree);
        Assert.Contains(tree.Errors, e => e.Message == message && e.Span.Start == start && (firstStart >= 0 || e.Span.Length == length));
        Assert.Equal(start, tree.Errors.Min(e => e.Span.Start));
    }

    [Theory]
    [InlineData("a )\nb 'c'", "(run a)\n(run b 'c')")]
    [InlineData("; a; b", "(run a)\n(run b)")]
    [InlineData("if a; then b; done; c; fi; d", "(if (run a) then (run b); (run c))\n(run d)")]
    [InlineData("while x; do if a; then b; done; c", "(while (run x) do (if (run a) then (run b)))\n(run c)")]
    [InlineData("{ ( a; }; b", "(group (subshell (run a)))\n(run b)")]
    [InlineData("for x in a b\necho c; done; d", "(for x in a b do (run echo c))\n(run d)")]
    [InlineData("a=(1; 2); b", "(run a=(1 2))\n(run b)")]
    [InlineData("a (b) c; d", "(run a c)\n(run d)")]
    [InlineData("[[ a b ]]; c", "(test a b)\n(run c)")]
    [InlineData("case x in a b) c;; d) e;; esac; f", "(case x [a: (run c)] [d: (run e)])\n(run f)")]
    [InlineData("f() echo a; b", "(function f (run echo a))\n(run b)")]
    [InlineData("a[ 1; b", "(run a[ 1)\n(run b)")]
    public void Reading_goes_on_behind_an_error(string source, string expected)
    {
        var tree = ShellParser.Parse(source);
        ShellAssert.Tiles(tree);
        Assert.NotEmpty(tree.Errors);
        Assert.Equal(expected, ShellTreePrinter.Print(tree));
    }

    [Fact]
    public void Neighbours_that_fit_nothing_are_one_error()
    {
        var tree = ShellParser.Parse("a\n) ) ; done ) \nb");
        Assert.Single(tree.Errors);
    }

    [Theory]
    [InlineData("echo `if`")]
    [InlineData("echo `echo \"a`")]
    [InlineData("cat <<A\n$( ( ${x \" `\nA\n")]
    [InlineData("cat <<A")]
    [InlineData("echo ${x!!} ${} ${:}")]
    [InlineData("echo $((1 +* 2)) $((a b))")]
    [InlineData("((${x:-))\necho $(( ${x ))")]
    [InlineData("echo $(( \"$(if)\" + `)` ))")]
    [InlineData("$( )")]
    [InlineData("a <( )")]
    [InlineData("case x in esac")]
    [InlineData("a=1 if")]
    [InlineData("if [[ a ]] then b; fi")]
    [InlineData("{ { a; } }")]
    [InlineData("! ;")]
    [InlineData("#!/bin/sh\n")]
    [InlineData("echo a\r\n")]
    [InlineData("echo \0 a\0b")]
    [InlineData("echo \\")]
    public void What_bash_finds_only_when_it_runs_is_no_error(string source)
    {
        var tree = ShellParser.Parse(source);
        ShellAssert.Tiles(tree);
        Assert.Empty(tree.Errors);
    }

    [Theory]
    [InlineData("echo \"${x:-it's}\"")]
    [InlineData("echo \"foo$[a-z]\" $[")]
    public void Posix_differs_where_the_same_characters_mean_something_else(string source)
    {
        Assert.Empty(ShellParser.Parse(source, ShellDialect.Posix).Errors);
        Assert.NotEmpty(ShellParser.Parse(source).Errors);
    }

    [Fact]
    public void Cancelling_stops_the_parsing()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => ShellParser.Parse("a", ct: source.Token));
    }
}
