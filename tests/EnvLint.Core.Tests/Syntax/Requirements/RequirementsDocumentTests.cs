using EnvLint.Syntax.Requirements;

namespace EnvLint.Core.Tests.Syntax.Requirements;

public sealed class RequirementsDocumentTests
{
    [Theory]
    [InlineData("torch\nnumpy\n", "torch | numpy")]
    [InlineData("torch\r\nnumpy\rscipy", "torch | numpy | scipy")]
    [InlineData("\uFEFFtorch\n", "torch")]
    [InlineData("\n \t\n# c\n  # c\n", "")]
    [InlineData("torch # comment\n", "torch")]
    [InlineData("torch#comment\n", "torch#comment !")]
    [InlineData("https://x/a.whl#sha256=1 # c\n", "https://x/a.whl#sha256=1")]
    [InlineData("torch \\\n  >=2 \\\n  ,<3\n", "torch   >=2   ,<3")]
    [InlineData("torch\\\n>=2\n", "torch>=2")]
    [InlineData("torch\\\r\n>=2\n", "torch>=2")]
    [InlineData("torch \\\n# comment\nnumpy\n", "torch | numpy")]
    [InlineData("torch \\\n  # comment \\\nnumpy\n", "torch | numpy")]
    [InlineData("torch # comment \\\nnumpy\nscipy\n", "torch | scipy")]
    [InlineData("# comment \\\nnumpy\n", "numpy")]
    [InlineData("torch \\", "torch")]
    [InlineData("\\\n\\\n\n", "")]
    [InlineData("torch \\\\\\\n>=2\n", "torch >=2")]
    public void Lines_are_those_of_pip(string text, string expected) =>
        Assert.Equal(expected, string.Join(" | ", RequirementsDocument.Parse(text).Lines.Select(static line => line.Text + (line.Errors.IsEmpty ? "" : " !"))));

    [Theory]
    [InlineData("-r base.txt", "Options --requirement=base.txt")]
    [InlineData("-rbase.txt", "Options --requirement=base.txt")]
    [InlineData("--requirement=base.txt", "Options --requirement=base.txt")]
    [InlineData("--requirement  'my base.txt'", "Options --requirement=my base.txt")]
    [InlineData("-c \"c.txt\"", "Options --constraint=c.txt")]
    [InlineData("-r a\\ b.txt", "Options --requirement=a b.txt")]
    [InlineData("-e .[dev]", "Editable --editable=.[dev]")]
    [InlineData("-e git+https://github.com/x/y#egg=z", "Editable --editable=git+https://github.com/x/y#egg=z")]
    [InlineData("--index-url https://x --extra-index-url=https://y", "Options --index-url=https://x --extra-index-url=https://y")]
    [InlineData("-i https://x --no-index --pre -f https://z", "Options --index-url=https://x --no-index --pre --find-links=https://z")]
    [InlineData("torch==2.1 --hash=sha256:abc --hash sha256:def", "Requirement --hash=sha256:abc --hash=sha256:def")]
    [InlineData("flash-attn --config-settings=\"--build-option=--fast\"", "Requirement --config-settings=--build-option=--fast")]
    [InlineData("--no-binary :all:", "Options --no-binary=:all:")]
    [InlineData("--something-new x", "Options --something-new?")]
    [InlineData("--trusted-host x", "Options --trusted-host=x")]
    [InlineData("--index-url ${INDEX}", "Options --index-url=${INDEX}")]
    public void Options_are_read(string text, string expected)
    {
        var line = Assert.Single(RequirementsDocument.Parse(text + "\n").Lines);
        Assert.Empty(line.Errors);
        Assert.Equal(expected, $"{line.Kind} {string.Join(' ', line.Options.Select(static option => option.Name + (option.IsKnown ? "" : "?") + (option.Value is null ? "" : "=" + option.Value)))}");
    }

    [Theory]
    [InlineData("[|-U|] torch", "pip takes '-U' on the command line only, not in a file")]
    [InlineData("torch [|--no-cache-dir|]", "pip takes '--no-cache-dir' on the command line only, not in a file")]
    [InlineData("[|-r|]", "expected a value behind '-r'")]
    [InlineData("-r [|'|]base.txt", "the quotation mark is not closed")]
    [InlineData("torch[|=|]2.1 --hash=sha256:abc", "'=' is no comparison: it is written '=='")]
    [InlineData("torch==[|2.x|] \\\n  --hash=sha256:abc", "'2.x' is no version of PEP 440")]
    public void Mistakes_have_a_place_and_words(string markup, string message)
    {
        var start = markup.IndexOf("[|", StringComparison.Ordinal);
        var end = markup.IndexOf("|]", StringComparison.Ordinal) - 2;
        var text = "numpy\n" + markup.Remove(end + 2, 2).Remove(start, 2) + "\nscipy\n";
        var document = RequirementsDocument.Parse(text);

        Assert.Equal(3, document.Lines.Length);
        var error = Assert.Single(document.Lines[1].Errors);
        Assert.Equal(message, error.Message);
        var span = document.Lines[1].ToFile(error.Span);
        Assert.Equal((start + 6, end - start), (span.Start, span.Length));
        Assert.Empty(document.Lines[0].Errors);
        Assert.Empty(document.Lines[2].Errors);
    }

    [Theory]
    [InlineData("torch==${TORCH_VERSION}", true)]
    [InlineData("git+https://${TOKEN}@github.com/x/y", true)]
    [InlineData("-e ${HERE}/x", true)]
    [InlineData("x @ file://${PWD}/x", true)]
    [InlineData("torch==$TORCH", false)]
    [InlineData("torch==${lower}", false)]
    [InlineData("torch==${X", false)]
    public void Variables_make_a_requirement_unknown(string text, bool isUnknown)
    {
        var line = Assert.Single(RequirementsDocument.Parse(text).Lines);
        Assert.Equal(isUnknown, line.HasVariables);
        Assert.Equal(isUnknown, line.Requirement is null);
        Assert.Equal(isUnknown, line.Errors.IsEmpty);
    }

    [Fact]
    public void Places_lead_through_continuations()
    {
        const string Text = "numpy\n  torch \\\n    ==2.1.0 \\\n    --hash=sha256:abc # c\nscipy\n";
        var line = RequirementsDocument.Parse(Text).Lines[1];

        Assert.Equal("torch \\\n    ==2.1.0 \\\n    --hash=sha256:abc", At(line.Span));
        Assert.Equal("==2.1.0", At(line.RequirementMap.ToOuter(line.Requirement!.SpecifiersSpan)));
        Assert.Equal("torch", At(line.RequirementMap.ToOuter(line.Requirement.NameSpan)));
        Assert.Equal("--hash", At(line.ToFile(line.Options[0].NameSpan)));
        Assert.Equal("sha256:abc", At(line.ToFile(line.Options[0].ValueSpan)));

        static string At(EnvLint.Text.TextSpan span) => Text.Substring(span.Start, span.Length);
    }

    [Fact]
    public void Editable_requirements_know_their_place()
    {
        const string Text = "-e  '.[gpu]'\n";
        var line = Assert.Single(RequirementsDocument.Parse(Text).Lines);
        var span = line.RequirementMap.ToOuter(line.Requirement!.Extras[0].Span);

        Assert.Equal("gpu", Text.Substring(span.Start, span.Length));
    }

    [Fact]
    public void Comments_have_their_places()
    {
        const string Text = "# one\ntorch  # two \\\nnumpy\n  # three\n";
        var document = RequirementsDocument.Parse(Text);

        Assert.Equal(["# one", "# two ", "numpy", "# three"], document.Comments.Select(static span => Text.Substring(span.Start, span.Length)));
        Assert.Equal("torch", Assert.Single(document.Lines).Text);
    }
}
