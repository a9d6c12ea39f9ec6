using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;
using EnvLint.Text;

namespace EnvLint.Workspace.Reading;

/// <summary>Makes text of bytes: UTF-8, or what the byte order mark says. Nothing is replaced or guessed.</summary>
public static class TextDecoder
{
    /// <summary>Decodes the bytes of a file.</summary>
    /// <param name="bytes">All bytes of the file.</param>
    /// <param name="shownPath">The path that findings name.</param>
    /// <returns>A <see cref="TextRead"/>, a <see cref="BinaryContent"/> or an <see cref="Undecodable"/>.</returns>
    public static ReadResult Decode(ReadOnlySpan<byte> bytes, string shownPath)
    {
        if (bytes.StartsWith("\uFEFF"u8))
        {
            return DecodeUtf8(bytes, 3, TextEncoding.Utf8Bom, shownPath);
        }

        if (bytes.Length >= 2)
        {
            switch (bytes[0], bytes[1])
            {
                case (0xFF, 0xFE):
                    return DecodeUtf16(bytes, TextEncoding.Utf16LittleEndian, shownPath);
                case (0xFE, 0xFF):
                    return DecodeUtf16(bytes, TextEncoding.Utf16BigEndian, shownPath);
            }
        }

        return DecodeUtf8(bytes, 0, TextEncoding.Utf8, shownPath);
    }

    private static ReadResult DecodeUtf8(ReadOnlySpan<byte> bytes, int start, TextEncoding encoding, string shownPath)
    {
        var content = bytes[start..];
        var zero = content.IndexOf((byte)0);
        if (zero >= 0)
        {
            return new BinaryContent(start + zero);
        }

        if (!Utf8.IsValid(content))
        {
            var scratch = ArrayPool<char>.Shared.Rent(content.Length);
            Utf8.ToUtf16(content, scratch, out var read, out _, replaceInvalidSequences: false);
            ArrayPool<char>.Shared.Return(scratch);
            return new Undecodable(encoding, start + read);
        }

        return new TextRead(new SourceText(shownPath, Encoding.UTF8.GetString(content), encoding));
    }

    private static ReadResult DecodeUtf16(ReadOnlySpan<byte> bytes, TextEncoding encoding, string shownPath)
    {
        if (bytes.Length % 2 != 0)
        {
            return new Undecodable(encoding, bytes.Length - 1);
        }

        var units = new char[(bytes.Length - 2) / 2];
        for (var i = 0; i < units.Length; i++)
        {
            var pair = bytes.Slice(2 + (i * 2), 2);
            units[i] = (char)(encoding == TextEncoding.Utf16LittleEndian
                ? BinaryPrimitives.ReadUInt16LittleEndian(pair)
                : BinaryPrimitives.ReadUInt16BigEndian(pair));
        }

        for (var i = 0; i < units.Length; i++)
        {
            if (units[i] == '\0')
            {
                return new BinaryContent(2 + (i * 2L));
            }

            if (char.IsSurrogate(units[i]))
            {
                if (!char.IsHighSurrogate(units[i]) || i + 1 == units.Length || !char.IsLowSurrogate(units[i + 1]))
                {
                    return new Undecodable(encoding, 2 + (i * 2L));
                }

                i++;
            }
        }

        return new TextRead(new SourceText(shownPath, new string(units), encoding));
    }
}
