using EnvLint.Text;

namespace EnvLint.LanguageServer.Features.Completing;

/// <summary>Completes compose files: images, and how a service asks for a GPU.</summary>
internal static class ComposeCompletion
{
    /// <summary>Offers what fits.</summary>
    /// <param name="site">The place.</param>
    /// <param name="list">Takes what fits.</param>
    public static void Complete(CompletionSite site, CompletionList list)
    {
        if (site.File?.Compose is not { IsTemplate: false })
        {
            return;
        }

        var place = YamlPlace.At(site);
        switch (place.Kind)
        {
            case YamlPlaceKind.Key or YamlPlaceKind.Item when !place.IsQuoted:
                Keys(site, list, place);
                break;
            case YamlPlaceKind.Value:
                Value(site, list, place);
                break;
            case YamlPlaceKind.Block when place.Is("services", "?", "command"):
                CommandCompletion.Complete(site, list, ShellCompletion.LogicalLine(site, '\\'));
                break;
        }
    }

    private static void Keys(CompletionSite site, CompletionList list, YamlPlace place)
    {
        list.ReplaceWord(Words.IsName);
        if (place.Is("services", "?"))
        {
            Key("image", " ", "");
            Key("gpus", " ", "The GPUs of the service, all with `gpus: all`; of newer versions of compose.");
            Key("runtime", " ", "The runtime of the container engine; `nvidia` hands the GPU over where it is configured.");
            Key("deploy", "", "Holds `resources.reservations.devices`, the request for a GPU that all versions of compose know.");
        }
        else if (place.Is("services", "?", "deploy"))
        {
            Key("resources", "", "");
        }
        else if (place.Is("services", "?", "deploy", "resources"))
        {
            Key("reservations", "", "What the service must have; `devices` stands here.");
            Key("limits", "", "");
        }
        else if (place.Is("services", "?", "deploy", "resources", "reservations"))
        {
            Key("devices", "", "A list of requests, each with `capabilities: [gpu]`.");
        }
        else if (place.Is("services", "?", "deploy", "resources", "reservations", "devices", "-"))
        {
            Key("driver", " ", "`nvidia`.");
            Key("capabilities", " ", "Must be there: `[gpu]`.");

            // Compose takes one of the two.
            if (!place.Siblings.Contains("device_ids"))
            {
                Key("count", " ", "How many GPUs, or `all`.");
            }

            if (!place.Siblings.Contains("count"))
            {
                Key("device_ids", " ", "Which GPUs: `[\"0\"]`.");
            }
        }
        else if (place.Is("services", "?", "deploy", "resources", "reservations", "devices", "-", "capabilities", "-"))
        {
            list.Add("gpu", CompletionKind.EnumMember);
        }

        void Key(string name, string behind, string documentation)
        {
            if (!place.Siblings.Contains(name))
            {
                list.Add(name, CompletionKind.Property, place.HasColon ? name : $"{name}:{behind}", documentation: documentation);
            }
        }
    }

    private static void Value(CompletionSite site, CompletionList list, YamlPlace place)
    {
        if (place.Is("services", "?", "image"))
        {
            var word = site.WordOf(ImageCompletion.IsPart);
            if (word.Start == place.Content.Start)
            {
                ImageCompletion.Complete(site, list, word);
            }

            return;
        }

        if (place.Is("services", "?", "command"))
        {
            CommandCompletion.Complete(site, list, place.Content);
            return;
        }

        if (place.Is("services", "?", "gpus"))
        {
            Values("all");
        }
        else if (place.Is("services", "?", "runtime"))
        {
            Values("nvidia");
        }
        else if (place.Path.Count == 8 && place.Is("services", "?", "deploy", "resources", "reservations", "devices", "-", "?"))
        {
            switch (place.Path[7])
            {
                case "driver":
                    Values("nvidia");
                    break;
                case "count":
                    Values("all", "1");
                    break;
                case "capabilities":
                    Capabilities(site, list, place);
                    break;
            }
        }

        void Values(params ReadOnlySpan<string> values)
        {
            list.Replace(place.Content);
            foreach (var value in values)
            {
                list.Add(value, CompletionKind.EnumMember);
            }
        }
    }

    // [gpu], or the word between the brackets.
    private static void Capabilities(CompletionSite site, CompletionList list, YamlPlace place)
    {
        var content = site.Text.AsSpan(place.Content.Start, place.Content.Length);
        if (content is not (['[', ..]))
        {
            list.Replace(place.Content);
            list.Add("[gpu]", CompletionKind.EnumMember);
            return;
        }

        if (site.Position > place.Content.Start && !site.Text.AsSpan(place.Content.Start, site.Position - place.Content.Start).Contains(']'))
        {
            var word = site.WordOf(Words.IsName);
            list.Replace(word);
            if (!HasWord(content, "gpu", word.Start - place.Content.Start))
            {
                list.Add("gpu", CompletionKind.EnumMember);
            }
        }
    }

    private static bool HasWord(ReadOnlySpan<char> content, string word, int except)
    {
        for (var at = content.IndexOf(word, StringComparison.Ordinal); at >= 0;)
        {
            if (at != except)
            {
                return true;
            }

            var next = content[(at + 1)..].IndexOf(word, StringComparison.Ordinal);
            at = next < 0 ? -1 : at + 1 + next;
        }

        return false;
    }
}
