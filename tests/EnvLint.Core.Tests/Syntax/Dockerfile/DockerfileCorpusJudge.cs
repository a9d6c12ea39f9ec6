using System.Diagnostics;
using EnvLint.Syntax.Dockerfile;
using EnvLint.Text;
using Xunit.Abstractions;

namespace EnvLint.Core.Tests.Syntax.Dockerfile;

/// <summary>A test that needs a folder of Dockerfiles, named by an environment variable; shown as skipped without it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DockerfileCorpusFactAttribute : FactAttribute
{
    public const string Variable = "ENVLINT_DOCKERFILES";

    public DockerfileCorpusFactAttribute()
    {
        if (string.IsNullOrEmpty(System.Environment.GetEnvironmentVariable(Variable)))
        {
            Skip = $"{Variable} names no folder of Dockerfiles; see tests/judges/dockerfiles.sh";
        }
    }
}

/// <summary>Files that people wrote: every tree is sound, and what is refused is listed to be looked at.</summary>
public sealed class DockerfileCorpusJudge(ITestOutputHelper output)
{
    [DockerfileCorpusFact]
    public void Every_tree_is_sound()
    {
        var files = Directory.GetFiles(System.Environment.GetEnvironmentVariable(DockerfileCorpusFactAttribute.Variable) ?? "");
        Array.Sort(files, StringComparer.Ordinal);
        Assert.NotEmpty(files);
        int instructions = 0, fragments = 0, refused = 0, heredocs = 0, words = 0, badWords = 0;
        long characters = 0;
        var texts = new List<string>(files.Length);
        foreach (var file in files)
        {
            var text = File.ReadAllText(file);
            texts.Add(text);
            characters += text.Length;
            var tree = DockerfileTreeAssert.Sound(text);
            instructions += tree.Instructions.Length;
            fragments += tree.IsFragment ? 1 : 0;
            refused += tree.Errors.IsEmpty ? 0 : 1;
            heredocs += tree.Instructions.Sum(static instruction => instruction.Heredocs.Length);
            var lines = LineMap.Create(text);
            foreach (var error in tree.Errors)
            {
                output.WriteLine($"dockerfiles error: {Path.GetFileName(file)}:{lines.PositionOf(error.Span.Start).Line + 1}: {error.Message}");
            }

            foreach (var raw in tree.Instructions.Where(static instruction => instruction.Form != DockerfileForm.Shell).SelectMany(static instruction =>
                instruction.Words.Select(static word => word.Raw).Concat(instruction.Pairs.Select(static pair => pair.Value ?? ""))))
            {
                words++;
                if (DockerfileVariables.Parse(raw, tree.EscapeCharacter).Error is { } error)
                {
                    badWords++;
                    output.WriteLine($"dockerfiles word: {Path.GetFileName(file)}: {raw} ({error.Message})");
                }
            }
        }

        var watch = Stopwatch.StartNew();
        foreach (var text in texts)
        {
            DockerfileParser.Parse(text);
        }

        output.WriteLine($"dockerfiles sound: {files.Length} files, {characters} characters, {instructions} instructions, {heredocs} here-documents, {fragments} fragments, {refused} files with errors");
        output.WriteLine($"dockerfiles words: {words}, of them {badWords} that the shell lexer refuses");
        output.WriteLine($"dockerfiles time: {watch.Elapsed.TotalMilliseconds:F0} ms to parse all");
    }
}
