using EnvLint.Syntax.Dockerfile;
using EnvLint.Testing;

namespace EnvLint.Core.Tests.Syntax.Dockerfile;

public sealed class DockerfileErrorTests
{
    [Theory]
    [InlineData("[|FOO|] bar")]
    [InlineData("[|RUN\u00a0x|]")]
    [InlineData("[|ENV|]")]
    [InlineData("ENV [|a|]")]
    [InlineData("ENV a=b [|c|]")]
    [InlineData("ENV [|=b|]")]
    [InlineData("ENV [|--a=b|] c=d")]
    [InlineData("[|LABEL|]")]
    [InlineData("LABEL [|a|]")]
    [InlineData("[|ARG|]")]
    [InlineData("ARG [|=b|]")]
    [InlineData("[|FROM|]")]
    [InlineData("FROM a [|b|]")]
    [InlineData("FROM a [|b c|]")]
    [InlineData("FROM a AS b [|c|]")]
    [InlineData("FROM a AS [|1b|]")]
    [InlineData("FROM a AS [|b/c|]")]
    [InlineData("FROM [|--platform|] a")]
    [InlineData("FROM [|--x=y|] a")]
    [InlineData("FROM --platform=a [|--platform=b|] a")]
    [InlineData("COPY [|a|]")]
    [InlineData("[|COPY|]")]
    [InlineData("COPY [|[\"a\"]|]")]
    [InlineData("COPY [|[\"a\", 1]|]")]
    [InlineData("COPY [|--x|] a b")]
    [InlineData("COPY [|--link=|] a b")]
    [InlineData("COPY [|--link=yes|] a b")]
    [InlineData("COPY [|--from|] a b")]
    [InlineData("COPY --from=a [|--from=b|] c d")]
    [InlineData("COPY a [|<<b|]\nb")]
    [InlineData("ADD [|--from=a|] a b")]
    [InlineData("ADD [|a|]")]
    [InlineData("RUN [|[1]|]")]
    [InlineData("CMD [|[\"a\", [\"b\"]]|]")]
    [InlineData("CMD [|--a|] b")]
    [InlineData("ENTRYPOINT [|[{}]|]")]
    [InlineData("RUN [|--foo=bar|] x")]
    [InlineData("RUN [|--mount|] x")]
    [InlineData("RUN [|--mount=type=bind,from=$x|] y")]
    [InlineData("RUN [|--mount=a\\\"b|] y")]
    [InlineData("RUN [|--network=bridge|] x")]
    [InlineData("RUN [|--security=x|] x")]
    [InlineData("RUN [|--device=a,b|] x")]
    [InlineData("RUN [|<<EOF|]\nx")]
    [InlineData("RUN [|<<EOF|] <<E2\nx")]
    [InlineData("RUN echo $(( 1 [|<< 2|] ))")]
    [InlineData("[|SHELL|]")]
    [InlineData("SHELL [|[]|]")]
    [InlineData("SHELL [|bash -c|]")]
    [InlineData("[|USER|]")]
    [InlineData("[|WORKDIR|]")]
    [InlineData("[|STOPSIGNAL|]")]
    [InlineData("[|MAINTAINER|]")]
    [InlineData("MAINTAINER [|--x|] a")]
    [InlineData("[|EXPOSE|]")]
    [InlineData("[|VOLUME|]")]
    [InlineData("VOLUME [|[]|]")]
    [InlineData("VOLUME [\"/a\", [|\" \"|]]")]
    [InlineData("[|HEALTHCHECK|]")]
    [InlineData("HEALTHCHECK [|FOO|] x")]
    [InlineData("HEALTHCHECK [|NONE x|]")]
    [InlineData("HEALTHCHECK [|CMD|]")]
    [InlineData("HEALTHCHECK [|CMD []|]")]
    [InlineData("HEALTHCHECK --interval=[|5|] CMD x")]
    [InlineData("HEALTHCHECK --interval=[|1us|] CMD x")]
    [InlineData("HEALTHCHECK --timeout=[|-5s|] CMD x")]
    [InlineData("HEALTHCHECK --timeout=[|1x|] CMD x")]
    [InlineData("HEALTHCHECK --timeout=[|.s|] CMD x")]
    [InlineData("HEALTHCHECK --retries=[|-1|] CMD x")]
    [InlineData("HEALTHCHECK --retries=[|many|] CMD x")]
    [InlineData("HEALTHCHECK [|--x=1|] CMD x")]
    [InlineData("[|ONBUILD|]")]
    [InlineData("ONBUILD [|ONBUILD|] RUN x")]
    [InlineData("ONBUILD [|FROM|] x")]
    [InlineData("ONBUILD [|maintainer|] x")]
    [InlineData("ONBUILD ENV [|a|]")]
    [InlineData("ONBUILD RUN [|[1]|]")]
    [InlineData("[|--x|] RUN a")]
    [InlineData("[|\\|]\n\n")]
    public void The_builder_refuses(string markup)
    {
        var marked = Markup.Parse("FROM a\n" + markup);
        var tree = DockerfileTreeAssert.Sound(marked.Text);
        Assert.Equal(Assert.Single(marked.Spans).Span, Assert.Single(tree.Errors).Span);
        Assert.DoesNotMatch(@"\.$|^[A-Z]", tree.Errors[0].Message);
    }

    [Theory]
    [InlineData("run a")]
    [InlineData("RUN")]
    [InlineData("CMD")]
    [InlineData("ENTRYPOINT")]
    [InlineData("CMD []")]
    [InlineData("ENV a b")]
    [InlineData("ENV a=")]
    [InlineData("ENV a=b\\ c=d")]
    [InlineData("LABEL a=b c=d")]
    [InlineData("ARG --x a")]
    [InlineData("STOPSIGNAL --x 9")]
    [InlineData("HEALTHCHECK --x NONE")]
    [InlineData("HEALTHCHECK none")]
    [InlineData("HEALTHCHECK NONE [ ]")]
    [InlineData("HEALTHCHECK --interval=0 --timeout=1h2m3.5s --start-period=1ms --start-interval= --retries=0 CMD x")]
    [InlineData("HEALTHCHECK --retries=+3 CMD [\"x\"]")]
    [InlineData("FROM b AS c")]
    [InlineData("FROM b as C-1_2.3")]
    [InlineData("FROM $X")]
    [InlineData("COPY --link --parents=FALSE --exclude=a --exclude=b --chmod=755 --chown=a --from=b c d")]
    [InlineData("ADD --unpack --keep-git-dir=true --link --checksum=x a b")]
    [InlineData("COPY [\"a\", \"b\"]")]
    [InlineData("COPY [a b]")]
    [InlineData("RUN --mount=type=bind,from=a --mount=type=nonsense,target=$X --device=nvidia.com/gpu=all,required --network=none --security=insecure x")]
    [InlineData("RUN --mount=type=secret,env=A$ x")]
    [InlineData("RUN [1")]
    [InlineData("RUN [\"a\" \"b\"]")]
    [InlineData("RUN <<A <<B\nA\nB")]
    [InlineData("RUN <<<x")]
    [InlineData("RUN a <<'")]
    [InlineData("CMD <<EOF")]
    [InlineData("ONBUILD COPY a")]
    [InlineData("ONBUILD FOO")]
    [InlineData("ONBUILD SHELL x")]
    [InlineData("EXPOSE nonsense")]
    [InlineData("VOLUME [\"/a\"")]
    [InlineData("# escape=x")]
    public void The_builder_takes(string text)
    {
        Assert.Empty(DockerfileTreeAssert.Sound("FROM a\n" + text + "\n").Errors);
    }

    [Theory]
    [InlineData("[|# escape=\\|]")]
    [InlineData("[|# ESCAPE=`|]")]
    public void A_directive_stands_once(string second)
    {
        var marked = Markup.Parse($"# escape=`\n{second}\nFROM a\n");
        Assert.Equal(marked.Spans[0].Span, Assert.Single(DockerfileTreeAssert.Sound(marked.Text).Errors).Span);
    }

    [Theory]
    [InlineData("# escape=[|x|]\nFROM a")]
    [InlineData("# escape=[|\\\\|]\nFROM a")]
    [InlineData("# escape= [| |]\nFROM a")]
    public void The_escape_character_is_one_of_two(string markup)
    {
        var marked = Markup.Parse(markup);
        var tree = DockerfileTreeAssert.Sound(marked.Text);
        Assert.Equal(marked.Spans[0].Span, Assert.Single(tree.Errors).Span);
        Assert.Equal('\\', tree.EscapeCharacter);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("# only a comment\n")]
    [InlineData("# syntax=x\n")]
    public void A_text_without_instructions_is_refused(string text)
    {
        var tree = DockerfileTreeAssert.Sound(text);
        Assert.Equal("expected an instruction", Assert.Single(tree.Errors).Message);
        Assert.False(tree.HasStage);
        Assert.False(tree.IsFragment);
    }

    [Theory]
    [InlineData("[|RUN|] a\nUSER b\nFROM c")]
    [InlineData("ARG a\n[|ENV|] b=c\nFROM d")]
    public void Only_arguments_stand_in_front_of_the_first_stage(string markup)
    {
        var marked = Markup.Parse(markup);
        var tree = DockerfileTreeAssert.Sound(marked.Text);
        Assert.Equal(marked.Spans[0].Span, Assert.Single(tree.Errors).Span);
        Assert.True(tree.HasStage);
    }

    [Fact]
    public void A_piece_without_a_stage_is_no_error()
    {
        var tree = DockerfileTreeAssert.Sound("RUN a\nENV b=c\n");
        Assert.Empty(tree.Errors);
        Assert.False(tree.HasStage);
        Assert.True(tree.IsFragment);
        Assert.Equal(2, tree.Instructions.Length);
        Assert.False(DockerfileParser.Parse("ARG a\nFROM b").IsFragment);
    }

    [Theory]
    [InlineData("FOO bar")]
    [InlineData("RUN --new=thing x")]
    [InlineData("COPY --new a b")]
    [InlineData("RUN --network=new x")]
    public void A_named_frontend_may_know_more(string line)
    {
        Assert.Empty(DockerfileTreeAssert.Sound("# syntax=docker/dockerfile-upstream:master-labs\nFROM a\n" + line).Errors);
        Assert.Single(DockerfileTreeAssert.Sound("# check=skip=all\nFROM a\n" + line).Errors);
    }

    [Theory]
    [InlineData("FROM a b c")]
    [InlineData("COPY --link=x a b")]
    [InlineData("ENV a")]
    [InlineData("RUN <<E")]
    public void A_named_frontend_still_has_the_grammar(string line)
    {
        Assert.Single(DockerfileTreeAssert.Sound("# syntax=docker/dockerfile:1\nFROM a\n" + line).Errors);
    }

    [Fact]
    public void A_line_may_have_so_many_bytes()
    {
        var fits = "FROM a\nLABEL a=" + new string('x', 65_535 - 8);
        Assert.Empty(DockerfileParser.Parse(fits).Errors);
        Assert.Empty(DockerfileParser.Parse(fits + "\n").Errors);
        Assert.Single(DockerfileParser.Parse(fits + "x\n").Errors);
        Assert.Single(DockerfileParser.Parse("FROM a\nLABEL a=" + new string('é', 32_764)).Errors);
        Assert.Empty(DockerfileParser.Parse("FROM a\nLABEL a=" + new string('é', 32_763)).Errors);
    }

    [Fact]
    public void Parsing_goes_on_behind_an_error()
    {
        var tree = DockerfileTreeAssert.Sound("FROM a b\nFOO\nENV x\nRUN y\n");
        Assert.Equal(3, tree.Errors.Length);
        Assert.Equal("RUN() |y|", DockerfileTreeAssert.Show(tree.Instructions[^1]));
    }
}
