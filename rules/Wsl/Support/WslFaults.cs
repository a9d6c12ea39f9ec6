using EnvLint.Knowledge;
using EnvLint.Manifests.Wsl;
using EnvLint.Syntax.Ini;
using EnvLint.Text;

namespace EnvLint.Rules.Wsl.Support;

/// <summary>Why a line, or a value, is not what its author meant. Each fault belongs to one rule.</summary>
internal enum WslFault
{
    /// <summary>Nothing, or nothing that the syntax shows.</summary>
    None,

    /// <summary>Any other line that does not parse: WSL001.</summary>
    Syntax,

    /// <summary><c>;</c> or <c>//</c> as a comment: WSL002.</summary>
    Comment,

    /// <summary>A byte order mark, an invisible character, or a carriage return in the wrong place: WSL003.</summary>
    Encoding,

    /// <summary>A backslash: WSL004.</summary>
    Escape,

    /// <summary>A header: WSL006.</summary>
    Header,

    /// <summary><c>section.key = value</c>, or a section of another file: WSL008.</summary>
    Misplaced,

    /// <summary>The value itself.</summary>
    Value,
}

/// <summary>Finds the one fault of a line or a value.</summary>
internal static class WslFaults
{
    private const string DistroEnvironment = "system-distro-env";

    /// <summary>The fault of a line that the parser does not take.</summary>
    internal static WslFault Of(WslConfigFile file, int index)
    {
        var statement = file.Syntax.Statements[index];
        if (statement.Error is not { } error)
        {
            return WslFault.None;
        }

        // The line before was meant to go on here.
        if (index > 0 && file.Syntax.Statements[index - 1] is IniSetting { IsRead: true } before && IsBrokenContinuation(file, before))
        {
            return WslFault.Encoding;
        }

        var text = file.Source.Content;
        var rest = text.AsSpan(error.Span.Start, Math.Max(statement.Span.End - error.Span.Start, 0));
        if (error.Kind != IniErrorKind.InvalidEscape && !rest.IsEmpty && IsInvisible(rest[0]))
        {
            return WslFault.Encoding;
        }

        return statement switch
        {
            IniHeader header when header.Name.Equals(DistroEnvironment, StringComparison.OrdinalIgnoreCase) && file.File == WslFile.WslConfig => WslFault.Misplaced,
            IniHeader when error is { Kind: IniErrorKind.Expected } && StartsComment(rest) && text.AsSpan(statement.Span.Start, error.Span.Start - statement.Span.Start).Contains(']') => WslFault.Comment,
            IniHeader => WslFault.Header,
            IniBadLine when error.Kind == IniErrorKind.InvalidKey => StartsComment(rest) ? WslFault.Comment : WslFault.Syntax,
            IniBadLine line => IsDotted(file, line, out _, out _) ? WslFault.Misplaced : WslFault.Syntax,
            IniSetting when error.Kind == IniErrorKind.InvalidEscape => WslFault.Escape,
            IniSetting setting => EscapesItsQuote(file, setting) ? WslFault.Escape : WslFault.Syntax,
            _ => WslFault.Syntax,
        };
    }

    /// <summary>The fault of a value that WSL reads and does not take.</summary>
    internal static WslFault OfValue(WslConfigFile file, WslSetting setting)
    {
        if (setting is not { Key: { } key, First: null, Value.IsValid: false })
        {
            return WslFault.None;
        }

        var raw = file.Source.Content.AsSpan(setting.Syntax.ValueSpan.Start, setting.Syntax.ValueSpan.Length);
        if (CommentTail(raw) is > 0 and var tail && IsTaken(file, key, raw[..tail].TrimEnd()))
        {
            return WslFault.Comment;
        }

        if (raw.IndexOfAny(Invisible) >= 0 && IsTaken(file, key, WithoutInvisible(raw)))
        {
            return WslFault.Encoding;
        }

        return WslFault.Value;
    }

    /// <summary>Where a <c>;</c> or <c>//</c> comment begins in a value, blanks before it excluded; -1 where there is none.</summary>
    internal static int CommentTail(ReadOnlySpan<char> raw)
    {
        for (var i = 1; i < raw.Length; i++)
        {
            if ((raw[i] == ';' || raw[i..].StartsWith("//", StringComparison.Ordinal)) && raw[i - 1] is ' ' or '\t')
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Whether a text is <c>section.key = …</c> of a section that WSL has.</summary>
    internal static bool IsDotted(WslConfigFile file, IniBadLine line, out string section, out TextSpan prefix)
    {
        section = "";
        prefix = default;
        if (line is not { Error: { Kind: IniErrorKind.Expected } error } || error.Span.Length != 1 || file.Source[error.Span.Start] != '.' || error.Span.Start != line.KeySpan.End)
        {
            return false;
        }

        var rest = file.Source.Content.AsSpan(error.Span.End, line.Span.End - error.Span.End);
        var length = 0;
        while (length < rest.Length && char.IsAsciiLetterOrDigit(rest[length]))
        {
            length++;
        }

        var name = file.Source.Content.AsSpan(line.KeySpan.Start, line.KeySpan.Length);
        if (length == 0 || !rest[length..].TrimStart().StartsWith("=", StringComparison.Ordinal) || SectionAnywhere(name) is not { } known)
        {
            return false;
        }

        section = known;
        prefix = TextSpan.FromBounds(line.KeySpan.Start, error.Span.End);
        return true;
    }

    /// <summary>Whether a setting's value ends in a backslash before the CR of a CRLF.</summary>
    internal static bool IsBrokenContinuation(WslConfigFile file, IniSetting setting) =>
        file.Syntax.ValueTokens(setting) is [.., { Kind: IniTokenKind.BrokenContinuation }];

    /// <summary>Characters that look like nothing or like a blank, and are neither blank nor tab to WSL.</summary>
    internal static System.Buffers.SearchValues<char> Invisible { get; } = System.Buffers.SearchValues.Create(
        "\u00A0\u00AD\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u200B\u200C\u200D\u200E\u200F\u2028\u2029\u202F\u205F\u2060\u3000\uFEFF");

    /// <summary>Whether a character is one of <see cref="Invisible"/>.</summary>
    internal static bool IsInvisible(char c) => Invisible.Contains(c);

    /// <summary>The key that a setting is meant for: under the header above it, read or not.</summary>
    internal static WslKey? Meant(WslConfigFile file, IniSetting setting) =>
        WslKeys.Find(file.File, setting.Header?.Name ?? setting.Section, setting.Key) is { } key ? WslKeys.Home(key)
            : WslKeys.Named(file.File, setting.Key) is [var only] ? WslKeys.Home(only) : null;

    private static bool EscapesItsQuote(WslConfigFile file, IniSetting setting)
    {
        var tokens = file.Syntax.ValueTokens(setting);
        return Meant(file, setting) is { Kind: WslValueKind.Path }
            && tokens is [.., { Kind: IniTokenKind.Escape, Span: var last }]
            && file.Source[last.Start + 1] == '"';
    }

    private static bool StartsComment(ReadOnlySpan<char> text) =>
        text.StartsWith(";", StringComparison.Ordinal) || text.StartsWith("//", StringComparison.Ordinal);

    private static string? SectionAnywhere(ReadOnlySpan<char> name) =>
        WslKeys.Section(WslFile.WslConfig, name) ?? WslKeys.Section(WslFile.WslConf, name);

    private static bool IsTaken(WslConfigFile file, WslKey key, ReadOnlySpan<char> raw)
    {
        var text = raw.Length > 1 && raw[0] == '"' && raw[^1] == '"' ? raw[1..^1] : raw;
        return WslValueParser.Parse(text.ToString(), key, file.Syntax.Dialect).IsValid;
    }

    private static string WithoutInvisible(ReadOnlySpan<char> raw)
    {
        var result = new System.Text.StringBuilder(raw.Length);
        foreach (var c in raw)
        {
            if (!IsInvisible(c))
            {
                result.Append(c);
            }
        }

        return result.ToString();
    }
}
