using EnvLint.Diagnostics;
using EnvLint.Manifests;
using EnvLint.Syntax.Dockerfile;
using EnvLint.Text;

namespace EnvLint.Rules.Image;

/// <summary>Reports instructions that look like a JSON array but are none, so that a shell gets the brackets and commas as words.</summary>
[Rule("IMG005", "json-form-broken",
    Title = "The exec form is no valid JSON array and is read as a shell command",
    Category = RuleCategory.Correctness,
    Severity = Severity.Warning,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class JsonFormBroken : Rule<DockerfileManifest>
{
    private enum Flaw
    {
        None,
        SingleQuotes,
        MissingComma,
        TrailingComma,
        TrailingText,
        Backslash,
        MissingBracket,
    }

    /// <inheritdoc/>
    protected override void Check(DockerfileManifest subject, RuleContext context)
    {
        foreach (var instruction in subject.Tree.Instructions)
        {
            var command = instruction.Kind == DockerfileInstructionKind.Healthcheck ? instruction.Trigger : instruction;
            if (command is { Form: not DockerfileForm.Exec } && CanBeArray(command.Kind) && command.Heredocs.IsEmpty)
            {
                Check(command, context);
            }
        }
    }

    private static bool CanBeArray(DockerfileInstructionKind kind) => kind is
        DockerfileInstructionKind.Cmd or DockerfileInstructionKind.Entrypoint or DockerfileInstructionKind.Run or DockerfileInstructionKind.Copy
        or DockerfileInstructionKind.Add or DockerfileInstructionKind.Volume;

    private static void Check(DockerfileInstruction instruction, RuleContext context)
    {
        var text = instruction.ArgumentText.TrimEnd();
        if (!text.StartsWith('['))
        {
            return;
        }

        var reader = new Reader(text);
        var flaw = reader.Read();
        if (flaw == Flaw.None)
        {
            return;
        }

        var map = instruction.ArgumentMap;
        var effect = instruction.Kind switch
        {
            DockerfileInstructionKind.Copy or DockerfileInstructionKind.Add => "brackets and commas become part of the paths",
            DockerfileInstructionKind.Volume => "brackets and commas become part of the path",
            _ => "a shell gets the brackets and commas as words of a command",
        };
        var (message, label) = flaw switch
        {
            Flaw.SingleQuotes => ("JSON has no single quotes", "write double quotes"),
            Flaw.MissingComma => ("a comma is missing between two strings", "add a comma"),
            Flaw.TrailingComma => ("a comma stands behind the last string", "take the comma away"),
            Flaw.TrailingText => ("text stands behind the array", "nothing may stand behind ']'"),
            Flaw.Backslash => ("JSON has no such escape", "write two backslashes"),
            _ => ("the closing bracket is missing", "add ']'"),
        };
        context.Report(
            map.ToOuter(reader.Place),
            $"this is no JSON array, for {message}: {effect}",
            label: label,
            fix: FixOf(flaw, reader, map));
    }

    private static Fix? FixOf(Flaw flaw, Reader reader, SpanMap map)
    {
        switch (flaw)
        {
            case Flaw.SingleQuotes when reader.Quotes.Count > 0:
                var edits = new TextEdit[reader.Quotes.Count];
                for (var i = 0; i < edits.Length; i++)
                {
                    edits[i] = TextEdit.Replace(map.ToOuter(new TextSpan(reader.Quotes[i], 1)), "\"");
                }

                return Fix.Safe("Write double quotes", edits);
            case Flaw.TrailingComma:
                return Fix.Safe("Take the comma away", TextEdit.Delete(map.ToOuter(reader.Place)));
            case Flaw.MissingComma:
                return Fix.Suggested("Add the comma", TextEdit.Insert(map.ToOuter(reader.Place.Start), ", "));
            default:
                return null;
        }
    }

    /// <summary>Reads what is meant as an array of strings, and finds what is wrong with it.</summary>
    private sealed class Reader(string text)
    {
        private int _position = 1;

        /// <summary>Where the flaw is.</summary>
        public TextSpan Place { get; private set; } = new(0, text.Length);

        /// <summary>The single quotes around strings, where double ones in their place make the array valid.</summary>
        public List<int> Quotes { get; } = [];

        public Flaw Read()
        {
            SkipBlanks();
            if (_position >= text.Length || text[_position] is not ('"' or '\''))
            {
                return Flaw.None;
            }

            var isSpaced = _position > 1;
            var count = 0;
            var hasSingle = false;
            var isPlain = true;
            Flaw other = Flaw.None;
            while (true)
            {
                var quote = text[_position];
                var start = _position;
                hasSingle |= quote == '\'';
                if (!ReadString(quote, out var hasBackslash, out var hasDouble))
                {
                    return Flaw.None;
                }

                count++;
                if (quote == '\'')
                {
                    Quotes.Add(start);
                    Quotes.Add(_position - 1);
                    isPlain &= !hasBackslash && !hasDouble;
                }
                else if (hasBackslash && BadEscape(start) is { } escape)
                {
                    Place = escape;
                    other = Flaw.Backslash;
                }

                SkipBlanks();
                if (_position == text.Length)
                {
                    // Without a comma it may be the beginning of anything.
                    Place = new TextSpan(text.Length - 1, 1);
                    return count > 1 ? Flaw.MissingBracket : Flaw.None;
                }

                if (text[_position] == ']')
                {
                    break;
                }

                if (text[_position] is '"' or '\'')
                {
                    // [ "$x" "$y" ] is nothing that anybody means as an array.
                    if (isSpaced)
                    {
                        return Flaw.None;
                    }

                    Place = new TextSpan(_position, 0);
                    other = Flaw.MissingComma;
                    var before = _position;
                    while (before > 0 && text[before - 1] is ' ' or '\t')
                    {
                        before--;
                    }

                    Place = TextSpan.FromBounds(before, _position);
                    continue;
                }

                if (text[_position] != ',')
                {
                    return Flaw.None;
                }

                var comma = _position++;
                SkipBlanks();
                if (_position < text.Length && text[_position] == ']')
                {
                    Place = new TextSpan(comma, 1);
                    other = Flaw.TrailingComma;
                    break;
                }

                if (_position >= text.Length || text[_position] is not ('"' or '\''))
                {
                    return Flaw.None;
                }
            }

            _position++;
            var close = _position;
            SkipBlanks();
            if (_position < text.Length)
            {
                // [ "$x" ] && y asks whether x is empty.
                if (count == 1 && isSpaced)
                {
                    return Flaw.None;
                }

                Place = TextSpan.FromBounds(_position, text.Length);
                return Flaw.TrailingText;
            }

            if (hasSingle && other == Flaw.None)
            {
                Place = new TextSpan(0, close);
                if (!isPlain)
                {
                    Quotes.Clear();
                }

                return Flaw.SingleQuotes;
            }

            return other;
        }

        private void SkipBlanks()
        {
            while (_position < text.Length && text[_position] is ' ' or '\t' or '\n' or '\r')
            {
                _position++;
            }
        }

        private bool ReadString(char quote, out bool hasBackslash, out bool hasDouble)
        {
            hasBackslash = false;
            hasDouble = false;
            for (_position++; _position < text.Length; _position++)
            {
                var character = text[_position];
                if (character == quote)
                {
                    _position++;
                    return true;
                }

                hasDouble |= character == '"';
                if (character == '\\')
                {
                    hasBackslash = true;
                    _position += quote == '"' ? 1 : 0;
                }
            }

            return false;
        }

        private TextSpan? BadEscape(int start)
        {
            for (var i = start; i < _position - 1; i++)
            {
                if (text[i] == '\\')
                {
                    if (text[i + 1] is not ('"' or '\\' or '/' or 'b' or 'f' or 'n' or 'r' or 't' or 'u'))
                    {
                        return new TextSpan(i, 2);
                    }

                    i++;
                }
            }

            return null;
        }
    }
}
