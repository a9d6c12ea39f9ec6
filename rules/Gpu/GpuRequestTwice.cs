using System.Collections.Immutable;
using EnvLint.Diagnostics;
using EnvLint.Engine;
using EnvLint.Environment.Commands;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Manifests.Compose;
using EnvLint.Rules.Gpu.Support;
using EnvLint.Text;

namespace EnvLint.Rules.Gpu;

/// <summary>Reports a container that gets its GPU in two ways.</summary>
[Rule("GPU004", "gpu-request-twice",
    Title = "A container asks for its GPU in two ways",
    Category = RuleCategory.Correctness,
    Severity = Severity.Info,
    Fix = FixAvailability.Sometimes,
    Tag = RuleTag.Unnecessary,
    Since = "0.1.0")]
public sealed partial class GpuRequestTwice : Rule<FileAnalysis>
{
    private const string Note = "a device request starts the hook that the runtime nvidia starts too; the runtime has to be declared in daemon.json, the request needs no such entry (docs.nvidia.com/datacenter/cloud-native/container-toolkit/latest/docker-specialized.html)";

    /// <inheritdoc/>
    protected override void Check(FileAnalysis subject, RuleContext context)
    {
        if (subject.Facts is not { } facts)
        {
            return;
        }

        // Services share requests through anchors: each is spoken of once.
        HashSet<TextSpan>? seen = null;
        foreach (var service in facts.Services)
        {
            if (service.Gpus.Length > 1 && Second(service) is { } second && (seen ??= []).Add(second.Runtime.Span))
            {
                Report(service, second.Runtime, second.Other, context);
            }
        }

        foreach (var run in facts.ContainerRuns)
        {
            Check(run, context);
        }
    }

    // The runtime beside a device request; on a Jetson it is the runtime that hands the GPU over.
    private static (GpuRequest Runtime, GpuRequest Other)? Second(ServiceUse service)
    {
        if (GpuImages.Kind(service.Image?.Content) == GpuImageKind.Jetson)
        {
            return null;
        }

        GpuRequest? runtime = null;
        GpuRequest? gpus = null;
        GpuRequest? reservation = null;
        foreach (var request in service.Gpus)
        {
            switch (request.Form)
            {
                case ComposeGpuForm.Runtime when request.Driver is { IsLiteral: true } driver && driver.Is("nvidia"):
                    runtime = request;
                    break;
                case ComposeGpuForm.Gpus:
                    gpus ??= request;
                    break;
                case ComposeGpuForm.Reservation when IsNvidia(request):
                    reservation ??= request;
                    break;
            }
        }

        return runtime is not null && (reservation ?? gpus) is { } other ? (runtime, other)
            : gpus is not null && reservation is not null ? (gpus, reservation)
            : null;
    }

    private static bool IsNvidia(GpuRequest request)
    {
        foreach (var capability in request.Capabilities)
        {
            if (capability.Is("gpu"))
            {
                return request.Driver is null || request.Driver.Is("nvidia");
            }
        }

        return false;
    }

    private static void Report(ServiceUse service, GpuRequest first, GpuRequest other, RuleContext context)
    {
        var isRuntime = first.Form == ComposeGpuForm.Runtime;
        var what = isRuntime ? "runtime: nvidia" : "gpus";
        var beside = other.Form == ComposeGpuForm.Gpus ? "gpus" : "a device reservation";
        context.Report(
            first.Span,
            $"service '{service.Service.Name}' asks for its GPU with '{what}' and with {beside}",
            label: "one of them is enough",
            related: [context.Here(FirstLine(other.Span, context), "this asks for it too")],
            notes: isRuntime ? [Note] : [],
            fix: ComposeEdits.Remove(first.Span, context.Source) is { } edit ? Fix.Suggested($"Remove {what}", edit) : null);
    }

    private static void Check(ContainerRun run, RuleContext context)
    {
        if (run.Command.Invocation is not { } invocation || invocation.Option("--runtime") is not { Value: { IsLiteral: true } value } runtime || !value.Is("nvidia")
            || invocation.Option("--gpus") is not { } gpus || GpuImages.Kind(run.Content) == GpuImageKind.Jetson)
        {
            return;
        }

        var span = TextSpan.Union(runtime.Word.Span, value.Span);
        context.Report(
            span,
            $"'{run.Command.Program} run' asks for the GPU with '--runtime nvidia' and with '--gpus'",
            label: "one of them is enough",
            related: [context.Here(gpus.Word.Span, "this asks for it too")],
            notes: [Note],
            fix: runtime.Word.IsLiteral && Removed(span, context.Source) is { } edit ? Fix.Suggested("Remove --runtime nvidia", edit) : null);
    }

    // With the blank behind it; the whole line where nothing else stands on it but what continues it.
    private static TextEdit? Removed(TextSpan span, SourceText source)
    {
        var line = source.Lines.LineOf(span.Start);
        var text = source.LineSpan(line);
        if (source.Lines.LineOf(span.End) != line)
        {
            return null;
        }

        var before = source.Content.AsSpan(text.Start, span.Start - text.Start);
        var behind = source.Content.AsSpan(span.End, text.End - span.End);
        if (before.IsWhiteSpace() && behind.Trim() is "\\")
        {
            return TextEdit.Delete(TextSpan.FromBounds(text.Start, source.Lines.EndOf(line)));
        }

        return behind is [' ', ..] ? TextEdit.Delete(new TextSpan(span.Start, span.Length + 1)) : null;
    }

    private static TextSpan FirstLine(TextSpan span, RuleContext context) =>
        TextSpan.FromBounds(span.Start, Math.Min(span.End, context.Source.LineSpan(context.Source.Lines.LineOf(span.Start)).End));
}
