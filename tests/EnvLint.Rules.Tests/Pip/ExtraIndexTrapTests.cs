using EnvLint.Diagnostics;
using EnvLint.Rules.Pip;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Pip;

public sealed class ExtraIndexTrapTests() : RuleTest<ExtraIndexTrap>("Dockerfile")
{
    private const string Index = "https://download.pytorch.org/whl";

    [Fact]
    public void The_index_has_ended()
    {
        var found = Reports(
            $"FROM python:3.12\nRUN pip install [|torch|] torchvision --extra-index-url {Index}/cu121\n",
            $"FROM python:3.12\nRUN pip install torch torchvision --index-url {Index}/cu121\n",
            severity: Severity.Warning,
            safety: FixSafety.Safe);
        Assert.Matches("^'torch' comes from PyPI as [0-9.]+ with CUDA 1[3-9]\\.[0-9]: the index cu121 has nothing newer than 2\\.5\\.1, and pip takes the newest of both$", found[0].Message);
    }

    [Fact]
    public void The_option_with_an_equals_sign() => Reports(
        $"pip3 install --extra-index-url={Index}/cu118 [|'torch>=2.0'|]\n", $"pip3 install --index-url={Index}/cu118 'torch>=2.0'\n", file: "setup.sh");

    [Fact]
    public void Beside_other_projects_there_is_no_plain_edit()
    {
        Reports($"FROM python:3.12\nRUN pip install [|torch|] transformers --extra-index-url {Index}/cu121\n");
        Reports($"--extra-index-url {Index}/cu124\n[|torch>=2.4|]\ntransformers\n", file: "requirements.txt");
        Reports($"FROM python:3.12\nENV PIP_EXTRA_INDEX_URL={Index}/cu121\nRUN pip install [|torch|]\n");
    }

    [Fact]
    public void An_index_that_never_was()
    {
        Reports($"numpy\n--extra-index-url {Index}/cu122\n[|torch|]\n", message: "'torch' does not come from cu122: no release was ever built for it, and pip goes on with PyPI", file: "requirements.txt");
        Reports($"FROM python:3.12\nRUN pip install [|torch==2.3.1|] --extra-index-url {Index}/cu123\n");
    }

    [Fact]
    public void A_release_that_the_index_has_not() => Reports(
        $"FROM python:3.12\nRUN pip install [|torch==2.6.0|] numpy --extra-index-url {Index}/cu121\n", message: "'torch==2.6.0' comes from PyPI, with CUDA 12.4: the index cu121 has no build of it");

    [Theory]
    [InlineData("pip install torch --index-url {0}/cu121")]
    [InlineData("pip install torch==2.5.1+cu121 --extra-index-url {0}/cu121")]
    [InlineData("pip install torch --index-url {0}/cu122")]
    [InlineData("pip install torch==2.5.1+cu122 --extra-index-url {0}/cu122")]
    [InlineData("pip install numpy --extra-index-url {0}/cu122")]
    [InlineData("pip install torch --extra-index-url {0}/cu122 --extra-index-url https://wheels.example.com/simple")]
    [InlineData("pip install torch==2.5.1 --extra-index-url {0}/cu121")]
    [InlineData("pip install 'torch<2.6' --extra-index-url {0}/cu121")]
    [InlineData("pip install torch torchvision==0.20.1 --extra-index-url {0}/cu121")]
    [InlineData("pip install torch --extra-index-url {0}/cpu")]
    [InlineData("pip install torch --extra-index-url {0}/cu126")]
    [InlineData("pip install --pre torch --extra-index-url {0}/nightly/cu128")]
    [InlineData("uv pip install torch --extra-index-url {0}/cu121")]
    [InlineData("pip install torch xformers --extra-index-url {0}/cu121")]
    [InlineData("pip install torch --extra-index-url {0}/cu121 -c constraints.txt")]
    [InlineData("pip install torch --extra-index-url {0}/cu121 --extra-index-url https://pypi.example.org/simple")]
    [InlineData("pip install numpy --extra-index-url {0}/cu121")]
    [InlineData("pip install torch==2.5.1 && pip install torch --extra-index-url {0}/cu121")]
    public void Others_are_silent(string command) => IsSilent("FROM python:3.12\nRUN " + string.Format(System.Globalization.CultureInfo.InvariantCulture, command, Index) + "\n");

    [Fact]
    public void A_constraint_may_decide() => IsSilent($"FROM python:3.12\nENV PIP_CONSTRAINT=/c.txt\nRUN pip install torch --extra-index-url {Index}/cu121\n");

    [Fact]
    public void An_image_that_is_not_known_may_have_torch() => IsSilent($"FROM pytorch/pytorch:2.5.1-cuda12.1-cudnn9-runtime\nRUN pip install torch --extra-index-url {Index}/cu121\n");

    [Fact]
    public void The_command_names_the_index_and_a_list_the_request()
    {
        Beside("requirements.txt", "torch\nnumpy\n");
        Reports($"FROM python:3.12\nCOPY requirements.txt .\nRUN pip install -r [|requirements.txt|] --extra-index-url {Index}/cu121\n");
        Beside("whole.txt", $"--extra-index-url {Index}/cu121\ntorch\n");
        IsSilent("FROM python:3.12\nCOPY whole.txt .\nRUN pip install -r whole.txt\n");
    }
}
