using EnvLint.Diagnostics;
using EnvLint.Rules.Conda;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Conda;

public sealed class PrefixLeftTests() : RuleTest<PrefixLeft>("environment.yml")
{
    [Theory]
    [InlineData("/home/maria/miniconda3/envs/x")]
    [InlineData("/Users/maria/opt/anaconda3")]
    [InlineData("C:\\Users\\maria\\miniconda3\\envs\\x")]
    [InlineData("/opt/conda/envs/x")]
    public void A_folder_of_a_machine(string folder) => Reports(
        $"name: x\n[|prefix: {folder}|] # c\ndependencies: [a]\n",
        "name: x\ndependencies: [a]\n",
        $"'prefix: {folder}' is a folder of the machine that exported the file: conda goes by the name, and the line tells whose machine it was",
        Severity.Warning,
        FixSafety.Safe);

    [Fact]
    public void The_last_line_without_a_line_end() => Reports(
        "name: x\ndependencies: [a]\n[|prefix: /root/miniconda3|]", "name: x\ndependencies: [a]\n", safety: FixSafety.Safe);

    [Fact]
    public void In_braces_there_is_no_fix() => Reports("{name: x, [|prefix: /home/x/y|],\n dependencies: [a]}\n");

    [Fact]
    public void Without_a_name_conda_goes_there() => Reports(
        "dependencies: [a]\n[|prefix: /home/maria/x|]\n",
        message: "'prefix: /home/maria/x' is a folder of the machine that exported the file, and without a 'name' newer conda makes the environment there");

    [Theory]
    [InlineData("name: x\ndependencies: [a]\n")]
    [InlineData("prefix: ./env\ndependencies: [a]\n")]
    [InlineData("prefix: /opt/venv\ndependencies: [a]\n")]
    [InlineData("prefix:\ndependencies: [a]\n")]
    [InlineData("# prefix: /home/x\ndependencies: [a]\n")]
    [InlineData("variables: {prefix: /home/x}\ndependencies: [a]\n")]
    [InlineData("name: {{ x }}\nprefix: /home/x\n")]
    public void Nothing_to_say(string text) => IsSilent(text);
}
