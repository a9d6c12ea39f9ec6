using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace EnvLint.LanguageServer.Protocol.Rpc;

/// <summary>Reads JSON that may hold anything: what is not there or of another kind is nothing, and never an exception of the platform.</summary>
internal static class JsonReading
{
    /// <summary>A property; undefined where there is none.</summary>
    /// <param name="element">An object, or anything.</param>
    /// <param name="name">Its name.</param>
    public static JsonElement Get(this JsonElement element, ReadOnlySpan<byte> name) =>
        element.Holds(name, out var value) ? value : default;

    /// <summary>Whether an object has a property.</summary>
    /// <param name="element">An object, or anything.</param>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value; undefined where there is none.</param>
    public static bool Holds(this JsonElement element, ReadOnlySpan<byte> name, out JsonElement value)
    {
        value = default;
        try
        {
            return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out value);
        }
        catch (InvalidOperationException)
        {
            // A name that is no Unicode stands beside it.
            return false;
        }
    }

    /// <summary>A property of a property: <c>textDocument.hover.contentFormat</c>.</summary>
    /// <param name="element">An object, or anything.</param>
    /// <param name="path">The names, of at most 64 bytes each, with dots between.</param>
    public static JsonElement At(this JsonElement element, string path)
    {
        Span<byte> utf8 = stackalloc byte[64];
        foreach (var name in path.AsSpan().Split('.'))
        {
            element = element.Get(utf8[..Encoding.UTF8.GetBytes(path.AsSpan(name), utf8)]);
        }

        return element;
    }

    /// <summary>Whether a property of a property is <c>true</c>.</summary>
    /// <param name="element">An object, or anything.</param>
    /// <param name="path">The names, with dots between.</param>
    public static bool Has(this JsonElement element, string path) => element.At(path).ValueKind == JsonValueKind.True;

    /// <summary>Whether a list of texts holds one.</summary>
    /// <param name="element">A list, or anything.</param>
    /// <param name="text">The text.</param>
    public static bool Lists(this JsonElement element, string text)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
            {
                if (item.ValueKind == JsonValueKind.String && item.ValueEquals(text))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>A text; null for anything else. What is no Unicode in it is kept as far as it can be, so that offsets stay right.</summary>
    /// <param name="element">A text, or anything.</param>
    public static string? Text(this JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            return Unescape(Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(element)).AsSpan()[1..^1]);
        }
    }

    /// <summary>A whole number; null for anything else. A number beyond 32 bits is the largest or the least of them.</summary>
    /// <param name="element">A number, or anything.</param>
    public static int? Number(this JsonElement element) =>
        element.ValueKind != JsonValueKind.Number ? null
        : element.TryGetInt32(out var number) ? number
        : element.TryGetDouble(out var value) ? (int)Math.Clamp(value, int.MinValue, int.MaxValue)
        : null;

    /// <summary>A text that must be there.</summary>
    /// <param name="element">The object that has it.</param>
    /// <param name="name">Its name.</param>
    /// <exception cref="RpcException">It is not.</exception>
    public static string NeedText(this JsonElement element, string name) =>
        element.At(name).Text() ?? throw RpcException.InvalidParams($"'{name}' must be a text");

    /// <summary>A whole number that must be there.</summary>
    /// <param name="element">The object that has it.</param>
    /// <param name="name">Its name.</param>
    /// <exception cref="RpcException">It is not.</exception>
    public static int NeedNumber(this JsonElement element, string name) =>
        element.At(name).Number() ?? throw RpcException.InvalidParams($"'{name}' must be a number");

    /// <summary>A list that must be there.</summary>
    /// <param name="element">The object that has it.</param>
    /// <param name="name">Its name.</param>
    /// <exception cref="RpcException">It is not.</exception>
    public static JsonElement NeedList(this JsonElement element, string name) =>
        element.At(name) is { ValueKind: JsonValueKind.Array } list ? list : throw RpcException.InvalidParams($"'{name}' must be a list");

    // A text with half a surrogate pair, which the platform refuses: editors send them while a pair is typed or cut. The parser has seen that the escapes are whole.
    private static string Unescape(ReadOnlySpan<char> text)
    {
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                result.Append(text[i]);
                continue;
            }

            i++;
            if (text[i] == 'u')
            {
                result.Append((char)Convert.ToInt32(text.Slice(i + 1, 4).ToString(), 16));
                i += 4;
            }
            else
            {
                result.Append(text[i] switch { 'b' => '\b', 'f' => '\f', 'n' => '\n', 'r' => '\r', 't' => '\t', var other => other });
            }
        }

        return result.ToString();
    }
}
