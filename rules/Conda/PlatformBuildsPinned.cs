using System.Collections.Immutable;
using EnvLint.Diagnostics;
using EnvLint.Environment;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Manifests.Conda;
using EnvLint.Syntax.Yaml;

namespace EnvLint.Rules.Conda;

/// <summary>Reports builds of one platform in an environment file that is meant for another, or for several.</summary>
[Rule("CND017", "platform-builds-pinned",
    Title = "An environment file pins builds of one platform and is meant for others",
    Category = RuleCategory.Compatibility,
    Severity = Severity.Info,
    Fix = FixAvailability.None,
    Since = "0.1.0")]
public sealed partial class PlatformBuildsPinned : Rule<CondaEnvironmentFile>
{
    /// <inheritdoc/>
    protected override void Check(CondaEnvironmentFile subject, RuleContext context)
    {
        var pinned = 0;
        PackageRequest? first = null;
        PackageRequest? telling = null;
        var platform = "";
        var isVerified = true;
        foreach (var request in context.File.Facts?.Packages ?? [])
        {
            if (request is not { Manager: PackageManager.Conda, Spec.Build: { HasWildcard: false, IsRegex: false } build } || !IsHash(build.Text))
            {
                continue;
            }

            pinned++;
            first ??= request;

            // One that was checked tells more than one that was not.
            if (CondaPackages.PlatformOf(request.Name) is { } own && (telling is null || (!isVerified && own.Verified)))
            {
                telling = request;
                platform = own.Platform;
                isVerified = own.Verified;
            }
        }

        if (first is null)
        {
            return;
        }

        var wanted = context.Target?.Platform switch
        {
            TargetPlatform.Wsl2 or TargetPlatform.Linux => "Linux",
            TargetPlatform.Windows => "Windows",
            _ => "",
        };
        if (telling is not null && wanted.Length > 0 && wanted != platform)
        {
            context.Report(
                telling.Word.Span,
                $"'{telling.Word.Value}' is a build for {platform}, and the target is {wanted}: the environment cannot be made there",
                isVerified ? Severity.Warning : Severity.Info,
                isVerified ? Confidence.High : Confidence.Medium,
                label: "exported on another platform",
                notes: ["'conda env export --from-history' or '--no-builds' writes a file for more than one platform"],
                dependsOnTarget: true);
        }
        else if (pinned >= 3 && Platforms(subject) is { Length: > 1 } platforms)
        {
            context.Report(
                first.Word.Span,
                $"{pinned} dependencies are pinned to builds of one platform, and the file is meant for {string.Join(", ", platforms)}",
                label: telling is null ? "the build behind the second '='" : $"builds for {platform}",
                notes: ["'conda env export --from-history' or '--no-builds' writes a file for more than one platform"]);
        }
    }

    // h5eee18b_1, py311h06a4308_0, hd590300_5: what an export writes, not 0, py_0 or *cuda*.
    private static bool IsHash(string build)
    {
        for (var i = build.IndexOf('h', StringComparison.Ordinal); i >= 0; i = build.IndexOf('h', i + 1))
        {
            var end = i + 1;
            while (end < build.Length && char.IsAsciiHexDigitLower(build[end]))
            {
                end++;
            }

            if (end - i - 1 == 7 && (end == build.Length || build[end] == '_'))
            {
                return true;
            }
        }

        return false;
    }

    // The platforms that a file lists for conda-lock.
    private static ImmutableArray<string> Platforms(CondaEnvironmentFile file)
    {
        if (file.Root?.Find("platforms")?.Value.Resolved is not YamlSequence list)
        {
            return [];
        }

        var names = ImmutableArray.CreateBuilder<string>();
        foreach (var item in list.Items)
        {
            if (item.Value.Resolved is YamlScalar { Value: { } name } && !names.Contains(name))
            {
                names.Add(name);
            }
        }

        return names.DrainToImmutable();
    }
}
