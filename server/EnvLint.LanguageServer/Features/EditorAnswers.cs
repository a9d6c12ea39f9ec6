using System.Collections.Immutable;
using EnvLint.Diagnostics;
using EnvLint.LanguageServer.Documents;
using EnvLint.Text;

namespace EnvLint.LanguageServer.Features;

// What the features answer. Places are UTF-16 offsets of the document's text; the protocol makes lines and columns of them.

/// <summary>What to show for the word under the pointer.</summary>
/// <param name="Span">The word.</param>
/// <param name="Markdown">What to show, in Markdown.</param>
public sealed record Hover(TextSpan Span, string Markdown);

/// <summary>What a completion is; the numbers are the protocol's.</summary>
public enum CompletionKind
{
    /// <summary>Plain text.</summary>
    Text = 1,

    /// <summary>A package.</summary>
    Module = 9,

    /// <summary>A key of a configuration.</summary>
    Property = 10,

    /// <summary>A value.</summary>
    Value = 12,

    /// <summary>A value of a closed list.</summary>
    EnumMember = 20,

    /// <summary>A word of the language: a section.</summary>
    Keyword = 14,

    /// <summary>A version, a tag: what names one of many of a kind.</summary>
    Constant = 21,

    /// <summary>A file.</summary>
    File = 17,

    /// <summary>A rule.</summary>
    Reference = 18,
}

/// <summary>One word that would fit.</summary>
/// <param name="Label">The word.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Edit">What is written: replaces what stands from the word's start up to the cursor and behind it.</param>
public sealed record Completion(string Label, CompletionKind Kind, TextEdit Edit)
{
    /// <summary>A few words beside the label; empty for none.</summary>
    public string Detail { get; init; } = "";

    /// <summary>Documentation in Markdown; empty for none.</summary>
    public string Documentation { get; init; } = "";

    /// <summary>What the typed word is compared with; empty for the label.</summary>
    public string FilterText { get; init; } = "";

    /// <summary>What the list is ordered by; empty for the label.</summary>
    public string SortText { get; init; } = "";

    /// <summary>Whether it still works but should not be chosen.</summary>
    public bool IsDeprecated { get; init; }

    /// <summary>Whether it is the one to choose first.</summary>
    public bool IsPreselected { get; init; }
}

/// <summary>A short remark that the editor shows in the text.</summary>
/// <param name="Position">Where it stands.</param>
/// <param name="Label">The remark.</param>
/// <param name="Tooltip">More of it, in Markdown.</param>
public sealed record InlayHint(int Position, string Label, string Tooltip);

/// <summary>A line above a place.</summary>
/// <param name="Span">The place.</param>
/// <param name="Title">The line.</param>
/// <param name="Command">What a click does; null for nothing.</param>
public sealed record CodeLens(TextSpan Span, string Title, EditorCommand? Command);

/// <summary>Something that the editor's own part does: shown to clients that say they know it.</summary>
/// <param name="Name">Its name: one of <see cref="EditorCommands"/>.</param>
/// <param name="Title">What it does, as a person reads it.</param>
/// <param name="Arguments">What it is told, all of them texts or numbers.</param>
public sealed record EditorCommand(string Name, string Title, ImmutableArray<object> Arguments);

/// <summary>The commands that an editor's part of EnvLint may have.</summary>
public static class EditorCommands
{
    /// <summary>Shows the stack around a place: arguments are the document's URI and an offset.</summary>
    public const string ShowStack = "envlint.showStack";

    /// <summary>Shows the page of a rule: the argument is its code.</summary>
    public const string ExplainRule = "envlint.explainRule";
}

/// <summary>A word that leads somewhere.</summary>
/// <param name="Span">The word.</param>
/// <param name="Target">The file, or an address on the web.</param>
/// <param name="Tooltip">Where it leads, in a few words.</param>
public sealed record DocumentLink(TextSpan Span, DocumentAddress Target, string Tooltip);

/// <summary>What an entry of the outline is; the numbers are the protocol's.</summary>
public enum OutlineKind
{
    /// <summary>A file within the file.</summary>
    File = 1,

    /// <summary>A stage, an environment: what holds others.</summary>
    Module = 2,

    /// <summary>A section.</summary>
    Namespace = 3,

    /// <summary>A package.</summary>
    Package = 4,

    /// <summary>A service.</summary>
    Class = 5,

    /// <summary>A key.</summary>
    Property = 7,

    /// <summary>A command.</summary>
    Function = 12,

    /// <summary>A variable.</summary>
    Variable = 13,

    /// <summary>A heading.</summary>
    String = 15,
}

/// <summary>An entry of the outline.</summary>
/// <param name="Name">Its name; never empty.</param>
/// <param name="Detail">A few words beside it; empty for none.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Span">All of it, its children included.</param>
/// <param name="NameSpan">Its name; lies within <paramref name="Span"/>.</param>
/// <param name="Children">What it holds.</param>
public sealed record OutlineEntry(string Name, string Detail, OutlineKind Kind, TextSpan Span, TextSpan NameSpan, ImmutableArray<OutlineEntry> Children);

/// <summary>What a code action is.</summary>
public enum CodeActionKind
{
    /// <summary>Mends a finding: <c>quickfix</c>.</summary>
    QuickFix,

    /// <summary>Mends all that is safe to mend: <c>source.fixAll.envlint</c>.</summary>
    FixAll,
}

/// <summary>New text for a file.</summary>
/// <param name="Address">The file.</param>
/// <param name="Text">The text that the edits are of; null where the file does not exist and is made.</param>
/// <param name="Edits">The edits, in order, without overlaps.</param>
public sealed record FileEdit(DocumentAddress Address, SourceText? Text, ImmutableArray<TextEdit> Edits)
{
    /// <summary>The client's number of the text; null for a file that is not open.</summary>
    public int? Version { get; init; }
}

/// <summary>Something that can be done about findings.</summary>
/// <param name="Title">What it does, in the imperative.</param>
/// <param name="Kind">What it is.</param>
public sealed record CodeAction(string Title, CodeActionKind Kind)
{
    /// <summary>The findings that it is about.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; init; } = [];

    /// <summary>What it writes; empty where it only runs a command.</summary>
    public ImmutableArray<FileEdit> Edits { get; init; } = [];

    /// <summary>What it runs; null for nothing.</summary>
    public EditorCommand? Command { get; init; }

    /// <summary>Whether it is the one to choose.</summary>
    public bool IsPreferred { get; init; }
}
