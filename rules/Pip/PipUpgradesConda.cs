using EnvLint.Diagnostics;
using EnvLint.Environment.Commands;
using EnvLint.Environment.Facts;
using EnvLint.Text;

namespace EnvLint.Rules.Pip;

/// <summary>Reports pip installs in a conda environment that also move what the packages need, which conda has installed.</summary>
[Rule("PIP008", "pip-upgrades-conda",
    Title = "Packages that conda has installed are replaced by pip",
    Category = RuleCategory.Compatibility,
    Severity = Severity.Info,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class PipUpgradesConda : Rule<PythonEnvironment>
{
    /// <inheritdoc/>
    protected override void Check(PythonEnvironment subject, RuleContext context)
    {
        if (subject.Kind != PythonEnvironmentKind.Conda || HasOtherPythonFirst(context))
        {
            return;
        }

        PackageRequest? conda = null;
        CommandUse? last = null;
        foreach (var request in subject.Requests)
        {
            if (request.Manager == PackageManager.Conda)
            {
                // Python itself is nothing that pip would move.
                conda = request.Name is "python" or "pip" ? conda : conda ?? request;
                continue;
            }

            if (conda is null || request.Command is not { Invocation: { } invocation } use || ReferenceEquals(use, last) || !use.IsPip
                || !subject.Owns(request) || invocation.Has("--no-deps"))
            {
                continue;
            }

            last = use;
            if (Mover(invocation) is { } option)
            {
                Report(use, option, conda, context);
            }
        }
    }

    // ENV PATH=/usr/local/bin:$PATH puts another pip in front of conda's.
    private static bool HasOtherPythonFirst(RuleContext context)
    {
        foreach (var variable in context.File.Facts?.Variables ?? [])
        {
            if (variable.Name == "PATH" && variable.Value is { } value && value.Raw.TrimStart('"').StartsWith("/usr/", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    // What makes pip install again what is there already.
    private static CommandOption? Mover(CommandInvocation invocation)
    {
        foreach (var option in invocation.Options)
        {
            if (option.Name is "--force-reinstall" or "--ignore-installed" or "-I"
                || (option.Name == "--upgrade-strategy" && option.Value is { Value: "eager" } && invocation.Has("-U", "--upgrade")))
            {
                return option;
            }
        }

        return null;
    }

    private static void Report(CommandUse use, CommandOption option, PackageRequest conda, RuleContext context)
    {
        Fix? fix = null;
        if (option.Name == "--upgrade-strategy")
        {
            if (option.Value is { IsLiteral: true } value && string.Equals(context.Source.ToString(value.Span), "eager", StringComparison.Ordinal))
            {
                fix = Fix.Suggested("Upgrade what is needed only", TextEdit.Replace(value.Span, "only-if-needed"));
            }
        }
        else if (option.Word.IsLiteral && option.Word.Raw.Length == option.Word.Span.Length)
        {
            fix = Fix.Suggested("Leave what the packages need alone", TextEdit.Insert(option.Word.Span.End, " --no-deps"));
        }

        var name = option.Name == "--upgrade-strategy" ? "--upgrade-strategy eager" : option.Name;
        context.Report(
            PipCommands.HeadOf(use),
            $"'{name}' makes pip install again what the packages need, over what conda has installed",
            label: option.Name == "--upgrade-strategy" ? "write only-if-needed" : "add --no-deps, or leave the option out",
            related: [context.At(conda, $"conda installs '{conda.Name}' into the same environment")],
            fix: fix);
    }
}
