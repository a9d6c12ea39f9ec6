using EnvLint.Rules.Stack;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Stack;

public sealed class UnsatisfiableTests() : RuleTest<Unsatisfiable>("requirements.txt")
{
    [Fact]
    public void No_Python_has_both()
    {
        var found = Reports(
            "torch==2.12.0\nnumpy\n[|tensorflow==2.7.4|]\n",
            message: "torch 2.12.0+cu130, a build for CUDA 13.0, and tensorflow 2.7.4 cannot hold together: torch 2.12.0+cu130 is for Python 3.10 to 3.14, tensorflow 2.7.4 is for Python 3.7 to 3.9");
        Assert.Equal("torch 2.12.0+cu130 is asked for here", Assert.Single(found[0].Related).Message);
    }

    [Fact]
    public void In_one_command() => Reports("pip install torch==2.12.0 [|tensorflow==2.7.4|]\n", file: "setup.sh");

    [Theory]
    [InlineData("torch==2.12.0\ntensorflow==2.18.1\n")]
    [InlineData("torch==2.9.0\ntensorflow==2.10.1\n")]
    [InlineData("torch==2.12.0\ntensorflow>=2.7\n")]
    [InlineData("torch\ntensorflow==2.7.4\n")]
    [InlineData("torch==2.12.0; python_version >= '3.10'\ntensorflow==2.7.4; python_version < '3.10'\n")]
    [InlineData("--index-url https://pypi.corp/simple\ntorch==2.12.0\ntensorflow==2.7.4\n")]
    [InlineData("torch==99.0\ntensorflow==2.7.4\n")]
    public void Some_Python_does_or_nobody_knows(string text) => IsSilent(text);

    [Theory]
    [InlineData("python -m venv a && . a/bin/activate\npip install torch==2.12.0\ndeactivate\npython -m venv b && . b/bin/activate\npip install tensorflow==2.7.4\n")]
    [InlineData("if [ -n \"$OLD\" ]; then pip install tensorflow==2.7.4; else pip install torch==2.12.0; fi\n")]
    public void They_do_not_meet(string text) => IsSilent(text, file: "setup.sh");

    [Fact]
    public void Alternatives_of_a_guide() => IsSilent("# A\n\n```bash\npip install torch==2.12.0\n```\n\nor\n\n```bash\npip install tensorflow==2.7.4\n```\n", file: "README.md");
}
