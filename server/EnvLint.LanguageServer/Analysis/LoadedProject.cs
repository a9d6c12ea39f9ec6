using System.Collections.Immutable;
using System.Text;
using EnvLint.Baseline;
using EnvLint.Configuration;
using EnvLint.Diagnostics;
using EnvLint.Engine;
using EnvLint.Environment;
using EnvLint.LanguageServer.Documents;
using EnvLint.Workspace;

namespace EnvLint.LanguageServer.Analysis;

/// <summary>A root's configuration as it was read, with the editor's settings on top. Immutable.</summary>
internal sealed class LoadedProject
{
    /// <summary>What analyses are told of it.</summary>
    public required ServerProject Project { get; init; }

    /// <summary>Leads from what the rules said to what is shown.</summary>
    public required ResultFilter Filter { get; init; }

    /// <summary>The configuration as it is now, with its errors; null where there is none.</summary>
    public FoundConfiguration? Found { get; init; }

    /// <summary>Absolute paths of the files whose texts counted, there or not.</summary>
    public required IReadOnlySet<string> Paths { get; init; }

    /// <summary>What holds, for the status bar.</summary>
    public required ProjectStatus Status { get; init; }

    /// <summary>Reads the configuration of a root.</summary>
    /// <param name="root">The root; null for a document that is no file.</param>
    /// <param name="names">All rules.</param>
    /// <param name="settings">What the editor says.</param>
    /// <param name="filterOptions">What is shown at least.</param>
    /// <param name="version">The version that reads.</param>
    /// <param name="unsaved">The text that the editor holds of a file, by its absolute path; null for a file that is as it is on disk.</param>
    /// <param name="last">What held before: while the configuration has errors, the last one without goes on.</param>
    /// <param name="files">The files of the root.</param>
    /// <param name="addressOf">The address of a file of the root.</param>
    /// <param name="versionOf">The client's number of the text of a file of the root.</param>
    public static LoadedProject Load(
        WorkspaceRoot? root,
        RuleNames names,
        ClientSettings settings,
        ResultFilterOptions filterOptions,
        string version,
        Func<string, string?> unsaved,
        LoadedProject? last,
        ILinkedFiles? files,
        Func<string, DocumentAddress> addressOf,
        Func<string, int?> versionOf)
    {
        var paths = new HashSet<string>(WorkspaceRoot.PathComparer);
        var found = root is null ? null : ConfigurationFiles.Find(root, version, TextOf);

        var problems = new List<string>();
        var configuration = found?.Result.Configuration;
        if (found is { Result.Errors: [var first, ..] errors })
        {
            configuration = last?.Project.Configuration;
            var more = errors.Length > 1 ? $" (and {errors.Length - 1} more)" : "";
            problems.Add(first.Describe() + more + (configuration is null ? "; nothing of it holds until that is mended" : "; what it said before holds until that is mended"));
        }

        var targets = TargetsOf(settings, configuration, problems);
        var selection = SelectionOf(settings, names, problems);
        var baseline = root is null || found is null ? null : BaselineOf(root, found.Home, configuration?.Baseline, TextOf, problems);
        var filter = new ResultFilter(names, RuleSelection.Create(names, configuration, selection), configuration, filterOptions with { Baseline = baseline });
        var file = found is null ? null : found.Home.FullPath(found.Result.Errors is [var error, ..] ? error.Source.Path : found.Result.Configuration.Source.Path);
        return new LoadedProject
        {
            Project = new ServerProject
            {
                Root = root,
                Configuration = configuration,
                ConfigurationFile = found is null ? null : found.Home.FullPath(found.Result.Configuration.Source.Path),
                Targets = targets,
                EditorSelection = selection,
                Names = names,
                Files = files,
                AddressOf = addressOf,
                VersionOf = versionOf,
            },
            Filter = filter,
            Found = found,
            Paths = paths,
            Status = new ProjectStatus(
                root is null ? null : DocumentAddress.OfPath(root.Path),
                file is null ? null : DocumentAddress.OfPath(file),
                Describe(targets),
                string.Join(". ", problems)),
        };

        string? TextOf(string path)
        {
            paths.Add(path);
            return unsaved(path);
        }
    }

    // A baseline that cannot be read hides nothing.
    private static RootBaseline? BaselineOf(WorkspaceRoot root, WorkspaceRoot home, BaselineReference? reference, Func<string, string?> textOf, List<string> problems)
    {
        if (reference?.Path is not { } path)
        {
            return null;
        }

        // Asked for whatever becomes of it: when it is another file, it is looked at again.
        var file = home.FullPath(path);
        var unsaved = textOf(file);
        if (BaselineFiles.LeadsOut(home, path))
        {
            problems.Add($"{path}: no baseline: the link leads out of the root or nowhere");
            return null;
        }

        if (BaselineFiles.Read(file, path, unsaved, out var error) is not { } document)
        {
            problems.Add(error ?? $"there is no baseline '{reference.Text}'");
            return null;
        }

        return BaselineFiles.For(document, BaselineFiles.HomeOf(file, root, root.Path), root);
    }

    private static ImmutableArray<TargetProfile> TargetsOf(ClientSettings settings, ProjectConfiguration? configuration, List<string> problems)
    {
        var targets = ImmutableArray.CreateBuilder<TargetProfile>();
        foreach (var text in settings.Targets)
        {
            if (TargetKeys.Parse(text, configuration, out var target) is { } error)
            {
                problems.Add($"envlint.target: {error}");
            }
            else if (target is not null)
            {
                targets.Add(target);
            }
        }

        return targets.Count > 0 ? targets.ToImmutable() : configuration?.Target is { } declared ? [declared] : [];
    }

    private static SelectionOptions SelectionOf(ClientSettings settings, RuleNames names, List<string> problems)
    {
        if (settings.Severities.IsEmpty)
        {
            return SelectionOptions.None;
        }

        var ignore = ImmutableArray.CreateBuilder<RuleSelector>();
        var severities = ImmutableArray.CreateBuilder<SeverityOverride>();
        foreach (var (rule, level) in settings.Severities)
        {
            if (names.Resolve(rule) is not { } selector)
            {
                problems.Add($"envlint.severities: '{rule}' names no rule");
                continue;
            }

            switch (level)
            {
                case "off":
                    ignore.Add(selector);
                    break;
                case "error":
                    severities.Add(new SeverityOverride(selector, Severity.Error));
                    break;
                case "warning":
                    severities.Add(new SeverityOverride(selector, Severity.Warning));
                    break;
                case "info":
                    severities.Add(new SeverityOverride(selector, Severity.Info));
                    break;
                default:
                    problems.Add($"envlint.severities: '{level}' is none of error, warning, info, off");
                    break;
            }
        }

        return new SelectionOptions { Ignore = ignore.ToImmutable(), Severities = severities.ToImmutable() };
    }

    private static ImmutableArray<string> Describe(ImmutableArray<TargetProfile> targets)
    {
        var lines = ImmutableArray.CreateBuilder<string>(targets.Length);
        foreach (var target in targets)
        {
            lines.Add(Describe(target));
        }

        return lines.MoveToImmutable();
    }

    private static string Describe(TargetProfile target)
    {
        var text = new StringBuilder();
        Add("", target.Platform switch
        {
            TargetPlatform.Wsl2 => "WSL 2",
            TargetPlatform.Linux => "Linux",
            TargetPlatform.Windows => "Windows",
            _ => null,
        });
        Add("driver ", target.Driver);
        Add("CUDA ", target.Cuda);
        Add("", target.Gpu);
        Add("compute capability ", target.ComputeCapability);
        Add("Windows build ", target.WindowsBuild);
        Add("", target.Arch);
        Add("Docker ", target.Docker);
        return text.Length == 0 ? target.Name : text.ToString();

        void Add(string head, string? value)
        {
            if (value is not null)
            {
                text.Append(text.Length > 0 ? ", " : "").Append(head).Append(value);
            }
        }
    }
}
