using System.Collections.Immutable;
using EnvLint.Diagnostics;
using EnvLint.Engine;
using EnvLint.Environment;
using EnvLint.Environment.Facts;
using EnvLint.Text;

namespace EnvLint.Rules;

/// <summary>What a rule may know beside its subject, and where it reports.</summary>
/// <remarks>One context serves one file; the engine sets <see cref="Rule"/> before each rule.</remarks>
public sealed class RuleContext
{
    private readonly List<Diagnostic> _diagnostics;

    internal RuleContext(FileAnalysis file, TargetProfile? target, List<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        File = file;
        Target = target;
        _diagnostics = diagnostics;
        CancellationToken = cancellationToken;
    }

    /// <summary>The file under check: text, kind, tree, facts.</summary>
    public FileAnalysis File { get; }

    /// <summary>The file's text.</summary>
    public SourceText Source => File.Source;

    /// <summary>The declared target, if there is one.</summary>
    public TargetProfile? Target { get; }

    /// <summary>Ends the run.</summary>
    public CancellationToken CancellationToken { get; }

    internal RuleDescriptor Rule { get; set; } = null!;

    /// <summary>Reports a finding in the file under check.</summary>
    /// <param name="span">The place, in UTF-16 offsets of the file.</param>
    /// <param name="message">One sentence without a full stop at its end: what is wrong and with what.</param>
    /// <param name="severity">Null takes the rule's own.</param>
    /// <param name="confidence">How sure it is; null takes the rule's own.</param>
    /// <param name="label">A few words under the place.</param>
    /// <param name="related">Further places.</param>
    /// <param name="notes">What else to know, with source and date.</param>
    /// <param name="fix">The edit that mends it.</param>
    /// <param name="dependsOnTarget">Whether the finding would not be there with another target.</param>
    public void Report(
        TextSpan span,
        string message,
        Severity? severity = null,
        Confidence? confidence = null,
        string label = "",
        ImmutableArray<RelatedLocation> related = default,
        ImmutableArray<string> notes = default,
        Fix? fix = null,
        bool dependsOnTarget = false) =>
        _diagnostics.Add(new Diagnostic
        {
            Rule = Rule,
            Severity = severity ?? Rule.Severity,
            Confidence = confidence ?? Rule.Confidence,
            Message = message,
            Source = Source,
            Span = span,
            Label = label,
            Related = related.IsDefault ? [] : related,
            Notes = notes.IsDefault ? [] : notes,
            Fix = fix,
            Target = dependsOnTarget ? Target?.Name : null,
        });

    /// <summary>A further place in the file under check.</summary>
    /// <param name="span">The place.</param>
    /// <param name="message">What stands there.</param>
    public RelatedLocation Here(TextSpan span, string message) => new(Source, span, message);

    /// <summary>The places that gave a word its value: variables that it is made of.</summary>
    /// <param name="word">The word.</param>
    public ImmutableArray<RelatedLocation> Origins(Word word)
    {
        var places = ImmutableArray.CreateBuilder<RelatedLocation>();
        foreach (var origin in word.Origins)
        {
            if (!origin.Span.IsEmpty)
            {
                places.Add(new RelatedLocation(origin.File ?? Source, origin.Span, $"{origin.Variable} is '{origin.Value}' here"));
            }
        }

        return places.DrainToImmutable();
    }

    /// <summary>Whether two places stand in parts of a guide of which a reader follows one only, such as the sections for two distributions.</summary>
    /// <param name="first">One place.</param>
    /// <param name="second">The other.</param>
    public bool AreAlternatives(TextSpan first, TextSpan second) => File.Guide is { } guide && guide.AreAlternatives(first, second);

    /// <summary>The place of a request in the file under check: its own, or that of the word that leads to its file.</summary>
    /// <param name="request">The request.</param>
    public static TextSpan PlaceOf(PackageRequest request) => request.LinkedFile is null ? request.Word.Span : request.LinkedFrom ?? request.Command?.Span ?? default;

    /// <summary>Where a request stands that a file brings to which the file under check links; nothing where it stands here.</summary>
    /// <param name="request">The request.</param>
    public ImmutableArray<RelatedLocation> Linked(PackageRequest request) => request.LinkedFile is null ? [] : [AskedFor(request)];

    /// <summary>The place of a request, as one that asks for its package.</summary>
    /// <param name="request">The request.</param>
    public RelatedLocation AskedFor(PackageRequest request) => At(request, $"'{request.Name}' is asked for here");

    /// <summary>The place of a request, in the file under check or in the one that it links to.</summary>
    /// <param name="request">The request.</param>
    /// <param name="message">What stands there.</param>
    public RelatedLocation At(PackageRequest request, string message) => new(request.LinkedFile ?? Source, request.Word.Span, message);
}
