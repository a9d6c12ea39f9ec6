using EnvLint.Rules.Stack;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Stack;

public sealed class VersionsDriftTests() : RuleTest<VersionsDrift>("setup.sh")
{
    [Fact]
    public void A_file_replaces_what_a_command_installed()
    {
        Beside("requirements.txt", "torch==2.4.1\nnumpy\n");
        var found = Reports(
            "pip install torch==2.5.1\npip install -r [|requirements.txt|]\n",
            fixedText: "pip install torch==2.4.1\npip install -r requirements.txt\n",
            message: "torch 2.5.1, pinned, is replaced with 2.4.1, pinned by requirements.txt: two files describe this environment differently");
        Assert.Equal(["torch is 2.5.1 here", "torch is 2.4.1 here"], found[0].Related.Select(static place => place.Message));
    }

    [Fact]
    public void A_command_replaces_what_a_file_installed()
    {
        Beside("requirements.txt", "torch==2.4.1\n");
        BesideFixed("requirements.txt", "torch==2.5.1\n");
        Reports("pip install -r requirements.txt\npip install [|torch==2.5.1|]\n");
    }

    [Theory]
    [InlineData("torch==2.5.1\n")]
    [InlineData("torch==2.5.1+cu124\n")]
    [InlineData("torch>=2.0\n")]
    [InlineData("numpy==1.26\n")]
    [InlineData("torch==2.4.1; sys_platform == 'win32'\n")]
    public void The_same_release_or_no_pin(string requirements)
    {
        Beside("requirements.txt", requirements);
        IsSilent("pip install torch==2.5.1 requests==2.31\npip install -r requirements.txt\n");
    }

    [Fact]
    public void Two_environments()
    {
        Beside("requirements.txt", "torch==2.4.1\n");
        IsSilent("conda create -y -n a python=3.11\nconda activate a\npip install torch==2.5.1\nconda create -y -n b python=3.11\nconda activate b\npip install -r requirements.txt\n");
    }

    [Fact]
    public void Within_one_file_it_is_another_matter() => IsSilent("pip install torch==2.5.1\npip install torch==2.4.1\n");
}
