using System.Diagnostics;
using EnvLint.Syntax.PowerShell;
using EnvLint.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace EnvLint.Core.Tests.Syntax.PowerShell;

public sealed class WindowsLosslessTests
{
    private const string PowerShellSample = """
        #requires -Version 5
        param([string]$Name = "Ubuntu", [switch]$Force)
        PS C:\x> wsl --list --verbose
        $env:HF_HOME = "D:\hf `"x`""; ${env:A} += 'b'
        if (-not (Get-Command wsl -ErrorAction SilentlyContinue)) { wsl --install -d $Name }
        elseif ($Force) { & "C:\Program Files\x.exe" --% a "b c" %d% | Out-Null } else { throw "no" }
        @"
        [wsl2]
        memory=$($m)GB
        "@ | Set-Content "$env:USERPROFILE\.wslconfig" 2>&1
        docker run --rm `
          --gpus all nvidia/cuda:12.4.1-base-ubuntu22.04 nvidia-smi > out.txt <# c #> && b || c
        $t = @{ a = 'b'; c = @(1, 2) }
        1..3 | ForEach-Object { wsl -- bash -c "echo $_ $(Get-Date -Format 'x')" }
        """;

    private const string BatchSample = """
        @echo off
        rem comment
        setlocal enabledelayedexpansion
        set "X=a b" & set Y=%X:~0,1% c
        if /i not "%1"=="--gpu" (
          for /f "delims=" %%i in ('wsl -l -q') do wsl --unregister %%i
        ) else if exist "C:\x y\" call :label
        docker run ^
          --gpus all image > out.txt 2>&1 || exit /b 1
        wsl -d Ubuntu -- bash -c "sudo apt-get update \"a\" | tee !L!"
        :label
        C:\> echo ^& 50% %~dp0
        """;

    private static readonly string[] Pieces =
    [
        "a", "wsl ", "-x", "1", "7z", " ", " ", "\n", "\r\n", "\t", ";", "&", "&&", "|", "||", "(", ")", "{", "}", "[", "]", "<", ">", ">>", "2>&1", "'", "\"", "`", "`\n", "^", "^\n",
        "$", "$x", "$env:X", " = ", "+=", "$(", "@(", "@{", "@'\n", "\n'@", "@\"\n", "\n\"@", "#", "<#", "#>", "--%", "%", "%X%", "%%i", "%~dp0", "!y!", "if ", "else ", "for ", " in ", " do ", "set ", "rem ", ":", "@",
        "function f", "param(", "try {", "catch ", "return ", "switch ", "PS C:\\> ", "C:\\>", "’", "“", ",", "=", "==", "\\\"", "é", "😀", "\ud83d", "\0", "\r",
    ];

    [Theory]
    [InlineData(WindowsDialect.PowerShell, PowerShellSample)]
    [InlineData(WindowsDialect.Batch, BatchSample)]
    public void Every_beginning_and_every_rest_of_a_sample_tiles(WindowsDialect dialect, string text)
    {
        for (var i = 0; i <= text.Length; i++)
        {
            AssertWhole(text[..i], dialect);
            AssertWhole(text[i..], dialect);
        }
    }

    [Theory]
    [InlineData(WindowsDialect.PowerShell)]
    [InlineData(WindowsDialect.Batch)]
    public void Any_string_of_their_characters_tiles(WindowsDialect dialect) =>
        Prop.ForAll(Gen.ListOf(Gen.Elements(Pieces)).Select(string.Concat).ToArbitrary(), text => AssertWhole(text, dialect))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(4000).WithEndSize(60));

    [Theory]
    [InlineData(WindowsDialect.PowerShell, PowerShellSample)]
    [InlineData(WindowsDialect.Batch, BatchSample)]
    public void Words_know_their_places(WindowsDialect dialect, string text)
    {
        // A word without quotes, escapes and variables is the text at its place.
        var words = WindowsParser.Parse(text, dialect, CancellationToken.None).Statements.SelectMany(static statement => statement.Words).ToList();
        Assert.True(words.Count > 20);
        foreach (var word in words.Where(static word => !word.IsQuoted && word.Parts is [{ Kind: WindowsWordPartKind.Text }]))
        {
            Assert.Equal(text.Substring(word.Span.Start, word.Span.Length), word.Value);
        }
    }

    public static TheoryData<string, int> Hostile() => new()
    {
        { "(", 300_000 }, { "{", 300_000 }, { "$(", 200_000 }, { "\"$(", 200_000 }, { "@{", 200_000 }, { "@(", 200_000 }, { "a (", 200_000 }, { "a {", 200_000 },
        { "${", 300_000 }, { "\"", 1_000_001 }, { "'", 1_000_001 }, { "`", 1_000_001 }, { "`\n", 500_000 }, { "^", 1_000_001 }, { "^\n", 500_000 }, { "%", 1_000_000 }, { "%a", 500_000 }, { "!a", 500_000 },
        { "%~", 400_000 }, { "--% \"", 200_000 }, { "--% ", 250_000 }, { "@\"\n", 300_000 }, { "@'", 500_000 }, { "@\" ", 300_000 }, { "<#", 500_000 }, { "#", 1_000_000 }, { "if ", 300_000 }, { "if (", 250_000 },
        { "if a==", 150_000 }, { "for ", 250_000 }, { "for %i in (", 80_000 }, { "function f\n", 90_000 }, { "function ", 100_000 }, { "else\n", 200_000 }, { "try {", 200_000 }, { "param(", 150_000 }, { "return ", 140_000 },
        { "throw ", 150_000 }, { "switch -a ", 100_000 }, { "$env:a=", 140_000 }, { "$a=", 300_000 }, { "a|", 500_000 }, { "a||", 300_000 }, { "a>", 500_000 }, { ">", 1_000_000 }, { "PS C:", 200_000 }, { "PS C:\\\n", 120_000 },
        { "set ", 250_000 }, { "set \"a=", 140_000 }, { "set a= ", 140_000 }, { ")", 1_000_000 }, { "}", 1_000_000 }, { ";", 1_000_000 }, { "&", 1_000_000 }, { "\n", 1_000_000 }, { "\0", 1_000_000 }, { "\\\"", 500_000 },
        { "function\n\n", 90_000 }, { "catch (", 140_000 },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Hostile_text_takes_linear_time_and_little_stack(string piece, int count)
    {
        foreach (var dialect in Enum.GetValues<WindowsDialect>())
        {
            // Eight times the text: eight times the time where it is linear, 64 times where it is quadratic; one good measurement of three is enough.
            var isLinear = false;
            for (var attempt = 0; attempt < 3 && !isLinear; attempt++)
            {
                var small = Measure(piece, count / 8, dialect);
                var large = Measure(piece, count, dialect);
                isLinear = large < TimeSpan.FromSeconds(2) || large < small * 24;
            }

            Assert.True(isLinear, $"{piece} grows faster than the text in {dialect}");
        }
    }

    private static TimeSpan Measure(string piece, int count, WindowsDialect dialect)
    {
        var text = string.Concat(Enumerable.Repeat(piece, count));
        Exception? caught = null;
        var elapsed = TimeSpan.Zero;
        var thread = new Thread(
            () =>
            {
                try
                {
                    var clock = Stopwatch.StartNew();
                    var script = WindowsParser.Parse(text, dialect, CancellationToken.None);
                    elapsed = clock.Elapsed;
                    TreeAssert.Tiles(text, script.Tokens, static token => token.Span);
                }
                catch (Exception exception)
                {
                    caught = exception;
                }
            },
            maxStackSize: 1024 * 1024);
        thread.Start();
        thread.Join();
        Assert.Null(caught);
        return elapsed;
    }

    private static void AssertWhole(string text, WindowsDialect dialect)
    {
        var script = WindowsParser.Parse(text, dialect, CancellationToken.None);
        TreeAssert.Tiles(text, script.Tokens, static token => token.Span);
        TreeAssert.Within(text, script.Statements.Select(static statement => statement.Span));
        foreach (var word in script.Statements.SelectMany(static statement => statement.Words))
        {
            TreeAssert.Within(text, [word.Span]);
            foreach (var part in word.Parts)
            {
                Assert.True(part.Span.Start >= word.Span.Start && part.Span.End <= word.Span.End);
                if (part.Kind == WindowsWordPartKind.Text)
                {
                    Assert.Equal(part.Text, text.Substring(part.Span.Start, part.Span.Length));
                }
            }
        }

        Assert.All(script.Statements.Select(static (statement, index) => (statement, index)), static pair => Assert.True(pair.statement.PipedFrom < pair.index));
    }
}
