using System.Globalization;

namespace EnvLint.Rules.Wsl.Support;

/// <summary>What is wrong with the spelling of a size, and how WSL wants it.</summary>
/// <param name="Complaint">A few words.</param>
/// <param name="Corrected">The same size as WSL reads it; null where that cannot be said.</param>
internal readonly record struct SizeSpelling(string Complaint, string? Corrected)
{
    private const string General = "which wants digits and one of B, KB, MB, GB, TB in capitals";

    /// <summary>Reads a size as people write it.</summary>
    internal static SizeSpelling Read(string raw)
    {
        var text = raw.Trim().Trim('\'', '"').Trim();
        if (text.EndsWith('%'))
        {
            return new SizeSpelling("which takes no percentage", null);
        }

        var digits = 0;
        while (digits < text.Length && (char.IsAsciiDigit(text[digits]) || text[digits] is '.' or ','))
        {
            digits++;
        }

        if (digits == 0)
        {
            return new SizeSpelling(General, null);
        }

        var number = text[..digits];
        var gap = text[digits..];
        var unit = Unit(gap.Trim());
        if (unit is null)
        {
            return new SizeSpelling(General, null);
        }

        if (number.AsSpan().IndexOfAny('.', ',') >= 0)
        {
            return new SizeSpelling("which takes whole numbers only", Whole(number, unit));
        }

        var trimmed = number.TrimStart('0');
        if (trimmed.Length == 0)
        {
            return new SizeSpelling("where zero is a single 0", "0");
        }

        var complaint = gap.Length > 0 && char.IsWhiteSpace(gap[0]) ? "which takes no blank before the unit"
            : gap.Trim().Contains('i', StringComparison.OrdinalIgnoreCase) ? "which knows no KiB, MiB, GiB (its KB, MB, GB are those of 1024)"
            : gap.AsSpan().IndexOfAnyInRange('a', 'z') >= 0 ? "which knows units in capitals only"
            : "which takes it without quotes around it only";
        return new SizeSpelling(complaint, trimmed + unit);
    }

    private static string? Unit(string unit) => unit.ToUpperInvariant() switch
    {
        "" or "B" or "BYTE" or "BYTES" => "",
        "K" or "KB" or "KIB" => "KB",
        "M" or "MB" or "MIB" => "MB",
        "G" or "GB" or "GIB" => "GB",
        "T" or "TB" or "TIB" => "TB",
        _ => null,
    };

    // 1.5GB is 1536MB, exactly or not at all.
    private static string? Whole(string number, string unit)
    {
        var lower = unit switch { "TB" => "GB", "GB" => "MB", "MB" => "KB", "KB" => "", _ => null };
        if (lower is null || !decimal.TryParse(number.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) || value > 1_000_000)
        {
            return null;
        }

        if (value == decimal.Truncate(value))
        {
            return decimal.Truncate(value).ToString(CultureInfo.InvariantCulture) + unit;
        }

        value *= 1024;
        return value == decimal.Truncate(value) ? decimal.Truncate(value).ToString(CultureInfo.InvariantCulture) + lower : null;
    }
}
