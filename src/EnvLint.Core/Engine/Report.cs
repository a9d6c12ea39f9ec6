using System.Collections.Immutable;
using EnvLint.Collections;
using EnvLint.Diagnostics;
using EnvLint.Environment.Stack;
using EnvLint.Rules;

namespace EnvLint.Engine;

/// <summary>The program that speaks, as the reports name it.</summary>
/// <param name="Name">Name of the program: <c>envlint</c>.</param>
/// <param name="Version">Its version, as semantic versioning writes it.</param>
/// <param name="Knowledge">Newest date of the tables it knows, as <c>2026-10</c>; empty for none.</param>
public sealed record ToolInfo(string Name, string Version, string Knowledge);

/// <summary>What hides a finding.</summary>
public enum SuppressionKind
{
    /// <summary>A comment in the file.</summary>
    InSource,

    /// <summary>An entry of the baseline.</summary>
    Baseline,
}

/// <summary>A finding that was made and is not shown.</summary>
/// <param name="Diagnostic">The finding.</param>
/// <param name="Kind">What hides it.</param>
/// <param name="Justification">The reason given for it; empty for none.</param>
public sealed record SuppressedDiagnostic(Diagnostic Diagnostic, SuppressionKind Kind, string Justification);

/// <summary>A file that was checked.</summary>
/// <param name="path">Its path, as findings name it.</param>
/// <param name="kind">What it is, in the word that the command line has for it: <c>dockerfile</c>.</param>
public sealed class CheckedFile(string path, string kind)
{
    /// <summary>Its path, as findings name it.</summary>
    public string Path { get; } = path;

    /// <summary>What it is, in the word that the command line has for it: <c>dockerfile</c>.</summary>
    public string Kind { get; } = kind;
}

/// <summary>The outcome of one run: what every output format is made from.</summary>
/// <remarks>Immutable. Made with <see cref="Create"/>, which puts the findings in the one order that all formats keep.</remarks>
public sealed record Report
{
    private ReportFingerprints? _fingerprints;

    private Report()
    {
    }

    /// <summary>The program that made the findings.</summary>
    public required ToolInfo Tool { get; init; }

    /// <summary>All rules that the program knows, whether they spoke or not, in the order of their codes.</summary>
    public required ImmutableArray<RuleDescriptor> Rules { get; init; }

    /// <summary>The findings to show, ordered by path, position and code.</summary>
    public required ImmutableArray<Diagnostic> Diagnostics { get; init; }

    /// <summary>The findings that a comment or the baseline hides, in the same order.</summary>
    public required ImmutableArray<SuppressedDiagnostic> Suppressed { get; init; }

    /// <summary>Number of files that were checked, with findings or without.</summary>
    public required int FilesChecked { get; init; }

    /// <summary>Number of findings that this run mended in the files, and that are therefore not among <see cref="Diagnostics"/>.</summary>
    public int Fixed { get; init; }

    /// <summary>Whether the run did all that was asked: no rule failed and no file stayed unread.</summary>
    public bool IsComplete { get; init; } = true;

    /// <summary>Whether a baseline was asked for known findings.</summary>
    public bool HasBaseline { get; init; }

    /// <summary>Number of entries of the baseline that this run looked for and did not find.</summary>
    public int GoneFromBaseline { get; init; }

    /// <summary>The files that were checked, in the order of the run; filled in only where a format wants them.</summary>
    public ImmutableArray<CheckedFile> Files { get; init; } = [];

    /// <summary>What the environments of these files need and where they break, in the same order; filled in only where a format wants them.</summary>
    public ImmutableArray<StackAnswer> Stacks { get; init; } = [];

    /// <summary>Number of different files that have a finding to show.</summary>
    public int FilesWithFindings { get; private init; }

    /// <summary>Number of findings to show that are errors.</summary>
    public int Errors { get; private init; }

    /// <summary>Number of findings to show that are warnings.</summary>
    public int Warnings { get; private init; }

    /// <summary>Number of findings to show that are mere information.</summary>
    public int Infos { get; private init; }

    /// <summary>Number of findings to show that <c>--fix</c> mends.</summary>
    public int FixableSafely { get; private init; }

    /// <summary>Number of findings to show that only <c>--unsafe-fixes</c> mends.</summary>
    public int FixableUnsafely { get; private init; }

    /// <summary>Number of findings that comments hide.</summary>
    public int SuppressedInSource { get; private init; }

    /// <summary>Number of findings that the baseline hides.</summary>
    public int Baselined { get; private init; }

    /// <summary>The content fingerprints of all findings; computed on first use.</summary>
    public ReportFingerprints Fingerprints => _fingerprints ??= ComputeFingerprints();

    /// <summary>Makes a report: orders the findings and counts them.</summary>
    /// <param name="tool">The program.</param>
    /// <param name="rules">All rules it knows.</param>
    /// <param name="diagnostics">The findings to show, in any order.</param>
    /// <param name="suppressed">The findings that are hidden, in any order.</param>
    /// <param name="filesChecked">Number of files that were checked.</param>
    public static Report Create(
        ToolInfo tool,
        ImmutableArray<RuleDescriptor> rules,
        ImmutableArray<Diagnostic> diagnostics,
        ImmutableArray<SuppressedDiagnostic> suppressed,
        int filesChecked)
    {
        var shown = Sorting.Ordered(diagnostics, Compare);
        int errors = 0, warnings = 0, infos = 0, safe = 0, unsafeOnly = 0, files = 0, baselined = 0;
        for (var i = 0; i < shown.Length; i++)
        {
            var diagnostic = shown[i];
            switch (diagnostic.Severity)
            {
                case Severity.Error:
                    errors++;
                    break;
                case Severity.Warning:
                    warnings++;
                    break;
                default:
                    infos++;
                    break;
            }

            switch (diagnostic.Fix?.Safety)
            {
                case FixSafety.Safe:
                    safe++;
                    break;
                case FixSafety.Suggested:
                    unsafeOnly++;
                    break;
            }

            if (i == 0 || diagnostic.Source.Path != shown[i - 1].Source.Path)
            {
                files++;
            }
        }

        foreach (var hidden in suppressed)
        {
            if (hidden.Kind == SuppressionKind.Baseline)
            {
                baselined++;
            }
        }

        return new Report
        {
            Tool = tool,
            Rules = rules,
            Diagnostics = shown,
            Suppressed = Sorting.Ordered(suppressed, static (left, right) => Compare(left.Diagnostic, right.Diagnostic)),
            FilesChecked = filesChecked,
            FilesWithFindings = files,
            Errors = errors,
            Warnings = warnings,
            Infos = infos,
            FixableSafely = safe,
            FixableUnsafely = unsafeOnly,
            SuppressedInSource = suppressed.Length - baselined,
            Baselined = baselined,
        };
    }

    /// <summary>The order of findings in every output: path, position, code, target, message.</summary>
    /// <param name="left">One finding.</param>
    /// <param name="right">The other.</param>
    public static int Compare(Diagnostic left, Diagnostic right)
    {
        var order = string.CompareOrdinal(left.Source.Path, right.Source.Path);
        if (order == 0)
        {
            order = left.Span.CompareTo(right.Span);
        }

        if (order == 0)
        {
            order = string.CompareOrdinal(left.Rule.Code, right.Rule.Code);
        }

        if (order == 0)
        {
            order = string.CompareOrdinal(left.Target, right.Target);
        }

        return order != 0 ? order : string.CompareOrdinal(left.Message, right.Message);
    }

    // Shown and hidden findings are counted together, in one order: to hide one must not change the fingerprint of the next.
    private ReportFingerprints ComputeFingerprints()
    {
        var builder = new FingerprintBuilder();
        var shown = ImmutableArray.CreateBuilder<string>(Diagnostics.Length);
        var hidden = ImmutableArray.CreateBuilder<string>(Suppressed.Length);
        while (shown.Count < Diagnostics.Length || hidden.Count < Suppressed.Length)
        {
            var takeShown = hidden.Count == Suppressed.Length
                || (shown.Count < Diagnostics.Length && Compare(Diagnostics[shown.Count], Suppressed[hidden.Count].Diagnostic) <= 0);
            if (takeShown)
            {
                shown.Add(builder.Next(Diagnostics[shown.Count]));
            }
            else
            {
                hidden.Add(builder.Next(Suppressed[hidden.Count].Diagnostic));
            }
        }

        return new ReportFingerprints(shown.MoveToImmutable(), hidden.MoveToImmutable());
    }
}

/// <summary>The content fingerprints of a report's findings.</summary>
/// <param name="Diagnostics">One for each of <see cref="Report.Diagnostics"/>, in the same order.</param>
/// <param name="Suppressed">One for each of <see cref="Report.Suppressed"/>, in the same order.</param>
public sealed record ReportFingerprints(ImmutableArray<string> Diagnostics, ImmutableArray<string> Suppressed);
