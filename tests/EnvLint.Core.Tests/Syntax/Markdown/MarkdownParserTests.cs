using EnvLint.Syntax.Markdown;
using EnvLint.Text;

namespace EnvLint.Core.Tests.Syntax.Markdown;

public sealed class MarkdownParserTests
{
    [Theory]
    [InlineData("# One\n\ntext\nmore\n\n## Two ##\n", "H1 One", "P text⏎more", "H2 Two")]
    [InlineData("One\n===\n\nTwo\n---\n\nthree\n\n---\n", "H1 One", "H2 Two", "P three")]
    [InlineData("```bash\necho 1\n\n  two\n```\n", "F bash|: echo 1⏎⏎  two⏎")]
    [InlineData("~~~sh\n```\n~~~\n", "F sh|: ```⏎")]
    [InlineData("text\n\n    $ one\n      two\n\nend", "P text", "I $ one⏎  two⏎", "P end")]
    [InlineData("<!-- envlint: ignore=APT001 -->\n```bash\nx\n```\n", "C <!-- envlint: ignore=APT001 -->", "F bash|: x⏎")]
    [InlineData("<!--\nenvlint: ignore=APT001\n-->\n", "C <!--⏎envlint: ignore=APT001⏎-->")]
    [InlineData("- a\n  ```bash\n  x\n    y\n  ```\n- b\n", "P a", "F bash|: x⏎  y⏎", "P b")]
    [InlineData("1. a\n\n\t```bash\n\tx\n\t  y\n\t```\n", "P a", "F bash|: x⏎  y⏎")]
    [InlineData("> ```bash\n> x\n>\n> y\n> ```\n> text\n", "F bash|: x⏎⏎y⏎", "P text")]
    [InlineData("> - ```bash\n>   x\n>   ```\n", "F bash|: x⏎")]
    [InlineData("a\r\n\r\n```bash\r\nx \\\r\n  y\r\n```\r\n", "P a", "F bash|: x \\⏎  y⏎")]
    [InlineData("| a | b |\n| --- | --- |\n| c | d |\n", "P | a | b |⏎| --- | --- |⏎| c | d |")]
    [InlineData("```\n```\n", "F |: ")]
    [InlineData("[a]: https://example.org\n[b]: c\n", "P [a]: https://example.org⏎[b]: c")]
    [InlineData("---\ntitle: x\n---\ntext\n", "P text")]
    [InlineData("+++\ntitle = 'x'\n+++\n\ntext\n", "P text")]
    [InlineData("---\n\ntext\n", "P text")]
    [InlineData("=== \"Ubuntu\"\n\n    ```bash\n    x\n    ```\n", "P === \"Ubuntu\"", "F bash|: x⏎")]
    [InlineData("", new string[0])]
    public void Blocks(string text, params string[] expected) => Assert.Equal(expected, MarkdownAssert.Blocks(text));

    [Theory]
    [InlineData("```dockerfile:Dockerfile\nFROM a\nCMD [\"bash\"]```\n\n## Next\n\n```bash\nx\n```\n", "F dockerfile|Dockerfile: FROM a⏎CMD [\"bash\"]⏎", "H2 Next", "F bash|: x⏎")]
    [InlineData("- a\n\n  ```bash\n  x```\n\n  b\n", "P a", "F bash|: x⏎", "P b")]
    [InlineData("> ```bash\n> x```\n> b\n", "F bash|: x⏎", "P b")]
    [InlineData("```bash\nx\n\n```python\ny\n```\n\ntext\n", "F bash|: x⏎⏎", "F python|: y⏎", "P text")]
    [InlineData("```bash\nx\n\n## Next\n\ntext\n", "F bash|: x⏎⏎", "H2 Next", "P text")]
    [InlineData("```bash\nx\n# a comment\n", "F bash|: x⏎# a comment⏎")]
    [InlineData("````markdown\n```bash\nx\n```\n````\n", "F markdown|: ```bash⏎x⏎```⏎")]
    [InlineData("```markdown\n```bash\nx\n```\n", "F markdown|: ```bash⏎x⏎")]
    [InlineData("```bash\necho '```' ```\n```\n", "F bash|: echo '```' ```⏎")]
    [InlineData("```bash\ny=`date`\nx=```\n```\n", "F bash|: y=`date`⏎x=⏎", "F |: ")]
    [InlineData("```\na\n```\n\n```bash\nb\n```\n\n```bash\nc```\n\ntext\n\n```sh\nd\n```\n", "F |: a⏎", "F bash|: b⏎", "F bash|: c⏎", "P text", "F sh|: d⏎")]
    [InlineData("```python\ndef f():\n    \"\"\"\n    ```bash\n    x\n    ```\n    \"\"\"\n```\n\n```bash\ny\n```\n", "F python|: def f():⏎    \"\"\"⏎    ```bash⏎    x⏎    ```⏎    \"\"\"⏎", "F bash|: y⏎")]
    [InlineData("> ```bash\n> x\n\ntext\n", "F bash|: x⏎", "P text")]
    public void Broken_fences(string text, params string[] expected) => Assert.Equal(expected, MarkdownAssert.Blocks(text));

    [Theory]
    [InlineData("```bash\na```\n\n```bash\nb ````\n", "```@9")]
    [InlineData("=== \"x\"\n\n    ```bash\n    a```\n", "```@26")]
    [InlineData("```bash\na\n```\n", "")]
    [InlineData("```python\n# ```python\n# a\n# ```\nb\n```\n", "")]
    public void Fences_that_hang_behind_code(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', MarkdownAssert.Parse(text).HangingFences.Select(span => $"{text.Substring(span.Start, span.Length)}@{span.Start}")));

    [Theory]
    [InlineData("bash", "bash", "")]
    [InlineData(" Bash ", "bash", "")]
    [InlineData("dockerfile:Dockerfile", "dockerfile", "Dockerfile")]
    [InlineData(":PowerShell", "", "PowerShell")]
    [InlineData("shell-session:WSL", "shell-session", "WSL")]
    [InlineData("bash title=\"x.sh\"", "bash", "x.sh")]
    [InlineData("bash title='a b' {1,3}", "bash", "a b")]
    [InlineData("yaml filename=environment.yml", "yaml", "environment.yml")]
    [InlineData("title=\"x y\"", "", "x y")]
    [InlineData("{.bash}", "bash", "")]
    [InlineData("{.bash .numberLines title=\"x\"}", "bash", "x")]
    [InlineData("{bash}", "bash", "")]
    [InlineData("sh [npm install]", "sh", "npm install")]
    [InlineData("js:src/my file.js {1,3}", "js", "src/my file.js")]
    [InlineData("bash{1,3}", "bash", "")]
    [InlineData("bash=12", "bash", "")]
    [InlineData("language-bash", "bash", "")]
    [InlineData("bash subtitle=x", "bash", "")]
    [InlineData("", "", "")]
    public void Info(string text, string language, string title) => Assert.Equal(new MarkdownInfo(language, title), MarkdownInfo.Parse(text));

    [Fact]
    public void Spans_cover_the_fences()
    {
        const string Text = "a\n\n> ```bash\n> x\n> ```\n> b\n";
        var block = MarkdownAssert.Parse(Text).Blocks[1];
        Assert.Equal("```bash\n> x\n> ```", new SourceText("a.md", Text).ToString(block.Span));
    }

    [Fact]
    public void Front_matter_is_no_text() => Assert.Equal(new TextSpan(0, 8), MarkdownAssert.Parse("---\na\n---\n\ntext\n").FrontMatter with { Length = 8 });
}
