using EnvLint.Diagnostics;
using EnvLint.Manifests.Conda;
using EnvLint.Syntax.Yaml;
using EnvLint.Text;

namespace EnvLint.Rules.Conda;

/// <summary>Reports the folder of one person's machine that an export left in an environment file.</summary>
[Rule("CND014", "prefix-left",
    Title = "An environment file names the folder of one person's machine",
    Category = RuleCategory.Reproducibility,
    Severity = Severity.Warning,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class PrefixLeft : Rule<CondaEnvironmentFile>
{
    /// <inheritdoc/>
    protected override void Check(CondaEnvironmentFile subject, RuleContext context)
    {
        if (subject.PrefixEntry is not { Value: YamlScalar { Type: YamlScalarType.Text } prefix } entry || !IsOfMachine(prefix.Value))
        {
            return;
        }

        if (subject.NameEntry is null)
        {
            // An embedded part of a file may have its name elsewhere.
            if (subject.IsComplete && context.File.Outer is null)
            {
                context.Report(
                    entry.Span,
                    $"'prefix: {prefix.Value}' is a folder of the machine that exported the file, and without a 'name' newer conda makes the environment there",
                    label: "write a name instead",
                    notes: ["other versions ask for '-n' or '-p'"]);
            }

            return;
        }

        var lines = entry.Key is YamlScalar && subject.Root is { IsFlow: false } ? EnvironmentFileText.WholeLines(context.Source, entry.Span) : null;
        context.Report(
            entry.Span,
            $"'prefix: {prefix.Value}' is a folder of the machine that exported the file: conda goes by the name, and the line tells whose machine it was",
            label: "left by 'conda env export'",
            fix: lines is { } span ? Fix.Safe("Remove the line", TextEdit.Delete(span)) : null);
    }

    // A home folder, a drive of Windows, or the folder of environments of an installation; not ./env, not a folder made for it.
    private static bool IsOfMachine(string prefix)
    {
        var path = prefix.Replace('\\', '/');
        return path.StartsWith("/home/", StringComparison.Ordinal)
            || path.StartsWith("/Users/", StringComparison.Ordinal)
            || path.StartsWith("/root/", StringComparison.Ordinal)
            || (path.Length > 2 && char.IsAsciiLetter(path[0]) && path[1] == ':' && path[2] == '/')
            || (path.StartsWith('/') && path.Contains("/envs/", StringComparison.Ordinal) && path.Contains("conda", StringComparison.OrdinalIgnoreCase));
    }
}
