using EnvLint.Diagnostics;
using EnvLint.Engine;
using EnvLint.Text;

namespace EnvLint.Reporting.Sarif;

/// <summary>A finding on its way into a SARIF log.</summary>
/// <param name="Index">Its place in the order of the report.</param>
/// <param name="Diagnostic">The finding.</param>
/// <param name="Fingerprint">Its content fingerprint.</param>
/// <param name="LineHash">GitHub's hash of its line.</param>
/// <param name="Suppression">What hides it; null for nothing.</param>
internal sealed record SarifResult(int Index, Diagnostic Diagnostic, string Fingerprint, LineHash LineHash, SuppressedDiagnostic? Suppression)
{
    /// <summary>The results of a report, in its order.</summary>
    /// <param name="report">The report.</param>
    /// <param name="includeSuppressed">Whether hidden findings are among them.</param>
    public static SarifResult[] From(Report report, bool includeSuppressed)
    {
        var fingerprints = report.Fingerprints;
        var results = new List<SarifResult>(report.Diagnostics.Length);
        var hashes = new FileHashes();
        for (var i = 0; i < report.Diagnostics.Length; i++)
        {
            var diagnostic = report.Diagnostics[i];
            results.Add(new SarifResult(results.Count, diagnostic, fingerprints.Diagnostics[i], hashes.Of(diagnostic), Suppression: null));
        }

        for (var i = 0; includeSuppressed && i < report.Suppressed.Length; i++)
        {
            var suppressed = report.Suppressed[i];
            results.Add(new SarifResult(results.Count, suppressed.Diagnostic, fingerprints.Suppressed[i], hashes.Of(suppressed.Diagnostic), suppressed));
        }

        return [.. results];
    }

    /// <summary>A size in bytes that the log will certainly not exceed.</summary>
    /// <param name="report">The report.</param>
    /// <param name="results">Its results.</param>
    public static long EstimateSize(Report report, SarifResult[] results)
    {
        const int FrameOfObject = 2_500; // names, blanks, numbers of a result, a rule or the log itself
        const int FrameOfPlace = 900;
        const int BytesPerUnit = 10; // a hidden character spelled out, its backslash doubled

        var bytes = (long)FrameOfObject;
        foreach (var rule in report.Rules)
        {
            bytes += FrameOfObject + ((rule.Page.Length * 3L) + rule.Title.Length) * BytesPerUnit;
        }

        foreach (var result in results)
        {
            var diagnostic = result.Diagnostic;
            var units = diagnostic.Message.Length + diagnostic.Source.Path.Length + (result.Suppression?.Justification.Length ?? 0L);
            bytes += FrameOfObject;
            foreach (var note in diagnostic.Notes)
            {
                units += note.Length;
            }

            foreach (var related in diagnostic.Related)
            {
                // A label can also stand in the message.
                units += (related.Message.Length * 2L) + related.Source.Path.Length;
                bytes += FrameOfPlace;
            }

            if (diagnostic.Fix is { } fix)
            {
                units += fix.Title.Length + diagnostic.Source.Path.Length;
                foreach (var edit in fix.Edits)
                {
                    units += edit.NewText.Length;
                    bytes += FrameOfPlace;
                }

                foreach (var other in fix.Elsewhere)
                {
                    // The path stands in the title, too.
                    units += other.Source.Path.Length * 2L;
                    bytes += FrameOfPlace;
                    foreach (var edit in other.Edits)
                    {
                        units += edit.NewText.Length;
                        bytes += FrameOfPlace;
                    }
                }
            }

            bytes += units * BytesPerUnit;
        }

        return bytes;
    }

    /// <summary>Most severe first, else in the order of the report; hidden ones behind all others.</summary>
    /// <param name="left">One result.</param>
    /// <param name="right">The other.</param>
    public static int CompareBySeverity(SarifResult left, SarifResult right)
    {
        var order = (left.Suppression is not null).CompareTo(right.Suppression is not null);
        if (order == 0)
        {
            order = right.Diagnostic.Severity.CompareTo(left.Diagnostic.Severity);
        }

        return order != 0 ? order : left.Index.CompareTo(right.Index);
    }

    /// <summary>Keeps the hashes of the last file: findings come file by file.</summary>
    private sealed class FileHashes
    {
        private SourceText? _source;
        private LineHash[] _hashes = [];

        public LineHash Of(Diagnostic diagnostic)
        {
            if (!ReferenceEquals(_source, diagnostic.Source))
            {
                _source = diagnostic.Source;
                _hashes = LineHash.OfLines(_source);
            }

            return _hashes[Math.Min(_source.Lines.LineOf(diagnostic.Span.Start), _hashes.Length - 1)];
        }
    }
}
