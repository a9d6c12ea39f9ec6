using System.Collections.Immutable;
using System.Globalization;
using EnvLint.Collections;
using EnvLint.Configuration;
using EnvLint.Knowledge;
using EnvLint.LanguageServer.Analysis;
using EnvLint.Manifests;
using EnvLint.Syntax.Toml;
using EnvLint.Text;

namespace EnvLint.LanguageServer.Features.Hovering;

/// <summary>What the keys of the configuration mean, which rules its words name, and what a target's driver and GPU can do.</summary>
internal static class ConfigurationHover
{
    /// <summary>Writes the key or value at a place.</summary>
    /// <param name="analysis">The document: a configuration file, or a <c>pyproject.toml</c> with one in it.</param>
    /// <param name="position">Offset in its text.</param>
    /// <param name="page">Takes it.</param>
    /// <returns>The place of the word; null where it is none of a configuration.</returns>
    public static TextSpan? Write(DocumentAnalysis analysis, int position, MarkdownPage page)
    {
        var isPyProject = analysis.Kind == ManifestKind.PyProject;
        if (!(isPyProject ? analysis.Text.Content.Contains("envlint", StringComparison.Ordinal) : analysis is { File: null, Kind: ManifestKind.None }))
        {
            return null;
        }

        var table = ImmutableArray<string>.Empty;
        foreach (var statement in TomlDocument.Parse(analysis.Text.Content).Statements)
        {
            if (statement.Span.Start > position)
            {
                break;
            }

            var path = statement is TomlTableHeader ? [] : table;
            foreach (var part in statement.Key.Parts)
            {
                path = path.Add(part.Name);
                if (part.Span.Contains(position))
                {
                    return Own(path, isPyProject) is { IsEmpty: false } own && WriteKey(own, analysis, page) ? part.Span : null;
                }
            }

            if (statement is TomlTableHeader)
            {
                table = path;
            }
            else if (statement is TomlKeyValue { Value: var value } && value.Span.Contains(position))
            {
                return Own(path, isPyProject) is { IsEmpty: false } own ? WriteIn(own, value, position, analysis, page) : null;
            }
        }

        return null;
    }

    // The path below [tool.envlint]; empty for keys of others.
    private static ImmutableArray<string> Own(ImmutableArray<string> path, bool isPyProject) =>
        !isPyProject ? path : path is ["tool", "envlint", .. var own] ? own : [];

    private static TextSpan? WriteIn(ImmutableArray<string> path, TomlValue value, int position, DocumentAnalysis analysis, MarkdownPage page)
    {
        switch (value)
        {
            case TomlInlineTable table:
                foreach (var entry in table.KeyValues)
                {
                    var inner = path;
                    foreach (var part in entry.Key.Parts)
                    {
                        inner = inner.Add(part.Name);
                        if (part.Span.Contains(position))
                        {
                            return WriteKey(inner, analysis, page) ? part.Span : null;
                        }
                    }

                    if (entry.Value.Span.Contains(position))
                    {
                        return WriteIn(inner, entry.Value, position, analysis, page);
                    }
                }

                return null;
            case TomlArray array:
                foreach (var item in array.Items)
                {
                    if (item.Span.Contains(position))
                    {
                        return WriteIn(path, item, position, analysis, page);
                    }
                }

                return null;
            case TomlString text:
                return WriteValue(path, text.Value, analysis, page) ? text.Span : null;
            default:
                return null;
        }
    }

    private static bool WriteKey(ImmutableArray<string> path, DocumentAnalysis analysis, MarkdownPage page)
    {
        // The rule that an entry of [severity] is about.
        if (path is ["severity", var rule])
        {
            return DirectiveHover.WriteWord(analysis.Project.Names, rule, page);
        }

        if (KeyOf(path) is not { } key)
        {
            return false;
        }

        page.Rule();
        page.Paragraph($"**{key.Name}**");
        page.Paragraph(MarkdownText.Plain(key.Description) + ".");
        page.Paragraph(key.Words.IsEmpty ? key.Example.Length == 0 ? "" : $"Example: {MarkdownText.Code(key.Example)}" : $"One of {string.Join(", ", key.Words.Map(MarkdownText.Code))}");
        return true;
    }

    private static ConfigurationKey? KeyOf(ImmutableArray<string> path) => path switch
    {
        [var name] => Find(ConfigurationKeys.Root, name),
        ["target", var name] => Find(ConfigurationKeys.Target, name),
        ["targets", _, var name] => Find(ConfigurationKeys.Target, name),
        ["files", _, var name] => Find(ConfigurationKeys.File, name),
        ["images", _, var name] => Find(ConfigurationKeys.Image, name),
        ["indexes", _, var name] => Find(ConfigurationKeys.Index, name),
        _ => null,
    };

    private static ConfigurationKey? Find(ImmutableArray<ConfigurationKey> keys, string name) => keys.Find(key => key.Name == name);

    private static bool WriteValue(ImmutableArray<string> path, string value, DocumentAnalysis analysis, MarkdownPage page)
    {
        switch (path)
        {
            case ["select"] or ["ignore"] or ["per-file-ignores", _]:
                return DirectiveHover.WriteWord(analysis.Project.Names, value, page);
            case ["target", _] or ["targets", _, _]:
                return WriteTarget(path[^1], value, page);
            default:
                return false;
        }
    }

    private static bool WriteTarget(string key, string value, MarkdownPage page)
    {
        if (TargetKeys.Set(new Environment.TargetProfile("", Environment.TargetPlatform.Unknown), "platform", "linux", out var target) is not null
            || Find(ConfigurationKeys.Target, key) is null || TargetKeys.Set(target, key, value, out target) is not null)
        {
            return false;
        }

        var text = new MarkdownPage();
        switch (key)
        {
            case "driver" when target.Driver is { } driver && CudaDrivers.CudaOf(driver) is { } newest:
                text.Item($"Supports CUDA up to {newest} by itself{LaterMinors(newest)}");
                text.From(CudaDrivers.SourceOfDriver(driver), CudaDrivers.AsOf);
                break;
            case "cuda":
                text.Item(BuildText.DriversOf(platform => BuildText.FloorOf(value, platform), text) is { Length: > 0 } drivers ? $"A build for CUDA {MarkdownText.Plain(value)}: {char.ToLowerInvariant(drivers[0])}{drivers[1..]}" : "");
                break;
            case "gpu" when Gpus.Find(value) is { Cc: { } capability } row:
                text.Item($"Compute capability {capability}{(row.Architecture is { } architecture ? $", {architecture}" : "")}");
                WriteArch(capability, text);
                text.Item(Gpus.LastDriverOf(row.Architecture) is { } last ? string.Create(CultureInfo.InvariantCulture, $"Branch {last} is the last of drivers for it") : "");
                text.From(Gpus.SourceText(row.Source), Gpus.AsOf);
                break;
            case "compute-capability":
                WriteArch(value, text);
                break;
        }

        if (text.IsEmpty)
        {
            return false;
        }

        text.Sources();
        page.Rule();
        page.Paragraph($"**{key}** {MarkdownText.Code(value)}");
        page.Paragraph(text.ToString());
        return true;
    }

    // From CUDA 11 on the driver of a major runs builds of all its minors.
    private static string LaterMinors(string cuda) =>
        DottedNumber.Prefix(cuda, 1) is var major && BuildText.FloorOf(major, Environment.TargetPlatform.Linux) is { IsOfMajor: true } ? $", and runs builds for any CUDA {major}" : "";

    private static void WriteArch(string capability, MarkdownPage page)
    {
        if (CudaDrivers.Arch(capability) is { } arch)
        {
            page.Item(arch.RemovedIn is { } gone ? $"CUDA {arch.AddedIn} and later compile for it, until {gone}" : $"CUDA {arch.AddedIn} and later compile for it");
            page.From(CudaDrivers.SourceOf(arch), CudaDrivers.AsOf);
        }
    }
}
