using System.Collections.Immutable;
using System.Text;
using EnvLint.Environment.Facts;
using EnvLint.Manifests.PyProject;
using EnvLint.Syntax.Requirements;
using EnvLint.Syntax.Toml;
using EnvLint.Text;
using EnvLint.Versions;

namespace EnvLint.Environment.Lowering;

/// <summary>Turns a <c>pyproject.toml</c> into requests: those of the project, and those of each extra and group, which make an environment of their own with it.</summary>
/// <remarks>Extras may be alternatives, such as one for each CUDA: nothing says that two of them ever meet.</remarks>
internal sealed class PyProjectLowering
{
    // Each part begins with all that the project asks for: what no real file comes near to is not followed.
    private const int MaximumInherited = 20_000;

    private readonly PyProjectFile _file;
    private readonly FactCollector _facts;
    private readonly Scope _scope;
    private readonly MarkerEnvironment _markers;
    private readonly PythonChoice? _python;
    private readonly PyProjectSources _sources;
    private readonly HashSet<string> _overridden = new(StringComparer.Ordinal);
    private readonly List<PackageRequest> _constraints = [];
    private readonly List<Part> _parts = [];
    private readonly Dictionary<PyProjectPart, Part> _byPart = [];

    private PyProjectLowering(PyProjectFile file, FactCollector facts, Scope scope, MarkerEnvironment system, bool isMember)
    {
        _file = file;
        _facts = facts;
        _scope = scope;
        _python = PythonOf(file);
        _markers = system with { PythonVersion = _python?.Version is { } version ? $"{version.Major}.{version.Minor}" : null };
        _sources = new PyProjectSources(file, _markers, isMember, facts.Indexes);
        PartOf(PyProjectPart.Main);
    }

    /// <summary>Lowers a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="facts">Takes the requests and the environments.</param>
    /// <param name="scope">Where it is installed.</param>
    /// <param name="system">What the conditions of sources see there.</param>
    /// <param name="files">The other files of the root; null where none can be read.</param>
    public static void Run(PyProjectFile file, FactCollector facts, Scope scope, MarkerEnvironment system, ILinkedFiles? files)
    {
        if (file.Requirements.IsEmpty && file.PoetryDependencies.IsEmpty)
        {
            return;
        }

        var lowering = new PyProjectLowering(file, facts, scope, system, UvWorkspace.MayHold(file.Source.Path, files));
        foreach (var requirement in file.Requirements)
        {
            if (requirement.Part.Kind == PyProjectPartKind.Override)
            {
                lowering._overridden.Add(Requirement.Parse(requirement.Text.Value).Name);
            }
        }

        foreach (var requirement in file.Requirements)
        {
            facts.CancellationToken.ThrowIfCancellationRequested();
            lowering.Add(requirement);
        }

        foreach (var dependency in file.PoetryDependencies)
        {
            facts.CancellationToken.ThrowIfCancellationRequested();
            lowering.Add(dependency);
        }

        lowering.AddEnvironments();
    }

    private void Add(PyProjectRequirement written)
    {
        if (written.Part.Kind == PyProjectPartKind.Override)
        {
            return;
        }

        var text = written.Text;
        var requirement = Requirement.Parse(text.Value);
        var part = PartOf(written.Part.Kind == PyProjectPartKind.Constraint ? PyProjectPart.Main : written.Part);
        if (requirement.Name.Length == 0)
        {
            part.IsComplete = false;
            return;
        }

        // all = ["project[a,b]"]
        if (requirement.Name == _file.Name)
        {
            part.IsComplete = false;
            return;
        }

        var (sources, url) = _sources.Of(requirement.Name, written.Part, requirement);
        var map = text.IsVerbatim ? text.CreateMap(_file.Source.Content) : null;
        if (url is not null)
        {
            (requirement, map) = (At(requirement, url), null);
        }

        var word = new Word(text.ContentSpan, _file.Source.ToString(text.ContentSpan), text.Value, isQuoted: false, hasGlob: false, [], syntax: null);
        var isConstraint = written.Part.Kind == PyProjectPartKind.Constraint;
        Take(PipLowering.Request(requirement, word, map, _scope, _facts.NextOrder, sources, use: null, isConstraint, linkedFile: null, written.Part.Suffix), part);
    }

    // The address of a source takes the place of the versions.
    private static Requirement At(Requirement requirement, string url)
    {
        var text = new StringBuilder(requirement.Name);
        if (!requirement.ExtrasSpan.IsEmpty)
        {
            text.Append(requirement.Text, requirement.ExtrasSpan.Start, requirement.ExtrasSpan.Length);
        }

        text.Append(" @ ").Append(url);
        if (!requirement.MarkerSpan.IsEmpty)
        {
            text.Append(" ; ").Append(requirement.Text, requirement.MarkerSpan.Start, requirement.MarkerSpan.Length);
        }

        return Requirement.Parse(text.ToString());
    }

    private void Add(PoetryDependency dependency)
    {
        if (_file.PoetryOnlyAddsSources && dependency.Part == PyProjectPart.Main)
        {
            return;
        }

        var name = ProjectName.Normalize(dependency.Name);
        var extras = dependency.IsOptional ? ExtrasWith(name) : [];
        var part = extras is [var first, ..] ? first : dependency.IsOptional ? null : PartOf(dependency.Part);
        if (PoetryText.Of(dependency) is not { } text)
        {
            if (part is not null)
            {
                part.IsComplete = false;
            }

            return;
        }

        var requirement = Requirement.Parse(text);
        if (!requirement.IsValid && part is not null)
        {
            part.IsComplete = false;
            return;
        }

        var place = dependency.Version?.ContentSpan ?? dependency.File?.ContentSpan ?? dependency.NameSpan;
        var sources = dependency.IsElsewhere || (dependency.File is not null && requirement.Wheel is null) ? PyProjectSources.Unknown : _sources.OfPoetry(name, dependency.Source);

        // What it comes to is not what stands there, so that nobody edits it.
        var shown = requirement.MarkerSpan.IsEmpty ? text : text[..text.LastIndexOf(';', requirement.MarkerSpan.Start)].TrimEnd();
        var word = new Word(place, _file.Source.ToString(place), shown, isQuoted: false, hasGlob: false, [new ValueOrigin(dependency.Name, shown, default)], syntax: null);
        var suffix = dependency.IsOptional ? (part?.Key.Suffix ?? "[]") : dependency.Part.Suffix;
        var request = PipLowering.Request(requirement, word, map: null, _scope, _facts.NextOrder, sources, use: null, isConstraint: false, linkedFile: null, suffix);
        Take(request, part);
        for (var i = 1; i < extras.Count; i++)
        {
            extras[i].Requests.Add(request);
        }
    }

    private List<Part> ExtrasWith(string project)
    {
        var parts = new List<Part>();
        foreach (var (name, projects) in _file.PoetryExtras)
        {
            if (projects.Contains(project, StringComparer.Ordinal) && parts.Count < PackageSources.MaximumPlaces)
            {
                parts.Add(PartOf(new PyProjectPart(PyProjectPartKind.Extra, name)));
            }
        }

        return parts;
    }

    private void Take(PackageRequest request, Part? part)
    {
        _facts.Add(request);
        if (_overridden.Contains(request.Name))
        {
            // What uv puts in its place is not followed.
            PartOf(PyProjectPart.Main).IsComplete = false;
        }
        else if (request.IsConstraint)
        {
            _constraints.Add(request);
        }
        else
        {
            part?.Requests.Add(request);
        }
    }

    private void AddEnvironments()
    {
        var main = _parts[0];
        var inherited = 0;
        foreach (var part in _parts)
        {
            // A group is installed with the project by the tools that have groups of their own; pip installs it alone.
            var begins = ReferenceEquals(part, main) || part.Key.Kind == PyProjectPartKind.Extra || _file.Uv is not null || _file.Poetry is not null;
            if (part.Requests.Count == 0)
            {
                continue;
            }

            var requests = ImmutableArray.CreateBuilder<PackageRequest>();
            requests.AddRange(_constraints);
            if (begins && !ReferenceEquals(part, main))
            {
                requests.AddRange(main.Requests);
            }

            inherited += requests.Count;
            if (inherited > MaximumInherited && !ReferenceEquals(part, main))
            {
                return;
            }

            requests.AddRange(part.Requests);
            _facts.Add(new PythonEnvironment
            {
                Name = _file.Name + part.Key.Suffix,
                Kind = PythonEnvironmentKind.PyProject,
                Part = part.Key.Suffix,
                Scope = _scope,
                Requests = requests.DrainToImmutable(),
                Python = _python,
                IsComplete = _file.IsComplete && main.IsComplete && part.IsComplete,
            });
        }
    }

    private Part PartOf(PyProjectPart key)
    {
        if (!_byPart.TryGetValue(key, out var part))
        {
            part = new Part(key);
            _byPart.Add(key, part);
            _parts.Add(part);
        }

        return part;
    }

    private static PythonChoice? PythonOf(PyProjectFile file)
    {
        if (file.Python is not { } text)
        {
            return null;
        }

        var alternatives = file.IsPoetryPython ? PoetryConstraint.Read(text.Value) : [text.Value];
        return new PythonChoice(text.Value, OnlyMinor(alternatives), text.ContentSpan, $"{(file.IsPoetryPython ? "python" : "requires-python")} = \"{text.Value}\"");
    }

    // The minor that all versions that pass have; null where there are several, or none that is known.
    private static (int Major, int Minor)? OnlyMinor(IReadOnlyList<string>? alternatives)
    {
        const int HighestMinor = 40;
        const int HighestPatch = 30;
        (int, int)? only = null;
        foreach (var alternative in alternatives ?? [])
        {
            if (Pep440SpecifierSet.Parse(alternative) is not { IsValid: true, Specifiers.Length: > 0 and < 10 } specifiers)
            {
                return null;
            }

            for (var minor = 0; minor <= HighestMinor; minor++)
            {
                for (var patch = 0; patch <= HighestPatch; patch++)
                {
                    if (!specifiers.Contains(Pep440Version.Parse($"3.{minor}.{patch}"), allowPreReleases: false))
                    {
                        continue;
                    }

                    if (only is { } other && other != (3, minor))
                    {
                        return null;
                    }

                    only = (3, minor);
                    break;
                }
            }
        }

        return only;
    }

    private sealed class Part(PyProjectPart key)
    {
        public PyProjectPart Key { get; } = key;

        public List<PackageRequest> Requests { get; } = [];

        public bool IsComplete { get; set; } = true;
    }
}
