using EnvLint.Rules.Stack;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Stack;

public sealed class SlowFirstStartTests() : RuleTest<SlowFirstStart>("setup.sh")
{
    [Fact]
    public void Intermediate_code_only() => Reports(
        "pip install [|torch==2.10.0|] --index-url https://download.pytorch.org/whl/cu130\n",
        message: "torch 2.10.0 has no machine code for the target's GPU (compute capability 13.0): the driver compiles it at the first start, which takes minutes",
        target: "platform=linux,driver=580.65.06,compute-capability=13.0");

    [Theory]
    [InlineData("platform=linux,driver=580.65.06,compute-capability=12.0")]
    [InlineData("platform=linux,driver=580.65.06,compute-capability=12.1")]
    [InlineData("platform=linux,driver=570.124.06,compute-capability=13.0")]
    [InlineData("platform=linux,driver=580.65.06,compute-capability=7.0")]
    [InlineData("platform=linux,driver=580.65.06")]
    public void Machine_code_none_at_all_or_no_driver_that_compiles(string target) =>
        IsSilent("pip install torch==2.10.0 --index-url https://download.pytorch.org/whl/cu130\n", target: target);

    [Fact]
    public void The_build_is_not_known() => IsSilent("pip install torch==2.10.0 --index-url https://pypi.corp/simple\n", target: "platform=linux,driver=580.65.06,compute-capability=13.0");
}
