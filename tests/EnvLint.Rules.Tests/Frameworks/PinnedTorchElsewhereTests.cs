using EnvLint.Diagnostics;
using EnvLint.Rules.Frameworks;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Frameworks;

public sealed class PinnedTorchElsewhereTests() : RuleTest<PinnedTorchElsewhere>("requirements.txt")
{
    [Fact]
    public void In_one_list()
    {
        var found = Reports(
            "torch==2.4.0\n[|vllm==0.8.5|]\n",
            fixedText: "torch==2.6.0\nvllm==0.8.5\n",
            message: "vllm 0.8.5 asks for torch 2.6.0, and 'torch==2.4.0' beside it is another: pip finds nothing that fits both",
            safety: FixSafety.Suggested);
        Assert.Single(found[0].Related);
    }

    [Fact]
    public void A_range_without_it() => Reports("torch>=2.5\n[|vllm==0.6.1.post2|]\n");

    [Fact]
    public void With_companions_it_is_not_one_edit() => Reports("torch==2.4.0\ntorchvision==0.19.0\n[|xformers==0.0.28.post2|]\n");

    [Fact]
    public void The_earlier_torch_is_replaced() => Reports(
        "pip install torch==2.3.1 --index-url https://download.pytorch.org/whl/cu121\npip install [|xformers==0.0.28.post1|]\n",
        message: "xformers 0.0.28.post1 asks for torch 2.4.1 and puts it in the place of 'torch==2.3.1'",
        file: "setup.sh");

    [Fact]
    public void The_later_torch_breaks_it() => Reports(
        "FROM python:3.11\nRUN pip install [|vllm==0.10.2|]\nRUN pip install torch==2.7.1\n",
        message: "vllm 0.10.2 asks for torch 2.8.0, and 'torch==2.7.1' takes its place afterwards",
        file: "Dockerfile");

    [Fact]
    public void One_half_in_a_linked_file()
    {
        Beside("requirements.txt", "torch==2.4.0\nnumpy\n");
        var found = Reports("pip install -r requirements.txt\npip install [|vllm==0.8.5|]\n", file: "setup.sh");
        Assert.Equal("requirements.txt", found[0].Related[0].Source.Path);
    }

    [Theory]
    [InlineData("torch==2.6.0\nvllm==0.8.5")]
    [InlineData("torch==2.6.0+cu124\nvllm==0.8.5.post1")]
    [InlineData("torch\nvllm==0.8.5")]
    [InlineData("torch>=2.4\nvllm==0.8.5")]
    [InlineData("torch==2.4.0\nvllm>=0.8.5")]
    [InlineData("torch==2.4.0\nvllm")]
    [InlineData("torch==2.4.0\nvllm==0.9.1")]
    [InlineData("torch==2.4.0\nvllm==0.10.1")]
    [InlineData("torch==2.4.0\nvllm==0.99.0")]
    [InlineData("torch==2.0.1\nxformers==0.0.22.post7")]
    [InlineData("torch==2.12.0\nxformers==0.0.35")]
    [InlineData("torch==2.4.0; sys_platform == 'win32'\nvllm==0.8.5; sys_platform == 'linux'")]
    [InlineData("torch==2.4.0\nxformers==0.0.28.post1; sys_platform == 'darwin'")]
    [InlineData("torch==2.4.1\nxformers==0.0.28.post1+cu118")]
    public void Others(string text) => IsSilent(text + "\n");

    [Theory]
    [InlineData("pip install torch==2.3.1\npip install --no-deps xformers==0.0.28.post1")]
    [InlineData("pip install torch==2.1.0\npip install xformers==0.0.23 --no-dependencies")]
    [InlineData("pip install torch==2.3.1\npip install xformers==0.0.28.post1\npip install torch==2.4.1")]
    [InlineData("pip install vllm==0.8.5\npip install vllm==0.10.2\npip install torch==2.8.0")]
    [InlineData("python -m venv a\na/bin/pip install torch==2.3.1\npython -m venv b\nb/bin/pip install vllm==0.8.5")]
    [InlineData("pip install torch==2.3.1\npip uninstall -y torch\npip install vllm==0.8.5")]
    public void Commands(string text) => IsSilent(text + "\n", file: "setup.sh");
}
