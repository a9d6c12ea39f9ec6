using System.Collections.Immutable;
using EnvLint.Environment;
using EnvLint.Manifests;
using EnvLint.Manifests.Wsl;
using EnvLint.Syntax.Ini;
using EnvLint.Text;

namespace EnvLint.Engine;

/// <summary>What is known of one file: its text and kind, the tree, the view and the facts.</summary>
public sealed class FileAnalysis
{
    private FileAnalysis(SourceText source, ManifestKind kind)
    {
        Source = source;
        Kind = kind;
    }

    /// <summary>The text.</summary>
    public SourceText Source { get; }

    /// <summary>The kind.</summary>
    public ManifestKind Kind { get; }

    /// <summary>What the parsers could not take, in order of position, with spans of the file; for ENV001.</summary>
    public ImmutableArray<SyntaxError> Errors { get; private init; } = [];

    /// <summary>Spans of the file's comments, for suppressions; in order.</summary>
    public ImmutableArray<TextSpan> Comments { get; private init; } = [];

    /// <summary>The view of a Dockerfile.</summary>
    public DockerfileManifest? Dockerfile { get; private init; }

    /// <summary>The view of a <c>.wslconfig</c> or <c>wsl.conf</c>.</summary>
    public WslConfigFile? Wsl { get; private init; }

    /// <summary>What the file says of the environment.</summary>
    public FileFacts? Facts { get; private init; }

    internal static FileAnalysis Create(SourceText source, ManifestKind kind, TargetProfile? target, ScopeKind scope, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return kind switch
        {
            ManifestKind.WslGlobalConfig or ManifestKind.WslDistributionConfig => OfWsl(source, kind),
            _ => new FileAnalysis(source, kind),
        };
    }

    internal static FileAnalysis Unread(SourceText source, ManifestKind kind) => new(source, kind);

    private static FileAnalysis OfWsl(SourceText source, ManifestKind kind)
    {
        var view = WslConfigFile.Create(source, kind);
        return new FileAnalysis(source, kind)
        {
            Wsl = view,
            Comments = [.. view.Syntax.Tokens.Where(static token => token.Kind == IniTokenKind.Comment).Select(static token => token.Span)],
        };
    }
}
