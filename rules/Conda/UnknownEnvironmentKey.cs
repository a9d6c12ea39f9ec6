using EnvLint.Configuration;
using EnvLint.Diagnostics;
using EnvLint.Knowledge;
using EnvLint.Manifests.Conda;
using EnvLint.Syntax.Yaml;
using EnvLint.Text;

namespace EnvLint.Rules.Conda;

/// <summary>Reports keys of an environment file that conda skips.</summary>
[Rule("CND001", "unknown-environment-key",
    Title = "An environment file has a key that conda skips",
    Category = RuleCategory.Correctness,
    Severity = Severity.Error,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class UnknownEnvironmentKey : Rule<CondaEnvironmentFile>
{
    private const string Notice = "conda prints 'EnvironmentSectionNotValid' and goes on, micromamba says nothing (conda/env/env.py; libmamba/src/api/install.cpp)";

    /// <inheritdoc/>
    protected override void Check(CondaEnvironmentFile subject, RuleContext context)
    {
        foreach (var entry in subject.UnknownKeys)
        {
            // Keys that begin with a dot, an underscore or x- hold anchors for others to use.
            if (entry.Key is not YamlScalar { Value: { Length: > 0 } name } key || name[0] is '.' or '_' || name.StartsWith("x-", StringComparison.Ordinal)
                || entry.Value.Anchor.Length > 0 || CondaPackages.IsKeyOfOthers(name))
            {
                continue;
            }

            if (NearestName.Find(name, CondaEnvironmentFile.KnownKeys) is { } nearest && subject.Root?.Find(nearest) is null)
            {
                Misspelt(key, nearest, context);
            }
            else if (name is "pip" or "requirements" && entry.Value.Resolved is YamlSequence { Items.Length: > 0 })
            {
                context.Report(
                    key.Span,
                    $"conda skips the key '{name}' at the top, so nothing of its list is installed",
                    label: name == "pip" ? "belongs below an item of 'dependencies'" : "belongs into 'dependencies'",
                    notes: [Notice]);
            }
            else
            {
                context.Report(
                    key.Span,
                    $"conda skips the key '{name}': an environment file has name, channels, dependencies, variables and prefix",
                    Severity.Info,
                    Confidence.Low,
                    notes: [Notice]);
            }
        }
    }

    private static void Misspelt(YamlScalar key, string nearest, RuleContext context)
    {
        var effect = nearest switch
        {
            "dependencies" => "so no package is installed",
            "channels" => "so the configured channels are used",
            "variables" => "so no variable is set",
            "name" => "so the environment has no name",
            _ => "so it has no effect",
        };
        context.Report(
            key.Span,
            $"conda skips the key '{key.Value}', {effect}: it is spelt '{nearest}'",
            label: $"write {nearest}",
            notes: nearest == "dependencies" ? [Notice, "newer conda may refuse a file without 'dependencies' altogether"] : [Notice],
            fix: key.IsVerbatim ? Fix.Safe($"Write '{nearest}'", TextEdit.Replace(key.Span, nearest)) : null);
    }
}
