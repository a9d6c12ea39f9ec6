using EnvLint.Environment.Stack;
using EnvLint.Reporting.Display;
using EnvLint.Reporting.Stack;

namespace EnvLint.Reporting.Tests.Stack;

public sealed class StackTextFormatTests
{
    private static readonly StackTextFormat Format = new();

    [Fact]
    public void Each_verdict() => Expected.Matches("stack/everything.txt", Format.Write(StackSample.Everything()));

    [Fact]
    public void In_ascii() => Expected.Matches("stack/ascii.txt", Format.Write([.. StackSample.Everything(), StackSample.Hostile()], new ReportOptions { UseAscii = true }));

    [Fact]
    public void In_colour() => Expected.Matches("stack/colour.txt", Format.Write(StackSample.Everything(), new ReportOptions { UseColor = true }).Replace("\x1b", "␛", StringComparison.Ordinal));

    [Fact]
    public void Names_of_any_length_and_many_parts() => Expected.Matches("stack/wide.txt", Format.Write([StackSample.Wide()]));

    [Fact]
    public void Only_paths_and_addresses_are_wider_than_a_screen()
    {
        foreach (var line in Format.Write([StackSample.Wide(), .. StackSample.Everything()]).Split('\n'))
        {
            Assert.True(VisibleText.WidthOf(line) <= 120 || !line[2..].Trim().Contains(' ') || line.Contains("requirements-gpu.txt:", StringComparison.Ordinal) || line.StartsWith('┌') || line.Contains(":12.4.1-cudnn-devel", StringComparison.Ordinal), line);
        }
    }

    [Fact]
    public void Paths_are_never_cut()
    {
        var text = Format.Write([StackSample.Wide()]);
        Assert.All(StackSample.Wide().Stack.Parts, part => Assert.Contains($"{part.Place.File.Path}:1:{part.Place.Span.Start + 1}\n", text, StringComparison.Ordinal));
    }

    [Fact]
    public void Names_that_are_hostile_show_what_they_are()
    {
        var text = Format.Write([StackSample.Hostile()]);
        Assert.DoesNotContain(text, static c => c is (< ' ' and not '\n') or (>= '\x7f' and <= '\x9f') or '\u202e' or '\u200b' or '\u2028');
        Assert.Contains("a\\x1b[2J\\u{202e}\"]<script>", text, StringComparison.Ordinal);
        Expected.Matches("stack/hostile.txt", text);
    }

    [Fact]
    public void Without_a_sum() => Assert.DoesNotContain("stacks:", Format.Write(StackSample.Everything(), new ReportOptions { WriteSummary = false }), StringComparison.Ordinal);

    [Fact]
    public void Nothing_is_said_of_nothing() => Assert.Equal("0 stacks: 0 ok, 0 in conflict, 0 unknown\n", Format.Write([]));

    [Fact]
    public void Of_many_that_use_no_gpu_three_are_named()
    {
        var idle = StackSample.Everything()[^1];
        var text = Format.Write([.. Enumerable.Range(1, 5).Select(i => idle with { Stack = idle.Stack with { Name = $"f{i}" } })]);
        Assert.Equal("nothing is known to use a GPU in f1, f2, f3 and 2 more\n5 stacks: 0 ok, 0 in conflict, 0 unknown, 5 without a GPU\n", text);
    }

    [Theory]
    [InlineData("Dockerfile", "FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04\nRUN pip install torch==2.6.0 --index-url https://download.pytorch.org/whl/cu124\n", "platform=linux,driver=570.26,gpu=RTX 3060", "ok")]
    [InlineData("Dockerfile", "FROM python:3.13\nRUN pip install torch==2.6.0 --index-url https://download.pytorch.org/whl/cu124\n", "platform=linux,driver=470.82,gpu=RTX 3060", "conflict")]
    public void From_a_text_to_a_picture(string path, string text, string target, string name) =>
        Expected.Matches($"stack/text-{name}.txt", Format.Write(StackSample.OfText(path, text, target)));

    [Theory]
    [InlineData("nvidia/cuda:12.4.1-base-ubuntu22.04")]
    [InlineData("nvcr.io/nvidia/cuda:12.4.1-cudnn-devel-ubuntu22.04")]
    public void A_long_name_that_needs_nothing(string image)
    {
        var text = Format.Write(StackSample.OfText("Dockerfile", $"FROM {image} AS base\nRUN pip install numpy\nFROM ubuntu:22.04\nCOPY --from=base /x /x\n", null));
        Assert.Contains($"image  {image}  Dockerfile:1:6\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("5.0 5.2", "5.0, 5.2")]
    [InlineData("5.0 5.2 5.3 6.0", "5.0 to 6.0")]
    [InlineData("8.6", "8.6")]
    [InlineData("8.6 12.0", "8.6, 12.0")]
    [InlineData("", "")]
    public void Values_that_follow_each_other_are_a_range(string values, string expected) =>
        Assert.Equal(expected, EnvLint.Knowledge.DottedNumber.Ranges([.. values.Split(' ', StringSplitOptions.RemoveEmptyEntries)], EnvLint.Knowledge.CudaDrivers.ComputeCapabilities));

    [Fact]
    public void Every_layer_has_its_mark()
    {
        var conflict = StackSample.Everything()[1];
        var marks = StackRow.Of(conflict).Select(static row => $"{row.Layer} {row.Mark}");
        Assert.Equal(["torch Breaks", "tensorflow Fits", "python Fits", "image Fits", "driver Breaks", "GPU Fits"], marks);
        Assert.Equal([StackVerdict.Ok, StackVerdict.Conflict, StackVerdict.Unknown, StackVerdict.Unknown], StackSample.Everything().Select(static answer => answer.Verdict));
    }
}
