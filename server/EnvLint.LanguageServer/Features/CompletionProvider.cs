using System.Collections.Immutable;
using EnvLint.LanguageServer.Analysis;
using EnvLint.LanguageServer.Features.Completing;
using EnvLint.Manifests;
using EnvLint.Manifests.Guides;

namespace EnvLint.LanguageServer.Features;

/// <summary>Offers the words that fit where the cursor is.</summary>
public static class CompletionProvider
{
    /// <summary>So many are offered at most. A list of this length is not complete: it is to be asked for again when more is typed.</summary>
    public const int MaximumCount = 200;

    // A guide that writes a script that writes a file.
    private const int MaximumDepth = 3;

    /// <summary>Characters behind which words are offered without being asked for.</summary>
    public static ImmutableArray<string> TriggerCharacters { get; } = ["=", ":", "[", "\"", "'", "/", ",", "-"];

    /// <summary>The words that fit.</summary>
    /// <param name="analysis">The document.</param>
    /// <param name="position">Offset of the cursor.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static ImmutableArray<Completion> At(DocumentAnalysis analysis, int position, CancellationToken cancellationToken)
    {
        var site = CompletionSite.Of(analysis, position, cancellationToken);
        var list = new CompletionList(site);
        return SuppressionCompletion.Complete(site, list) ? list.Finish() : Complete(site, depth: 0);
    }

    private static ImmutableArray<Completion> Complete(CompletionSite site, int depth)
    {
        site.CancellationToken.ThrowIfCancellationRequested();
        foreach (var embedded in depth < MaximumDepth ? site.File?.Embedded ?? [] : [])
        {
            if (site.Inside(embedded.Text, embedded.Kind, embedded.Path) is { } inner)
            {
                return Complete(inner, depth + 1);
            }
        }

        var list = new CompletionList(site);
        switch (site.Kind)
        {
            case ManifestKind.WslGlobalConfig or ManifestKind.WslDistributionConfig:
                WslCompletion.Complete(site, list);
                break;
            case ManifestKind.Dockerfile:
                if (DockerfileCompletion.Complete(site, list) is { } script)
                {
                    return Complete(script, depth + 1);
                }

                break;
            case ManifestKind.Shell or ManifestKind.PowerShell or ManifestKind.Batch:
                ShellCompletion.Complete(site, list);
                break;
            case ManifestKind.Requirements:
                RequirementsCompletion.Complete(site, list);
                break;
            case ManifestKind.CondaEnvironment:
                CondaCompletion.Complete(site, list);
                break;
            case ManifestKind.PyProject:
                PyProjectCompletion.Complete(site, list);
                break;
            case ManifestKind.None:
                ConfigurationCompletion.Complete(site, list, TomlPlace.At(site));
                break;
            case ManifestKind.Compose:
                ComposeCompletion.Complete(site, list);
                break;
            case ManifestKind.Guide:
                if (CommandsAt(site) is { } commands)
                {
                    return Complete(commands, depth + 1);
                }

                break;
        }

        return list.Finish();
    }

    // The commands of a guide that the cursor is in.
    private static CompletionSite? CommandsAt(CompletionSite site)
    {
        foreach (var step in site.File?.Guide?.Steps ?? [])
        {
            foreach (var commands in step.Commands)
            {
                var kind = commands.Shell switch
                {
                    GuideShell.PowerShell => ManifestKind.PowerShell,
                    GuideShell.Batch => ManifestKind.Batch,
                    _ => ManifestKind.Shell,
                };
                if (site.Inside(commands.Text, kind, "commands") is { } inner)
                {
                    return inner;
                }
            }
        }

        return null;
    }
}
