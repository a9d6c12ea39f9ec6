using EnvLint.Diagnostics;
using EnvLint.Rules.Conda;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Conda;

public sealed class SeveralPipListsTests() : RuleTest<SeveralPipLists>("environment.yml")
{
    [Fact]
    public void Two_lists()
    {
        var found = Reports(
            "dependencies:\n  - python\n  - [|pip|]:\n    - a  # why\n    # more\n    - b\n  - numpy\n  - pip:\n    - c\nname: x\n",
            "dependencies:\n  - python\n  - numpy\n  - pip:\n    - a  # why\n    # more\n    - b\n    - c\nname: x\n",
            "conda keeps the last list for pip only, so this one is not installed",
            Severity.Error,
            FixSafety.Safe);
        Assert.Single(found[0].Related);
        Assert.Equal("2 requirements are left out", found[0].Label);
    }

    [Fact]
    public void Three_lists() => Reports("dependencies:\n- [|pip|]: [a]\n- [|pip|]:\n  - b\n- pip:\n  - c\n");

    [Fact]
    public void Other_indentation_has_no_fix() => Reports("dependencies:\n- [|pip|]:\n  - a\n- pip:\n      - b\n");

    [Fact]
    public void Brackets_have_no_fix() => Reports("dependencies:\n- [|pip|]: [a]\n- pip: [b]\n");

    [Theory]
    [InlineData("dependencies:\n- pip\n- pip:\n  - a\n  - b\n")]
    [InlineData("dependencies:\n- pip: []\n- pip:\n  - a\n")]
    [InlineData("dependencies:\n- pip:\n- pip:\n  - a\n")]
    [InlineData("dependencies:\n- pip=24\n- pipx\n- pip: [a]\n")]
    [InlineData("dependencies:\n- a\n")]
    public void Nothing_to_say(string text) => IsSilent(text);
}
