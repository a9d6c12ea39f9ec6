using EnvLint.Manifests.PyProject;

namespace EnvLint.LanguageServer.Features.Completing;

/// <summary>Completes <c>pyproject.toml</c>: requirements, indexes, and the table of EnvLint itself.</summary>
internal static class PyProjectCompletion
{
    /// <summary>Offers what fits.</summary>
    /// <param name="site">The place.</param>
    /// <param name="list">Takes what fits.</param>
    public static void Complete(CompletionSite site, CompletionList list)
    {
        var place = TomlPlace.At(site);
        if (place.Begins("tool", "envlint") || place.Kind == TomlPlaceKind.Header)
        {
            ConfigurationCompletion.Complete(site, list, place, "tool", "envlint");
            return;
        }

        if (site.File?.PyProject is not { IsTemplate: false } file)
        {
            return;
        }

        var typed = place.Kind == TomlPlaceKind.Text ? site.Text[place.Content.Start..site.Position] : "";
        if (place is { Kind: TomlPlaceKind.Text, IsItem: true } && IsRequirements(place))
        {
            var around = Around(site, file, NameOf(typed));
            foreach (var other in place.Items)
            {
                around.Take(other);
            }

            RequirementCompletion.Complete(list, typed, around);
        }
        else if (IsPoetry(place, out var project))
        {
            Poetry(site, list, place, file, project, typed);
        }
        else if (place.Kind == TomlPlaceKind.Text && (place.Is("tool", "uv", "index", "url") || place.Is("tool", "poetry", "source", "url") || place.Is("tool", "uv", "index-url") || place.Is("tool", "uv", "extra-index-url")))
        {
            IndexCompletion.Complete(list, new PipSurroundings(site));
        }
    }

    private static bool IsRequirements(TomlPlace place) =>
        place.Is("project", "dependencies") || place.Is("project", "optional-dependencies", "?") || place.Is("dependency-groups", "?") || place.Is("build-system", "requires")
        || place.Is("tool", "uv", "dev-dependencies") || place.Is("tool", "uv", "constraint-dependencies") || place.Is("tool", "uv", "override-dependencies")
        || place.Is("tool", "pdm", "dev-dependencies", "?");

    // The table of dependencies of Poetry that holds a place, and the project of a value there.
    private static bool IsPoetry(TomlPlace place, out string project)
    {
        project = "";
        var depth = place.Begins("tool", "poetry", "dependencies") || place.Begins("tool", "poetry", "dev-dependencies") ? 3
            : place.Begins("tool", "poetry", "group", "?", "dependencies") ? 5
            : 0;
        if (depth == 0)
        {
            return false;
        }

        if (place.Path.Count > depth)
        {
            project = place.Path[depth];
        }

        return place.Kind == TomlPlaceKind.Key ? place.Path.Count == depth
            : place.Kind == TomlPlaceKind.Text && (place.Path.Count == depth + 1 || (place.Path.Count == depth + 2 && place.Path[depth + 1] == "version"));
    }

    private static void Poetry(CompletionSite site, CompletionList list, TomlPlace place, PyProjectFile file, string project, string typed)
    {
        if (place.Kind == TomlPlaceKind.Key)
        {
            list.Replace(place.Content);
            foreach (var name in Knowledge.PipProjects.Names)
            {
                if (!place.Has(name))
                {
                    list.Add(name, CompletionKind.Module, place.HasEquals ? name : name + " = ");
                }
            }

            return;
        }

        if (project == "python")
        {
            return;
        }

        // A version alone is that version and no other.
        var around = Around(site, file, PipSurroundings.Normalise(project));
        foreach (var dependency in file.PoetryDependencies)
        {
            if (PipSurroundings.Normalise(dependency.Name) == PipSurroundings.Normalise(project))
            {
                around.HasOtherIndex |= NamesSource(site, dependency);
            }
            else if (dependency.Version is { } version && Words.IsAll(version.Value, static character => char.IsAsciiDigit(character) || character is '.' or '='))
            {
                around.Take($"{dependency.Name}=={version.Value.TrimStart('=')}");
            }
        }

        var last = typed[(typed.LastIndexOfAny([',', '|', ' ', '^', '~', '<', '>', '=', '!']) + 1)..];
        RequirementCompletion.Complete(list, $"{project}=={last}", around);
    }

    private static bool NamesSource(CompletionSite site, PoetryDependency dependency)
    {
        var text = site.Text.AsSpan(dependency.Span.Start, dependency.Span.Length);
        return text.Contains("source", StringComparison.Ordinal) || text.Contains("url", StringComparison.Ordinal) || text.Contains("git", StringComparison.Ordinal);
    }

    private static string NameOf(string typed)
    {
        var length = 0;
        while (length < typed.Length && Words.IsPackage(typed[length]))
        {
            length++;
        }

        return PipSurroundings.Normalise(typed.AsSpan(0, length));
    }

    // Where uv is told to take the project from.
    private static PipSurroundings Around(CompletionSite site, PyProjectFile file, string project)
    {
        var around = new PipSurroundings(site);
        var sources = 0;
        foreach (var source in file.UvSources)
        {
            if (source.Project == project)
            {
                sources++;
                var url = source.Index is { } name ? UrlOf(file, name.Value) : null;
                if (url is null || sources > 1)
                {
                    around.HasOtherIndex = true;
                }
                else
                {
                    around.TakeIndex(url);
                }
            }
        }

        foreach (var index in file.UvIndexes)
        {
            // One that serves all projects.
            if (sources == 0 && !index.IsExplicit && index.Url is { } url)
            {
                around.TakeIndex(url.Value);
            }
        }

        return around;
    }

    private static string? UrlOf(PyProjectFile file, string name)
    {
        foreach (var index in file.UvIndexes)
        {
            if (index.Name?.Value == name)
            {
                return index.Url?.Value;
            }
        }

        return null;
    }
}
