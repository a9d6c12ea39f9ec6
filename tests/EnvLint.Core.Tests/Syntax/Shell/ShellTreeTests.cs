using EnvLint.Syntax.Shell;

namespace EnvLint.Core.Tests.Syntax.Shell;

public sealed class ShellTreeTests
{
    [Theory]
    // Simple commands and words
    [InlineData("echo a b", "(run echo a b)")]
    [InlineData("  \t# only a comment\n\n", "")]
    [InlineData("a#b #c", "(run a#b)")]
    [InlineData("echo \\a\\ b", @"(run echo \a\ b)")]
    [InlineData("echo 'a  $b' \"c $d ${e} `f` $(g)\"", "(run echo 'a  $b' \"c $d ${e} `(run f)` $((run g))\")")]
    [InlineData("echo \"a\\nb\\\"\\$\\`\\\\\"", "(run echo \"a\\nb\\\"\\$\\`\\\\\")")]
    [InlineData("echo $'a\\tb\\'c' $\"d\"", "(run echo $'a\\tb'c' \"d\")")]
    [InlineData("echo ~/x {a,b} *.[ch] a=b $ $% a$", "(run echo ~/x {a,b} *.[ch] a=b $ $% a$)")]
    [InlineData("echo $1$10$@$#$?$$$!$-", "(run echo $1$10$@$#$?$$$!$-)")]
    [InlineData("ec\\\nho a\\\n b", "(run echo a b)")]
    [InlineData("echo \"a\\\nb\" 'c\\\nd'", "(run echo \"ab\" 'c\\\\nd')")]
    [InlineData("echo $f\\\noo $\\\n{x}", "(run echo $foo ${x})")]
    [InlineData("echo @(a|b c) !(x) +($y)", "(run echo @(a|b c) !(x) +($y))")]
    [InlineData("] a", "(run ] a)")]
    [InlineData("echo if then fi }", "(run echo if then fi })")]
    // Parameters
    [InlineData("echo ${x:-a b} ${x-$y} ${x:=1} ${x:?no} ${x:+\"$z\"}", "(run echo ${x:-a b} ${x-$y} ${x:=1} ${x:?no} ${x:+\"$z\"})")]
    [InlineData("echo ${x#a*} ${x##*/} ${x%.*} ${x%%:*}", "(run echo ${x#a*} ${x##*/} ${x%.*} ${x%%:*})")]
    [InlineData("echo ${x/a/b} ${x//a/} ${x:1:2} ${x^} ${x,,} ${x@Q}", "(run echo ${x/a/b} ${x//a/} ${x:1:2} ${x^} ${x,,} ${x@Q})")]
    [InlineData("echo ${#x} ${#} ${##} ${#@} ${#x[@]} ${#-1}", "(run echo ${x length} ${#} ${# length} ${@ length} ${x[@] length} ${#-1})")]
    [InlineData("echo ${!x} ${!x@} ${!x*} ${!x[@]} ${!}", "(run echo ${x indirect} ${x names} ${x names} ${x[@] keys} ${!})")]
    [InlineData("echo ${x[$i]} ${x[a b]:-c} ${10} ${@:2}", "(run echo ${x[$i]} ${x[a b]:-c} ${10} ${@:2})")]
    [InlineData("echo \"${x:-'$a'}\" \"${x#'a'}\" ${x:-'}'}", "(run echo \"${x:-'$a'}\" \"${x#'a'}\" ${x:-'}'})")]
    [InlineData("echo ${} ${x!y}", "(run echo ${} ${x!y})")]
    [InlineData("echo \"${a:-\"${b:-\"c d\"}\"}\"", "(run echo \"${a:-\"${b:-\"c d\"}\"}\")")]
    // Substitutions and arithmetic
    [InlineData("x=$(a; b | c)", "(run x=$((run a); (run b) | (run c)))")]
    [InlineData("x=$(case a in b) c;; esac)", "(run x=$((case a [b: (run c)])))")]
    [InlineData("echo `a \\`b \\$c\\`` $(<f)", "(run echo `(run a `(run b $c)`)` $((run <f)))")]
    [InlineData("echo \"`a \\\"b\\\"`\"", "(run echo \"`(run a \"b\")`\")")]
    [InlineData("diff <(a) >(b) x<(c)", "(run diff <((run a)) >((run b)) x<((run c)))")]
    [InlineData("echo $((1 + $x * (2 - $(y)))) $[1+2] $((a) | (b))", "(run echo $(( $x $((run y)))) $(()) $((subshell (run a)) | (subshell (run b))))")]
    [InlineData("((i++)); (( a < $b )) && c", "(arithmetic)\n(arithmetic $b) && (run c)")]
    [InlineData("((a); b)", "(subshell (subshell (run a)); (run b))")]
    // Assignments
    [InlineData("a= b=1 c+=x d[1]=y e[$i]+=z cmd f=1", "(run a= b=1 c+=x d[1]=y e[$i]+=z cmd f=1)")]
    [InlineData("a=(1 $b [k]=v [x y]=z # c\n \"d\") b=()", "(run a=(1 $b [k]=v [x y]=z \"d\") b=())")]
    [InlineData("declare -a x=(1 2) y; local z+=(a); export A=b", "(run declare -a x=(1 2) y)\n(run local z+=(a))\n(run export A=b)")]
    [InlineData("a[ 1 ] b", "(run a[ 1 ] b)")]
    [InlineData("1a=b a-b=c", "(run 1a=b a-b=c)")]
    // Lists and pipelines
    [InlineData("a && b || ! c | d |& e &\nf; g", "(run a) && (run b) || ! (run c) | (run d) | (run e) &\n(run f)\n(run g)")]
    [InlineData("a &&\n\n# c\nb |\nc", "(run a) && (run b) | (run c)")]
    [InlineData("time -p a | b; ! ! c; time; !", "(run a) | (run b)\n(run c)\n(run)\n! (run)")]
    [InlineData("a &\\\n& b", "(run a) && (run b)")]
    // Compound commands
    [InlineData("if a; then b; elif c\nthen d; else e; fi >f 2>&1", "(if (run a) then (run b) elif (run c) then (run d) else (run e) >f 2>&1)")]
    [InlineData("while a; do b; done <f; until c; do d; done", "(while (run a) do (run b) <f)\n(until (run c) do (run d))")]
    [InlineData("for x in a \"$b\"; do c; done", "(for x in a \"$b\" do (run c))")]
    [InlineData("for x do a; done; for y; do b; done; for z\nin\ndo c; done", "(for x do (run a))\n(for y do (run b))\n(for z in do (run c))")]
    [InlineData("for ((i=0; i<$n; i++)) { a; }; select x in 1; do b; done", "(for-arithmetic $n do (run a))\n(for x in 1 do (run b))")]
    [InlineData("case $x in a|b) c;; (*) d;& e) ;;& f) g\nesac", "(case $x [a|b: (run c)] [*: (run d)] [e: ] [f: (run g)])")]
    [InlineData("case x in if) a;; (esac) b;; done) ;; esac", "(case x [if: (run a)] [esac: (run b)] [done: ])")]
    [InlineData("{ a; (b) } && ( c; { d; } )", "(group (run a); (subshell (run b))) && (subshell (run c); (group (run d)))")]
    [InlineData("[[ -f $a && ! ( b == c* || $d -gt 1 ) && e =~ ^(a b|c)$ ]]", "(test -f $a && ! ( b == c* || $d -gt 1 ) && e =~ ^(a b|c)$)")]
    [InlineData("[[ a < b &&\n c ]] >f", "(test a < b && c >f)")]
    [InlineData("[[ !(a == b) ]]", "(test ! ( a == b ))")]
    [InlineData("coproc a b; coproc N { c; }; coproc (d)", "(coproc (run a b))\n(coproc (group (run c)))\n(coproc (subshell (run d)))")]
    [InlineData("i\\\nf a; then b; fi", "(if (run a) then (run b))")]
    [InlineData("!(a)", "! (subshell (run a))")]
    // Functions
    [InlineData("f() { a; } >b; g ( ) ( c )\nfunction h { d; }\nfunction i() if e; then f; fi", "(function f (group (run a) >b))\n(function g (subshell (run c)))\n(function h (group (run d)))\n(function i (if (run e) then (run f)))")]
    [InlineData("foo-bar.x:y () { a; }; a+() { b; }; function if { c; }", "(function foo-bar.x:y (group (run a)))\n(function a+ (group (run b)))\n(function if (group (run c)))")]
    // Redirections and here-documents
    [InlineData("a <b >c >>d >|e <>f 2>&1 <&3 &>g &>>h 3<&- <<<\"i\" {fd}>j 12>k", "(run a <b >c >>d >|e <>f 2>&1 <&3 &>g &>>h 3<&- <<<\"i\" >j 12>k)")]
    [InlineData(">a b 2c>d e2>f", "(run b 2c e2 >a >d >f)")]
    [InlineData("a 2>&1<b 1>&2<<<c", "(run a 2>&1 <b 1>&2 <<<c)")]
    [InlineData("cat <<A; b\nx $y \\$z `c`\n\"q\"\nA\nd", "(run cat <<A{x $y \\$z `(run c)`\\n\"q\"\\n})\n(run b)\n(run d)")]
    [InlineData("cat <<'A' <<-\"B\"\n$x\nA\n\ty\n\tB\nc", "(run cat <<'A'{$x\\n} <<-'B'{\\ty\\n})\n(run c)")]
    [InlineData("cat <<\\E\n$x\nE\n", "(run cat <<'E'{$x\\n})")]
    [InlineData("cat <<A\nx\nA \nA", "(run cat <<A{x\\nA \\n})")]
    [InlineData("cat <<A\nx", "(run cat <<A{x)")]
    [InlineData("cat <<A", "(run cat <<A{)")]
    [InlineData("cat <<A\nx\\\nA\nA\nb", "(run cat <<A{xA\\n})\n(run b)")]
    [InlineData("x=$(cat <<A\na)\nA\n)", "(run x=$((run cat <<A{a)\\n})))")]
    [InlineData("x=$(cat <<A\nb\nA) c", "(run x=$((run cat <<A{b\\n})) c)")]
    [InlineData("x=$(cat <<A)\nb\nA\nc", "(run x=$((run cat <<A{b\\n})))\n(run c)")]
    [InlineData("a <<X | b\nt\nX\nc", "(run a <<X{t\\n}) | (run b)\n(run c)")]
    [InlineData("a <<X \"b\nc\"\nt\nX\n", "(run a \"b\\nc\" <<X{t\\n})")]
    public void Source_is_understood(string source, string expected)
    {
        var tree = ShellParser.Parse(source);
        ShellAssert.Tiles(tree);
        Assert.Equal(expected, ShellTreePrinter.Print(tree));
        Assert.Empty(tree.Errors);
    }
}
