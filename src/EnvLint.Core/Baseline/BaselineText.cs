using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using EnvLint.Diagnostics;
using EnvLint.Text;

namespace EnvLint.Baseline;

/// <summary>What is wrong with a baseline file.</summary>
/// <param name="Source">The file.</param>
/// <param name="Position">The place, in UTF-16 code units from the start of the text.</param>
/// <param name="Message">One sentence without a full stop at its end.</param>
public sealed record BaselineError(SourceText Source, int Position, string Message)
{
    /// <summary>Place and message on one line: <c>envlint-baseline.json:3:1: …</c>.</summary>
    public string Describe()
    {
        var position = Source.Lines.PositionOf(Position);
        return string.Create(CultureInfo.InvariantCulture, $"{Source.Path}:{position.Line + 1}:{position.Column + 1}: {Message}");
    }
}

/// <summary>The baseline as a file: JSON, sorted, with one finding on each line, so that git merges it and its changes are small.</summary>
public static class BaselineText
{
    /// <summary>The version of the file's shape.</summary>
    public const int Version = 1;

    private const string ConflictMark = "<<<<<<<";

    /// <summary>Reads a file, as strictly as it is written: what is not understood would hide something else than was meant.</summary>
    /// <param name="source">The file.</param>
    /// <param name="error">What is wrong with it first; null for nothing.</param>
    /// <returns>Null where something is wrong.</returns>
    public static BaselineDocument? Parse(SourceText source, out BaselineError? error)
    {
        var bytes = Encoding.UTF8.GetBytes(source.Content);
        try
        {
            var reading = new Reading(bytes);
            var document = reading.Read();
            error = null;
            return document;
        }
        catch (FaultException fault)
        {
            error = new BaselineError(source, Encoding.UTF8.GetCharCount(bytes, 0, fault.Position), fault.Message);
        }
        catch (JsonException exception)
        {
            var line = (int)Math.Min(exception.LineNumber ?? 0, source.Lines.Count - 1);
            var start = source.Lines.StartOf(line);
            var startInBytes = Encoding.UTF8.GetByteCount(source.Content.AsSpan(0, start));
            var length = (int)Math.Min(exception.BytePositionInLine ?? 0, bytes.Length - startInBytes);
            var isConflict = source.Content.AsSpan(start).StartsWith(ConflictMark, StringComparison.Ordinal);
            error = new BaselineError(
                source, start + Encoding.UTF8.GetCharCount(bytes, startInBytes, length), isConflict ? "a conflict of git is left in the file" : "this is no valid JSON");
        }

        return null;
    }

    /// <summary>The text of a file.</summary>
    /// <param name="baseline">What it is to say.</param>
    public static string Write(BaselineDocument baseline)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{{\n  \"version\": {Version},\n  \"fingerprint\": \"{Fingerprint.Version}\",\n  \"findings\": [");
        for (var i = 0; i < baseline.Entries.Length; i++)
        {
            var entry = baseline.Entries[i];
            text.Append(i == 0 ? "\n    { \"path\": " : ",\n    { \"path\": ");
            AppendString(text, entry.Path);
            text.Append(", \"code\": ");
            AppendString(text, entry.Code);
            text.Append(", \"message\": ");
            AppendString(text, entry.Message);
            text.Append(", \"fingerprint\": ");
            AppendString(text, entry.Fingerprint);
            text.Append(" }");
        }

        return text.Append(baseline.Entries.IsEmpty ? "]\n}\n" : "\n  ]\n}\n").ToString();
    }

    // What JSON must escape, and what nobody would see or what would turn the line around.
    private static void AppendString(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var rune in value.EnumerateRunes())
        {
            if (rune.Value is '"' or '\\')
            {
                text.Append('\\').Append((char)rune.Value);
            }
            else if (rune.Value != ' ' && Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator)
            {
                foreach (var unit in rune.ToString())
                {
                    text.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}");
                }
            }
            else
            {
                text.Append(rune.ToString());
            }
        }

        text.Append('"');
    }

    private sealed class FaultException(int position, string message) : Exception(message)
    {
        public int Position { get; } = position;
    }

    private ref struct Reading(byte[] bytes)
    {
        private Utf8JsonReader _json = new(bytes);

        public BaselineDocument Read()
        {
            _json.Read();
            Expect(JsonTokenType.StartObject, "a baseline is an object with 'version', 'fingerprint' and 'findings'");
            var start = Position;
            var hasVersion = false;
            var hasFingerprint = false;
            List<BaselineEntry>? entries = null;
            while (Next() != JsonTokenType.EndObject)
            {
                var at = Position;
                var key = Text();
                Next();
                switch (key)
                {
                    case "version" when !hasVersion:
                        hasVersion = _json.TokenType == JsonTokenType.Number && _json.TryGetInt32(out var version) && version == Version
                            ? true
                            : throw new FaultException(Position, $"this version of a baseline is not known: it is {Version} here; 'envlint baseline' writes a new one where the file is deleted");
                        break;
                    case "fingerprint" when !hasFingerprint:
                        Expect(JsonTokenType.String, "'fingerprint' must be a string");
                        hasFingerprint = Text() == Fingerprint.Version
                            ? true
                            : throw new FaultException(Position, $"these fingerprints are not known: they are {Fingerprint.Version} here; 'envlint baseline' writes new ones where the file is deleted");
                        break;
                    case "findings" when entries is null:
                        // Another version means something else by its entries.
                        if (!hasVersion || !hasFingerprint)
                        {
                            throw new FaultException(at, "'version' and 'fingerprint' must stand above 'findings'");
                        }

                        entries = ReadEntries();
                        break;
                    case "version" or "fingerprint" or "findings":
                        throw new FaultException(at, $"'{key}' is there twice");
                    default:
                        throw new FaultException(at, $"a baseline has no key '{key}'");
                }
            }

            if (entries is null)
            {
                throw new FaultException(start, "'findings' is missing");
            }

            _json.Read();
            return new BaselineDocument(entries);
        }

        private readonly int Position => (int)_json.TokenStartIndex;

        private JsonTokenType Next()
        {
            _json.Read();
            return _json.TokenType;
        }

        private readonly string Text()
        {
            try
            {
                return _json.GetString() ?? "";
            }
            catch (InvalidOperationException)
            {
                throw new FaultException(Position, "half a character is escaped here");
            }
        }

        private readonly void Expect(JsonTokenType type, string otherwise)
        {
            if (_json.TokenType != type)
            {
                throw new FaultException(Position, otherwise);
            }
        }

        private List<BaselineEntry> ReadEntries()
        {
            Expect(JsonTokenType.StartArray, "'findings' must be a list");
            var entries = new List<BaselineEntry>();
            var seen = new HashSet<string>(StringComparer.Ordinal);
            while (Next() != JsonTokenType.EndArray)
            {
                var at = Position;
                var entry = ReadEntry();
                if (!seen.Add(entry.Fingerprint))
                {
                    throw new FaultException(at, "this finding is recorded twice");
                }

                entries.Add(entry);
            }

            return entries;
        }

        private BaselineEntry ReadEntry()
        {
            Expect(JsonTokenType.StartObject, "a finding must be an object with 'path', 'code', 'message' and 'fingerprint'");
            var start = Position;
            string? path = null, code = null, message = null, fingerprint = null;
            while (Next() != JsonTokenType.EndObject)
            {
                var at = Position;
                var key = Text();
                Next();
                Expect(JsonTokenType.String, $"'{key}' must be a string");
                switch (key)
                {
                    case "path" when path is null:
                        path = Text();
                        break;
                    case "code" when code is null:
                        code = Text();
                        break;
                    case "message" when message is null:
                        message = Text();
                        break;
                    case "fingerprint" when fingerprint is null:
                        fingerprint = IsFingerprint(Text()) ? Text() : throw new FaultException(Position, "a fingerprint has 64 small hexadecimal digits");
                        break;
                    case "path" or "code" or "message" or "fingerprint":
                        throw new FaultException(at, $"'{key}' is there twice");
                    default:
                        throw new FaultException(at, $"a finding has no key '{key}'");
                }
            }

            return path is not null && code is not null && message is not null && fingerprint is not null
                ? new BaselineEntry(fingerprint, code, path, message)
                : throw new FaultException(start, $"'{(path is null ? "path" : code is null ? "code" : message is null ? "message" : "fingerprint")}' is missing");
        }

        private static bool IsFingerprint(string text)
        {
            foreach (var c in text)
            {
                if (!char.IsAsciiHexDigitLower(c))
                {
                    return false;
                }
            }

            return text.Length == 2 * Sha256.HashSize;
        }
    }
}
