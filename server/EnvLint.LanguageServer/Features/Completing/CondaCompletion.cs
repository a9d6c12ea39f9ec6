using EnvLint.Knowledge;
using EnvLint.Manifests.Conda;

namespace EnvLint.LanguageServer.Features.Completing;

/// <summary>Completes environment files of conda: keys, channels, specs, and the list for pip.</summary>
internal static class CondaCompletion
{
    /// <summary>Offers what fits.</summary>
    /// <param name="site">The place.</param>
    /// <param name="list">Takes what fits.</param>
    public static void Complete(CompletionSite site, CompletionList list)
    {
        if (site.File?.Conda is not { IsTemplate: false } file)
        {
            return;
        }

        var place = YamlPlace.At(site);
        var typed = place.Kind == YamlPlaceKind.None ? "" : site.Text[place.Content.Start..site.Position];
        switch (place.Kind)
        {
            case YamlPlaceKind.Key when place.Path.Count == 0 && !place.IsQuoted:
                list.ReplaceWord(Words.IsName);
                foreach (var key in CondaEnvironmentFile.KnownKeys)
                {
                    // The folder of one machine helps nobody else.
                    if (key != "prefix" && !place.Siblings.Contains(key))
                    {
                        list.Add(key, CompletionKind.Property, place.HasColon ? key : key == "name" ? key + ": " : key + ":");
                    }
                }

                break;
            case YamlPlaceKind.Item when place.Is("channels", "-"):
                var given = new List<string?>();
                foreach (var channel in file.Channels)
                {
                    if (channel.Scalar.Span.End < site.LineStart || channel.Scalar.Span.Start > site.LineEnd)
                    {
                        given.Add(CondaPackages.ChannelName(channel.Scalar.Value));
                    }
                }

                CommandCompletion.Channels(list, given);
                break;
            case YamlPlaceKind.Item when place.Is("dependencies", "-"):
                MatchSpecCompletion.Complete(list, typed, Around(site, file));
                break;
            case YamlPlaceKind.Item when place.Is("dependencies", "-", "pip", "-"):
                if (typed.StartsWith('-'))
                {
                    if (RequirementsCompletion.ValueBehind(typed) is not null)
                    {
                        IndexCompletion.Complete(list, Around(site, file));
                    }
                }
                else
                {
                    RequirementCompletion.Complete(list, typed, Around(site, file));
                }

                break;
        }
    }

    // Told by the lines: one that is being written may have lost the tree.
    private static PipSurroundings Around(CompletionSite site, CondaEnvironmentFile file)
    {
        var around = new PipSurroundings(site);
        foreach (var channel in file.Channels)
        {
            around.Channels.Add(CondaPackages.ChannelName(channel.Scalar.Value));
        }

        foreach (var line in site.OtherLines())
        {
            if (line.StartsWith("- ", StringComparison.Ordinal))
            {
                RequirementsCompletion.Take(around, line.AsSpan(2).Trim(" \t\"'"));
            }
        }

        return around;
    }
}
