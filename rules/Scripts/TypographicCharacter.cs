using EnvLint.Diagnostics;
using EnvLint.Environment;
using EnvLint.Environment.Facts;
using EnvLint.Text;

namespace EnvLint.Rules.Scripts;

/// <summary>Reports characters that a word processor put in the place of those that a shell knows.</summary>
[Rule("SHL004", "typographic-character",
    Title = "A command holds a typographic dash, quote or blank",
    Category = RuleCategory.Correctness,
    Severity = Severity.Error,
    Fix = FixAvailability.Always,
    Since = "0.1.0")]
public sealed partial class TypographicCharacter : Rule<CommandUse>
{
    private const int LongestLine = 2000;
    private const int MostQuotes = 40;
    private const string Dashes = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uFF0D";
    private const string DoubleQuotes = "\u201C\u201D\u201E\u201F\u2033\uFF02";
    private const string Quotes = DoubleQuotes + SingleQuotes;
    private const string SingleQuotes = "\u2018\u2019\u201A\u201B\u2032\uFF07";
    private const string Blanks = "\u00A0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u202F\u205F\u3000";

    /// <inheritdoc/>
    protected override void Check(CommandUse subject, RuleContext context)
    {
        // What is printed may hold any character, and unknown programs may print what they are given.
        if (subject.IsProgram("echo", "printf", "read", "figlet", "say", "git", "logger", "notify-send", "whiptail", "dialog"))
        {
            return;
        }

        // PowerShell takes such quotation marks and blanks as its own, and such dashes for the commands that it has itself.
        if (subject.Scope.Kind == ScopeKind.WindowsHost
            && !subject.IsProgram("docker", "pip", "pip3", "uv", "conda", "mamba", "wsl", "winget", "git", "python", "nvidia-smi", "jupyter"))
        {
            return;
        }

        // NAME=“value” is no prose, whatever the program is.
        var line = -1;
        foreach (var assignment in subject.Assignments)
        {
            if (assignment.Value is { Raw: [var first, ..] } value && Quotes.Contains(first, StringComparison.Ordinal))
            {
                Look(value, subject, isValue: true, ref line, context);
            }
        }

        // In a guide the program may be the first word of what another one prints; and a program that stands in another's command is looked at there.
        if (subject.Shell is { Origin: ShellOrigin.Guide } && subject.Invocation is null && subject.Program != "export")
        {
            return;
        }

        if (subject.Outer is null)
        {
            Look(subject.ProgramWord, subject, isValue: false, ref line, context);
        }

        foreach (var word in subject.Arguments)
        {
            Look(word, subject, isValue: subject.Program == "export", ref line, context);
        }
    }

    // The line whose marks have been reported: all of them are one cause, and one fix.
    private static void Look(Word word, CommandUse command, bool isValue, ref int line, RuleContext context)
    {
        // In quotes it is text; where the word is spread over lines its places are not exact.
        if (word.IsQuoted || word.Raw.Length != word.Span.Length)
        {
            return;
        }

        var raw = word.Raw;
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] < '\u0080')
            {
                continue;
            }

            if (Blanks.Contains(raw[i], StringComparison.Ordinal))
            {
                Report(word, i, 1, " ", "a blank that is none to the shell: it joins what it was meant to separate", context);
                return;
            }

            if (i == 0 && Dashes.Contains(raw[0], StringComparison.Ordinal) && raw.Length > 1 && (char.IsAsciiLetterLower(raw[1]) || IsDash(raw[1])))
            {
                var length = 1;
                while (length < raw.Length && IsDash(raw[length]))
                {
                    length++;
                }

                var dashes = length > 1 || raw.Length - length > 1 ? "--" : "-";
                Report(word, 0, length, dashes, $"'{raw}' begins with a typographic dash: to '{Name(command)}' it is no option", context);
                return;
            }

            // Only what is known to be no prose: values, and arguments of known programs.
            if (!Quotes.Contains(raw[i], StringComparison.Ordinal) || !(isValue || command.Invocation is not null))
            {
                continue;
            }

            var own = context.Source.Lines.LineOf(word.Span.Start);
            if (own != line)
            {
                line = own;
                Report(word, i, 1, DoubleQuotes.Contains(raw[i], StringComparison.Ordinal) ? "\"" : "'", "a curly quotation mark: the shell takes it as part of the word", context);
            }

            return;
        }
    }

    // A word processor makes one dash of two, or changes the first of two only.
    private static bool IsDash(char character) => character == '-' || Dashes.Contains(character, StringComparison.Ordinal);

    private static string Name(CommandUse command) => command.Program.Length == 0 ? "the program" : command.Program;

    private static void Report(Word word, int offset, int length, string replacement, string message, RuleContext context)
    {
        var span = new TextSpan(word.Span.Start + offset, length);
        var title = replacement == " " ? "Write a blank" : $"Write {replacement}";
        // A quotation mark alone would open a string: all of the line's marks are replaced, or none.
        var edits = replacement is "\"" or "'" ? QuotesOfLine(context, span) : [TextEdit.Replace(span, replacement)];
        context.Report(span, message, label: replacement == " " ? "write a blank" : $"write {replacement}", fix: edits is null ? null : Fix.Safe(title, edits));
    }

    // Null for a line that no person wrote: each of its findings would replace all the others' marks.
    private static TextEdit[]? QuotesOfLine(RuleContext context, TextSpan span)
    {
        var line = context.Source.LineSpan(context.Source.Lines.LineOf(span.Start));
        if (line.Length > LongestLine)
        {
            return null;
        }

        var edits = new List<TextEdit>();
        for (var i = line.Start; i < line.End && edits.Count <= MostQuotes; i++)
        {
            var character = context.Source[i];
            if (DoubleQuotes.Contains(character, StringComparison.Ordinal))
            {
                edits.Add(TextEdit.Replace(new TextSpan(i, 1), "\""));
            }
            else if (SingleQuotes.Contains(character, StringComparison.Ordinal))
            {
                edits.Add(TextEdit.Replace(new TextSpan(i, 1), "'"));
            }
        }

        return edits.Count <= MostQuotes ? [.. edits] : null;
    }
}
