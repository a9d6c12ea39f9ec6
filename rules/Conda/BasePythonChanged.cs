using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;

namespace EnvLint.Rules.Conda;

/// <summary>Reports a Python that is forced into conda's base environment.</summary>
[Rule("CND023", "base-python-changed",
    Title = "Another Python is forced into conda's base environment",
    Category = RuleCategory.Compatibility,
    Severity = Severity.Warning,
    Confidence = Confidence.Medium,
    Fix = FixAvailability.None,
    Since = "0.1.0")]
public sealed partial class BasePythonChanged : Rule<PythonEnvironment>
{
    /// <inheritdoc/>
    protected override void Check(PythonEnvironment subject, RuleContext context)
    {
        if (subject is not { Kind: PythonEnvironmentKind.Conda, Name: "base" })
        {
            return;
        }

        foreach (var request in subject.Requests)
        {
            // micromamba has a base without conda and without Python.
            if (request is { Manager: PackageManager.Conda, Name: "python", Command: { Invocation.Subcommand: "install" or "update" or "upgrade" } command, IsConditional: false }
                && subject.Owns(request) && command.IsProgram("conda", "mamba") && MinorOf(request) is { } minor && !IsBuiltFor(minor, context) && !ChoosesConda(subject, command))
            {
                context.Report(
                    RuleContext.PlaceOf(request),
                    $"'{request.Word.Value}' puts Python {minor} into conda's base environment, on whose Python conda itself runs",
                    label: "make an environment of its own",
                    notes: ["all packages of base have to be found again for that Python, conda among them: it takes long, ends without a solution, or leaves an older conda"]);
            }
        }
    }

    // One minor version and no other: python=3.9, python==3.9.7, python 3.9.*
    private static string? MinorOf(PackageRequest request)
    {
        var text = request.Spec?.VersionPart?.Value.TrimStart('=');
        if (text is null || text.AsSpan().IndexOfAny('<', '>', '!') >= 0 || text.AsSpan().IndexOfAny('~', '|', ',') >= 0)
        {
            return null;
        }

        var parts = text.Split('.');
        return parts.Length > 1 && parts[0].Length > 0 && parts[1].TrimEnd('*') is { Length: > 0 } minor ? $"{parts[0]}.{minor}" : null;
    }

    // conda=24.11.1 python=3.11: what conda becomes is said, too.
    private static bool ChoosesConda(PythonEnvironment environment, CommandUse command)
    {
        foreach (var request in environment.Requests)
        {
            if (request is { Manager: PackageManager.Conda, Name: "conda", Spec.VersionPart: not null } && ReferenceEquals(request.Command, command))
            {
                return true;
            }
        }

        return false;
    }

    // Miniconda3-py39_…: base has that Python already.
    private static bool IsBuiltFor(string minor, RuleContext context)
    {
        var wanted = "py" + minor.Replace(".", "", StringComparison.Ordinal) + "_";
        foreach (var download in context.File.Facts?.Downloads ?? [])
        {
            if (download.Url.Value is not { } url || CondaInstallers.Find(url) is { } installer && installer.Version.StartsWith(wanted, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
