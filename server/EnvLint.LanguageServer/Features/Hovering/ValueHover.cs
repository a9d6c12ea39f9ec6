using System.Collections.Immutable;
using EnvLint.Environment.Facts;
using EnvLint.Manifests;
using EnvLint.Text;

namespace EnvLint.LanguageServer.Features.Hovering;

/// <summary>Where a value comes from: the variables that gave it, each with its place.</summary>
internal static class ValueHover
{
    private const int MaximumOrigins = 8;

    private const string Default = ", where the build gives no other";

    /// <summary>Writes the value at a place: of a variable where it is set, of a word where variables decide over it.</summary>
    /// <param name="view">The file.</param>
    /// <param name="position">Offset in the document.</param>
    /// <param name="page">Takes it.</param>
    /// <returns>The place of the word; null where no variable takes part.</returns>
    public static TextSpan? Write(FileView view, int position, MarkdownPage page)
    {
        foreach (var variable in view.Facts.Variables)
        {
            if (view.IsAt(variable.NameSpan, position) && variable.Value is { Value: { } value } word
                && (variable.Kind == VariableSetKind.Arg || (variable.Kind == VariableSetKind.Env && !word.Origins.IsEmpty)))
            {
                page.Rule();
                page.Paragraph($"{Equation(variable.Name, value)}{(variable.Kind == VariableSetKind.Arg ? Default : "")}");
                WriteOrigins(word, view, page);
                return view.PlaceOf(variable.NameSpan);
            }
        }

        // An argument in front of the first FROM belongs to no stage: the images that it decides over know it.
        foreach (var use in view.Facts.Images)
        {
            foreach (var origin in use.Word.Origins)
            {
                if (origin.File is null && view.IsAt(origin.Span, position))
                {
                    page.Rule();
                    page.Paragraph($"{Equation(origin.Variable, origin.Value)}{(view.Analysis.Kind == ManifestKind.Dockerfile ? Default : "")}");
                    return view.PlaceOf(origin.Span);
                }
            }
        }

        Word? smallest = null;
        foreach (var variable in view.Facts.Variables)
        {
            smallest = Smaller(smallest, variable.Value, view, position);
        }

        foreach (var use in view.Facts.Images)
        {
            smallest = Smaller(smallest, use.Word, view, position);
        }

        foreach (var command in view.Facts.Commands)
        {
            if (view.IsAt(command.Span, position))
            {
                foreach (var argument in command.Arguments)
                {
                    smallest = Smaller(smallest, argument, view, position);
                }
            }
        }

        if (smallest is not { Value: { } known })
        {
            return null;
        }

        page.Rule();
        page.Paragraph($"{MarkdownText.Code(known)}");
        WriteOrigins(smallest, view, page);
        return view.PlaceOf(smallest.Span);
    }

    /// <summary>Writes where a word's value comes from; nothing for one that is written out.</summary>
    /// <param name="word">The word.</param>
    /// <param name="view">Its file.</param>
    /// <param name="page">Takes it.</param>
    public static void WriteOrigins(Word word, FileView view, MarkdownPage page)
    {
        // A variable that the word names twice is told once.
        var written = new List<string>();
        foreach (var origin in word.Origins)
        {
            var item = $"{Equation(origin.Variable, origin.Value)}{PlaceOf(origin, view)}";
            if (written.Count < MaximumOrigins && !written.Contains(item))
            {
                written.Add(item);
                page.Item(item);
            }
        }
    }

    private static string Equation(string name, string value) =>
        value.Length == 0 ? $"{MarkdownText.Code(name)} is empty" : $"{MarkdownText.Code(name)} = {MarkdownText.Code(value)}";

    private static string PlaceOf(ValueOrigin origin, FileView view)
    {
        // The environment or a file that is not shown gives it.
        if (origin.Span.IsEmpty)
        {
            return "";
        }

        if (origin.File is { } file)
        {
            return $" in {MarkdownText.Code(file.Path)} line {file.Lines.PositionOf(Math.Min(origin.Span.Start, file.Length)).Line + 1}";
        }

        var text = view.Analysis.Text;
        return $" in line {text.Lines.PositionOf(Math.Min(view.PlaceOf(origin.Span).Start, text.Length)).Line + 1}";
    }

    private static Word? Smaller(Word? known, Word? other, FileView view, int position) =>
        other is { Value: not null, Origins.IsEmpty: false } && view.IsAt(other.Span, position) && (known is null || other.Span.Length < known.Span.Length) ? other : known;
}
