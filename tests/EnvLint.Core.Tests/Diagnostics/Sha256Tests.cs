using System.Security.Cryptography;
using System.Text;
using EnvLint.Diagnostics;

namespace EnvLint.Core.Tests.Diagnostics;

public sealed class Sha256Tests
{
    [Theory]
    [InlineData("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")]
    public void The_examples_of_the_standard_come_out(string text, string expected) =>
        Assert.Equal(expected, Hash(hash => hash.AppendUtf8(text)));

    [Fact]
    public void Every_length_up_to_three_blocks_agrees_with_the_platform()
    {
        var bytes = Enumerable.Range(0, 200).Select(static i => (byte)(i * 37)).ToArray();
        for (var length = 0; length <= bytes.Length; length++)
        {
            var slice = bytes.AsSpan(0, length).ToArray();
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(slice)), Hash(hash => hash.Append(slice)));
        }
    }

    [Fact]
    public void Pieces_make_the_same_hash_as_the_whole() =>
        Assert.Equal(
            Hash(static hash => hash.AppendUtf8(new string('x', 130))),
            Hash(static hash =>
            {
                for (var i = 0; i < 130; i++)
                {
                    hash.AppendUtf8("x");
                }
            }));

    [Theory]
    [InlineData(254)]
    [InlineData(255)]
    [InlineData(256)]
    public void A_surrogate_pair_across_the_buffer_stays_whole(int before)
    {
        var text = new string('a', before) + "\U0001F600 end";
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))), Hash(hash => hash.AppendUtf8(text)));
    }

    [Fact]
    public void A_copy_goes_its_own_way()
    {
        var original = new Sha256();
        original.AppendUtf8("a");
        var copy = original.Clone();
        copy.AppendUtf8("x");
        original.AppendUtf8("bc");
        var digest = new byte[Sha256.HashSize];
        original.Finish(digest);
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", Convert.ToHexStringLower(digest));
    }

    private static string Hash(Action<Sha256> feed)
    {
        var hash = new Sha256();
        feed(hash);
        var digest = new byte[Sha256.HashSize];
        hash.Finish(digest);
        return Convert.ToHexStringLower(digest);
    }
}
