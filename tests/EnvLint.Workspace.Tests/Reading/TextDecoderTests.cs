using System.Text;
using EnvLint.Text;
using EnvLint.Workspace.Reading;
using EnvLint.Workspace.Writing;

namespace EnvLint.Workspace.Tests.Reading;

public sealed class TextDecoderTests
{
    public static TheoryData<byte[], string, TextEncoding> Texts => new()
    {
        { [], "", TextEncoding.Utf8 },
        { "FROM a\r\nRUN b\rc\n"u8.ToArray(), "FROM a\r\nRUN b\rc\n", TextEncoding.Utf8 },
        { "é 漢 🐧"u8.ToArray(), "é 漢 🐧", TextEncoding.Utf8 },
        { [0xEF, 0xBB, 0xBF], "", TextEncoding.Utf8Bom },
        { [0xEF, 0xBB, 0xBF, (byte)'a'], "a", TextEncoding.Utf8Bom },
        { [0xFF, 0xFE], "", TextEncoding.Utf16LittleEndian },
        { [0xFF, 0xFE, (byte)'a', 0, 0x3D, 0xD8, 0x27, 0xDC], "a🐧", TextEncoding.Utf16LittleEndian },
        { [0xFE, 0xFF, 0, (byte)'a', 0xD8, 0x3D, 0xDC, 0x27], "a🐧", TextEncoding.Utf16BigEndian },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Text_is_decoded_and_encoded_back_to_the_same_bytes(byte[] bytes, string expected, TextEncoding encoding)
    {
        var source = Assert.IsType<TextRead>(TextDecoder.Decode(bytes, "f")).Source;

        Assert.Equal(expected, source.Content);
        Assert.Equal(encoding, source.Encoding);
        Assert.Equal("f", source.Path);
        Assert.Equal(bytes, TextEncoder.Encode(source));
    }

    [Theory]
    [InlineData(new byte[] { (byte)'a', 0xFF }, 1)]
    [InlineData(new byte[] { (byte)'a', 0xC3 }, 1)]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF, 0x80 }, 3)]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 }, 0)]
    [InlineData(new byte[] { 0xFF, 0xFE, (byte)'a', 0, 0 }, 4)]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x27, 0xDC }, 2)]
    [InlineData(new byte[] { 0xFE, 0xFF, 0xD8, 0x3D }, 2)]
    public void Wrong_bytes_are_found_and_never_replaced(byte[] bytes, long offset) =>
        Assert.Equal(offset, Assert.IsType<Undecodable>(TextDecoder.Decode(bytes, "f")).Offset);

    [Theory]
    [InlineData(new byte[] { (byte)'a', 0 }, 1)]
    [InlineData(new byte[] { 0x7F, (byte)'E', (byte)'L', (byte)'F', 0, 0xFF }, 4)]
    [InlineData(new byte[] { 0xFF, 0xFE, 0, 0 }, 2)]
    [InlineData(new byte[] { (byte)'a', 0, (byte)'b', 0 }, 1)]
    public void A_zero_byte_means_binary(byte[] bytes, long offset) =>
        Assert.Equal(offset, Assert.IsType<BinaryContent>(TextDecoder.Decode(bytes, "f")).Offset);

    [Fact]
    public void Half_a_surrogate_pair_cannot_be_written_as_UTF_8() =>
        Assert.Throws<EncoderFallbackException>(() => TextEncoder.Encode(new SourceText("f", "\uD83D")));
}
