using System.Collections.Immutable;
using System.Globalization;
using EnvLint.Text;

namespace EnvLint.Manifests.Guides;

/// <summary>Takes the commands out of a block without prompts. A fence of a shell often shows what a command prints, too; one of no language may show anything.</summary>
internal sealed class PlainReader
{
    private readonly EmbeddedText _content;
    private readonly EmbeddedTextBuilder _builder;
    private readonly CommandState _state = new();
    private readonly ImmutableArray<GuideCommands>.Builder _result = ImmutableArray.CreateBuilder<GuideCommands>();
    private GuideShell _shell;
    private bool _hasCommand;
    private bool _isBadExample;
    private bool _isBehindOutput;

    private PlainReader(EmbeddedText content)
    {
        _content = content;
        _builder = new EmbeddedTextBuilder(content);
    }

    /// <summary>Reads the commands.</summary>
    /// <param name="content">The block.</param>
    /// <param name="isShell">Whether its fence names a shell; otherwise lines must look like commands.</param>
    public static ImmutableArray<GuideCommands> Read(EmbeddedText content, bool isShell)
    {
        var reader = new PlainReader(content);
        var text = content.Text;
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end;
            reader.Line(start, end, isShell);
            start = end + 1;
        }

        reader.EndRun();
        return reader._result.DrainToImmutable();
    }

    private void Line(int start, int end, bool isShell)
    {
        var line = _content.Text.AsSpan(start, end - start);
        var text = line.Trim();
        if (!_state.IsIncomplete)
        {
            if (text.IsEmpty || text[0] == '#')
            {
                _isBadExample = IsBadExample(text);
            }
            else if (_isBadExample)
            {
                return;
            }
        }

        if (!_state.IsIncomplete && !_state.WasToGoOnWith(line) && !text.IsEmpty && text[0] != '#')
        {
            if (_isBehindOutput ? line[0] is ' ' or '\t' || !GuideCommandLine.IsCommand(text) : isShell ? IsOutput(text) || (text[0] == '-' && !_hasCommand && _result.Count == 0) : !GuideCommandLine.IsLikely(text))
            {
                // Behind what may be output of any kind only what can be nothing but a command counts.
                _isBehindOutput |= !isShell;
                return;
            }

            var shell = GuideCommandLine.IsForWindows(text) ? GuideShell.PowerShell : GuideShell.Posix;
            if (shell != _shell)
            {
                EndRun();
                _shell = shell;
            }

            _hasCommand = true;
        }

        _builder.Add(start, end);
        _builder.AddLineEnd(end);
        if (_shell == GuideShell.Posix)
        {
            _state.Read(line);
        }
    }

    // "# ❌ ...", "# Wrong: ...": what stands below is there to be seen, not to be run.
    private static bool IsBadExample(ReadOnlySpan<char> comment)
    {
        var text = comment.TrimStart("# \t");
        if (text.Contains('❌'))
        {
            return true;
        }

        var end = text.IndexOfAnyExceptInRange('A', 'z');
        var word = end < 0 ? text : text[..end];
        return word.Equals("wrong", StringComparison.OrdinalIgnoreCase) || word.Equals("bad", StringComparison.OrdinalIgnoreCase)
            || word.Equals("incorrect", StringComparison.OrdinalIgnoreCase) || word is "NG";
    }

    // Lines of a table, prose in another alphabet, "Reading package lists... Done", "NVRM version: …": no command begins like this.
    private static bool IsOutput(ReadOnlySpan<char> line)
    {
        if (line[0] > '\u007F')
        {
            // A dash, quote or blank of a word processor may still be meant for a command; lines of a tree and marks of a list are not.
            return char.GetUnicodeCategory(line[0]) is not (UnicodeCategory.DashPunctuation or UnicodeCategory.InitialQuotePunctuation or UnicodeCategory.FinalQuotePunctuation
                or UnicodeCategory.OpenPunctuation or UnicodeCategory.SpaceSeparator or UnicodeCategory.MathSymbol or UnicodeCategory.Format);
        }

        if (line.Length > 2 && (line.IndexOfAnyExcept('=') < 0 || line.IndexOfAnyExcept('-') < 0 || line.StartsWith("+-", StringComparison.Ordinal) || line.StartsWith("+=", StringComparison.Ordinal)
            || line.StartsWith("|-", StringComparison.Ordinal) || line.StartsWith("|=", StringComparison.Ordinal) || (line[0] == '|' && line[^1] == '|')))
        {
            return true;
        }

        // "- an item", "[INFO] a message", "[text](address)": to a shell, "[" is a word of its own.
        if (line.Length > 1 && ((line[0] == '-' && line[1] == ' ') || (line[0] == '[' && line[1] is not (' ' or '[' or '\t'))))
        {
            return true;
        }

        if (!char.IsAsciiLetterUpper(line[0]))
        {
            return false;
        }

        var end = line.IndexOf(' ');
        var first = end < 0 ? line : line[..end];
        if (first.ContainsAny('=', '/', '$'))
        {
            return false;
        }

        // "Thu Jan 9", "Get:1 https://…", "GCC version: …"; but "Rscript x.R", "Xvfb :1".
        var rest = line[first.Length..].TrimStart();
        var second = rest.IndexOf(' ');
        return first.Contains(':') || (second < 0 ? rest : rest[..second]).EndsWith(':') || (rest.Length > 0 && first.ContainsAnyInRange('a', 'z') && first is not ("Rscript" or "Xvfb" or "Xorg"));
    }

    private void EndRun()
    {
        if (_hasCommand)
        {
            var text = _builder.Build();
            _result.Add(new GuideCommands(_shell, text with { Text = GuidePlaceholders.ToVariables(text.Text, _shell) }));
            _hasCommand = false;
        }
    }
}
