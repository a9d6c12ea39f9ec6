using EnvLint.Diagnostics;
using EnvLint.Rules.Pip;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Pip;

public sealed class GetPipTooNewTests() : RuleTest<GetPipTooNew>("Dockerfile")
{
    private const string Url = "https://bootstrap.pypa.io/get-pip.py";

    [Fact]
    public void Python_of_the_distribution()
    {
        var found = Reports(
            $"FROM ubuntu:20.04\nRUN curl -o get-pip.py [|{Url}|] && python3 get-pip.py\n",
            "FROM ubuntu:20.04\nRUN curl -o get-pip.py https://bootstrap.pypa.io/pip/3.8/get-pip.py && python3 get-pip.py\n",
            severity: Severity.Error,
            safety: FixSafety.Safe);
        Assert.StartsWith("get-pip.py without a version refuses Python 3.8: it takes ", found[0].Message, StringComparison.Ordinal);
        Assert.Contains("python3 runs it here, which is 3.8 in Ubuntu 20.04", found[0].Related[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Python_of_the_program_through_a_pipe() => Reports(
        $"curl -sS [|{Url}|] | sudo python3.7\n", "curl -sS https://bootstrap.pypa.io/pip/3.7/get-pip.py | sudo python3.7\n", severity: null, file: "setup.sh");

    [Fact]
    public void Downloaded_under_another_name() => Reports(
        $"wget -q -O /tmp/gp.py \"[|{Url}|]\"\npython3.6 /tmp/gp.py\n".Replace("\"[|", "[|\"", StringComparison.Ordinal).Replace("|]\"", "\"|]", StringComparison.Ordinal),
        "wget -q -O /tmp/gp.py \"https://bootstrap.pypa.io/pip/3.6/get-pip.py\"\npython3.6 /tmp/gp.py\n",
        file: "setup.sh");

    [Fact]
    public void Image_of_a_Python() => Reports(
        $"FROM python:3.7-slim\nADD [|{Url}|] /x/\nRUN python /x/get-pip.py\n",
        "FROM python:3.7-slim\nADD https://bootstrap.pypa.io/pip/3.7/get-pip.py /x/\nRUN python /x/get-pip.py\n");

    [Fact]
    public void The_old_form_of_the_address_is_gone() => Reports(
        "wget [|https://bootstrap.pypa.io/2.7/get-pip.py|]\n",
        "wget https://bootstrap.pypa.io/pip/2.7/get-pip.py\n",
        "'https://bootstrap.pypa.io/2.7/get-pip.py' is gone: what answers there stops with a message",
        Severity.Error,
        file: "setup.sh");

    [Fact]
    public void A_base_out_of_an_argument_may_be_another() => Reports(
        $"ARG BASE=ubuntu:20.04\nFROM $BASE\nRUN curl -o get-pip.py [|{Url}|] && python3 get-pip.py\n",
        "ARG BASE=ubuntu:20.04\nFROM $BASE\nRUN curl -o get-pip.py https://bootstrap.pypa.io/pip/3.8/get-pip.py && python3 get-pip.py\n",
        severity: Severity.Warning);

    [Fact]
    public void A_Python_out_of_an_argument_may_be_another() => Reports(
        $"FROM ubuntu:22.04\nARG V=3.9\nRUN curl -O [|{Url}|] && python$V get-pip.py\n",
        "FROM ubuntu:22.04\nARG V=3.9\nRUN curl -O https://bootstrap.pypa.io/pip/3.9/get-pip.py && python$V get-pip.py\n",
        severity: Severity.Warning);

    [Fact]
    public void An_old_pip_does_not_ask() => Reports(
        "FROM ubuntu:16.04\nRUN apt-get update && apt-get install -y python3-pip && pip3 install --upgrade [|pip|] setuptools\n",
        "FROM ubuntu:16.04\nRUN apt-get update && apt-get install -y python3-pip && pip3 install --upgrade pip==20.3.4 setuptools\n",
        "pip 8.1.1 of Ubuntu 16.04 takes the newest pip without asking, and that one does not run on Python 3.5",
        Severity.Error,
        FixSafety.Safe);

    [Theory]
    [InlineData("FROM ubuntu:24.04\nRUN curl -o get-pip.py https://bootstrap.pypa.io/get-pip.py && python3 get-pip.py\n")]
    [InlineData("FROM ubuntu:20.04\nRUN curl -o get-pip.py https://bootstrap.pypa.io/get-pip.py && python3.12 get-pip.py\n")]
    [InlineData("FROM ubuntu:20.04\nRUN curl -o get-pip.py https://bootstrap.pypa.io/pip/3.8/get-pip.py && python3 get-pip.py\n")]
    [InlineData("FROM ubuntu:20.04\nRUN update-alternatives --install /usr/bin/python3 python3 /usr/bin/python3.12 1 && curl -o get-pip.py https://bootstrap.pypa.io/get-pip.py && python3 get-pip.py\n")]
    [InlineData("FROM ubuntu:20.04\nRUN ln -sf /usr/bin/python3.12 /usr/bin/python3 && curl https://bootstrap.pypa.io/get-pip.py | python3\n")]
    [InlineData("FROM ubuntu:20.04\nENV PATH=/opt/py/bin:$PATH\nRUN curl https://bootstrap.pypa.io/get-pip.py | python3\n")]
    [InlineData("FROM registry.example.org/x:1\nRUN curl https://bootstrap.pypa.io/get-pip.py | python3\n")]
    [InlineData("FROM ubuntu:20.04\nRUN curl -o get-pip.py https://bootstrap.pypa.io/get-pip.py\n")]
    [InlineData("FROM ubuntu:20.04\nRUN apt-get install -y python3-pip && pip3 install --upgrade pip\n")]
    [InlineData("FROM ubuntu:16.04\nRUN apt-get install -y python3-pip && pip3 install --upgrade pip==20.3.4 && pip3 install --upgrade pip\n")]
    [InlineData("FROM ubuntu:16.04\nRUN apt-get install -y python3-pip && pip3 install pip\n")]
    public void Others_are_silent(string text) => IsSilent(text);

    [Fact]
    public void A_script_does_not_say_which_python3_it_is() => IsSilent($"curl {Url} | python3\n", file: "setup.sh");
}
