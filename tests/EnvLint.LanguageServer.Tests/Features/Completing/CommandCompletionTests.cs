namespace EnvLint.LanguageServer.Tests.Features.Completing;

public sealed class CommandCompletionTests
{
    [Theory]
    [InlineData("pip install torch==$$")]
    [InlineData("pip3.11 install -q 'torch==$$'")]
    [InlineData("sudo -H python3 -m pip install numpy torch==$$")]
    [InlineData("PIP_NO_CACHE_DIR=1 uv pip install torch==$$")]
    [InlineData("cd /app && pip install \\\n  torch==$$ \\\n  numpy\necho done")]
    [InlineData("echo \"never closed\necho ( broken\npip install \"torch==$$")]
    [InlineData("if true; then\n  pip install torch==$$\nfi")]
    [InlineData("bash -c \"pip install torch==$$\"")]
    [InlineData("!pip install torch==$$")]
    public void VersionsOfTorchAreOffered(string script) => Assert.Contains("2.4.0", Completed.At("setup.sh", "#!/bin/bash\n" + script + "\n").Labels);

    [Fact]
    public void NewestFirstAndReplacedWhole()
    {
        var completed = Completed.At("setup.sh", "#!/bin/bash\npip install torch==2.$$4.0 numpy\n");

        Assert.Equal(EnvLint.Knowledge.Torch.Newest, completed.Labels[0]);
        Assert.Equal("#!/bin/bash\npip install torch==2.5.1 numpy\n", completed.Accept("2.5.1"));
    }

    [Theory]
    [InlineData("pip install torch==2.4.0 --index-url $$")]
    [InlineData("pip install --index-url=https://download.pytorch.org/whl/c$$u99 torch==2.4.0")]
    [InlineData("pip install torch==2.4.0\npip install torchvision --extra-index-url \"https://download.pytorch.org/whl/$$\"")]
    public void TheIndexesAreThoseWithTheTorch(string script)
    {
        var labels = Completed.At("setup.sh", "#!/bin/bash\n" + script + "\n").Labels;

        Assert.Equal(["https://download.pytorch.org/whl/cu124", "https://download.pytorch.org/whl/cu121", "https://download.pytorch.org/whl/cu118"], labels.Take(3));
    }

    [Fact]
    public void AnIndexHoldsWhatIsInIt()
    {
        var labels = Completed.At("setup.sh", "#!/bin/bash\npip install torch==$$ --index-url https://download.pytorch.org/whl/cu118\n").Labels;

        Assert.Contains("2.4.0", labels);
        Assert.DoesNotContain(EnvLint.Knowledge.Torch.Newest, labels);
        Assert.Equal(["2.4.0+cu118"], Completed.At("setup.sh", "#!/bin/bash\npip install torch==2.4.0+$$ --index-url https://download.pytorch.org/whl/cu118\n").Labels);
    }

    [Theory]
    [InlineData("pip install tensorf$$", "tensorflow")]
    [InlineData("pip install tensorflow[$$]", "and-cuda")]
    [InlineData("pip install \"jax[cuda$$\"", "cuda12")]
    [InlineData("pip install tensorflow==2.1$$", "2.15.0")]
    [InlineData("pip install jax==$$", "0.4.30")]
    [InlineData("pip install torch==2.9.0 vllm==$$", "0.12.0")]
    [InlineData("conda install -y pytorch=$$ -c pytorch -c nvidia", "2.5.1")]
    [InlineData("conda install pytorch=2.4.0 pytorch-cuda=$$ -c pytorch -c nvidia", "12.4")]
    [InlineData("mamba create -n x python=$$", "3.11")]
    [InlineData("conda install -c $$", "conda-forge")]
    [InlineData("conda install -c conda-forge pytorch cuda-version=$$", "12.9")]
    [InlineData("sudo apt-get install -y $$", "cuda-toolkit-12-4")]
    [InlineData("docker run --gpus $$", "all")]
    [InlineData("docker run --rm --gpus all nvidia/cuda:12.4.1-b$$ nvidia-smi", "12.4.1-base-ubuntu22.04")]
    [InlineData("docker pull nvid$$", "nvidia/cuda")]
    public void OtherWordsAre(string script, string label) => Assert.Contains(label, Completed.At("setup.sh", "#!/bin/bash\n" + script + "\n").Labels);

    [Theory]
    [InlineData("# Run\n\n```bash\n$ pip install torch==2.4.0 torchvision==$$\n```\n", "0.19.0")]
    [InlineData("# Run\n\n```powershell\nPS C:\\> pip install torch==2.4$$\n```\n", "2.4.1")]
    [InlineData("# Set up\n\n```ini title=\".wslconfig\"\n[wsl2]\nmem$$\n```\n", "memory")]
    [InlineData("# Build\n\n```dockerfile\nFROM nvidia/cuda:12.4.1-base$$\n```\n", "12.4.1-base-ubuntu22.04")]
    public void GuidesAreCompletedInTheirBlocks(string markup, string label) => Assert.Contains(label, Completed.At("README.md", markup).Labels);

    [Theory]
    [InlineData("setup.ps1", "pip install `\n  torch==2.4$$\n")]
    [InlineData("setup.bat", "pip install ^\n  torch==2.4$$\n")]
    public void ScriptsOfWindowsAreCompleted(string path, string markup) => Assert.Contains("2.4.1", Completed.At(path, markup).Labels);

    [Theory]
    [InlineData(new[] { "platform=linux" }, true)]
    [InlineData(new[] { "platform=wsl2" }, false)]
    [InlineData(new string[0], false)]
    public void TheDriverIsForALinuxMachine(string[] targets, bool isOffered) =>
        Assert.Equal(isOffered, Completed.At("setup.sh", "#!/bin/bash\nsudo apt-get install -y cuda-$$\n", targets).Labels.Contains("cuda-drivers"));

    [Theory]
    [InlineData("pip uninstall torch==$$")]
    [InlineData("pip install -r $$")]
    [InlineData("pip install --tor$$")]
    [InlineData("pip install ./to$$")]
    [InlineData("pip install torch==2.4.0; x$$")]
    [InlineData("pip install torch=$$")]
    [InlineData("pip install numpy==$$")]
    [InlineData("pip install --index-url https://example.org/simple torch==$$")]
    [InlineData("pip install --find-links https://example.org/wheels torch==$$")]
    [InlineData("pip install torch==2.4.0+$$")]
    [InlineData("echo pip install torch==$$")]
    [InlineData("# pip install torch==$$")]
    [InlineData("cat <<EOF\npip install torch==$$\nEOF")]
    [InlineData("x='\npip install torch==$$\n'")]
    [InlineData("conda install -n $$")]
    [InlineData("conda install pytorch=2.4.0=$$")]
    [InlineData("apt-get remove $$")]
    [InlineData("docker build -t nvidia/cuda:$$")]
    [InlineData("$$")]
    public void ElsewhereNothingIs(string script) => Assert.Empty(Completed.At("setup.sh", "#!/bin/bash\n" + script + "\n").Labels);

    [Theory]
    [InlineData("Use `pip install torch==$$`.\n")]
    [InlineData("# Run\n\n```\nout of torch==$$\n```\n")]
    [InlineData("# Run\n\n```python\nx = 'pip install torch==$$'\n```\n")]
    public void TextOfAGuideIsNone(string markup) => Assert.Empty(Completed.At("README.md", markup).Labels);
}
