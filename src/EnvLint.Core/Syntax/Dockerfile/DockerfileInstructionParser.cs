using System.Collections.Immutable;
using System.Text;
using EnvLint.Text;

namespace EnvLint.Syntax.Dockerfile;

/// <summary>An instruction while its here-documents are still unread.</summary>
internal sealed class DockerfileDraft
{
    public DockerfileInstructionKind Kind { get; init; }

    // Offsets in the joined line.
    public int KeywordStart { get; init; }

    public int KeywordEnd { get; init; }

    public int End { get; set; }

    public int ArgumentStart { get; set; }

    public int ArgumentEnd { get; set; }

    public bool HasArguments => ArgumentEnd > ArgumentStart;

    public DockerfileForm Form { get; set; }

    public ImmutableArray<DockerfileFlag> Flags { get; set; } = [];

    public ImmutableArray<DockerfileWord> Words { get; set; } = [];

    public ImmutableArray<DockerfilePair> Pairs { get; set; } = [];

    public DockerfileDraft? Trigger { get; set; }

    // What ONBUILD itself runs nothing of: the instruction that can hold here-documents.
    public DockerfileDraft Innermost => Kind == DockerfileInstructionKind.Onbuild && Trigger is not null ? Trigger : this;

    public bool CanHoldHeredocs =>
        Kind is DockerfileInstructionKind.Run or DockerfileInstructionKind.Copy or DockerfileInstructionKind.Add
        && Form != DockerfileForm.Exec;

    /// <param name="line">The joined line.</param>
    /// <param name="heredocs">The here-documents of the innermost instruction.</param>
    /// <param name="heredocEnd">Where the last one ends in the file; 0 without any.</param>
    public DockerfileInstruction ToInstruction(JoinedLine line, ImmutableArray<DockerfileHeredoc> heredocs, int heredocEnd)
    {
        var start = line.ToOuter(KeywordStart);
        var end = Math.Max(line.EndToOuter(End), heredocEnd);
        var own = ReferenceEquals(Innermost, this);
        return new DockerfileInstruction(
            Kind,
            TextSpan.FromBounds(start, end),
            line.ToSpan(KeywordStart, KeywordEnd),
            Flags,
            line.Text[ArgumentStart..ArgumentEnd],
            line.ToMap(ArgumentStart, ArgumentEnd),
            line.ToSpan(ArgumentStart, ArgumentEnd),
            Form,
            Words,
            Pairs,
            own ? heredocs : [],
            Trigger?.ToInstruction(line, own ? [] : heredocs, own ? 0 : heredocEnd));
    }
}

/// <summary>Parses one instruction out of its joined line.</summary>
/// <remarks>
/// The builder works in two steps: a grammar step that also looks into the instruction behind <c>ONBUILD</c>, and a check of
/// each instruction that does not (a trigger is checked by the build that runs it). Both are kept apart here for the same reason.
/// </remarks>
internal sealed class DockerfileInstructionParser(JoinedLine line, char escape, bool hasFrontend, List<(DockerfileTokenKind Kind, int End)> classes)
{
    private readonly string _text = line.Text;

    /// <summary>The first thing that the builder refuses.</summary>
    public SyntaxError? Error { get; private set; }

    /// <summary>Parses the whole line.</summary>
    /// <returns>The instruction, or null where the line has no character but blanks.</returns>
    public DockerfileDraft? Parse()
    {
        var draft = ParseRange(0, _text.Length, isTrigger: false);
        Mark(DockerfileTokenKind.Blank, _text.Length);
        if (draft is not null && Error is null)
        {
            Error = new DockerfileInstructionRules(draft, line, hasFrontend).Check();
        }

        return draft;
    }

    private static bool IsSplit(char character) => character is '\t' or '\v' or '\f' or '\r' or ' ';

    private static bool IsFlagBlank(char character) => character is '\t' or '\n' or '\v' or '\f' or '\r' or ' ';

    private DockerfileDraft? ParseRange(int start, int end, bool isTrigger)
    {
        start = SkipBlanks(start, end);
        while (end > start && char.IsWhiteSpace(_text[end - 1]))
        {
            end--;
        }

        if (start == end)
        {
            return null;
        }

        Mark(DockerfileTokenKind.Blank, start);
        var keywordEnd = SkipWord(start, end);
        Mark(DockerfileTokenKind.Keyword, keywordEnd);
        var kind = DockerfileInstructionRules.KindOf(_text.AsSpan(start, keywordEnd - start));
        var position = SkipSplit(keywordEnd, end);
        Mark(DockerfileTokenKind.Blank, position);
        position = ReadFlags(out var flags, position, end, out var flagsEnd);
        var draft = new DockerfileDraft
        {
            Kind = kind,
            KeywordStart = start,
            KeywordEnd = keywordEnd,
            Flags = flags?.DrainToImmutable() ?? [],
        };
        var argumentStart = SkipBlanks(position, end);
        if (argumentStart == end)
        {
            argumentStart = end = Math.Max(keywordEnd, flagsEnd);
        }

        draft.ArgumentStart = argumentStart;
        draft.ArgumentEnd = end;
        draft.End = end;
        Mark(DockerfileTokenKind.Blank, argumentStart);
        ReadArguments(draft, isTrigger);
        Mark(DockerfileTokenKind.Argument, end);
        return draft;
    }

    private void ReadArguments(DockerfileDraft draft, bool isTrigger)
    {
        var start = draft.ArgumentStart;
        var end = draft.ArgumentEnd;
        switch (draft.Kind)
        {
            case DockerfileInstructionKind.Run or DockerfileInstructionKind.Cmd or DockerfileInstructionKind.Entrypoint or DockerfileInstructionKind.Shell:
                ReadCommand(draft, start);
                break;

            case DockerfileInstructionKind.Add or DockerfileInstructionKind.Copy or DockerfileInstructionKind.Volume:
                if (!ReadJson(draft, start))
                {
                    draft.Words = ReadWords(start, end);
                }

                break;

            case DockerfileInstructionKind.Expose or DockerfileInstructionKind.From:
                draft.Words = ReadWords(start, end);
                break;

            case DockerfileInstructionKind.Env or DockerfileInstructionKind.Label:
                draft.Pairs = ReadNamesAndValues(draft);
                break;

            case DockerfileInstructionKind.Arg:
                draft.Pairs = ReadOptionalValues(draft);
                break;

            case DockerfileInstructionKind.Maintainer or DockerfileInstructionKind.Stopsignal or DockerfileInstructionKind.User or DockerfileInstructionKind.Workdir:
                draft.Words = draft.HasArguments ? [Word(start, end)] : [];
                break;

            case DockerfileInstructionKind.Healthcheck:
                ReadHealthcheck(draft);
                break;

            // The builder refuses ONBUILD ONBUILD, so that one level is all there is.
            case DockerfileInstructionKind.Onbuild when !isTrigger && draft.HasArguments:
                draft.Trigger = ParseRange(start, end, isTrigger: true);
                break;
        }
    }

    private void ReadHealthcheck(DockerfileDraft draft)
    {
        if (!draft.HasArguments)
        {
            return;
        }

        var start = draft.ArgumentStart;
        var end = draft.ArgumentEnd;
        var typeEnd = start;
        while (typeEnd < end && !char.IsWhiteSpace(_text[typeEnd]))
        {
            typeEnd++;
        }

        var commandStart = SkipBlanks(typeEnd, end);
        if (!_text.AsSpan(start, typeEnd - start).Equals("CMD", StringComparison.OrdinalIgnoreCase))
        {
            draft.Words = [Word(start, typeEnd), .. ReadRest(commandStart, end)];
            return;
        }

        Mark(DockerfileTokenKind.Keyword, typeEnd);
        Mark(DockerfileTokenKind.Blank, commandStart);
        var trigger = new DockerfileDraft
        {
            Kind = DockerfileInstructionKind.Cmd,
            KeywordStart = start,
            KeywordEnd = typeEnd,
            ArgumentStart = commandStart,
            ArgumentEnd = end,
            End = end,
        };
        ReadCommand(trigger, commandStart);
        draft.Trigger = trigger;
        draft.Form = trigger.Form;
        draft.Words = trigger.Words;
    }

    // What stands behind another word than CMD: a JSON array, or one string.
    private ImmutableArray<DockerfileWord> ReadRest(int start, int end)
    {
        if (start >= end)
        {
            return [];
        }

        if (DockerfileJson.Read(line, start, end, out var words) == DockerfileJsonResult.OtherValues)
        {
            Fail(start, end, "expected only strings in the JSON array");
        }

        return words is null ? [Word(start, end)] : [.. words];
    }

    private void ReadCommand(DockerfileDraft draft, int start)
    {
        if (draft.HasArguments && !ReadJson(draft, start))
        {
            draft.Form = DockerfileForm.Shell;
        }
    }

    private bool ReadJson(DockerfileDraft draft, int start)
    {
        var result = DockerfileJson.Read(line, start, draft.ArgumentEnd, out var words);
        if (words is null)
        {
            return false;
        }

        if (result == DockerfileJsonResult.OtherValues)
        {
            Fail(start, draft.ArgumentEnd, "expected only strings in the JSON array");
        }

        draft.Form = DockerfileForm.Exec;
        draft.Words = [.. words];
        return true;
    }

    private ImmutableArray<DockerfileWord> ReadWords(int start, int end)
    {
        var words = ImmutableArray.CreateBuilder<DockerfileWord>();
        while (start < end)
        {
            var wordEnd = SkipWord(start, end);
            words.Add(Word(start, wordEnd));
            start = SkipSplit(wordEnd, end);
        }

        return words.DrainToImmutable();
    }

    private ImmutableArray<DockerfilePair> ReadNamesAndValues(DockerfileDraft draft)
    {
        var pairs = ImmutableArray.CreateBuilder<DockerfilePair>();
        var position = draft.ArgumentStart;
        var isFirst = true;
        while (NextQuotedWord(ref position, draft.ArgumentEnd, out var start, out var end))
        {
            var equals = _text.IndexOf('=', start, end - start);
            if (equals < 0 && isFirst)
            {
                // The old form: a blank before the first '=' makes the rest of the line one value.
                var nameEnd = SkipWord(draft.ArgumentStart, draft.ArgumentEnd);
                var valueStart = SkipSplit(nameEnd, draft.ArgumentEnd);
                if (nameEnd == draft.ArgumentEnd)
                {
                    Fail(draft.ArgumentStart, draft.ArgumentEnd, $"expected a value behind the name in {DockerfileInstructionRules.NameOf(draft.Kind)}");
                    return [];
                }

                return [Pair(draft.ArgumentStart, nameEnd, valueStart, draft.ArgumentEnd, isLegacy: true)];
            }

            isFirst = false;
            if (equals < 0)
            {
                Fail(start, end, "expected the form name=value");
                continue;
            }

            pairs.Add(Pair(start, equals, equals + 1, end, isLegacy: false));
        }

        return pairs.DrainToImmutable();
    }

    private ImmutableArray<DockerfilePair> ReadOptionalValues(DockerfileDraft draft)
    {
        var pairs = ImmutableArray.CreateBuilder<DockerfilePair>();
        var position = draft.ArgumentStart;
        while (NextQuotedWord(ref position, draft.ArgumentEnd, out var start, out var end))
        {
            var equals = _text.IndexOf('=', start, end - start);
            pairs.Add(equals < 0 ? Pair(start, end, -1, end, isLegacy: false) : Pair(start, equals, equals + 1, end, isLegacy: false));
        }

        return pairs.DrainToImmutable();
    }

    // A word as ENV, LABEL and ARG split them: quotes keep blanks together, and the escape character keeps what follows it.
    private bool NextQuotedWord(ref int position, int end, out int wordStart, out int wordEnd)
    {
        while (true)
        {
            position = SkipBlanks(position, end);
            wordStart = wordEnd = position;
            if (position >= end)
            {
                return false;
            }

            var quote = '\0';
            var hasQuotes = false;
            while (position < end)
            {
                var character = _text[position];
                if (quote == '\0' && char.IsWhiteSpace(character))
                {
                    break;
                }

                if (character == escape && quote != '\'')
                {
                    if (position + 1 == end)
                    {
                        // An escape character with nothing behind it is dropped.
                        position++;
                        break;
                    }

                    position += char.IsHighSurrogate(_text[position + 1]) && position + 2 < end ? 3 : 2;
                    wordEnd = position;
                    continue;
                }

                if (quote == '\0' && character is '\'' or '"')
                {
                    quote = character;
                    hasQuotes = true;
                }
                else if (character == quote)
                {
                    quote = '\0';
                }

                position++;
                wordEnd = position;
            }

            if (wordEnd > wordStart || hasQuotes)
            {
                return true;
            }
        }
    }

    private DockerfileWord Word(int start, int end)
    {
        var span = line.ToSpan(start, end);
        var raw = _text[start..end];
        return span.Length == raw.Length ? new DockerfileWord(raw, span) : new DockerfileWord(raw, span) { Map = line.ToMap(start, end) };
    }

    private DockerfilePair Pair(int nameStart, int nameEnd, int valueStart, int valueEnd, bool isLegacy)
    {
        var name = DockerfileVariables.RemoveQuotes(_text[nameStart..nameEnd], escape);
        var nameSpan = line.ToSpan(nameStart, nameEnd);
        if (valueStart < 0)
        {
            return new DockerfilePair(name, nameSpan, null, line.ToSpan(valueEnd, valueEnd), isLegacy);
        }

        var value = _text[valueStart..valueEnd];
        var span = line.ToSpan(valueStart, valueEnd);
        return span.Length == value.Length
            ? new DockerfilePair(name, nameSpan, value, span, isLegacy)
            : new DockerfilePair(name, nameSpan, value, span, isLegacy) { ValueMap = line.ToMap(valueStart, valueEnd) };
    }

    // Flags are words that begin with "--"; the first other word, or "--" alone, ends them.
    private int ReadFlags(out ImmutableArray<DockerfileFlag>.Builder? flags, int position, int end, out int flagsEnd)
    {
        flags = null;
        flagsEnd = position;
        while (true)
        {
            while (position < end && IsFlagBlank(_text[position]))
            {
                position++;
            }

            if (position + 1 >= end || _text[position] != '-' || _text[position + 1] != '-')
            {
                return position;
            }

            Mark(DockerfileTokenKind.Blank, position);
            var start = position;
            var name = new StringBuilder();
            MappedTextBuilder? value = null;
            var valueStart = 0;
            var quote = '\0';
            while (position < end)
            {
                var character = _text[position];
                if (quote == '\0' ? IsFlagBlank(character) : false)
                {
                    break;
                }

                if (quote == '\0' ? character is '\'' or '"' : character == quote)
                {
                    quote = quote == '\0' ? character : '\0';
                    position++;
                    continue;
                }

                if (character == escape)
                {
                    position++;
                    if (position == end)
                    {
                        break;
                    }

                    character = _text[position];
                }

                if (value is not null)
                {
                    value.Append(character, position);
                }
                else if (character == '=')
                {
                    value = new MappedTextBuilder();
                    valueStart = position + 1;
                }
                else
                {
                    name.Append(character);
                }

                position++;
            }

            Mark(DockerfileTokenKind.Flag, position);
            flagsEnd = position;
            if (value is null && name.Length == 2)
            {
                return position;
            }

            name.Remove(0, 2);
            flags ??= ImmutableArray.CreateBuilder<DockerfileFlag>();
            flags.Add(new DockerfileFlag(name.ToString(), value?.ToString(), line.ToSpan(start, position), value is null ? line.ToSpan(position, position) : line.ToSpan(valueStart, position))
            {
                ValueMap = value is null ? line.ToMap(position, position) : value.ToMap(line, valueStart),
            });
        }
    }

    private int SkipBlanks(int position, int end)
    {
        while (position < end && char.IsWhiteSpace(_text[position]))
        {
            position++;
        }

        return position;
    }

    private int SkipSplit(int position, int end)
    {
        while (position < end && IsSplit(_text[position]))
        {
            position++;
        }

        return position;
    }

    private int SkipWord(int position, int end)
    {
        while (position < end && !IsSplit(_text[position]))
        {
            position++;
        }

        return position;
    }

    private void Mark(DockerfileTokenKind kind, int end)
    {
        if (classes.Count == 0 ? end > 0 : end > classes[^1].End)
        {
            classes.Add((kind, end));
        }
    }

    private void Fail(int start, int end, string message) => Error ??= new SyntaxError(line.ToSpan(start, end), message);
}
