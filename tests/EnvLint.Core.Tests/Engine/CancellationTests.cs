using EnvLint.Engine;
using EnvLint.Environment;
using EnvLint.Manifests;
using EnvLint.Text;

namespace EnvLint.Core.Tests.Engine;

/// <summary>Whoever cancels gets the thread back soon, however long the file is. Work is counted in bytes that the thread allocates.</summary>
public sealed class CancellationTests
{
    private const int Length = 1 << 20;

    public static TheoryData<ManifestKind, string, string> Files => new()
    {
        { ManifestKind.Dockerfile, "FROM ubuntu:24.04\nCOPY requirements.txt ./\nRUN pip install -r requirements.txt\n", "RUN echo a && pip install torch==2.1.0\n" },
        { ManifestKind.Shell, "pip install -r requirements.txt\n", "pip install torch==2.1.0 && echo done\n" },
        { ManifestKind.Requirements, "-r other.txt\n", "torch==2.1.0  # a note\n" },
        { ManifestKind.CondaEnvironment, "dependencies:\n  - pip:\n    - -r requirements.txt\n", "    - torch==2.1.0\n" },
        { ManifestKind.Compose, "services:\n  a:\n    image: ${IMAGE}\n    environment:\n", "      - NVIDIA_VISIBLE_DEVICES=all\n" },
        { ManifestKind.PyProject, "[project]\nname = \"a\"\nversion = \"1\"\ndependencies = [\"torch\"]\n[tool.a]\n", "[[tool.a.b]]\nc = { d = \"e\", f = [1, 2, 3] }\n" },
        { ManifestKind.WslGlobalConfig, "[wsl2]\n", "memory=8GB # as much as there is\n" },
        { ManifestKind.WslDistributionConfig, "[boot]\n", "command=\"service docker start\"\n" },
        { ManifestKind.PowerShell, "pip install -r requirements.txt\n", "pip install torch==2.1.0; Write-Host done\n" },
        { ManifestKind.Batch, "pip install -r requirements.txt\n", "pip install torch==2.1.0 & echo done\n" },
        { ManifestKind.Guide, "```bash\npip install -r requirements.txt\n```\n", "```bash\npip install torch==2.1.0\n```\ntext\n" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void NothingMuchIsDoneForATokenThatIsCancelled(ManifestKind kind, string head, string line)
    {
        var source = Long(head, line);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.ThrowsAny<OperationCanceledException>(() => FileAnalysis.Of(source, kind, AnalysisOptions.None, new CancellationToken(canceled: true)));

        // A parser may make room for its tokens beforehand; read to its end such a file takes ten times as much and more.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 6 * Length);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void WorkEndsSoonWhenItIsCancelledInTheMidst(ManifestKind kind, string head, string line)
    {
        // The first file that is asked for cancels; where none is, there is nothing between parser and rules that takes long.
        using var cancellation = new CancellationTokenSource();
        var files = new CancellingFiles(cancellation);
        var source = Long(head, line);
        try
        {
            FileAnalysis.Of(source, kind, new AnalysisOptions { Files = files }, cancellation.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - files.AllocatedBefore!.Value, 0, Length / 2);
            return;
        }

        Assert.Null(files.AllocatedBefore);
        Assert.True(kind is ManifestKind.WslGlobalConfig or ManifestKind.WslDistributionConfig or ManifestKind.PyProject, "nothing was asked of the files around it");
    }

    private static SourceText Long(string head, string line) => new("file", head + string.Concat(Enumerable.Repeat(line, Length / line.Length)));

    private sealed class CancellingFiles(CancellationTokenSource cancellation) : ILinkedFiles
    {
        public long? AllocatedBefore { get; private set; }

        public string Name => "root";

        public SourceText? Read(string path) => Cancel<SourceText?>(null);

        public bool Exists(string path) => Cancel(false);

        public IReadOnlyCollection<string>? NamesIn(string folder) => Cancel<IReadOnlyCollection<string>?>(null);

        public bool IsIgnored(string path) => Cancel(false);

        public bool Mentions(string name) => Cancel(false);

        private T Cancel<T>(T answer)
        {
            cancellation.Cancel();
            AllocatedBefore ??= GC.GetAllocatedBytesForCurrentThread();
            return answer;
        }
    }
}
