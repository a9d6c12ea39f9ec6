using System.Collections.Immutable;
using EnvLint.Text;

namespace EnvLint.Syntax.Shell;

/// <summary>What a stretch of shell text is. Tokens tile the text: each character belongs to exactly one.</summary>
public enum ShellTokenKind : byte
{
    /// <summary>Blanks and tabs between words.</summary>
    Blank,

    /// <summary>A line end.</summary>
    Newline,

    /// <summary>A backslash and the line end that it takes away.</summary>
    LineContinuation,

    /// <summary>From <c>#</c> to the end of the line.</summary>
    Comment,

    /// <summary>Ordinary characters of a word, or a reserved word.</summary>
    Literal,

    /// <summary>A backslash and the character that it quotes.</summary>
    Escape,

    /// <summary>A quotation mark, opening or closing, also <c>$'</c> and <c>$"</c>.</summary>
    Quote,

    /// <summary>Characters inside single or double quotes.</summary>
    QuotedText,

    /// <summary><c>$name</c>, <c>${</c>, <c>$(</c>, <c>$((</c>, <c>`</c>, <c>&lt;(</c> and their closing halves, and names and operators inside <c>${…}</c>.</summary>
    Expansion,

    /// <summary>Text of an arithmetic expression.</summary>
    Arithmetic,

    /// <summary><c>; &amp; | &amp;&amp; || ;; ( ) { } &lt; &gt; &gt;&gt; &lt;&lt;</c> … with a file descriptor in front where there is one.</summary>
    Operator,

    /// <summary>Text of a here-document.</summary>
    HeredocText,

    /// <summary>The line that ends a here-document, without its line end.</summary>
    HeredocEnd,

    /// <summary>Text that fits nothing; a <see cref="SyntaxError"/> speaks of it.</summary>
    Skipped,
}

/// <summary>A stretch of shell text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Offset in UTF-16 code units.</param>
/// <param name="Length">Length in UTF-16 code units; never 0.</param>
public readonly record struct ShellToken(ShellTokenKind Kind, int Start, int Length)
{
    /// <summary>The token's place.</summary>
    public TextSpan Span => new(Start, Length);
}

/// <summary>A node of the shell tree. Spans are offsets into the parsed text.</summary>
public abstract class ShellNode(TextSpan span)
{
    /// <summary>From the first to behind the last character, without surrounding blanks.</summary>
    public TextSpan Span { get; } = span;
}

/// <summary>A parsed script.</summary>
/// <param name="Text">The text that was parsed.</param>
/// <param name="Body">Its commands.</param>
/// <param name="Tokens">Struct tokens that tile <paramref name="Text"/>.</param>
/// <param name="Errors">What could not be taken, in order of position.</param>
public sealed record ShellTree(string Text, ShellList Body, ImmutableArray<ShellToken> Tokens, ImmutableArray<SyntaxError> Errors)
{
    /// <summary>The shell that the text was parsed for.</summary>
    public ShellDialect Dialect { get; init; }
}

/// <summary>And-or lists one after the other.</summary>
public sealed class ShellList(TextSpan span, ImmutableArray<ShellAndOr> items) : ShellNode(span)
{
    /// <summary>The and-or lists in order.</summary>
    public ImmutableArray<ShellAndOr> Items { get; } = items;
}

/// <summary>How a pipeline is joined to the one before it.</summary>
public enum ShellJoin : byte
{
    /// <summary>The first pipeline of an and-or list.</summary>
    First,

    /// <summary><c>&amp;&amp;</c>.</summary>
    And,

    /// <summary><c>||</c>.</summary>
    Or,
}

/// <summary>Pipelines joined by <c>&amp;&amp;</c> and <c>||</c>, up to <c>;</c>, <c>&amp;</c> or a line end.</summary>
public sealed class ShellAndOr(TextSpan span, ImmutableArray<ShellPipeline> pipelines, ImmutableArray<ShellJoin> joins, bool background) : ShellNode(span)
{
    /// <summary>The pipelines in order.</summary>
    public ImmutableArray<ShellPipeline> Pipelines { get; } = pipelines;

    /// <summary>How each pipeline is joined to the one before it; the first is <see cref="ShellJoin.First"/>.</summary>
    public ImmutableArray<ShellJoin> Joins { get; } = joins;

    /// <summary>Whether a single <c>&amp;</c> ends the list.</summary>
    public bool IsBackground { get; } = background;
}

/// <summary>Commands joined by <c>|</c> or <c>|&amp;</c>.</summary>
public sealed class ShellPipeline(TextSpan span, bool negated, ImmutableArray<ShellCommand> commands) : ShellNode(span)
{
    /// <summary>Whether <c>!</c> stands in front.</summary>
    public bool IsNegated { get; } = negated;

    /// <summary>The commands in order.</summary>
    public ImmutableArray<ShellCommand> Commands { get; } = commands;
}

/// <summary>A command with its redirections.</summary>
public abstract class ShellCommand(TextSpan span, ImmutableArray<ShellRedirection> redirections) : ShellNode(span)
{
    /// <summary>The redirections in order; of a simple command also those in front of its words.</summary>
    public ImmutableArray<ShellRedirection> Redirections { get; } = redirections;
}

/// <summary>Assignments, a command word and its arguments.</summary>
public sealed class ShellSimpleCommand(
    TextSpan span,
    ImmutableArray<ShellAssignment> assignments,
    ImmutableArray<ShellWord> words,
    ImmutableArray<ShellRedirection> redirections) : ShellCommand(span, redirections)
{
    /// <summary>Assignments in front of the command word; those of <c>export X=1</c> are words.</summary>
    public ImmutableArray<ShellAssignment> Assignments { get; } = assignments;

    /// <summary>The command word and its arguments; empty where there are only assignments or redirections.</summary>
    public ImmutableArray<ShellWord> Words { get; } = words;
}

/// <summary><c>( list )</c>.</summary>
public sealed class ShellSubshell(TextSpan span, ShellList body, ImmutableArray<ShellRedirection> redirections) : ShellCommand(span, redirections)
{
    /// <summary>The commands inside.</summary>
    public ShellList Body { get; } = body;
}

/// <summary><c>{ list; }</c>.</summary>
public sealed class ShellGroup(TextSpan span, ShellList body, ImmutableArray<ShellRedirection> redirections) : ShellCommand(span, redirections)
{
    /// <summary>The commands inside.</summary>
    public ShellList Body { get; } = body;
}

/// <summary>One condition and what runs when it holds.</summary>
/// <param name="Condition">The commands of <c>if</c> or <c>elif</c>.</param>
/// <param name="Body">The commands of <c>then</c>.</param>
public sealed record ShellIfBranch(ShellList Condition, ShellList Body);

/// <summary><c>if … then … elif … else … fi</c>.</summary>
public sealed class ShellIf(TextSpan span, ImmutableArray<ShellIfBranch> branches, ShellList? otherwise, ImmutableArray<ShellRedirection> redirections) : ShellCommand(span, redirections)
{
    /// <summary><c>if</c> and each <c>elif</c>.</summary>
    public ImmutableArray<ShellIfBranch> Branches { get; } = branches;

    /// <summary>The commands of <c>else</c>.</summary>
    public ShellList? Else { get; } = otherwise;
}

/// <summary><c>while</c> or <c>until</c>.</summary>
public sealed class ShellWhile(TextSpan span, bool until, ShellList condition, ShellList body, ImmutableArray<ShellRedirection> redirections) : ShellCommand(span, redirections)
{
    /// <summary>Whether it is <c>until</c>.</summary>
    public bool IsUntil { get; } = until;

    /// <summary>The commands between <c>while</c> and <c>do</c>.</summary>
    public ShellList Condition { get; } = condition;

    /// <summary>The commands between <c>do</c> and <c>done</c>.</summary>
    public ShellList Body { get; } = body;
}

/// <summary><c>for name in words</c> and bash's <c>select</c>.</summary>
public sealed class ShellFor(TextSpan span, string variable, bool hasWords, ImmutableArray<ShellWord> words, ShellList body, ImmutableArray<ShellRedirection> redirections) : ShellCommand(span, redirections)
{
    /// <summary>The loop variable's name.</summary>
    public string Variable { get; } = variable;

    /// <summary>Whether <c>in</c> is there; without it the loop runs over the script's arguments.</summary>
    public bool HasWords { get; } = hasWords;

    /// <summary>The words behind <c>in</c>.</summary>
    public ImmutableArray<ShellWord> Words { get; } = words;

    /// <summary>The commands of the loop.</summary>
    public ShellList Body { get; } = body;
}

/// <summary><c>for (( a; b; c ))</c>.</summary>
public sealed class ShellArithmeticFor(TextSpan span, ShellList body, ImmutableArray<ShellRedirection> redirections) : ShellCommand(span, redirections)
{
    /// <summary>The commands of the loop.</summary>
    public ShellList Body { get; } = body;

    /// <summary>The expansions in the expressions.</summary>
    public ImmutableArray<ShellWordPart> Parts { get; init; } = [];
}

/// <summary>One clause of <c>case</c>.</summary>
/// <param name="Patterns">The patterns before the closing parenthesis.</param>
/// <param name="Body">The commands.</param>
public sealed record ShellCaseClause(ImmutableArray<ShellWord> Patterns, ShellList Body);

/// <summary><c>case word in … esac</c>.</summary>
public sealed class ShellCase(TextSpan span, ShellWord subject, ImmutableArray<ShellCaseClause> clauses, ImmutableArray<ShellRedirection> redirections) : ShellCommand(span, redirections)
{
    /// <summary>The word behind <c>case</c>.</summary>
    public ShellWord Subject { get; } = subject;

    /// <summary>The clauses in order.</summary>
    public ImmutableArray<ShellCaseClause> Clauses { get; } = clauses;
}

/// <summary><c>name() body</c> or <c>function name body</c>.</summary>
public sealed class ShellFunction(TextSpan span, string name, ShellCommand body) : ShellCommand(span, [])
{
    /// <summary>The function's name.</summary>
    public string Name { get; } = name;

    /// <summary>What runs when it is called.</summary>
    public ShellCommand Body { get; } = body;
}

/// <summary><c>(( expression ))</c>.</summary>
public sealed class ShellArithmeticCommand(TextSpan span, ImmutableArray<ShellRedirection> redirections) : ShellCommand(span, redirections)
{
    /// <summary>The expansions in the expression.</summary>
    public ImmutableArray<ShellWordPart> Parts { get; init; } = [];
}

/// <summary><c>[[ expression ]]</c>.</summary>
public sealed class ShellTest(TextSpan span, ImmutableArray<ShellWord> words, ImmutableArray<ShellRedirection> redirections) : ShellCommand(span, redirections)
{
    /// <summary>Operands and operators between the brackets, as written.</summary>
    public ImmutableArray<ShellWord> Words { get; } = words;
}

/// <summary>bash's <c>coproc</c>.</summary>
public sealed class ShellCoprocess(TextSpan span, ShellCommand body) : ShellCommand(span, [])
{
    /// <summary>The command that runs beside the shell.</summary>
    public ShellCommand Body { get; } = body;
}

/// <summary><c>name=value</c>, <c>name+=value</c>, <c>name[i]=value</c> or <c>name=(words)</c>.</summary>
public sealed class ShellAssignment(TextSpan span, string name, TextSpan nameSpan, bool append, bool indexed, ShellWord? value, ImmutableArray<ShellWord> array, bool isArray) : ShellNode(span)
{
    /// <summary>The variable's name.</summary>
    public string Name { get; } = name;

    /// <summary>Where the name stands.</summary>
    public TextSpan NameSpan { get; } = nameSpan;

    /// <summary>Whether it is <c>+=</c>.</summary>
    public bool IsAppend { get; } = append;

    /// <summary>Whether one element of an array is set.</summary>
    public bool IsIndexed { get; } = indexed;

    /// <summary>The value; null where nothing follows the sign, or where it is an array.</summary>
    public ShellWord? Value { get; } = value;

    /// <summary>Whether the value is <c>( … )</c>.</summary>
    public bool IsArray { get; } = isArray;

    /// <summary>The elements of an array.</summary>
    public ImmutableArray<ShellWord> Array { get; } = array;

    /// <summary>The index of <c>name[i]=value</c>; null where there is none.</summary>
    public ShellWord? Index { get; init; }
}

/// <summary>The kinds of redirection.</summary>
public enum ShellRedirectionKind : byte
{
    /// <summary><c>&lt;</c>.</summary>
    Input,

    /// <summary><c>&gt;</c>.</summary>
    Output,

    /// <summary><c>&gt;&gt;</c>.</summary>
    Append,

    /// <summary><c>&gt;|</c>.</summary>
    Clobber,

    /// <summary><c>&lt;&gt;</c>.</summary>
    InputOutput,

    /// <summary><c>&lt;&amp;</c>.</summary>
    DuplicateInput,

    /// <summary><c>&gt;&amp;</c>.</summary>
    DuplicateOutput,

    /// <summary><c>&amp;&gt;</c>.</summary>
    OutputAndError,

    /// <summary><c>&amp;&gt;&gt;</c>.</summary>
    AppendOutputAndError,

    /// <summary><c>&lt;&lt;</c>.</summary>
    Heredoc,

    /// <summary><c>&lt;&lt;-</c>.</summary>
    HeredocStripTabs,

    /// <summary><c>&lt;&lt;&lt;</c>.</summary>
    Herestring,
}

/// <summary>A redirection.</summary>
public sealed class ShellRedirection(TextSpan span, ShellRedirectionKind kind, TextSpan operatorSpan, int descriptor, ShellWord? target, ShellHeredoc? heredoc) : ShellNode(span)
{
    /// <summary>Which one.</summary>
    public ShellRedirectionKind Kind { get; } = kind;

    /// <summary>The operator with the file descriptor in front of it, if there is one.</summary>
    public TextSpan OperatorSpan { get; } = operatorSpan;

    /// <summary>The file descriptor written in front; -1 where there is none.</summary>
    public int Descriptor { get; } = descriptor;

    /// <summary>The file, descriptor, string or delimiter behind the operator; null where it is missing.</summary>
    public ShellWord? Target { get; } = target;

    /// <summary>The here-document's text, for <c>&lt;&lt;</c>.</summary>
    public ShellHeredoc? Heredoc { get; internal set; } = heredoc;
}

/// <summary>The text of a here-document.</summary>
public sealed class ShellHeredoc(TextSpan span, string delimiter, bool quoted, bool stripTabs, bool closed, ImmutableArray<ShellWordPart> parts) : ShellNode(span)
{
    /// <summary>The delimiter without quotes.</summary>
    public string Delimiter { get; } = delimiter;

    /// <summary>Whether the delimiter was quoted, so that nothing in the text is expanded.</summary>
    public bool IsQuoted { get; } = quoted;

    /// <summary>Whether leading tabs are dropped (<c>&lt;&lt;-</c>).</summary>
    public bool StripsTabs { get; } = stripTabs;

    /// <summary>Whether the closing line is there; the shell only warns where it is not.</summary>
    public bool IsClosed { get; } = closed;

    /// <summary>The text as parts; one literal where it is quoted.</summary>
    public ImmutableArray<ShellWordPart> Parts { get; } = parts;
}

/// <summary>A word: parts that stand together without a blank.</summary>
public sealed class ShellWord(TextSpan span, ImmutableArray<ShellWordPart> parts) : ShellNode(span)
{
    /// <summary>The parts in order.</summary>
    public ImmutableArray<ShellWordPart> Parts { get; } = parts;
}

/// <summary>A part of a word.</summary>
public abstract class ShellWordPart(TextSpan span) : ShellNode(span);

/// <summary>Unquoted ordinary characters; <c>*</c>, <c>?</c>, <c>~</c>, <c>{</c> stand here too.</summary>
public sealed class ShellLiteral(TextSpan span, string text) : ShellWordPart(span)
{
    /// <summary>The characters; line continuations inside are gone.</summary>
    public string Text { get; } = text;
}

/// <summary>A backslash and the character that it quotes.</summary>
public sealed class ShellEscape(TextSpan span, string text) : ShellWordPart(span)
{
    /// <summary>What the shell makes of it; inside double quotes a backslash that quotes nothing stays.</summary>
    public string Text { get; } = text;
}

/// <summary><c>'…'</c> or <c>$'…'</c>.</summary>
public sealed class ShellSingleQuoted(TextSpan span, string text, bool ansi, bool closed) : ShellWordPart(span)
{
    /// <summary>The characters between the quotes; of <c>$'…'</c> with its escapes resolved.</summary>
    public string Text { get; } = text;

    /// <summary>Whether it is <c>$'…'</c>.</summary>
    public bool IsAnsi { get; } = ansi;

    /// <summary>Whether the closing quote is there.</summary>
    public bool IsClosed { get; } = closed;
}

/// <summary><c>"…"</c> or <c>$"…"</c>.</summary>
public sealed class ShellDoubleQuoted(TextSpan span, ImmutableArray<ShellWordPart> parts, bool closed) : ShellWordPart(span)
{
    /// <summary>The parts between the quotes.</summary>
    public ImmutableArray<ShellWordPart> Parts { get; } = parts;

    /// <summary>Whether the closing quote is there.</summary>
    public bool IsClosed { get; } = closed;
}

/// <summary><c>$name</c>, <c>$1</c>, <c>$?</c> or <c>${…}</c>.</summary>
public sealed class ShellParameter(TextSpan span, string name, bool braced, string operation, ShellWord? word, bool indexed) : ShellWordPart(span)
{
    /// <summary>The index behind the name; null where there is none.</summary>
    public ShellWord? Index { get; init; }

    /// <summary>Name, number or special character; empty where <c>${…}</c> holds none.</summary>
    public string Name { get; } = name;

    /// <summary>Whether it is written with braces.</summary>
    public bool IsBraced { get; } = braced;

    /// <summary>The operator behind the name: <c>:-</c>, <c>-</c>, <c>:+</c>, <c>+</c>, <c>:=</c>, <c>=</c>, <c>:?</c>, <c>?</c>, <c>#</c>, <c>##</c>, <c>%</c>, <c>%%</c>, <c>/</c>, <c>//</c>, <c>:</c>, <c>^</c>, <c>^^</c>, <c>,</c>, <c>,,</c>, <c>@</c>; <c>length</c> for <c>${#x}</c>, <c>indirect</c> for <c>${!x}</c>, <c>names</c> for <c>${!x@}</c> and <c>keys</c> for <c>${!x[@]}</c>; empty for none.</summary>
    public string Operation { get; } = operation;

    /// <summary>The word behind the operator.</summary>
    public ShellWord? Word { get; } = word;

    /// <summary>Whether an index stands behind the name: <c>${x[0]}</c>, <c>${x[@]}</c>.</summary>
    public bool IsIndexed { get; } = indexed;
}

/// <summary><c>$( … )</c>, <c>` … `</c>, and the process substitutions <c>&lt;( … )</c> and <c>&gt;( … )</c>.</summary>
public sealed class ShellCommandSubstitution(TextSpan span, ShellList body, ShellSubstitutionKind kind) : ShellWordPart(span)
{
    /// <summary>The commands inside. Their spans are offsets of the whole text also for backquotes.</summary>
    public ShellList Body { get; } = body;

    /// <summary>How it is written.</summary>
    public ShellSubstitutionKind Kind { get; } = kind;
}

/// <summary>The spellings of a substitution.</summary>
public enum ShellSubstitutionKind : byte
{
    /// <summary><c>$( … )</c>.</summary>
    Dollar,

    /// <summary><c>` … `</c>.</summary>
    Backquote,

    /// <summary><c>&lt;( … )</c>.</summary>
    ProcessInput,

    /// <summary><c>&gt;( … )</c>.</summary>
    ProcessOutput,
}

/// <summary><c>$(( … ))</c> or <c>$[ … ]</c>.</summary>
public sealed class ShellArithmeticExpansion(TextSpan span) : ShellWordPart(span)
{
    /// <summary>The expansions in the expression.</summary>
    public ImmutableArray<ShellWordPart> Parts { get; init; } = [];
}

/// <summary><c>( … )</c> behind <c>name=</c> in an argument of <c>declare</c> and its like.</summary>
public sealed class ShellArrayLiteral(TextSpan span, ImmutableArray<ShellWord> elements) : ShellWordPart(span)
{
    /// <summary>The elements.</summary>
    public ImmutableArray<ShellWord> Elements { get; } = elements;
}
