using EnvLint.Cli;

namespace EnvLint.DevTools.Tests;

public sealed class CommandReferenceTests
{
    [Fact]
    public void Each_command_has_its_help()
    {
        var text = CommandReference.WriteCommands();

        Assert.All(CommandLine.CommandNames, name => Assert.Contains($"\n### envlint {name}\n\n```text\n", text, StringComparison.Ordinal));
        Assert.All(CommandLine.CommandNames, name => Assert.Contains($"  envlint {name} ", text, StringComparison.Ordinal));
    }

    [Fact]
    public void Formats_are_named_with_what_they_are()
    {
        var text = CommandReference.WriteFormats();

        Assert.Contains("| `sarif` | SARIF 2.1.0 for code scanning |\n", text, StringComparison.Ordinal);
        Assert.EndsWith(".\n", text, StringComparison.Ordinal);
    }
}
