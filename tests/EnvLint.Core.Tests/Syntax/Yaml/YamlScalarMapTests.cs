using EnvLint.Syntax.Yaml;
using EnvLint.Text;

namespace EnvLint.Core.Tests.Syntax.Yaml;

/// <summary>From the value of a scalar back to the file. (<see cref="YamlAssert"/> checks each character; here are words in their place.)</summary>
public sealed class YamlScalarMapTests
{
    // The word stands in the value once; its place in the file is marked.
    [Theory]
    [InlineData("a: one [|word|] two", "word")]
    [InlineData("a: one\n  [|word|]\n\n  two", "word")]
    [InlineData("a: one [|two\n  three|] four", "two three")]
    [InlineData("a: 'it''s [|word|]'", "word")]
    [InlineData("a: 'one\n  [|word|] '", "word")]
    [InlineData("a: \"\\u00e4\\x41 \\n\\t[|word|]\\\\\"", "word")]
    [InlineData("a: \"\\U0001F984 [|word|]\"", "word")]
    [InlineData("a: \"\\ud83e\\udd84 [|word|]\"", "word")]
    [InlineData("a: \"one \\\n  \\ [|word|]\n\n  two\"", "word")]
    [InlineData("a: |\n  one\n  [|word|]\n    more\n", "word")]
    [InlineData("a: |2-\n    one\n\n  [|word|]", "word")]
    [InlineData("a: |+ # comment\n\n  one\n  [|word|]\n\n\nb: 1", "word")]
    [InlineData("a: |\r\n  one\r\n  [|word|]\r\n", "word")]
    [InlineData("a: |\r  one\r  [|word|]\r", "word")]
    [InlineData("- - |\n   one\n   [|word|]\n", "word")]
    [InlineData("a: >\n  one\n  [|word|]\n\n  two\n   more\n  rest\n", "word")]
    [InlineData("a: >\n  one\n\n   two\n  [|word|]\n", "word")]
    [InlineData("a: >-\n\n  one\u2028  [|word|]\n", "word")]
    [InlineData("a: &x !!str [|word|]", "word")]
    [InlineData("a: 🦄 '🦄' [|word|]", "word")]
    [InlineData("--- >\n[|word|]\n...\n", "word")]
    public void A_word_of_a_value(string marked, string word)
    {
        var start = marked.IndexOf("[|", StringComparison.Ordinal);
        var text = marked.Replace("[|", "", StringComparison.Ordinal);
        var end = text.IndexOf("|]", StringComparison.Ordinal);
        text = text.Replace("|]", "", StringComparison.Ordinal);
        var set = YamlAssert.Parse(text);
        Assert.Empty(set.Errors);
        var node = set.Root;
        while (node is not YamlScalar)
        {
            node = node is YamlMapping mapping ? mapping.Entries[0].Value : Assert.IsType<YamlSequence>(node).Items[0].Value;
        }

        var embedded = ((YamlScalar)node).ToEmbedded(new SourceText("a.yml", text));
        var place = embedded.Text.IndexOf(word, StringComparison.Ordinal);
        Assert.Equal(TextSpan.FromBounds(start, end), embedded.ToFile(new TextSpan(place, word.Length)));
    }

    [Theory]
    [InlineData("a: ''", 4)]
    [InlineData("a: \"\"", 4)]
    [InlineData("a: |\n\nb: 1", 4)]
    [InlineData("a:", 2)]
    public void An_empty_value_has_a_place(string text, int place)
    {
        var scalar = Assert.IsType<YamlScalar>(YamlAssert.Mapping(text).Entries[0].Value);
        Assert.Equal(new TextSpan(place, 0), scalar.ToEmbedded(new SourceText("a.yml", text)).ToFile(default));
    }
}
