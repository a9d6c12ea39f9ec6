using System.Globalization;
using EnvLint.Text;

namespace EnvLint.Syntax.Dockerfile;

/// <summary>What each instruction must have so that the builder takes it.</summary>
internal readonly struct DockerfileInstructionRules
{
    private readonly DockerfileDraft _draft;
    private readonly JoinedLine _line;
    private readonly bool _hasFrontend;

    /// <param name="draft">The instruction.</param>
    /// <param name="line">Its joined line.</param>
    /// <param name="hasFrontend">Whether the file names a frontend, which may know more instructions and flags.</param>
    public DockerfileInstructionRules(DockerfileDraft draft, JoinedLine line, bool hasFrontend)
    {
        _draft = draft;
        _line = line;
        _hasFrontend = hasFrontend;
    }

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

    /// <summary>The name as it is commonly written.</summary>
    public static string NameOf(DockerfileInstructionKind kind) => kind switch
    {
        DockerfileInstructionKind.Add => "ADD",
        DockerfileInstructionKind.Arg => "ARG",
        DockerfileInstructionKind.Cmd => "CMD",
        DockerfileInstructionKind.Copy => "COPY",
        DockerfileInstructionKind.Entrypoint => "ENTRYPOINT",
        DockerfileInstructionKind.Env => "ENV",
        DockerfileInstructionKind.Expose => "EXPOSE",
        DockerfileInstructionKind.From => "FROM",
        DockerfileInstructionKind.Healthcheck => "HEALTHCHECK",
        DockerfileInstructionKind.Label => "LABEL",
        DockerfileInstructionKind.Maintainer => "MAINTAINER",
        DockerfileInstructionKind.Onbuild => "ONBUILD",
        DockerfileInstructionKind.Run => "RUN",
        DockerfileInstructionKind.Shell => "SHELL",
        DockerfileInstructionKind.Stopsignal => "STOPSIGNAL",
        DockerfileInstructionKind.User => "USER",
        DockerfileInstructionKind.Volume => "VOLUME",
        DockerfileInstructionKind.Workdir => "WORKDIR",
        _ => "the instruction",
    };

    /// <summary>The first thing about the instruction that the builder refuses, or null.</summary>
    public SyntaxError? Check()
    {
        switch (_draft.Kind)
        {
            case DockerfileInstructionKind.Env or DockerfileInstructionKind.Label:
                return CheckFlags() ?? (_draft.Pairs.IsEmpty ? NoArgument() : BlankName());

            case DockerfileInstructionKind.Arg:
                return _draft.Pairs.IsEmpty ? NoArgument() : BlankName();

            case DockerfileInstructionKind.Maintainer or DockerfileInstructionKind.Workdir or DockerfileInstructionKind.User or DockerfileInstructionKind.Expose:
                return _draft.Words.IsEmpty ? NoArgument() : CheckFlags();

            case DockerfileInstructionKind.Stopsignal:
                return _draft.Words.IsEmpty ? NoArgument() : null;

            case DockerfileInstructionKind.Add or DockerfileInstructionKind.Copy:
                return _draft.Words.Length < 2 ? AtArguments($"expected a source and a destination behind {NameOf(_draft.Kind)}")
                    : CheckFlags() ?? (DockerfileHeredocOperator.IsOperator(_draft.Words[^1].Raw) ? new SyntaxError(_draft.Words[^1].Span, "expected a path as the destination, no here-document") : null);

            case DockerfileInstructionKind.From:
                return CheckFrom() ?? CheckFlags();

            case DockerfileInstructionKind.Onbuild:
                return CheckOnbuild();

            case DockerfileInstructionKind.Run or DockerfileInstructionKind.Cmd or DockerfileInstructionKind.Entrypoint:
                return CheckFlags();

            case DockerfileInstructionKind.Healthcheck:
                return CheckHealthcheck();

            case DockerfileInstructionKind.Volume:
                return _draft.Words.IsEmpty ? NoArgument() : CheckFlags() ?? CheckVolumes();

            case DockerfileInstructionKind.Shell:
                return CheckFlags()
                    ?? (!_draft.HasArguments || (_draft.Form == DockerfileForm.Exec && _draft.Words.IsEmpty) ? NoArgument()
                    : _draft.Form != DockerfileForm.Exec ? AtArguments("expected a JSON array behind SHELL")
                    : null);

            default:
                return _hasFrontend ? null : AtKeyword($"unknown instruction '{Shorten(_line.Text[_draft.KeywordStart.._draft.KeywordEnd])}'");
        }
    }

    private static string Shorten(string word) => word.Length <= 40 ? word : word[..40] + "…";

    private SyntaxError AtKeyword(string message) => new(_line.ToSpan(_draft.KeywordStart, _draft.KeywordEnd), message);

    private SyntaxError AtArguments(string message) =>
        _draft.HasArguments ? new SyntaxError(_line.ToSpan(_draft.ArgumentStart, _draft.ArgumentEnd), message) : AtKeyword(message);

    private SyntaxError NoArgument() => AtArguments($"expected an argument behind {NameOf(_draft.Kind)}");

    private SyntaxError? BlankName()
    {
        foreach (var pair in _draft.Pairs)
        {
            if (pair.NameSpan.IsEmpty)
            {
                return AtArguments($"expected a name in front of '=' in {NameOf(_draft.Kind)}");
            }
        }

        return null;
    }

    private SyntaxError? CheckVolumes()
    {
        foreach (var word in _draft.Words)
        {
            if (string.IsNullOrWhiteSpace(word.Raw))
            {
                return new SyntaxError(word.Span, "expected a path, not an empty string");
            }
        }

        return null;
    }

    private SyntaxError? CheckFrom()
    {
        var words = _draft.Words;
        if (words.Length == 3 && words[1].Raw.Equals("as", StringComparison.OrdinalIgnoreCase))
        {
            return IsStageName(words[2].Raw) ? null
                : new SyntaxError(words[2].Span, "expected a stage name of letters, digits, '-', '_' and '.' that begins with a letter");
        }

        if (words.Length < 2)
        {
            return words.Length == 1 ? null : AtArguments("expected an image behind FROM");
        }

        // The first word too many.
        var surplus = words.Length > 3 && words[1].Raw.Equals("as", StringComparison.OrdinalIgnoreCase) ? words[3] : words[1];
        return new SyntaxError(TextSpan.Union(surplus.Span, words[^1].Span), "expected 'FROM image' or 'FROM image AS name'");
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

    private SyntaxError? CheckOnbuild()
    {
        if (_draft.Trigger is not { } trigger)
        {
            return AtArguments("expected an instruction behind ONBUILD");
        }

        return CheckFlags() ?? (trigger.Kind is DockerfileInstructionKind.Onbuild or DockerfileInstructionKind.From or DockerfileInstructionKind.Maintainer
            ? new SyntaxError(_line.ToSpan(trigger.KeywordStart, trigger.KeywordEnd), $"expected an instruction that can be a trigger, not {NameOf(trigger.Kind)}")
            : null);
    }

    private SyntaxError? CheckHealthcheck()
    {
        if (!_draft.HasArguments)
        {
            return AtArguments("expected NONE or CMD behind HEALTHCHECK");
        }

        if (_draft.Trigger is not { } command)
        {
            if (!_draft.Words[0].Raw.Equals("NONE", StringComparison.OrdinalIgnoreCase))
            {
                return CheckFlags() ?? new SyntaxError(_draft.Words[0].Span, "expected NONE or CMD behind HEALTHCHECK");
            }

            return _draft.Words.Length == 1 ? null : AtArguments("expected nothing behind HEALTHCHECK NONE");
        }

        if (CheckFlags() is { } error)
        {
            return error;
        }

        if (command.Form == DockerfileForm.None || (command.Form == DockerfileForm.Exec && command.Words.IsEmpty))
        {
            return AtArguments("expected a command behind HEALTHCHECK CMD");
        }

        foreach (var flag in _draft.Flags)
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

    private SyntaxError? CheckFlags()
    {
        HashSet<string>? seen = null;
        foreach (var flag in _draft.Flags)
        {
            var type = TypeOf(_draft.Kind, flag.Name);
            if (type == FlagType.Unknown)
            {
                if (_hasFrontend)
                {
                    continue;
                }

                return new SyntaxError(flag.Span, $"unknown flag '--{Shorten(flag.Name)}' of {NameOf(_draft.Kind)}");
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

        return _draft.Kind == DockerfileInstructionKind.Run ? CheckRunFlags() : null;
    }

    private SyntaxError? CheckRunFlags()
    {
        foreach (var flag in _draft.Flags)
        {
            var value = flag.Value ?? "";
            var message = flag.Name switch
            {
                "mount" => MountError(value),
                "device" => DeviceError(value),
                "network" when !_hasFrontend && value is not ("default" or "none" or "host") => "expected 'default', 'none' or 'host' as the network",
                "security" when !_hasFrontend && value is not ("insecure" or "sandbox") => "expected 'insecure' or 'sandbox' as the security mode",
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
