using System.Collections.Immutable;
using EnvLint.Diagnostics;
using EnvLint.Environment;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Manifests;
using EnvLint.Syntax.Toml;
using EnvLint.Text;

namespace EnvLint.Configuration;

/// <summary>Reads one configuration file, and goes on after each error so that all are told at once.</summary>
internal sealed class ConfigurationReader(SourceText source, string toolVersion)
{
    private static readonly string[] RootKeys = ConfigurationKeys.NamesOf(ConfigurationKeys.Root);
    private static readonly string LikeExample = ConfigurationKeys.Image[0].Example;
    private static readonly string[] ImageKeys = ConfigurationKeys.NamesOf(ConfigurationKeys.Image);
    private static readonly string[] IndexKeys = ConfigurationKeys.NamesOf(ConfigurationKeys.Index);
    private static readonly string[] FileKeys = ConfigurationKeys.NamesOf(ConfigurationKeys.File);

    private readonly List<ConfigurationError> _errors = [];

    public IReadOnlyList<ConfigurationError> Errors => _errors;

    public static bool HasToolTable(SourceText source) =>
        source.Content.Contains("envlint", StringComparison.Ordinal)
        && TomlDocument.Parse(source.Content).Root.Find("tool", "envlint") is not null;

    public ProjectConfiguration Read(bool isPyProject)
    {
        var document = TomlDocument.Parse(source.Content);
        foreach (var error in document.Errors)
        {
            Error(error.Span, error.Message);
        }

        var configuration = new ProjectConfiguration { Source = source };
        var root = document.Root;
        if (isPyProject)
        {
            var value = document.Root.Find("tool", "envlint");
            if (value is not TomlTable table)
            {
                if (value is not (null or TomlInvalid))
                {
                    Error(value.Span, "'tool.envlint' must be a table");
                }

                return configuration;
            }

            root = table;
        }

        if (root.TryGet("required-version", out var required) && !ReadRequiredVersion(required))
        {
            // What another version means by the other keys is not for this one to judge.
            return configuration;
        }

        foreach (var entry in root.Entries)
        {
            configuration = ReadRootKey(configuration, entry);
        }

        return configuration;
    }

    private ProjectConfiguration ReadRootKey(ProjectConfiguration configuration, TomlEntry entry)
    {
        switch (entry.Name)
        {
            case "required-version":
                return configuration;
            case "extends":
                return ReadString(entry) is { } extends ? configuration with { Extends = new ExtendsReference(extends.Value, extends.ContentSpan) } : configuration;
            case "baseline":
                return ReadString(entry) is { } baseline ? configuration with { Baseline = ReadBaseline(baseline) } : configuration;
            case "fail-on":
                return ReadFailOn(entry) is { } failOn ? configuration with { FailOn = failOn } : configuration;
            case "select":
                return configuration with { Select = ReadRules(entry) };
            case "ignore":
                return configuration with { Ignore = ReadRules(entry) };
            case "exclude":
                return configuration with { Exclude = ReadGlobs(entry) };
            case "severity":
                return configuration with { Severities = ReadSeverities(entry) };
            case "files":
                return configuration with { Files = ReadFiles(entry) };
            case "per-file-ignores":
                return configuration with { PerFileIgnores = ReadPerFileIgnores(entry) };
            case "target":
                return ReadTable(entry) is { } target ? configuration with { Target = Named(ReadTarget("target", target)) } : configuration;
            case "targets":
                return configuration with { Targets = ReadTargets(entry) };
            case "indexes":
                return configuration with { Indexes = ReadIndexes(entry) };
            case "images":
                return configuration with { Images = ReadImages(entry) };
            default:
                UnknownKey(entry, "there is no key", RootKeys);
                return configuration;
        }
    }

    private bool ReadRequiredVersion(TomlEntry entry)
    {
        if (ReadString(entry) is not { } text)
        {
            return true;
        }

        if (VersionRequirement.Parse(text.Value) is not { } requirement)
        {
            Error(text.ContentSpan, $"'{text.Value}' is no version requirement: write it like \">=0.1\" or \">=0.1,<2\"");
            return true;
        }

        if (requirement.Allows(toolVersion))
        {
            return true;
        }

        Error(text.ContentSpan, $"this is EnvLint {toolVersion}, and the configuration is for {text.Value}");
        return false;
    }

    private BaselineReference? ReadBaseline(TomlString text)
    {
        if (text.Value.Length > 0)
        {
            return new BaselineReference(text.Value, source, text.ContentSpan);
        }

        Error(text.Span, "'baseline' names no file");
        return null;
    }

    private FailOn? ReadFailOn(TomlEntry entry)
    {
        if (ReadString(entry) is not { } text)
        {
            return null;
        }

        if (ConfigurationWords.TryParseFailOn(text.Value, out var failOn))
        {
            return failOn;
        }

        Error(text.ContentSpan, $"'{text.Value}' is none of error, warning, info, never");
        return null;
    }

    private ImmutableArray<RuleReference> ReadRules(TomlEntry entry)
    {
        var result = ImmutableArray.CreateBuilder<RuleReference>();
        foreach (var item in ReadStrings(entry))
        {
            result.Add(new RuleReference(item.Value, source, item.ContentSpan));
        }

        return result.ToImmutable();
    }

    private ImmutableArray<Glob> ReadGlobs(TomlEntry entry)
    {
        var result = ImmutableArray.CreateBuilder<Glob>();
        foreach (var item in ReadStrings(entry))
        {
            if (ReadGlob(item.Value, item.ContentSpan) is { } glob)
            {
                result.Add(glob);
            }
        }

        return result.ToImmutable();
    }

    private ImmutableArray<ConfiguredSeverity> ReadSeverities(TomlEntry entry)
    {
        var result = ImmutableArray.CreateBuilder<ConfiguredSeverity>();
        foreach (var item in ReadTable(entry)?.Entries ?? [])
        {
            if (IsMisplaced(item, "severity") || ReadString(item) is not { } text)
            {
                continue;
            }

            if (ConfigurationWords.TryParseSeverity(text.Value, out var severity))
            {
                result.Add(new ConfiguredSeverity(new RuleReference(item.Name, source, WithoutQuotes(item.KeySpan)), severity));
            }
            else
            {
                Error(text.ContentSpan, $"'{text.Value}' is none of error, warning, info");
            }
        }

        return result.ToImmutable();
    }

    private ImmutableArray<FileClassification> ReadFiles(TomlEntry entry)
    {
        var result = ImmutableArray.CreateBuilder<FileClassification>();
        foreach (var item in ReadTable(entry)?.Entries ?? [])
        {
            if (IsMisplaced(item, "files") || IsUnquoted(item) || ReadGlob(item.Name, WithoutQuotes(item.KeySpan)) is not { } glob)
            {
                continue;
            }

            switch (item.Value)
            {
                case TomlString text:
                    if (ReadKind(text) is { } kind)
                    {
                        result.Add(new FileClassification(glob, kind, ScopeKind.Unknown));
                    }

                    break;
                case TomlTable table:
                    if (ReadFile(glob, table) is { } classification)
                    {
                        result.Add(classification);
                    }

                    break;
                case not TomlInvalid:
                    Error(item.Value.Span, $"'{item.Name}' must be a kind of file such as \"dockerfile\", or {{ kind = \"shell\", scope = \"wsl\" }}");
                    break;
            }
        }

        return result.ToImmutable();
    }

    private FileClassification? ReadFile(Glob glob, TomlTable table)
    {
        ManifestKind? kind = null;
        var scope = ScopeKind.Unknown;
        foreach (var item in table.Entries)
        {
            switch (item.Name)
            {
                case "kind":
                    kind = ReadString(item) is { } kindText ? ReadKind(kindText) : null;
                    break;
                case "scope":
                    if (ReadString(item) is { } scopeText && !ConfigurationWords.TryParseScope(scopeText.Value, out scope))
                    {
                        Error(scopeText.ContentSpan, $"'{scopeText.Value}' is no scope: it is one of {string.Join(", ", ConfigurationWords.Scopes)}");
                    }

                    break;
                default:
                    UnknownKey(item, "an entry of [files] has no key", FileKeys);
                    break;
            }
        }

        if (table.Entries.IsEmpty)
        {
            Error(table.Span, "an entry of [files] needs a kind or a scope");
            return null;
        }

        return new FileClassification(glob, kind, scope);
    }

    private ManifestKind? ReadKind(TomlString text)
    {
        if (ManifestKindNames.TryParse(text.Value, out var kind))
        {
            return kind;
        }

        Error(text.ContentSpan, $"'{text.Value}' is no kind of file: it is one of {string.Join(", ", ManifestKindNames.All)}");
        return null;
    }

    private ImmutableArray<PerFileIgnore> ReadPerFileIgnores(TomlEntry entry)
    {
        var result = ImmutableArray.CreateBuilder<PerFileIgnore>();
        foreach (var item in ReadTable(entry)?.Entries ?? [])
        {
            if (IsMisplaced(item, "per-file-ignores") || IsUnquoted(item))
            {
                continue;
            }

            var glob = ReadGlob(item.Name, WithoutQuotes(item.KeySpan));
            var rules = ReadRules(item);
            if (glob is not null)
            {
                result.Add(new PerFileIgnore(glob, rules));
            }
        }

        return result.ToImmutable();
    }

    private ImmutableArray<IndexAlias> ReadIndexes(TomlEntry entry)
    {
        var result = ImmutableArray.CreateBuilder<IndexAlias>();
        foreach (var item in ReadTable(entry)?.Entries ?? [])
        {
            if (IsMisplaced(item, "indexes"))
            {
                continue;
            }

            if (!item.Name.Contains("://", StringComparison.Ordinal))
            {
                Error(WithoutQuotes(item.KeySpan), $"'{item.Name}' is no address of an index: write it as pip does, in quotes and with https://");
            }
            else if (item.Value is not TomlTable table)
            {
                if (item.Value is not TomlInvalid)
                {
                    Error(item.Value.Span, $"'{item.Name}' must be a table such as {{ like = \"pypi\" }}");
                }
            }
            else if (ReadIndex(table) is { } like)
            {
                result.Add(new IndexAlias(item.Name, like));
            }
        }

        return result.ToImmutable();
    }

    private string? ReadIndex(TomlTable table)
    {
        if (ReadLike(table, "indexes", IndexKeys) is not { } like)
        {
            return null;
        }

        const string PyPI = "pypi";
        var address = like.Value == PyPI ? "https://pypi.org/simple" : like.Value;
        if (PackageIndexes.IsKnown(address))
        {
            return address;
        }

        Error(like.ContentSpan, $"'{like.Value}' is no index that is known: it is \"{PyPI}\", or an address such as \"{TorchIndex.UrlOf("cu121")}\"");
        return null;
    }

    private ImmutableArray<ImageAlias> ReadImages(TomlEntry entry)
    {
        var result = ImmutableArray.CreateBuilder<ImageAlias>();
        foreach (var item in ReadTable(entry)?.Entries ?? [])
        {
            if (IsMisplaced(item, "images") || IsUnquoted(item))
            {
                continue;
            }

            if (item.Name.AsSpan().IndexOfAny(" \t@") >= 0 || ImageReference.Parse(item.Name) is null)
            {
                Error(WithoutQuotes(item.KeySpan), $"'{item.Name}' is no image: write registry, name and tag, where * stands for anything");
            }
            else if (item.Value is not TomlTable table)
            {
                if (item.Value is not TomlInvalid)
                {
                    Error(item.Value.Span, $"'{item.Name}' must be a table such as {{ like = \"{LikeExample}\" }}");
                }
            }
            else if (ReadImage(table) is { } like)
            {
                result.Add(new ImageAlias(item.Name, like));
            }
        }

        return result.ToImmutable();
    }

    private ImageReference? ReadImage(TomlTable table)
    {
        if (ReadLike(table, "images", ImageKeys) is not { } like)
        {
            return null;
        }

        if (ImageReference.Parse(like.Value) is { } image && (ImageCatalog.Find(image) is not null || BaseImages.Find(image) is not null || GpuImages.Find(image) is not null))
        {
            return image;
        }

        Error(like.ContentSpan, $"'{like.Value}' is no image that is known: it is a public one with its tag, such as \"{LikeExample}\"");
        return null;
    }

    private TomlString? ReadLike(TomlTable table, string section, string[] keys)
    {
        TomlString? like = null;
        foreach (var item in table.Entries)
        {
            if (item.Name == "like")
            {
                like = ReadString(item);
            }
            else
            {
                UnknownKey(item, $"an entry of [{section}] has no key", keys);
            }
        }

        if (table.Entries.IsEmpty)
        {
            Error(table.Span, $"an entry of [{section}] needs 'like'");
        }

        return like;
    }

    private ImmutableDictionary<string, TargetProfile> ReadTargets(TomlEntry entry)
    {
        var result = ImmutableDictionary.CreateBuilder<string, TargetProfile>(StringComparer.Ordinal);
        foreach (var item in ReadTable(entry)?.Entries ?? [])
        {
            if (item.Value is TomlTable table)
            {
                result[item.Name] = ReadTarget(item.Name, table);
            }
            else if (item.Value is not TomlInvalid)
            {
                Error(
                    item.KeySpan,
                    TargetKeys.Exists(item.Name) ? $"'{item.Name}' belongs into [target] or [targets.NAME]" : $"'{item.Name}' must be a table: [targets.{item.Name}]");
            }
        }

        return result.ToImmutable();
    }

    // [target] has no name of its own: people know it by its platform or GPU.
    private static TargetProfile Named(TargetProfile target) => target.Platform switch
    {
        TargetPlatform.Wsl2 => target with { Name = "wsl2" },
        TargetPlatform.Linux => target with { Name = "linux" },
        TargetPlatform.Windows => target with { Name = "windows" },
        _ => target.Gpu is { } gpu ? target with { Name = gpu } : target,
    };

    private TargetProfile ReadTarget(string name, TomlTable table)
    {
        var result = new TargetProfile(name, TargetPlatform.Unknown);
        foreach (var item in table.Entries)
        {
            if (!TargetKeys.Exists(item.Name))
            {
                if (!IsMisplaced(item, name == "target" ? name : $"targets.{name}"))
                {
                    UnknownKey(item, "a target has no key", TargetKeys.All);
                }

                continue;
            }

            var (text, span) = item.Value switch
            {
                TomlString value => (value.Value, value.ContentSpan),
                // A build number has no digits to lose; versions do: 12.10 would be 12.1.
                TomlInteger value when item.Name == "windows-build" => (source.ToString(value.Span), value.Span),
                _ => (null, item.Value.Span),
            };
            if (text is null)
            {
                if (item.Value is TomlInteger or TomlFloat)
                {
                    Error(span, $"'{item.Name}' must be a string: write \"{source.ToString(span)}\"");
                }
                else if (item.Value is not TomlInvalid)
                {
                    Error(span, $"'{item.Name}' must be a string");
                }
            }
            else if (TargetKeys.Set(result, item.Name, text, out result) is { } error)
            {
                Error(span, error);
            }
        }

        return result;
    }

    private Glob? ReadGlob(string pattern, TextSpan span)
    {
        if (Glob.TryParse(pattern, out var glob, out var error))
        {
            return glob;
        }

        Error(span, $"'{pattern}' is no pattern: {error}");
        return null;
    }

    private TomlString? ReadString(TomlEntry entry)
    {
        if (entry.Value is TomlString text)
        {
            return text;
        }

        if (entry.Value is not TomlInvalid)
        {
            Error(entry.Value.Span, $"'{entry.Name}' must be a string");
        }

        return null;
    }

    private IEnumerable<TomlString> ReadStrings(TomlEntry entry)
    {
        if (entry.Value is not TomlArray { IsArrayOfTables: false } array)
        {
            if (entry.Value is TomlString text)
            {
                Error(text.Span, $"'{entry.Name}' must be a list of strings: write [{source.ToString(text.Span)}]");
            }
            else if (entry.Value is not TomlInvalid)
            {
                Error(entry.Value.Span, $"'{entry.Name}' must be a list of strings");
            }

            yield break;
        }

        foreach (var item in array.Items)
        {
            if (item is TomlString text)
            {
                yield return text;
            }
            else if (item is not TomlInvalid)
            {
                Error(item.Span, $"the items of '{entry.Name}' must be strings");
            }
        }
    }

    private TomlTable? ReadTable(TomlEntry entry)
    {
        if (entry.Value is TomlTable table)
        {
            return table;
        }

        if (entry.Value is not TomlInvalid)
        {
            Error(entry.KeySpan, $"'{entry.Name}' must be a table: [{entry.Name}]");
        }

        return null;
    }

    // A key of the top that was written below a header belongs to that header's table.
    private bool IsMisplaced(TomlEntry entry, string table)
    {
        if (Array.IndexOf(RootKeys, entry.Name) < 0 || entry.Value is TomlTable)
        {
            return false;
        }

        Error(entry.KeySpan, $"'{entry.Name}' is a key of the top: it must stand above [{table}]");
        return true;
    }

    // deploy.df = "…" is a table with a key "df" to TOML.
    private bool IsUnquoted(TomlEntry entry)
    {
        if (entry.Value is not TomlTable { Form: TomlTableForm.Dotted })
        {
            return false;
        }

        Error(entry.Statement.Key.Span, "a pattern with a dot must stand in quotes");
        return true;
    }

    private TextSpan WithoutQuotes(TextSpan span) =>
        span.Length >= 2 && source[span.Start] is '"' or '\'' ? new TextSpan(span.Start + 1, span.Length - 2) : span;

    private void UnknownKey(TomlEntry entry, string problem, IEnumerable<string> keys) =>
        _errors.Add(new ConfigurationError(source, entry.KeySpan, $"{problem} '{entry.Name}'{TargetKeys.Suggest(entry.Name, keys)}") { Nearest = NearestName.Find(entry.Name, keys) });

    private void Error(TextSpan span, string message) => _errors.Add(new ConfigurationError(source, span, message));
}
