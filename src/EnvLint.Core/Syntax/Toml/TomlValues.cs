using System.Collections.Immutable;
using EnvLint.Text;

namespace EnvLint.Syntax.Toml;

/// <summary>The type of a value.</summary>
public enum TomlValueKind : byte
{
    /// <summary>A <see cref="TomlString"/>.</summary>
    String,

    /// <summary>A <see cref="TomlInteger"/>.</summary>
    Integer,

    /// <summary>A <see cref="TomlFloat"/>.</summary>
    Float,

    /// <summary>A <see cref="TomlBoolean"/>.</summary>
    Boolean,

    /// <summary>A <see cref="TomlDateTime"/> with date, time and offset from UTC.</summary>
    OffsetDateTime,

    /// <summary>A <see cref="TomlDateTime"/> with date and time.</summary>
    LocalDateTime,

    /// <summary>A <see cref="TomlDateTime"/> with a date alone.</summary>
    LocalDate,

    /// <summary>A <see cref="TomlDateTime"/> with a time alone.</summary>
    LocalTime,

    /// <summary>A <see cref="TomlArray"/>.</summary>
    Array,

    /// <summary>A <see cref="TomlTable"/>, inline or not.</summary>
    Table,

    /// <summary>A <see cref="TomlInvalid"/>.</summary>
    Invalid,
}

/// <summary>A value.</summary>
public abstract class TomlValue : TomlNode
{
    private protected TomlValue(TextSpan span)
        : base(span)
    {
    }

    /// <summary>The type of the value.</summary>
    public abstract TomlValueKind Kind { get; }
}

/// <summary>Text that stands where a value is expected and is none; empty where nothing stands there. A <see cref="SyntaxError"/> speaks of it.</summary>
public sealed class TomlInvalid : TomlValue
{
    internal TomlInvalid(TextSpan span)
        : base(span)
    {
    }

    /// <inheritdoc/>
    public override TomlValueKind Kind => TomlValueKind.Invalid;
}

/// <summary>The four ways to write a string.</summary>
public enum TomlStringForm : byte
{
    /// <summary><c>"…"</c>, with escapes.</summary>
    Basic,

    /// <summary><c>'…'</c>, without escapes.</summary>
    Literal,

    /// <summary><c>"""…"""</c>, with escapes and line ends.</summary>
    MultilineBasic,

    /// <summary><c>'''…'''</c>, with line ends and without escapes.</summary>
    MultilineLiteral,
}

/// <summary>A string.</summary>
public sealed class TomlString : TomlValue
{
    internal TomlString(TextSpan span, TomlStringForm form, TextSpan contentSpan, string value, bool isVerbatim)
        : base(span)
    {
        Form = form;
        ContentSpan = contentSpan;
        Value = value;
        IsVerbatim = isVerbatim;
    }

    /// <inheritdoc/>
    public override TomlValueKind Kind => TomlValueKind.String;

    /// <summary>How it is written.</summary>
    public TomlStringForm Form { get; }

    /// <summary>What stands between the quotes; without the line end that directly follows the opening quotes of a multi-line string.</summary>
    public TextSpan ContentSpan { get; }

    /// <summary>The text meant: escapes resolved, line ends as <c>\n</c>.</summary>
    public string Value { get; }

    /// <summary>Whether <see cref="Value"/> is the text of <see cref="ContentSpan"/> unchanged.</summary>
    public bool IsVerbatim { get; }

    /// <summary>The way from offsets of <see cref="Value"/> to offsets of the document; an escape counts as the place of its backslash.</summary>
    /// <param name="documentText">The text of the document that holds this string.</param>
    public SpanMap CreateMap(string documentText)
    {
        if (IsVerbatim)
        {
            return SpanMap.Slice(ContentSpan.Start, ContentSpan.Length);
        }

        return TomlStringDecoder.CreateMap(documentText, ContentSpan, Form);
    }
}

/// <summary>A whole number of 64 bits.</summary>
public sealed class TomlInteger : TomlValue
{
    internal TomlInteger(TextSpan span, long value)
        : base(span) => Value = value;

    /// <inheritdoc/>
    public override TomlValueKind Kind => TomlValueKind.Integer;

    /// <summary>The number.</summary>
    public long Value { get; }
}

/// <summary>A binary floating-point number of 64 bits.</summary>
public sealed class TomlFloat : TomlValue
{
    internal TomlFloat(TextSpan span, double value)
        : base(span) => Value = value;

    /// <inheritdoc/>
    public override TomlValueKind Kind => TomlValueKind.Float;

    /// <summary>The number; infinite where the text is beyond the range.</summary>
    public double Value { get; }
}

/// <summary><c>true</c> or <c>false</c>.</summary>
public sealed class TomlBoolean : TomlValue
{
    internal TomlBoolean(TextSpan span, bool value)
        : base(span) => Value = value;

    /// <inheritdoc/>
    public override TomlValueKind Kind => TomlValueKind.Boolean;

    /// <summary>The truth value.</summary>
    public bool Value { get; }
}

/// <summary>A date, a time, or both, by their fields; what <see cref="Kind"/> does not have is 0.</summary>
public sealed class TomlDateTime : TomlValue
{
    internal TomlDateTime(TextSpan span, TomlValueKind kind, int year, int month, int day, int hour, int minute, int second, int nanosecond, int offsetMinutes)
        : base(span)
    {
        Kind = kind;
        Year = year;
        Month = month;
        Day = day;
        Hour = hour;
        Minute = minute;
        Second = second;
        Nanosecond = nanosecond;
        OffsetMinutes = offsetMinutes;
    }

    /// <summary>Which of the four date and time types it is.</summary>
    public override TomlValueKind Kind { get; }

    /// <summary>The year, 0 to 9999.</summary>
    public int Year { get; }

    /// <summary>The month, 1 to 12.</summary>
    public int Month { get; }

    /// <summary>The day, from 1.</summary>
    public int Day { get; }

    /// <summary>The hour, 0 to 23.</summary>
    public int Hour { get; }

    /// <summary>The minute, 0 to 59.</summary>
    public int Minute { get; }

    /// <summary>The second, 0 to 60: 60 is a leap second.</summary>
    public int Second { get; }

    /// <summary>The fraction of the second in nanoseconds; further digits are cut off.</summary>
    public int Nanosecond { get; }

    /// <summary>Minutes east of UTC; 0 for UTC and for local dates and times.</summary>
    public int OffsetMinutes { get; }
}

/// <summary>An array: <c>[…]</c>, or the tables of all <c>[[key]]</c> headers with the same key.</summary>
public sealed class TomlArray : TomlValue
{
    private ImmutableArray<TomlValue>.Builder? _building;
    private ImmutableArray<TomlValue> _items;

    internal TomlArray(TextSpan span, ImmutableArray<TomlValue> items)
        : base(span) => _items = items;

    // An array of tables, which grows until the parser is done.
    internal TomlArray(TextSpan firstHeader)
        : base(firstHeader)
    {
        IsArrayOfTables = true;
        _building = ImmutableArray.CreateBuilder<TomlValue>();
    }

    /// <inheritdoc/>
    public override TomlValueKind Kind => TomlValueKind.Array;

    /// <summary>Whether <c>[[key]]</c> headers made it; then <see cref="TomlNode.Span"/> is the first of them and all items are tables.</summary>
    public bool IsArrayOfTables { get; }

    /// <summary>The items in order.</summary>
    public ImmutableArray<TomlValue> Items => _items;

    internal TomlTable? LastTable => _building is { Count: > 0 } items ? items[items.Count - 1] as TomlTable : null;

    internal void Add(TomlTable table) => _building?.Add(table);

    internal void Seal()
    {
        if (_building is not null)
        {
            _items = _building.ToImmutable();
            _building = null;
        }
    }
}
