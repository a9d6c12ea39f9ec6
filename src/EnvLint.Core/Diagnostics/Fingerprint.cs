using System.Buffers.Binary;
using System.Globalization;
using EnvLint.Text;

namespace EnvLint.Diagnostics;

/// <summary>What makes a finding the same finding in the next run: the content fingerprint <c>envlint/v1</c>.</summary>
/// <remarks>
/// SHA-256, as 64 small hexadecimal digits, over five fields: code, path, text of the primary span, SHA-256 of the line on which
/// the span begins, and the ordinal in decimal digits. Each field is UTF-8 behind its length in bytes (four bytes, little endian).
/// In the two texts every run of blanks, tabs and line ends counts as one blank, and none at either end. The ordinal counts, from 1,
/// the findings of the run whose other four fields are equal. No line number goes in, so that edits elsewhere change nothing.
/// The definition never changes under this name.
/// </remarks>
public static class Fingerprint
{
    /// <summary>The name of the definition.</summary>
    public const string Version = "envlint/v1";

    /// <summary>The fingerprints of the findings of a run.</summary>
    /// <param name="diagnostics">All findings of the run, hidden ones included, in the order of <see cref="Engine.Report.Compare"/>.</param>
    public static IEnumerable<string> OfAll(IEnumerable<Diagnostic> diagnostics)
    {
        var builder = new FingerprintBuilder();
        foreach (var diagnostic in diagnostics)
        {
            yield return builder.Next(diagnostic);
        }
    }
}

/// <summary>Makes the fingerprints of a run's findings one after the other; it remembers what it has seen.</summary>
/// <remarks>Not safe for several threads.</remarks>
public sealed class FingerprintBuilder
{
    private readonly Dictionary<(ulong, ulong), int> _seen = [];
    private readonly byte[] _line = new byte[Sha256.HashSize];
    private SourceText? _lineSource;
    private int _lineNumber;

    /// <summary>The fingerprint of the next finding.</summary>
    /// <param name="diagnostic">The finding. All findings of a run are passed in the order of <see cref="Engine.Report.Compare"/>.</param>
    public string Next(Diagnostic diagnostic) => Next(diagnostic, diagnostic.Source.Path);

    /// <summary>The fingerprint of the next finding, in a file that goes by another path.</summary>
    /// <param name="diagnostic">The finding. All findings of a file are passed in the order of <see cref="Engine.Report.Compare"/>.</param>
    /// <param name="path">The path that stands for the file's own.</param>
    public string Next(Diagnostic diagnostic, string path)
    {
        var source = diagnostic.Source;
        var line = source.Lines.LineOf(diagnostic.Span.Start);
        if (!ReferenceEquals(source, _lineSource) || line != _lineNumber)
        {
            // Kept for the neighbours: a line of a megabyte with a thousand findings is hashed once.
            HashCollapsed(source, source.LineSpan(line), _line);
            _lineSource = source;
            _lineNumber = line;
        }

        var hash = new Sha256();
        AppendField(hash, diagnostic.Rule.Code);
        AppendField(hash, path);
        AppendField(hash, Collapse(source, diagnostic.Span));
        hash.Append(_line);

        Span<byte> digest = stackalloc byte[Sha256.HashSize];
        hash.Clone().Finish(digest);
        var key = (BinaryPrimitives.ReadUInt64LittleEndian(digest), BinaryPrimitives.ReadUInt64LittleEndian(digest[8..]));
        _seen.TryGetValue(key, out var ordinal);
        _seen[key] = ++ordinal;

        AppendField(hash, ordinal.ToString(CultureInfo.InvariantCulture));
        hash.Finish(digest);
        return Convert.ToHexStringLower(digest);
    }

    private static void HashCollapsed(SourceText source, TextSpan span, Span<byte> destination)
    {
        var hash = new Sha256();
        hash.AppendUtf8(Collapse(source, span));
        hash.Finish(destination);
    }

    private static void AppendField(Sha256 hash, ReadOnlySpan<char> text)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, System.Text.Encoding.UTF8.GetByteCount(text));
        hash.Append(length);
        hash.AppendUtf8(text);
    }

    /// <summary>A stretch of text in which every run of blanks, tabs and line ends is one blank, and none stands at an end.</summary>
    private static ReadOnlySpan<char> Collapse(SourceText source, TextSpan span)
    {
        var text = source.Content.AsSpan(span.Start, span.Length).Trim(" \t\r\n");
        if (text.IndexOfAny('\t', '\r', '\n') < 0 && text.IndexOf("  ", StringComparison.Ordinal) < 0)
        {
            return text;
        }

        var collapsed = new char[text.Length];
        var length = 0;
        foreach (var c in text)
        {
            if (c is not (' ' or '\t' or '\r' or '\n'))
            {
                collapsed[length++] = c;
            }
            else if (collapsed[length - 1] != ' ')
            {
                collapsed[length++] = ' ';
            }
        }

        return collapsed.AsSpan(0, length);
    }
}
