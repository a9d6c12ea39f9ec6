using System.Text.Json;
using EnvLint.Testing;

namespace EnvLint.Cli.Tests.Editors;

/// <summary>Editors that people use, each with the client that comes with it, on the example project.</summary>
public sealed class EditorTests
{
    private static readonly string s_pitfalls = Path.Join(RepositoryRoot.Path, "examples", "pitfalls");

    [EditorFact("nvim")]
    public void Neovim_shows_mends_and_ends()
    {
        var seen = Neovim("docker/Dockerfile", "dockerfile", "scikit-learn", hover: "4:20");

        var held = Held(seen.GetProperty("held"));
        Assert.Equal(EditorRun.Check(s_pitfalls, "docker/Dockerfile"), held);
        Assert.Contains("PIP013", seen.GetProperty("hover").GetString(), StringComparison.Ordinal);
        Assert.True(seen.GetProperty("symbols").GetInt32() > 0);
        Assert.Contains("RUN pip3 install scikit-learn opencv-python-headless torch", seen.GetProperty("text").GetString(), StringComparison.Ordinal);
        var after = Codes(seen.GetProperty("diagnosticsAfter"));
        Assert.DoesNotContain("PIP013", after);
        Assert.Equal(held.Length - 1, after.Length);
        Assert.Equal(0, seen.GetProperty("exit").GetProperty("code").GetInt32());
        Assert.Equal(0, seen.GetProperty("exit").GetProperty("signal").GetInt32());
        Assert.Equal(0, seen.GetProperty("messages").GetArrayLength());
    }

    [EditorFact("nvim")]
    public void Neovim_knows_files_that_have_no_language()
    {
        var seen = Neovim("windows/.wslconfig", "", "24GB", hover: "2:3");

        Assert.Equal(EditorRun.Check(s_pitfalls, "windows/.wslconfig"), Held(seen.GetProperty("held")));
        Assert.Contains("memory", seen.GetProperty("hover").GetString(), StringComparison.Ordinal);
        Assert.Contains("memory=24GB", seen.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Held(seen.GetProperty("diagnosticsAfter")), static finding => finding.EndsWith(" 2:7", StringComparison.Ordinal));
    }

    [EditorFact("nvim")]
    public void Neovim_shows_nothing_where_there_is_nothing()
    {
        var mended = Path.Join(RepositoryRoot.Path, "examples", "mended");
        var seen = EditorRun.Of("nvim", NeovimArguments, ("ENVLINT_FILE", Path.Join(mended, "docker", "Dockerfile")), ("ENVLINT_ROOT", mended), ("ENVLINT_LANGUAGE", "dockerfile"));

        Assert.Equal(0, seen.GetProperty("diagnostics").GetArrayLength());
        Assert.Equal(0, seen.GetProperty("exit").GetProperty("code").GetInt32());
    }

    [EditorFact("nvim")]
    public void Neovim_mends_a_file_that_is_open_and_one_that_is_not()
    {
        const string Start = "FROM nvcr.io/nvidia/pytorch:24.05-py3\nCOPY requirements.txt .\nRUN pip install ";
        using var project = new Project().AsRoot().With("Dockerfile", Start + "torchvision==0.19.1 einops timm -r requirements.txt\n").With("requirements.txt", "numpy\ntorch==2.4.1\n");

        var seen = EditorRun.Of(
            "nvim", NeovimArguments, ("ENVLINT_FILE", project["Dockerfile"]), ("ENVLINT_ROOT", project["."]), ("ENVLINT_LANGUAGE", "dockerfile"), ("ENVLINT_ACTION", "Keep the torch of the image, here and in requirements.txt"), ("ENVLINT_SAVE", "1"));

        Assert.Contains("PIP018", Codes(seen.GetProperty("diagnostics")));
        Assert.Equal(["Dockerfile 0", "requirements.txt null"], seen.GetProperty("versions").EnumerateArray().Select(static change => $"{change.GetProperty("uri").GetString()!.Split('/')[^1]} {change.GetProperty("version").GetRawText()}"));
        Assert.Equal(2, seen.GetProperty("modified").GetInt32());
        Assert.Equal(Start + "einops timm -r requirements.txt\n", project.Read("Dockerfile"));
        Assert.Equal("numpy\n", project.Read("requirements.txt"));

        // The torch of the closed file is found until that is written.
        Assert.Contains("PIP018", Codes(seen.GetProperty("diagnosticsAfter")));
        Assert.DoesNotContain("PIP018", Codes(seen.GetProperty("diagnosticsSaved")));
    }

    [EditorFact("emacs")]
    public void Eglot_shows_and_mends()
    {
        var file = Path.Join(s_pitfalls, "windows", ".wslconfig");
        var seen = EditorRun.Of("emacs", ["--batch", "-q", "--eval", "(package-initialize)", "-l", Path.Join(EditorRun.Scripts, "emacs.el")], ("ENVLINT_FILE", file), ("ENVLINT_ROOT", s_pitfalls), ("ENVLINT_ACTION", "24GB"));

        var before = seen.GetProperty("diagnostics").EnumerateArray().Select(static finding => finding.GetProperty("word").GetString()).ToArray();
        Assert.Contains("24gb", before);
        Assert.Contains("memory=24GB", seen.GetProperty("text").GetString(), StringComparison.Ordinal);
        var after = seen.GetProperty("diagnosticsAfter").EnumerateArray().Select(static finding => finding.GetProperty("word").GetString()).ToArray();
        Assert.Equal(before.Length - 1, after.Length);
        Assert.DoesNotContain("24gb", after);
    }

    [EditorFact("vim")]
    public void Ale_shows_findings_and_those_of_the_changed_text()
    {
        var output = Path.GetTempFileName();
        try
        {
            var file = Path.Join(s_pitfalls, "docker", "Dockerfile");
            var seen = EditorRun.Of("vim", ["-Nu", "NONE", "-i", "NONE", "-n", "-es", "-S", Path.Join(EditorRun.Scripts, "vim.vim"), file], ("ENVLINT_LANGUAGE", "dockerfile"), ("ENVLINT_OUT", output));

            var found = Held(seen.GetProperty("diagnostics"));
            Assert.Contains("PIP013 4:17", found);
            Assert.Contains("APT004 2:4", found);
            Assert.DoesNotContain("APT004 2:4", Held(seen.GetProperty("diagnosticsAfter")));
        }
        finally
        {
            File.Delete(output);
        }
    }

    private static string[] NeovimArguments => ["--headless", "-u", "NONE", "-i", "NONE", "-n", "-c", $"luafile {Path.Join(EditorRun.Scripts, "neovim.lua")}"];

    private static JsonElement Neovim(string path, string language, string action, string hover) => EditorRun.Of(
        "nvim", NeovimArguments, ("ENVLINT_FILE", Path.Join(s_pitfalls, path)), ("ENVLINT_ROOT", s_pitfalls), ("ENVLINT_LANGUAGE", language), ("ENVLINT_ACTION", action), ("ENVLINT_HOVER", hover));

    private static string[] Held(JsonElement findings) =>
        [.. findings.EnumerateArray().Select(static finding => $"{finding.GetProperty("code").GetString()} {Number(finding, "line")}:{Number(finding, "column")}").Order(StringComparer.Ordinal)];

    private static string[] Codes(JsonElement findings) => [.. findings.EnumerateArray().Select(static finding => finding.GetProperty("code").GetString()!)];

    // What the editor holds has lines and columns of its own; what the server sent has a range.
    private static int Number(JsonElement finding, string name) => finding.TryGetProperty(name, out var own)
        ? own.GetInt32()
        : finding.GetProperty("range").GetProperty("start").GetProperty(name == "column" ? "character" : name).GetInt32();
}
