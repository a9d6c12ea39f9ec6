using EnvLint.Collections;
using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Syntax.MatchSpec;
using EnvLint.Text;

namespace EnvLint.Rules.Conda;

/// <summary>Reports channels whose order lets one take the packages of another.</summary>
[Rule("CND013", "channels-mixed",
    Title = "A channel stands in front of the one whose packages are meant",
    Category = RuleCategory.Compatibility,
    Severity = Severity.Warning,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class ChannelsMixed : Rule<PythonEnvironment>
{
    private const string Forge = "conda-forge";
    private const string Defaults = "defaults";
    private const string PyTorch = "pytorch";

    /// <inheritdoc/>
    protected override void Check(PythonEnvironment subject, RuleContext context)
    {
        PackageSources? told = null;
        foreach (var request in subject.Requests)
        {
            if (request is not { Manager: PackageManager.Conda, LinkedFile: null } || !subject.Owns(request) || ReferenceEquals(request.Sources, told) || request.Sources.Channels.Length < 2)
            {
                continue;
            }

            told = request.Sources;
            if (!IsExport(subject))
            {
                Check(subject, request, context);
            }
        }
    }

    private static void Check(PythonEnvironment environment, PackageRequest request, RuleContext context)
    {
        Word? forge = null;
        Word? defaults = null;
        Word? pytorch = null;
        foreach (var word in request.Sources.Channels)
        {
            switch (word.Value is { } value ? CondaPackages.FindChannel(value)?.Name : null)
            {
                case Forge:
                    forge ??= word;
                    break;
                case Defaults:
                    defaults ??= word;
                    break;
                case PyTorch:
                    pytorch ??= word;
                    break;
            }
        }

        // Both have nearly everything, built with other compilers and libraries.
        if (forge is not null && defaults is not null && IsBefore(request.Sources, defaults, forge))
        {
            context.Report(
                forge.Span,
                $"'{Defaults}' stands in front of '{Forge}': what both have comes from there, and the rest, built against other libraries, from here",
                label: "in front, or alone",
                related: [context.Here(defaults.Span, $"'{defaults.Value}' has the first say")],
                notes: [SourceNote.Of(CondaPackages.SourceText("cf-pin"), CondaPackages.AsOf)],
                fix: Turned(defaults, forge));
        }

        // pytorch-cuda chooses among the builds of its own channel.
        if (forge is not null && pytorch is not null && IsBefore(request.Sources, forge, pytorch) && environment.Last("pytorch-cuda", PackageManager.Conda) is { LinkedFile: null } chooser
            && environment.Last(PyTorch, PackageManager.Conda) is { Channel: "" } torch && ReferenceEquals(torch.Sources, request.Sources))
        {
            context.Report(
                pytorch.Span,
                $"'{Forge}' stands in front of '{PyTorch}' and has a pytorch of its own, which 'pytorch-cuda' does not choose",
                label: $"in front of {Forge}",
                related: [context.Here(forge.Span, $"'{Forge}' has the first say"), context.Here(chooser.Word.Span, "'pytorch-cuda' is of the channel 'pytorch'")],
                notes: [SourceNote.Of(CondaPackages.SourceText("pt-prev"), CondaPackages.AsOf)],
                fix: Turned(forge, pytorch));
        }
    }

    // The two change places; what stands between them stays where it is.
    private static Fix? Turned(Word first, Word second) =>
        first is { IsLiteral: true, Value: { } one } && second is { IsLiteral: true, Value: { } other } && first.Raw == one && second.Raw == other && first.Span.Length == one.Length && second.Span.Length == other.Length
            ? Fix.Suggested($"Name '{other}' in front of '{one}'", TextEdit.Replace(first.Span, other), TextEdit.Replace(second.Span, one))
            : null;

    private static bool IsBefore(PackageSources sources, Word first, Word second)
    {
        foreach (var word in sources.Channels)
        {
            if (ReferenceEquals(word, first) || ReferenceEquals(word, second))
            {
                return ReferenceEquals(word, first);
            }
        }

        return false;
    }

    // With builds named, the channels only say where they are.
    private static bool IsExport(PythonEnvironment environment)
    {
        var builds = 0;
        var all = 0;
        foreach (var request in environment.Requests)
        {
            if (request is { Manager: PackageManager.Conda, Spec: { } spec })
            {
                all++;
                builds += spec is { BuildPart: not null } or { Build: not null } || IsExact(spec) ? 1 : 0;
            }
        }

        return all > 0 && builds * 2 > all;
    }

    // numpy=1.26.4: three numbers leave one build or two.
    private static bool IsExact(MatchSpec spec) => spec.VersionPart?.Value.TrimStart('=').Split('.').Length >= 3 && spec.VersionPart.Value.StartsWith('=');
}
