using EnvLint.Diagnostics;
using EnvLint.Text;
using FsCheck;
using FsCheck.Fluent;

namespace EnvLint.Reporting.Tests;

/// <summary>Random texts out of what logs, markup and terminals take for something else, and findings with them.</summary>
internal static class HostileText
{
    private static readonly Gen<string> Piece = Gen.Frequency(
        (8, Gen.Elements(
            ":", "::", "%", "%25", "%0A", "%3A", ",", "=", " ", "\t", "\u3000", "\n", "\r\n", "#", "##[", "##vso[", "##VSO[task.setvariable variable=x]", "]", "[", "::error::", "::error file=a,line=1::b", "::stop-commands::x",
            "##[add-path]", "##[error]", "\u001b[31m", "\0", "\u202e", "\ud83d", "\udc00", "😀", "é", "<script>", "]]>", "&", "\"", "'", "`", "|", "@team", "{0}", "(1,2)", ": error X1: y", "/", "\\")),
        (2, ArbMap.Default.GeneratorFor<string>().Where(static text => text is not null)));

    /// <summary>A text, at times empty.</summary>
    public static Gen<string> Any { get; } = Gen.ArrayOf(Piece).Select(string.Concat);

    /// <summary>A finding with such a path, source, sentence, label, note and further place.</summary>
    public static Gen<Diagnostic> Findings { get; } = Gen.ArrayOf(Any, 7).SelectMany(static texts =>
        Gen.Choose(0, texts[1].Length).SelectMany(start => Gen.Choose(start, texts[1].Length).Select(end =>
        {
            var source = new SourceText(texts[0].Length == 0 ? "a" : texts[0], texts[1]);
            return Sample.Finding(source, TextSpan.FromBounds(start, end), message: texts[2], label: texts[3]).With(new RelatedLocation(new SourceText(texts[6] + "b", texts[1]), default, texts[4])) with { Notes = [texts[5]] };
        })));
}
