using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using EnvLint.Reporting.Display;

namespace EnvLint.Reporting.Json;

/// <summary>Escapes in JSON what JSON must escape and what people would not see; every other character stays as it is.</summary>
/// <remarks>The platform's encoders either spell out each quotation mark and letter beyond ASCII or let direction marks through.</remarks>
public sealed unsafe class VisibleJsonEncoder : JavaScriptEncoder
{
    private const string PlainAscii = " !#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~";

    private static readonly SearchValues<char> Plain = SearchValues.Create(PlainAscii);
    private static readonly SearchValues<byte> PlainBytes = SearchValues.Create(Encoding.ASCII.GetBytes(PlainAscii));

    private VisibleJsonEncoder()
    {
    }

    /// <summary>The one instance.</summary>
    public static VisibleJsonEncoder Instance { get; } = new();

    /// <inheritdoc/>
    public override int MaxOutputCharactersPerInputCharacter => 12;

    /// <inheritdoc/>
    public override bool WillEncode(int unicodeScalar) =>
        unicodeScalar is '"' or '\\' || HiddenCharacters.Contains(unicodeScalar) || HiddenCharacters.IsJoiner(unicodeScalar);

    /// <inheritdoc/>
    public override int FindFirstCharacterToEncode(char* text, int textLength)
    {
        var span = new ReadOnlySpan<char>(text, textLength);
        for (var i = 0; i < span.Length;)
        {
            var plain = span[i..].IndexOfAnyExcept(Plain);
            if (plain < 0)
            {
                return -1;
            }

            i += plain;
            if (Rune.DecodeFromUtf16(span[i..], out var rune, out var length) != OperationStatus.Done || WillEncode(rune.Value))
            {
                return i;
            }

            i += length;
        }

        return -1;
    }

    /// <inheritdoc/>
    public override int FindFirstCharacterToEncodeUtf8(ReadOnlySpan<byte> utf8Text)
    {
        var plain = utf8Text.IndexOfAnyExcept(PlainBytes);
        if (plain < 0)
        {
            return -1;
        }

        var found = base.FindFirstCharacterToEncodeUtf8(utf8Text[plain..]);
        return found < 0 ? -1 : plain + found;
    }

    /// <inheritdoc/>
    public override bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten)
    {
        var output = new Span<char>(buffer, bufferLength);
        var shortForm = unicodeScalar switch
        {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            '\b' => "\\b",
            '\f' => "\\f",
            _ => "",
        };
        if (shortForm.Length > 0)
        {
            numberOfCharactersWritten = shortForm.TryCopyTo(output) ? shortForm.Length : 0;
            return numberOfCharactersWritten > 0;
        }

        Span<char> units = stackalloc char[2];
        var count = new Rune(unicodeScalar).EncodeToUtf16(units);
        numberOfCharactersWritten = 0;
        if (output.Length < count * 6)
        {
            return false;
        }

        foreach (var unit in units[..count])
        {
            "\\u".CopyTo(output[numberOfCharactersWritten..]);
            ((int)unit).TryFormat(output[(numberOfCharactersWritten + 2)..], out var digits, "x4", CultureInfo.InvariantCulture);
            numberOfCharactersWritten += 2 + digits;
        }

        return true;
    }
}
