using EnvLint.Configuration;
using EnvLint.LanguageServer.Features;
using EnvLint.Testing;
using EnvLint.Text;

namespace EnvLint.LanguageServer.Tests.Features.Completing;

/// <summary>What holds for all that is offered: it can be taken anywhere, and nothing is said against it then.</summary>
public sealed class CompletionTruthTests
{
    // What says that a key, value, tag or version is none.
    private static readonly string[] Untrue =
    [
        "WSL001", "WSL004", "WSL005", "WSL006", "WSL008", "WSL009", "WSL013", "WSL014", "WSL015", "WSL025", "CUD001", "CUD003", "FWK006", "FWK015", "CND001", "CND003", "CND004", "CND019",
        "PIP002", "PIP004", "PIP013", "FWK002", "FWK005", "IMG004", "GPU003", "ENV001", "ENV006",
    ];

    // The same of a key whose value is still to be written.
    private static readonly string[] UntrueKeys = ["WSL006", "WSL008", "WSL009", "CND001"];

    private static readonly (string Path, string Text)[] Samples =
    [
        (".wslconfig", "$$[wsl2]\n$$memory$$=$$8GB$$\nswap=$$\nnetworkingMode=$$\nswapFile=$$\nkernel=$$\nguiApplications=$$ # x$$\nprocessors=$$\n$$\n[experimental]\n$$\nautoMemoryReclaim=$$\nignoredPorts=$$\n[$$"),
        ("wsl.conf", "[boot]\nsystemd=$$\n$$\n[automount]\noptions=$$\nroot=$$\n$$\n[network]\n$$\n[gpu]\n$$\n[$$]\n"),
        ("Dockerfile", "FROM nvidia/cuda:$$\nRUN apt-get update && apt-get install -y $$\nRUN pip install torch==$$ \\\n torchvision==$$\n"),
        ("Dockerfile", "FROM nvidia/cuda:12.4.1-base-ubuntu22.04 AS a\nRUN apt-get update && apt-get install -y $$\nFROM $$\nCOPY --from=$$ /a /b\n"),
        ("Dockerfile", "FROM pytorch/pytorch:$$\nRUN pip install torchvision==$$ torchaudio==$$\n"),
        ("Dockerfile", "FROM python:3.11\nRUN pip install torch==2.4.0 torchvision==$$ torchaudio==$$ --index-url $$\nRUN pip install torch==$$ --index-url https://download.pytorch.org/whl/cu118\n"),
        ("Dockerfile", "FROM python:3.9\nRUN pip install torch==$$\nRUN pip install tensorflow==$$\nRUN pip install jax==$$\n"),
        ("Dockerfile", "FROM nvcr.io/nvidia/pytorch:$$\n"),
        ("Dockerfile", "FROM nvidia/cuda:12.$$\n"),
        ("Dockerfile", "FROM nvidia/cuda:11.$$\n"),
        ("setup.sh", "#!/bin/bash\npip install tor$$\npip install torch==$$\npip install torch==2.4.0+$$ --index-url https://download.pytorch.org/whl/cu121\npip install xformers==$$ vllm==$$\n"),
        ("setup.sh", "#!/bin/bash\nconda create -n x python=$$\nconda install -c pytorch -c nvidia pytorch=$$ pytorch-cuda=$$\nconda install -c $$ pytorch\n"),
        ("requirements.txt", "$$\ntorch==$$\ntensorflow[$$]==2.15.0\njax[$$]==0.4.30\n"),
        ("requirements.txt", "torch==2.4.0\ntorchvision==$$\ntorchaudio==$$\n"),
        ("requirements.txt", "--index-url https://download.pytorch.org/whl/cu121\ntorch==$$\ntorchvision==$$\n"),
        ("requirements.txt", "--extra-index-url $$\ntorch==2.4.0+cu121\n"),
        ("environment.yml", "name: a\nchannels:\n  - $$\n  - nvidia\ndependencies:\n  - python=$$\n  - $$\n"),
        ("environment.yml", "name: a\nchannels:\n  - pytorch\n  - nvidia\ndependencies:\n  - pytorch=$$\n  - torchvision=$$\n  - pytorch-cuda=$$\n  - pip\n  - pip:\n    - torch==$$\n    - $$\n$$\n"),
        ("environment.yml", "name: a\nchannels:\n  - conda-forge\ndependencies:\n  - python=3.11\n  - pytorch=$$\n  - cuda-version=$$\n"),
        ("pyproject.toml", "[project]\nname = \"a\"\ndependencies = [\n  \"torch==$$\",\n  \"$$\",\n]\n[tool.envlint]\n$$\nselect = [\"$$\"]\n"),
        ("pyproject.toml", "[tool.poetry.dependencies]\npython = \"^3.11\"\ntorch = \"$$\"\n$$\n"),
        ("compose.yaml", "services:\n  a:\n    image: $$\n    $$\n    gpus: $$\n"),
        ("compose.yaml", "services:\n  a:\n    image: ubuntu:22.04\n    runtime: $$\n    deploy:\n      $$\n      resources:\n        reservations:\n          devices:\n            - driver: $$\n              $$\n              capabilities: [$$]\n"),
        ("envlint.toml", "$$\nselect = [\"$$\"]\nignore = [$$]\nfail-on = $$\n$$\n[severity]\n$$\nWSL005 = \"$$\"\n[target]\n$$\nplatform = \"$$\"\ngpu = \"$$\"\ncuda = $$\n[$$]\n"),
        ("envlint.toml", "[files]\n\"a\" = \"$$\"\n\"b\" = { kind = $$ }\n[images]\n\"x/y:*\" = { like = \"nvidia/cuda:$$\" }\n[indexes]\n\"https://x/y\" = { like = \"$$\" }\n[per-file-ignores]\n\"a\" = [\"$$\"]\n"),
        ("README.md", "# A\n\n```bash\npip install torch==$$\n```\n\n```dockerfile\nFROM nvidia/cuda:12.4$$\n```\n"),
    ];

    public static TheoryData<int> All => [.. Enumerable.Range(0, Samples.Length)];

    [Theory]
    [MemberData(nameof(All))]
    public void WhatIsTakenIsTrue(int sample)
    {
        var (path, markup) = Samples[sample];
        var offered = 0;
        foreach (var (text, position) in Texts(path, markup))
        {
            var items = CompletionProvider.At(AnalysisOf.Text(path, text), position, CancellationToken.None);
            offered += items.Length;
            var known = Claims(path, text, Untrue);

            // The first ones, and some of the others.
            for (var i = 0; i < items.Length; i += i < 24 ? 1 : 9)
            {
                var (taken, isWhole) = Take(path, text, items[i]);
                var untrue = Claims(path, taken, isWhole ? Untrue : UntrueKeys).Except(known).ToList();
                Assert.True(untrue.Count == 0, $"'{items[i].Label}' was offered:\n{string.Join('\n', untrue)}\n{taken}");
            }
        }

        Assert.True(offered > 0);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void AnyPlaceOfAnyTextIsTaken(int sample)
    {
        var (path, markup) = Samples[sample];
        foreach (var newline in new[] { "\n", "\r\n" })
        {
            var text = Markup.Parse(markup, positions: true).Text.Replace("\n", newline, StringComparison.Ordinal);
            var whole = AnalysisOf.Text(path, text);
            for (var position = 0; position <= text.Length; position++)
            {
                AssertWellFormed(text, position, CompletionProvider.At(whole, position, CancellationToken.None));

                // Nothing behind the cursor, as while one writes.
                var cut = text[..position];
                if (position % 3 == 0 && EnvLint.Manifests.ManifestClassifier.Classify(path, cut) == whole.Kind)
                {
                    AssertWellFormed(cut, position, CompletionProvider.At(AnalysisOf.Text(path, cut), position, CancellationToken.None));
                }
            }
        }
    }

    private static void AssertWellFormed(string text, int position, IReadOnlyList<Completion> items)
    {
        Assert.InRange(items.Count, 0, CompletionProvider.MaximumCount);
        foreach (var item in items)
        {
            Assert.InRange(item.Edit.Span.Start, 0, position);
            Assert.InRange(item.Edit.Span.End, item.Edit.Span.Start, text.Length);
            Assert.True(item.Edit.Span.End >= position || text[position - 1] == '\r', $"the edit of '{item.Label}' does not hold the cursor at {position}");
            Assert.False(text.AsSpan(item.Edit.Span.Start, item.Edit.Span.Length).ContainsAny('\r', '\n'), "the edit goes over a line's end");
        }
    }

    // Each cursor of a text by itself; what stands at the others is left as it is.
    private static IEnumerable<(string Text, int Position)> Texts(string path, string markup)
    {
        var marked = Markup.Parse(markup, positions: true);
        return marked.Positions.Select(position => (marked.Text, position));
    }

    // Takes an offer, and goes on where something is still to be written.
    private static (string Text, bool IsWhole) Take(string path, string text, Completion item)
    {
        // A key that takes the place of another one has that one's value.
        if (item.Kind == CompletionKind.Property && !item.Label.EndsWith('=') && char.IsLetterOrDigit(item.Edit.NewText[^1]))
        {
            return (text.Remove(item.Edit.Span.Start, item.Edit.Span.Length).Insert(item.Edit.Span.Start, item.Edit.NewText), false);
        }

        for (var step = 0; step < 3; step++)
        {
            var position = item.Edit.Span.Start + item.Edit.NewText.Length;
            text = text.Remove(item.Edit.Span.Start, item.Edit.Span.Length).Insert(item.Edit.Span.Start, item.Edit.NewText);
            if (!(item.Edit.NewText.TrimEnd() is [.., '=' or ':' or '.' or '\\' or '/'] || item.Label.EndsWith('=')))
            {
                return (text, true);
            }

            if (CompletionProvider.At(AnalysisOf.Text(path, text), position, CancellationToken.None) is not [var next, ..])
            {
                return (text, false);
            }

            item = next;
        }

        return (text, false);
    }

    private static HashSet<string> Claims(string path, string text, string[] codes)
    {
        var analysis = AnalysisOf.Text(path, text);
        var claims = analysis.Findings.Diagnostics.Where(diagnostic => codes.Contains(diagnostic.Rule.Code)).Select(static diagnostic => $"{diagnostic.Rule.Code} {diagnostic.Message}").ToHashSet(StringComparer.Ordinal);
        if (path == "envlint.toml" && codes == Untrue)
        {
            claims.UnionWith(ConfigurationLoader.Parse(new SourceText(path, text), AnalysisOf.ToolVersion).Errors.Select(static error => error.Message));
        }

        return claims;
    }
}
