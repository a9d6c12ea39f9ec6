using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using EnvLint.LanguageServer.Features;
using EnvLint.Text;
using FsCheck;
using FsCheck.Fluent;

namespace EnvLint.LanguageServer.Tests.Features;

public sealed class OutlineTests
{
    [Theory]
    [InlineData(
        "Dockerfile",
        """
        # syntax=docker/dockerfile:1
        ARG CUDA=12.4.1
        FROM nvidia/cuda:${CUDA}-devel-ubuntu22.04 AS build
        ENV A=1 B=2
        LABEL a=b
        RUN apt-get update && apt-get install -y git \
            && pip3 install torch==2.4.0 numpy
        COPY requirements.txt /app/
        FROM ubuntu:22.04
        RUN echo done
        CMD ["bash"]
        """,
        """
        CUDA (12.4.1) Variable
        build (nvidia/cuda:${CUDA}-devel-ubuntu22.04) Module
          A (1) Variable
          B (2) Variable
          RUN (apt-get update && apt-get install -y git && pip3 install torch==2.4.0 numpy) Function
            apt-get install (git) Function
            pip3 install (torch==2.4.0, numpy) Function
          COPY (requirements.txt /app/) File
        ubuntu:22.04 Module
          RUN (echo done) Function
          CMD (["bash"]) Property
        """)]
    [InlineData(
        ".wslconfig",
        "# all\n[wsl2]\nmemory = 8GB # half\nkernelCommandLine=a \\\n b\n[experimental]\n",
        """
        wsl2 Namespace
          memory (8GB) Property
          kernelCommandLine (a b) Property
        experimental Namespace
        """)]
    [InlineData(
        "environment.yml",
        "name: ml\nchannels:\n  - conda-forge\ndependencies:\n  - python=3.11\n  - pip:\n    - torch==2.4.0\n",
        """
        name (ml) Property
        channels Namespace
          conda-forge Property
        dependencies Namespace
          python=3.11 Package
          pip Namespace
            torch==2.4.0 Package
        """)]
    [InlineData(
        "requirements.txt",
        "--extra-index-url https://download.pytorch.org/whl/cu121\ntorch[a] == 2.4.0 ; sys_platform == 'linux' # so\n-e .\nnumpy\nPyYAML_x.y>=6\n",
        """
        --extra-index-url (https://download.pytorch.org/whl/cu121) Property
        torch ([a] == 2.4.0 ; sys_platform == 'linux') Package
        -e . Package
        numpy Package
        PyYAML_x.y (>=6) Package
        """)]
    [InlineData(
        "pyproject.toml",
        "[project]\nname = \"a\"\ndependencies = [\n  \"torch==2.4.0\", # so\n]\nkeywords = [\n  \"gpu\",\n]\n[tool.ruff]\nline-length = 80\n[tool.uv.sources]\ntorch = { index = \"a\" }\n",
        """
        project Namespace
          name ("a") Property
          dependencies Property
            torch==2.4.0 Package
          keywords Property
        tool.uv.sources Namespace
          torch ({ index = "a" }) Property
        """)]
    [InlineData(
        "compose.yaml",
        "services:\n  train:\n    image: nvidia/cuda:12.4.1-base-ubuntu22.04\n    gpus: all\n  web:\n    build: ./web\nvolumes: {}\n",
        """
        train (nvidia/cuda:12.4.1-base-ubuntu22.04 GPU) Class
          nvidia/cuda:12.4.1-base-ubuntu22.04 (image) Property
          GPU Property
        web (build ./web) Class
          build (./web) Property
        """)]
    [InlineData(
        "setup.sh",
        "#!/bin/bash\nset -e\nsetup() {\n  sudo apt-get install -y git\n}\nsetup\npip install a b c d e f\ndocker run --gpus all ubuntu:22.04 nvidia-smi\n",
        """
        setup Module
          apt-get install (git) Function
        pip install (a, b, c, d and 2 more) Function
        docker run (ubuntu:22.04) Function
        """)]
    [InlineData(
        "setup.ps1",
        "function Install-All {\n  winget install x\n}\npip install torch\n",
        """
        Install-All Module
        pip install (torch) Function
        """)]
    [InlineData(
        "README.md",
        "Intro\n\n# Set up\n\n```bash\npip install torch\n```\n\n### Deep\n\n## WSL\n\n```ini\n# .wslconfig\n[wsl2]\nmemory=8GB\n```\n\n# Run\n",
        """
        Set up String
          pip install torch (bash) Function
          Deep String
          WSL String
            .wslconfig File
        Run String
        """)]
    [InlineData(
        "envlint.toml",
        "fail-on = \"error\"\n[severity]\nAPT003 = \"info\"\n[targets.a]\n",
        """
        fail-on ("error") Property
        severity Namespace
          APT003 ("info") Property
        targets.a Namespace
        """)]
    public void A_file_is_listed(string path, string text, string expected) =>
        Assert.Equal(expected.ReplaceLineEndings("\n"), Show(OutlineProvider.Of(AnalysisOf.Text(path, text), CancellationToken.None)));

    [Theory]
    [InlineData("Dockerfile", "")]
    [InlineData("Dockerfile", "# syntax=docker/dockerfile:1\n")]
    [InlineData("requirements.txt", "\n# nothing\n")]
    [InlineData("setup.sh", "echo hello\ncd /tmp && ls\n")]
    [InlineData("envlint.toml", "# nothing\n")]
    [InlineData(".wslconfig", "= 1\n")]
    public void What_says_nothing_has_no_entries(string path, string text) =>
        Assert.Empty(OutlineProvider.Of(AnalysisOf.Text(path, text), CancellationToken.None));

    [Fact]
    public void Names_are_there_and_entries_lie_in_each_other_whatever_the_text()
    {
        var examples = PageFiles.Examples.Select(static item => item.Example).ToArray();
        foreach (var example in examples)
        {
            AssertNested(OutlineProvider.Of(PageFiles.Open(example), CancellationToken.None), new TextSpan(0, example.Text.Length), example.Text);
        }

        var cut = from example in Gen.Elements(examples)
                  from start in Gen.Choose(0, example.Text.Length)
                  from length in Gen.Choose(0, 40)
                  from put in Gen.Elements("", "\n", "[", "\"", "  ", "\\\n", "```\n", "{", "\u0000", "\r\n", "]]", "\n# \n")
                  select (example, text: example.Text.Remove(start, Math.Min(length, example.Text.Length - start)).Insert(start, put));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2_000), Prop.ForAll(cut.ToArbitrary(), static item =>
        {
            EnvLint.LanguageServer.Analysis.DocumentAnalysis analysis;
            try
            {
                analysis = PageFiles.Open(item.example, item.text);
            }
            catch (ArgumentException)
            {
                // The text decides over some kinds: what is left is no manifest.
                return true;
            }

            AssertNested(OutlineProvider.Of(analysis, CancellationToken.None), new TextSpan(0, item.text.Length), item.text);
            return true;
        }));
    }

    private static void AssertNested(ImmutableArray<OutlineEntry> entries, TextSpan outer, string text)
    {
        foreach (var entry in entries)
        {
            Assert.True(entry.Name.Trim().Length > 0, text);
            Assert.True(outer.Contains(entry.Span), $"'{entry.Name}' {entry.Span} is not in {outer} of\n{text}");
            Assert.True(entry.Span.Contains(entry.NameSpan), $"the name of '{entry.Name}' {entry.NameSpan} is not in {entry.Span} of\n{text}");
            AssertNested(entry.Children, entry.Span, text);
        }
    }

    private static string Show(ImmutableArray<OutlineEntry> entries)
    {
        var text = new StringBuilder();
        Append(entries, "");
        return text.ToString().TrimEnd('\n');

        void Append(ImmutableArray<OutlineEntry> level, string indent)
        {
            foreach (var entry in level)
            {
                text.Append(CultureInfo.InvariantCulture, $"{indent}{entry.Name}{(entry.Detail.Length > 0 ? $" ({entry.Detail})" : "")} {entry.Kind}\n");
                Append(entry.Children, indent + "  ");
            }
        }
    }
}
