using EnvLint.Diagnostics;
using EnvLint.Rules.Conda;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Conda;

public sealed class MalformedDependencyTests() : RuleTest<MalformedDependency>("environment.yml")
{
    [Theory]
    [InlineData("- [|python: 3.10|]", "- python=3.10")]
    [InlineData("- [|numpy: \">=1.2\"|]  # c", "- numpy>=1.2  # c")]
    [InlineData("- [|numpy:|]", "- numpy")]
    public void A_version_behind_a_colon(string item, string right) => Reports(
        $"dependencies:\n  {item}\n",
        $"dependencies:\n  {right}\n",
        severity: Severity.Error,
        safety: FixSafety.Suggested);

    [Theory]
    [InlineData("- [|numpy: {a: b}|]")]
    [InlineData("- [|numpy: any|]")]
    [InlineData("- [|3.10|]")]
    [InlineData("- [|true|]")]
    [InlineData("- [|[numpy]|]")]
    [InlineData("- pip: [|{torch: 2}|]")]
    [InlineData("- pip: [|torch, numpy|]")]
    [InlineData("- pip: [a, [|1.0|]]")]
    [InlineData("- pip:\n    - a\n    - [|torch: 2|]")]
    public void No_text_and_no_list(string item) => Reports($"dependencies:\n  {item}\n", severity: Severity.Error);

    [Fact]
    public void A_requirement_instead_of_a_list() => Reports(
        "dependencies:\n  - pip: [|torch==2.4.0|]\n",
        "dependencies:\n  - pip: [torch==2.4.0]\n",
        "the value of 'pip' is no list, and conda takes each of its letters for a requirement",
        Severity.Error,
        FixSafety.Suggested);

    [Fact]
    public void An_empty_item() => Reports("dependencies:\n  [|-|]\n  - numpy\n", "dependencies:\n  - numpy\n", severity: Severity.Error, safety: FixSafety.Suggested);

    [Fact]
    public void Requirements_that_are_not_indented() => Reports(
        "dependencies:\n  - [|pip|]:\n  - torch\n",
        message: "nothing stands below 'pip:', so the items that follow are packages of conda",
        severity: Severity.Warning);

    [Fact]
    public void One_channel_without_a_list() => Reports(
        "channels: [|conda-forge|]\ndependencies: [a]\n", "channels: [conda-forge]\ndependencies: [a]\n", severity: Severity.Error, safety: FixSafety.Suggested);

    [Fact]
    public void A_number_as_name() => Reports(
        "name: [|310|]\ndependencies: [a]\n",
        "name: \"310\"\ndependencies: [a]\n",
        "YAML takes '310' for no text, and newer conda refuses it as a name",
        Severity.Warning,
        FixSafety.Safe);

    [Theory]
    [InlineData("[|name|]:\ndependencies: [a]\n")]
    [InlineData("name: x\n[|dependencies|]:\n")]
    [InlineData("[|channels|]: # c\ndependencies: [a]\n")]
    public void Keys_without_value(string text) => Reports(text, severity: Severity.Warning);

    [Fact]
    public void A_key_that_stands_twice() => Reports(
        "dependencies: [a]\nname: x\n[|dependencies|]: [b]\n",
        message: "the key 'dependencies' stands here a second time: conda refuses the file",
        severity: Severity.Error);

    [Theory]
    [InlineData("name: x\ndependencies: [a]\n[|---|]\nname: y\ndependencies: [b]\n")]
    [InlineData("---\ndependencies: [a]\n[|---|]\n")]
    [InlineData("dependencies: [a]\n...\n[|name: y|]\n")]
    public void A_second_document(string text) => Reports(text, message: "a second document begins here: conda refuses the file", severity: Severity.Error);

    [Fact]
    public void Dependencies_as_mapping() => Reports("dependencies:\n  [|python: 3.10|]\n", severity: Severity.Error);

    [Theory]
    [InlineData("name: x\nchannels: []\ndependencies: []\n")]
    [InlineData("name: '310'\ndependencies:\n  - python=3.10\n  - \"numpy >=1.2\"\n  - pip\n  - pip:\n    - torch\n")]
    [InlineData("dependencies:\n  - numpy\n  - pip:\n")]
    [InlineData("dependencies:\n  - sel(linux): numpy\n")]
    [InlineData("dependencies:\n  - pip: []\n")]
    [InlineData("---\nname: x\ndependencies: [a]\n...\n")]
    [InlineData("name: x\nchannels: [conda-forge]\n---\nname: y\n")]
    [InlineData("x: &a numpy\ndependencies:\n  - *a\n")]
    [InlineData("name: {{ x }}\ndependencies: {}\n")]
    [InlineData("dependencies:\n  - pip:\n      - -r requirements.txt\n      - --pre\n      - torch @ https://x/y.whl\n")]
    public void The_right_shape(string text) => IsSilent(text);
}
