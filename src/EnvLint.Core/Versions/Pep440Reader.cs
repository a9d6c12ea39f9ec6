using System.Collections.Immutable;

namespace EnvLint.Versions;

/// <summary>Reads a version from the beginning of a text, as far as one goes.</summary>
/// <param name="text">The text.</param>
internal ref struct Pep440Reader(ReadOnlySpan<char> text)
{
    private readonly ReadOnlySpan<char> _text = text;

    /// <summary>Where the reading stands.</summary>
    public int Position { get; private set; }

    /// <summary>Reads the longest version that stands here; null where none begins.</summary>
    public Pep440Version? Version()
    {
        if (Peek() is 'v' or 'V')
        {
            Position++;
        }

        if (!char.IsAsciiDigit(Peek()))
        {
            return null;
        }

        var epoch = default(VersionNumber);
        var first = Number();
        if (Peek() == '!' && char.IsAsciiDigit(Peek(1)))
        {
            Position++;
            epoch = first;
            first = Number();
        }

        var release = ImmutableArray.CreateBuilder<VersionNumber>(3);
        release.Add(first);
        while (Peek() == '.' && char.IsAsciiDigit(Peek(1)))
        {
            Position++;
            release.Add(Number());
        }

        var stage = StageWord();
        var stageNumber = stage == Pep440Stage.None ? default : NumberBehindWord();
        var post = PostRelease();
        VersionNumber? development = Word("dev") ? NumberBehindWord() : null;
        return new Pep440Version(epoch, release.DrainToImmutable(), stage, stageNumber, post, development, LocalParts());
    }

    // The longer words first, where one begins another.
    private Pep440Stage StageWord()
    {
        if (Word("alpha") || Word("a"))
        {
            return Pep440Stage.Alpha;
        }

        if (Word("beta") || Word("b"))
        {
            return Pep440Stage.Beta;
        }

        return Word("rc") || Word("c") || Word("preview") || Word("pre") ? Pep440Stage.Candidate : Pep440Stage.None;
    }

    private VersionNumber? PostRelease()
    {
        if (Peek() == '-' && char.IsAsciiDigit(Peek(1)))
        {
            Position++;
            return Number();
        }

        return Word("post") || Word("rev") || Word("r") ? NumberBehindWord() : null;
    }

    private ImmutableArray<Pep440LocalPart> LocalParts()
    {
        if (Peek() != '+' || !char.IsAsciiLetterOrDigit(Peek(1)))
        {
            return [];
        }

        var parts = ImmutableArray.CreateBuilder<Pep440LocalPart>(1);
        do
        {
            Position++;
            var start = Position;
            var digits = true;
            while (char.IsAsciiLetterOrDigit(Peek()))
            {
                digits &= char.IsAsciiDigit(Peek());
                Position++;
            }

            var part = _text[start..Position];
            if (digits)
            {
                var number = VersionNumber.Parse(part);
                parts.Add(new Pep440LocalPart(number.ToString(), number));
            }
            else
            {
                parts.Add(new Pep440LocalPart(part.ToString().ToLowerInvariant(), null));
            }
        }
        while (Peek() is '.' or '-' or '_' && char.IsAsciiLetterOrDigit(Peek(1)));
        return parts.DrainToImmutable();
    }

    // A word with one separator in front, or none.
    private bool Word(string word)
    {
        var from = Peek() is '.' or '-' or '_' ? Position + 1 : Position;
        if (_text.Length - from < word.Length || !_text.Slice(from, word.Length).Equals(word, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        Position = from + word.Length;
        return true;
    }

    // A separator and a number; either may be missing.
    private VersionNumber NumberBehindWord()
    {
        if (Peek() is '.' or '-' or '_')
        {
            Position++;
        }

        return Number();
    }

    private VersionNumber Number()
    {
        var start = Position;
        while (char.IsAsciiDigit(Peek()))
        {
            Position++;
        }

        return VersionNumber.Parse(_text[start..Position]);
    }

    private readonly char Peek(int ahead = 0) => Position + ahead < _text.Length ? _text[Position + ahead] : '\0';
}
