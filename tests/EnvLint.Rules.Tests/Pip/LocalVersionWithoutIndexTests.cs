using EnvLint.Diagnostics;
using EnvLint.Rules.Pip;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Pip;

public sealed class LocalVersionWithoutIndexTests() : RuleTest<LocalVersionWithoutIndex>("setup.sh")
{
    private const string Index = "https://download.pytorch.org/whl";

    [Fact]
    public void On_PyPI() => Reports(
        "pip install [|torch==2.1.0+cu118|] torchvision==0.16.0+cu118 numpy\n",
        $"pip install torch==2.1.0+cu118 --extra-index-url {Index}/cu118 torchvision==0.16.0+cu118 numpy\n",
        "'torch==2.1.0+cu118' is a local version, which PyPI never has, and no index is named that has it",
        Severity.Error,
        FixSafety.Suggested);

    [Fact]
    public void Plain_pin_in_an_index_that_ended_before() => Reports(
        $"pip install [|torch==2.8.0|] torchvision==0.23.0 --index-url {Index}/cu118\n",
        $"pip install torch==2.8.0 torchvision==0.23.0 --index-url {Index}/cu126\n",
        "'torch==2.8.0' is not in the index that is asked: that release was never built for cu118",
        Severity.Error,
        FixSafety.Suggested);

    [Fact]
    public void Plain_pin_in_an_index_that_began_later() => Reports(
        $"pip install [|torch==1.13.1|] --index-url {Index}/cu121\n", $"pip install torch==1.13.1 --index-url {Index}/cu117\n");

    [Fact]
    public void Companion_alone() => Reports(
        $"--index-url {Index}/cu128\n[|torchvision==0.27.0|]\n", $"--index-url {Index}/cu130\ntorchvision==0.27.0\n", file: "requirements.txt");

    [Fact]
    public void Index_that_never_was() => Reports(
        $"pip install [|torch|] torchvision --index-url {Index}/cu122\n",
        message: "'torch' is not in the index that is asked: no release was ever built for cu122");

    [Fact]
    public void Uv_stays_with_the_first_index() => Reports(
        $"uv pip install [|torch==2.8.0|] --extra-index-url {Index}/cu118\n", $"uv pip install torch==2.8.0 --extra-index-url {Index}/cu126\n");

    [Fact]
    public void On_a_mirror_of_PyPI() => Reports(
        "pip install -i https://pypi.tuna.tsinghua.edu.cn/simple [|torch==2.1.0+cu118|]\n",
        $"pip install -i https://pypi.tuna.tsinghua.edu.cn/simple torch==2.1.0+cu118 --extra-index-url {Index}/cu118\n");

    [Fact]
    public void In_an_image() => Reports(
        "FROM python:3.11-slim\nRUN pip install [|'torch==2.1.0+cpu'|] \\\n    numpy\n",
        $"FROM python:3.11-slim\nRUN pip install 'torch==2.1.0+cpu' --extra-index-url {Index}/cpu \\\n    numpy\n",
        file: "Dockerfile");

    [Fact]
    public void An_image_that_is_not_known_may_have_an_index() => Reports(
        "FROM registry.example.org/x:1\nRUN pip install [|torch==2.1.0+cu118|]\n",
        $"FROM registry.example.org/x:1\nRUN pip install torch==2.1.0+cu118 --extra-index-url {Index}/cu118\n",
        severity: Severity.Warning,
        confidence: Confidence.Medium,
        file: "Dockerfile");

    [Fact]
    public void A_requirements_file_may_be_installed_with_one() => Reports(
        "numpy\n[|torch==2.1.0+cu118|]\n",
        $"--extra-index-url {Index}/cu118\nnumpy\ntorch==2.1.0+cu118\n",
        severity: Severity.Warning,
        confidence: Confidence.Medium,
        file: "requirements.txt");

    [Fact]
    public void Another_project() => Reports(
        "pip install [|mypackage==1.0+local|]\n", message: "'mypackage==1.0+local' is a local version, which PyPI never has, and no index is named that has it");

    [Fact]
    public void The_index_of_another_build()
    {
        var found = Reports(
            $"pip install [|torch==2.1.0+cu118|] --index-url {Index}/cu121\n",
            $"pip install torch==2.1.0+cu118 --index-url {Index}/cu118\n",
            "'torch==2.1.0+cu118' is not in the index that is asked: 'cu121' has builds for cu121 only",
            Severity.Error,
            FixSafety.Suggested);
        Assert.Contains("cu121 is named here", found[0].Related[0].Message, StringComparison.Ordinal);
        Reports(
            $"--extra-index-url {Index}/cpu\n[|torch==2.1.0+cu118|]\n",
            $"--extra-index-url {Index}/cu118\ntorch==2.1.0+cu118\n",
            severity: Severity.Error,
            file: "requirements.txt");
        Reports(
            $"FROM python:3.11\nENV PIP_EXTRA_INDEX_URL={Index}/cu121\nRUN pip install [|torch==2.1.0+cu118|]\n",
            $"FROM python:3.11\nENV PIP_EXTRA_INDEX_URL={Index}/cu118\nRUN pip install torch==2.1.0+cu118\n",
            file: "Dockerfile");
    }

    [Fact]
    public void A_build_that_no_release_has()
    {
        Reports($"pip install [|torch==2.1.0+cu122|] --index-url {Index}/cu122\n", message: "there is no 'torch==2.1.0+cu122': no release was ever built for cu122", severity: Severity.Error);
        Reports("pip install [|torchvision==0.16.0+cu123|]\n", message: "there is no 'torchvision==0.16.0+cu123': no release was ever built for cu123");
    }

    [Fact]
    public void A_build_that_this_release_lacks()
    {
        var found = Reports(
            $"--extra-index-url {Index}/cu128\n[|torch==2.12.0+cu128|]\n", message: "there is no 'torch==2.12.0+cu128': that release was never built for cu128", file: "requirements.txt");
        Assert.StartsWith("there are cu", found[0].Label, StringComparison.Ordinal);
        Reports($"pip install [|torchvision==0.20.1+cu126|] -i {Index}/cu126\n", message: "there is no 'torchvision==0.20.1+cu126': that release was never built for cu126");
    }

    [Fact]
    public void A_version_out_of_a_variable()
    {
        var found = Reports("V=2.1.0+cu118\npip install [|torch==$V|]\n");
        Assert.Contains("V is '2.1.0+cu118' here", found[0].Related[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData($"pip install torch==2.1.0+cu118 --index-url {Index}/cu118\n")]
    [InlineData($"pip install torch==2.1.0+cu118 --extra-index-url {Index}/cu118/\n")]
    [InlineData($"pip install torch==2.1.0+cu118 -f {Index}/torch_stable.html\n")]
    [InlineData($"pip install torch==2.1.0+cu118 -f {Index}/cu118/torch_stable.html\n")]
    [InlineData($"pip install torch==2.1.0+cu121.with.pypi.cudnn -i {Index}/cu121\n")]
    [InlineData($"pip install torch==2.1.0+cu118 -i {Index}/cu121 --extra-index-url {Index}/cu118\n")]
    [InlineData($"pip install torch==2.4.1+rocm6.1 -i {Index}/rocm6.1\n")]
    [InlineData("pip install torch==2.1.0+cu118 --extra-index-url https://pypi.example.org/simple\n")]
    [InlineData("pip install torch==2.1.0+cu118 -f /wheels\n")]
    [InlineData($"pip install torch==2.8.0 --index-url {Index}/cu129\n")]
    [InlineData($"pip install torch==2.8.0 --extra-index-url {Index}/cu118\n")]
    [InlineData($"pip install torch==2.8.0 -i {Index}/cu118 --extra-index-url https://pypi.org/simple\n")]
    [InlineData($"pip install torch==2.8.0 -i {Index}/cu118 -f /wheels\n")]
    [InlineData($"pip install 'torch>=2.8' -i {Index}/cu118\n")]
    [InlineData($"pip install --pre torch==2.8.0 -i {Index}/nightly/cu118\n")]
    [InlineData($"pip install torch==99.1.0 -i {Index}/cu118\n")]
    [InlineData($"pip install torch==1.8.2 torchvision==0.9.2 -i {Index}/lts/1.8/cu111\n")]
    [InlineData($"pip install torch==2.12.0 torchaudio==2.11.0 -i {Index}/cu132\n")]
    [InlineData($"pip install torch --extra-index-url {Index}/cu122\n")]
    [InlineData($"pip install torch==2.8.0 -r requirements.txt -i {Index}/cu118\n")]
    [InlineData("pip install --no-index torch==2.1.0+cu118\n")]
    [InlineData("pip install torch==2.1.0+cu118 $OPTIONS\n")]
    [InlineData("pip install torch==2.1.0+cu118 -r requirements.txt\n")]
    [InlineData($"export PIP_EXTRA_INDEX_URL={Index}/cu118\npip install torch==2.1.0+cu118\n")]
    [InlineData("pip config set global.extra-index-url https://x\npip install torch==2.1.0+cu118\n")]
    [InlineData("uv pip install torch==2.7.0+cu128 --torch-backend cu128\n")]
    [InlineData("uv add torch==2.7.0+cu128\n")]
    [InlineData("pip install torch==2.1.0 'torchvision>=0.16'\n")]
    [InlineData("pip install torch-scatter==2.1.2+pt21cu118 -f https://data.pyg.org/whl/torch-2.1.0+cu118.html\n")]
    [InlineData("pip install https://download.pytorch.org/whl/cu118/torch-2.1.0%2Bcu118-cp310-cp310-linux_x86_64.whl\n")]
    [InlineData("pip install 'torch!=2.1.0+cu118'\n")]
    [InlineData("conda install pytorch==2.1.0+cu118\n")]
    [InlineData("pip uninstall -y torch==2.1.0+cu118\n")]
    public void What_an_index_may_have_is_silent(string text) => IsSilent(text);

    [Fact]
    public void A_platform_that_does_not_apply_is_silent() => IsSilent("FROM python:3.11\nRUN pip install \"torch==2.1.0+cu118; sys_platform == 'win32'\"\n", file: "Dockerfile");

    [Fact]
    public void Sources_that_markers_choose_are_silent()
    {
        IsSilent(
            $$"""
            [project]
            name = "app"
            [project.optional-dependencies]
            gpu = ["torch==2.8.0+cu126 ; platform_machine == 'x86_64'", "torch==2.8.0+cu129 ; platform_machine == 'aarch64'"]
            [tool.uv.sources]
            torch = [
              { index = "cu126", extra = "gpu", marker = "platform_machine == 'x86_64'" },
              { index = "cu129", extra = "gpu", marker = "platform_machine == 'aarch64'" },
            ]
            [[tool.uv.index]]
            name = "cu126"
            url = "{{Index}}/cu126"
            explicit = true
            [[tool.uv.index]]
            name = "cu129"
            url = "{{Index}}/cu129"
            explicit = true
            """,
            file: "pyproject.toml");
        IsSilent(
            $$"""
            [project]
            name = "app"
            [project.optional-dependencies]
            cpu = ["torch (==2.7.1)"]
            cuda = ["torch (==2.7.1+cu126)"]
            [tool.poetry.dependencies]
            torch = [
              { markers = "extra == 'cpu' and extra != 'cuda'", source = "cpu" },
              { markers = "extra == 'cuda' and extra != 'cpu'", source = "cuda" },
            ]
            [[tool.poetry.source]]
            name = "cpu"
            url = "{{Index}}/cpu"
            priority = "explicit"
            [[tool.poetry.source]]
            name = "cuda"
            url = "{{Index}}/cu126"
            priority = "explicit"
            """,
            file: "pyproject.toml");
    }

    [Fact]
    public void One_source_for_all_machines_is_held_against_what_is_asked()
    {
        const string Text = """
            [project]
            name = "app"
            dependencies = ["[|torch==2.7.1+cu126|]"]
            [tool.poetry.dependencies]
            torch = { source = "cpu" }
            [[tool.poetry.source]]
            name = "cpu"
            url = "https://download.pytorch.org/whl/cpu"
            priority = "explicit"
            """;
        var mended = Text.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal).Replace("whl/cpu", "whl/cu126", StringComparison.Ordinal);
        Reports(Text, mended, "'torch==2.7.1+cu126' is not in the index that is asked: 'cpu' has builds for cpu only", file: "pyproject.toml");
    }

    [Fact]
    public void A_constraint_asks_for_nothing() => IsSilent("torch==2.1.0+cu118\n", file: "constraints.txt");

    [Fact]
    public void The_command_asks_another_index_than_the_list_needs()
    {
        Beside("requirements.txt", "torch==2.1.0+cu118\n");
        Reports(
            $"pip install -r [|requirements.txt|] --extra-index-url {Index}/cu121\n",
            $"pip install -r requirements.txt --extra-index-url {Index}/cu118\n",
            "'torch==2.1.0+cu118' is not in the index that is asked: 'cu121' has builds for cu121 only");
        Reports($"FROM python:3.10\nCOPY requirements.txt .\nRUN pip install -r [|requirements.txt|] --index-url {Index}/cu121\n", $"FROM python:3.10\nCOPY requirements.txt .\nRUN pip install -r requirements.txt --index-url {Index}/cu118\n", file: "Dockerfile");
    }

    [Fact]
    public void A_list_names_the_index_for_the_command()
    {
        Beside("requirements.txt", $"--extra-index-url {Index}/cu118\nnumpy\n");
        IsSilent("pip install torch==2.1.0+cu118 -r requirements.txt\n");
        Beside("plain.txt", "torch==2.1.0+cu118\n");
        IsSilent($"pip install -r plain.txt --extra-index-url {Index}/cu118\n");
        IsSilent("pip install -r plain.txt\n");
        IsSilent("pip install -r missing.txt torch==2.1.0+cu118\n");
    }

    [Fact]
    public void A_list_that_names_none_leaves_the_command_without() => WithList();

    private void WithList()
    {
        Beside("requirements.txt", "numpy\n");
        Reports("pip install -r requirements.txt [|torch==2.1.0+cu118|]\n", $"pip install -r requirements.txt torch==2.1.0+cu118 --extra-index-url {Index}/cu118\n");
    }
}
