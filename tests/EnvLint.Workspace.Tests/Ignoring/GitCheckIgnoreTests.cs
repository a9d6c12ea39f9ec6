using System.Diagnostics;
using System.Globalization;
using System.Text;
using EnvLint.Workspace.Walking;

namespace EnvLint.Workspace.Tests.Ignoring;

/// <summary>The walk and <c>git check-ignore</c> agree on what is ignored, over trees and ignore files made by chance from a fixed seed.</summary>
public sealed class GitCheckIgnoreTests
{
    private static readonly string[] Names =
        ["a", "b", "ab", "abc", "a.log", "b.log", "A", "foo", "foobar", "x-y", "[z]", "a b", "#c", "!d", "é", "_", "0", "a]", "b^", "end ", "back\\slash", "d:e"];

    private static readonly string[] Pieces =
        ["a", "b", "ab", "foo", "*", "*", "?", "**", "**", "/", "/", "/", "*.log", "[ab]", "[!a]", "[^b]", "[a-c]", "[[:alpha:]]", "[[:upper:]]", "\\*", "\\a", "\\[z]", ".", "é", "[]a]", "[a-]", "[\\]]", "#c", "\\#c", "!d", "\\!d", " ", "\\ ", "[b", "\\", "[[:bad:]]", "[[:digit:][:punct:]]", "x-y", "bar", "log"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Agrees_with_git(int seed)
    {
        var random = new Random(seed);
        var compared = 0;
        var ignored = 0;
        for (var round = 0; round < 25; round++)
        {
            using var folder = new TemporaryFolder();
            Git(folder.Path, "", "init", "-q");
            File.Delete(folder[".git/info/exclude"]);
            var files = MakeTree(folder, random);
            MakeIgnoreFiles(folder, random);

            var expected = IgnoredByGit(folder.Path, files);
            var walked = FileWalker.Walk(
                WorkspaceRoot.At(folder.Path),
                "",
                new WalkOptions { IsCandidate = static _ => true, IsExcluded = static (_, _) => false },
                [],
                CancellationToken.None).ToHashSet(StringComparer.Ordinal);

            foreach (var file in files)
            {
                Assert.True(
                    expected.Contains(file) != walked.Contains(file),
                    $"seed {seed}, round {round}: {file}, git {(expected.Contains(file) ? "ignores" : "takes")} it\n{Describe(folder.Path)}");
            }

            compared += files.Count;
            ignored += expected.Count;
        }

        // A comparison of nothing would agree as well.
        Assert.InRange(ignored, compared / 20, compared - (compared / 20));
    }

    private static List<string> MakeTree(TemporaryFolder folder, Random random)
    {
        var folders = new List<string> { "" };
        for (var i = 0; i < 12; i++)
        {
            var candidate = folders[random.Next(folders.Count)] + Names[random.Next(Names.Length)] + "/";
            if (candidate.Count(static c => c == '/') <= 4 && !folders.Contains(candidate))
            {
                Directory.CreateDirectory(folder[candidate]);
                folders.Add(candidate);
            }
        }

        var files = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < 60; i++)
        {
            var candidate = folders[random.Next(folders.Count)] + Names[random.Next(Names.Length)];
            if (!folders.Contains(candidate + "/") && files.Add(candidate))
            {
                folder.With(candidate);
            }
        }

        return [.. files];
    }

    private static void MakeIgnoreFiles(TemporaryFolder folder, Random random)
    {
        folder.With(".gitignore", MakePatterns(random));
        foreach (var directory in Directory.GetDirectories(folder.Path, "*", SearchOption.AllDirectories))
        {
            var relative = Path.GetRelativePath(folder.Path, directory);
            if (!relative.StartsWith(".git", StringComparison.Ordinal) && random.Next(3) == 0)
            {
                folder.With(relative + "/.gitignore", MakePatterns(random));
            }
        }

        if (random.Next(2) == 0)
        {
            folder.With(".git/info/exclude", MakePatterns(random));
        }
    }

    private static string MakePatterns(Random random)
    {
        var text = new StringBuilder();
        if (random.Next(8) == 0)
        {
            text.Append('\uFEFF');
        }

        for (var i = random.Next(1, 6); i > 0; i--)
        {
            text.Append(random.Next(5) == 0 ? "!" : "").Append(random.Next(5) == 0 ? "/" : "");
            for (var pieces = random.Next(1, 5); pieces > 0; pieces--)
            {
                text.Append(Pieces[random.Next(Pieces.Length)]);
            }

            text.Append(random.Next(5) == 0 ? "/" : "").Append(random.Next(8) == 0 ? "  " : "").Append(random.Next(6) == 0 ? "\r\n" : "\n");
        }

        return text.ToString();
    }

    private static HashSet<string> IgnoredByGit(string folder, List<string> files)
    {
        var output = Git(folder, string.Join('\0', files) + "\0", "-c", "core.excludesFile=/dev/null", "check-ignore", "-z", "--stdin", "--no-index");
        return [.. output.Split('\0', StringSplitOptions.RemoveEmptyEntries)];
    }

    private static string Git(string folder, string input, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = Encoding.UTF8,
        })!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();

        // check-ignore says 1 where nothing is ignored.
        Assert.InRange(process.ExitCode, 0, 1);
        return output;
    }

    private static string Describe(string folder)
    {
        var text = new StringBuilder();
        foreach (var file in Directory.GetFiles(folder, ".gitignore", SearchOption.AllDirectories).Append(Path.Join(folder, ".git/info/exclude")).Where(File.Exists))
        {
            text.Append(CultureInfo.InvariantCulture, $"--- {Path.GetRelativePath(folder, file)}\n{File.ReadAllText(file)}");
        }

        return text.ToString();
    }
}
