using EnvLint.Diagnostics;
using EnvLint.Rules.Pip;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Pip;

public sealed class UndefinedSourceTests() : RuleTest<UndefinedSource>("pyproject.toml")
{
    private const string Index = """

        [[tool.uv.index]]
        name = "pytorch-cu124"
        url = "https://download.pytorch.org/whl/cu124"
        explicit = true

        """;

    [Fact]
    public void A_mistyped_index_of_uv() => Reports(
        "[tool.uv.sources]\ntorch = { index = \"[|pytorch-cu12|]\" }\n" + Index,
        "[tool.uv.sources]\ntorch = { index = \"pytorch-cu124\" }\n" + Index,
        "uv stops at 'pytorch-cu12': no [[tool.uv.index]] has that name",
        Severity.Error,
        FixSafety.Suggested);

    [Fact]
    public void An_index_of_uv_that_is_nowhere() => Reports(
        "[tool.uv.sources]\ntorch = [{ index = \"[|corp|]\", marker = \"sys_platform == 'linux'\" }, { index = '[|other|]' }]\n" + Index,
        message: "uv stops at 'corp': no [[tool.uv.index]] has that name\nuv stops at 'other': no [[tool.uv.index]] has that name");

    [Fact]
    public void Letters_count_for_uv() => Reports(
        "[tool.uv.sources]\ntorch = { index = \"[|PyTorch-cu124|]\" }\n" + Index,
        "[tool.uv.sources]\ntorch = { index = \"pytorch-cu124\" }\n" + Index);

    [Fact]
    public void A_source_of_Poetry() => Reports(
        """
        [tool.poetry.dependencies]
        torch = { version = "^2.1", source = "[|pytorch_cu118|]" }
        [[tool.poetry.source]]
        name = "pytorch-cu118"
        url = "https://download.pytorch.org/whl/cu118"
        priority = "explicit"

        """,
        """
        [tool.poetry.dependencies]
        torch = { version = "^2.1", source = "pytorch-cu118" }
        [[tool.poetry.source]]
        name = "pytorch-cu118"
        url = "https://download.pytorch.org/whl/cu118"
        priority = "explicit"

        """,
        "Poetry stops at 'pytorch_cu118': no [[tool.poetry.source]] has that name");

    [Fact]
    public void A_source_of_a_group_of_Poetry() => Reports(
        "[tool.poetry.group.gpu.dependencies]\ntorch = [{ version = \"^2.1\", source = \"[|gpu|]\" }]\n");

    [Fact]
    public void An_index_that_is_not_explicit() => Reports(
        "[tool.uv.sources]\ntorch = { index = \"pt\" }\n[[tool.uv.index]]\nname = [|\"pt\"|]\nurl = \"https://download.pytorch.org/whl/cu124\" # CUDA\n",
        "[tool.uv.sources]\ntorch = { index = \"pt\" }\n[[tool.uv.index]]\nname = \"pt\"\nurl = \"https://download.pytorch.org/whl/cu124\" # CUDA\nexplicit = true\n",
        "uv asks 'pt' for all packages and not only for those that name it: what PyTorch's index has, in whatever release, hides PyPI's",
        Severity.Info,
        FixSafety.Suggested);

    [Fact]
    public void An_inline_index_that_is_not_explicit_has_no_edit() => Reports(
        "[tool.uv]\nindex = [{ name = [|\"pt\"|], url = \"https://download.pytorch.org/whl/cu124\" }]\n[tool.uv.sources]\ntorch = { index = \"pt\" }\n", severity: Severity.Info);

    [Theory]
    [InlineData("")]
    [InlineData("[project]\ndependencies = [\"torch\"]\n")]
    [InlineData("[tool.uv.sources]\ntorch = { index = \"pytorch-cu124\" }\n" + Index)]
    [InlineData("[tool.uv.sources]\ntorch = { git = \"https://github.com/a/b\" }\nx = { workspace = true }\n")]
    [InlineData("[tool.uv.sources]\ntorch = { index = 1 }\n")]
    [InlineData("[tool.uv.sources]\ntorch = [{ index = \"cpu\", extra = \"cpu\" }, { index = \"gpu\", extra = \"gpu\" }]\n[[tool.uv.index]]\nname = \"cpu\"\nurl = \"https://download.pytorch.org/whl/cpu\"\nexplicit = true\n[[tool.uv.index]]\nname = \"gpu\"\nurl = \"https://download.pytorch.org/whl/cu124\"\nexplicit = true\n")]
    [InlineData("[tool.poetry.dependencies]\ntorch = { version = \"^2.1\", source = \"PyPI\" }\n")]
    [InlineData("[tool.poetry.dependencies]\ntorch = { version = \"^2.1\", source = \"PyTorch\" }\n[[tool.poetry.source]]\nname = \"pytorch\"\nurl = \"https://download.pytorch.org/whl/cu118\"\n")]
    [InlineData("[tool.uv.sources]\nx = { index = \"corp\" }\n[[tool.uv.index]]\nname = \"corp\"\nurl = \"https://corp/simple\"\n")]
    [InlineData("[tool.uv.sources]\ntorch = { index = \"pt\" }\n[[tool.uv.index]]\nname = \"pt\"\nurl = \"https://download.pytorch.org/whl/cu124\"\ndefault = true\n")]
    [InlineData("[tool.uv]\nindex-strategy = \"unsafe-best-match\"\n[tool.uv.sources]\ntorch = { index = \"pt\" }\n[[tool.uv.index]]\nname = \"pt\"\nurl = \"https://download.pytorch.org/whl/cu124\"\n")]
    [InlineData("[[tool.uv.index]]\nname = \"pt\"\nurl = \"https://download.pytorch.org/whl/cu124\"\n")]
    public void Silent(string text) => IsSilent(text);

    [Fact]
    public void A_member_of_a_workspace_takes_indexes_from_its_root()
    {
        Beside("pyproject.toml", "[tool.uv.workspace]\nmembers = [\"packages/*\"]\n");
        IsSilent("[tool.uv.sources]\ntorch = { index = \"corp\" }\n", file: "packages/a/pyproject.toml");
    }

    [Fact]
    public void A_folder_above_may_be_no_workspace()
    {
        Beside("pyproject.toml", "[tool.black]\n");
        Reports("[tool.uv.sources]\ntorch = { index = \"[|corp|]\" }\n", file: "packages/a/pyproject.toml");
    }
}
