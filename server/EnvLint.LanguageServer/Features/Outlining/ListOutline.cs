using System.Collections.Immutable;
using EnvLint.Manifests;
using EnvLint.Manifests.Compose;
using EnvLint.Manifests.Conda;
using EnvLint.Manifests.Wsl;
using EnvLint.Syntax.Ini;
using EnvLint.Syntax.Requirements;
using EnvLint.Syntax.Yaml;
using EnvLint.Text;

namespace EnvLint.LanguageServer.Features.Outlining;

/// <summary>The entries of files that are lists: of settings, of packages, of services.</summary>
internal static class ListOutline
{
    /// <summary>Sections with their keys.</summary>
    /// <param name="wsl">A file of WSL.</param>
    public static ImmutableArray<OutlineEntry> Of(WslConfigFile wsl)
    {
        var items = new OutlineItems();
        IniHeader? header = null;
        var children = new OutlineItems();
        var end = 0;
        foreach (var statement in wsl.Syntax.Statements)
        {
            if (statement is IniHeader next)
            {
                Close();
                (header, children, end) = (next, new OutlineItems(), next.Span.End);
            }
            else if (statement is IniSetting setting)
            {
                (header is null ? items : children).Add(setting.Key, setting.Value, OutlineKind.Property, setting.Span, setting.KeySpan);
                end = setting.Span.End;
            }
        }

        Close();
        return items.Finish();

        void Close()
        {
            if (header is not null)
            {
                items.Add(header.Name, "", OutlineKind.Namespace, TextSpan.FromBounds(header.Span.Start, Math.Max(header.Span.End, end)), header.Span.Contains(header.NameSpan) ? header.NameSpan : header.Span, children);
            }
        }
    }

    /// <summary>The packages, and the options of lines of their own.</summary>
    /// <param name="requirements">A requirements file.</param>
    public static ImmutableArray<OutlineEntry> Of(RequirementsFile requirements)
    {
        var items = new OutlineItems();
        foreach (var line in requirements.Tree.Lines)
        {
            if (line.Kind == RequirementsLineKind.Options && !line.Options.IsEmpty)
            {
                var option = line.Options[0];
                items.Add(option.Name, option.Value ?? "", OutlineKind.Property, line.Span, line.ToFile(option.NameSpan));
            }
            else if (line.Requirement is { Name.Length: > 0 } requirement && NameLength(requirement.Text) is > 0 and var length)
            {
                items.Add(requirement.Text[..length], requirement.Text[length..], OutlineKind.Package, line.Span, line.RequirementMap.ToOuter(new TextSpan(0, length)));
            }
            else
            {
                items.Add(line.Text, "", OutlineKind.Package, line.Span, line.Span);
            }
        }

        return items.Finish();
    }

    // As it is written, which is not always how it is compared.
    private static int NameLength(string requirement)
    {
        var length = 0;
        while (length < requirement.Length && (char.IsAsciiLetterOrDigit(requirement[length]) || requirement[length] is '-' or '_' or '.'))
        {
            length++;
        }

        return length;
    }

    /// <summary>Name, channels and dependencies.</summary>
    /// <param name="conda">An environment file of conda.</param>
    public static ImmutableArray<OutlineEntry> Of(CondaEnvironmentFile conda)
    {
        var items = new OutlineItems();
        foreach (var entry in conda.Root?.Entries ?? [])
        {
            var children = new OutlineItems();
            if (ReferenceEquals(entry, conda.ChannelsEntry))
            {
                foreach (var channel in conda.Channels)
                {
                    children.Add(channel.Value, "", OutlineKind.Property, channel.Node.Span, channel.Span);
                }
            }
            else if (ReferenceEquals(entry, conda.DependenciesEntry))
            {
                AddDependencies(children, conda);
            }

            items.Add(entry.Name ?? "", entry.Value is YamlScalar scalar ? scalar.Value : "", entry.Value is YamlScalar ? OutlineKind.Property : OutlineKind.Namespace, entry.Span, entry.Key.Span, children);
        }

        return items.Finish();
    }

    /// <summary>The services, with what they are made of and what they get.</summary>
    /// <param name="compose">A compose file.</param>
    public static ImmutableArray<OutlineEntry> Of(ComposeFile compose)
    {
        var items = new OutlineItems();
        foreach (var service in compose.Services)
        {
            var children = new OutlineItems();
            if (service.Image is { } image && ReferenceEquals(image.File, compose))
            {
                children.Add(image.Scalar.Value, "image", OutlineKind.Property, image.Scalar.Span, image.Scalar.Span);
            }

            if (service.Build is { } build && ReferenceEquals(build.Field.File, compose))
            {
                children.Add("build", build.Context?.Scalar.Value ?? "", OutlineKind.Property, build.Field.Entry.Span, build.Field.Entry.Key.Span);
            }

            foreach (var gpu in service.GpuRequests)
            {
                if (ReferenceEquals(gpu.File, compose))
                {
                    children.Add("GPU", "", OutlineKind.Property, gpu.Span, gpu.Span);
                }
            }

            var made = service.Image?.Scalar.Value ?? (service.Build is null ? "" : $"build {service.Build.Context?.Scalar.Value}");
            items.Add(service.Name, service.GpuRequests.IsEmpty ? made : $"{made} GPU", OutlineKind.Class, service.Entry.Span, service.Entry.Key.Span, children);
        }

        return items.Finish();
    }

    private static void AddDependencies(OutlineItems items, CondaEnvironmentFile conda)
    {
        foreach (var dependency in conda.Dependencies)
        {
            items.Add(dependency.Text.Value, dependency.Selector, OutlineKind.Package, dependency.Text.Span, dependency.Text.Span);
        }

        foreach (var section in conda.PipSections)
        {
            var lines = new OutlineItems();
            foreach (var line in section.Lines)
            {
                lines.Add(line.Value, "", OutlineKind.Package, line.Node.Span, line.Span);
            }

            items.Add("pip", "", OutlineKind.Namespace, section.Item.Span, section.Entry.Key.Span, lines);
        }
    }
}
