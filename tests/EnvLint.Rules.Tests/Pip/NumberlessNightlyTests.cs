using EnvLint.Diagnostics;
using EnvLint.Rules.Pip;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Pip;

public sealed class NumberlessNightlyTests() : RuleTest<NumberlessNightly>("setup.sh")
{
    private const string Nightly = "https://download.pytorch.org/whl/nightly/cu128";

    [Fact]
    public void Without_a_number() => Reports(
        $"pip install --pre [|torch|] torchvision torchaudio --index-url {Nightly}\n", message: "'torch' from the nightly index is another build each day, and none of them stays", severity: Severity.Warning);

    [Fact]
    public void In_other_places()
    {
        Reports($"FROM python:3.12\nENV PIP_EXTRA_INDEX_URL={Nightly}\nRUN pip install --pre [|torch|]\n", file: "Dockerfile");
        Reports($"--pre\n--extra-index-url {Nightly}\nnumpy\n[|torch|]\ntorchvision\n", file: "requirements.txt");
        Reports("pip install --pre [|torch|] -f https://download.pytorch.org/whl/nightly/cu118/torch_nightly.html\n");
        Reports($"uv pip install --pre [|torch|] --index-url {Nightly}\n");
    }

    [Fact]
    public void With_a_day()
    {
        Reports($"pip install --pre [|torch==2.10.0.dev20251101+cu128|] --index-url {Nightly}\n", message: "'torch 2.10.0.dev20251101+cu128' is a nightly build: PyTorch removes it after some months");
        Reports("[|torchvision==0.25.0.dev20251101|]\n", file: "requirements.txt");
        Reports("[|torch @ https://download.pytorch.org/whl/nightly/cu128/torch-2.10.0.dev20251101%2Bcu128-cp312-cp312-linux_x86_64.whl|]\n", file: "requirements.txt");
    }

    [Theory]
    [InlineData("pip install torch==2.10.0 --index-url https://download.pytorch.org/whl/cu128\n")]
    [InlineData("pip install --pre torch\n")]
    [InlineData("pip install numpy --extra-index-url https://download.pytorch.org/whl/nightly/cu128\n")]
    [InlineData("pip install torch==2.6.0 --extra-index-url https://download.pytorch.org/whl/nightly/cu128\n")]
    [InlineData("pip install mypackage==1.0.dev20251101\n")]
    [InlineData("pip install torch==2.10.0.dev3\n")]
    [InlineData("echo pip install --pre torch -i https://download.pytorch.org/whl/nightly/cu128\n")]
    [InlineData("pip install torch -i https://x.org/nightly/\n")]
    public void Others_are_silent(string text) => IsSilent(text);
}
