using System.Collections.Immutable;
using EnvLint.Syntax.Markdown;
using EnvLint.Text;

namespace EnvLint.Manifests.Guides;

/// <summary>Finds in a Markdown file what a reader is to do: commands, with and without fences, and files to write.</summary>
internal sealed class GuideReader
{
    // No person writes a longer one.
    private const int LongestCommand = 4000;

    // A longer one tells a story.
    private const int LongestCaption = 100;

    private readonly MarkdownDocument _document;
    private readonly ImmutableArray<GuideStep>.Builder _steps = ImmutableArray.CreateBuilder<GuideStep>();
    private readonly bool _isForMac;
    private GuideSection _section = new("", default, 0, null);
    private string _caption = "";
    private bool _isAlternative;
    private int _alternatives;

    private GuideReader(MarkdownDocument document)
    {
        // installation_macos.md
        _document = document;
        var path = document.Source.Path;
        _isForMac = GuideTopics.NamesMac(path.AsSpan(path.LastIndexOf('/') + 1));
    }

    /// <summary>Reads a guide.</summary>
    /// <param name="document">The file as Markdown.</param>
    public static GuideFile Read(MarkdownDocument document)
    {
        var reader = new GuideReader(document);
        foreach (var block in document.Blocks)
        {
            reader.Block(block);
            reader._caption = block.Kind == MarkdownBlockKind.Paragraph ? block.Content.Text : "";
        }

        return new GuideFile(document.Source, document, reader._steps.DrainToImmutable());
    }

    private void Block(MarkdownBlock block)
    {
        switch (block.Kind)
        {
            case MarkdownBlockKind.Heading:
                while (_section.Level >= block.Level)
                {
                    _section = _section.Parent!;
                }

                _section = new GuideSection(GuideInline.Shown(block.Content).Text, block.Span, block.Level, _section);
                _isAlternative = false;
                break;
            case MarkdownBlockKind.Paragraph:
                Paragraph(block);
                break;
            case MarkdownBlockKind.FencedCode:
                Code(block, GuideLanguages.Of(block.Info));
                break;
            case MarkdownBlockKind.IndentedCode:
                Code(block, GuideLanguage.Unnamed);
                break;
        }
    }

    private void Paragraph(MarkdownBlock block)
    {
        if (IsOr(block.Content.Text))
        {
            _isAlternative = true;
            return;
        }

        var shown = CodeSpan(block.Content) ?? GuideInline.Shown(block.Content);
        if (HasPrompt(shown.Text))
        {
            Add(block, ConsoleReader.Read(shown, GuideLanguage.Unnamed));
        }
        else if (AreCommands(shown.Text))
        {
            Add(block, PlainReader.Read(shown, isShell: true));
        }
    }

    // `pip install torch` and nothing else.
    private static EmbeddedText? CodeSpan(EmbeddedText content)
    {
        var text = content.Text;
        if (text.Length < 3 || text[0] != '`' || text.AsSpan(1).IndexOfAny('`', '\n') != text.Length - 2 || text[^1] != '`')
        {
            return null;
        }

        var builder = new EmbeddedTextBuilder(content);
        builder.Add(1, text.Length - 1);
        return builder.Build();
    }

    // Without a fence only a prompt that can be nothing else counts, and "$ " in front of a program.
    private static bool HasPrompt(string text)
    {
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        var line = end < 0 ? text : text.AsSpan(0, end);
        return Prompt.Read(line) is { } prompt && (prompt.IsExplicit || prompt.Kind == PromptKind.User) && GuideCommandLine.BeginsWithProgram(line[prompt.Length..]) | prompt.IsExplicit;
    }

    private void Code(MarkdownBlock block, GuideLanguage language)
    {
        var (kind, path) = GuideManifests.Find(block.Info, language, block.Content.Text);
        if (kind != ManifestKind.None)
        {
            Add(new GuideStep(block, _section) { Manifest = kind, Path = path });
            return;
        }

        switch (language)
        {
            case GuideLanguage.Shell or GuideLanguage.Console or GuideLanguage.Unnamed or GuideLanguage.PowerShell or GuideLanguage.Batch when ConsoleReader.IsConsole(block.Content, language):
                Add(block, ConsoleReader.Read(block.Content, language));
                break;
            case GuideLanguage.Shell or GuideLanguage.Console or GuideLanguage.Unnamed or GuideLanguage.Dockerfile:
                Add(block, PlainReader.Read(block.Content, isShell: language == GuideLanguage.Shell));
                break;
            case GuideLanguage.PowerShell:
                Add(block, [Whole(GuideShell.PowerShell, block.Content)]);
                break;
            case GuideLanguage.Batch:
                Add(block, [Whole(GuideShell.Batch, block.Content)]);
                break;
            case GuideLanguage.Data when block.Info.Language is "text" or "txt" or "plaintext" or "plain" && (HasPrompt(block.Content.Text) || ConsoleReader.IsConsole(block.Content, GuideLanguage.Unnamed)):
                Add(block, ConsoleReader.Read(block.Content, language));
                break;
            case GuideLanguage.Other when block.Info.Language is "python" or "py" or "python3" or "java" or "javascript" && BeginsWithCommand(block.Content.Text):
                Add(block, PlainReader.Read(block.Content, isShell: false));
                break;
        }
    }

    // "pip install x" is neither Python nor Java: the fence names another language than it holds.
    private static bool BeginsWithCommand(string text)
    {
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan()[range].Trim();
            if (!line.IsEmpty && line[0] != '#')
            {
                return GuideCommandLine.IsCommand(line);
            }
        }

        return false;
    }

    // Whether the lines of a paragraph are commands one and all.
    private static bool AreCommands(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            // A backslash at the end joins lines.
            var end = start;
            var command = "";
            do
            {
                var from = end;
                end = text.IndexOf('\n', from);
                end = end < 0 ? text.Length : end + 1;
                command = command.TrimEnd('\\') + " " + text[from..end].Trim();
            }
            while (command.EndsWith('\\') && end < text.Length && command.Length < LongestCommand);

            start = end;
            if (!GuideCommandLine.IsCommand(command.AsSpan().Trim().TrimEnd('\\')))
            {
                return false;
            }
        }

        return text.Length > 0;
    }

    private static GuideCommands Whole(GuideShell shell, EmbeddedText text) => new(shell, text with { Text = GuidePlaceholders.ToVariables(text.Text, shell) });

    private void Add(MarkdownBlock block, ImmutableArray<GuideCommands> commands)
    {
        // There is no CUDA on macOS.
        if (commands.IsEmpty || _isForMac || _section.IsForMac() || (_caption.Length < LongestCaption && GuideTopics.NamesMac(_caption)))
        {
            return;
        }

        var step = new GuideStep(block, _section) { Commands = commands };
        if (GuideLanguages.NamesWsl(block.Info))
        {
            step = step with { WslEvidence = "the block's title names WSL", WslEvidenceSpan = FirstLine(block) };
        }
        else if (PromptOnWindowsDrive(block.Content) is { } prompt)
        {
            step = step with { WslEvidence = "the prompt is in /mnt/c, the Windows drive", WslEvidenceSpan = prompt };
        }

        else if (_section.WslHeading() is { } heading)
        {
            step = step with { WslEvidence = "the heading names WSL", WslEvidenceSpan = heading.Span };
        }

        foreach (var part in commands)
        {
            _section.Note(ToolsOf(part.Text.Text));
        }

        Add(step);
    }

    private void Add(GuideStep step)
    {
        _alternatives += _isAlternative ? 1 : 0;
        _isAlternative = false;
        _steps.Add(step with { Alternative = _alternatives });
    }

    private TextSpan FirstLine(MarkdownBlock block)
    {
        var end = _document.Source.Content.AsSpan(block.Span.Start, block.Span.Length).IndexOfAny('\n', '\r');
        return end < 0 ? block.Span : new TextSpan(block.Span.Start, end);
    }

    private static TextSpan? PromptOnWindowsDrive(EmbeddedText content)
    {
        if (!content.Text.Contains("/mnt/c", StringComparison.Ordinal))
        {
            return null;
        }

        foreach (var range in content.Text.AsSpan().Split('\n'))
        {
            if (Prompt.Read(content.Text.AsSpan()[range]) is { IsOnWindowsDrive: true } prompt)
            {
                return content.ToFile(new TextSpan(range.Start.Value, prompt.Length)) is var span ? span with { Length = span.Length - 1 } : null;
            }
        }

        return null;
    }

    // "または" or "or" on a line of its own.
    private static bool IsOr(string text)
    {
        var word = text.AsSpan().Trim().Trim("*_:：,、。（）()-").Trim();
        return word is "または" or "もしくは" or "あるいは" or "又は" or "もしくは以下" or "OR" or "Or" or "or" or "Alternatively" or "alternatively" or "或者" or "oder" or "ou"
            || (word.Length < 60 && (word.StartsWith("または", StringComparison.Ordinal) || word.StartsWith("もしくは", StringComparison.Ordinal) || word.StartsWith("あるいは", StringComparison.Ordinal)
                || word.StartsWith("Or ", StringComparison.Ordinal) || word.StartsWith("Alternatively", StringComparison.Ordinal)));
    }

    private static GuideTools ToolsOf(string text)
    {
        var tools = GuideTools.None;
        foreach (var range in text.AsSpan().SplitAny(" \t\n;|&("))
        {
            tools |= text.AsSpan()[range] switch
            {
                "apt" or "apt-get" => GuideTools.Apt,
                "dnf" or "yum" => GuideTools.Dnf,
                "zypper" => GuideTools.Zypper,
                "pacman" => GuideTools.Pacman,
                "brew" => GuideTools.Brew,
                _ => GuideTools.None,
            };
        }

        return tools;
    }
}
