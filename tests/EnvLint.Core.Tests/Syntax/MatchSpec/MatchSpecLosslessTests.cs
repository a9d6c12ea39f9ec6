using EnvLint.Syntax.MatchSpec;
using EnvLint.Testing;
using EnvLint.Text;
using FsCheck;
using FsCheck.Fluent;

namespace EnvLint.Core.Tests.Syntax.MatchSpec;

public sealed class MatchSpecLosslessTests
{
    private static readonly string[] Samples =
    [
        "conda-forge/linux-64::pytorch >=2.1 , < 3|==1.7 =*cuda*[build_number='>=3', version='>=1.0,<2', md5=\"abc\"]",
        "https://conda.anaconda.org/pytorch/label/nightly/noarch::Torch~=2.1.*=py311_*(optional)[name=x,extra] # why",
        "https://host/channel/win-64/py-name-1.0+x-py_0.tar.bz2",
    ];

    private static readonly string[] Pieces =
    [
        "numpy", "a-b_c", "conda-forge", "::", ":", "/", "linux-64", "=", "==", ">=", "<", "!", "~", "^", "$", "*", ".*", "1.2", "1", ",", "|", "(", ")", "[", "]", "'", "\"",
        "version", "build", " ", "#", " if ", "@", ".conda", "cuda", "é", "\uD83D", "\n", "\0", "\u00A0", "name=", "extras=[a,b]",
    ];

    [Fact]
    public void Every_beginning_of_a_spec_is_taken()
    {
        foreach (var sample in Samples)
        {
            TreeAssert.EachBeginning(sample, Parts_lie_in_the_text);
            for (var i = 0; i < sample.Length; i++)
            {
                Parts_lie_in_the_text(sample.Remove(i, 1));
                Parts_lie_in_the_text(sample[i..]);
            }
        }
    }

    [Fact]
    public void Any_text_is_taken() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(500),
        Prop.ForAll(ArbMap.Default.ArbFor<string>().Filter(static text => text is not null), Parts_lie_in_the_text));

    [Fact]
    public void Pieces_in_any_order_are_taken() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(3000),
        Prop.ForAll(Gen.Elements(Pieces).ArrayOf().Select(static pieces => string.Concat(pieces)).ToArbitrary(), Parts_lie_in_the_text));

    [Theory]
    [InlineData("(")]
    [InlineData("[")]
    [InlineData("::")]
    [InlineData("numpy ")]
    [InlineData("=1|")]
    [InlineData("[a=1,")]
    [InlineData("*")]
    public void Long_texts_are_taken(string piece) => Parts_lie_in_the_text("numpy" + string.Concat(Enumerable.Repeat(piece, 100_000)));

    private static void Parts_lie_in_the_text(string text)
    {
        var spec = MatchSpecParser.Parse(text);
        Assert.Equal(text, spec.Text);
        TreeAssert.Within(text, spec.Errors.Select(static error => error.Span).Concat(spec.Doubts.Select(static doubt => doubt.Span)));
        Slices(text, spec.Channel);
        Slices(text, spec.Subdir);
        Slices(text, spec.Name);
        Slices(text, spec.BuildPart);
        Slices(text, spec.BuildNumber);
        foreach (var pair in spec.Brackets)
        {
            Slices(text, pair.Key);
            Slices(text, pair.Value);
        }

        if (spec.VersionPart is { } version)
        {
            TreeAssert.Within(text, [version.Span]);
            if (!IsCut(text))
            {
                Assert.Equal(version.Value.Replace(" ", "", StringComparison.Ordinal), Slice(text, version.Span).Replace(" ", "", StringComparison.Ordinal));
            }
        }
    }

    // Parentheses and brackets may have stood in the middle; then the place covers them, too.
    private static void Slices(string text, MatchSpecPart? part)
    {
        if (part is not null)
        {
            TreeAssert.Within(text, [part.Span]);
            if (!IsCut(text))
            {
                Assert.Equal(part.Value, Slice(text, part.Span), ignoreCase: true);
            }
        }
    }

    private static bool IsCut(string text) => text.Contains('(', StringComparison.Ordinal) || text.Contains('[', StringComparison.Ordinal);

    private static string Slice(string text, TextSpan span) => text.Substring(span.Start, span.Length);
}
