using System.Collections.Immutable;
using EnvLint.Text;

namespace EnvLint.Syntax.Toml;

/// <summary>A node of the TOML tree. Spans are offsets into the parsed text.</summary>
public abstract class TomlNode
{
    private protected TomlNode(TextSpan span) => Span = span;

    /// <summary>From the first to behind the last character, without surrounding blanks.</summary>
    public TextSpan Span { get; private protected set; }
}

/// <summary>One part of a key: what stands between two dots.</summary>
/// <param name="Name">The name, without quotes and with escapes resolved; may be empty when quoted.</param>
/// <param name="Span">The part as written, with its quotes.</param>
public readonly record struct TomlKeyPart(string Name, TextSpan Span);

/// <summary>A key as written: <c>name</c>, <c>"quoted name"</c> or <c>dotted.name</c>.</summary>
public sealed class TomlKey : TomlNode
{
    internal TomlKey(TextSpan span, ImmutableArray<TomlKeyPart> parts)
        : base(span) => Parts = parts;

    /// <summary>The parts in order; at least one.</summary>
    public ImmutableArray<TomlKeyPart> Parts { get; }

    /// <summary>The last part: the name that the key gives its value or table.</summary>
    public TomlKeyPart Last => Parts[Parts.Length - 1];
}

/// <summary>A line's worth of TOML at the top level: a header, or a key with its value (which may run over several lines).</summary>
public abstract class TomlStatement : TomlNode
{
    private protected TomlStatement(TextSpan span, TomlKey key)
        : base(span) => Key = key;

    /// <summary>The key between the brackets, or in front of the equals sign.</summary>
    public TomlKey Key { get; }
}

/// <summary><c>[key]</c> or <c>[[key]]</c>; the span runs from the first to the last bracket.</summary>
public sealed class TomlTableHeader : TomlStatement
{
    internal TomlTableHeader(TextSpan span, TomlKey key, bool isArray)
        : base(span, key) => IsArray = isArray;

    /// <summary>Whether it is <c>[[key]]</c>, which adds an element to an array of tables.</summary>
    public bool IsArray { get; }
}

/// <summary><c>key = value</c>, at the top level or in an inline table.</summary>
public sealed class TomlKeyValue : TomlStatement
{
    internal TomlKeyValue(TextSpan span, TomlKey key, TomlValue value)
        : base(span, key) => Value = value;

    /// <summary>The value; a <see cref="TomlInvalid"/> where there is none that can be read.</summary>
    public TomlValue Value { get; }
}
