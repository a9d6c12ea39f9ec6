using System.Text;

namespace EnvLint.Reporting.Display;

/// <summary>Puts text into XML.</summary>
internal static class XmlText
{
    /// <summary>Adds a text as content or as the value of an attribute.</summary>
    /// <param name="output">Takes it.</param>
    /// <param name="text">The text; only characters that XML may hold, as <see cref="VisibleText.Escape"/> leaves them.</param>
    public static StringBuilder AppendXml(this StringBuilder output, string text)
    {
        foreach (var c in text)
        {
            _ = c switch
            {
                '&' => output.Append("&amp;"),
                '<' => output.Append("&lt;"),
                '>' => output.Append("&gt;"),
                '"' => output.Append("&quot;"),
                '\'' => output.Append("&#39;"),
                _ => output.Append(c),
            };
        }

        return output;
    }

    /// <summary>Adds an attribute behind a blank. What XML may not hold, and what nobody would see, is spelled out.</summary>
    /// <param name="output">Takes it.</param>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value, as it stands.</param>
    public static StringBuilder AppendAttribute(this StringBuilder output, string name, string value) =>
        output.Append(' ').Append(name).Append("=\"").AppendXml(VisibleText.Escape(value)).Append('"');

    /// <summary>Adds an attribute that is a number.</summary>
    /// <param name="output">Takes it.</param>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value.</param>
    public static StringBuilder AppendAttribute(this StringBuilder output, string name, int value) =>
        output.Append(' ').Append(name).Append("=\"").Append(value).Append('"');
}
