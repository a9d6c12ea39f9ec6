using EnvLint.Text;
using Xunit;

namespace EnvLint.Testing;

/// <summary>What holds for every tree.</summary>
public static class TreeAssert
{
    /// <summary>Tokens tile a text: in order, without gap or overlap, none of them empty, from its first to its last character.</summary>
    /// <param name="text">The text that was parsed.</param>
    /// <param name="tokens">Its tokens.</param>
    /// <param name="span">The place of a token.</param>
    public static void Tiles<TToken>(string text, IEnumerable<TToken> tokens, Func<TToken, TextSpan> span)
    {
        var next = 0;
        foreach (var token in tokens)
        {
            var place = span(token);
            if (place.Start != next)
            {
                var what = place.Start > next ? "is in no token" : "is in two tokens";
                var stretch = TextSpan.FromBounds(Math.Min(next, place.Start), Math.Max(next, place.Start));
                Assert.Fail($"{Show(text, stretch)} {what}; next is {token}");
            }

            if (place.Length <= 0)
            {
                Assert.Fail($"The token {token} at {place.Start} is empty");
            }

            next = place.End;
        }

        if (next != text.Length)
        {
            Assert.Fail($"The tokens end at {next}, the text at {text.Length}: {Show(text, TextSpan.FromBounds(Math.Min(next, text.Length), text.Length))}");
        }
    }

    /// <summary>Spans lie within a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="spans">The spans.</param>
    public static void Within(string text, IEnumerable<TextSpan> spans)
    {
        foreach (var span in spans)
        {
            if (span.Start < 0 || span.Length < 0 || span.End > text.Length)
            {
                Assert.Fail($"{span} lies outside of a text of {text.Length} characters");
            }
        }
    }

    /// <summary>Calls back with each beginning of a text, from the empty one to the whole: what an editor shows while a file is typed.</summary>
    /// <param name="text">The text.</param>
    /// <param name="check">Fails or throws where a beginning is not taken.</param>
    public static void EachBeginning(string text, Action<string> check)
    {
        for (var length = 0; length <= text.Length; length++)
        {
            var beginning = text[..length];
            try
            {
                check(beginning);
            }
            catch (Exception exception)
            {
                throw new Xunit.Sdk.XunitException($"Fails for the first {length} characters, which end in {Show(text, TextSpan.FromBounds(Math.Max(0, length - 30), length))}", exception);
            }
        }
    }

    private static string Show(string text, TextSpan span)
    {
        var end = Math.Min(Math.Max(span.End, span.Start), text.Length);
        var start = Math.Min(span.Start, end);
        return $"[{start}..{end}) \"{text[start..end].Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"";
    }
}
