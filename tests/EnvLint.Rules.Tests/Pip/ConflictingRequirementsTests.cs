using EnvLint.Diagnostics;
using EnvLint.Rules.Pip;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Pip;

public sealed class ConflictingRequirementsTests() : RuleTest<ConflictingRequirements>("requirements.txt")
{
    [Fact]
    public void Two_lines() => Reports(
        "numpy>=2.0\ntorch==2.4.1\n[|Numpy<2|]\n",
        message: "no version of numpy meets both '<2' and '>=2.0'",
        severity: Severity.Error);

    [Theory]
    [InlineData("torch==2.1.0\n[|torch==2.1.1|]\n")]
    [InlineData("torch==2.1.0+cu118\n[|torch==2.1.0+cu121|]\n")]
    [InlineData("torch~=2.1.0\n[|torch>=2.2|]\n")]
    [InlineData("torch[opt]==2.1.0 ; sys_platform == 'linux'\n[|torch==2.2.0 ; sys_platform != 'win32'|]\n")]
    [InlineData("torch==2.1.0 ; python_version < '3.9'\n[|torch==2.2.0 ; python_version < '3.9'|]\n")]
    [InlineData("[|torch>=2.2,<2.1|]\n")]
    [InlineData("a==1\nb==1\na==1\n[|b==2|]\n")]
    public void Conflicts(string markup) => Reports(markup);

    [Theory]
    [InlineData("numpy>=1.20\nnumpy<2\n")]
    [InlineData("numpy\nnumpy==1.26\n")]
    [InlineData("torch==2.1.0\ntorch==2.1.0+cu118\n")]
    [InlineData("torch==2.1.0 ; sys_platform == 'linux'\ntorch==2.2.0 ; sys_platform == 'win32'\n")]
    [InlineData("torch==2.1.0 ; python_version < '3.9'\ntorch==2.2.0 ; python_version >= '3.9'\n")]
    [InlineData("torch==2.1.0 ; platform_release == 'a'\ntorch==2.2.0\n")]
    [InlineData("torch @ https://x/torch-2.1.0-cp310-cp310-linux_x86_64.whl\ntorch==2.2.0\n")]
    [InlineData("torch==2.1.0\ntorchvision==0.17.0\n")]
    [InlineData("x!=1,!=2\nx>=1,<=2\n")]
    [InlineData("x===abc\nx==2\n")]
    [InlineData("torch==2.1.x\ntorch==2.2\n")]
    public void No_conflict(string text) => IsSilent(text);

    [Fact]
    public void A_constraints_file()
    {
        Beside("constraints.txt", "numpy<2\n");
        var found = Reports(
            "-c constraints.txt\n[|numpy>=2|]\n",
            message: "no version of numpy meets both '>=2' and '<2'");
        Assert.Equal("constraints.txt", found[0].Related[0].Source.Path);
    }

    [Fact]
    public void Constraints_alone_ask_for_nothing()
    {
        Beside("more.txt", "numpy>=2\n");
        IsSilent("numpy<2\n-c more.txt\n", file: "constraints.txt");
    }

    [Fact]
    public void What_is_wrong_inside_a_linked_file_is_told_there()
    {
        Beside("base.txt", "numpy<2\nnumpy>=2\n");
        IsSilent("-r base.txt\ntorch\n");
    }

    [Fact]
    public void Two_linked_files()
    {
        Beside("a.txt", "numpy<2\n");
        Beside("b.txt", "numpy>=2\n");
        Reports("-r a.txt\n-r [|b.txt|]\n");
    }

    [Fact]
    public void One_command() => Reports("FROM python:3.11\nRUN pip install 'torch==2.1' pandas [|torch==2.2|]\n", file: "Dockerfile");

    [Fact]
    public void A_later_command_replaces() => IsSilent("pip install torch==2.1\npip install torch==2.2\n", file: "setup.sh");

    [Fact]
    public void The_pip_part_of_an_environment_file() => Reports(
        "dependencies:\n  - numpy>=2\n  - pip:\n    - numpy<2\n    - [|numpy>=2|]\n", file: "environment.yml");

    [Fact]
    public void A_project_with_its_extra() => Reports(
        "[project]\nname = \"a\"\ndependencies = [\"numpy>=2\"]\n[project.optional-dependencies]\nold = [\"[|numpy<2|]\"]\nother = [\"numpy\"]\n", file: "pyproject.toml");

    [Fact]
    public void Requirements_of_a_project_are_told_once() => Reports(
        "[project]\nname = \"a\"\ndependencies = [\"numpy>=2\", \"[|numpy<2|]\"]\n[project.optional-dependencies]\na = [\"x\"]\nb = [\"y\"]\n", file: "pyproject.toml");

    [Fact]
    public void Poetry() => Reports(
        "[tool.poetry.dependencies]\nnumpy = \"^1.26\"\n[tool.poetry.group.dev.dependencies]\nnumpy = \"[|^2.0|]\"\n",
        message: "no version of numpy meets both '>=2.0,<3' and '>=1.26,<2'",
        file: "pyproject.toml");

    [Theory]
    [InlineData("[project]\nname = \"a\"\n[project.optional-dependencies]\na = [\"torch==2.1\"]\nb = [\"torch==2.2\"]\n")]
    [InlineData("[dependency-groups]\na = [\"torch==2.1\"]\nb = [\"torch==2.2\"]\n")]
    [InlineData("[project]\ndependencies = [\"torch==2.1\"]\n[dependency-groups]\nb = [\"torch==2.2\"]\n")]
    [InlineData("[project]\ndependencies = [\"torch==2.1\"]\n[tool.uv]\noverride-dependencies = [\"torch==2.2\"]\n")]
    [InlineData("[tool.poetry.dependencies]\ntorch = [{ version = \"2.1\", python = \"<3.10\" }, { version = \"2.2\", python = \">=3.10\" }]\n")]
    public void Parts_of_a_project_that_may_never_meet(string text) => IsSilent(text, file: "pyproject.toml");
}
