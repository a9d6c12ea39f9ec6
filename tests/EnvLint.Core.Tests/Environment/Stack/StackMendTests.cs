using System.Collections.Immutable;
using EnvLint.Environment.Stack;
using EnvLint.Knowledge;

namespace EnvLint.Core.Tests.Environment.Stack;

/// <summary>Edits that mend a conflict: what they name exists, and runs.</summary>
public sealed class StackMendTests
{
    private static readonly string[] Targets =
    [
        "platform=linux,driver=470.82,gpu=RTX 3060",
        "platform=linux,driver=551.78,gpu=V100",
        "platform=linux,driver=570.124.06,gpu=GTX 1080",
        "platform=linux,driver=575.57.08,gpu=RTX 5090",
        "platform=wsl2,driver=551.78,gpu=RTX 3060",
        "platform=linux,cuda=12.4,gpu=RTX 4090",
        "platform=linux,driver=460.32.03",
        "platform=linux,gpu=B200",
    ];

    [Theory]
    [InlineData("FROM ubuntu:22.04\nRUN pip install torch==2.12.0\n", "torch 2.12.0 from https://download.pytorch.org/whl/cu126 | torch 2.14.1 from https://download.pytorch.org/whl/cu126 | a driver 580.88 or newer on the target")]
    [InlineData("FROM ubuntu:22.04\nRUN pip install torch==2.12.0 torchvision torchaudio==2.11.0\n", "torch 2.12.0 with torchvision 0.27.0 and torchaudio 2.11.0 from https://download.pytorch.org/whl/cu126 | torch 2.14.1 with torchvision 0.29.1 and torchaudio 2.11.0 from https://download.pytorch.org/whl/cu126 | a driver 580.88 or newer on the target")]
    [InlineData("FROM python:3.9\nRUN pip install torch==2.12.0 --index-url https://download.pytorch.org/whl/cu126\n", "Python 3.10 | torch 2.8.0 from https://download.pytorch.org/whl/cu129")]
    [InlineData("FROM nvidia/cuda:13.0.1-cudnn-devel-ubuntu22.04\n", "the image nvidia/cuda:12.4.1-cudnn-devel-ubuntu22.04 | a driver 580.88 or newer on the target")]
    [InlineData("FROM nvidia/cuda:13.0.1-cudnn-devel-ubuntu24.04\n", "a driver 580.88 or newer on the target")]
    [InlineData("FROM pytorch/pytorch:2.9.0-cuda13.0-cudnn9-runtime\nRUN pip install einops\n", "a driver 580.88 or newer on the target")]
    public void The_nearest_come_first(string text, string expected) =>
        Assert.Equal(expected, string.Join(" | ", StackText.Solve("Dockerfile", text, "platform=wsl2,driver=551.78,gpu=RTX 3060").Mends));

    [Theory]
    [InlineData("channels: [pytorch, nvidia]\ndependencies:\n- pytorch=2.3.1\n- pytorch-cuda=12.9\n", "platform=linux,driver=551.78,gpu=RTX 3060", "pytorch-cuda=12.4")]
    [InlineData("channels: [pytorch, nvidia]\ndependencies:\n- pytorch=2.3.1\n- pytorch-cuda=12.9\n", null, "pytorch-cuda=12.4")]
    [InlineData("channels: [pytorch, nvidia]\ndependencies:\n- pytorch=2.3.1\n- pytorch-cuda=12.9\n", "platform=linux,driver=470.82", "pytorch-cuda=11.8")]
    [InlineData("channels: [pytorch, nvidia]\ndependencies:\n- pytorch=2.3.1\n- pytorch-cuda=12.1\n", "platform=linux,driver=470.82,gpu=RTX 3060", "pytorch=2.3.1 with pytorch-cuda=11.8 | pytorch=2.5.1 with pytorch-cuda=11.8 | a driver 525.60.13 or newer on the target")]
    [InlineData("channels: [conda-forge]\ndependencies:\n- cuda-version=12.4\n- cupy\n", "platform=linux,driver=470.82,gpu=RTX 3060", "cuda-version=11.8 | a driver 525.60.13 or newer on the target")]
    [InlineData("dependencies:\n- python=3.8\n- pip:\n  - torch==2.4.1+cu121\n", "platform=linux,driver=575.57.08,gpu=RTX 5090", "torch 2.11.0 from https://download.pytorch.org/whl/cu128, and Python 3.10")]
    [InlineData("dependencies:\n- python=3.13\n- pip:\n  - torch==2.1.0+cu121\n", null, "Python 3.11 | torch 2.14.1 from https://download.pytorch.org/whl/cu132")]
    public void Conda_has_names_of_its_own(string text, string? target, string expected) =>
        Assert.Equal(expected, string.Join(" | ", StackText.Solve("environment.yml", text, target).Mends));

    [Fact]
    public void A_Python_must_do_for_all()
    {
        // tensorflow 2.16.1 wants 3.9 to 3.12, jax 0.6.0 at least 3.10.
        var answer = StackText.Solve("Dockerfile", "FROM python:3.9\nRUN pip install tensorflow==2.16.1 'jax[cuda12]==0.6.0'\n");
        Assert.Equal("Python 3.10", Assert.Single(answer.Mends));

        // No Python does for both: none is offered.
        var none = StackText.Solve("Dockerfile", "FROM python:3.9\nRUN pip install tensorflow==2.8.0 'jax[cuda13]==0.8.0'\n");
        Assert.Equal("error tensorflow+jax", StackText.Short(none));
        Assert.Empty(none.Mends);
    }

    [Fact]
    public void Torch_that_every_release_offers_does_what_it_says()
    {
        var mended = 0;
        foreach (var target in Targets)
        {
            foreach (var release in Torch.Releases)
            {
                foreach (var cuda in Torch.Builds(release, WheelPlatform.LinuxX64))
                {
                    mended += CheckMends("FROM python:3.10\n", $"torch=={release.Version} --index-url https://download.pytorch.org/whl/{TorchIndex.TagOf(cuda)}", target);
                }
            }
        }

        Assert.True(mended > 200, $"{mended}");
    }

    [Theory]
    [InlineData("FROM python:3.8\n", "torch tensorflow==2.12.0")]
    [InlineData("FROM python:3.13\n", "torch==2.4.0+cu121 -f https://download.pytorch.org/whl/torch_stable.html")]
    [InlineData("FROM python:3.12\n", "torch==2.1.0+cu121 torchvision==0.16.0+cu121")]
    [InlineData("FROM nvidia/cuda:13.0.1-base-ubuntu24.04\n", "torch==2.12.0")]
    [InlineData("FROM nvidia/cuda:12.4.1-base-ubuntu22.04\n", "torch torchvision")]
    public void So_do_those_of_whole_images(string from, string packages)
    {
        foreach (var target in Targets)
        {
            CheckMends(from, packages, target);
        }
    }

    // Puts each mend in, one after the other, and solves again.
    private static int CheckMends(string from, string packages, string target)
    {
        var answer = StackText.Solve("Dockerfile", $"{from}RUN pip install {packages}\n", target);
        foreach (var mend in answer.Mends)
        {
            if (mend.StartsWith("a driver", StringComparison.Ordinal))
            {
                var driver = mend.Split(' ')[2];
                var mended = StackText.Solve("Dockerfile", $"{from}RUN pip install {packages}\n", $"{string.Join(',', target.Split(',').Where(static key => !key.StartsWith("driver", StringComparison.Ordinal) && !key.StartsWith("cuda", StringComparison.Ordinal)))},driver={driver}");
                Assert.False(mended.Conflict is { WithDriver: true }, $"{packages}: {mend} on {target}");
                continue;
            }

            var newFrom = from;
            var newPackages = packages;
            if (mend.StartsWith("the image", StringComparison.Ordinal))
            {
                newFrom = $"FROM {mend["the image ".Length..]}\n";
                Assert.Equal(CudaTagState.Exists, CudaImages.StateOf(mend[(mend.IndexOf(':', StringComparison.Ordinal) + 1)..]));
            }
            else
            {
                var python = mend.Split("Python ");
                newFrom = python.Length > 1 ? $"FROM python:{python[1]}\n" : from;
                if (mend.StartsWith("torch", StringComparison.Ordinal))
                {
                    var words = mend.Split(' ', ',');
                    var others = packages.Split(' ').Where(static word => !word.StartsWith('t') && !word.StartsWith('-') && !word.StartsWith("http", StringComparison.Ordinal));
                    newPackages = $"torch=={words[1]} {(mend.Contains("torchvision", StringComparison.Ordinal) ? $"torchvision=={words[Array.IndexOf(words, "torchvision") + 1]} " : "")}--index-url {words[Array.IndexOf(words, "from") + 1]}";
                    Assert.Contains(Torch.Releases.Map(static row => row), release => release.Version == words[1] && Torch.Builds(release, WheelPlatform.LinuxX64).Any(cuda => words.Contains(TorchIndex.UrlOf(TorchIndex.TagOf(cuda)))));
                    Assert.Empty(others);
                }
            }

            var again = StackText.Solve("Dockerfile", $"{newFrom}RUN pip install {newPackages}\n", target);
            var isMended = again.Conflict is null || !again.Conflict.Parts.Any(part => answer.Conflict!.Parts.Any(old => old.Name == part.Name));
            Assert.True(isMended, $"{from}{packages} on {target}: {mend}, and then {StackText.Show(again)}");
        }

        return answer.Mends.Length;
    }
}
