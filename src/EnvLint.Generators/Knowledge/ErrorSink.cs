using System.Collections.Immutable;
using EnvLint.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace EnvLint.Generators.Knowledge;

/// <summary>Takes the errors of one file.</summary>
internal sealed class ErrorSink(string path, Microsoft.CodeAnalysis.Text.SourceText text)
{
    private readonly ImmutableArray<DiagnosticInfo>.Builder _errors = ImmutableArray.CreateBuilder<DiagnosticInfo>();

    /// <summary>Whether a class could not be written.</summary>
    public bool HasFatal { get; private set; }

    /// <summary>The errors, in order of position.</summary>
    public EquatableArray<DiagnosticInfo> Errors => _errors.OrderBy(static error => error.Location?.Span.Start ?? 0).ToEquatable();

    /// <summary>Adds an error.</summary>
    /// <param name="descriptor">What is wrong.</param>
    /// <param name="span">Where.</param>
    /// <param name="message">The whole message.</param>
    public void Add(DiagnosticDescriptor descriptor, EnvLint.Text.TextSpan span, string message)
    {
        // A row without source, in the wrong place or there twice still has its columns.
        HasFatal |= descriptor != KnowledgeDiagnostics.BadSource && descriptor != KnowledgeDiagnostics.NotSorted && descriptor != KnowledgeDiagnostics.KeyTwice;
        var place = new Microsoft.CodeAnalysis.Text.TextSpan(Math.Min(span.Start, text.Length), Math.Min(span.Length, Math.Max(0, text.Length - span.Start)));
        _errors.Add(DiagnosticInfo.Create(descriptor, new LocationInfo(path, place, text.Lines.GetLinePositionSpan(place)), message));
    }

    /// <summary>Line of a place, from 1.</summary>
    /// <param name="span">The place.</param>
    public int LineOf(EnvLint.Text.TextSpan span) => text.Lines.GetLinePosition(span.Start).Line + 1;
}
