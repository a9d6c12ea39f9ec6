using System.Collections.Immutable;
using EnvLint.Rules;
using EnvLint.Text;

namespace EnvLint.Diagnostics;

/// <summary>A further place that a finding speaks of, in this file or another.</summary>
/// <param name="Source">The file.</param>
/// <param name="Span">The place in it.</param>
/// <param name="Message">What stands there: <c>torch is pinned here</c>.</param>
public sealed record RelatedLocation(SourceText Source, TextSpan Span, string Message);

/// <summary>A finding.</summary>
public sealed record Diagnostic
{
    /// <summary>The rule that speaks.</summary>
    public required RuleDescriptor Rule { get; init; }

    /// <summary>How bad it is.</summary>
    public required Severity Severity { get; init; }

    /// <summary>How sure it is.</summary>
    public Confidence Confidence { get; init; } = Confidence.High;

    /// <summary>One sentence without a full stop at its end: what is wrong and with what.</summary>
    public required string Message { get; init; }

    /// <summary>The file.</summary>
    public required SourceText Source { get; init; }

    /// <summary>The place in the file, in UTF-16 offsets.</summary>
    public required TextSpan Span { get; init; }

    /// <summary>A few words under the primary place, such as <c>use 0.20.1</c>; empty for none.</summary>
    public string Label { get; init; } = "";

    /// <summary>Further places.</summary>
    public ImmutableArray<RelatedLocation> Related { get; init; } = [];

    /// <summary>What else to know: facts with their source and the table's date.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>The edit that mends it.</summary>
    public Fix? Fix { get; init; }

    /// <summary>Name of the target that the finding depends on; null where it holds on every target.</summary>
    public string? Target { get; init; }
}
