using System.Collections.Immutable;
using EnvLint.Environment.Facts;
using EnvLint.Syntax.PowerShell;

namespace EnvLint.Environment.Lowering;

/// <summary>A command without what stands in front of its program.</summary>
/// <param name="Program">The program's name without a folder; empty where it is not known.</param>
/// <param name="ProgramWord">The program's word.</param>
/// <param name="Arguments">The words behind it.</param>
/// <param name="Prefixes">The programs in front, outermost first.</param>
internal sealed record StrippedCommand(string Program, Word ProgramWord, ImmutableArray<Word> Arguments, ImmutableArray<Word> Prefixes);

/// <summary>Takes <c>sudo</c>, <c>env</c>, <c>time</c> and their like off a command, with their options.</summary>
internal static class CommandPrefixes
{
    /// <summary>Finds the program of a command.</summary>
    /// <param name="words">The command's words; at least one.</param>
    public static StrippedCommand Strip(ImmutableArray<Word>.Builder words)
    {
        var index = 0;
        ImmutableArray<Word>.Builder? prefixes = null;
        while (true)
        {
            var name = ProgramName(words[index]);
            var next = name switch
            {
                "sudo" or "doas" => SkipOptions(words, index + 1, "-u --user -g --group -p --prompt -C -h --host -D --chdir -R --chroot -T --command-timeout -r -t", assignments: true),
                "env" => SkipOptions(words, index + 1, "-u --unset -C --chdir -S --split-string", assignments: true),
                "nice" => SkipOptions(words, index + 1, "-n --adjustment", assignments: false),
                "ionice" => SkipOptions(words, index + 1, "-c --class -n --classdata -p", assignments: false),
                "time" or "nohup" or "builtin" or "eatmydata" or "setsid" or "unbuffer" => SkipOptions(words, index + 1, "", assignments: false),
                "exec" => SkipOptions(words, index + 1, "-a", assignments: false),
                "command" => SkipCommand(words, index + 1),
                "stdbuf" => SkipOptions(words, index + 1, "-i -o -e --input --output --error", assignments: false),
                "timeout" => SkipOptions(words, index + 1, "-k --kill-after -s --signal", assignments: false) + 1,
                "gosu" or "su-exec" or "setpriv" => index + 2,
                "xargs" => SkipOptions(words, index + 1, "-a --arg-file -d --delimiter -E -e -I -i -L -l -n --max-args -P --max-procs -s --max-chars --replace", assignments: false),
                _ => -1,
            };
            if (next > index && next < words.Count)
            {
                (prefixes ??= ImmutableArray.CreateBuilder<Word>()).Add(words[index]);
                index = next;
                continue;
            }

            // python -m pip install and conda run -n x pip install are pip.
            next = InnerProgram(words, index, name);
            if (next > 0)
            {
                (prefixes ??= ImmutableArray.CreateBuilder<Word>()).Add(words[index]);
                index = next;
                continue;
            }

            return new StrippedCommand(
                name, words[index], ImmutableArray.CreateRange(Rest(words, index + 1)), prefixes?.DrainToImmutable() ?? []);
        }
    }

    /// <summary>Finds the program of a command of Windows, in lower case.</summary>
    /// <param name="words">The command's words; at least one.</param>
    /// <param name="dialect">The language that it is written in.</param>
    public static StrippedCommand StripWindows(ImmutableArray<Word>.Builder words, WindowsDialect dialect)
    {
        var index = 0;
        ImmutableArray<Word>.Builder? prefixes = null;
        while (true)
        {
            var name = WindowsProgramName(words[index]);
            var next = name switch
            {
                "sudo" or "gsudo" => SkipOptions(words, index + 1, "", assignments: false),
                "call" when dialect == WindowsDialect.Batch => index + 1,
                "start" when dialect == WindowsDialect.Batch => SkipStart(words, index + 1),
                _ => InnerProgram(words, index, name),
            };
            if (next <= index || next >= words.Count)
            {
                return new StrippedCommand(name, words[index], ImmutableArray.CreateRange(Rest(words, index + 1)), prefixes?.DrainToImmutable() ?? []);
            }

            (prefixes ??= ImmutableArray.CreateBuilder<Word>()).Add(words[index]);
            index = next;
        }
    }

    /// <summary>The last path component of a program, without <c>.exe</c>; empty where it is not known.</summary>
    /// <param name="word">The program's word.</param>
    public static string ProgramName(Word word)
    {
        if (word.Value is not { } value)
        {
            return "";
        }

        // "$CONDA_DIR/bin/pip" is not known, /opt/conda/bin/pip is pip.
        var slash = value.LastIndexOf('/');
        var name = slash >= 0 ? value[(slash + 1)..] : value;
        return name.EndsWith(".exe", StringComparison.OrdinalIgnoreCase) ? name[..^4].ToLowerInvariant() : name;
    }

    private static string WindowsProgramName(Word word)
    {
        if (word.Value is not { } value)
        {
            return "";
        }

        var name = value[(value.AsSpan().LastIndexOfAny('/', '\\') + 1)..].ToLowerInvariant();
        return name.EndsWith(".exe", StringComparison.Ordinal) ? name[..^4] : name;
    }

    // start "title" /wait /d folder program
    private static int SkipStart(ImmutableArray<Word>.Builder words, int index)
    {
        if (index < words.Count && words[index].IsQuoted)
        {
            index++;
        }

        while (index < words.Count && words[index].StartsWith("/"))
        {
            index += words[index].Value is "/d" or "/D" ? 2 : 1;
        }

        return index;
    }

    private static int InnerProgram(ImmutableArray<Word>.Builder words, int index, string name)
    {
        // py is the launcher that Windows has.
        if (name == "py" || (name.StartsWith("python", StringComparison.Ordinal) && name.AsSpan(6).TrimStart("0123456789.").IsEmpty))
        {
            for (var i = index + 1; i < words.Count && words[i].StartsWith("-"); i++)
            {
                if (words[i].Is("-m"))
                {
                    return i + 1 < words.Count && (words[i + 1].Is("pip") || words[i + 1].Is("pip3") || words[i + 1].Is("uv")) ? i + 1 : -1;
                }
            }

            return -1;
        }

        if (name is "conda" or "mamba" or "micromamba" && index + 1 < words.Count && words[index + 1].Is("run"))
        {
            var next = SkipOptions(words, index + 2, "-n --name -p --prefix --cwd", assignments: false);
            return next < words.Count ? next : -1;
        }

        return -1;
    }

    private static int SkipCommand(ImmutableArray<Word>.Builder words, int index) =>
        // command -v asks for a program and does not run it.
        index < words.Count && (words[index].Is("-v") || words[index].Is("-V")) ? -1 : SkipOptions(words, index, "", assignments: false);

    private static int SkipOptions(ImmutableArray<Word>.Builder words, int index, string valueOptions, bool assignments)
    {
        while (index < words.Count)
        {
            var text = words[index].Value ?? words[index].Raw;
            if (text is "--")
            {
                return index + 1;
            }

            if (text.Length > 1 && text[0] == '-')
            {
                index += TakesValue(valueOptions, text) ? 2 : 1;
            }
            else if (assignments && IsAssignment(text))
            {
                index++;
            }
            else
            {
                break;
            }
        }

        return index;
    }

    private static bool TakesValue(string valueOptions, string option)
    {
        foreach (var range in valueOptions.AsSpan().Split(' '))
        {
            if (valueOptions.AsSpan()[range].SequenceEqual(option))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsAssignment(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0 || char.IsAsciiDigit(text[0]))
        {
            return false;
        }

        for (var i = 0; i < equals; i++)
        {
            if (!char.IsAsciiLetterOrDigit(text[i]) && text[i] != '_')
            {
                return false;
            }
        }

        return true;
    }

    private static IEnumerable<Word> Rest(ImmutableArray<Word>.Builder words, int from)
    {
        for (var i = from; i < words.Count; i++)
        {
            yield return words[i];
        }
    }
}
