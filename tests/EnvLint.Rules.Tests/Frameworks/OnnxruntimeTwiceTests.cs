using EnvLint.Diagnostics;
using EnvLint.Rules.Frameworks;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Frameworks;

public sealed class OnnxruntimeTwiceTests() : RuleTest<OnnxruntimeTwice>("setup.sh")
{
    [Fact]
    public void In_one_command()
    {
        var found = Reports(
            "pip install onnxruntime [|onnxruntime-gpu|]\n", fixedText: "pip install onnxruntime-gpu\n",
            message: "'onnxruntime-gpu' and 'onnxruntime' bring the same module: the one that is installed last overwrites the other, and the GPU is often not found");
        Assert.Single(found[0].Related);
    }

    [Fact]
    public void In_one_environment() => Reports("FROM python:3.11\nRUN pip install onnxruntime-gpu==1.19.2\nRUN pip install [|onnxruntime|]\n", file: "Dockerfile");

    [Fact]
    public void On_one_system() => Reports("pip install onnxruntime \"numpy<2\" [|\"onnxruntime_gpu; sys_platform == 'linux'\"|]\n", fixedText: "pip install \"numpy<2\" \"onnxruntime_gpu; sys_platform == 'linux'\"\n");

    [Theory]
    [InlineData("pip install onnxruntime-gpu")]
    [InlineData("pip install onnxruntime")]
    [InlineData("pip install onnxruntime-gpu onnxruntime-extensions onnx")]
    [InlineData("pip install \"onnxruntime; sys_platform == 'darwin'\" \"onnxruntime-gpu; sys_platform != 'darwin'\"")]
    [InlineData("pip uninstall -y onnxruntime\npip install onnxruntime-gpu")]
    [InlineData("pip install onnxruntime\npip uninstall -y onnxruntime\npip install onnxruntime-gpu")]
    [InlineData("if command -v nvidia-smi; then pip install onnxruntime-gpu; else pip install onnxruntime; fi")]
    [InlineData("python -m venv a\na/bin/pip install onnxruntime\npython -m venv b\nb/bin/pip install onnxruntime-gpu")]
    public void Others(string commands) => IsSilent(commands + "\n");

    [Fact]
    public void One_of_them_stands_in_a_list()
    {
        Beside("requirements.txt", "onnxruntime\n");
        BesideFixed("requirements.txt", "");
        Reports("FROM python:3.11\nCOPY requirements.txt .\nRUN pip install -r requirements.txt [|onnxruntime-gpu|]\n", file: "Dockerfile");
        BesideFixed("requirements.txt", "");
        Reports("FROM python:3.11\nCOPY requirements.txt .\nRUN pip install onnxruntime-gpu\nRUN pip install -r [|requirements.txt|]\n", file: "Dockerfile");
        Beside("both.txt", "onnxruntime\nonnxruntime-gpu\n");
        IsSilent("FROM python:3.11\nCOPY both.txt .\nRUN pip install -r both.txt\n", file: "Dockerfile");
    }

    [Theory]
    [InlineData("requirements.txt", "onnxruntime\n[|onnxruntime-gpu==1.19.2|]\nnumpy\n", "onnxruntime-gpu==1.19.2\nnumpy\n")]
    [InlineData("setup.sh", "pip install onnxruntime-gpu==1.19.2 numpy [|onnxruntime|]\n", "pip install onnxruntime-gpu==1.19.2 numpy\n")]
    public void The_plain_one_goes(string file, string text, string mended) => Reports(text, fixedText: mended, file: file, safety: FixSafety.Suggested);
}
