using System.Diagnostics;
using EnvLint.Engine;
using EnvLint.Manifests;
using EnvLint.Text;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Wsl;

/// <summary>All rules over files that nobody writes by hand: no rule fails, and none takes more than linear time.</summary>
public sealed class WslHostileFilesTests
{
    private static readonly Analyzer Engine = new(RuleCatalog.Instance);

    private static readonly string[] Pieces =
    [
        "[wsl2]\n", "[ experimental ]\n", "[wsl2] ; c\n", "[boot]\n", "[wls2]\n", "[x\n", "memory=8gb\n", "memory=8GB\n", "autoMemoryReclaim=x\n", "foo=1\n",
        "kernel=C:\\U\n", "kernel=\\b\n", "swapFile=a\\\n", "wsl2.memory=1\n", "; c\n", "\u00A0\n", "systemd=yes\n", "command=\"a b\" c\"d\n", "command=sh -c \"a b\" # c\n",
        "ignoredPorts=1-2,,x\n", "processors=010 ; c\n", "command=a \\\r\n", "enabled=1\n", "=", "\"", "\\", "#", "\uD83D", "networkingMode=bridged\n", "hostname=a ; b\n",
    ];

    [Fact]
    public void No_rule_fails_on_any_beginning_of_a_file_with_everything_in_it()
    {
        var text = string.Concat(Pieces);
        TreeAssert.EachBeginning(text, Check);
    }

    [Fact]
    public void No_rule_fails_on_any_pair_of_pieces()
    {
        foreach (var first in Pieces)
        {
            foreach (var second in Pieces)
            {
                Check("[wsl2]\n" + first + second);
                Check(first + second + "[boot]\nsystemd=yes\n");
            }
        }
    }

    [Theory]
    [InlineData("[ a ]\n")]
    [InlineData("[ wsl2 ]\nfoo=1\n")]
    [InlineData("[wsl2] ; c\nmemory=8gb\n")]
    [InlineData("autoMemoryReclaim=x\n")]
    [InlineData("foo=1\n")]
    [InlineData("locahostForwarding=1\n")]
    [InlineData("[x]\nfoo=1\n")]
    [InlineData("wsl2.memory=1\n")]
    [InlineData("memory=8gb\n")]
    [InlineData("; c\n")]
    [InlineData("1-2,x,")]
    [InlineData("a \\\r\n")]
    [InlineData("a#b\\n")]
    public void Hostile_files_take_linear_time(string piece)
    {
        const int Length = 50_000;
        foreach (var prefix in new[] { "", "[wsl2]\n", "[experimental]\nignoredPorts=", "[boot]\ncommand=" })
        {
            var text = prefix + string.Concat(Enumerable.Repeat(piece, Length / piece.Length));
            var watch = Stopwatch.StartNew();
            Check(text);
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(15), $"{Length} characters took {watch.Elapsed}");
        }
    }

    private static void Check(string text)
    {
        foreach (var (path, kind) in new[] { (".wslconfig", ManifestKind.WslGlobalConfig), ("wsl.conf", ManifestKind.WslDistributionConfig) })
        {
            var result = Engine.AnalyzeFile(new SourceText(path, text), kind, target: null, CancellationToken.None);
            Assert.False(result.HasFailure, DiagnosticText.Concise(result.Diagnostics.Where(static diagnostic => diagnostic.Rule.Code == "ENV003")));
            foreach (var diagnostic in result.Diagnostics)
            {
                TreeAssert.Within(text, [diagnostic.Span]);
                Assert.True(diagnostic.Message.Length < 1000, "A message repeats the file");
                Assert.DoesNotContain(diagnostic.Message, static c => char.IsControl(c));
                if (diagnostic.Fix is { } fix)
                {
                    FixText.AssertWellFormed(result.File.Source, fix);
                }
            }
        }
    }
}
