using System.Diagnostics;
using System.Text;
using EnvLint.Text;

namespace EnvLint.Reporting.Tests;

public sealed class UnifiedDiffTests
{
    [Theory]
    [InlineData("a\n", "b\n", "@@ -1 +1 @@\n-a\n+b\n")]
    [InlineData("", "a\n", "@@ -0,0 +1 @@\n+a\n")]
    [InlineData("a\n", "", "@@ -1 +0,0 @@\n-a\n")]
    [InlineData("a", "a\n", "@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n")]
    [InlineData("1\n2\n3\n4\n5\n", "1\n2\nx\n4\n5\n", "@@ -1,5 +1,5 @@\n 1\n 2\n-3\n+x\n 4\n 5\n")]
    [InlineData("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "x\n2\n3\n4\n5\n6\n7\n8\n9\n", "@@ -1,4 +1,4 @@\n-1\n+x\n 2\n 3\n 4\n")]
    [InlineData("a\r\nb\r\n", "a\r\nc\r\n", "@@ -1,2 +1,2 @@\n a\r\n-b\r\n+c\r\n")]
    [InlineData("a\rb\n", "a\rc\n", "@@ -1 +1 @@\n-a\rb\n+a\rc\n")]
    public void Changed_lines_are_shown_with_three_lines_around(string before, string after, string hunk) =>
        Assert.Equal("--- a/f\n+++ b/f\n" + hunk, Diff(before, after));

    [Fact]
    public void Nothing_changed_is_nothing_written() => Assert.Empty(Diff("a\nb", "a\nb"));

    [Fact]
    public void Changes_far_apart_get_hunks_of_their_own_and_near_ones_share_one()
    {
        var lines = Enumerable.Range(0, 40).Select(static i => $"{i}\n").ToArray();
        var changed = lines.ToArray();
        changed[5] = "x\n";
        changed[11] = "y\n";
        changed[30] = "z\n";

        var diff = Diff(string.Concat(lines), string.Concat(changed));

        Assert.Equal(2, diff.Split("@@ -").Length - 1);
        Assert.Contains("@@ -3,13 +3,13 @@", diff, StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_of_encoding_is_told()
    {
        var diff = Diff(new SourceText("f", "a\n", TextEncoding.Utf16LittleEndian), new SourceText("f", "a\n"));

        Assert.Equal("Encoding of f: UTF-16, little endian becomes UTF-8\n", diff);
    }

    [Theory]
    [InlineData("a b", "--- a/a b\n")]
    [InlineData("a\nb", "--- \"a/a\\nb\"\n")]
    [InlineData("a\"b\\", "--- \"a/a\\\"b\\\\\"\n")]
    [InlineData("\u001b\u202e", "--- \"a/\\033\\342\\200\\256\"\n")]
    [InlineData("é", "--- a/é\n")]
    public void Names_are_quoted_as_git_does_it(string path, string expected) =>
        Assert.StartsWith(expected, Diff(new SourceText(path, "a\n"), new SourceText(path, "b\n")), StringComparison.Ordinal);

    [Fact]
    public void Lines_can_be_made_fit_to_be_shown()
    {
        using var output = new StringWriter();
        UnifiedDiff.Write(new SourceText("f", "a\u001b\n"), new SourceText("f", "b\n"), output, static line => line.Replace('\u001b', '?'));

        Assert.Contains("\n-a?\n+b\n", output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Git_applies_what_is_written(int seed)
    {
        var random = new Random(seed);
        var folder = Directory.CreateTempSubdirectory("envlint-").FullName;
        try
        {
            for (var round = 0; round < 15; round++)
            {
                var before = MakeText(random);
                var after = Mutate(before, random);
                File.WriteAllText(Path.Join(folder, "f"), before);

                Assert.Equal(after, Apply(folder, Diff(before, after)) ?? before);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void More_changes_than_are_told_apart_still_make_a_true_diff()
    {
        var before = string.Concat(Enumerable.Range(0, 4000).Select(static i => $"a{i}\n"));
        var after = string.Concat(Enumerable.Range(0, 4000).Select(static i => i == 2000 ? "a2000\n" : $"b{i}\n"));
        var folder = Directory.CreateTempSubdirectory("envlint-").FullName;
        try
        {
            File.WriteAllText(Path.Join(folder, "f"), before);

            Assert.Equal(after, Apply(folder, Diff(before, after)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // The file afterwards; null where there is nothing to apply.
    private static string? Apply(string folder, string diff)
    {
        if (diff.Length == 0)
        {
            return null;
        }

        using var process = Process.Start(new ProcessStartInfo("git", ["apply", "--unsafe-paths", "-p1", "-"])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            StandardInputEncoding = new UTF8Encoding(false),
        })!;
        process.StandardInput.Write(diff);
        process.StandardInput.Close();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, diff);
        var path = Path.Join(folder, "f");
        return File.Exists(path) ? File.ReadAllText(path) : "";
    }

    private static string MakeText(Random random)
    {
        var text = new StringBuilder();
        for (var i = random.Next(1, 60); i > 0; i--)
        {
            text.Append("abc"[random.Next(3)]).Append(random.Next(5) == 0 ? "\r\n" : "\n");
        }

        return random.Next(3) == 0 ? text.ToString().TrimEnd() + "x" : text.ToString();
    }

    private static string Mutate(string before, Random random)
    {
        var lines = before.Split('\n').ToList();
        for (var i = random.Next(0, 8); i > 0; i--)
        {
            var place = random.Next(lines.Count);
            switch (random.Next(3))
            {
                case 0:
                    lines[place] += "!";
                    break;
                case 1:
                    lines.Insert(place, "new");
                    break;
                default:
                    lines.RemoveAt(place);
                    lines.Add("end");
                    break;
            }
        }

        return string.Join('\n', lines);
    }

    private static string Diff(string before, string after) => Diff(new SourceText("f", before), new SourceText("f", after));

    private static string Diff(SourceText before, SourceText after)
    {
        using var output = new StringWriter();
        UnifiedDiff.Write(before, after, output, static line => line);
        return output.ToString();
    }
}
