using System.Globalization;
using System.Text;
using EnvLint.Diagnostics;
using EnvLint.Engine;
using EnvLint.Reporting.Display;

namespace EnvLint.Reporting;

/// <summary>The line that MSBuild and Visual Studio take for an error or a warning: <c>path(line,column,endLine,endColumn): error CODE: message</c>.</summary>
/// <remarks>
/// As "MSBuild and Visual Studio format for diagnostic messages" (learn.microsoft.com) has it and MSBuild's own
/// <c>CanonicalError</c> reads it: ends are exclusive, as the C# compiler writes them. It knows no third grade: an info is written as
/// <c>message</c>, which Visual Studio shows as one and a build prints as plain text. A colon ends the name of a
/// file, so one within it is spelled out; nothing else can stand for it.
/// </remarks>
public sealed class MSBuildFormat : LineFormat
{
    /// <inheritdoc/>
    public override string Name => "msbuild";

    /// <inheritdoc/>
    public override string Description => "lines that MSBuild and Visual Studio read";

    /// <inheritdoc/>
    public override void Write(Report report, TextWriter output, ReportOptions options)
    {
        foreach (var diagnostic in report.Diagnostics)
        {
            var place = new ShownPlace(diagnostic.Source, diagnostic.Span);
            var isMessage = diagnostic.Severity == Severity.Info;
            var category = isMessage ? "message" : diagnostic.Severity.ToWord();
            var sentence = FindingText.SentenceOf(diagnostic, options);
            var line = new StringBuilder();
            AppendOrigin(line, diagnostic.Source.Path, isMessage);
            line.Append(CultureInfo.InvariantCulture, $"({place.Line},{place.Column},{place.EndLine},{place.EndColumn}): {category} {diagnostic.Rule.Code}: ");
            line.Append(isMessage ? WithoutGrade(sentence) : sentence).Append('\n');
            output.Write(line);
        }
    }

    private static void AppendOrigin(StringBuilder line, string path, bool isMessage)
    {
        var shown = VisibleText.Escape(path);

        // Taken off a line's start: blanks, and digits with > behind them, which are the number of a project.
        var digits = 0;
        while (digits < shown.Length && char.IsAsciiDigit(shown[digits]))
        {
            digits++;
        }

        line.Append(shown.StartsWith(' ') || (digits > 0 && digits < shown.Length && shown[digits] == '>') ? "./" : "");

        // In a line that is neither error nor warning, the word in the name of a file would make it one.
        var isTaken = isMessage && (shown.Contains("error", StringComparison.OrdinalIgnoreCase) || shown.Contains("warning", StringComparison.OrdinalIgnoreCase));
        var hasDrive = shown.Length > 1 && char.IsAsciiLetter(shown[0]) && shown[1] == ':';
        for (var i = 0; i < shown.Length; i++)
        {
            _ = shown[i] switch
            {
                ':' when i != 1 || !hasDrive => line.Append("\\x3a"),
                ' ' when isTaken => line.Append("\\x20"),
                _ => line.Append(shown[i]),
            };
        }
    }

    // Clang's form, which MSBuild takes wherever it stands in a line.
    private static string WithoutGrade(string sentence) => sentence
        .Replace(": error:", ":\\x20error:", StringComparison.OrdinalIgnoreCase)
        .Replace(": warning:", ":\\x20warning:", StringComparison.OrdinalIgnoreCase);
}
