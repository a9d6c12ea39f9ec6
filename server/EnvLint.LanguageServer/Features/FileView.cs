using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using EnvLint.Engine;
using EnvLint.Environment;
using EnvLint.Environment.Stack;
using EnvLint.LanguageServer.Analysis;
using EnvLint.Text;

namespace EnvLint.LanguageServer.Features;

/// <summary>A file whose facts are asked: the document, or a manifest that stands inside it. Its places are those of the document.</summary>
internal sealed class FileView
{
    private static readonly FileFacts s_none = new();

    // Manifests inside a document are read once for all that is asked of it; they go with it.
    private static readonly ConditionalWeakTable<DocumentAnalysis, FileView?[]> s_inner = [];

    private readonly EmbeddedText? _embedded;
    private readonly Func<CancellationToken, ImmutableArray<EnvironmentStack>> _read;
    private EnvironmentStack[]? _stacks;

    private FileView(DocumentAnalysis analysis, FileAnalysis file, EmbeddedText? embedded, Func<CancellationToken, ImmutableArray<EnvironmentStack>> read)
    {
        Analysis = analysis;
        File = file;
        _embedded = embedded;
        _read = read;
    }

    /// <summary>The document.</summary>
    public DocumentAnalysis Analysis { get; }

    /// <summary>The file.</summary>
    public FileAnalysis File { get; }

    /// <summary>The first target; null where none is declared.</summary>
    public TargetProfile? Target => Analysis.Options.Target;

    /// <summary>The facts; empty for a file without any.</summary>
    public FileFacts Facts => File.Facts ?? s_none;

    /// <summary>The place in the document of a span of the file.</summary>
    /// <param name="span">The span.</param>
    public TextSpan PlaceOf(TextSpan span) => _embedded is null ? span : _embedded.ToFile(span);

    /// <summary>Whether a span of the file lies under a place of the document.</summary>
    /// <param name="span">The span.</param>
    /// <param name="position">An offset in the document.</param>
    public bool IsAt(TextSpan span, int position) => !span.IsEmpty && PlaceOf(span).Contains(position);

    /// <summary>Its environments, on the first target.</summary>
    /// <param name="cancellationToken">Ends the work.</param>
    public IReadOnlyList<EnvironmentStack> Stacks(CancellationToken cancellationToken) => _stacks ??= [.. _read(cancellationToken)];

    /// <summary>The document, and the manifests inside it that meet a stretch of it.</summary>
    /// <param name="analysis">The document; one with facts.</param>
    /// <param name="range">The stretch.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static ImmutableArray<FileView> In(DocumentAnalysis analysis, TextSpan range, CancellationToken cancellationToken)
    {
        if (analysis.File is not { } file)
        {
            return [];
        }

        var views = ImmutableArray.CreateBuilder<FileView>();
        views.Add(new FileView(analysis, file, null, token => Ask(analysis, token)));
        for (var i = 0; i < file.Embedded.Length; i++)
        {
            var embedded = file.Embedded[i];
            var place = embedded.Text.ToFile(new TextSpan(0, embedded.Text.Text.Length));
            if (place.Start <= range.End && range.Start <= place.End)
            {
                // A race reads one twice.
                ref var known = ref s_inner.GetValue(analysis, static analysis => new FileView?[analysis.File!.Embedded.Length])[i];
                views.Add(known ??= Read(embedded, analysis, cancellationToken));
            }
        }

        return views.DrainToImmutable();
    }

    private static FileView Read(EmbeddedFile embedded, DocumentAnalysis analysis, CancellationToken cancellationToken)
    {
        var inner = FileAnalysis.Of(new SourceText(embedded.Path, embedded.Text.Text), embedded.Kind, analysis.Options, cancellationToken);
        return new FileView(analysis, inner, embedded.Text, _ => StackReader.Read(inner, analysis.Options.Target));
    }

    // Answers come for all targets: one of each environment will do.
    private static ImmutableArray<EnvironmentStack> Ask(DocumentAnalysis analysis, CancellationToken cancellationToken)
    {
        var stacks = ImmutableArray.CreateBuilder<EnvironmentStack>();
        var first = analysis.Project.Targets is [var target, ..] ? target : null;
        foreach (var answer in analysis.Stacks(cancellationToken))
        {
            if (ReferenceEquals(answer.Target, first))
            {
                stacks.Add(answer.Stack);
            }
        }

        return stacks.DrainToImmutable();
    }
}
