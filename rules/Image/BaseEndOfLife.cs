using System.Collections.Immutable;
using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;

namespace EnvLint.Rules.Image;

/// <summary>Reports images whose distribution or Python gets no updates any more.</summary>
[Rule("IMG009", "base-end-of-life",
    Title = "An image whose distribution or Python is past its end",
    Category = RuleCategory.Compatibility,
    Severity = Severity.Info,
    Fix = FixAvailability.None,
    Tag = RuleTag.Deprecated,
    Since = "0.1.0")]
public sealed partial class BaseEndOfLife : Rule<ImageUse>
{
    /// <inheritdoc/>
    protected override void Check(ImageUse subject, RuleContext context)
    {
        if (subject is not { Role: ImageRole.Base or ImageRole.Service, Like: null } || BaseImages.Find(subject.Reference) is not { } image)
        {
            return;
        }

        var notes = ImmutableArray.CreateBuilder<string>();
        var ended = ImmutableArray.CreateBuilder<string>();
        if (image.HasOwnPython && ImageCatalog.Find(subject.Reference)?.Python is var (major, minor) && PythonReleases.Find($"{major}.{minor}") is { Eol: { } pythonEnd } python
            && IsPast(pythonEnd, PythonReleases.AsOf))
        {
            ended.Add($"Python {python.Version} since {pythonEnd}");
            notes.Add(SourceNote.Of(PythonReleases.SourceText(python.Source), PythonReleases.AsOf));
        }

        // What volunteers still mend is not at its end.
        if (image.LastEndOfLife is { Length: > 0 } end && IsPast(end, BaseImages.AsOf))
        {
            ended.Add($"{image.DistributionName} since {end}");
            notes.Add(SourceNote.Of(image.Source, BaseImages.AsOf));
            if (image.UpdatesFail)
            {
                notes.Add("its package lists have moved to an archive: apt-get update fails as it is");
            }
        }

        if (ended.Count > 0)
        {
            context.Report(
                ImageTags.PlaceOf(subject),
                $"'{subject.Word.Value}' gets no updates any more: {string.Join(" and ", ended)}",
                related: context.Origins(subject.Word),
                notes: notes.DrainToImmutable());
        }
    }

    // Both are written from the year on; the table's day is the first of its month.
    private static bool IsPast(string end, string asOf) => string.CompareOrdinal(end, asOf) < 0;
}
