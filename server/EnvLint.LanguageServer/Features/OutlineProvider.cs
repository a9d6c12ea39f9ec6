using System.Collections.Immutable;
using EnvLint.Engine;
using EnvLint.LanguageServer.Analysis;
using EnvLint.LanguageServer.Features.Outlining;
using EnvLint.Manifests;
using EnvLint.Syntax.Toml;

namespace EnvLint.LanguageServer.Features;

/// <summary>Lists what a document is made of.</summary>
public static class OutlineProvider
{
    private static readonly string[] ProjectTables = ["project", "build-system", "dependency-groups", "tool.uv", "tool.poetry", "tool.pdm", "tool.setuptools", "tool.envlint"];

    /// <summary>The entries, in order of position.</summary>
    /// <param name="analysis">The document.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static ImmutableArray<OutlineEntry> Of(DocumentAnalysis analysis, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return analysis switch
        {
            { File: { } file } => OfFile(file),
            { Kind: ManifestKind.None } => TomlOutline.Of(analysis.Text, TomlDocument.Parse(analysis.Text.Content, cancellationToken), tables: []),
            _ => [],
        };
    }

    private static ImmutableArray<OutlineEntry> OfFile(FileAnalysis file) => file switch
    {
        { Dockerfile: { } dockerfile } => DockerfileOutline.Of(dockerfile, CommandOutline.Of(file)),
        { Wsl: { } wsl } => ListOutline.Of(wsl),
        { Requirements: { IsForeign: false } requirements } => ListOutline.Of(requirements),
        { Conda: { IsTemplate: false } conda } => ListOutline.Of(conda),
        { Compose: { IsTemplate: false } compose } => ListOutline.Of(compose),
        { PyProject: { IsTemplate: false } project } => TomlOutline.Of(file.Source, project.Syntax, ProjectTables),
        { Guide: { } guide } => GuideOutline.Of(guide),
        { Kind: ManifestKind.Shell or ManifestKind.PowerShell or ManifestKind.Batch } => CommandOutline.WithFunctions(file),
        _ => [],
    };
}
