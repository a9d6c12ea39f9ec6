using System.Collections.Immutable;
using EnvLint.Syntax.Requirements;
using EnvLint.Syntax.Toml;
using EnvLint.Text;

namespace EnvLint.Manifests.PyProject;

/// <summary>A <c>pyproject.toml</c>: what the project needs and where it is taken from, in the words of PEP 621 and PEP 735, uv, Poetry and PDM.</summary>
/// <remarks>What has another shape than its tool reads is left out, and <see cref="IsComplete"/> is false.</remarks>
public sealed class PyProjectFile
{
    private readonly ImmutableArray<PyProjectRequirement>.Builder _requirements = ImmutableArray.CreateBuilder<PyProjectRequirement>();
    private readonly ImmutableArray<PoetryDependency>.Builder _poetry = ImmutableArray.CreateBuilder<PoetryDependency>();
    private readonly ImmutableArray<UvSource>.Builder _uvSources = ImmutableArray.CreateBuilder<UvSource>();
    private readonly ImmutableArray<PyProjectIndex>.Builder _uvIndexes = ImmutableArray.CreateBuilder<PyProjectIndex>();
    private readonly ImmutableArray<PyProjectIndex>.Builder _otherSources = ImmutableArray.CreateBuilder<PyProjectIndex>();
    private readonly Dictionary<string, ImmutableArray<string>> _poetryExtras = new(StringComparer.Ordinal);

    private PyProjectFile(SourceText source, TomlDocument syntax, bool isTemplate)
    {
        Source = source;
        Syntax = syntax;
        IsTemplate = isTemplate;
        IsComplete = syntax.Errors.IsEmpty && !isTemplate;
        if (!isTemplate)
        {
            ReadProject();
            ReadGroups();
            ReadUv();
            ReadPoetry();
            ReadPdm();
        }

        Requirements = _requirements.DrainToImmutable();
        PoetryDependencies = _poetry.DrainToImmutable();
        UvSources = _uvSources.DrainToImmutable();
        UvIndexes = _uvIndexes.DrainToImmutable();
        OtherSources = _otherSources.DrainToImmutable();
    }

    /// <summary>The text.</summary>
    public SourceText Source { get; }

    /// <summary>The tree.</summary>
    public TomlDocument Syntax { get; }

    /// <summary>Whether a tool still has to fill it in. Nothing is read from it then, and no rule speaks.</summary>
    public bool IsTemplate { get; }

    /// <summary>Whether all that the project asks for was read.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>The project's name, normalised; empty without one.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The Pythons that it is for, as PEP 440 or Poetry writes them; null where nothing is said.</summary>
    public TomlString? Python { get; private set; }

    /// <summary>Whether <see cref="Python"/> is in the words of Poetry.</summary>
    public bool IsPoetryPython { get; private set; }

    /// <summary>The table <c>[tool.uv]</c>; null without one.</summary>
    public TomlTable? Uv { get; private set; }

    /// <summary>The table <c>[tool.poetry]</c>; null without one.</summary>
    public TomlTable? Poetry { get; private set; }

    /// <summary>The requirements of the project, its extras and groups, and uv's constraints and overrides, in order.</summary>
    public ImmutableArray<PyProjectRequirement> Requirements { get; }

    /// <summary>Poetry's dependencies in order, without <c>python</c>.</summary>
    public ImmutableArray<PoetryDependency> PoetryDependencies { get; }

    /// <summary>Whether Poetry reads only the sources of its dependencies, because <c>[project]</c> lists what is asked for.</summary>
    public bool PoetryOnlyAddsSources { get; private set; }

    /// <summary>The projects that an extra of Poetry brings, normalised, by the extra's name.</summary>
    public IReadOnlyDictionary<string, ImmutableArray<string>> PoetryExtras => _poetryExtras;

    /// <summary>The entries of <c>[tool.uv.sources]</c> in order.</summary>
    public ImmutableArray<UvSource> UvSources { get; }

    /// <summary>The entries of <c>[[tool.uv.index]]</c> in order.</summary>
    public ImmutableArray<PyProjectIndex> UvIndexes { get; }

    /// <summary>The sources of Poetry or PDM in order.</summary>
    public ImmutableArray<PyProjectIndex> OtherSources { get; }

    /// <summary>The table <c>[tool.uv.workspace]</c>, whose members take sources and indexes from this file; null without one.</summary>
    public TomlTable? Workspace => Uv?.Find("workspace") as TomlTable;

    /// <summary>Parses and understands a file.</summary>
    /// <param name="source">The text.</param>
    /// <param name="cancellationToken">Ends the work between two statements.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static PyProjectFile Create(SourceText source, CancellationToken cancellationToken = default)
    {
        var syntax = TomlDocument.Parse(source.Content, cancellationToken);
        return new PyProjectFile(source, syntax, !syntax.Errors.IsEmpty && IsTemplateText(source.Content));
    }

    // Cookiecutter's and Copier's: names in braces are fine in strings, statements between the lines are no TOML.
    private static bool IsTemplateText(string text) =>
        text.Contains("{{", StringComparison.Ordinal) || text.Contains("{%", StringComparison.Ordinal) || text.Contains("<%", StringComparison.Ordinal);

    private void ReadProject()
    {
        if (Syntax.Root.Find("project") is not TomlTable project)
        {
            return;
        }

        Name = project.Find("name") is TomlString name ? ProjectName.Normalize(name.Value) : "";
        Python = project.Find("requires-python") as TomlString;
        ReadRequirements(project, "dependencies", PyProjectPart.Main);
        foreach (var entry in TableOf(project, "optional-dependencies"))
        {
            ReadRequirements(entry.Value, new PyProjectPart(PyProjectPartKind.Extra, ProjectName.Normalize(entry.Name)));
        }

        foreach (var item in ItemsOf(project.Find("dynamic")))
        {
            IsComplete &= item is not TomlString { Value: "dependencies" or "optional-dependencies" };
        }
    }

    private void ReadGroups()
    {
        foreach (var entry in TableOf(Syntax.Root, "dependency-groups"))
        {
            ReadRequirements(entry.Value, new PyProjectPart(PyProjectPartKind.Group, ProjectName.Normalize(entry.Name)));
        }
    }

    private void ReadUv()
    {
        Uv = Syntax.Root.Find("tool", "uv") as TomlTable;
        if (Uv is null)
        {
            return;
        }

        ReadRequirements(Uv, "dev-dependencies", new PyProjectPart(PyProjectPartKind.Group, "dev"));
        ReadRequirements(Uv, "constraint-dependencies", new PyProjectPart(PyProjectPartKind.Constraint, ""));
        ReadRequirements(Uv, "override-dependencies", new PyProjectPart(PyProjectPartKind.Override, ""));
        foreach (var item in ItemsOf(Uv.Find("index")))
        {
            if (item is TomlTable table)
            {
                var name = table.Find("name") as TomlString;
                _uvIndexes.Add(new PyProjectIndex(name, table.Find("url") as TomlString, name?.Span ?? table.Span) { IsDefault = IsTrue(table, "default"), IsExplicit = IsTrue(table, "explicit") });
            }
        }

        foreach (var entry in TableOf(Uv, "sources"))
        {
            if (entry.Value is TomlArray list)
            {
                foreach (var item in list.Items)
                {
                    ReadUvSource(entry, item);
                }
            }
            else
            {
                ReadUvSource(entry, entry.Value);
            }
        }
    }

    private void ReadUvSource(TomlEntry entry, TomlValue value)
    {
        var project = ProjectName.Normalize(entry.Name);
        if (value is not TomlTable table)
        {
            _uvSources.Add(new UvSource(project, value.Span) { IsUnclear = true });
            return;
        }

        _uvSources.Add(new UvSource(project, table.Form == TomlTableForm.Dotted ? entry.KeySpan : table.Span)
        {
            Index = table.Find("index") as TomlString,
            Url = table.Find("url") as TomlString,
            Marker = table.Find("marker") as TomlString,
            Extra = table.Find("extra") is TomlString extra ? ProjectName.Normalize(extra.Value) : null,
            Group = table.Find("group") is TomlString group ? ProjectName.Normalize(group.Value) : null,
            IsUnclear = IsOtherThanText(table, "marker") || IsOtherThanText(table, "extra") || IsOtherThanText(table, "group") || IsOtherThanText(table, "index"),
        });
    }

    private void ReadPoetry()
    {
        Poetry = Syntax.Root.Find("tool", "poetry") as TomlTable;
        if (Poetry is null)
        {
            return;
        }

        if (Name.Length == 0 && Poetry.Find("name") is TomlString name)
        {
            Name = ProjectName.Normalize(name.Value);
        }

        // Beside a list of [project] Poetry takes from its own table only where the projects come from.
        PoetryOnlyAddsSources = Syntax.Root.Find("project", "dependencies") is not null;
        ReadPoetry(Poetry, "dependencies", PyProjectPart.Main);
        ReadPoetry(Poetry, "dev-dependencies", new PyProjectPart(PyProjectPartKind.Group, "dev"));
        foreach (var group in TableOf(Poetry, "group"))
        {
            if (group.Value is TomlTable table)
            {
                ReadPoetry(table, "dependencies", new PyProjectPart(PyProjectPartKind.Group, ProjectName.Normalize(group.Name)));
            }
        }

        foreach (var extra in TableOf(Poetry, "extras"))
        {
            var names = ImmutableArray.CreateBuilder<string>();
            foreach (var item in ItemsOf(extra.Value))
            {
                if (item is TomlString text)
                {
                    names.Add(ProjectName.Normalize(text.Value));
                }
            }

            _poetryExtras[ProjectName.Normalize(extra.Name)] = names.DrainToImmutable();
        }

        foreach (var item in ItemsOf(Poetry.Find("source")))
        {
            if (item is TomlTable table)
            {
                var label = table.Find("name") as TomlString;
                _otherSources.Add(new PyProjectIndex(label, table.Find("url") as TomlString, label?.Span ?? table.Span)
                {
                    IsDefault = IsTrue(table, "default") || table.Find("priority") is TomlString { Value: "default" },
                    IsExplicit = table.Find("priority") is TomlString { Value: "explicit" },
                });
            }
        }
    }

    private void ReadPoetry(TomlTable table, string key, PyProjectPart part)
    {
        foreach (var entry in TableOf(table, key))
        {
            if (entry.Name == "python" && part == PyProjectPart.Main)
            {
                if (Python is null && entry.Value is TomlString python)
                {
                    Python = python;
                    IsPoetryPython = true;
                }

                continue;
            }

            // Several entries for one project are joined by their conditions.
            if (entry.Value is TomlArray list)
            {
                foreach (var item in list.Items)
                {
                    ReadPoetryDependency(entry, item, part);
                }
            }
            else
            {
                ReadPoetryDependency(entry, entry.Value, part);
            }
        }
    }

    private void ReadPoetryDependency(TomlEntry entry, TomlValue value, PyProjectPart part)
    {
        switch (value)
        {
            case TomlString version:
                _poetry.Add(new PoetryDependency(entry.Name, entry.KeySpan, version.ContentSpan, part) { Version = version });
                break;
            case TomlTable table:
                var extras = new List<string>();
                foreach (var item in ItemsOf(table.Find("extras")))
                {
                    if (item is TomlString extra)
                    {
                        extras.Add(extra.Value);
                    }
                }

                var span = table.Form is TomlTableForm.Inline ? table.Span : entry.KeySpan;
                _poetry.Add(new PoetryDependency(entry.Name, entry.KeySpan, span, part)
                {
                    Version = table.Find("version") as TomlString,
                    Extras = extras,
                    IsOptional = IsTrue(table, "optional"),
                    Source = table.Find("source") as TomlString,
                    File = table.Find("url") as TomlString ?? table.Find("path") as TomlString ?? table.Find("file") as TomlString,
                    IsElsewhere = table.Find("git") is not null,
                    Markers = table.Find("markers") as TomlString,
                    Python = table.Find("python") as TomlString,
                    Platform = table.Find("platform") as TomlString,
                    IsUnclear = IsOtherThanText(table, "version") || IsOtherThanText(table, "markers") || IsOtherThanText(table, "python") || IsOtherThanText(table, "platform")
                        || IsOtherThanText(table, "source") || table.Find("allow-prereleases") is not null,
                });
                break;
            default:
                _poetry.Add(new PoetryDependency(entry.Name, entry.KeySpan, value.Span, part) { IsUnclear = true });
                break;
        }
    }

    private void ReadPdm()
    {
        if (Poetry is not null || Syntax.Root.Find("tool", "pdm") is not TomlTable pdm)
        {
            return;
        }

        foreach (var group in TableOf(pdm, "dev-dependencies"))
        {
            ReadRequirements(group.Value, new PyProjectPart(PyProjectPartKind.Group, ProjectName.Normalize(group.Name)));
        }

        foreach (var item in ItemsOf(pdm.Find("source")))
        {
            if (item is TomlTable table)
            {
                var name = table.Find("name") as TomlString;
                _otherSources.Add(new PyProjectIndex(name, table.Find("url") as TomlString, name?.Span ?? table.Span));
            }
        }
    }

    private void ReadRequirements(TomlTable table, string key, PyProjectPart part)
    {
        if (table.Find(key) is { } value)
        {
            ReadRequirements(value, part);
        }
    }

    private void ReadRequirements(TomlValue value, PyProjectPart part)
    {
        if (value is not TomlArray)
        {
            IsComplete = false;
            return;
        }

        foreach (var item in ItemsOf(value))
        {
            if (item is TomlString text)
            {
                _requirements.Add(new PyProjectRequirement(text, part));
            }
            else
            {
                // { include-group = "test" }
                IsComplete = false;
            }
        }
    }

    private static ImmutableArray<TomlEntry> TableOf(TomlTable table, string key) => table.Find(key) is TomlTable found ? found.Entries : [];

    private static ImmutableArray<TomlValue> ItemsOf(TomlValue? value) => value is TomlArray array ? array.Items : [];

    private static bool IsTrue(TomlTable table, string key) => table.Find(key) is TomlBoolean { Value: true };

    private static bool IsOtherThanText(TomlTable table, string key) => table.Find(key) is not (null or TomlString);
}
