using System.Collections.Immutable;
using EnvLint.Collections;
using EnvLint.Diagnostics;
using EnvLint.Engine;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Text;

namespace EnvLint.Rules.Conda;

/// <summary>Reports packages whose channel, or that of what they depend on, is not asked.</summary>
[Rule("CND005", "channel-missing",
    Title = "The channel that has the package is not asked",
    Category = RuleCategory.Correctness,
    Severity = Severity.Error,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class ChannelMissing : Rule<FileAnalysis>
{
    private const int MostPlaces = 4;

    /// <inheritdoc/>
    protected override void Check(FileAnalysis subject, RuleContext context)
    {
        CondaConfiguration? configuration = null;
        foreach (var request in subject.Facts?.Packages ?? [])
        {
            if (request.Manager == PackageManager.Conda)
            {
                Check(request, configuration ??= CondaConfiguration.Of(subject), context);
            }
        }
    }

    private static void Check(PackageRequest subject, CondaConfiguration configuration, RuleContext context)
    {
        if (subject is not { Spec: { } spec } || !spec.Errors.IsEmpty || spec.Name is not { } name
            || CondaPackages.Find(subject.Name) is not { Channels: { IsEmpty: false } homes } row)
        {
            return;
        }

        var channels = configuration.ChannelsOf(subject);
        if (spec.Channel is { } own)
        {
            var plain = CondaPackages.ChannelName(own.Value);
            if (CondaPackages.FindChannel(plain) is not null && !homes.Contains(plain, StringComparer.Ordinal))
            {
                context.Report(
                    CondaFacts.Place(subject, own.Span),
                    $"'{subject.Name}' is not on the channel '{own.Value}'",
                    label: $"it is on {Names(homes)}",
                    notes: Notes(row));
                return;
            }
        }

        if (!channels.IsComplete || channels.HasUnknown)
        {
            return;
        }

        var isFound = spec.Channel is not null;
        foreach (var home in homes)
        {
            isFound |= channels.Has(home);
        }

        if (!isFound)
        {
            // What an installer configures need not be named.
            if (channels.IsClosed || !homes.Exists(CondaInstallers.Configures))
            {
                Missing(subject, row, channels, name.Span, context);
            }
        }
        else if (row.Wants.Find(wanted => !channels.Has(wanted)) is { } wanted && !channels.Has("conda-forge"))
        {
            context.Report(
                CondaFacts.Place(subject, name.Span),
                $"'{subject.Name}' depends on packages of the channel '{wanted}', which is not asked",
                Severity.Warning,
                Confidence.Medium,
                label: $"needs '{wanted}', too",
                notes: Notes(row),
                fix: FixOf(subject, channels, [wanted], context));
        }
    }

    private static void Missing(PackageRequest request, CondaPackageRow row, CondaChannels channels, TextSpan name, RuleContext context)
    {
        // Where no channel is named at all, a person's own configuration may have it.
        var isCertain = channels.Names.Count > 0 || channels.IsClosed || request.Scope.IsImage;
        var missing = ImmutableArray.CreateBuilder<string>();
        missing.Add(row.Channels[0]);
        foreach (var wanted in row.Wants)
        {
            if (!channels.Has(wanted))
            {
                missing.Add(wanted);
            }
        }

        var asked = channels.Names.Count == 0 ? "no channel is named" : $"asked {(channels.Names.Count == 1 ? "is" : "are")} {Names([.. channels.Names])}";
        context.Report(
            CondaFacts.Place(request, name),
            $"'{request.Name}' is only on the channel {Names(row.Channels)}, and {asked}",
            isCertain ? Severity.Error : Severity.Warning,
            isCertain ? Confidence.High : Confidence.Medium,
            label: $"add the channel '{row.Channels[0]}'",
            related: [.. channels.Words.GetRange(0, Math.Min(MostPlaces, channels.Words.Count)).ConvertAll(word => context.Here(word.Span, $"'{word.Value}' is asked"))],
            notes: Notes(row),
            fix: FixOf(request, channels, missing.ToImmutable(), context));
    }

    private static Fix? FixOf(PackageRequest request, CondaChannels channels, ImmutableArray<string> missing, RuleContext context)
    {
        var title = $"Add the channel{(missing.Length == 1 ? "" : "s")} {Names(missing)}";
        if (request.Command is { Invocation.SubcommandWord: { } subcommand } command)
        {
            // In front of the others, which may have packages of the same names; a dependency's channel behind those that are there.
            if (channels.Words is [.., var last] && missing.Length == 1 && CondaPackages.Find(request.Name)!.Channels[0] != missing[0])
            {
                return last.IsLiteral && command.Span.Contains(last.Span) ? Fix.Safe(title, TextEdit.Insert(last.Span.End, $" -c {missing[0]}")) : null;
            }

            return subcommand.IsLiteral && command.Span.Contains(subcommand.Span)
                ? Fix.Safe(title, TextEdit.Insert(subcommand.Span.End, string.Concat(missing.Map(static channel => $" -c {channel}"))))
                : null;
        }

        return channels.Words is [var first, ..] && ItemBefore(first, missing, context.Source) is { } edit ? Fix.Safe(title, edit) : null;
    }

    // "- pytorch" on lines of their own in front of the first channel.
    private static TextEdit? ItemBefore(Word first, ImmutableArray<string> missing, SourceText source)
    {
        var text = source.Content;
        var start = first.Span.Start == 0 ? 0 : text.LastIndexOfAny(['\n', '\r'], first.Span.Start - 1) + 1;
        var before = text[start..first.Span.Start].TrimEnd('"', '\'');
        if (!before.AsSpan().Trim(' ').SequenceEqual("-"))
        {
            return null;
        }

        return TextEdit.Insert(start, string.Concat(missing.Map(channel => $"{before}{channel}{source.LineEnd}")));
    }

    private static string Names(ImmutableArray<string> names)
    {
        var quoted = names.Map(static name => $"'{name}'");
        return quoted.Length == 1 ? quoted[0] : $"{string.Join(", ", quoted[..^1])} and {quoted[^1]}";
    }

    private static ImmutableArray<string> Notes(CondaPackageRow row) => [SourceNote.Of(CondaPackages.SourceText(row.Source), CondaPackages.AsOf)];
}
