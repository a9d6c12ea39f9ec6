using EnvLint.Environment.Facts;
using EnvLint.Text;

namespace EnvLint.Environment.Lowering;

/// <summary>A word of a service's command.</summary>
/// <param name="Word">The word.</param>
/// <param name="Text">What it comes to, and the way to the file; references that nothing resolves stand in it as written.</param>
internal sealed record ComposeWord(Word Word, EmbeddedText Text);

/// <summary>Splits the short form of a command, as compose does: at blanks, with quotes and backslashes of a shell, but without a shell.</summary>
internal static class ComposeWords
{
    /// <summary>The words of a text.</summary>
    /// <param name="value">The text.</param>
    /// <param name="words">Takes the words.</param>
    public static void Split(ComposeValue value, List<ComposeWord> words)
    {
        var text = value.Text.Text;
        var builder = new EmbeddedTextBuilder(value.Text);
        var quote = '\0';
        var wordStart = -1;
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (quote == '\0' && char.IsWhiteSpace(character))
            {
                End(i);
                continue;
            }

            if (quote == '\0' && character is ';' or '&' or '|' or '<' or '>')
            {
                // compose reads no further.
                break;
            }

            wordStart = wordStart < 0 ? i : wordStart;
            if (quote != '\0' ? character == quote : character is '"' or '\'')
            {
                quote = quote == '\0' ? character : '\0';
            }
            else if (character == '\\' && quote != '\'' && i + 1 < text.Length)
            {
                i++;
                builder.Add(i, i + 1);
            }
            else
            {
                builder.Add(i, i + 1);
            }
        }

        End(text.Length);

        void End(int end)
        {
            if (wordStart < 0)
            {
                return;
            }

            if (builder.IsEmpty)
            {
                builder.AddLineEnd(wordStart);
                var place = builder.Build();
                words.Add(new ComposeWord(value.ToWord(wordStart, end - wordStart, ""), place with { Text = "" }));
            }
            else
            {
                var inner = builder.Build();
                var isKnown = value.IsKnown || (!inner.Text.Contains('$', StringComparison.Ordinal) && !inner.Text.Contains("{{", StringComparison.Ordinal));
                words.Add(new ComposeWord(value.ToWord(wordStart, end - wordStart, isKnown ? inner.Text : null), inner));
            }

            wordStart = -1;
        }
    }
}
