using System.Collections.Immutable;
using EnvLint.Configuration;
using EnvLint.Environment;
using EnvLint.LanguageServer.Documents;
using EnvLint.Workspace;

namespace EnvLint.LanguageServer.Analysis;

/// <summary>What holds for all documents below one root, at one moment: the configuration, with the editor's settings on top.</summary>
public sealed class ServerProject
{
    /// <summary>The root; null for documents that are no files: untitled ones, other schemes.</summary>
    public required WorkspaceRoot? Root { get; init; }

    /// <summary>The configuration; null where there is none, or none that can be read.</summary>
    public ProjectConfiguration? Configuration { get; init; }

    /// <summary>Absolute path of the file that holds the configuration, with errors or without; null where there is none.</summary>
    public string? ConfigurationFile { get; init; }

    /// <summary>The targets: the editor's where it names some, else the configuration's; empty where none is declared.</summary>
    public ImmutableArray<TargetProfile> Targets { get; init; } = [];

    /// <summary>What the editor's own settings say of rules: they win over the configuration, so that a change of that would not be seen.</summary>
    public SelectionOptions EditorSelection { get; init; } = SelectionOptions.None;

    /// <summary>All rules by their names.</summary>
    public required RuleNames Names { get; init; }

    /// <summary>The files of the root, with the unsaved text of open documents; null where there is no root.</summary>
    public ILinkedFiles? Files { get; init; }

    /// <summary>The address of a file of the root, as the client knows it where it is open.</summary>
    public required Func<string, DocumentAddress> AddressOf { get; init; }

    /// <summary>The client's number of the text of a file of the root; null for one that is not open.</summary>
    public Func<string, int?> VersionOf { get; init; } = static _ => null;
}
