using System.Buffers;
using System.Collections.Immutable;
using EnvLint.Text;
using EnvLint.Versions;

namespace EnvLint.Syntax.MatchSpec;

/// <summary>Reads the specs of conda's command line and environment files in all their spellings.</summary>
/// <remarks>The steps and their order are conda's own: what an earlier one takes out is gone for the later ones, and that is where odd spellings get their meaning from.</remarks>
public static class MatchSpecParser
{
    private static readonly SearchValues<char> s_nameEnd = SearchValues.Create(" =<>!~");
    private static readonly SearchValues<char> s_noBuild = SearchValues.Create("-=,|<>~");
    private static readonly SearchValues<char> s_buildCharacters = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz.+*");
    private static readonly SearchValues<char> s_plainVersion = SearchValues.Create("0123456789.");

    private static readonly string[] s_subdirs =
    [
        "noarch", "linux-64", "linux-aarch64", "linux-ppc64le", "linux-32", "linux-armv6l", "linux-armv7l", "linux-ppc64", "linux-riscv64", "linux-s390x",
        "osx-64", "osx-arm64", "win-32", "win-64", "win-arm64", "emscripten-wasm32", "wasi-wasm32", "freebsd-64", "zos-z",
    ];

    private static readonly string[] s_keys =
    [
        "build", "build_number", "build_string", "channel", "extras", "features", "flags", "fn", "license", "license_family", "md5", "name", "namespace",
        "optional", "sha256", "subdir", "target", "track_features", "url", "version", "when",
    ];

    /// <summary>Reads a spec.</summary>
    /// <param name="text">The spec, such as <c>python&gt;=3.10</c>.</param>
    /// <returns>A spec in any case; what conda refuses stands in its errors.</returns>
    public static MatchSpec Parse(string text) => new Reader(text).Read();

    private static bool IsSubdir(string text) => Array.IndexOf(s_subdirs, text) >= 0;

    private sealed class Reader(string text)
    {
        private readonly ImmutableArray<SyntaxError>.Builder _errors = ImmutableArray.CreateBuilder<SyntaxError>();
        private readonly ImmutableArray<CondaDoubt>.Builder _doubts = ImmutableArray.CreateBuilder<CondaDoubt>();
        private readonly ImmutableArray<MatchSpecBracket>.Builder _brackets = ImmutableArray.CreateBuilder<MatchSpecBracket>();
        private MatchSpecPart? _channel;
        private MatchSpecPart? _subdir;
        private MatchSpecPart? _name;
        private MatchSpecPart? _versionPart;
        private CondaVersionSpec? _version;
        private MatchSpecPart? _build;
        private MatchSpecPart? _buildNumber;
        private bool _isArchive;

        public MatchSpec Read()
        {
            ReadSteps();
            return new MatchSpec
            {
                Text = text,
                Channel = _channel,
                Subdir = _subdir,
                Name = _name,
                VersionPart = _versionPart,
                Version = _version,
                Build = _build is null ? null : new CondaBuildPattern(_build.Value),
                BuildPart = _build,
                BuildNumber = _buildNumber,
                Brackets = _brackets.ToImmutable(),
                IsArchive = _isArchive,
                Errors = _errors.ToImmutable(),
                Doubts = _doubts.ToImmutable(),
            };
        }

        private void ReadSteps()
        {
            // A feature: mkl@.
            if (text.EndsWith('@'))
            {
                return;
            }

            var rest = MatchSpecText.Of(text);
            var comment = text.IndexOf('#', StringComparison.Ordinal);
            if (comment >= 0)
            {
                rest = rest.Slice(0, comment);
            }

            var condition = rest.Text.IndexOf(" if ", StringComparison.Ordinal);
            if (condition >= 0)
            {
                rest = rest.Slice(0, condition);
            }

            if (ArchiveExtension(rest.Text) is { } extension)
            {
                ReadArchive(rest, extension);
                return;
            }

            // But for the name, a pair in brackets takes the place of what stands outside, which is not even looked at then.
            if (TakeBrackets(ref rest) is { } inner)
            {
                ReadBrackets(inner);
            }

            DropParentheses(ref rest);
            TakeChannel(ref rest);
            ReadNameAndVersion(rest);
        }

        private static string? ArchiveExtension(string text) =>
            text.EndsWith(".conda", StringComparison.Ordinal) ? ".conda" : text.EndsWith(".tar.bz2", StringComparison.Ordinal) ? ".tar.bz2" : null;

        // https://host/channel/linux-64/name-1.0-build.conda
        private void ReadArchive(MatchSpecText rest, string extension)
        {
            _isArchive = true;
            var slash = rest.Text.LastIndexOfAny(['/', '\\']);
            var folder = slash <= 0 ? -1 : rest.Text.LastIndexOfAny(['/', '\\'], slash - 1);
            if (folder > 0 && IsSubdir(rest.Text[(folder + 1)..slash]))
            {
                ReadChannel(rest.Slice(0, slash));
            }

            var end = rest.Length - extension.Length;
            var buildDash = rest.Text.AsSpan(slash + 1, end - slash - 1).LastIndexOf('-') + slash + 1;
            var versionDash = buildDash <= slash + 1 ? -1 : rest.Text.AsSpan(slash + 1, buildDash - slash - 1).LastIndexOf('-') + slash + 1;
            if (versionDash <= slash + 1)
            {
                return;
            }

            _name = Part(rest, slash + 1, versionDash, lower: true);
            _versionPart = Part(rest, versionDash + 1, buildDash);
            _version = CondaVersionSpec.Parse("==" + _versionPart.Value, out _);
            _build = Part(rest, buildDash + 1, end);
        }

        // [key=value,…]: from the first opening bracket to the last closing one.
        private MatchSpecText? TakeBrackets(ref MatchSpecText rest)
        {
            var open = rest.Text.IndexOf('[', StringComparison.Ordinal);
            var close = rest.Text.LastIndexOf(']');
            if (open < 0 || close < open)
            {
                return null;
            }

            var inner = rest.Slice(open + 1, close);
            // A list may be a value: extras=[a,b].
            var second = inner.Text.IndexOf('[', StringComparison.Ordinal);
            if (second == 0 || (second > 0 && inner.Text[second - 1] is not ('=' or ' ')))
            {
                Fail(inner.SpanOf(second, 1), "a spec has one pair of brackets only");
            }

            if (inner.Text.AsSpan().Trim().IsEmpty)
            {
                Doubt(CondaDoubtKind.DroppedBrackets, rest.SpanOf(open, close + 1 - open), "conda drops the empty brackets");
            }

            rest = rest.Without(open, close + 1);
            return inner;
        }

        private void DropParentheses(ref MatchSpecText rest)
        {
            var close = rest.Text.LastIndexOf(')');
            var open = close < 0 ? -1 : rest.Text.LastIndexOf('(', close);
            if (open < 0)
            {
                return;
            }

            if (!rest.Text.AsSpan(open, close - open).Contains("optional", StringComparison.Ordinal))
            {
                var dropped = rest.Slice(open, close + 1);
                Doubt(CondaDoubtKind.DroppedParentheses, dropped.Span, $"conda drops '{dropped.Text}'");
            }

            rest = rest.Without(open, close + 1);
        }

        // channel:namespace:name
        private void TakeChannel(ref MatchSpecText rest)
        {
            var last = rest.Text.LastIndexOf(':');
            if (last < 0)
            {
                return;
            }

            var before = last == 0 ? -1 : rest.Text.LastIndexOf(':', last - 1);
            var space = rest.Slice(before + 1, last);
            if (space.Length > 0)
            {
                Doubt(CondaDoubtKind.DroppedNamespace, space.Span, $"conda drops '{space.Text}': a channel stands before two colons");
            }

            if (before > 0)
            {
                ReadChannel(rest.Slice(0, before));
            }

            rest = rest.Slice(last + 1, rest.Length);
        }

        private void ReadChannel(MatchSpecText channel)
        {
            var slash = channel.Text.LastIndexOf('/');
            if (slash > 0 && IsSubdir(channel.Text[(slash + 1)..]))
            {
                _channel ??= Part(channel, 0, slash);
                _subdir ??= Part(channel, slash + 1, channel.Length);
            }
            else
            {
                _channel ??= Part(channel, 0, channel.Length);
            }
        }

        private void ReadNameAndVersion(MatchSpecText rest)
        {
            var end = rest.Text.AsSpan().IndexOfAny(s_nameEnd);
            end = end < 0 ? rest.Length : end;
            if (end == 0)
            {
                Fail(rest.Length == 0 ? new TextSpan(0, text.Length) : rest.SpanOf(0, 1), "a spec begins with the name of a package");
                return;
            }

            if (_name is not null)
            {
                Doubt(CondaDoubtKind.NameInBrackets, _name.Span, $"the name outside of the brackets holds, so conda drops '{_name.Value}'");
            }

            _name = Part(rest, 0, end, lower: true);
            CheckName(rest.Slice(0, end));

            // One sign alone is nothing to conda.
            if (rest.Length - end == 1)
            {
                if (rest.Text[end] != ' ')
                {
                    Doubt(CondaDoubtKind.EmptyEquals, rest.SpanOf(end, 1), $"conda drops the '{rest.Text[end]}' at the end and takes any version");
                }

                return;
            }

            var demand = rest.Slice(end, rest.Length).Trim();
            if (demand.Length == 0)
            {
                return;
            }

            var bracket = demand.Text.IndexOf('[', StringComparison.Ordinal);
            if (bracket >= 0)
            {
                Fail(demand.SpanOf(bracket, 1), "'[' has no ']' at the end of the spec");
                return;
            }

            var split = BuildSeparator(demand.Text);
            var version = (split < 0 ? demand : demand.Slice(0, split)).WithoutBlanks();
            var build = split < 0 ? null : Whole(demand.Slice(split + 1, demand.Length).Trim());
            _build ??= build;
            if (build is not null && build.Value is not ['^', .., '$'] && build.Value.AsSpan().IndexOfAnyExcept(s_buildCharacters) >= 0)
            {
                Doubt(CondaDoubtKind.ImpossibleBuild, build.Span, $"conda looks for a build '{build.Value}', which no package has");
            }

            if (_versionPart is null)
            {
                ReadVersion(version, build is not null);
                if (build is not null && build.Value != "*" && build.Value.Contains('*', StringComparison.Ordinal) && IsShort(version.Text))
                {
                    Doubt(
                        CondaDoubtKind.ExactWithBuild,
                        version.Span,
                        $"with a build behind it '{version.Text}' is exactly {version.Text[1..]}, not {version.Text[1..]}.*");
                }
            }
        }

        // Of the name only what no package can have.
        private void CheckName(MatchSpecText name)
        {
            for (var i = 0; i < name.Length; i++)
            {
                var character = name.Text[i];
                if (!(char.IsAsciiLetterOrDigit(character) || character is '_' or '*' || (i > 0 && character is '.' or '-' or '+')))
                {
                    var length = char.IsHighSurrogate(character) && i + 1 < name.Length ? 2 : 1;
                    Fail(name.SpanOf(i, length), $"'{name.Text.Substring(i, length)}' cannot {(i == 0 ? "begin" : "stand in")} the name of a package");
                    return;
                }
            }
        }

        // Where a blank or an equals sign parts version and build; -1 where there is no build.
        private static int BuildSeparator(string demand)
        {
            var first = Math.Max(1, demand.AsSpan().LastIndexOfAny(s_noBuild));
            for (var i = first; i < demand.Length - 1; i++)
            {
                if (demand[i] is ' ' or '=' && demand[i - 1] is not ('=' or '!' or '|' or ',' or '<' or '>' or '~'))
                {
                    return i;
                }
            }

            return -1;
        }

        // =2.1
        private static bool IsShort(string version) =>
            version is ['=', not '=', ..] && version.AsSpan(1).IndexOfAnyExcept(s_plainVersion) < 0 && version.AsSpan(1).Count('.') <= 1;

        private void ReadVersion(MatchSpecText version, bool hasBuild)
        {
            _versionPart = Whole(version);
            var shift = 0;
            var spec = version.Text;
            if (spec.StartsWith('=') && spec is not ("=" or "=="))
            {
                var bare = spec.TrimStart('=');
                if (spec.StartsWith("==", StringComparison.Ordinal) && !hasBuild)
                {
                    (shift, spec) = (spec.Length - bare.Length, bare);
                }
                else if (bare.AsSpan().IndexOfAny("=,|") < 0)
                {
                    // With a build the version is exact, without one it is a beginning.
                    (shift, spec) = (spec.Length - bare.Length, hasBuild || bare.EndsWith('*') ? bare : bare + "*");
                }

                if (spec.Length == 0 || spec == "*" && bare.Length == 0)
                {
                    Fail(version.Span, "no version stands behind '='");
                    return;
                }
            }

            _version = CondaVersionSpec.Parse(spec, out var error);
            if (error is not null)
            {
                Fail(version.SpanOf(error.Span.Start + shift, error.Span.Length), error.Message);
            }
            else
            {
                foreach (var doubt in _version!.Doubts)
                {
                    Doubt(doubt.Kind, version.SpanOf(doubt.Span.Start + shift, doubt.Span.Length), doubt.Message);
                }
            }
        }

        private void ReadBrackets(MatchSpecText inner)
        {
            var position = 0;
            while (true)
            {
                while (position < inner.Length && inner.Text[position] is ',' or ' ')
                {
                    position++;
                }

                if (position == inner.Length)
                {
                    return;
                }

                position = ReadBracket(inner, position);
            }
        }

        private int ReadBracket(MatchSpecText inner, int start)
        {
            var keyEnd = start;
            while (keyEnd < inner.Length && (char.IsAsciiLetterOrDigit(inner.Text[keyEnd]) || inner.Text[keyEnd] is '_' or '-'))
            {
                keyEnd++;
            }

            var position = SkipBlanks(inner, keyEnd);
            if (keyEnd == start || position == inner.Length || inner.Text[position] != '=')
            {
                var dropped = inner.Text.AsSpan(start).IndexOfAny(',', ' ');
                var end = dropped <= 0 ? inner.Length : start + dropped;
                Doubt(CondaDoubtKind.DroppedBrackets, inner.SpanOf(start, end - start), $"conda drops '{inner.Text[start..end]}': no key stands before it");
                return end;
            }

            position = SkipBlanks(inner, position + 1);
            var (valueStart, valueEnd, next) = ValueBounds(inner, position);
            if (valueEnd < 0)
            {
                Doubt(CondaDoubtKind.DroppedBrackets, inner.SpanOf(start, inner.Length - start), $"conda drops '{inner.Text[start..]}': its quotation mark is not closed");
                return inner.Length;
            }

            var key = Part(inner, start, keyEnd);
            if (valueEnd == valueStart)
            {
                Fail(key.Span, $"no value stands behind '{key.Value}='");
                return next;
            }

            var value = inner.Slice(valueStart, valueEnd);
            _brackets.Add(new MatchSpecBracket(key, Whole(value)));
            Apply(key, value);
            return next;
        }

        private static (int Start, int End, int Next) ValueBounds(MatchSpecText inner, int start)
        {
            if (start < inner.Length && inner.Text[start] is '\'' or '"' or '[')
            {
                var close = inner.Text.IndexOf(inner.Text[start] == '[' ? ']' : inner.Text[start], start + 1);
                return (start + 1, close, close + 1);
            }

            var length = inner.Text.AsSpan(start).IndexOfAny(',', ' ');
            var end = length < 0 ? inner.Length : start + length;
            return (start, end, end);
        }

        private static int SkipBlanks(MatchSpecText inner, int position)
        {
            while (position < inner.Length && inner.Text[position] == ' ')
            {
                position++;
            }

            return position;
        }

        private void Apply(MatchSpecPart key, MatchSpecText value)
        {
            var part = Whole(value);
            switch (key.Value)
            {
                case "channel":
                    ReadChannel(value);
                    break;
                case "subdir":
                    _subdir = part;
                    break;
                case "name":
                    _name = part;
                    break;
                case "version":
                    ReadVersion(value, hasBuild: false);
                    break;
                case "build" or "build_string":
                    _build = part;
                    break;
                case "build_number":
                    _buildNumber = part;
                    break;
                default:
                    if (Array.BinarySearch(s_keys, key.Value, StringComparer.Ordinal) < 0)
                    {
                        Fail(key.Span, $"conda knows no key '{key.Value}'");
                    }

                    break;
            }
        }

        private static MatchSpecPart Part(MatchSpecText source, int start, int end, bool lower = false)
        {
            var value = source.Text[start..end];
            return new MatchSpecPart(lower ? value.ToLowerInvariant() : value, source.SpanOf(start, end - start));
        }

        private static MatchSpecPart Whole(MatchSpecText source) => new(source.Text, source.Span);

        private void Fail(TextSpan span, string message) => _errors.Add(new SyntaxError(span, message));

        private void Doubt(CondaDoubtKind kind, TextSpan span, string message) => _doubts.Add(new CondaDoubt(kind, span, message));
    }
}
