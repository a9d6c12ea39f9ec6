using EnvLint.Diagnostics;
using EnvLint.Rules.Conda;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Conda;

public sealed class TwoCudaStacksTests() : RuleTest<TwoCudaStacks>("setup.sh")
{
    private const string Cuda = "conda create -n x pytorch==2.3.1 pytorch-cuda=12.1 -c pytorch -c nvidia\nconda activate x\n";

    [Theory]
    [InlineData(Cuda + "pip install [|torch==2.6.0|]", Severity.Error)]
    [InlineData(Cuda + "pip install [|torch==2.3.1+cu118|] --index-url https://download.pytorch.org/whl/cu118", Severity.Error)]
    [InlineData(Cuda + "pip install -U [|torch|]", Severity.Warning)]
    [InlineData("conda create -n x -c conda-forge 'pytorch=2.3.*=*cuda*'\nconda activate x\npip install [|torch==2.3.1+cu121|]", Severity.Warning)]
    [InlineData("conda create -n x -c conda-forge tensorflow=2.14.0=cuda118py310h148f8e9_0\nconda activate x\npip install [|tensorflow[and-cuda]==2.15.0|]", Severity.Error)]
    [InlineData("conda create -n x cupy=12.0 cuda-version=12.4 -c conda-forge\nconda activate x\npip install [|cupy-cuda12x[ctk]==13.0|]", Severity.Error)]
    public void Framework_twice(string markup, Severity severity) => Reports(markup + "\n", severity: severity);

    [Fact]
    public void In_an_environment_file()
    {
        var found = Reports(
            "channels: [pytorch, nvidia]\ndependencies:\n  - pytorch=2.3\n  - pytorch-cuda=12.1\n  - pip\n  - pip:\n    - [|torch==2.6.0|]\n",
            message: "two CUDA builds of one framework: pip's 'torch==2.6.0' replaces conda's 'pytorch=2.3' and brings a CUDA of its own",
            severity: Severity.Error,
            file: "environment.yml");
        Assert.Equal(["conda installs 'pytorch' here", "'pytorch-cuda=12.1' chooses its CUDA"], found[0].Related.Select(static place => place.Message));
    }

    [Theory]
    [InlineData(Cuda + "pip install torch")]
    [InlineData(Cuda + "pip install torch==2.6.0+cpu --index-url https://download.pytorch.org/whl/cpu")]
    [InlineData(Cuda + "pip install torch==2.6.0 --index-url https://download.pytorch.org/whl/cpu")]
    [InlineData(Cuda + "pip install transformers")]
    [InlineData("conda create -n x pytorch==2.3.1 cpuonly -c pytorch\nconda activate x\npip install torch==2.6.0")]
    [InlineData("conda create -n x cudatoolkit=11.8 cudnn\nconda activate x\npip install 'tensorflow==2.12.0' torch==2.6.0")]
    [InlineData("conda create -n x pytorch -c conda-forge\nconda activate x\npip install torch==2.6.0")]
    [InlineData("conda create -n x cupy=12.0 cuda-version=12.4 -c conda-forge\nconda activate x\npip install cupy-cuda12x==13.0")]
    [InlineData("conda create -n x onnxruntime=1.17 cuda-version=12.4 -c conda-forge\nconda activate x\npip install onnxruntime-gpu==1.20.0")]
    [InlineData("conda create -n x jax=0.4.30 cuda-version=12.4 -c conda-forge\nconda activate x\npip install 'jax[cuda12-local]==0.5.0'")]
    public void Silent(string script) => IsSilent(script + "\n");
}
