using EnvLint.Diagnostics;
using EnvLint.Rules.Conda;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Conda;

public sealed class PipNotListedTests() : RuleTest<PipNotListed>("environment.yml")
{
    protected override bool AllowsSyntaxErrors => true;

    [Fact]
    public void No_dependency_asks_for_pip() => Reports(
        "dependencies:\n  - python\n  - [|pip|]:\n    - torch\n",
        "dependencies:\n  - python\n  - pip\n  - pip:\n    - torch\n",
        "the list for pip needs pip, and no dependency asks for it",
        Severity.Info,
        FixSafety.Safe);

    [Fact]
    public void Items_at_the_margin() => Reports(
        "dependencies:\n- [|pip|]: [torch]\n- pipx\n",
        "dependencies:\n- pip\n- pip: [torch]\n- pipx\n",
        safety: FixSafety.Safe);

    [Fact]
    public void In_brackets_there_is_no_fix() => Reports("{name: x, dependencies: [python, {[|pip|]: [torch]}]}\n");

    [Theory]
    [InlineData("dependencies:\n  - pip\n  - pip:\n    - torch\n")]
    [InlineData("dependencies:\n  - pip:\n    - torch\n  - pip=24.0\n")]
    [InlineData("dependencies:\n  - conda-forge::pip>=23\n  - pip:\n    - torch\n")]
    [InlineData("dependencies:\n  - uv\n  - pip:\n    - torch\n")]
    [InlineData("dependencies:\n  - sel(linux): pip\n  - pip:\n    - torch\n")]
    [InlineData("dependencies:\n  - pip: []\n")]
    [InlineData("dependencies:\n  - python\n")]
    [InlineData("dependencies:\n  - *p\n  - pip:\n    - torch\n")]
    [InlineData("dependencies:\n  - pip:\n    - torch\n  - 'open\n")]
    [InlineData("name: {{ x }}\ndependencies:\n  - pip:\n    - torch\n")]
    public void Nothing_to_say(string text) => IsSilent(text);
}
