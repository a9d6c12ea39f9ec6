using System.Collections.Immutable;
using EnvLint.Configuration;
using EnvLint.Knowledge;
using EnvLint.Text;

namespace EnvLint.LanguageServer.Features.Completing;

/// <summary>Completes EnvLint's configuration: <c>envlint.toml</c>, and <c>[tool.envlint]</c> of a <c>pyproject.toml</c>.</summary>
internal static class ConfigurationCompletion
{
    private const int FamilyLength = 3;

    /// <summary>Offers what fits.</summary>
    /// <param name="site">The place.</param>
    /// <param name="list">Takes what fits.</param>
    /// <param name="place">The place in the TOML.</param>
    /// <param name="root">The table that holds the configuration; none for the file itself.</param>
    public static void Complete(CompletionSite site, CompletionList list, TomlPlace place, params ReadOnlySpan<string> root)
    {
        if (place.Kind == TomlPlaceKind.Header)
        {
            list.Replace(place.Content);
            Headers(list, place, root, place.IsClosed ? "" : "]", "");
            return;
        }

        if (place.Kind == TomlPlaceKind.None || place.Path.Count < root.Length)
        {
            return;
        }

        var path = place.Path.GetRange(root.Length, place.Path.Count - root.Length);
        if (place.Kind == TomlPlaceKind.Key)
        {
            Keys(site, list, place, path, root);
        }
        else
        {
            Values(site, list, place, path);
        }
    }

    private static void Headers(CompletionList list, TomlPlace place, ReadOnlySpan<string> root, string behind, string before)
    {
        var prefix = root.Length == 0 ? "" : string.Join('.', root!) + ".";
        if (root.Length > 0 && !place.HasHeader(root))
        {
            list.Add(before + prefix[..^1] + (before.Length > 0 ? "]" : ""), CompletionKind.Keyword, before + prefix[..^1] + behind, documentation: "EnvLint's configuration.");
        }

        foreach (var key in ConfigurationKeys.Root)
        {
            if (IsTable(key.Shape) && !place.HasHeader([.. root, key.Name]))
            {
                // Each of the other targets has a table of its own, whose name is still to be written.
                var isNamed = key.Shape == ConfigurationShape.TargetByName;
                var name = prefix + key.Name + (isNamed ? "." : "");
                list.Add(before + name + (before.Length > 0 ? "]" : ""), CompletionKind.Keyword, before + name + (isNamed ? "" : behind), documentation: key.Description + ".");
            }
        }
    }

    private static void Keys(CompletionSite site, CompletionList list, TomlPlace place, List<string> path, ReadOnlySpan<string> root)
    {
        var keys = KeysOf(path);
        if (place.Content.Length > 0 && site.Text[place.Content.Start] is '"' or '\'')
        {
            return;
        }

        list.ReplaceWord(static character => Words.IsName(character) || character is '-');
        foreach (var key in keys)
        {
            if (!place.Has(key.Name) && !(path.Count == 0 && IsTable(key.Shape)))
            {
                list.Add(key.Name, CompletionKind.Property, place.HasEquals ? key.Name : key.Name + " = ", key.Example, key.Description + ".");
            }
        }

        if (path is ["severity"])
        {
            foreach (var rule in site.Analysis.Project.Names.Rules)
            {
                if (!place.Has(rule.Code) && !place.Has(rule.Name))
                {
                    list.Add(rule.Code, CompletionKind.Reference, place.HasEquals ? rule.Code : rule.Code + " = ", rule.Name, Words.Escape(rule.Title) + ".");
                }
            }
        }

        if (place.MayBeHeader && place.Path.Count >= root.Length && !place.HasEquals)
        {
            Headers(list, place, root, "]", "[");
        }
    }

    private static void Values(CompletionSite site, CompletionList list, TomlPlace place, List<string> path)
    {
        var writer = new Writer(list, place);
        switch (ShapeOf(path, out var key))
        {
            case ConfigurationShape.Word or ConfigurationShape.WordByRule when !place.IsItem:
                writer.Begin(site);
                foreach (var word in key!.Words)
                {
                    writer.Add(word, CompletionKind.EnumMember);
                }

                break;
            case ConfigurationShape.FileByPattern when !place.IsItem:
                writer.Begin(site);
                foreach (var word in ConfigurationKeys.File[0].Words)
                {
                    writer.Add(word, CompletionKind.EnumMember);
                }

                break;
            case ConfigurationShape.Rules or ConfigurationShape.RulesByPattern when place.IsItem:
                writer.Begin(site);
                Rules(site, writer, place);
                break;
            case ConfigurationShape.Text when !place.IsItem && key is not null:
                Texts(site, list, writer, place, path, key);
                break;
        }
    }

    private static void Rules(CompletionSite site, Writer writer, TomlPlace place)
    {
        var rules = site.Analysis.Project.Names.Rules;
        foreach (var rule in rules)
        {
            if (!place.Items.Contains(rule.Code) && !place.Items.Contains(rule.Name))
            {
                writer.Add(rule.Code, CompletionKind.Reference, rule.Name, Words.Escape(rule.Title) + ".");
            }
        }

        var family = "";
        foreach (var rule in rules)
        {
            if (rule.Code[..FamilyLength] is var next && next != family)
            {
                family = next;
                if (!place.Items.Contains(family))
                {
                    writer.Add(family, CompletionKind.Reference, "all of this family");
                }
            }
        }

        if (!place.Items.Contains("ALL"))
        {
            writer.Add("ALL", CompletionKind.Reference, "all rules");
        }

        // By name where one is typed: both for each rule would be more than a list holds.
        foreach (var rule in place.Content.Length > 0 ? rules : [])
        {
            if (!place.Items.Contains(rule.Code) && !place.Items.Contains(rule.Name))
            {
                writer.Add(rule.Name, CompletionKind.Reference, rule.Code, Words.Escape(rule.Title) + ".");
            }
        }
    }

    private static void Texts(CompletionSite site, CompletionList list, Writer writer, TomlPlace place, List<string> path, ConfigurationKey key)
    {
        switch (key.Name)
        {
            case "gpu":
                writer.Begin(site);
                foreach (var name in Gpus.Names)
                {
                    writer.Add(name, CompletionKind.Value, Gpus.Find(name)?.Cc is { } capability ? $"compute capability {capability}" : "");
                }

                break;
            case "cuda":
                writer.Begin(site);
                foreach (var minor in CudaDrivers.Minors)
                {
                    writer.Add(minor, CompletionKind.Constant);
                }

                break;
            case "compute-capability":
                writer.Begin(site);
                foreach (var capability in CudaDrivers.ComputeCapabilities)
                {
                    writer.Add(capability, CompletionKind.Constant);
                }

                break;
            case "like" when path[0] == "images" && place.Kind == TomlPlaceKind.Text:
                var word = site.WordOf(ImageCompletion.IsPart);
                if (word.Start == place.Content.Start)
                {
                    ImageCompletion.Complete(site, list, word);
                }

                break;
            case "like" when path[0] == "indexes":
                writer.Begin(site);
                writer.Add("pypi", CompletionKind.Value);
                foreach (var row in TorchIndex.Cudas)
                {
                    writer.Add(TorchIndex.UrlOf(row.Tag), CompletionKind.Value, $"CUDA {row.Cuda}");
                }

                break;
        }
    }

    private static bool IsTable(ConfigurationShape shape) => shape is
        ConfigurationShape.WordByRule or ConfigurationShape.FileByPattern or ConfigurationShape.RulesByPattern or ConfigurationShape.Target
        or ConfigurationShape.TargetByName or ConfigurationShape.ImageByPattern or ConfigurationShape.IndexByAddress;

    // The keys of the table at a path; empty where its keys are free.
    private static ImmutableArray<ConfigurationKey> KeysOf(List<string> path) => path switch
    {
        [] => ConfigurationKeys.Root,
        ["target"] or ["targets", _] => ConfigurationKeys.Target,
        ["files", _] => ConfigurationKeys.File,
        ["images", _] => ConfigurationKeys.Image,
        ["indexes", _] => ConfigurationKeys.Index,
        _ => [],
    };

    // What stands behind the key at the end of a path; null for a key that there is not.
    private static ConfigurationShape? ShapeOf(List<string> path, out ConfigurationKey? key)
    {
        key = null;
        if (path.Count == 0)
        {
            return null;
        }

        var name = path[^1];
        foreach (var known in KeysOf(path.GetRange(0, path.Count - 1)))
        {
            if (known.Name == name)
            {
                key = known;
                return known.Shape;
            }
        }

        if (path.Count != 2)
        {
            return null;
        }

        foreach (var known in ConfigurationKeys.Root)
        {
            if (known.Name == path[0] && known.Shape is ConfigurationShape.WordByRule or ConfigurationShape.FileByPattern or ConfigurationShape.RulesByPattern)
            {
                key = known;
                return known.Shape;
            }
        }

        return null;
    }

    // Writes a text with the quotes that are missing around it.
    private sealed class Writer(CompletionList list, TomlPlace place)
    {
        private string _before = "";
        private string _behind = "";

        public void Begin(CompletionSite site)
        {
            if (place.Kind == TomlPlaceKind.Value)
            {
                list.Replace(place.Content);
                _before = _behind = "\"";
                return;
            }

            // Of a string that is still open, what follows the word is not its end.
            var word = site.WordOf(static character => !char.IsWhiteSpace(character) && character is not (',' or ']' or '}' or '"' or '\'' or '#'));
            list.Replace(place.IsClosed ? place.Content : TextSpan.FromBounds(place.Content.Start, Math.Max(word.End, site.Position)));
            _behind = place.IsClosed ? "" : site.Text[place.Content.Start - 1].ToString();
        }

        public void Add(string word, CompletionKind kind, string detail = "", string documentation = "") =>
            list.Add(word, kind, _before + word + _behind, detail, documentation);
    }
}
