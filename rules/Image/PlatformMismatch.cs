using EnvLint.Diagnostics;
using EnvLint.Environment;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Text;

namespace EnvLint.Rules.Image;

/// <summary>Reports files for one processor that are fetched in a stage that is built for another.</summary>
[Rule("IMG008", "platform-mismatch",
    Title = "A file for another processor is fetched than the stage is built for",
    Category = RuleCategory.Compatibility,
    Severity = Severity.Warning,
    Since = "0.1.0")]
public sealed partial class PlatformMismatch : Rule<CommandSequence>
{
    private static readonly string[] s_x64 = ["x86_64", "x86-64", "amd64", "linux-x64", "linux_x64"];
    private static readonly string[] s_arm64 = ["aarch64", "arm64", "sbsa"];

    /// <inheritdoc/>
    protected override void Check(CommandSequence subject, RuleContext context)
    {
        if (subject.Scope.Stage is not { } stage)
        {
            return;
        }

        foreach (var fact in subject.Facts)
        {
            switch (fact)
            {
                case Download { Url: { Value: { } url } word, Command: null or { IsConditional: false, Failure: not FailureEffect.Ignored } }:
                    Check(word, url, stage, context);
                    break;
                case CommandUse { IsConditional: false } use when use.IsPip || use.Program == "uv":
                    foreach (var argument in use.Arguments)
                    {
                        if (argument.Value is { } wheel && wheel.EndsWith(".whl", StringComparison.Ordinal))
                        {
                            Check(argument, wheel, stage, context);
                        }
                    }

                    break;
            }
        }
    }

    private static void Check(Word word, string url, ImageStage stage, RuleContext context)
    {
        // Few things are for one platform alone: only then it counts what the stage is for.
        var isForX64 = IsForOther(url, isArm: true);
        if ((!isForX64 && !IsForOther(url, isArm: false)) || Platform(stage, context) is not { } platform || platform.IsArm != isForX64)
        {
            return;
        }

        var name = url[(url.TrimEnd('/').LastIndexOf('/') + 1)..];
        var (theirs, ours) = platform.IsArm ? ("x86_64", "arm64") : ("arm64", "x86_64");
        context.Report(
            word.Span,
            $"'{name}' is for {theirs}, and this stage is built for {ours}",
            label: $"take the one for {ours}",
            related: platform.Place is { } place ? [context.Here(place, $"says {ours}")] : [],
            dependsOnTarget: platform.Place is null);
    }

    private static StagePlatform? Platform(ImageStage stage, RuleContext context)
    {
        for (var current = stage; current is not null; current = current.Parent)
        {
            foreach (var flag in current.From?.Flags ?? [])
            {
                if (flag is { Name: "platform", Value: { } value })
                {
                    return value switch
                    {
                        "linux/arm64" or "linux/arm64/v8" or "linux/aarch64" or "arm64" or "aarch64" => new StagePlatform(true, flag.Span),
                        "linux/amd64" or "linux/x86_64" or "amd64" or "x86_64" => new StagePlatform(false, flag.Span),
                        _ => null,
                    };
                }
            }
        }

        if (stage.BaseUse is { Reference: { } image, Word.Span: var place })
        {
            if (image.Repository.StartsWith("arm64v8/", StringComparison.Ordinal) || GpuImages.Kind(image) == GpuImageKind.Jetson)
            {
                return new StagePlatform(true, place);
            }

            if (image.Repository.StartsWith("amd64/", StringComparison.Ordinal))
            {
                return new StagePlatform(false, place);
            }
        }

        return context.Target?.Arch == "aarch64" ? new StagePlatform(true, null) : null;
    }

    private static bool IsForOther(string url, bool isArm) => isArm ? HasAny(url, s_x64) || IsX64Installer(url) : HasAny(url, s_arm64) && !HasAny(url, s_x64);

    // cuda_12.4.1_550.54.15_linux.run; the one for arm64 ends with _linux_sbsa.run.
    private static bool IsX64Installer(string url)
    {
        var name = url.AsSpan(url.LastIndexOf('/') + 1);
        return name.StartsWith("cuda_", StringComparison.Ordinal) && name.EndsWith("_linux.run", StringComparison.Ordinal);
    }

    // A part of its own in a name or a path: amd64, not famd640.
    private static bool HasAny(string url, string[] marks)
    {
        foreach (var mark in marks)
        {
            for (var at = url.IndexOf(mark, StringComparison.OrdinalIgnoreCase); at >= 0; at = url.IndexOf(mark, at + 1, StringComparison.OrdinalIgnoreCase))
            {
                var end = at + mark.Length;
                if ((at == 0 || !char.IsAsciiLetterOrDigit(url[at - 1])) && (end == url.Length || !char.IsAsciiLetterOrDigit(url[end])))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>What a stage is built for.</summary>
    /// <param name="IsArm">Whether it is arm64, else x86_64.</param>
    /// <param name="Place">What says so; null for the declared target.</param>
    private sealed record StagePlatform(bool IsArm, TextSpan? Place);
}
