using EnvLint.Engine;
using EnvLint.Manifests;
using EnvLint.Rules;
using EnvLint.Testing;
using EnvLint.Text;

namespace EnvLint.Rules.Tests;

/// <summary>A file that ends anywhere, as one does while it is typed, gives a result: all rules run, none throws, every place lies in the file.</summary>
public sealed class CutFilesTests
{
    private static readonly Analyzer Engine = new(RuleCatalog.Instance);

    public static TheoryData<ManifestKind> Kinds => [.. Enum.GetValues<ManifestKind>().Where(static kind => kind != ManifestKind.None)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Each_example_cut_anywhere_gives_a_result(ManifestKind kind)
    {
        var files = Files().Where(file => ManifestClassifier.Classify(file.Path, file.Content) == kind).ToList();
        Assert.NotEmpty(files);
        Parallel.ForEach(files, file =>
        {
            for (var length = 0; length < file.Length; length++)
            {
                Check(file.WithContent(file.Content[..length]), kind);
            }

            // Each line as the first one, too: what stood above is gone.
            for (var line = 1; line < file.Lines.Count; line++)
            {
                Check(file.WithContent(file.Content[file.Lines.StartOf(line)..]), kind);
            }
        });
    }

    private static void Check(SourceText file, ManifestKind kind)
    {
        var result = Engine.AnalyzeFile(file, kind, Targets.Parse("platform=wsl2,driver=551.78,gpu=RTX 3060"), CancellationToken.None);
        Assert.False(result.HasFailure, $"{DiagnosticText.Concise(result.Diagnostics)}\nin\n{file.Content}");
        foreach (var diagnostic in result.Diagnostics)
        {
            Assert.InRange(diagnostic.Span.Start, 0, file.Length);
            Assert.InRange(diagnostic.Span.End, diagnostic.Span.Start, file.Length);
            if (diagnostic.Fix is { } fix)
            {
                FixText.AssertWellFormed(file, fix);
            }
        }

        foreach (var error in result.File.Errors)
        {
            Assert.InRange(error.Span.End, error.Span.Start, file.Length);
        }
    }

    // The examples of all pages, and the project in which nothing works.
    private static IEnumerable<SourceText> Files()
    {
        var pages = RuleCatalog.Instance.All
            .SelectMany(static rule => PageExamples.Parse(rule.Descriptor.Page).Examples)
            .Where(static example => example.Unreadable is null)
            .Select(static example => new SourceText(example.Path, example.Text, example.Encoding));
        var folder = Path.Join(RepositoryRoot.Path, "examples", "pitfalls");
        return pages.Concat(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => new SourceText(Path.GetRelativePath(folder, path).Replace('\\', '/'), File.ReadAllText(path))));
    }
}
