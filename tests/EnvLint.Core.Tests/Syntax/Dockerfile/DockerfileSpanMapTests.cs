using EnvLint.Syntax.Dockerfile;
using EnvLint.Testing;
using EnvLint.Text;
using FsCheck;
using FsCheck.Fluent;

namespace EnvLint.Core.Tests.Syntax.Dockerfile;

public sealed class DockerfileSpanMapTests
{
    [Theory]
    [InlineData("RUN apt-get install [|needle|]", "needle")]
    [InlineData("RUN apt-get \\\n  install [|needle|] \\\n  more", "needle")]
    [InlineData("RUN apt-get \\  \r\n# needle\r\n\r\n  install [|needle|]", "needle")]
    [InlineData("RUN a [|need\\\nle|] b", "needle")]
    [InlineData("RUN a [|n\\\n# c\n\n\\\needl\\\ne|] b", "needle")]
    [InlineData("RUN --mount=x \\\n  [|needle|]", "needle")]
    [InlineData("ONBUILD RUN \\\n [|needle|]", "needle")]
    [InlineData("HEALTHCHECK --interval=1s \\\n CMD a \\\n [|needle|]", "needle")]
    [InlineData("ENV a=b \\\n [|needle|]=c", "needle")]
    public void A_word_of_the_arguments_leads_to_its_characters(string markup, string needle)
    {
        var marked = Markup.Parse(markup);
        var instruction = Assert.Single(DockerfileTreeAssert.Sound(marked.Text).Instructions);
        var at = instruction.ArgumentText.IndexOf(needle, StringComparison.Ordinal);
        Assert.Equal(marked.Spans[0].Span, instruction.ArgumentMap.ToOuter(new TextSpan(at, needle.Length)));
        if (instruction.Trigger is { } trigger)
        {
            at = trigger.ArgumentText.IndexOf(needle, StringComparison.Ordinal);
            Assert.Equal(marked.Spans[0].Span, trigger.ArgumentMap.ToOuter(new TextSpan(at, needle.Length)));
        }
    }

    [Theory]
    [InlineData("FROM --platform=a [|ubuntu|] AS b", 0)]
    [InlineData("FROM [|ubu\\\nntu|] AS b", 0)]
    [InlineData("FROM a \\\n AS [|b|]", 2)]
    [InlineData("COPY [\"a\", [|\"b\\u0020c\"|]]", 1)]
    [InlineData("COPY a \\\n# c\n [|b|]", 1)]
    [InlineData("WORKDIR [|/a b|] ", 0)]
    public void A_word_stands_where_it_is_written(string markup, int index)
    {
        var marked = Markup.Parse(markup);
        var instruction = Assert.Single(DockerfileTreeAssert.Sound(marked.Text).Instructions);
        Assert.Equal(marked.Spans[0].Span, instruction.Words[index].Span);
    }

    [Fact]
    public void The_tag_of_a_broken_image_name_leads_to_its_characters()
    {
        var marked = Markup.Parse("FROM nvidia/cu\\\nda:[|12.\\\n4|] AS b");
        var word = DockerfileParser.Parse(marked.Text).Instructions[0].Words[0];
        Assert.Equal("nvidia/cuda:12.4", word.Raw);
        Assert.Equal(marked.Spans[0].Span, word.Map.ToOuter(new TextSpan(12, 4)));
    }

    [Fact]
    public void Characters_of_a_decoded_string_lead_to_where_they_begin()
    {
        var text = """RUN ["a\n\u0041b", "c"]""";
        var word = DockerfileParser.Parse(text).Instructions[0].Words[0];
        Assert.Equal("a\nAb", word.Raw);
        Assert.Equal(
            [text.IndexOf('a', StringComparison.Ordinal), text.IndexOf("\\n", StringComparison.Ordinal), text.IndexOf("\\u", StringComparison.Ordinal), text.IndexOf("b\"", StringComparison.Ordinal)],
            Enumerable.Range(0, 4).Select(word.Map.ToOuter));
    }

    [Fact]
    public void Values_of_flags_and_pairs_lead_to_their_characters()
    {
        var marked = Markup.Parse("RUN --mount=[|type=cache,target=\"/x \\\n y\"|] a");
        var flag = Assert.Single(DockerfileTreeAssert.Sound(marked.Text).Instructions[0].Flags);
        Assert.Equal("type=cache,target=/x  y", flag.Value);
        Assert.Equal(marked.Spans[0].Span, flag.ValueSpan);
        marked = Markup.Parse("ENV a=1 [|b|]=[|\"x\\\ny\"|]");
        var pair = DockerfileTreeAssert.Sound(marked.Text).Instructions[0].Pairs[1];
        Assert.Equal("\"xy\"", pair.Value);
        Assert.Equal([pair.NameSpan, pair.ValueSpan], marked.Spans.Select(static span => span.Span));
    }

    [Fact]
    public void A_here_document_leads_to_its_characters()
    {
        var marked = Markup.Parse("RUN \\\n[|<<-E|] a\n\tx\n\t\t[|needle|]\n\tE\nUSER b\n");
        var instruction = DockerfileTreeAssert.Sound(marked.Text).Instructions[0];
        var heredoc = Assert.Single(instruction.Heredocs);
        Assert.Equal(marked.Spans[0].Span, heredoc.OperatorSpan);
        Assert.Equal("x\nneedle\n", heredoc.Body);
        Assert.Equal(marked.Spans[1].Span, heredoc.BodyMap.ToOuter(new TextSpan(2, 6)));
        Assert.Equal(marked.Text.IndexOf("\nUSER", StringComparison.Ordinal), instruction.Span.End);
    }

    [Fact]
    public void Every_cut_through_a_command_leads_back()
    {
        // A random command, cut at random places by continuations, comments and blank lines, is the same command.
        var cuts = Gen.Elements("\\\n", "\\ \t\r\n", "\\\n# comment\n", "\\\n\n  \n", "\\\n\\\n").ListOf();
        var command = Gen.Elements("a", "bc ", "--x", "'q r'", "\t", "é", "|").NonEmptyListOf().Select(static list => "x" + string.Concat(list) + "x");
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(command.ToArbitrary(), cuts.ToArbitrary(), static (command, cuts) =>
        {
            var text = "RUN " + command;
            foreach (var (cut, index) in cuts.Select(static (cut, index) => (cut, index)))
            {
                // Not within an earlier cut: those all stand in front of the last character of the command.
                text = text.Insert(text.Length - 1, cut);
                text = index % 2 == 0 ? text : text.Insert(5, cut);
            }

            var instruction = Assert.Single(DockerfileTreeAssert.Sound(text).Instructions);
            Assert.Equal(command, instruction.ArgumentText);
        }));
    }
}
