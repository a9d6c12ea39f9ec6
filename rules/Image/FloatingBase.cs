using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;

namespace EnvLint.Rules.Image;

/// <summary>Reports images without a release whose CUDA, Python or framework moves with them.</summary>
[Rule("IMG001", "floating-base",
    Title = "An image without a release, whose CUDA, Python or framework moves with it",
    Category = RuleCategory.Reproducibility,
    Severity = Severity.Warning,
    Fix = FixAvailability.None,
    Since = "0.1.0")]
public sealed partial class FloatingBase : Rule<ImageUse>
{
    /// <inheritdoc/>
    protected override void Check(ImageUse subject, RuleContext context)
    {
        // Whoever types docker run wants today's.
        if (subject is not { Role: ImageRole.Base or ImageRole.Service, Like: null } || MovingImages.Find(subject.Reference) is not { } row
            || (row.OwnEnvironment && MakesEnvironment(context)) || ImageTags.IsMadeHere(subject, context))
        {
            return;
        }

        var what = subject.Reference!.Tag.Length == 0 ? $"'{subject.Word.Value}' names no release" : $"'{subject.Word.Value}' moves";
        context.Report(
            ImageTags.PlaceOf(subject),
            $"{what}: {row.Holds} may be another tomorrow",
            row.Verified ? Severity.Warning : Severity.Info,
            row.Verified ? Confidence.High : Confidence.Medium,
            label: "name a release",
            related: context.Origins(subject.Word),
            notes: [SourceNote.Of(MovingImages.SourceText(row), MovingImages.AsOf)]);
    }

    // conda create, conda env create: what is in the base does not count then.
    private static bool MakesEnvironment(RuleContext context)
    {
        if (ImageTags.CommandsOf(context) is not { } commands)
        {
            return true;
        }

        foreach (var command in commands)
        {
            if (command.Program is "conda" or "mamba" or "micromamba" && command.Invocation is { Subcommand: "create" or "env create" or "env update" })
            {
                return true;
            }
        }

        return false;
    }
}
