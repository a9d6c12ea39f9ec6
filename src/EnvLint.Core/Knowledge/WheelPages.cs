using System.Collections.Immutable;
using EnvLint.Collections;
using EnvLint.Text;

namespace EnvLint.Knowledge;

/// <summary>A page of wheels that are built for one torch and one CUDA.</summary>
/// <param name="Row">What is known of such pages.</param>
/// <param name="Torch">The torch in its address: <c>2.3.0</c>, <c>2.3</c>.</param>
/// <param name="TorchSpan">Its place in the address.</param>
/// <param name="Tag">The CUDA in its address: <c>cu121</c>, <c>cpu</c>.</param>
/// <param name="TagSpan">Its place in the address.</param>
public sealed record WheelPage(WheelPageRow Row, string Torch, TextSpan TorchSpan, string Tag, TextSpan TagSpan);

/// <summary>Pages of wheels whose address names torch and CUDA, from <c>rules/data/wheel-pages.toml</c>.</summary>
public static class WheelPages
{
    /// <summary>The table's date.</summary>
    public static string AsOf => WheelPagesTable.AsOf;

    /// <summary>Where a row is known from.</summary>
    /// <param name="row">The row.</param>
    public static string SourceText(WheelPageRow row) => SourceTexts.First(row.Source, WheelPagesTable.Source);

    /// <summary>The page that an address names.</summary>
    /// <param name="url">The address.</param>
    /// <returns>Null where it is no page that is known.</returns>
    public static WheelPage? Find(string url)
    {
        var scheme = url.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0)
        {
            return null;
        }

        foreach (var row in WheelPagesTable.Pages)
        {
            foreach (var form in row.Forms)
            {
                if (Match(url, scheme + "://".Length, form) is var (torch, tag))
                {
                    var version = url.Substring(torch.Start, torch.Length);
                    var build = url.Substring(tag.Start, tag.Length);
                    if (build != "cpu" && TorchIndex.CudaOf(build) is null)
                    {
                        // Pages for accelerators of others: nothing lists them.
                        return null;
                    }

                    return (row.Digits == true ? OfDigits(version) : version) is { } release ? new WheelPage(row, release, torch, build, tag) : null;
                }
            }
        }

        return null;
    }

    /// <summary>Whether a torch may load what a page has: its minor, or its release where the patch counts.</summary>
    /// <param name="page">The page.</param>
    /// <param name="torch">The release: <c>2.3.1</c>.</param>
    public static bool Fits(WheelPage page, string torch) => DottedNumber.Compare(Part(page.Row, page.Torch), Part(page.Row, torch)) == 0;

    /// <summary>The tags of a release's pages; empty where they are not all known.</summary>
    /// <param name="row">The kind of page.</param>
    /// <param name="torch">The release: <c>2.3.1</c>.</param>
    public static ImmutableArray<string> TagsOf(WheelPageRow row, string torch)
    {
        var minor = DottedNumber.Prefix(torch, 2);
        foreach (var combo in row.Combos)
        {
            var colon = combo.IndexOf(':', StringComparison.Ordinal);
            if (DottedNumber.Compare(combo.AsSpan(0, colon), minor) == 0)
            {
                return [.. combo[(colon + 2)..].Split(' ')];
            }
        }

        return [];
    }

    /// <summary>Whether it is certain that a page does not exist.</summary>
    /// <param name="page">The page.</param>
    public static bool IsMissing(WheelPage page)
    {
        var row = page.Row;
        var minor = DottedNumber.Prefix(page.Torch, 2);
        if (row.ListComplete != true || row.Newest is not { } newest || DottedNumber.Compare(minor, newest) > 0 || (row.CompleteFrom is { } from && DottedNumber.Compare(minor, from) < 0))
        {
            return false;
        }

        var tags = TagsOf(row, page.Torch);
        if (tags.IsEmpty)
        {
            // Older than all that are listed.
            return false;
        }

        return !tags.Contains(page.Tag, StringComparer.Ordinal)
            || (!row.Aliases.IsEmpty && page.Torch.Split('.') is [_, _, not "0"] && !row.Aliases.Contains(page.Torch, StringComparer.Ordinal) && !row.AliasesUnknown.Contains(page.Torch, StringComparer.Ordinal));
    }

    private static string Part(WheelPageRow row, string version) => row.Strict == "exact" ? version : DottedNumber.Prefix(version, 2);

    // 1110 for 1.11.0, 201 for 2.0.1
    private static string? OfDigits(string digits)
    {
        foreach (var release in Knowledge.Torch.Releases)
        {
            if (string.Equals(release.Version.Replace(".", "", StringComparison.Ordinal), digits, StringComparison.Ordinal))
            {
                return release.Version;
            }
        }

        return null;
    }

    // The places of {torch} and {cuda} in an address of a form; null where it has another.
    private static (TextSpan Torch, TextSpan Tag)? Match(string url, int start, string form)
    {
        var position = start;
        TextSpan torch = default;
        TextSpan tag = default;
        for (var i = 0; i < form.Length; i++)
        {
            if (form[i] != '{')
            {
                if (form[i] == '+' && url.AsSpan(position).StartsWith("%2B", StringComparison.OrdinalIgnoreCase))
                {
                    position += "%2B".Length;
                }
                else if (position < url.Length && char.ToLowerInvariant(url[position]) == form[i])
                {
                    position++;
                }
                else
                {
                    return null;
                }

                continue;
            }

            var close = form.IndexOf('}', i);
            var name = form.AsSpan(i + 1, close - i - 1);
            i = close;
            var end = position;
            while (end < url.Length && (name is "cuda" ? char.IsAsciiLetterOrDigit(url[end]) : name is "torch" ? char.IsAsciiDigit(url[end]) || (url[end] == '.' && end + 1 < url.Length && char.IsAsciiDigit(url[end + 1])) : char.IsAsciiDigit(url[end])))
            {
                end++;
            }

            if (end == position)
            {
                return null;
            }

            var span = TextSpan.FromBounds(position, end);
            (torch, tag) = name switch { "torch" => (span, tag), "cuda" => (torch, span), _ => (torch, tag) };
            position = end;
        }

        return position == url.Length ? (torch, tag) : null;
    }
}
