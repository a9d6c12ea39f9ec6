using System.Buffers;

namespace EnvLint.Manifests.Guides;

/// <summary>The kinds of prompt.</summary>
internal enum PromptKind
{
    /// <summary>A POSIX shell of a user: <c>$</c>, <c>user@host:~$</c>.</summary>
    User,

    /// <summary>A POSIX shell of root: <c>user@host:/#</c>.</summary>
    Root,

    /// <summary><c>#</c> alone: root's prompt, or a comment.</summary>
    NumberSign,

    /// <summary><c>&gt;</c> alone: PowerShell's prompt, or the rest of a command.</summary>
    Greater,

    /// <summary><c>PS C:\&gt;</c>.</summary>
    PowerShell,

    /// <summary><c>C:\&gt;</c>.</summary>
    Batch,
}

/// <summary>What stands in front of a command that a terminal shows.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Length">Its length with the blanks behind it.</param>
/// <param name="IsExplicit">Whether it names a user, a host or a folder, so that it can be nothing else.</param>
/// <param name="IsContainer">Whether its host is the number of a container.</param>
/// <param name="IsOnWindowsDrive">Whether its folder lies in <c>/mnt/c</c>.</param>
internal readonly record struct Prompt(PromptKind Kind, int Length, bool IsExplicit, bool IsContainer, bool IsOnWindowsDrive)
{
    private const int LongestPrompt = 120;
    private const int LongestEnvironment = 40;

    private static readonly SearchValues<char> s_noName = SearchValues.Create(" ()$;|&");
    private static readonly SearchValues<char> s_noWindowsPath = SearchValues.Create("|<\"*?;");
    private static readonly SearchValues<char> s_noPath = SearchValues.Create(" \"'=|&;()`$");
    private static readonly SearchValues<char> s_hexadecimal = SearchValues.Create("0123456789abcdef");

    /// <summary>Reads the prompt of a line.</summary>
    /// <param name="line">The line.</param>
    /// <returns>Null where it has none.</returns>
    public static Prompt? Read(ReadOnlySpan<char> line)
    {
        var start = line.IndexOfAnyExcept(' ', '\t');
        if (start < 0)
        {
            return null;
        }

        // (base) in front of any other.
        var hasEnvironment = false;
        while (EnvironmentLength(line[start..]) is > 0 and var environment)
        {
            start += environment;
            hasEnvironment = true;
        }

        var rest = line[start..];
        if (rest.IsEmpty)
        {
            return null;
        }

        if (ReadWindows(rest) is var (kind, windows))
        {
            return new Prompt(kind, start + windows, IsExplicit: true, IsContainer: false, IsOnWindowsDrive: false);
        }

        if (rest[0] is '$' or '#' or '>' or '%' or '❯')
        {
            if (rest.Length > 1 && rest[1] != ' ')
            {
                return null;
            }

            var simple = rest[0] switch { '#' => PromptKind.NumberSign, '>' => PromptKind.Greater, _ => PromptKind.User };
            var length = Blanks(rest, 1);

            // $ (base) conda …
            if (simple == PromptKind.User && EnvironmentLength(rest[length..]) is > 0 and var inner)
            {
                length += inner;
            }

            return rest[0] == '%' && !hasEnvironment ? null : new Prompt(simple, start + length, hasEnvironment, IsContainer: false, IsOnWindowsDrive: false);
        }

        return ReadNamed(rest) is { } named ? named with { Length = start + named.Length } : null;
    }

    // The length of "(base) ", or of "(base)" right before "$"; 0 for none.
    private static int EnvironmentLength(ReadOnlySpan<char> line)
    {
        if (line.IsEmpty || line[0] != '(')
        {
            return 0;
        }

        var close = line[..Math.Min(line.Length, LongestEnvironment)].IndexOf(')');
        return close <= 1 || close + 1 >= line.Length || line[1..close].IndexOfAny(s_noName) >= 0 ? 0
            : line[close + 1] == ' ' ? close + 2
            : line[close + 1] is '$' or '#' && line.Length > close + 2 && line[close + 2] == ' ' ? close + 1
            : 0;
    }

    // PS C:\Users\me> and C:\Users\me>
    private static (PromptKind Kind, int Length)? ReadWindows(ReadOnlySpan<char> line)
    {
        var isPowerShell = line.StartsWith("PS ", StringComparison.Ordinal) || line.StartsWith("PS>", StringComparison.Ordinal);
        var path = isPowerShell ? line[2..].TrimStart(' ') : line;
        if (!isPowerShell && !(path.Length > 3 && char.IsAsciiLetter(path[0]) && path[1] == ':' && path[2] == '\\'))
        {
            return null;
        }

        var end = path.IndexOf('>');
        if (end is < 0 or > LongestPrompt || path[..end].IndexOfAny(s_noWindowsPath) >= 0 || (isPowerShell && end > 0 && path[..end].IndexOfAny('\\', '~', '/') < 0))
        {
            return null;
        }

        // "C:\a.txt > b" is no prompt: a folder and its sign stand together.
        return end > 0 && path[end - 1] == ' ' ? null : (isPowerShell ? PromptKind.PowerShell : PromptKind.Batch, Blanks(line, line.Length - path.Length + end + 1));
    }

    // user@host:~/x$, [user@host x]$, user@host x %, bash-5.1#, /mnt/c$, ~$
    private static Prompt? ReadNamed(ReadOnlySpan<char> line)
    {
        var bracket = line[0] == '[';
        var sign = bracket ? line.IndexOf(']') + 1 : FindSign(line);
        if (sign <= 1 || sign > LongestPrompt || sign >= line.Length || line[sign] is not ('$' or '#' or '%') || (sign + 1 < line.Length && line[sign + 1] != ' '))
        {
            return null;
        }

        var name = line[..sign];
        var at = name.IndexOf('@');
        var isPath = name[0] is '/' or '~' && name.IndexOfAny(s_noPath) < 0;
        if (at > 0 ? !IsUser(bracket ? name[1..at] : name[..at]) : !isPath && !name.StartsWith("bash-", StringComparison.Ordinal) && !name.StartsWith("sh-", StringComparison.Ordinal))
        {
            return null;
        }

        var kind = line[sign] == '#' ? PromptKind.Root : PromptKind.User;
        var host = at > 0 ? name[(at + 1)..] : [];
        var hostEnd = host.IndexOfAny(":] ~");
        host = hostEnd < 0 ? host : host[..hostEnd];
        var isContainer = host.Length == 12 && host.IndexOfAnyExcept(s_hexadecimal) < 0;
        var drive = name.IndexOf("/mnt/c", StringComparison.Ordinal);
        var isOnDrive = drive >= 0 && (drive + 6 == name.Length || name[drive + 6] == '/');
        return new Prompt(kind, Blanks(line, sign + 1), IsExplicit: true, isContainer, isOnDrive);
    }

    // The sign that ends the first word, or the second behind a user and a host.
    private static int FindSign(ReadOnlySpan<char> line)
    {
        var end = line.IndexOf(' ');
        end = end < 0 ? line.Length : end;
        if (line[end - 1] is '$' or '#' or '%')
        {
            return end - 1;
        }

        // user@host ~ %
        var rest = line[end..];
        return line[..end].Contains('@') && rest.IndexOf(" % ", StringComparison.Ordinal) is >= 0 and < 40 and var sign ? end + sign + 1 : -1;
    }

    private static bool IsUser(ReadOnlySpan<char> name)
    {
        foreach (var character in name)
        {
            if (!char.IsLetterOrDigit(character) && character is not ('.' or '_' or '-'))
            {
                return false;
            }
        }

        return !name.IsEmpty;
    }

    private static int Blanks(ReadOnlySpan<char> line, int length)
    {
        while (length < line.Length && line[length] == ' ')
        {
            length++;
        }

        return length;
    }
}
