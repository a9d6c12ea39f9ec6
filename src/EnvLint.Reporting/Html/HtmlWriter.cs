using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using EnvLint.Reporting.Display;

namespace EnvLint.Reporting.Html;

/// <summary>Writes markup that is HTML and well-formed XML at once. What stands in the holes of an interpolated string is text from outside: it is made visible and escaped, as content and as a value in double quotes alike.</summary>
/// <param name="output">Where to.</param>
internal sealed class HtmlWriter(TextWriter output)
{
    /// <summary>Where to.</summary>
    public TextWriter Output { get; } = output;

    /// <summary>Writes markup with texts in it.</summary>
    /// <param name="markup">The markup; its holes are texts.</param>
    public void Write([InterpolatedStringHandlerArgument("")] Markup markup) => _ = markup;

    /// <summary>Writes markup as it is.</summary>
    /// <param name="markup">The markup; no text from outside.</param>
    public void Raw(string markup) => Output.Write(markup);

    /// <summary>Writes a text.</summary>
    /// <param name="text">The text, whatever it holds.</param>
    public void Text(string text) => Escaped(VisibleText.Escape(text));

    /// <summary>Writes a text that is already fit to be shown.</summary>
    /// <param name="text">The text.</param>
    public void Escaped(ReadOnlySpan<char> text)
    {
        while (true)
        {
            var next = text.IndexOfAny("&<>\"'");
            if (next < 0)
            {
                Output.Write(text);
                return;
            }

            Output.Write(text[..next]);
            Output.Write(text[next] switch { '&' => "&amp;", '<' => "&lt;", '>' => "&gt;", '"' => "&quot;", _ => "&#39;" });
            text = text[(next + 1)..];
        }
    }

    /// <summary>An interpolated string whose literal parts are markup and whose holes are texts.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct Markup
    {
        private readonly HtmlWriter _writer;

        /// <summary>Begins one.</summary>
        /// <param name="literalLength">Not used: nothing is collected.</param>
        /// <param name="formattedCount">Not used.</param>
        /// <param name="writer">Where to.</param>
        public Markup(int literalLength, int formattedCount, HtmlWriter writer)
        {
            _ = literalLength + formattedCount;
            _writer = writer;
        }

        /// <summary>Writes markup.</summary>
        /// <param name="value">The markup.</param>
        public void AppendLiteral(string value) => _writer.Raw(value);

        /// <summary>Writes a text.</summary>
        /// <param name="value">The text.</param>
        public void AppendFormatted(string value) => _writer.Text(value);

        /// <summary>Writes a number.</summary>
        /// <param name="value">The number.</param>
        public void AppendFormatted(int value) => _writer.Raw(value.ToString(CultureInfo.InvariantCulture));
    }
}
