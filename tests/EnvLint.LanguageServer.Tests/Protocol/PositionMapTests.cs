using System.Buffers;
using System.Text;
using System.Text.Json;
using EnvLint.LanguageServer.Documents;
using EnvLint.LanguageServer.Protocol.Wire;
using EnvLint.Text;
using FsCheck;
using FsCheck.Fluent;

namespace EnvLint.LanguageServer.Tests.Protocol;

public sealed class PositionMapTests
{
    // 'é' is one unit and two bytes, the face two units and four bytes.
    private const string Mixed = "aé😀b\r\n\rlast";

    [Theory]
    [InlineData(PositionEncoding.Utf16, 0, 0, 0)]
    [InlineData(PositionEncoding.Utf16, 0, 2, 2)]
    [InlineData(PositionEncoding.Utf16, 0, 3, 3)]
    [InlineData(PositionEncoding.Utf16, 0, 5, 5)]
    [InlineData(PositionEncoding.Utf16, 0, 6, 5)]
    [InlineData(PositionEncoding.Utf16, 0, int.MaxValue, 5)]
    [InlineData(PositionEncoding.Utf16, 1, 0, 7)]
    [InlineData(PositionEncoding.Utf16, 1, 1, 7)]
    [InlineData(PositionEncoding.Utf16, 2, 1, 9)]
    [InlineData(PositionEncoding.Utf16, 2, 99, 12)]
    [InlineData(PositionEncoding.Utf16, 3, 0, 12)]
    [InlineData(PositionEncoding.Utf16, int.MaxValue, int.MaxValue, 12)]
    [InlineData(PositionEncoding.Utf8, 0, 1, 1)]
    [InlineData(PositionEncoding.Utf8, 0, 2, 1)]
    [InlineData(PositionEncoding.Utf8, 0, 3, 2)]
    [InlineData(PositionEncoding.Utf8, 0, 4, 2)]
    [InlineData(PositionEncoding.Utf8, 0, 6, 2)]
    [InlineData(PositionEncoding.Utf8, 0, 7, 4)]
    [InlineData(PositionEncoding.Utf8, 0, 8, 5)]
    [InlineData(PositionEncoding.Utf8, 0, 9, 5)]
    [InlineData(PositionEncoding.Utf8, 2, 2, 10)]
    public void A_position_is_an_offset_within_its_line(PositionEncoding encoding, int line, int character, int offset)
    {
        var map = new PositionMap(encoding);
        var position = new WirePosition(line, character);

        Assert.Equal(offset, map.OffsetOf(new SourceText("f", Mixed), position));
        Assert.Equal(Mixed.Insert(offset, "X"), map.Apply(Mixed, [new WireChange(new WireRange(position, position), "X")]));
    }

    [Theory]
    [InlineData(PositionEncoding.Utf16, 5, "{\"line\":0,\"character\":5}")]
    [InlineData(PositionEncoding.Utf8, 5, "{\"line\":0,\"character\":8}")]
    [InlineData(PositionEncoding.Utf8, 2, "{\"line\":0,\"character\":3}")]
    [InlineData(PositionEncoding.Utf8, 12, "{\"line\":2,\"character\":4}")]
    [InlineData(PositionEncoding.Utf16, 6, "{\"line\":0,\"character\":5}")]
    [InlineData(PositionEncoding.Utf8, 6, "{\"line\":0,\"character\":8}")]
    [InlineData(PositionEncoding.Utf16, 8, "{\"line\":2,\"character\":0}")]
    [InlineData(PositionEncoding.Utf16, 99, "{\"line\":2,\"character\":4}")]
    [InlineData(PositionEncoding.Utf16, -1, "{\"line\":0,\"character\":0}")]
    public void An_offset_is_written_as_line_and_column(PositionEncoding encoding, int offset, string expected) =>
        Assert.Equal(expected, Written(encoding, Mixed, offset));

    [Theory]
    [InlineData(PositionEncoding.Utf16, 1)]
    [InlineData(PositionEncoding.Utf8, 3)]
    public void A_byte_order_mark_that_the_client_shows_is_counted(PositionEncoding encoding, int mark)
    {
        const string Sent = "\uFEFFab\ncd";
        var map = new PositionMap(encoding);
        var text = new SourceText("f", Sent);

        Assert.Equal([0, 0, 1, 2, 2], new[] { 0, mark, mark + 1, mark + 2, mark + 9 }.Select(column => map.OffsetOf(text, new WirePosition(0, column))));
        Assert.Equal(4, map.OffsetOf(text, new WirePosition(1, 1)));
        Assert.Equal($"{{\"line\":0,\"character\":{mark + 1}}}", Written(map, text, 1));
        Assert.Equal("{\"line\":1,\"character\":1}", Written(map, text, 4));
        Assert.Equal("\uFEFFaXb\ncd", map.Apply(Sent, [new WireChange(new WireRange(new WirePosition(0, mark + 1), new WirePosition(0, mark + 1)), "X")]));

        // One that only the file on disk has, the client does not show.
        Assert.Equal("{\"line\":0,\"character\":1}", Written(map, new SourceText("f", "ab", TextEncoding.Utf8Bom), 1));
    }

    [Fact]
    public void Changes_build_on_each_other()
    {
        var map = new PositionMap(PositionEncoding.Utf16);

        Assert.Equal(
            "FROM b\nRUN x\n",
            map.Apply("FROM a\n", [Change(0, 5, 0, 6, "b"), Change(1, 0, 1, 0, "RUN y\n"), Change(1, 4, 1, 5, "x")]));
        Assert.Equal("new\n!", map.Apply("old", [new WireChange(null, "new\n"), Change(1, 0, 1, 0, "!")]));
        Assert.Equal("ad", map.Apply("abcd", [Change(0, 3, 0, 1, "")]));
        Assert.Equal("a\nz", map.Apply("a\nb\nc\nd", [Change(3, 1, 1, 0, "z")]));
    }

    [Theory]
    [InlineData(PositionEncoding.Utf16)]
    [InlineData(PositionEncoding.Utf8)]
    public void What_is_written_is_read_as_the_same_offset(PositionEncoding encoding)
    {
        var texts = Gen.ArrayOf(Gen.Elements("a", "é", "😀", "\n", "\r", "\r\n", "\t", "中", "\u2028", "\uFEFF")).Select(static parts => string.Concat(parts));
        Prop.ForAll(texts.ToArbitrary(), content =>
        {
            var text = new SourceText("f", "x" + content);
            var map = new PositionMap(encoding);
            for (var offset = 0; offset <= text.Length; offset++)
            {
                // Within a pair of units there is no column to name in bytes; within a line end there is none at all.
                var isWithin = offset > 0 && offset < text.Length
                    && (char.IsLowSurrogate(text[offset]) || (text[offset] == '\n' && text[offset - 1] == '\r'));
                if (!isWithin)
                {
                    using var json = JsonDocument.Parse(Written(encoding, text.Content, offset));
                    Assert.Equal(offset, map.OffsetOf(text, WirePosition.Read(json.RootElement)));
                    var position = WirePosition.Read(json.RootElement);
                    Assert.Equal(text.Content.Insert(offset, "|"), map.Apply(text.Content, [new WireChange(new WireRange(position, position), "|")]));
                }
            }
        }).QuickCheckThrowOnFailure();
    }

    private static WireChange Change(int startLine, int startCharacter, int endLine, int endCharacter, string text) =>
        new(new WireRange(new WirePosition(startLine, startCharacter), new WirePosition(endLine, endCharacter)), text);

    private static string Written(PositionEncoding encoding, string text, int offset) => Written(new PositionMap(encoding), new SourceText("f", text), offset);

    private static string Written(PositionMap map, SourceText text, int offset)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            map.Write(json, text, offset);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
