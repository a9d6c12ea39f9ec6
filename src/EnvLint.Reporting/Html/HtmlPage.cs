using System.Text;
using EnvLint.Diagnostics;
using EnvLint.Engine;

namespace EnvLint.Reporting.Html;

/// <summary>What all pages share: head, the bar at the top, the foot.</summary>
/// <remarks>
/// One file that needs no network and is allowed none: its policy names the style sheet and the script by their hashes and forbids all else. Both stand in the program as bytes of its
/// data, as the rule pages do, and are first touched here.
/// </remarks>
internal static class HtmlPage
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    // Around the style sheet and the script, so that a reader of XML takes the page as well as one of HTML.
    private static ReadOnlySpan<byte> StyleStart => "/*<![CDATA[*/\n"u8;

    private static ReadOnlySpan<byte> StyleEnd => "\n/*]]>*/"u8;

    private static ReadOnlySpan<byte> ScriptStart => "//<![CDATA[\n"u8;

    private static ReadOnlySpan<byte> ScriptEnd => "\n//]]>"u8;

    /// <summary>Writes a page.</summary>
    /// <param name="output">Where to; left open.</param>
    /// <param name="title">Its title.</param>
    /// <param name="heading">Its first heading.</param>
    /// <param name="tool">What wrote it.</param>
    /// <param name="parts">What the links at the top are called; each leads to the element of that name in small letters. Fewer than two need no links.</param>
    /// <param name="mainPart">The element that the very first link leads to.</param>
    /// <param name="body">Writes what stands between top and foot.</param>
    public static void Write(Stream output, string title, string heading, ToolInfo tool, List<string> parts, string mainPart, Action<HtmlWriter> body)
    {
        using var writer = new StreamWriter(output, s_utf8, bufferSize: 16 * 1024, leaveOpen: true);
        var html = new HtmlWriter(writer);
        html.Raw("<!DOCTYPE html>\n<html lang=\"en\" xmlns=\"http://www.w3.org/1999/xhtml\">\n<head>\n<meta charset=\"utf-8\" />\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '");
        html.Raw(HashOf(StyleStart, HtmlAssets.Style, StyleEnd));
        html.Raw("'; script-src '");
        html.Raw(HashOf(ScriptStart, HtmlAssets.Script, ScriptEnd));
        html.Raw("'; base-uri 'none'; form-action 'none'\" />\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />\n<meta name=\"color-scheme\" content=\"light dark\" />\n<meta name=\"referrer\" content=\"no-referrer\" />\n");
        html.Write($"<meta name=\"generator\" content=\"{tool.Name} {tool.Version}\" />\n<title>{title}</title>\n<style>");
        WriteBytes(html, StyleStart, HtmlAssets.Style, StyleEnd);
        html.Raw("</style>\n</head>\n<body>\n");
        html.Write($"<a class=\"skip\" href=\"#{mainPart}\">Skip to the main part</a>\n");
        html.Raw(Shapes);
        html.Raw("<header class=\"top\"><div class=\"wide\">");
        html.Raw(Logo);
        html.Write($"<h1>{heading}</h1>");
        if (parts.Count > 1)
        {
            html.Raw("<nav aria-label=\"Parts of the page\">");
            foreach (var name in parts)
            {
                html.Write($"<a href=\"#{name.ToLowerInvariant()}\">{name}</a>");
            }

            html.Raw("</nav>");
        }

        html.Raw(ThemeSwitch);
        html.Raw("</div></header>\n<main class=\"wide\">\n");
        body(html);
        html.Write($"</main>\n<footer class=\"wide\"><p>Written by {tool.Name} {tool.Version}");
        if (tool.Knowledge.Length > 0)
        {
            html.Write($" with tables of {tool.Knowledge}");
        }

        html.Raw(". The page is one file: it needs no network, and sends nothing.</p></footer>\n<script>");
        WriteBytes(html, ScriptStart, HtmlAssets.Script, ScriptEnd);
        html.Raw("</script>\n</body>\n</html>\n");
    }

    private static void WriteBytes(HtmlWriter html, ReadOnlySpan<byte> start, ReadOnlySpan<byte> text, ReadOnlySpan<byte> end)
    {
        html.Raw(s_utf8.GetString(start));
        html.Raw(s_utf8.GetString(text));
        html.Raw(s_utf8.GetString(end));
    }

    private static string HashOf(ReadOnlySpan<byte> start, ReadOnlySpan<byte> text, ReadOnlySpan<byte> end)
    {
        var sha = new Sha256();
        sha.Append(start);
        sha.Append(text);
        sha.Append(end);
        var hash = new byte[Sha256.HashSize];
        sha.Finish(hash);
        return "sha256-" + Convert.ToBase64String(hash);
    }

    // Told apart by shape as well as by colour.
    private const string Shapes = """
        <svg class="shapes" aria-hidden="true" focusable="false" xmlns="http://www.w3.org/2000/svg"><defs><symbol id="i-error" viewBox="0 0 16 16"><path d="M5 .8h6L15.2 5v6L11 15.2H5L.8 11V5z" fill="currentColor"/><path d="M5.4 5.4l5.2 5.2m0-5.2l-5.2 5.2" class="cut"/></symbol><symbol id="i-warning" viewBox="0 0 16 16"><path d="M8 .9a1.2 1.2 0 0 1 1 .6l6.2 11.2a1.2 1.2 0 0 1-1 1.8H1.8a1.2 1.2 0 0 1-1-1.8L7 1.5a1.2 1.2 0 0 1 1-.6z" fill="currentColor"/><path d="M8 5.3v4.2M8 12v.1" class="cut"/></symbol><symbol id="i-info" viewBox="0 0 16 16"><circle cx="8" cy="8" r="7.3" fill="currentColor"/><path d="M8 7.3v4.4M8 4.4v.1" class="cut"/></symbol><symbol id="i-ok" viewBox="0 0 16 16"><circle cx="8" cy="8" r="7.3" fill="currentColor"/><path d="M4.6 8.3l2.4 2.4 4.5-5" class="cut"/></symbol></defs></svg>

        """;

    private const string Logo = """<svg class="logo" aria-hidden="true" focusable="false" xmlns="http://www.w3.org/2000/svg" viewBox="16 14 96 96"><g fill="none" stroke-linecap="round" stroke-linejoin="round" stroke-width="9"><path d="M64 22 104 42 64 62 24 42Z" fill="#4cc38a" stroke="#4cc38a"/><path d="M24 64 64 84 104 64" stroke="#f5f7fa"/><path d="M23 96q8.2 -14 16.4 0t16.4 0t16.4 0t16.4 0t16.4 0" stroke="#ff5c5c"/></g></svg>""";

    private const string ThemeSwitch = """<fieldset class="theme" id="theme" hidden="hidden"><legend>Colours</legend><label><input type="radio" name="theme" value="" checked="checked" /><span>Auto</span></label><label><input type="radio" name="theme" value="light" /><span>Light</span></label><label><input type="radio" name="theme" value="dark" /><span>Dark</span></label></fieldset>""";
}
