using EnvLint.Diagnostics;
using EnvLint.Engine;
using EnvLint.Manifests;
using EnvLint.Manifests.Wsl;
using EnvLint.Text;

namespace EnvLint.Rules.Wsl.Support;

/// <summary>The <c>.wslconfig</c> that goes with a <c>wsl.conf</c>: beside it, at the root, or in the same guide or script.</summary>
/// <param name="File">The file as WSL understands it.</param>
/// <param name="Outer">Where it stands, if inside another file.</param>
/// <param name="Text">Its text in that file.</param>
internal sealed record WslPair(WslConfigFile File, SourceText? Outer, EmbeddedText? Text)
{
    private const string Name = ".wslconfig";

    /// <summary>Finds it.</summary>
    /// <param name="context">The <c>wsl.conf</c> under check.</param>
    /// <returns>Null where none is there, or it only shares the name.</returns>
    internal static WslPair? Of(RuleContext context)
    {
        foreach (var embedded in context.File.Outer?.Embedded ?? [])
        {
            if (embedded.Kind == ManifestKind.WslGlobalConfig)
            {
                var file = WslConfigFile.Create(new SourceText(embedded.Path, embedded.Text.Text), embedded.Kind);
                return file.IsForeign ? null : new WslPair(file, context.File.Outer!.Source, embedded.Text);
            }
        }

        if (context.File.Files is not { } files)
        {
            return null;
        }

        var path = context.Source.Path;
        var source = files.Read(path[..(path.LastIndexOf('/') + 1)] + Name) ?? files.Read(Name);
        return source is not null && WslConfigFile.Create(source, ManifestKind.WslGlobalConfig) is { IsForeign: false } other ? new WslPair(other, null, null) : null;
    }

    /// <summary>A place in it.</summary>
    /// <param name="span">The place.</param>
    /// <param name="message">What stands there.</param>
    internal RelatedLocation At(TextSpan span, string message) =>
        Outer is not null && Text is not null ? new RelatedLocation(Outer, Text.ToFile(span), message) : new RelatedLocation(File.Source, span, message);
}
