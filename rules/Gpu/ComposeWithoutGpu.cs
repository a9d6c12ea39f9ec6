using System.Collections.Immutable;
using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Environment.Lowering;
using EnvLint.Knowledge;
using EnvLint.Manifests.Compose;
using EnvLint.Rules.Gpu.Support;
using EnvLint.Syntax.Yaml;
using EnvLint.Text;

namespace EnvLint.Rules.Gpu;

/// <summary>Reports a service that needs a GPU and asks for none.</summary>
[Rule("GPU002", "compose-without-gpu",
    Title = "A compose service that needs a GPU asks for none",
    Category = RuleCategory.Correctness,
    Severity = Severity.Warning,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class ComposeWithoutGpu : Rule<ComposeFile>
{
    // Each service is compared with all others; nobody has more.
    private const int MaximumServices = 1_000;

    private static readonly string[] s_block = ["deploy:", "  resources:", "    reservations:", "      devices:", "        - driver: nvidia", "          count: all", "          capabilities: [gpu]"];

    /// <inheritdoc/>
    protected override void Check(ComposeFile subject, RuleContext context)
    {
        // A guide shows of a service what it speaks of, and leaves out the rest.
        if (!subject.IsComplete || context.File.Outer?.Guide is not null || context.File.Facts is not { Services: { Length: <= MaximumServices } services })
        {
            return;
        }

        ComposeSiblings? siblings = null;
        foreach (var service in services)
        {
            Check(service, ref siblings, context);
        }
    }

    private static void Check(ServiceUse subject, ref ComposeSiblings? siblings, RuleContext context)
    {
        // What was not read may ask for it.
        var service = subject.Service;
        if (!service.IsComplete || !service.GpuRequests.IsEmpty || IsForTheCpu(subject, context) || IsSwitchedOff(service) || ChoosesDevices(service))
        {
            return;
        }

        var asks = GpuWork.AsksGpu(subject.Words) || AsksInHealthcheck(subject);
        if (!asks && (GpuWork.IsIdle(subject.Words) || IsOnlyBuilt(service)))
        {
            return;
        }

        var (image, origin) = Made(subject, context);
        var kind = GpuImages.Kind(image);
        if (kind == GpuImageKind.Jetson || (!asks && kind != GpuImageKind.Cuda) || IsTwin(subject, context) || (siblings ??= ComposeSiblings.Of(context)).GiveGpu(subject))
        {
            return;
        }

        Fix? fix = null;
        if (service.Find("deploy") is null && ComposeEdits.Add(subject, context.Source, s_block) is { } edit)
        {
            // What asks the GPU can only have meant it; an image may be run without one.
            fix = asks ? Fix.Safe("Reserve the GPUs", edit) : Fix.Suggested("Reserve the GPUs", edit);
        }

        var what = asks ? "asks a GPU for its state" : subject.Image is null ? $"is built on '{Show(image)}', which is made for a GPU" : $"runs '{subject.Image.Word.Value}', which is made for a GPU";
        context.Report(
            subject.NameSpan,
            $"service '{service.Name}' {what}, and gets none",
            confidence: asks ? Confidence.High : subject.Image is null ? Confidence.Low : Confidence.Medium,
            label: "reserve a GPU",
            related: asks ? [] : origin,
            notes: ["a container sees no GPU without a device reservation, gpus: all or runtime: nvidia, unless nvidia is the daemon's default runtime (docs.docker.com/compose/how-tos/gpu-support)"],
            fix: fix);
    }

    // The image, or what the built one begins with.
    private static (ImageReference? Image, ImmutableArray<RelatedLocation> Origin) Made(ServiceUse subject, RuleContext context)
    {
        if (subject.Image is { } image)
        {
            return (image.Content, [context.Here(image.Span, "this is its image"), .. context.Origins(image.Word)]);
        }

        return subject.Build is { } build && context.File.Files is { } files && LinkedDockerfile.BaseOf(build, context.Source, files, context.CancellationToken) is { } found
            ? (found.Image.Content, [new RelatedLocation(found.File, found.Image.Span, "this is what it begins with")])
            : (null, []);
    }

    private static string Show(ImageReference? image) => image is null ? "" : image.Tag.Length == 0 ? image.FullRepository : $"{image.FullRepository}:{image.Tag}";

    // web-cpu, profiles: [cpu], docker-compose.cpu.yml: the variant for machines without a GPU.
    private static bool IsForTheCpu(ServiceUse subject, RuleContext context)
    {
        if (SaysCpu(subject.Service.Name) || SaysCpu(context.Source.Path) || SaysCpu(subject.Image?.Word.Raw ?? "") || SaysCpu(subject.Build?.Dockerfile?.Raw ?? "") || SaysCpu(subject.Build?.Target?.Raw ?? ""))
        {
            return true;
        }

        foreach (var profile in TextsOf(subject.Service.Find("profiles")?.Value))
        {
            // A profile that only builds starts nothing.
            if (SaysCpu(profile) || profile is "build" or "builder" or "base" or "never")
            {
                return true;
            }
        }

        return false;
    }

    private static bool SaysCpu(string text) => text.Contains("cpu", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> TextsOf(YamlNode? node)
    {
        foreach (var item in node is YamlSequence list ? list.Items : [])
        {
            if (item.Value.Resolved is YamlScalar scalar)
            {
                yield return scalar.Value;
            }
        }
    }

    // A name and a build, and nothing of how it runs: a list of images to build and push.
    private static bool IsOnlyBuilt(ComposeService service)
    {
        if (service.Build is null || service.Image is null)
        {
            return false;
        }

        foreach (var layer in service.Layers)
        {
            foreach (var entry in layer.Entries)
            {
                if (entry.Name is not ("image" or "build" or "platform" or "profiles"))
                {
                    return false;
                }
            }
        }

        return true;
    }

    // deploy: {} takes back what an anchor brings; replicas: 0 and scale: 0 start nothing.
    private static bool IsSwitchedOff(ComposeService service)
    {
        foreach (var field in service.FindAll("deploy"))
        {
            if (field.Value is YamlMapping { Entries: var entries }
                && (entries.IsEmpty || (field.Value as YamlMapping)!.Find("replicas")?.Value.Resolved is YamlScalar { Value: "0" }))
            {
                return true;
            }
        }

        return service.Find("scale")?.Value is YamlScalar { Value: "0" };
    }

    // Whoever sets them counts on the daemon's default runtime, or wants none on purpose.
    private static bool ChoosesDevices(ComposeService service)
    {
        foreach (var pair in service.Environment)
        {
            if (pair.Name is "NVIDIA_VISIBLE_DEVICES" or "CUDA_VISIBLE_DEVICES")
            {
                return true;
            }
        }

        return false;
    }

    private static bool AsksInHealthcheck(ServiceUse subject)
    {
        if (subject.Service.Healthcheck is not { } test)
        {
            return false;
        }

        foreach (var command in subject.Commands)
        {
            if (command.Span.Start >= test.Field.Entry.Span.Start && command.Span.End <= test.Field.Entry.Span.End && GpuImages.IsGpuProgram(command.Program))
            {
                return true;
            }
        }

        return false;
    }

    // A controller and its workers, a variant with and one without: another service of the same image has the GPU.
    private static bool IsTwin(ServiceUse subject, RuleContext context)
    {
        foreach (var other in context.File.Facts!.Services)
        {
            if (!ReferenceEquals(other, subject) && (!other.Service.GpuRequests.IsEmpty || !other.Service.IsComplete)
                && (IsSame(other.Service.Image, subject.Service.Image) || (subject.Build is { } build && other.Build is { } second && IsSame(build.Context, second.Context))))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsSame(ComposeText? first, ComposeText? second) =>
        first is not null && second is not null && string.Equals(first.Scalar.Value, second.Scalar.Value, StringComparison.Ordinal);

    private static bool IsSame(Word? first, Word? second) => string.Equals(first?.Raw ?? ".", second?.Raw ?? ".", StringComparison.Ordinal);
}
