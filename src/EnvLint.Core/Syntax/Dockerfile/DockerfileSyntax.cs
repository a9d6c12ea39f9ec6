using System.Collections.Immutable;
using EnvLint.Text;

namespace EnvLint.Syntax.Dockerfile;

/// <summary>What a stretch of a Dockerfile is. Tokens tile the text: each character belongs to exactly one.</summary>
public enum DockerfileTokenKind : byte
{
    /// <summary>Blanks and tabs.</summary>
    Blank,

    /// <summary>A line end.</summary>
    Newline,

    /// <summary>The escape character, blanks behind it, and the line end that they take away.</summary>
    LineContinuation,

    /// <summary>From <c>#</c> to the end of the line.</summary>
    Comment,

    /// <summary><c># name=value</c> at the top.</summary>
    Directive,

    /// <summary>An instruction's name.</summary>
    Keyword,

    /// <summary><c>--name</c> or <c>--name=value</c>.</summary>
    Flag,

    /// <summary>Text of an instruction's arguments.</summary>
    Argument,

    /// <summary>Text of a here-document.</summary>
    HeredocText,

    /// <summary>The line that ends a here-document, without its line end.</summary>
    HeredocEnd,

    /// <summary>Text that fits nothing; a <see cref="SyntaxError"/> speaks of it.</summary>
    Skipped,
}

/// <summary>A stretch of a Dockerfile.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Offset in UTF-16 code units.</param>
/// <param name="Length">Length in UTF-16 code units; never 0.</param>
public readonly record struct DockerfileToken(DockerfileTokenKind Kind, int Start, int Length)
{
    /// <summary>The token's place.</summary>
    public TextSpan Span => new(Start, Length);
}

/// <summary>A parsed Dockerfile.</summary>
/// <param name="Text">The text that was parsed.</param>
/// <param name="Directives">The parser directives at the top (<c>syntax</c>, <c>escape</c>, <c>check</c>).</param>
/// <param name="EscapeCharacter"><c>\</c>, or <c>`</c> where the directive says so.</param>
/// <param name="Instructions">The instructions in order.</param>
/// <param name="Comments">Comment lines, also those inside continued instructions.</param>
/// <param name="Tokens">Struct tokens that tile <paramref name="Text"/>.</param>
/// <param name="Errors">What BuildKit would refuse, in order of position.</param>
public sealed record DockerfileTree(
    string Text,
    ImmutableArray<DockerfileDirective> Directives,
    char EscapeCharacter,
    ImmutableArray<DockerfileInstruction> Instructions,
    ImmutableArray<TextSpan> Comments,
    ImmutableArray<DockerfileToken> Tokens,
    ImmutableArray<SyntaxError> Errors)
{
    /// <summary>Whether a <c>FROM</c> begins a build stage. A file without one cannot be built, but that is not among <see cref="Errors"/>: it may be a piece that a generator puts together.</summary>
    public bool HasStage { get; init; }

    /// <summary>Whether there are instructions but no stage: a piece of a Dockerfile.</summary>
    public bool IsFragment => !HasStage && !Instructions.IsEmpty;

    /// <summary>The frontend named by <c># syntax=</c>, or null. Where it is named, unknown instructions and flags are no errors: the frontend may know them.</summary>
    public string? Frontend { get; init; }
}

/// <summary>A parser directive.</summary>
/// <param name="Name">Its name in lower case.</param>
/// <param name="Value">Its value.</param>
/// <param name="Span">The comment line that holds it.</param>
/// <param name="ValueSpan">Where the value stands.</param>
public sealed record DockerfileDirective(string Name, string Value, TextSpan Span, TextSpan ValueSpan);

/// <summary>The instructions that BuildKit knows.</summary>
public enum DockerfileInstructionKind : byte
{
    /// <summary>A word that is no instruction of the stable frontend.</summary>
    Unknown,
#pragma warning disable CS1591 // The names are the instructions.
    Add, Arg, Cmd, Copy, Entrypoint, Env, Expose, From, Healthcheck, Label, Maintainer, Onbuild, Run, Shell, Stopsignal, User, Volume, Workdir,
#pragma warning restore CS1591
}

/// <summary>An instruction: keyword, flags, arguments, and here-documents where it has them.</summary>
/// <remarks>
/// <see cref="Arguments"/> is the text behind the flags as BuildKit joins it: continuations, comment lines and blank lines inside are gone,
/// and its map leads back to the file. Words are the kinds' own view of that text.
/// </remarks>
public sealed class DockerfileInstruction(
    DockerfileInstructionKind kind,
    TextSpan span,
    TextSpan keywordSpan,
    ImmutableArray<DockerfileFlag> flags,
    string argumentText,
    SpanMap argumentMap,
    TextSpan argumentSpan,
    DockerfileForm form,
    ImmutableArray<DockerfileWord> words,
    ImmutableArray<DockerfilePair> pairs,
    ImmutableArray<DockerfileHeredoc> heredocs,
    DockerfileInstruction? trigger)
{
    /// <summary>Which instruction it is.</summary>
    public DockerfileInstructionKind Kind { get; } = kind;

    /// <summary>From the keyword to the end of the last argument or here-document.</summary>
    public TextSpan Span { get; } = span;

    /// <summary>Where the keyword stands.</summary>
    public TextSpan KeywordSpan { get; } = keywordSpan;

    /// <summary>The flags in order.</summary>
    public ImmutableArray<DockerfileFlag> Flags { get; } = flags;

    /// <summary>The text behind the flags as BuildKit joins it, without here-document bodies.</summary>
    public string ArgumentText { get; } = argumentText;

    /// <summary>Leads from <see cref="ArgumentText"/> to the parsed text.</summary>
    public SpanMap ArgumentMap { get; } = argumentMap;

    /// <summary>The arguments' span in the parsed text.</summary>
    public TextSpan ArgumentSpan { get; } = argumentSpan;

    /// <summary>Shell form or exec (JSON) form, for RUN, CMD, ENTRYPOINT, SHELL, HEALTHCHECK CMD; COPY, ADD and VOLUME may be JSON too.</summary>
    public DockerfileForm Form { get; } = form;

    /// <summary>FROM: image, and <c>AS name</c> as further words. COPY/ADD: sources and destination. Exec form: the strings. USER, WORKDIR, STOPSIGNAL: the value. EXPOSE, VOLUME: each. Empty for shell form and pairs.</summary>
    public ImmutableArray<DockerfileWord> Words { get; } = words;

    /// <summary>ENV, LABEL and ARG: names and values.</summary>
    public ImmutableArray<DockerfilePair> Pairs { get; } = pairs;

    /// <summary>The here-documents of RUN, COPY and ADD, in order.</summary>
    public ImmutableArray<DockerfileHeredoc> Heredocs { get; } = heredocs;

    /// <summary>ONBUILD: the instruction that a later build runs. HEALTHCHECK: the CMD.</summary>
    public DockerfileInstruction? Trigger { get; } = trigger;
}

/// <summary>How a command is written.</summary>
public enum DockerfileForm : byte
{
    /// <summary>The instruction has no command.</summary>
    None,

    /// <summary>A string for the shell.</summary>
    Shell,

    /// <summary>A JSON array.</summary>
    Exec,
}

/// <summary><c>--name=value</c> in front of the arguments.</summary>
/// <param name="Name">Name without the dashes, as written.</param>
/// <param name="Value">Value, or null where no <c>=</c> is there.</param>
/// <param name="Span">The flag's place in the parsed text.</param>
/// <param name="ValueSpan">The value's place; empty where there is none.</param>
public sealed record DockerfileFlag(string Name, string? Value, TextSpan Span, TextSpan ValueSpan)
{
    /// <summary>Leads from <see cref="Value"/>, whose quotes and escapes are gone, to the parsed text.</summary>
    public SpanMap ValueMap { get => field ?? SpanMap.Slice(ValueSpan.Start, ValueSpan.Length); init; }
}

/// <summary>A word of an instruction.</summary>
/// <param name="Raw">As written, quotes and variables included; of a JSON string the string itself, without its quotes and escapes.</param>
/// <param name="Span">Its place in the parsed text, with the quotes of a JSON string.</param>
public sealed record DockerfileWord(string Raw, TextSpan Span)
{
    /// <summary>Leads from <see cref="Raw"/> to the parsed text, also where continuations or JSON escapes lie inside the word.</summary>
    public SpanMap Map { get => field ?? SpanMap.Slice(Span.Start, Raw.Length); init; }
}

/// <summary>A name and its value in ENV, LABEL or ARG.</summary>
/// <param name="Name">The name; quotes are gone.</param>
/// <param name="NameSpan">Where the name stands.</param>
/// <param name="Value">The value as written, quotes and variables included; null for an ARG without default.</param>
/// <param name="ValueSpan">Where the value stands.</param>
/// <param name="IsLegacy">Whether it is the form <c>ENV name value</c>, which takes the rest of the line.</param>
public sealed record DockerfilePair(string Name, TextSpan NameSpan, string? Value, TextSpan ValueSpan, bool IsLegacy)
{
    /// <summary>Leads from <see cref="Value"/> to the parsed text, also where continuations lie inside the value.</summary>
    public SpanMap ValueMap { get => field ?? SpanMap.Slice(ValueSpan.Start, ValueSpan.Length); init; }
}

/// <summary>A here-document.</summary>
/// <param name="Delimiter">The delimiter without quotes.</param>
/// <param name="IsQuoted">Whether the delimiter was quoted: nothing is expanded by the builder.</param>
/// <param name="StripsTabs">Whether leading tabs are dropped (<c>&lt;&lt;-</c>).</param>
/// <param name="FileDescriptor">The descriptor in front of <c>&lt;&lt;</c>; -1 where there is none.</param>
/// <param name="OperatorSpan">The <c>&lt;&lt;WORD</c> in the arguments, in the parsed text.</param>
/// <param name="Body">The text between, line ends included, tabs already dropped where <paramref name="StripsTabs"/> says so.</param>
/// <param name="BodyMap">Leads from <paramref name="Body"/> to the parsed text.</param>
/// <param name="IsClosed">Whether the closing line is there.</param>
public sealed record DockerfileHeredoc(
    string Delimiter,
    bool IsQuoted,
    bool StripsTabs,
    int FileDescriptor,
    TextSpan OperatorSpan,
    string Body,
    SpanMap BodyMap,
    bool IsClosed);
