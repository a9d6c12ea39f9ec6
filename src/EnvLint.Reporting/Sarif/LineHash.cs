using System.Globalization;
using System.Text;
using EnvLint.Text;

namespace EnvLint.Reporting.Sarif;

/// <summary>The hash by which GitHub code scanning knows a line again: <c>primaryLocationLineHash</c>.</summary>
/// <param name="Value">Hash of the line's first characters and those that follow it.</param>
/// <param name="Occurrence">The how manieth line of the file with that hash it is, from 1.</param>
/// <remarks>
/// A polynomial of base 37 modulo 2^64 over one hundred characters from the line's start on, blanks and tabs left out, each line
/// end taken as one line feed. The file's end counts as the character 0xFFFF, and zeros fill up what is missing behind it.
/// GitHub computes it from the file's bytes as UTF-8 whatever they are, and warns where a log says something else.
/// </remarks>
internal readonly record struct LineHash(ulong Value, int Occurrence)
{
    private const int WindowLength = 100;
    private const ulong Base = 37;
    private const char EndOfFile = '\uFFFF';

    private static readonly ulong Leaving = Power(WindowLength);

    /// <summary>The hashes of all lines of a file, counted as GitHub counts them.</summary>
    /// <param name="source">The file.</param>
    public static LineHash[] OfLines(SourceText source) => Compute(source.Encoding switch
    {
        TextEncoding.Utf8 => source.Content,
        TextEncoding.Utf8Bom => "\uFEFF" + source.Content,
        TextEncoding.Utf16LittleEndian => Misread(Encoding.Unicode, source.Content),
        _ => Misread(Encoding.BigEndianUnicode, source.Content),
    });

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Value:x}:{Occurrence}");

    private static string Misread(Encoding encoding, string content) =>
        Encoding.UTF8.GetString([.. encoding.GetPreamble(), .. encoding.GetBytes(content)]);

    private static LineHash[] Compute(string text)
    {
        var hashes = new List<LineHash>();
        var occurrences = new Dictionary<ulong, int>();

        // A ring of the last hundred characters; a line's hash is complete when the ring comes round to its first one.
        Span<char> ring = stackalloc char[WindowLength];
        Span<bool> startsLine = stackalloc bool[WindowLength];
        ring.Clear();
        startsLine.Clear();
        var at = 0;
        var hash = 0UL;
        var atLineStart = true;

        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is ' ' or '\t' || (c == '\n' && i > 0 && text[i - 1] == '\r'))
            {
                continue;
            }

            Take(c == '\r' ? '\n' : c, ring, startsLine);
        }

        Take(EndOfFile, ring, startsLine);
        for (var i = 0; i < WindowLength; i++)
        {
            Complete(startsLine);
            Push('\0', ring);
        }

        return [.. hashes];

        void Take(char c, Span<char> window, Span<bool> starts)
        {
            Complete(starts);
            starts[at] = atLineStart;
            atLineStart = c == '\n';
            Push(c, window);
        }

        void Complete(Span<bool> starts)
        {
            if (starts[at])
            {
                occurrences.TryGetValue(hash, out var count);
                occurrences[hash] = ++count;
                hashes.Add(new LineHash(hash, count));
                starts[at] = false;
            }
        }

        void Push(char c, Span<char> window)
        {
            hash = unchecked((hash * Base) + c - (Leaving * window[at]));
            window[at] = c;
            at = (at + 1) % WindowLength;
        }
    }

    private static ulong Power(int exponent)
    {
        var power = 1UL;
        for (var i = 0; i < exponent; i++)
        {
            power = unchecked(power * Base);
        }

        return power;
    }
}
