using System.Collections.Immutable;
using EnvLint.Diagnostics;
using EnvLint.Environment;
using EnvLint.Environment.Facts;
using EnvLint.Environment.Linking;
using EnvLint.Environment.Lowering;
using EnvLint.Manifests;
using EnvLint.Text;

namespace EnvLint.Engine;

/// <summary>Finds what is wrong with a Dockerfile only as one build builds it: with its arguments, up to its target.</summary>
internal static class BuildFindings
{
    // What no file comes near to that people read.
    private const int MaximumBuilds = 16;
    private const int MaximumLength = 256 * 1024;
    private const int MaximumTotal = 1024 * 1024;

    /// <summary>The findings of all builds of a file.</summary>
    /// <param name="file">The file that builds.</param>
    /// <param name="options">What it is analysed with.</param>
    /// <param name="analyze">Runs the rules over a file; gives the raw findings.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public static List<Diagnostic> Of(FileAnalysis file, AnalysisOptions options, Func<FileAnalysis, IReadOnlyList<Diagnostic>> analyze, CancellationToken cancellationToken)
    {
        var result = new List<Diagnostic>();
        if (options.Files is not { } files || file.Facts is not { ImageBuilds.IsEmpty: false } facts)
        {
            return result;
        }

        var plain = new Dictionary<SourceText, HashSet<(string Code, TextSpan Span, string Message)>>();
        var told = new HashSet<(string Code, TextSpan Span, string Message)>();
        var builds = 0;
        var length = 0;
        foreach (var build in facts.ImageBuilds)
        {
            if (!build.IsComplete || (build.Arguments.IsEmpty && build.Target is null) || build.Target is { Value: null } || build.Scope.IsImage
                || BuildPlace.Find(build, file.Source.Path, files) is not { } place || !Matters(build, place.Dockerfile))
            {
                continue;
            }

            length += place.Dockerfile.Content.Length;
            if (++builds > MaximumBuilds || place.Dockerfile.Content.Length > MaximumLength || length > MaximumTotal)
            {
                break;
            }

            if (!plain.TryGetValue(place.Dockerfile, out var known))
            {
                plain.Add(place.Dockerfile, known = []);
                foreach (var diagnostic in analyze(Analyze(place.Dockerfile, options with { Build = null })))
                {
                    known.Add((diagnostic.Rule.Code, diagnostic.Span, diagnostic.Message));
                }
            }

            var instance = Analyze(place.Dockerfile, options with { Build = new BuildValues(file.Source, ValuesOf(build), build.Target?.Value, place.Context) });
            var built = Built(instance);
            foreach (var diagnostic in analyze(instance))
            {
                // Advice is for those who write the Dockerfile, not for those who build it.
                if (diagnostic.Severity > Severity.Info && !known.Contains((diagnostic.Rule.Code, diagnostic.Span, diagnostic.Message)) && IsBuilt(diagnostic.Span, instance, built)
                    && Carry(diagnostic, build, file.Source, place.Dockerfile) is var carried && told.Add((carried.Rule.Code, carried.Span, carried.Message)))
                {
                    result.Add(carried);
                }
            }
        }

        return result;

        FileAnalysis Analyze(SourceText source, AnalysisOptions with) => FileAnalysis.Create(source, ManifestKind.Dockerfile, with with { Scope = ScopeKind.Unknown }, outer: null, cancellationToken);
    }

    /// <summary>The Dockerfile as a build builds it.</summary>
    /// <param name="build">The build.</param>
    /// <param name="file">The file that builds.</param>
    /// <param name="options">What it is analysed with.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Null where that is not known, or too long.</returns>
    public static FileAnalysis? InstanceOf(ImageBuild build, FileAnalysis file, AnalysisOptions options, CancellationToken cancellationToken)
    {
        if (options.Files is not { } files || !build.IsComplete || build.Target is { Value: null } || BuildPlace.Find(build, file.Source.Path, files) is not { } place
            || place.Dockerfile.Content.Length > MaximumLength)
        {
            return null;
        }

        var values = new BuildValues(file.Source, ValuesOf(build), build.Target?.Value, place.Context);
        return FileAnalysis.Create(place.Dockerfile, ManifestKind.Dockerfile, options with { Scope = ScopeKind.Unknown, Build = values }, outer: null, cancellationToken);
    }

    // Whether the Dockerfile knows an argument at all.
    private static bool Matters(ImageBuild build, SourceText dockerfile)
    {
        if (build.Target is not null)
        {
            return true;
        }

        foreach (var argument in build.Arguments)
        {
            if (dockerfile.Content.Contains(argument.Name, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static Dictionary<string, Word?> ValuesOf(ImageBuild build)
    {
        var values = new Dictionary<string, Word?>(StringComparer.Ordinal);
        foreach (var argument in build.Arguments)
        {
            values[argument.Name] = argument.Value;
        }

        return values;
    }

    // The stages that the last one needs; null where that is not known.
    private static HashSet<ImageStage>? Built(FileAnalysis dockerfile)
    {
        if (dockerfile is not { Dockerfile.Stages: [.., var last] stages, Facts: { } facts })
        {
            return null;
        }

        var built = new HashSet<ImageStage>();
        var open = new Stack<ImageStage>();
        open.Push(last);
        while (open.TryPop(out var stage))
        {
            if (!built.Add(stage))
            {
                continue;
            }

            if (stage.Parent is { } parent)
            {
                open.Push(parent);
            }

            foreach (var copy in facts.FileCopies)
            {
                if (!ReferenceEquals(copy.Scope.Stage, stage) || copy.From is null)
                {
                    continue;
                }

                if (copy.From.Value is not { } name)
                {
                    return null;
                }

                foreach (var other in stages)
                {
                    if (other.Name.Equals(name, StringComparison.OrdinalIgnoreCase) || (int.TryParse(name, out var number) && number == other.Index))
                    {
                        open.Push(other);
                    }
                }
            }
        }

        return built;
    }

    private static bool IsBuilt(TextSpan span, FileAnalysis dockerfile, HashSet<ImageStage>? built)
    {
        ImageStage? stage = null;
        foreach (var candidate in dockerfile.Dockerfile?.Stages ?? [])
        {
            if (candidate.From is { } from && from.Span.Start <= span.Start)
            {
                stage = candidate;
            }
        }

        return built is null || stage is null || built.Contains(stage);
    }

    // The place is that of the argument; what the Dockerfile says of it comes first among the others.
    private static Diagnostic Carry(Diagnostic diagnostic, ImageBuild build, SourceText building, SourceText dockerfile)
    {
        var span = PlaceOf(diagnostic, build, building);
        var related = ImmutableArray.CreateBuilder<RelatedLocation>(diagnostic.Related.Length + 1);
        related.Add(new RelatedLocation(dockerfile, diagnostic.Span, diagnostic.Label.Length > 0 ? diagnostic.Label : "it is told of this part of the Dockerfile"));
        foreach (var location in diagnostic.Related)
        {
            if (!ReferenceEquals(location.Source, building) || location.Span != span)
            {
                related.Add(location);
            }
        }

        return diagnostic with { Source = building, Span = span, Label = "", Related = related.DrainToImmutable(), Fix = diagnostic.Fix is { Encoding: null } fix && (fix.Edits.IsEmpty || !HasDefaults(build, dockerfile)) ? Carry(fix, building, dockerfile) : null };
    }

    // Whether the Dockerfile is right by itself, so that an edit there for this build's arguments would spoil it for others.
    private static bool HasDefaults(ImageBuild build, SourceText dockerfile)
    {
        foreach (var argument in build.Arguments)
        {
            if (dockerfile.Content.Contains($" {argument.Name}=", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return build.Target is not null;
    }

    // What was the Dockerfile's own is another file's now, and the other way round. Other builds use the Dockerfile, too: a person has to look.
    private static Fix Carry(Fix fix, SourceText building, SourceText dockerfile)
    {
        var carried = new Fix(fix.Title, fix.Edits.IsEmpty ? fix.Safety : FixSafety.Suggested, []);
        if (!fix.Edits.IsEmpty)
        {
            carried = carried.And(dockerfile, fix.Edits.AsSpan());
        }

        foreach (var other in fix.Elsewhere)
        {
            carried = carried.And(ReferenceEquals(other.Source, building) ? null : other.Source, other.Edits.AsSpan());
        }

        return carried;
    }

    private static TextSpan PlaceOf(Diagnostic diagnostic, ImageBuild build, SourceText building)
    {
        foreach (var location in diagnostic.Related)
        {
            if (ReferenceEquals(location.Source, building) && build.Arguments.AsSpan().Any(location.Span))
            {
                return location.Span;
            }
        }

        // A rule that names no chain of places speaks of the one argument, or of the one whose value it names: 1.7.0 of 1.7.0+cu110.
        BuildArgument? telling = build.Target is null && build.Arguments.Length == 1 ? build.Arguments[0] : null;
        foreach (var argument in build.Arguments)
        {
            if (argument.Value?.Value is { Length: > 1 } value && diagnostic.Message.Contains(value.IndexOf('+', StringComparison.Ordinal) is > 1 and var local ? value[..local] : value, StringComparison.Ordinal)
                && (telling?.Value?.Value is not { } other || other.Length < value.Length))
            {
                telling = argument;
            }
        }

        return telling is not null ? telling.Value?.Span ?? telling.Span : build.Target?.Span ?? HeadOf(build);
    }

    /// <summary>The place of a build: the Dockerfile or the context that it names.</summary>
    /// <param name="build">The build.</param>
    public static TextSpan HeadOf(ImageBuild build) => build.Dockerfile?.Span ?? build.Context?.Span ?? build.Command?.ProgramWord.Span ?? build.Span;

    private static bool Any(this ReadOnlySpan<BuildArgument> arguments, TextSpan span)
    {
        foreach (var argument in arguments)
        {
            if (argument.Value?.Span == span)
            {
                return true;
            }
        }

        return false;
    }
}
