using EnvLint.Syntax.Shell;

namespace EnvLint.Core.Tests.Syntax.Shell;

internal static class ShellAssert
{
    /// <summary>Each character in exactly one token, in order; errors inside the text.</summary>
    public static void Tiles(ShellTree tree)
    {
        var next = 0;
        foreach (var token in tree.Tokens)
        {
            if (token.Start != next || token.Length <= 0)
            {
                Assert.Fail(FormattableString.Invariant($"token {token} does not begin at {next} in: {Cut(tree.Text, next)}"));
            }

            next = token.Start + token.Length;
        }

        Assert.Equal(tree.Text.Length, next);
        foreach (var error in tree.Errors)
        {
            Assert.InRange(error.Span.Start, 0, tree.Text.Length);
            Assert.InRange(error.Span.End, error.Span.Start, tree.Text.Length);
        }
    }

    private static string Cut(string text, int at) => text.Substring(Math.Max(0, at - 60), Math.Min(120, text.Length - Math.Max(0, at - 60)));
}
