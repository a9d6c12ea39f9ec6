using EnvLint.LanguageServer.Analysis;
using EnvLint.LanguageServer.Documents;
using EnvLint.Text;

namespace EnvLint.LanguageServer.Features;

/// <summary>The configuration file of a root as the session knows it, unsaved changes included; or the one that would be made.</summary>
internal sealed class ConfigurationText
{
    private const string NewName = "envlint.toml";

    private ConfigurationText(DocumentAddress address, SourceText text, int? version, bool isNew)
    {
        Address = address;
        Text = text;
        Version = version;
        IsNew = isNew;
    }

    /// <summary>Where it is.</summary>
    public DocumentAddress Address { get; }

    /// <summary>Its text; empty for a file that is to be made.</summary>
    public SourceText Text { get; }

    /// <summary>The client's number of the text; null where it is not open.</summary>
    public int? Version { get; }

    /// <summary>Whether there is no such file yet.</summary>
    public bool IsNew { get; }

    /// <summary>Its name without folders.</summary>
    public string Name => Text.Path[(Text.Path.LastIndexOf('/') + 1)..];

    /// <summary>The configuration file of a document's root.</summary>
    /// <param name="analysis">The document.</param>
    /// <returns>Null without a root, and where the file cannot be read.</returns>
    public static ConfigurationText? Of(DocumentAnalysis analysis)
    {
        var project = analysis.Project;
        if (project.Files is not { } files)
        {
            return null;
        }

        if (project.ConfigurationFile is not { } file)
        {
            var path = files.Root + NewName;
            return new ConfigurationText(project.AddressOf(path), new SourceText(path, ""), version: null, isNew: true);
        }

        var known = files.Root + (project.Root?.RelativePath(file) ?? Path.GetFileName(file));
        if (string.Equals(known, analysis.Text.Path, StringComparison.Ordinal))
        {
            return new ConfigurationText(analysis.Address, analysis.Text, analysis.Version, isNew: false);
        }

        // The number first: a text that is newer than it is refused by the client, and not changed in the wrong place.
        var version = project.VersionOf(known);
        return files.Read(known) is { } text ? new ConfigurationText(project.AddressOf(known), text, version, isNew: false) : null;
    }
}
