using EnvLint.Syntax.Dockerfile;

namespace EnvLint.Core.Tests.Syntax.Dockerfile;

public sealed class DockerfileStructureTests
{
    [Theory]
    [InlineData("FROM ubuntu", "FROM <ubuntu>")]
    [InlineData("from ubuntu as Base", "FROM <ubuntu> <as> <Base>")]
    [InlineData("FROM --platform=linux/amd64 a:b@sha256:c AS d", "FROM --platform=linux/amd64 <a:b@sha256:c> <AS> <d>")]
    [InlineData("FROM\tubuntu \t AS\tb  ", "FROM <ubuntu> <AS> <b>")]
    [InlineData("RUN echo  a ", "RUN() |echo  a|")]
    [InlineData("RUN [\"a\", \"b c\"]", "RUN[] <a> <b c>")]
    [InlineData("RUN  [ ] ", "RUN[] |[ ]|")]
    [InlineData("RUN ['a']", "RUN() |['a']|")]
    [InlineData("RUN [\"a\",]", "RUN() |[\"a\",]|")]
    [InlineData("RUN [\"a\"] && b", "RUN() |[\"a\"] && b|")]
    [InlineData("RUN [ -f x ] || y", "RUN() |[ -f x ] || y|")]
    [InlineData("RUN [\"a\\qb\"]", "RUN() |[\"a\\qb\"]|")]
    [InlineData("RUN [\"C:\\\\x\\t\\u0041\\/\"]", "RUN[] <C:\\x\tA/>")]
    [InlineData("RUN [01]", "RUN() |[01]|")]
    [InlineData("RUN [1e999]", "RUN() |[1e999]|")]
    [InlineData("RUN [\"a\tb\"]", "RUN() |[\"a\tb\"]|")]
    [InlineData("RUN", "RUN")]
    [InlineData("CMD", "CMD")]
    [InlineData("CMD []", "CMD[] |[]|")]
    [InlineData("ENTRYPOINT top -b", "ENTRYPOINT() |top -b|")]
    [InlineData("SHELL [\"/bin/bash\", \"-c\"]", "SHELL[] </bin/bash> <-c>")]
    [InlineData("RUN --mount=type=cache,target=/x --network=host make", "RUN() --mount=type=cache,target=/x --network=host |make|")]
    [InlineData("RUN --mount=\"type=cache,target=/a b\" make", "RUN() --mount=type=cache,target=/a b |make|")]
    [InlineData("RUN --mount=type=cache,target=/a\\ b make", "RUN() --mount=type=cache,target=/a b |make|")]
    [InlineData("RUN -- --x", "RUN() |--x|")]
    [InlineData("RUN --mount=a -- b", "RUN() --mount=a |b|")]
    [InlineData("RUN -x --mount=a", "RUN() |-x --mount=a|")]
    [InlineData("COPY a b  c/", "COPY <a> <b> <c/>")]
    [InlineData("COPY --from=x --link a b", "COPY --from=x --link <a> <b>")]
    [InlineData("COPY [\"a b\", \"c\"]", "COPY[] <a b> <c>")]
    [InlineData("COPY [a b", "COPY <[a> <b>")]
    [InlineData("ADD --checksum=sha256:0 https://x /y", "ADD --checksum=sha256:0 <https://x> </y>")]
    [InlineData("VOLUME /a /b", "VOLUME </a> </b>")]
    [InlineData("VOLUME [\"/a\"]", "VOLUME[] </a>")]
    [InlineData("EXPOSE 80 443/tcp $P", "EXPOSE <80> <443/tcp> <$P>")]
    [InlineData("ENV a=b", "ENV {a=b}")]
    [InlineData("ENV a=b c=\"d e\" f='g \\' h=i\\ j", "ENV {a=b} {c=\"d e\"} {f='g \\'} {h=i\\ j}")]
    [InlineData("ENV a=\"b\\\" c\" d=e", "ENV {a=\"b\\\" c\"} {d=e}")]
    [InlineData("ENV a b=c  d", "ENV {a~b=c  d}")]
    [InlineData("ENV \"a\"=b", "ENV {a=b}")]
    [InlineData("ENV a=", "ENV {a=}")]
    [InlineData("ENV a=b==c", "ENV {a=b==c}")]
    [InlineData("ENV a=$b\\\\\\", "ENV {a=$b\\\\}")]
    [InlineData("LABEL \"com.example/a b\"=\"c\"", "LABEL {com.example/a b=\"c\"}")]
    [InlineData("ARG a", "ARG {a}")]
    [InlineData("ARG a b=1 c=\"2 3\"", "ARG {a} {b=1} {c=\"2 3\"}")]
    [InlineData("USER me:group", "USER <me:group>")]
    [InlineData("WORKDIR /a b", "WORKDIR </a b>")]
    [InlineData("STOPSIGNAL SIGTERM", "STOPSIGNAL <SIGTERM>")]
    [InlineData("MAINTAINER Me <me@x>", "MAINTAINER <Me <me@x>>")]
    [InlineData("HEALTHCHECK NONE", "HEALTHCHECK <NONE>")]
    [InlineData("HEALTHCHECK FOO a  b", "HEALTHCHECK <FOO> <a  b>")]
    [InlineData("HEALTHCHECK NONE []", "HEALTHCHECK <NONE>")]
    [InlineData("HEALTHCHECK --interval=5s cmd  curl -f x", "HEALTHCHECK() --interval=5s > CMD() |curl -f x|")]
    [InlineData("HEALTHCHECK CMD [\"a\",\"b\"]", "HEALTHCHECK[] > CMD[] <a> <b>")]
    [InlineData("ONBUILD RUN --mount=a b", "ONBUILD > RUN() --mount=a |b|")]
    [InlineData("ONBUILD  copy a b", "ONBUILD > COPY <a> <b>")]
    [InlineData("ONBUILD FOO bar", "ONBUILD > UNKNOWN |bar|")]
    [InlineData("foo bar", "UNKNOWN |bar|")]
    [InlineData("ru\\\nn a\\\nb", "RUN() |ab|")]
    [InlineData("RUN a \\\n  b", "RUN() |a   b|")]
    [InlineData("RUN a \\ \t\n# comment\n   # another\n\n \t\n  b", "RUN() |a   b|")]
    [InlineData("RUN a \\", "RUN() |a|")]
    [InlineData("RUN a \\\n", "RUN() |a|")]
    [InlineData("RUN a \\\n\n\n", "RUN() |a|")]
    [InlineData("\\\n RUN a", "RUN() |a|")]
    [InlineData("RUN a \\\\", "RUN() |a \\\\|")]
    [InlineData("RUN a # no comment", "RUN() |a # no comment|")]
    [InlineData("RUN \\\n--mount=a\\\n,b=c \\\n d", "RUN() --mount=a,b=c |d|")]
    [InlineData("RUN <<EOF\na\nb\nEOF", "RUN() |<<EOF| @EOF:a/b/")]
    [InlineData("RUN <<EOF\nEOF\n", "RUN() |<<EOF| @EOF:")]
    [InlineData("RUN <<-EOF\n\t\ta\n\tb\tc\n\tEOF\n", "RUN() |<<-EOF| @-EOF:a/b\tc/")]
    [InlineData("RUN <<EOF\n\tEOF\nEOF\n", "RUN() |<<EOF| @EOF:\tEOF/")]
    [InlineData("RUN cat <<'E' 3<<\"F\"G\na\nE\nb\nFG\n", "RUN() |cat <<'E' 3<<\"F\"G| @'E:a/ @3'FG:b/")]
    [InlineData("RUN <<  EOF\nEOF\n", "RUN() |<<  EOF| @EOF:")]
    [InlineData("RUN <<eo\\'f\neo'f\n", "RUN() |<<eo\\'f| @eo'f:")]
    [InlineData("RUN <<$EOF\n$EOF\n", "RUN() |<<$EOF| @$EOF:")]
    [InlineData("RUN <<E \\\n && x\nE\n", "RUN() |<<E  && x| @E:")]
    [InlineData("COPY <<a <<b /c/\n1\na\n2\nb\n", "COPY <<<a> <<<b> </c/> @a:1/ @b:2/")]
    [InlineData("ADD <<a /c\n1\r\na\r\n", "ADD <<<a> </c> @a:1/")]
    [InlineData("ONBUILD RUN <<E\na\nE\n", "ONBUILD > RUN() |<<E| @E:a/")]
    [InlineData("RUN \"<<EOF\"", "RUN() |\"<<EOF\"|")]
    [InlineData("RUN a <<<EOF", "RUN() |a <<<EOF|")]
    [InlineData("RUN a $((1<<2))", "RUN() |a $((1<<2))|")]
    [InlineData("RUN a x<<EOF", "RUN() |a x<<EOF|")]
    [InlineData("RUN it's <<EOF", "RUN() |it's <<EOF|")]
    [InlineData("RUN ${x^^} <<EOF", "RUN() |${x^^} <<EOF|")]
    [InlineData("RUN [\"<<EOF\"]", "RUN[] <<<EOF>")]
    [InlineData("CMD cat <<EOF", "CMD() |cat <<EOF|")]
    [InlineData("USER <<EOF", "USER <<<EOF>")]
    public void An_instruction_has_this_structure(string text, string expected)
    {
        var tree = DockerfileTreeAssert.Sound(text);
        Assert.Equal(expected, DockerfileTreeAssert.Show(Assert.Single(tree.Instructions)));
    }

    [Fact]
    public void A_here_document_of_another_instruction_is_text_of_the_next_lines()
    {
        var tree = DockerfileTreeAssert.Sound("FROM a\nUSER <<RUN\nRUN\n");
        Assert.Equal(["FROM <a>", "USER <<<RUN>", "RUN"], tree.Instructions.Select(DockerfileTreeAssert.Show));
        Assert.Empty(tree.Errors);
    }

    [Fact]
    public void The_lines_of_a_here_document_are_no_comments_and_no_continuations()
    {
        var tree = DockerfileTreeAssert.Sound("FROM a\nRUN <<E\n# text \\\nE\nUSER b\n");
        Assert.Equal(["FROM <a>", "RUN() |<<E| @E:# text \\/", "USER <b>"], tree.Instructions.Select(DockerfileTreeAssert.Show));
        Assert.Empty(tree.Comments);
    }

    [Fact]
    public void The_escape_directive_changes_continuations_and_escapes()
    {
        var tree = DockerfileTreeAssert.Sound("# ESCAPE = `\nFROM a\nRUN dir C:\\\nRUN a `\n b\nENV x=a` b y=c\\\n");
        Assert.Equal('`', tree.EscapeCharacter);
        Assert.Equal(["FROM <a>", "RUN() |dir C:\\|", "RUN() |a  b|", "ENV {x=a` b} {y=c\\}"], tree.Instructions.Select(DockerfileTreeAssert.Show));
        Assert.Empty(tree.Errors);
    }

    [Theory]
    [InlineData("# syntax=docker/dockerfile:1\n#check = skip=all;error=true \n#ESCAPE=`\nFROM a", "syntax=docker/dockerfile:1 check=skip=all;error=true escape=`")]
    [InlineData("  # syntax = a b \nFROM a", "syntax=a b")]
    [InlineData("\uFEFF# syntax=a\nFROM a", "syntax=a")]
    [InlineData("#!/usr/bin/env x\n# syntax=a\n# escape=`\n# check=b\nFROM a", "syntax=a check=b")]
    [InlineData("# a comment\n# escape=`\nFROM a", "")]
    [InlineData("\n# escape=`\nFROM a", "")]
    [InlineData("FROM a\n# escape=`\n", "")]
    [InlineData("# unknown=x\n# escape=`\nFROM a", "")]
    [InlineData("# escape\nFROM a", "")]
    [InlineData("# escape=\nFROM a", "")]
    [InlineData("# syntax=a\n\n# escape=`\nFROM a", "syntax=a")]
    [InlineData("## escape=`\nFROM a", "")]
    public void Directives_stand_only_at_the_top(string text, string expected)
    {
        var tree = DockerfileTreeAssert.Sound(text);
        Assert.Equal(expected, string.Join(' ', tree.Directives.Select(static directive => directive.Name + "=" + directive.Value)));
        Assert.All(tree.Directives, directive => Assert.Equal(directive.Value, text.Substring(directive.ValueSpan.Start, directive.ValueSpan.Length)));
        Assert.Equal(expected.Contains("escape=`", StringComparison.Ordinal) ? '`' : '\\', tree.EscapeCharacter);
        Assert.Empty(tree.Errors);
    }

    [Fact]
    public void A_directive_names_the_frontend()
    {
        Assert.Equal("docker/dockerfile:1", DockerfileParser.Parse("# syntax=docker/dockerfile:1 x\nFROM a").Frontend);
        Assert.Equal("x", DockerfileParser.Parse("// syntax=x\nFROM a").Frontend);
        Assert.Null(DockerfileParser.Parse("FROM a").Frontend);
        Assert.Null(DockerfileParser.Parse("# check=x\nFROM a").Frontend);
    }

    [Fact]
    public void The_printer_shows_the_whole_tree()
    {
        var tree = DockerfileParser.Parse("# syntax=a\n# c\nENV a=\"b\" c\nONBUILD RUN --mount=x <<-E \\\n && y\n\tz\nE\nEXPOSE 80\nCMD [\"a\\n\"]\n");
        Assert.Equal(
            """
            Directive [0..10) "syntax"="a"
            Env [15..26)
              Pair [19..24) "a"="\"b\""
            Onbuild [27..66)
              Run [35..66) shell
                Flag [39..48) mount="x"
                Text [49..61) "<<-E  && y"
                Heredoc [49..53) <<-"E" "z\n"
            Expose [67..76)
              Word [74..76) "80"
            Cmd [77..88) exec
              Word [82..87) "a\n"
            Comment [11..14)
            Fragment
            Error [25..26) "expected the form name=value"

            """.Replace("\"syntax\"", "syntax", StringComparison.Ordinal),
            DockerfileTreePrinter.Print(tree));
    }
}
