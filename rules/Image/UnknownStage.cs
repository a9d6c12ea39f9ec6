using System.Collections.Immutable;
using System.Globalization;
using EnvLint.Configuration;
using EnvLint.Diagnostics;
using EnvLint.Environment;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Manifests;
using EnvLint.Syntax.Dockerfile;
using EnvLint.Text;

namespace EnvLint.Rules.Image;

/// <summary>Reports references to stages that are not there, or not there yet.</summary>
[Rule("IMG004", "unknown-stage",
    Title = "A stage is named that the file does not have before this place",
    Category = RuleCategory.Correctness,
    Severity = Severity.Error,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class UnknownStage : Rule<DockerfileManifest>
{
    /// <inheritdoc/>
    protected override void Check(DockerfileManifest subject, RuleContext context)
    {
        // Buildah expands variables where BuildKit does not, and a fragment stands behind stages that are not seen.
        if (!subject.Tree.HasStage || subject.Stages is [{ From: null }, ..] || IsContainerfile(context.Source.Path))
        {
            return;
        }

        var stages = new Names(subject.Stages);
        CheckDuplicates(subject, context);
        ImageStage? current = null;
        foreach (var instruction in subject.Tree.Instructions)
        {
            if (instruction.Kind == DockerfileInstructionKind.From)
            {
                current = current is null ? subject.Stages[0] : subject.Stages[current.Index + 1];
                CheckBase(instruction, current, stages, subject, context);
                continue;
            }

            if (current is null)
            {
                continue;
            }

            foreach (var flag in instruction.Flags)
            {
                if (flag.Value is not { } value)
                {
                    continue;
                }

                if (flag.Name == "from" && instruction.Kind == DockerfileInstructionKind.Copy)
                {
                    CheckSource(value, flag.ValueMap.ToOuter(new TextSpan(0, value.Length)), isMount: false, current, stages, context);
                }
                else if (flag.Name == "mount" && instruction.Kind == DockerfileInstructionKind.Run && Source(value) is { } part)
                {
                    CheckSource(value.Substring(part.Start, part.Length), flag.ValueMap.ToOuter(part), isMount: true, current, stages, context);
                }
            }
        }
    }

    private static bool IsContainerfile(string path) => path.AsSpan(path.LastIndexOf('/') + 1).StartsWith("Containerfile", StringComparison.OrdinalIgnoreCase);

    // The value of from= in type=bind,from=build,target=/x.
    private static TextSpan? Source(string mount)
    {
        var start = 0;
        while (start <= mount.Length)
        {
            var end = mount.IndexOf(',', start) is var comma and >= 0 ? comma : mount.Length;
            if (end - start > 5 && mount.AsSpan(start, 5).Equals("from=", StringComparison.OrdinalIgnoreCase))
            {
                return TextSpan.FromBounds(start + 5, end);
            }

            start = end + 1;
        }

        return null;
    }

    private static void CheckSource(string name, TextSpan span, bool isMount, ImageStage current, Names stages, RuleContext context)
    {
        var what = isMount ? "'from' of a mount" : "'--from'";
        if (name.Contains('$', StringComparison.Ordinal))
        {
            // Of a mount the parser says so.
            if (!isMount)
            {
                context.Report(
                    span,
                    $"{what} takes no variables: the builder stops here",
                    label: "give the image a stage of its own: FROM … AS name",
                    notes: ["FROM expands arguments: 'FROM ${IMAGE} AS source' and '--from=source' (BuildKit, dockerfile2llb/convert.go)"]);
            }

            return;
        }

        if (name.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0)
        {
            CheckNumber(name, span, isMount, current, stages, context);
            return;
        }

        if (stages.Find(name) is { } stage)
        {
            if (stage.Index == current.Index)
            {
                context.Report(span, $"{what} names '{name}', the stage that it stands in: a stage cannot be its own source", label: "name an earlier stage", related: FromOf(stage, context));
            }
            else if (stage.Index > current.Index)
            {
                context.Report(span, $"{what} names '{name}', a stage that begins further down: the builder takes from earlier stages only", label: "move that stage up", related: FromOf(stage, context));
            }

            return;
        }

        if (stages.Near(name, current.Index) is { } near)
        {
            context.Report(
                span,
                $"no stage is called '{name}', so the builder looks for an image of that name: '{near.Name}' is a stage",
                Severity.Warning,
                label: $"write '{near.Name}'",
                related: FromOf(near, context),
                fix: span.Length == name.Length ? Fix.Suggested($"Write {near.Name}", TextEdit.Replace(span, near.Name)) : null);
        }
    }

    private static void CheckNumber(string name, TextSpan span, bool isMount, ImageStage current, Names stages, RuleContext context)
    {
        if (isMount)
        {
            context.Report(span, $"'from' of a mount takes a stage's name: '{name}' is an image's name there, not a number", label: "name the stage with AS");
            return;
        }

        if (!int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) || index >= stages.Count)
        {
            context.Report(span, $"there is no stage {name}: the file has {stages.Count}, and they count from 0", label: "name the stage with AS");
        }
        else if (index == current.Index)
        {
            context.Report(span, $"stage {name} is the one that this stands in: a stage cannot be its own source", label: "stages count from 0", related: FromOf(current, context));
        }
        else if (index > current.Index)
        {
            context.Report(span, $"stage {name} begins further down: the builder takes from earlier stages only", label: "stages count from 0", related: FromOf(stages[index], context));
        }
    }

    // FROM takes any image, also one that was built before on the same machine: only a slip of the pen can be told from it.
    private static void CheckBase(DockerfileInstruction instruction, ImageStage current, Names stages, DockerfileManifest dockerfile, RuleContext context)
    {
        if (instruction.Words is not [var image, ..] || current.Parent is not null || image.Raw.AsSpan().IndexOfAny("$:/.@") >= 0 || image.Raw == "scratch" || stages.Find(image.Raw) is not null)
        {
            return;
        }

        if (stages.Near(image.Raw, current.Index) is { } near && !IsUsedWithTag(image.Raw, dockerfile))
        {
            context.Report(
                image.Span,
                $"no stage is called '{image.Raw}', so the builder looks for an image of that name: '{near.Name}' is a stage",
                Severity.Warning,
                label: $"write '{near.Name}'",
                related: FromOf(near, context),
                fix: Fix.Suggested($"Write {near.Name}", TextEdit.Replace(image.Span, near.Name)));
        }
    }

    private static bool IsUsedWithTag(string name, DockerfileManifest dockerfile)
    {
        foreach (var stage in dockerfile.Stages)
        {
            if (stage.Image is { Reference: { Tag.Length: > 0 } reference } && reference.Repository == name)
            {
                return true;
            }
        }

        return false;
    }

    private static void CheckDuplicates(DockerfileManifest dockerfile, RuleContext context)
    {
        var seen = new Dictionary<string, ImageStage>(StringComparer.OrdinalIgnoreCase);
        foreach (var stage in dockerfile.Stages)
        {
            if (stage.Name.Length == 0)
            {
                continue;
            }

            if (seen.TryGetValue(stage.Name, out var first) && stage.From is { Words: [_, _, var name, ..] })
            {
                context.Report(
                    name.Span,
                    $"two stages are called '{stage.Name}': the name means the last one, and the first is out of reach",
                    Severity.Warning,
                    label: "give it a name of its own",
                    related: FromOf(first, context));
            }

            seen[stage.Name] = stage;
        }
    }

    private static ImmutableArray<RelatedLocation> FromOf(ImageStage stage, RuleContext context) =>
        stage.From is { } from ? [context.Here(from.Span, stage.Name.Length > 0 ? $"'{stage.Name}' begins here" : "it begins here")] : [];

    /// <summary>The stages by their names, of which the last one counts.</summary>
    private sealed class Names
    {
        // Comparing costs its square; no file has half as many slips.
        private const int MaximumQuestions = 64;
        private const int MaximumCandidates = 256;

        private readonly ImmutableArray<ImageStage> _stages;
        private readonly Dictionary<string, ImageStage> _byName = new(StringComparer.OrdinalIgnoreCase);
        private int _questions;

        public Names(ImmutableArray<ImageStage> stages)
        {
            _stages = stages;
            foreach (var stage in stages)
            {
                if (stage.Name.Length > 0)
                {
                    _byName[stage.Name] = stage;
                }
            }
        }

        public int Count => _stages.Length;

        public ImageStage this[int index] => _stages[index];

        public ImageStage? Find(string name) => _byName.GetValueOrDefault(name);

        // A stage before this one whose name is one slip away. Short names are near to everything.
        public ImageStage? Near(string name, int before)
        {
            if (_questions++ >= MaximumQuestions || name.Length < 4 || name.AsSpan().IndexOfAny("/:.@") >= 0 || BaseImages.Find(new ImageReference("", name, "", "")) is not null)
            {
                return null;
            }

            var candidates = new List<string>();
            foreach (var stage in _stages)
            {
                if (candidates.Count < MaximumCandidates && stage.Index < before && stage.Name.Length > 0 && Math.Abs(stage.Name.Length - name.Length) <= 2)
                {
                    candidates.Add(stage.Name);
                }
            }

            return NearestName.Find(name, candidates) is { } near ? _byName[near] : null;
        }
    }
}
