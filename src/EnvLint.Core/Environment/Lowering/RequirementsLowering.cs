using System.Collections.Immutable;
using EnvLint.Environment.Facts;
using EnvLint.Environment.Linking;
using EnvLint.Manifests;
using EnvLint.Syntax.Requirements;
using EnvLint.Text;

namespace EnvLint.Environment.Lowering;

/// <summary>Turns a requirements file and those that it names into requests.</summary>
internal sealed class RequirementsLowering
{
    // Files that name each other in long chains are not written by people.
    private const int MaximumDepth = 8;
    private const int MaximumFiles = 64;

    private readonly ILinkedFiles? _files;
    private readonly FactCollector _facts;
    private readonly Scope _scope;
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly CommandUse? _use;
    private readonly List<(SourceText File, RequirementsLine Line, bool IsConstraint, EmbeddedText? Outer, TextSpan? Place)> _lines = [];
    private readonly List<(string Name, Word? Value)> _options = [];
    private bool _isComplete = true;
    private bool _hasAllFiles = true;

    private RequirementsLowering(FactCollector facts, Scope scope, ILinkedFiles? files, CommandUse? use = null)
    {
        _use = use;
        _files = files;
        _facts = facts;
        _scope = scope;
    }

    /// <summary>Lowers a file.</summary>
    /// <param name="source">The file.</param>
    /// <param name="facts">Takes the requests and the environment.</param>
    /// <param name="scope">Where it is installed.</param>
    /// <param name="files">The files that it may name; null where none can be read.</param>
    public static RequirementsFile Run(SourceText source, FactCollector facts, Scope scope, ILinkedFiles? files)
    {
        var tree = RequirementsDocument.Parse(source.Content, facts.CancellationToken);
        var isConstraints = RequirementsFile.IsConstraintsName(source.Path);
        if (RequirementsFile.IsForeignText(tree))
        {
            return new RequirementsFile(source, tree, isConstraints, isForeign: true, PackageSources.Default);
        }

        var lowering = new RequirementsLowering(facts, scope, files);
        lowering._seen.Add(source.Path);
        lowering.Read(source, tree, isConstraints, depth: 0);
        var sources = PipSources.OfOptions(lowering._options, facts.Indexes);
        facts.Add(new PythonEnvironment
        {
            Name = "",
            Kind = PythonEnvironmentKind.RequirementsFile,
            Scope = scope,
            Requests = lowering.Requests(sources, firstOrder: 0),
            IsComplete = lowering._isComplete,
        });
        return new RequirementsFile(source, tree, isConstraints, isForeign: false, sources);
    }

    /// <summary>Lowers texts of another file that its tool hands to pip as the lines of one requirements file.</summary>
    /// <param name="source">The file.</param>
    /// <param name="texts">The texts in order.</param>
    /// <param name="facts">Takes the requests.</param>
    /// <param name="scope">Where they are installed.</param>
    /// <param name="firstOrder">The place of the first in its sequence.</param>
    /// <param name="files">The files that a line may name; null where none can be read.</param>
    /// <param name="link">The command that names the file, and its word that does, where it is not the file under check.</param>
    /// <returns>The requests, those of linked files too, and whether that is all.</returns>
    public static (ImmutableArray<PackageRequest> Requests, bool IsComplete) RunPart(
        SourceText source, ImmutableArray<EmbeddedText> texts, FactCollector facts, Scope scope, int firstOrder, ILinkedFiles? files, (CommandUse Use, TextSpan Word)? link)
    {
        var lowering = new RequirementsLowering(facts, scope, files, link?.Use);
        foreach (var text in texts)
        {
            lowering.Read(source, RequirementsDocument.Parse(text.Text, facts.CancellationToken), isConstraint: false, depth: 0, text, link?.Word);
        }

        var requests = lowering.Requests(PipSources.OfOptions(lowering._options, facts.Indexes), firstOrder);
        return (requests, lowering._isComplete);
    }

    /// <summary>Lowers the files that a command names.</summary>
    /// <param name="texts">The files in order.</param>
    /// <param name="hasAllFiles">Whether there are no others that are not known.</param>
    /// <param name="use">The command.</param>
    /// <param name="facts">The facts so far.</param>
    /// <param name="variables">The variables known at the command; null where nobody follows them.</param>
    /// <returns>The requests, and where the command looks for these and for its own.</returns>
    public static (LinkedRequests Requests, PackageSources Sources) RunLinked(List<LinkedText> texts, bool hasAllFiles, CommandUse use, FactCollector facts, VariableTable? variables)
    {
        var lowering = new RequirementsLowering(facts, use.Scope, facts.Linker?.Files, use) { _isComplete = hasAllFiles, _hasAllFiles = hasAllFiles };
        foreach (var text in texts)
        {
            if (!lowering._seen.Add(text.Source.Path))
            {
                continue;
            }

            var tree = RequirementsDocument.Parse(text.Source.Content, facts.CancellationToken);
            if (RequirementsFile.IsForeignText(tree))
            {
                lowering._isComplete = false;
                lowering._hasAllFiles = false;
                continue;
            }

            lowering.Read(text.Source, tree, text.IsConstraint, depth: 0, place: text.Word);
        }

        var sources = PipSources.OfCommand(use, facts, variables, lowering._options);
        if (!lowering._hasAllFiles)
        {
            sources = sources with { IsComplete = false };
        }

        return (new LinkedRequests(lowering.Requests(sources, use.Order), lowering._isComplete), sources);
    }

    // Of a linked file the place is that of the option of this file that leads there.
    private void Read(SourceText file, RequirementsDocument tree, bool isConstraint, int depth, EmbeddedText? outer = null, TextSpan? place = null)
    {
        foreach (var line in tree.Lines)
        {
            _facts.CancellationToken.ThrowIfCancellationRequested();
            _lines.Add((file, line, isConstraint, outer, place));
            if (line.Kind != RequirementsLineKind.Options)
            {
                continue;
            }

            foreach (var option in line.Options)
            {
                var span = place ?? PlaceOf(line, option.ValueSpan, outer);
                if (option.Name is "--requirement" or "--constraint")
                {
                    Link(file, option, span, isConstraint || option.Name == "--constraint", depth + 1);
                }
                else
                {
                    _options.Add((option.Name, WordOf(option, span, place is not null)));
                }
            }
        }
    }

    private void Link(SourceText file, RequirementsOption option, TextSpan place, bool isConstraint, int depth)
    {
        if (option.Value is not { } value || RelativePath.Combine(file.Path, value) is not { } path || depth > MaximumDepth || _seen.Count > MaximumFiles)
        {
            _isComplete = false;
            _hasAllFiles = false;
            return;
        }

        if (!_seen.Add(path))
        {
            return;
        }

        if (_files?.Read(path) is { } linked)
        {
            if (ReferenceEquals(file, _facts.Source))
            {
                _facts.Add(new FileLink(isConstraint ? FileLinkKind.Constraints : FileLinkKind.Requirements, place, path));
            }

            Read(linked, RequirementsDocument.Parse(linked.Content, _facts.CancellationToken), isConstraint, depth, place: place);
        }
        else
        {
            _isComplete = false;
            _hasAllFiles = false;
        }
    }

    private static TextSpan PlaceOf(RequirementsLine line, TextSpan part, EmbeddedText? outer)
    {
        var span = line.ToFile(part);
        return outer?.ToFile(span) ?? span;
    }

    private Word? WordOf(RequirementsOption option, TextSpan span, bool isElsewhere)
    {
        if (option.Value is not { } value)
        {
            return null;
        }

        return new Word(span, _facts.Source.ToString(span), value.Contains("${", StringComparison.Ordinal) ? null : value, isQuoted: false, hasGlob: false, [], syntax: null) { IsElsewhere = isElsewhere };
    }

    private ImmutableArray<PackageRequest> Requests(PackageSources sources, int firstOrder)
    {
        var requests = ImmutableArray.CreateBuilder<PackageRequest>(_lines.Count);
        foreach (var (file, line, isConstraint, outer, place) in _lines)
        {
            if (line.Kind == RequirementsLineKind.Options)
            {
                continue;
            }

            // What stands in a variable, a folder or a repository brings packages that nobody sees here.
            if (line.Requirement is not { Name.Length: > 0 } requirement)
            {
                _isComplete = false;
                continue;
            }

            _isComplete &= requirement.Form == RequirementForm.Name || requirement.Wheel is not null;
            var map = outer is null ? line.RequirementMap : outer.Map.Compose(line.RequirementMap);
            var word = Word.Literal(map.ToOuter(new TextSpan(0, requirement.Text.Length)), requirement.Text);
            var linked = ReferenceEquals(file, _facts.Source) ? null : file;
            var order = _use?.Order ?? firstOrder + requests.Count;
            var request = PipLowering.Request(requirement, word, map, _scope, order, sources, _use, isConstraint, linked, linkedFrom: linked is null ? null : place, isHashed: HasHashes(line));
            requests.Add(request);
            if (linked is null)
            {
                _facts.Add(request);
            }
        }

        return requests.DrainToImmutable();
    }

    private static bool HasHashes(RequirementsLine line)
    {
        foreach (var option in line.Options)
        {
            if (option.Name == "--hash")
            {
                return true;
            }
        }

        return false;
    }
}
