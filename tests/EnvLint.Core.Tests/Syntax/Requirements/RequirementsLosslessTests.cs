using EnvLint.Syntax.Requirements;
using EnvLint.Testing;
using EnvLint.Text;
using FsCheck;
using FsCheck.Fluent;

namespace EnvLint.Core.Tests.Syntax.Requirements;

public sealed class RequirementsLosslessTests
{
    private const string Sample = """
        # The environment of the sample
        --extra-index-url https://download.pytorch.org/whl/cu121  # wheels
        -r base.txt
        -c 'my constraints.txt'
        torch==2.3.1+cu121 ; sys_platform == "linux" and (python_version < '3.12' or extra == "x")
        torchvision >= 0.18, < 0.19 \
            --hash=sha256:0123 \
            --hash=sha256:4567  # \
            still a comment
        jax[cuda12, k8s]~=0.4.30
        -e git+https://github.com/x/y.git@main#egg=y
        flash-attn @ https://x/flash_attn-2.5.8%2Bcu122-cp310-cp310-linux_x86_64.whl ; os_name!='nt'
        ./wheels/x-1.0-py3-none-any.whl[extra]
        numpy=1.26
        broken[ >= ; '
        scipy==${SCIPY}

        """;

    private static readonly string[] Pieces =
    [
        "a", "torch", "==", ">=", "=", "1.0", ".*", "+cu1", ",", ";", "[", "]", "(", ")", "@", " ", "\t", "\n", "\r\n", "\r", "\\", "\\\n", "\\\r\n", "#", " # c", "-r ", "-e ", "--hash=", "-", "'", "\"",
        "${A}", "$", "{", "https://x/", ".whl", "./", "python_version", " and ", " or ", " not in ", "\uFEFF", "\uD83D", "é", "\u0000", "\u2028", "torch==2.1 \\\n  --hash=x\n",
    ];

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void Tokens_of_the_sample_tile_its_text(string lineEnd)
    {
        var text = Sample.ReplaceLineEndings(lineEnd);
        var document = RequirementsDocument.Parse(text);

        AssertLossless(document, text);
        Assert.Equal(12, document.Lines.Length);
        Assert.Equal(2, document.Lines.Count(static line => !line.Errors.IsEmpty));
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void Every_beginning_of_the_sample_is_taken_and_stays_lossless(string lineEnd) =>
        TreeAssert.EachBeginning(Sample.ReplaceLineEndings(lineEnd), static text => AssertLossless(RequirementsDocument.Parse(text), text));

    [Fact]
    public void The_sample_without_any_one_character_is_taken_and_stays_lossless()
    {
        for (var i = 0; i < Sample.Length; i++)
        {
            var text = Sample.Remove(i, 1);
            AssertLossless(RequirementsDocument.Parse(text), text);
        }
    }

    [Fact]
    public void Any_string_is_tiled() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string>().Filter(static text => text is not null), static text => AssertLossless(RequirementsDocument.Parse(text), text)).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_row_of_pieces_is_tiled()
    {
        var texts = Gen.Elements(Pieces).ListOf().Select(static pieces => string.Concat(pieces));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3000), Prop.ForAll(Arb.From(texts), static text => AssertLossless(RequirementsDocument.Parse(text), text)));
    }

    internal static void AssertLossless(RequirementsDocument document, string text)
    {
        TreeAssert.Tiles(text, document.Tokens, static token => token.Span);
        TreeAssert.Within(text, document.Comments);
        var end = 0;
        foreach (var line in document.Lines)
        {
            Assert.True(line.Span.Start >= end, "lines are in order");
            end = line.Span.End;
            TreeAssert.Within(text, [line.Span]);
            foreach (var option in line.Options)
            {
                AssertPlace(option.NameSpan, line.Text, line, text);
                AssertPlace(option.ValueSpan, line.Text, line, text);
            }

            TreeAssert.Within(line.Text, line.Errors.Select(static error => error.Span));
            if (line.Requirement is { } requirement)
            {
                Assert.Equal(requirement.Text, line.Text.Substring(line.RequirementStart, requirement.Text.Length));
                TextSpan[] spans =
                [
                    requirement.NameSpan, requirement.ExtrasSpan, requirement.SpecifiersSpan, requirement.UrlSpan, requirement.MarkerSpan,
                    .. requirement.Extras.Select(static extra => extra.Span), .. requirement.Specifiers.Specifiers.Select(static one => one.Span), .. requirement.Errors.Select(static error => error.Span),
                ];
                TreeAssert.Within(requirement.Text, spans);
                foreach (var span in spans)
                {
                    AssertPlace(new TextSpan(span.Start + line.RequirementStart, span.Length), line.Text, line, text);
                }
            }
        }
    }

    // A span of the line slices the same out of the file, what continuations take away left out.
    private static void AssertPlace(TextSpan inner, string lineText, RequirementsLine line, string text)
    {
        var outer = line.ToFile(inner);
        TreeAssert.Within(text, [outer]);
        var written = text.Substring(outer.Start, outer.Length);
        var position = 0;
        foreach (var character in lineText.Substring(inner.Start, inner.Length))
        {
            position = written.IndexOf(character, position) + 1;
            Assert.True(position > 0, $"'{lineText.Substring(inner.Start, inner.Length)}' stands at '{written}'");
        }
    }
}
