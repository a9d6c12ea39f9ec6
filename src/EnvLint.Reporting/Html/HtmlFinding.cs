using System.Globalization;
using EnvLint.Diagnostics;
using EnvLint.Engine;
using EnvLint.Reporting.Display;
using EnvLint.Text;

namespace EnvLint.Reporting.Html;

/// <summary>Writes a finding: its sentence, its source lines with marks, its notes, and its fix as a diff.</summary>
internal sealed class HtmlFinding
{
    private readonly HtmlWriter _html;
    private readonly ToolInfo _tool;
    private readonly FrameWriter _frames;
    private readonly HtmlDiff _diff;

    /// <summary>Makes a writer of findings.</summary>
    /// <param name="html">Where to.</param>
    /// <param name="tool">The program, whose name stands in the commands that mend.</param>
    public HtmlFinding(HtmlWriter html, ToolInfo tool)
    {
        _html = html;
        _tool = tool;
        _frames = new FrameWriter(new HtmlFrameWriter(html), asciiOnly: false);
        _diff = new HtmlDiff(html);
    }

    /// <summary>Writes a finding.</summary>
    /// <param name="diagnostic">The finding.</param>
    /// <param name="number">Its number in the report, from 1.</param>
    public void Write(Diagnostic diagnostic, int number)
    {
        var severity = diagnostic.Severity.ToWord();
        var rule = diagnostic.Rule;
        _html.Write($"<article class=\"finding {severity}\" id=\"f{number}\" data-severity=\"{severity}\" data-rule=\"{rule.Code}\" tabindex=\"-1\" aria-labelledby=\"t{number}\">\n");
        _html.Write($"<h4 id=\"t{number}\"><span class=\"severity\"><svg class=\"icon\" aria-hidden=\"true\"><use href=\"#i-{severity}\" /></svg>{severity}</span> <a class=\"code\" href=\"#rule-{rule.Code}\" title=\"{rule.Name}\">{rule.Code}</a> <span class=\"message\">{diagnostic.Message}</span></h4>\n");
        WriteFrames(diagnostic, number);
        WriteNotes(diagnostic);
        WriteFix(diagnostic);
        _html.Raw("</article>\n");
    }

    private void WriteFrames(Diagnostic diagnostic, int number)
    {
        var files = FileMarks.Of(diagnostic, StyledWriter.StyleOf(diagnostic.Severity), asciiOnly: false);
        _frames.SetGutter(FileMarks.LastLineOf(files));
        _html.Raw("<div class=\"frames\">");
        for (var i = 0; i < files.Count; i++)
        {
            var (source, marks) = (files[i].Source, files[i].Marks);
            var place = string.Create(CultureInfo.InvariantCulture, $"{source.Path}:{marks[0].StartLine + 1}:{marks[0].StartColumn + 1}");
            if (i == 0)
            {
                _html.Write($"<p class=\"place\"><a href=\"#f{number}\">{place}</a> <span>{diagnostic.Rule.Name}</span></p>");
            }
            else
            {
                _html.Write($"<p class=\"place\">{place}</p>");
            }

            if (source.Length > 0)
            {
                _html.Write($"<pre class=\"frame\" tabindex=\"0\" role=\"group\" aria-label=\"Lines of {source.Path}\">");
                _frames.WriteLines(source, marks);
                _html.Raw("</pre>");
            }
        }

        _html.Raw("</div>\n");
    }

    private void WriteNotes(Diagnostic diagnostic)
    {
        var notes = FindingText.NotesOf(diagnostic);
        if (notes.Count == 0)
        {
            return;
        }

        _html.Raw("<ul class=\"notes\">");
        foreach (var note in notes)
        {
            _html.Write($"<li><b>note</b> {note}</li>");
        }

        _html.Raw("</ul>\n");
    }

    private void WriteFix(Diagnostic diagnostic)
    {
        if (diagnostic.Fix is not { } fix)
        {
            return;
        }

        var isSafe = fix.Safety == FixSafety.Safe;
        _html.Write($"<div class=\"fix\"><p><b>fix</b> {fix.TitleWithFiles} <span class=\"how\"><code>{_tool.Name} check {(isSafe ? "--fix" : "--fix --unsafe-fixes")}</code></span></p>");
        _diff.Write(diagnostic.Source, fix.Edits);
        foreach (var (source, edits) in fix.Elsewhere)
        {
            _html.Write($"<p class=\"place\">{source.Path}</p>");
            _diff.Write(source, edits);
        }

        _html.Raw("</div>\n");
    }
}
