using System.Globalization;
using System.Text;
using EnvLint.Syntax.Toml;

namespace EnvLint.Core.Tests.Syntax.Toml;

/// <summary>Shows what a table means on one line, for tests to compare.</summary>
internal static class TomlText
{
    public static string Show(TomlValue value)
    {
        var output = new StringBuilder();
        Append(output, value);
        return output.ToString();
    }

    private static void Append(StringBuilder output, TomlValue value)
    {
        switch (value)
        {
            case TomlString text:
                output.Append('"').Append(text.Value.Replace("\n", "\\n", StringComparison.Ordinal)).Append('"');
                break;
            case TomlInteger number:
                output.Append(number.Value.ToString(CultureInfo.InvariantCulture));
                break;
            case TomlFloat number:
                output.Append(number.Value.ToString("R", CultureInfo.InvariantCulture)).Append('f');
                break;
            case TomlBoolean truth:
                output.Append(truth.Value ? "true" : "false");
                break;
            case TomlDateTime time:
                output.Append(CultureInfo.InvariantCulture, $"{time.Kind}({time.Year}-{time.Month}-{time.Day} {time.Hour}:{time.Minute}:{time.Second}.{time.Nanosecond} {time.OffsetMinutes})");
                break;
            case TomlArray array:
                output.Append('[');
                for (var i = 0; i < array.Items.Length; i++)
                {
                    output.Append(i == 0 ? "" : ", ");
                    Append(output, array.Items[i]);
                }

                output.Append(']');
                break;
            case TomlTable table:
                output.Append('{');
                for (var i = 0; i < table.Entries.Length; i++)
                {
                    output.Append(i == 0 ? "" : ", ").Append(table.Entries[i].Name).Append(": ");
                    Append(output, table.Entries[i].Value);
                }

                output.Append('}');
                break;
            default:
                output.Append('?');
                break;
        }
    }
}
