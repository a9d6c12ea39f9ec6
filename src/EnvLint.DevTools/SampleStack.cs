using System.Collections.Immutable;
using System.Text;
using EnvLint.Configuration;
using EnvLint.Engine;
using EnvLint.Environment;
using EnvLint.Environment.Stack;
using EnvLint.Manifests;
using EnvLint.Reporting;
using EnvLint.Reporting.Stack;
using EnvLint.Text;
using EnvLint.Workspace;

namespace EnvLint.DevTools;

/// <summary>The README's picture of a stack: one image of the examples on two machines, as <c>envlint stack</c> prints it.</summary>
internal static class SampleStack
{
    /// <summary>The folder that is shown.</summary>
    public const string Folder = "examples/pitfalls/serve";

    private const string File = "Dockerfile";

    private static readonly string[] s_targets = ["platform=linux,driver=570.124.06,gpu=V100", "platform=linux,driver=575.57.08,gpu=RTX 5090"];

    /// <summary>The picture as a fenced block of Markdown.</summary>
    /// <param name="root">Folder of the working copy.</param>
    /// <exception cref="DevToolsException">A target is wrong.</exception>
    public static string Write(string root)
    {
        var folder = Path.Combine(root, Folder);
        var source = new SourceText(File, System.IO.File.ReadAllText(Path.Combine(folder, File)).ReplaceLineEndings("\n"));
        var files = new LinkedFiles(WorkspaceRoot.At(folder));
        var answers = ImmutableArray.CreateBuilder<StackAnswer>();
        foreach (var text in s_targets)
        {
            if (TargetKeys.Parse(text, null, out var target) is { } error)
            {
                throw new DevToolsException(error);
            }

            var analysis = FileAnalysis.Of(source, ManifestKind.Dockerfile, new AnalysisOptions { Target = target, Files = files }, CancellationToken.None);
            foreach (var stack in StackReader.Read(analysis, target))
            {
                answers.Add(StackSolver.Solve(stack, target));
            }
        }

        using var output = new MemoryStream();
        new StackTextFormat().Write(answers.ToImmutable(), new ToolInfo("envlint", "", Knowledge: ""), output, new ReportOptions { WriteSummary = false });
        return $"```text\n{Encoding.UTF8.GetString(output.ToArray()).TrimEnd('\n')}\n```\n";
    }
}
