using EnvLint.Syntax.Dockerfile;
using EnvLint.Testing;

namespace EnvLint.Core.Tests.Syntax.Dockerfile;

public sealed class DockerfileVariablesTests
{
    private static DockerfileVariableValue Lookup(string name) => name switch
    {
        "CUDA" => DockerfileVariableValue.Of("12.4.1"),
        "PATHS" => DockerfileVariableValue.Of("/usr/lib:/opt/lib:/lib"),
        "SPACED" => DockerfileVariableValue.Of(" a  b "),
        "FACE" => DockerfileVariableValue.Of("a😀b"),
        "STAR" => DockerfileVariableValue.Of("*"),
        "EMPTY" => DockerfileVariableValue.Of(""),
        "UNKNOWN" or "LATER" => DockerfileVariableValue.Unknown,
        _ => DockerfileVariableValue.Unset,
    };

    [Theory]
    [InlineData("", "")]
    [InlineData("plain", "plain")]
    [InlineData("cuda:$CUDA-base", "cuda:12.4.1-base")]
    [InlineData("cuda:${CUDA}base", "cuda:12.4.1base")]
    [InlineData("$CUDAx", "")]
    [InlineData("$1x", "x")]
    [InlineData("$", "$")]
    [InlineData("a$", "a$")]
    [InlineData("$.b", "$.b")]
    [InlineData("$$b", "b")]
    [InlineData("\\$CUDA", "$CUDA")]
    [InlineData("'$CUDA'", "$CUDA")]
    [InlineData("\"$CUDA\"", "12.4.1")]
    [InlineData("\"\\$CUDA\\\"\\n\"", "$CUDA\"\\n")]
    [InlineData("a\"b c\"'d e'f\\ g", "ab cd ef g")]
    [InlineData("a\\", "a")]
    [InlineData("a\\\\b", "a\\b")]
    [InlineData("'a\\'", "a\\")]
    [InlineData("${NONE-x}", "x")]
    [InlineData("${EMPTY-x}", "")]
    [InlineData("${EMPTY:-x}", "x")]
    [InlineData("${CUDA:-x}", "12.4.1")]
    [InlineData("${NONE+x}", "")]
    [InlineData("${EMPTY+x}", "x")]
    [InlineData("${EMPTY:+x}", "")]
    [InlineData("${CUDA:+x}", "x")]
    [InlineData("${CUDA:?no}", "12.4.1")]
    [InlineData("${EMPTY?no}", "")]
    [InlineData("${NONE:-a${NONE:-$CUDA}b}c", "a12.4.1bc")]
    [InlineData("${NONE:-\"a b\"}", "a b")]
    [InlineData("${NONE:-a\\}b}", "a}b")]
    [InlineData("${NONE:-}", "")]
    [InlineData("${CUDA#*.}", "4.1")]
    [InlineData("${CUDA##*.}", "1")]
    [InlineData("${CUDA%.*}", "12.4")]
    [InlineData("${CUDA%%.*}", "12")]
    [InlineData("${CUDA#13}", "12.4.1")]
    [InlineData("${CUDA%?}", "12.4.")]
    [InlineData("${CUDA#}", "12.4.1")]
    [InlineData("${STAR#\\*}x", "x")]
    [InlineData("${CUDA#\\*}", "12.4.1")]
    [InlineData("${FACE#a?}", "b")]
    [InlineData("${FACE%?b}", "a")]
    [InlineData("${CUDA/./-}", "12-4.1")]
    [InlineData("${CUDA//./-}", "12-4-1")]
    [InlineData("${CUDA//./}", "1241")]
    [InlineData("${CUDA/.*/}", "12")]
    [InlineData("${CUDA/x/y}", "12.4.1")]
    [InlineData("${PATHS//\\/lib/L}", "/usrL:/optL:L")]
    [InlineData("${PATHS/$NONE/x}", "x/usr/lib:/opt/lib:/lib")]
    [InlineData("${CUDA//?/ab}", "abababababab")]
    [InlineData("${CUDA//*/x}", "x")]
    [InlineData("${CUDA//4/[\\$0]}", "12.[\\4].1")]
    [InlineData("${NONE/a/b}", "")]
    [InlineData("a<<b < c << d", "a<<b < c << d")]
    public void A_known_word_expands_to(string raw, string expected)
    {
        var expansion = DockerfileVariables.Expand(raw, Lookup);
        Assert.Null(expansion.Error);
        Assert.Equal(expected, expansion.Value);
        Assert.Empty(expansion.UnknownNames);
    }

    [Theory]
    [InlineData("$UNKNOWN")]
    [InlineData("a${UNKNOWN}b")]
    [InlineData("\"$UNKNOWN\"")]
    [InlineData("${UNKNOWN:-x}")]
    [InlineData("${UNKNOWN-x}")]
    [InlineData("${UNKNOWN:+x}")]
    [InlineData("${UNKNOWN:?x}")]
    [InlineData("${UNKNOWN#x}")]
    [InlineData("${UNKNOWN/x/y}")]
    [InlineData("${NONE:-$UNKNOWN}")]
    [InlineData("${CUDA#$UNKNOWN}")]
    [InlineData("${CUDA/4/$UNKNOWN}")]
    [InlineData("${CUDA/$UNKNOWN/4}")]
    public void What_depends_on_an_unknown_variable_stays_unknown(string raw)
    {
        var expansion = DockerfileVariables.Expand(raw, Lookup);
        Assert.Null(expansion.Error);
        Assert.False(expansion.IsKnown);
        Assert.Equal("UNKNOWN", Assert.Single(expansion.UnknownNames));
    }

    [Theory]
    [InlineData("${CUDA:-$UNKNOWN}", "12.4.1")]
    [InlineData("${NONE:+$UNKNOWN}", "")]
    public void An_unknown_variable_that_is_not_used_spoils_nothing(string raw, string expected)
    {
        var expansion = DockerfileVariables.Expand(raw, Lookup);
        Assert.Equal(expected, expansion.Value);
        Assert.Equal("UNKNOWN", Assert.Single(expansion.UnknownNames));
    }

    [Theory]
    [InlineData("[|'a|]")]
    [InlineData("b[|\"a|]")]
    [InlineData("[|\"a\\\"|]")]
    [InlineData("a[|${|]")]
    [InlineData("a[|${}|]")]
    [InlineData("[|${{x}}|]")]
    [InlineData("[|${:x}|]")]
    [InlineData("[|${CUDA|]")]
    [InlineData("[|${CUDA:|]")]
    [InlineData("[|${CUDA^^}|]")]
    [InlineData("[|${CUDA[0]}|]")]
    [InlineData("[|${CUDA=x}|]")]
    [InlineData("[|${CUDA:#x}|]")]
    [InlineData("a[|${CUDA:=x}|]b")]
    [InlineData("a[|${CUDA:x}|]b")]
    [InlineData("a[|${NONE?}|]b")]
    [InlineData("[|${NONE:?x}|]")]
    [InlineData("[|${EMPTY:?}|]")]
    [InlineData("${CUDA:-[|${NONE?}|]}")]
    [InlineData("[|${CUDA#\\x}|]")]
    [InlineData("[|${CUDA/\\x/y}|]")]
    [InlineData("${CUDA:-a[||]")]
    [InlineData("${CUDA/a[||]")]
    public void The_builder_refuses_the_word(string markup)
    {
        var marked = Markup.Parse(markup);
        var expansion = DockerfileVariables.Expand(marked.Text, Lookup);
        Assert.NotNull(expansion.Error);
        Assert.Equal(marked.Spans[0].Span, expansion.Error.Span);
        Assert.Null(expansion.Value);
    }

    [Theory]
    [InlineData("a`$CUDA`\\", '`', "a$CUDA\\")]
    [InlineData("C:\\x\\$CUDA", '`', "C:\\x\\12.4.1")]
    [InlineData("\"`\"\\\"", '`', "\"\\")]
    public void The_escape_character_is_the_files(string raw, char escape, string expected)
    {
        Assert.Equal(expected, DockerfileVariables.Expand(raw, Lookup, escape).Value);
    }

    [Theory]
    [InlineData("80 443", "80|443")]
    [InlineData("$SPACED", "a|b")]
    [InlineData("\"$SPACED\"", " a  b ")]
    [InlineData("x$SPACED\"y z\"", "x|a|b|y z")]
    [InlineData("a\\ b", "a b")]
    [InlineData("''", "")]
    [InlineData("$EMPTY", "")]
    public void Words_are_split_after_expansion(string raw, string expected)
    {
        var words = DockerfileVariables.ExpandWords(raw, Lookup).Words;
        Assert.NotNull(words);
        Assert.Equal(expected, string.Join('|', words.Value));
    }

    [Fact]
    public void Unknown_words_are_not_split()
    {
        Assert.Null(DockerfileVariables.ExpandWords("a $UNKNOWN b", Lookup).Words);
    }

    [Theory]
    [InlineData("\"a b\"", "a b")]
    [InlineData("a\\ b", "a b")]
    [InlineData("'$x'$y\"${z:-'q'}\"", "$x$y${z:-'q'}")]
    [InlineData("'open", "'open")]
    public void Quotes_are_removed_and_variables_stay(string raw, string expected)
    {
        Assert.Equal(expected, DockerfileVariables.RemoveQuotes(raw));
    }

    [Fact]
    public void References_are_told_with_their_places_and_states()
    {
        var marked = Markup.Parse("[|$CUDA|]-[|${NONE:-[|${UNKNOWN}|]}|]-\"[|${LATER##x}|]\"");
        var expansion = DockerfileVariables.Expand(marked.Text, Lookup);
        Assert.Equal(["CUDA", "NONE", "UNKNOWN", "LATER"], expansion.References.Select(static reference => reference.Name));
        Assert.Equal(marked.Spans.Select(static span => span.Span).Order(), expansion.References.Select(static reference => reference.Span));
        Assert.Equal(
            [DockerfileVariableState.Set, DockerfileVariableState.Unset, DockerfileVariableState.Unknown, DockerfileVariableState.Unknown],
            expansion.References.Select(static reference => reference.State));
        Assert.Equal(["UNKNOWN", "LATER"], expansion.UnknownNames.ToArray());
        Assert.Equal("NONE", Assert.Single(expansion.UnsetNames));
        Assert.Equal(["CUDA", "NONE", "UNKNOWN", "LATER"], DockerfileVariables.Parse(marked.Text).Variables().Select(static part => part.Name));
    }

    [Theory]
    [InlineData("a$b'c'\"d${e}f\"\\g${h:-i$j}<< k")]
    [InlineData("\"\"''")]
    [InlineData("a'open")]
    [InlineData("a${b:-'c")]
    [InlineData("\"a$b")]
    [InlineData("\\")]
    public void The_parts_of_a_word_tile_it(string raw)
    {
        TreeAssert.Tiles(raw, DockerfileVariables.Parse(raw).Parts, static part => part.Span);
    }

    [Fact]
    public void Values_that_double_end_as_unknown()
    {
        var value = DockerfileVariableValue.Of("xxxxxxxxxx");
        var expansion = new DockerfileExpansion("", [], null);
        for (var i = 0; i < 40 && expansion.IsKnown; i++)
        {
            expansion = DockerfileVariables.Expand("$a$a", _ => value);
            value = expansion.Value is { } known ? DockerfileVariableValue.Of(known) : DockerfileVariableValue.Unknown;
        }

        Assert.False(expansion.IsKnown);
        Assert.Null(expansion.Error);
    }

    [Fact]
    public void A_pattern_that_costs_too_much_ends_as_unknown()
    {
        var value = DockerfileVariableValue.Of(new string('a', 20_000));
        var pattern = "*b" + string.Concat(Enumerable.Repeat("*a", 5_000)) + "*b*";
        foreach (var raw in new[] { "${x#" + pattern + "}", "${x%%" + pattern + "}", "${x/" + pattern + "/y}", "${x//" + pattern + "/y}" })
        {
            var expansion = DockerfileVariables.Expand(raw, _ => value);
            Assert.False(expansion.IsKnown);
            Assert.Null(expansion.Error);
        }
    }

    [Theory]
    [InlineData("${x:-")]
    [InlineData("${")]
    [InlineData("${x/")]
    [InlineData("\"${x:-")]
    [InlineData("$")]
    [InlineData("\"")]
    [InlineData("'")]
    [InlineData("\\")]
    [InlineData("<<")]
    [InlineData("${x#${y%")]
    public void Endless_repetitions_end(string piece)
    {
        var raw = string.Concat(Enumerable.Repeat(piece, 200_000));
        var syntax = DockerfileVariables.Parse(raw);
        TreeAssert.Tiles(raw, syntax.Parts, static part => part.Span);
        Assert.NotNull(DockerfileVariables.Expand(syntax, Lookup).References.ToString());
    }

    [Fact]
    public void Substitutions_nest_a_hundred_deep()
    {
        static string Nested(int depth) => string.Concat(Enumerable.Repeat("${x:-", depth)) + "y" + new string('}', depth);
        Assert.Equal("y", DockerfileVariables.Expand(Nested(100), Lookup).Value);
        Assert.NotNull(DockerfileVariables.Parse(Nested(101)).Error);
    }
}
