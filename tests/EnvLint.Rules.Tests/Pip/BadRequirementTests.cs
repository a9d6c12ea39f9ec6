using EnvLint.Diagnostics;
using EnvLint.Rules.Pip;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Pip;

public sealed class BadRequirementTests() : RuleTest<BadRequirement>("requirements.txt")
{
    [Fact]
    public void One_equals_sign_is_none() => Reports(
        "numpy==1.26.4\ntorch[|=|]2.1.0  # pinned\n",
        "numpy==1.26.4\ntorch==2.1.0  # pinned\n",
        "pip refuses 'torch=2.1.0': '=' is no comparison: it is written '=='",
        Severity.Error,
        FixSafety.Suggested);

    [Fact]
    public void Asterisk_behind_an_order_was_taken_once()
    {
        var found = Reports(
            "torch>=[|2.1.*|]\n",
            "torch>=2.1\n",
            "pip refuses 'torch>=2.1.*': '.*' goes with '==' and '!=' only, not with '>='",
            Severity.Warning);
        Assert.Contains("24.1", Assert.Single(found[0].Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Local_version_has_no_order() => Reports(
        "torch>=[|2.1.0+cu118|]\n", "torch>=2.1.0\n", "pip refuses 'torch>=2.1.0+cu118': a local version ('+cu118') goes with '==' and '!=' only, not with '>='", Severity.Warning);

    [Fact]
    public void No_comma() => Reports("torch>=2.1 [|<3|]\n", message: "pip refuses 'torch>=2.1 <3': expected ',' before '<3'");

    [Fact]
    public void Two_commas() => Reports("torch>=2.1,[|,|]<3\n", "torch>=2.1,<3\n", "pip refuses 'torch>=2.1,,<3': a comma without a comparison in front of it");

    [Fact]
    public void Number_of_a_condition_without_quotes() => Reports(
        "torch==2.1; python_version < [|3.12|]\n", "torch==2.1; python_version < \"3.12\"\n", "pip refuses 'torch==2.1; python_version < 3.12': the text '3.12' needs quotes");

    [Fact]
    public void Version_without_comparison() => Reports("torch [|2.1|]\nnumpy\n", message: "pip refuses 'torch 2.1': expected a comparison such as '==' before '2.1'");

    [Fact]
    public void No_version() => Reports("torch==[|latest|]\nnumpy\n", message: "pip refuses 'torch==latest': 'latest' is no version of PEP 440");

    [Fact]
    public void Option_of_the_command_line() => Reports("[|-U|] torch\nnumpy [|--no-cache-dir|]\n", message: "pip takes '-U' on the command line only, not in a file\npip takes '--no-cache-dir' on the command line only, not in a file");

    [Fact]
    public void Across_a_continuation() => Reports("numpy\ntorch \\\n  [|=|]2.1 \\\n  --hash=sha256:0\n", "numpy\ntorch \\\n  ==2.1 \\\n  --hash=sha256:0\n");

    [Fact]
    public void Only_the_first_mistake_of_a_requirement_is_told() => Reports("torch[|=|]2.1 3 4; x\nnumpy\n", "torch==2.1 3 4; x\nnumpy\n".Replace("==2.1", "==2.1", StringComparison.Ordinal), message: null);

    [Fact]
    public void Constraints_and_sources_of_pip_tools()
    {
        Reports("torch[|=|]2.1\n", "torch==2.1\n", file: "constraints.txt");
        Reports("torch[|=|]2.1\n", "torch==2.1\n", file: "requirements.in");
    }

    [Fact]
    public void On_a_command_line()
    {
        Reports("RUN pip install 'torch[|=|]2.1' numpy\n", "RUN pip install 'torch==2.1' numpy\n", "pip refuses 'torch=2.1': '=' is no comparison: it is written '=='", file: "Dockerfile");
        Reports("pip install torch[|=|]2.1\n", "pip install torch==2.1\n", file: "setup.sh");
        Reports("uv pip install \"torch>=[|2.1.*|]\"\n", "uv pip install \"torch>=2.1\"\n", "uv refuses 'torch>=2.1.*': '.*' goes with '==' and '!=' only, not with '>='", Severity.Error, file: "setup.sh");
        Reports("python3 -m pip install torch==[|2.1.x|]\n", message: "pip refuses 'torch==2.1.x': '2.1.x' is no version of PEP 440", file: "setup.sh");
    }

    [Fact]
    public void Blanks_make_three_of_one()
    {
        Reports("pip install [|torch == 2.1|] numpy\n", "pip install torch==2.1 numpy\n", "the blanks around '==' make three requirements of one", file: "setup.sh");
        Reports("pip install [|torch \">=\" 2.1|]\n", message: "the blanks around '>=' make three requirements of one", file: "setup.sh");
    }

    [Fact]
    public void A_value_out_of_a_variable_has_its_place()
    {
        var found = Reports("T=torch=2.1\npip install [|$T|]\n", file: "setup.sh");
        Assert.Contains("T is 'torch=2.1' here", found[0].Related[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("torch==2.1.*\nnumpy (>=1.2,<2)\njax[cuda12]~=0.4.30 ; python_version>='3.9'\n")]
    [InlineData("torch == 2.1.0 , != 2.1.1\nnumpy>=1,\n")]
    [InlineData("torch @ https://x/torch-2.1-cp310-cp310-linux_x86_64.whl\n./a b.whl\n-e .[dev]\ngit+https://x/y@v1#egg=z\n")]
    [InlineData("-r base.txt\n--extra-index-url https://x\n--some-new-option x\n--hash=sha256:0\n")]
    [InlineData("torch==${TORCH}\n-e ${HERE}\n")]
    [InlineData("{% if gpu %}\ntorch=={{ version }}\n{% endif %}\nnumpy\n")]
    [InlineData("# conda create --name x --file this\npytorch=2.1.0=py3.10_cuda12.1_cudnn8_0\nnumpy=1.26\n")]
    [InlineData("python=3.10\npytorch=2.1\nnumpy\n")]
    [InlineData("Python 3.8 or newer\nCUDA 11.8\nA GPU with 8 GB of memory\n")]
    [InlineData("ruamel.yaml\nFlask_SQLAlchemy\nzope.interface>=5\n")]
    [InlineData("torch===2.1.0-weird\n")]
    public void Good_files_are_silent(string text) => IsSilent(text);

    [Theory]
    [InlineData("pip install 'torch>=2.1' numpy==1.* \"tqdm ; python_version < '3.9'\"\n")]
    [InlineData("pip install torch==$V \"numpy$SPEC\" -r requirements.txt\n")]
    [InlineData("pip install dist/*.whl ./x .[dev] *.whl\n")]
    [InlineData("pip install torch=>2.1\n")]
    [InlineData("pip install x --new-option a=b --config-settings cmake.args=-DX=1 --global-option=\"--a=b\"\n")]
    [InlineData("pip uninstall torch=2.1\n")]
    [InlineData("echo pip install torch=2.1\n")]
    [InlineData("conda install pytorch=2.1\n")]
    [InlineData("pip install torch -c constraints.txt --index-url=https://x/y=z\n")]
    public void Good_commands_are_silent(string text) => IsSilent(text, file: "setup.sh");

    [Fact]
    public void Requirements_inside_a_text_of_conda_are_no_lines_of_pip() => IsSilent("RUN conda install -y pytorch=2.1\n", file: "Dockerfile");

    [Fact]
    public void A_variable_that_was_meant_for_another_command_is_no_version() =>
        Reports("pip install -r build.txt VLLM_TARGET_DEVICE[|=|]cpu python\npip install torch[|=|]2.1\n", "pip install -r build.txt VLLM_TARGET_DEVICE=cpu python\npip install torch==2.1\n", file: "setup.sh");
}
