using System.Diagnostics;

namespace EnvLint.MSBuild.Tests;

public sealed class CommandLineTextTests
{
    [Theory]
    [InlineData("\"a\" \"b c\"", "a", "b c")]
    [InlineData("\"\"", "")]
    [InlineData("\"a\\\"b\"", "a\"b")]
    [InlineData("\"C:\\a b\\\\\"", "C:\\a b\\")]
    [InlineData("\"a\\b\"", "a\\b")]
    [InlineData("\"a\\\\\\\"\"", "a\\\"")]
    public void Arguments_are_quoted(string expected, params string[] arguments) => Assert.Equal(expected, CommandLineText.Join(arguments));

    // The shell prints each of its arguments on a line: what comes out is what went in.
    [SkippableOnWindowsFact]
    public void Arguments_arrive_as_they_are()
    {
        string[] arguments = ["a b", "", "\"", "\\", "\\\"", "a\\\\", "$HOME", "`id`", "é 🚀", "'", "*", "-x"];
        var start = new ProcessStartInfo("/bin/sh", CommandLineText.Join(["-c", "printf '%s\\n' \"$@\"", "sh", .. arguments])) { RedirectStandardOutput = true, UseShellExecute = false };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();

        Assert.Equal(arguments, output[..^1].Split('\n'));
    }
}
