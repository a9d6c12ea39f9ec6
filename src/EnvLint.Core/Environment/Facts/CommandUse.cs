using System.Collections.Immutable;
using EnvLint.Environment.Commands;
using EnvLint.Syntax.Shell;
using EnvLint.Text;

namespace EnvLint.Environment.Facts;

/// <summary>A file that a command's input or output is tied to.</summary>
/// <param name="Kind">The kind of redirection.</param>
/// <param name="Span">The redirection, in the file.</param>
/// <param name="OperatorSpan">Its operator, in the file.</param>
/// <param name="Target">The file, descriptor or delimiter; null where it is missing.</param>
/// <param name="HeredocText">The here-document's text where it is known, or the here-string; null otherwise.</param>
public sealed record RedirectionUse(ShellRedirectionKind Kind, TextSpan Span, TextSpan OperatorSpan, Word? Target, string? HeredocText);

/// <summary>Whether a command's failure stops what is around it.</summary>
public enum FailureEffect
{
    /// <summary>Not known: a script whose <c>set -e</c> is not seen.</summary>
    Unknown,

    /// <summary>It stops the step: the last of an <c>&amp;&amp;</c> chain, or under <c>set -e</c>.</summary>
    Stops,

    /// <summary>Something else runs then, or nobody looks: <c>|| true</c>, a condition, <c>!</c>, not the last of a pipe, before a <c>;</c>.</summary>
    Ignored,
}

/// <summary>A command that runs: its program and arguments, without <c>sudo</c> and the like in front.</summary>
public sealed class CommandUse : Fact
{
    private CommandInvocation? _invocation;
    private bool _parsed;

    /// <summary>The last path component of the program: <c>apt-get</c>; empty where it is not known.</summary>
    public required string Program { get; init; }

    /// <summary>The program's word.</summary>
    public required Word ProgramWord { get; init; }

    /// <summary>The words behind the program.</summary>
    public required ImmutableArray<Word> Arguments { get; init; }

    /// <summary>Programs in front that only change how the command runs, outermost first: <c>sudo</c>, <c>env</c>, <c>time</c>, <c>nohup</c>.</summary>
    public required ImmutableArray<Word> Prefixes { get; init; }

    /// <summary>Variables set for this command alone: <c>X=1 program</c>, <c>env X=1 program</c>.</summary>
    public required ImmutableArray<VariableSet> Assignments { get; init; }

    /// <summary>Its redirections.</summary>
    public required ImmutableArray<RedirectionUse> Redirections { get; init; }

    /// <summary>The shell text that holds it; null for the exec form of an instruction.</summary>
    public required ShellSource? Shell { get; init; }

    /// <summary>The command's tree, with offsets of <see cref="ShellSource.Tree"/>; null for the exec form of an instruction.</summary>
    public required ShellSimpleCommand? Syntax { get; init; }

    /// <summary>Number of the RUN instruction, from 0, in an image; 0 in a script.</summary>
    public required int Layer { get; init; }

    /// <summary>Whether it may not run at all: inside <c>if</c>, <c>case</c>, a loop, a function, or behind <c>||</c>.</summary>
    public required bool IsConditional { get; init; }

    /// <summary>What its failure does.</summary>
    public required FailureEffect Failure { get; init; }

    /// <summary>The command whose output it reads through a pipe; null where there is none.</summary>
    public CommandUse? PipedFrom { get; init; }

    /// <summary>The command whose argument or input holds it as text: <c>bash -c '…'</c>, <c>bash &lt;&lt;EOF</c>; null where there is none.</summary>
    public CommandUse? Outer { get; init; }

    // The folder that it runs in, in the form of WorkingFolder.
    internal string? Folder { get; init; } = "";

    /// <summary>Whether <c>sudo</c> or <c>doas</c> stands in front.</summary>
    public bool IsSudo
    {
        get
        {
            foreach (var prefix in Prefixes)
            {
                if (prefix.Value is { } value && (value.EndsWith("sudo", StringComparison.Ordinal) || value.EndsWith("doas", StringComparison.Ordinal)))
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Options, sub-command and operands by the program's grammar; null where no grammar is known.</summary>
    public CommandInvocation? Invocation
    {
        get
        {
            if (!_parsed)
            {
                // A race computes the same value twice.
                _invocation = CommandGrammar.Parse(this);
                _parsed = true;
            }

            return _invocation;
        }
    }

    /// <summary>Whether something else than a person may answer its questions: a pipe, a file, a here-document, of it or of what holds it.</summary>
    public bool HasInput
    {
        get
        {
            for (var use = this; use is not null; use = use.Outer)
            {
                if (use.PipedFrom is not null)
                {
                    return true;
                }

                foreach (var redirection in use.Redirections)
                {
                    // The here-document of an outer command is the text that holds this one.
                    if (redirection.Kind is ShellRedirectionKind.Input or ShellRedirectionKind.Herestring
                        || (ReferenceEquals(use, this) && redirection.Kind is ShellRedirectionKind.Heredoc or ShellRedirectionKind.HeredocStripTabs))
                    {
                        return true;
                    }
                }
            }

            return false;
        }
    }

    /// <summary>Whether the program is pip under one of its names: <c>pip</c>, <c>pip3</c>, <c>pip3.11</c>.</summary>
    public bool IsPip =>
        Program is "pip" or "pip3" or "pip2" || Program.StartsWith("pip3.", StringComparison.Ordinal) || Program.StartsWith("pip2.", StringComparison.Ordinal);

    /// <summary>Whether the program is one of these.</summary>
    /// <param name="names">Names without a folder.</param>
    public bool IsProgram(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (string.Equals(Program, name, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
