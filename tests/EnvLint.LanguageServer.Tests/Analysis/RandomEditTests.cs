using EnvLint.Configuration;
using EnvLint.LanguageServer.Analysis;
using EnvLint.Text;

namespace EnvLint.LanguageServer.Tests.Analysis;

/// <summary>What a session knows after many edits of files that lead to each other is what a new one reads from disk.</summary>
public sealed class RandomEditTests
{
    private static readonly (string Path, string Text)[] s_files =
    [
        ("docker/Dockerfile", """
            # syntax=docker/dockerfile:1
            ARG CUDA=12.4.1
            FROM nvidia/cuda:${CUDA}-devel-ubuntu22.04 AS base
            WORKDIR /app
            RUN apt-get update && apt-get install -y python3-pip
            COPY requirements.txt ./
            RUN pip install -r requirements.txt
            COPY src/ src/
            COPY app.py setup.py modle.py /app/
            FROM base AS train
            ENV NVIDIA_VISIBLE_DEVICES=all
            RUN pip install torch==2.1.0+cu121 --extra-index-url https://download.pytorch.org/whl/cu121
            """),
        ("docker/requirements.txt", """
            torch==2.1.0
            -r extra-requirements.txt
            xformers==0.0.22
            tensorflow==2.15.0
            """),
        ("docker/extra-requirements.txt", """
            --extra-index-url https://download.pytorch.org/whl/cu118
            torchvision==0.16.0
            """),
        ("compose.yaml", """
            services:
              train:
                build:
                  context: .
                  dockerfile: ${DIR}/Dockerfile
                  target: train
                  args:
                    CUDA: 11.8.0
                deploy:
                  resources:
                    reservations:
                      devices:
                        - driver: nvidia
                          count: 1
                          capabilities: [gpu]
              web:
                image: nvidia/cuda:12.4.1-base-ubuntu22.04
                runtime: nvidia
            """),
        (".env", "DIR=docker\n"),
        ("build.sh", """
            #!/bin/bash
            set -e
            docker build -f docker/Dockerfile --build-arg CUDA=11.8.0 docker
            pip install -r docker/requirements.txt --index-url https://download.pytorch.org/whl/cu124
            touch made.txt
            """),
        ("README.md", """
            # Setup
            ```bash
            pip install -r docker/requirements.txt
            docker run --gpus all nvidia/cuda:12.4.1-base-ubuntu22.04 nvidia-smi
            ```
            ```dockerfile
            FROM nvidia/cuda:latest
            RUN apt-get install cuda
            ```
            """),
        ("environment.yml", """
            name: train
            channels: [pytorch, nvidia, conda-forge]
            dependencies:
              - python=3.10
              - pytorch=2.1
              - pytorch-cuda=12.1
              - pip:
                  - -r docker/requirements.txt
            """),
        (".wslconfig", """
            [wsl2]
            memory=8GB
            networkingMode=mirrored
            processors=4
            """),
        ("envlint.toml", """
            exclude = ["third_party/**"]
            ignore = ["IMG001"]
            [severity]
            PIP003 = "error"
            [target]
            platform = "wsl2"
            driver = "551.78"
            [per-file-ignores]
            "docker/**" = ["APT001"]
            """),
    ];

    // What is copied, but for one that is written wrong: who builds the Dockerfile says whether it is looked for beside these.
    private static readonly (string Path, string Text)[] s_beside = [("docker/app.py", ""), ("docker/setup.py", ""), ("docker/model.py", "")];

    private static readonly string[] s_folders = ["DIR=docker\n", "DIR=.\n"];

    // Parts that mean something in one file or another; in the wrong one they are mistakes.
    private static readonly string[] s_parts =
    [
        "\n", " ", "\"", "'", "#", "\\\n", "\r\n", "=", ":", "[", "]", "{", "}", "$", "-", "  - ", "é", "😀", "\t", "`", "```\n",
        "FROM nvidia/cuda:11.8.0-base-ubuntu22.04\n", "RUN pip install -r requirements.txt\n", "COPY made.txt .\n", "COPY missing.txt .\n", "ARG CUDA=12.9.0\n", "RUN <<EOF\napt-get install cuda\nEOF\n",
        "torch==2.6.0\n", "torch", "==1.13.1", "+cu118", "--extra-index-url https://download.pytorch.org/whl/cu126\n", "-r extra-requirements.txt\n",
        "DIR=.\n", "DIR=docker\n", "context: .\n", "context: docker\n", "dockerfile: Dockerfile\n", "docker build docker\n", "docker build -f docker/Dockerfile .\n", "pip install -r docker/requirements.txt\n",
        "# envlint: ignore[PIP003] reason\n", "# envlint: ignore\n", "missing.txt", "made.txt", "[wsl2]\n", "memory=32\n", "autoMemoryReclaim=gradual\n", "[experimental]\n",
        "select = [\"PIP\"]\n", "driver = \"470.57\"\n", "ignore = [\"PIP999\"]\n", "[files]\n\"*.txt\" = \"requirements\"\n", "exclude = [\"*.md\"]\n", "platform = \"linux\"\n",
    ];

    [Fact]
    public Task EditsLeadToWhatAFullReadingFinds() => Task.WhenAll(Enumerable.Range(1, 4).Select(static seed => Task.Run(() => EditAsync(seed))));

    private static async Task EditAsync(int seed)
    {
        const int Edits = 2_500;
        const int MostAtOnce = 12;
        var random = new Random(seed);
        await using var bench = Workbench.Of([.. s_files, .. s_beside]);
        await using var fresh = new Workbench(null, [.. s_files, .. s_beside]);
        var texts = s_files.ToDictionary(static file => file.Path, static file => file.Text, StringComparer.Ordinal);
        var lastGood = texts["envlint.toml"];
        foreach (var (path, _) in s_files)
        {
            bench.Open(path);
        }

        await bench.SettleAsync();
        for (var done = 0; done < Edits;)
        {
            var batch = Math.Min(Edits - done, random.Next(1, MostAtOnce));
            var path = s_files[random.Next(s_files.Length)].Path;
            for (var i = 0; i < batch; i++, done++)
            {
                // Mostly in one file after the other, as people type.
                path = random.Next(4) == 0 ? s_files[random.Next(s_files.Length)].Path : path;
                texts[path] = path == ".env" && random.Next(2) == 0 ? s_folders[random.Next(s_folders.Length)] : Edited(random, texts[path], s_files.First(file => file.Path == path).Text);
                bench.Type(path, texts[path]);
            }

            if (random.Next(4) == 0)
            {
                _ = await bench.AnalyzeAsync(path);
                lastGood = Good(texts["envlint.toml"]) ?? lastGood;
            }

            await bench.SettleAsync();
            lastGood = Good(texts["envlint.toml"]) ?? lastGood;
            await CompareAsync(bench, fresh, texts, lastGood, $"seed {seed}, edit {done}");
        }
    }

    private static async Task CompareAsync(Workbench bench, Workbench other, Dictionary<string, string> texts, string lastGood, string where)
    {
        foreach (var (path, text) in texts)
        {
            var written = path == "envlint.toml" ? lastGood : text;
            if (File.ReadAllText(Path.Combine(other.Folder, path)) != written)
            {
                other.Write(path, written);
            }
        }

        // Each time a session that has never seen anything.
        await using var session = other.NewSession();
        var published = bench.Client.Published;
        foreach (var (path, text) in texts)
        {
            var shown = published.LastOrDefault(shown => shown.Address.Equals(bench.At(path))).Analysis;
            if (path == "envlint.toml")
            {
                continue;
            }

            var expected = await session.AnalyzeAsync(other.At(path), CancellationToken.None);
            Assert.True(Text(expected) == Text(shown), $"{where}, {path}:\nfresh\n{Text(expected)}\nedited\n{Text(shown)}\ntext\n{text}");
        }

        // While a configuration is broken another one holds; what is wrong with it is told all the same.
        var errors = ConfigurationLoader.Parse(new SourceText("envlint.toml", texts["envlint.toml"]), AnalysisOf.ToolVersion).Errors;
        var told = published.Last(shown => shown.Address.Equals(bench.At("envlint.toml"))).Analysis!;
        Assert.Equal(errors.Select(static error => error.Message), told.Findings.Diagnostics.Where(static found => found.Rule.Code == "ENV001").Select(static found => found.Message));
    }

    private static string? Good(string text) => ConfigurationLoader.Parse(new SourceText("envlint.toml", text), AnalysisOf.ToolVersion).Errors.IsEmpty ? text : null;

    private static string Text(DocumentAnalysis? analysis) => analysis is null
        ? "none"
        : string.Join('\n', analysis.Findings.Diagnostics.Select(static found =>
            $"{found.Rule.Code} {found.Severity} {found.Span} {found.Message} [{found.Target}] {string.Join(", ", found.Related.Select(static place => $"{place.Source.Path} {place.Span} {place.Message}"))} {found.Fix?.Edits.Length}"))
            + $"\n{analysis.Kind}, hidden {analysis.Findings.Suppressed.Length}, errors {analysis.Findings.SyntaxErrors}, {analysis.Text.Encoding}";

    // An edit as an editor sends it: a range and what stands there then. Now and then a file is as it was at first.
    private static string Edited(Random random, string text, string original)
    {
        if (random.Next(25) == 0)
        {
            return original;
        }

        var start = random.Next(text.Length + 1);
        if (random.Next(2) == 0)
        {
            start = text.LastIndexOf('\n', Math.Max(0, start - 1)) + 1;
        }

        var length = random.Next(3) switch
        {
            0 => Math.Min(random.Next(12), text.Length - start),
            1 when text.IndexOf('\n', start) is >= 0 and var lineEnd => lineEnd + 1 - start,
            _ => 0,
        };
        // A character of two code units is edited as a whole.
        var end = Whole(text, start + length);
        start = Whole(text, start);
        var added = random.Next(4) == 0 ? "" : s_parts[random.Next(s_parts.Length)];
        return text[..start] + added + text[end..];
    }

    private static int Whole(string text, int offset) => offset < text.Length && char.IsLowSurrogate(text[offset]) ? offset - 1 : offset;
}
