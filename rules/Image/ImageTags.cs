using System.Collections.Immutable;
using EnvLint.Diagnostics;
using EnvLint.Environment.Commands;
using EnvLint.Environment.Facts;
using EnvLint.Rules;
using EnvLint.Text;

namespace EnvLint.Rules.Image;

/// <summary>Where the tag of an image stands, and how another one is written there.</summary>
internal static class ImageTags
{
    // Nobody writes longer files by hand; beyond that no finding looks through all of them.
    private const int MaximumCommands = 2_000;
    private const int MaximumLength = 200_000;

    /// <summary>The commands of a file to look through for one finding; null where they are too many.</summary>
    /// <param name="context">The context.</param>
    public static ImmutableArray<CommandUse>? CommandsOf(RuleContext context) =>
        context.File.Facts is not { } facts ? [] : facts.Commands.Length <= MaximumCommands ? facts.Commands : null;

    /// <summary>The place of the tag where it is written out, else that of the whole reference.</summary>
    /// <param name="use">The image.</param>
    public static TextSpan PlaceOf(ImageUse use)
    {
        if (use is not { Word.Value: { } value, Reference: { Tag.Length: > 0 } reference })
        {
            return use.Word.Span;
        }

        var digest = reference.Digest.Length == 0 ? 0 : reference.Digest.Length + 1;
        var start = value.Length - digest - reference.Tag.Length;
        var span = use.Word.From(start).Span;
        return span.Start != use.Word.Span.Start && use.Word.Raw == value ? TextSpan.FromBounds(span.Start, span.End - digest) : span;
    }

    /// <summary>How bad a wrong tag is: with a digest nobody asks for the tag.</summary>
    /// <param name="use">The image.</param>
    /// <param name="severity">The severity without one.</param>
    public static Severity SeverityOf(ImageUse use, Severity severity) => use.Reference is { Digest.Length: > 0 } ? Severity.Info : severity;

    /// <summary>Whether the file itself makes an image of that name, so that no registry is asked.</summary>
    /// <param name="use">The image.</param>
    /// <param name="context">The context.</param>
    public static bool IsMadeHere(ImageUse use, RuleContext context)
    {
        if (CommandsOf(context) is not { } commands)
        {
            return true;
        }

        foreach (var command in commands)
        {
            if (command.Program is "docker" or "podman" or "nerdctl" && command.Invocation is { } invocation && Makes(invocation, use.Word.Value))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The fix that writes another tag: in the word, or in the one variable that gives it a part of the tag and nothing else, be it an argument that another file hands over.</summary>
    /// <param name="use">The image.</param>
    /// <param name="tag">The new tag.</param>
    /// <param name="context">The context.</param>
    /// <param name="but">What the title says behind the tag.</param>
    /// <returns>Null where an edit would change more than the tag.</returns>
    public static Fix? Write(ImageUse use, string tag, RuleContext context, string but = "") =>
        Edit(use, tag, context) is var (file, edit) ? Fix.Suggested($"Write {tag}{but}").And(file, edit) : null;

    private static (SourceText? File, TextEdit Edit)? Edit(ImageUse use, string tag, RuleContext context)
    {
        if (use is not { Word: { Value: { } value } word, Reference: { Tag.Length: > 0, Digest.Length: 0 } reference } || !value.EndsWith(reference.Tag, StringComparison.Ordinal))
        {
            return null;
        }

        if (word.Origins.IsEmpty)
        {
            var text = context.Source.ToString(word.Span);
            var at = text.LastIndexOf(":" + reference.Tag, StringComparison.Ordinal);
            return at < 0 ? null : (null, TextEdit.Replace(new TextSpan(word.Span.Start + at + 1, reference.Tag.Length), tag));
        }

        return word.Origins is [var origin] ? WriteVariable(word, origin, value[..^reference.Tag.Length] + tag, context) : null;
    }

    private static bool Makes(CommandInvocation invocation, string? name)
    {
        switch (invocation.Subcommand)
        {
            case "build" or "buildx build" or "image build":
                foreach (var option in invocation.Options)
                {
                    if (option.Name is "-t" or "--tag" && option.Value?.Value is { } given && given == name)
                    {
                        return true;
                    }
                }

                return false;
            case "tag" or "image tag" or "commit" or "container commit" or "import" or "image import":
                return invocation.Operands is [.., var target] && target.Value == name;
            default:
                return false;
        }
    }

    private static (SourceText? File, TextEdit Edit)? WriteVariable(Word word, ValueOrigin origin, string reference, RuleContext context)
    {
        // FROM nvidia/cuda:${CUDA}-devel-ubuntu22.04: what stands around the variable must stay.
        var dollar = word.Raw.IndexOf('$', StringComparison.Ordinal);
        if (dollar < 0)
        {
            return null;
        }

        var rest = word.Raw[(dollar + 1)..];
        var after = rest.StartsWith($"{{{origin.Variable}}}", StringComparison.Ordinal) ? rest[(origin.Variable.Length + 2)..]
            : rest.StartsWith(origin.Variable, StringComparison.Ordinal) ? rest[origin.Variable.Length..]
            : null;
        var before = word.Raw[..dollar].TrimStart('"');
        after = after?.TrimEnd('"');
        if (after is null || after.AsSpan().IndexOfAny('$', '"') >= 0 || (after.Length > 0 && rest[0] != '{' && IsNamePart(after[0]))
            || reference.Length <= before.Length + after.Length
            || !reference.StartsWith(before, StringComparison.Ordinal) || !reference.EndsWith(after, StringComparison.Ordinal))
        {
            return null;
        }

        // An ARG stands there with its name, an argument that another file hands over may not; and that file may have been put together from more than it shows.
        var place = (origin.File ?? context.Source).ToString(origin.Span);
        var at = place.LastIndexOf(origin.Value, StringComparison.Ordinal);
        return at >= 0 && (at > 0 || origin.File is not null) && origin.Value.Length > 0 && context.Source.Content.Length <= MaximumLength && UsesOf(origin.Variable, context.Source.Content) == 1
            ? (origin.File, TextEdit.Replace(new TextSpan(origin.Span.Start + at, origin.Value.Length), reference[before.Length..^after.Length]))
            : null;
    }

    // $CUDA, ${CUDA}, ${CUDA:-x}: whoever else uses the variable may need the old value.
    private static int UsesOf(string variable, string text)
    {
        var count = 0;
        for (var at = text.IndexOf('$', StringComparison.Ordinal); at >= 0; at = text.IndexOf('$', at + 1))
        {
            var start = at + 1 < text.Length && text[at + 1] == '{' ? at + 2 : at + 1;
            if (string.CompareOrdinal(text, start, variable, 0, variable.Length) == 0
                && (start + variable.Length == text.Length || !IsNamePart(text[start + variable.Length])))
            {
                count++;
            }
        }

        return count;
    }

    private static bool IsNamePart(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';
}
