using System.Globalization;
using EnvLint.Text;

namespace EnvLint.Syntax.Dockerfile;

/// <summary>What each instruction must have so that the builder takes it.</summary>
internal static class DockerfileInstructionRules
{
    private enum FlagType : byte
    {
        Unknown,
        Boolean,
        Single,
        Repeatable,
    }

    public static DockerfileInstructionKind KindOf(ReadOnlySpan<char> keyword)
    {
        Span<char> lower = stackalloc char[11];
        if (keyword.Length is < 3 or > 11 || keyword.ToLowerInvariant(lower) < 0)
        {
            return DockerfileInstructionKind.Unknown;
        }

        return lower[..keyword.Length] switch
        {
            "add" => DockerfileInstructionKind.Add,
            "arg" => DockerfileInstructionKind.Arg,
            "cmd" => DockerfileInstructionKind.Cmd,
            "copy" => DockerfileInstructionKind.Copy,
            "entrypoint" => DockerfileInstructionKind.Entrypoint,
            "env" => DockerfileInstructionKind.Env,
            "expose" => DockerfileInstructionKind.Expose,
            "from" => DockerfileInstructionKind.From,
            "healthcheck" => DockerfileInstructionKind.Healthcheck,
            "label" => DockerfileInstructionKind.Label,
            "maintainer" => DockerfileInstructionKind.Maintainer,
            "onbuild" => DockerfileInstructionKind.Onbuild,
            "run" => DockerfileInstructionKind.Run,
            "shell" => DockerfileInstructionKind.Shell,
            "stopsignal" => DockerfileInstructionKind.Stopsignal,
            "user" => DockerfileInstructionKind.User,
            "volume" => DockerfileInstructionKind.Volume,
            "workdir" => DockerfileInstructionKind.Workdir,
            _ => DockerfileInstructionKind.Unknown,
        };
    }

    /// <summary>The first thing about an instruction that the builder refuses, or null.</summary>
    /// <param name="draft">The instruction.</param>
    /// <param name="line">Its joined line.</param>
    /// <param name="hasFrontend">Whether the file names a frontend, which may know more instructions and flags.</param>
    public static SyntaxError? Check(DockerfileDraft draft, JoinedLine line, bool hasFrontend)
    {
        var name = draft.Keyword.ToUpperInvariant();
        SyntaxError AtArguments(string message) =>
            new(draft.HasArguments ? line.ToSpan(draft.ArgumentStart, draft.ArgumentEnd) : line.ToSpan(draft.KeywordStart, draft.KeywordEnd), message);

        SyntaxError? Flags() => CheckFlags(draft, name, hasFrontend);

        switch (draft.Kind)
        {
            case DockerfileInstructionKind.Env or DockerfileInstructionKind.Label:
                return Flags() ?? (draft.Pairs.IsEmpty ? AtArguments($"expected an argument behind {name}") : BlankName(draft, line, name));

            case DockerfileInstructionKind.Arg:
                return draft.Pairs.IsEmpty ? AtArguments("expected an argument behind ARG") : BlankName(draft, line, name);

            case DockerfileInstructionKind.Maintainer or DockerfileInstructionKind.Workdir or DockerfileInstructionKind.User:
                return draft.Words.IsEmpty ? AtArguments($"expected an argument behind {name}") : Flags();

            case DockerfileInstructionKind.Stopsignal:
                return draft.Words.IsEmpty ? AtArguments("expected an argument behind STOPSIGNAL") : null;

            case DockerfileInstructionKind.Expose:
                return draft.Words.IsEmpty ? AtArguments("expected an argument behind EXPOSE") : Flags();

            case DockerfileInstructionKind.Add or DockerfileInstructionKind.Copy:
                return draft.Words.Length < 2 ? AtArguments($"expected a source and a destination behind {name}")
                    : Flags() ?? (DockerfileHeredocOperator.IsOperator(draft.Words[^1].Raw) ? new SyntaxError(draft.Words[^1].Span, "expected a path as the destination, no here-document") : null);

            case DockerfileInstructionKind.From:
                return CheckFrom(draft, AtArguments) ?? Flags();

            case DockerfileInstructionKind.Onbuild:
                return CheckOnbuild(draft, line, AtArguments, Flags);

            case DockerfileInstructionKind.Run or DockerfileInstructionKind.Cmd or DockerfileInstructionKind.Entrypoint:
                return Flags();

            case DockerfileInstructionKind.Healthcheck:
                return CheckHealthcheck(draft, AtArguments, Flags);

            case DockerfileInstructionKind.Volume:
                if (draft.Words.IsEmpty)
                {
                    return AtArguments("expected an argument behind VOLUME");
                }

                if (Flags() is { } flagError)
                {
                    return flagError;
                }

                foreach (var word in draft.Words)
                {
                    if (string.IsNullOrWhiteSpace(word.Raw))
                    {
                        return new SyntaxError(word.Span, "expected a path, not an empty string");
                    }
                }

                return null;

            case DockerfileInstructionKind.Shell:
                return Flags()
                    ?? (!draft.HasArguments || (draft.Form == DockerfileForm.Exec && draft.Words.IsEmpty) ? AtArguments("expected an argument behind SHELL")
                    : draft.Form != DockerfileForm.Exec ? AtArguments("expected a JSON array behind SHELL")
                    : null);

            default:
                return hasFrontend ? null : new SyntaxError(line.ToSpan(draft.KeywordStart, draft.KeywordEnd), $"unknown instruction '{Shorten(draft.Keyword)}'");
        }
    }

    private static string Shorten(string word) => word.Length <= 40 ? word : word[..40] + "…";

    private static SyntaxError? BlankName(DockerfileDraft draft, JoinedLine line, string name)
    {
        foreach (var pair in draft.Pairs)
        {
            if (pair.NameSpan.IsEmpty)
            {
                return new SyntaxError(line.ToSpan(draft.ArgumentStart, draft.ArgumentEnd), $"expected a name in front of '=' in {name}");
            }
        }

        return null;
    }

    private static SyntaxError? CheckFrom(DockerfileDraft draft, Func<string, SyntaxError> atArguments)
    {
        var words = draft.Words;
        if (words.Length == 3 && words[1].Raw.Equals("as", StringComparison.OrdinalIgnoreCase))
        {
            return IsStageName(words[2].Raw) ? null
                : new SyntaxError(words[2].Span, "expected a stage name of letters, digits, '-', '_' and '.' that begins with a letter");
        }

        return words.Length == 1 ? null
            : words.Length == 0 ? atArguments("expected an image behind FROM")
            : atArguments("expected 'FROM image' or 'FROM image AS name'");
    }

    private static bool IsStageName(string name)
    {
        for (var i = 0; i < name.Length; i++)
        {
            // The builder lowers the name first; the Kelvin sign is the one other letter that becomes an ASCII one.
            var isLetter = char.IsAsciiLetter(name[i]) || name[i] == '\u212A';
            if (!isLetter && (i == 0 || !(char.IsAsciiDigit(name[i]) || name[i] is '-' or '_' or '.')))
            {
                return false;
            }
        }

        return name.Length > 0;
    }

    private static SyntaxError? CheckOnbuild(DockerfileDraft draft, JoinedLine line, Func<string, SyntaxError> atArguments, Func<SyntaxError?> flags)
    {
        if (draft.Trigger is not { } trigger)
        {
            return atArguments("expected an instruction behind ONBUILD");
        }

        return flags() ?? (trigger.Kind is DockerfileInstructionKind.Onbuild or DockerfileInstructionKind.From or DockerfileInstructionKind.Maintainer
            ? new SyntaxError(line.ToSpan(trigger.KeywordStart, trigger.KeywordEnd), $"expected an instruction that can be a trigger, not {trigger.Keyword.ToUpperInvariant()}")
            : null);
    }

    private static SyntaxError? CheckHealthcheck(DockerfileDraft draft, Func<string, SyntaxError> atArguments, Func<SyntaxError?> flags)
    {
        if (!draft.HasArguments)
        {
            return atArguments("expected NONE or CMD behind HEALTHCHECK");
        }

        if (draft.Trigger is not { } command)
        {
            if (!draft.Words[0].Raw.Equals("NONE", StringComparison.OrdinalIgnoreCase))
            {
                return flags() ?? new SyntaxError(draft.Words[0].Span, "expected NONE or CMD behind HEALTHCHECK");
            }

            return draft.Words.Length == 1 ? null : atArguments("expected nothing behind HEALTHCHECK NONE");
        }

        if (flags() is { } error)
        {
            return error;
        }

        if (command.Form == DockerfileForm.None || (command.Form == DockerfileForm.Exec && command.Words.IsEmpty))
        {
            return atArguments("expected a command behind HEALTHCHECK CMD");
        }

        foreach (var flag in draft.Flags)
        {
            var message = flag.Name switch
            {
                "interval" or "timeout" or "start-period" or "start-interval" => DurationError(flag.Value),
                "retries" => string.IsNullOrEmpty(flag.Value) || (int.TryParse(flag.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count) && count >= 0)
                    ? null
                    : "expected a number from 0",
                _ => null,
            };
            if (message is not null)
            {
                return new SyntaxError(flag.ValueSpan, message);
            }
        }

        return null;
    }

    // Durations of the builder: 1h30m, 1.5s, 500ms; 0 stands for the default.
    private static string? DurationError(string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return null;
        }

        const string Expected = "expected a duration such as 30s or 1m30s";
        var position = value[0] is '+' or '-' ? 1 : 0;
        var isNegative = value[0] == '-';
        if (value.AsSpan(position) is "0")
        {
            return null;
        }

        if (position == value.Length)
        {
            return Expected;
        }

        var nanoseconds = 0d;
        while (position < value.Length)
        {
            var start = position;
            while (position < value.Length && char.IsAsciiDigit(value[position]))
            {
                position++;
            }

            var digits = position - start;
            if (position < value.Length && value[position] == '.')
            {
                position++;
                var fraction = position;
                while (position < value.Length && char.IsAsciiDigit(value[position]))
                {
                    position++;
                }

                digits += position - fraction;
            }

            if (digits == 0)
            {
                return Expected;
            }

            var number = double.Parse(value.AsSpan(start, position - start), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
            var unitStart = position;
            while (position < value.Length && value[position] != '.' && !char.IsAsciiDigit(value[position]))
            {
                position++;
            }

            double? unit = value.AsSpan(unitStart, position - unitStart) switch
            {
                "ns" => 1,
                "us" or "\u00B5s" or "\u03BCs" => 1e3,
                "ms" => 1e6,
                "s" => 1e9,
                "m" => 60e9,
                "h" => 3600e9,
                _ => null,
            };
            if (unit is null)
            {
                return Expected;
            }

            nanoseconds += Math.Truncate(number * unit.Value);
        }

        return nanoseconds > long.MaxValue ? Expected
            : nanoseconds == 0 ? null
            : isNegative || nanoseconds < 1e6 ? "expected a duration of at least 1ms"
            : null;
    }

    private static FlagType TypeOf(DockerfileInstructionKind kind, string name) => (kind, name) switch
    {
        (DockerfileInstructionKind.From, "platform") => FlagType.Single,
        (DockerfileInstructionKind.Add or DockerfileInstructionKind.Copy, "chown" or "chmod") => FlagType.Single,
        (DockerfileInstructionKind.Add or DockerfileInstructionKind.Copy, "link") => FlagType.Boolean,
        (DockerfileInstructionKind.Add or DockerfileInstructionKind.Copy, "exclude") => FlagType.Repeatable,
        (DockerfileInstructionKind.Add, "checksum") => FlagType.Single,
        (DockerfileInstructionKind.Add, "keep-git-dir" or "unpack") => FlagType.Boolean,
        (DockerfileInstructionKind.Copy, "from") => FlagType.Single,
        (DockerfileInstructionKind.Copy, "parents") => FlagType.Boolean,
        (DockerfileInstructionKind.Run, "mount" or "device") => FlagType.Repeatable,
        (DockerfileInstructionKind.Run, "network" or "security") => FlagType.Single,
        (DockerfileInstructionKind.Healthcheck, "interval" or "timeout" or "start-period" or "start-interval" or "retries") => FlagType.Single,
        _ => FlagType.Unknown,
    };

    private static SyntaxError? CheckFlags(DockerfileDraft draft, string instruction, bool hasFrontend)
    {
        HashSet<string>? seen = null;
        foreach (var flag in draft.Flags)
        {
            var type = TypeOf(draft.Kind, flag.Name);
            if (type == FlagType.Unknown)
            {
                if (hasFrontend)
                {
                    continue;
                }

                return new SyntaxError(flag.Span, $"unknown flag '--{Shorten(flag.Name)}' of {instruction}");
            }

            if (type != FlagType.Repeatable && !(seen ??= new HashSet<string>(StringComparer.Ordinal)).Add(flag.Name))
            {
                return new SyntaxError(flag.Span, $"expected '--{flag.Name}' only once");
            }

            if (type == FlagType.Boolean)
            {
                if (flag.Value is not null && !flag.Value.Equals("true", StringComparison.OrdinalIgnoreCase) && !flag.Value.Equals("false", StringComparison.OrdinalIgnoreCase))
                {
                    return new SyntaxError(flag.Span, $"expected 'true' or 'false' as the value of '--{flag.Name}'");
                }
            }
            else if (flag.Value is null)
            {
                return new SyntaxError(flag.Span, $"expected a value for '--{flag.Name}'");
            }
        }

        return draft.Kind == DockerfileInstructionKind.Run ? CheckRunFlags(draft, hasFrontend) : null;
    }

    private static SyntaxError? CheckRunFlags(DockerfileDraft draft, bool hasFrontend)
    {
        foreach (var flag in draft.Flags)
        {
            var value = flag.Value ?? "";
            var message = flag.Name switch
            {
                "mount" => MountError(value),
                "device" => DeviceError(value),
                "network" when !hasFrontend && value is not ("default" or "none" or "host") => "expected 'default', 'none' or 'host' as the network",
                "security" when !hasFrontend && value is not ("insecure" or "sandbox") => "expected 'insecure' or 'sandbox' as the security mode",
                _ => null,
            };
            if (message is not null)
            {
                return new SyntaxError(flag.Span, message);
            }
        }

        return null;
    }

    // The keys of a mount are checked when the stage is built; only its list form, and that its stage is named outright, before.
    private static string? MountError(string value)
    {
        if (!TrySplitFields(value, out var fields))
        {
            return "expected a comma-separated list with closed quotes in '--mount'";
        }

        foreach (var field in fields)
        {
            var equals = field.IndexOf('=', StringComparison.Ordinal);
            if (equals == 4 && field.AsSpan(0, 4).Equals("from", StringComparison.OrdinalIgnoreCase))
            {
                var dollar = field.IndexOf('$', 5);
                if (dollar >= 0 && dollar != field.Length - 1)
                {
                    return "expected a stage or image without variables in 'from' of '--mount'";
                }
            }
        }

        return null;
    }

    private static string? DeviceError(string value)
    {
        if (!TrySplitFields(value, out var fields))
        {
            return "expected a comma-separated list with closed quotes in '--device'";
        }

        var name = "";
        foreach (var field in fields)
        {
            var equals = field.IndexOf('=', StringComparison.Ordinal);
            var key = equals < 0 ? field : field[..equals];
            if (key.Equals("required", StringComparison.OrdinalIgnoreCase))
            {
                if (equals >= 0 && field[(equals + 1)..] is not ("1" or "t" or "T" or "TRUE" or "true" or "True" or "0" or "f" or "F" or "FALSE" or "false" or "False"))
                {
                    return "expected 'true' or 'false' as the value of 'required' of '--device'";
                }
            }
            else if (equals >= 0 && key.Equals("name", StringComparison.OrdinalIgnoreCase))
            {
                if (name.Length > 0)
                {
                    return "expected only one device name in '--device'";
                }

                name = field[(equals + 1)..];
            }
            else if (name.Length == 0)
            {
                name = field;
            }
            else
            {
                return "expected 'name' or 'required' in '--device'";
            }
        }

        return null;
    }

    // One line of comma-separated values; quotes hold a whole field, and are doubled inside one.
    private static bool TrySplitFields(string value, out List<string> fields)
    {
        fields = [];
        var position = 0;
        while (true)
        {
            if (position < value.Length && value[position] == '"')
            {
                var field = new System.Text.StringBuilder();
                position++;
                while (true)
                {
                    var quote = value.IndexOf('"', position);
                    if (quote < 0)
                    {
                        return false;
                    }

                    field.Append(value, position, quote - position);
                    position = quote + 1;
                    if (position >= value.Length || value[position] != '"')
                    {
                        break;
                    }

                    field.Append('"');
                    position++;
                }

                fields.Add(field.ToString());
                if (position < value.Length && value[position] != ',')
                {
                    return false;
                }
            }
            else
            {
                var comma = value.IndexOf(',', position);
                var end = comma < 0 ? value.Length : comma;
                if (value.AsSpan(position, end - position).Contains('"'))
                {
                    return false;
                }

                fields.Add(value[position..end]);
                position = end;
            }

            if (position >= value.Length)
            {
                return true;
            }

            position++;
        }
    }
}
