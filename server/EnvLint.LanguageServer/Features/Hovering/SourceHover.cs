using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Text;

namespace EnvLint.LanguageServer.Features.Hovering;

/// <summary>What an index or channel holds, where a command or a file names it.</summary>
internal static class SourceHover
{
    /// <summary>Writes the index or channel at a place.</summary>
    /// <param name="view">The file.</param>
    /// <param name="position">Offset in the document.</param>
    /// <param name="page">Takes it.</param>
    /// <returns>The place of the word; null where nothing is known of it.</returns>
    public static TextSpan? Write(FileView view, int position, MarkdownPage page)
    {
        PackageSources? last = null;
        foreach (var request in view.Facts.Packages)
        {
            // Requests of one command share their sources.
            var sources = request.Sources;
            if (request.LinkedFile is not null || ReferenceEquals(sources, last))
            {
                continue;
            }

            last = sources;
            var word = WordAt(sources.Index, view, position) ?? WordAt(sources.TorchBackend, view, position);
            foreach (var list in (ReadOnlySpan<System.Collections.Immutable.ImmutableArray<Word>>)[sources.ExtraIndexes, sources.FindLinks])
            {
                foreach (var other in list)
                {
                    word ??= WordAt(other, view, position);
                }
            }

            if (word?.Value is { } value)
            {
                return WriteIndex(word, value, ReferenceEquals(word, sources.TorchBackend), view, page);
            }

            foreach (var channel in sources.Channels)
            {
                if (WordAt(channel, view, position) is { Value: { } name })
                {
                    return WriteChannel(channel, name, view, page);
                }
            }
        }

        return null;
    }

    private static Word? WordAt(Word? word, FileView view, int position) =>
        word is { IsElsewhere: false } && view.IsAt(word.Span, position) ? word : null;

    private static TextSpan? WriteIndex(Word word, string value, bool isTag, FileView view, MarkdownPage page)
    {
        if ((isTag ? TorchIndex.Find(value) : TorchIndex.FromUrl(value)) is not { } index)
        {
            return null;
        }

        var text = new MarkdownPage();
        switch (index)
        {
            case { Row: { } row }:
                text.Item($"Builds for CUDA {row.Cuda}");
                text.Item(row.Finished ? $"torch {row.First} to {row.Last}: no later release is built for it" : $"torch {row.First} to {row.Last} so far");
                text.Item(BuildText.DriversOf(platform => BuildText.FloorOf(row.Cuda, platform), text));
                text.From(Torch.SourceText(row.Source), Torch.AsOf);
                break;
            case { Kind: TorchIndexKind.Cpu }:
                text.Item("Builds for the CPU: they use no GPU");
                break;
            case { Kind: TorchIndexKind.Rocm }:
                text.Item("Builds for GPUs of AMD (ROCm)");
                break;
            case { Kind: TorchIndexKind.Xpu }:
                text.Item("Builds for GPUs of Intel (XPU)");
                break;
            case { WasNeverBuilt: true }:
                text.Item("No release was ever built for it");
                break;
        }

        if (text.IsEmpty)
        {
            return null;
        }

        if (!index.IsStable)
        {
            text.Item("Not of releases: nightly or test builds");
        }

        ValueHover.WriteOrigins(word, view, text);
        text.Sources();
        page.Rule();
        page.Paragraph($"**PyTorch's index {MarkdownText.Code(index.Tag)}**");
        page.Paragraph(text.ToString());
        return view.PlaceOf(word.Span);
    }

    private static TextSpan? WriteChannel(Word word, string name, FileView view, MarkdownPage page)
    {
        if (CondaPackages.FindChannel(name) is not { } row)
        {
            return null;
        }

        var text = new MarkdownPage();
        text.Item(row.Status switch
        {
            "frozen" => $"Gets nothing new: PyTorch {row.Last} is its last",
            "ended" => "Has ended",
            _ => "",
        });
        if (text.IsEmpty)
        {
            return null;
        }

        text.From(CondaPackages.SourceText(row.Source), CondaPackages.AsOf);
        text.Sources();
        page.Rule();
        page.Paragraph($"**Channel {MarkdownText.Code(row.Name)}**");
        page.Paragraph(text.ToString());
        return view.PlaceOf(word.Span);
    }
}
