using EnvLint.Rules.Frameworks;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Frameworks;

public sealed class NoSuchReleaseTests() : RuleTest<NoSuchRelease>("setup.sh")
{
    [Fact]
    public void Torch() => Reports(
        "pip install [|torch==2.4.3|]\n", "pip install torch==2.4.1\n", "torch 2.4.3 was never released");

    [Fact]
    public void With_a_local_version() => Reports(
        "pip install [|torch==1.10.3+cu113|] -f https://download.pytorch.org/whl/torch_stable.html\n", "pip install torch==1.10.2+cu113 -f https://download.pytorch.org/whl/torch_stable.html\n");

    [Fact]
    public void Audio_behind_its_end() => Reports(
        "pip install torch==2.12.0 [|torchaudio==2.12.0|]\n",
        "pip install torch==2.12.0 torchaudio==2.11.1\n",
        "torchaudio 2.12.0 was never released: 2.11.1 is the last one and works with every later torch");

    [Fact]
    public void Audio_with_the_number_of_torch() => Reports(
        "pip install torch==1.13.1 [|torchaudio==1.13.1|]\n", "pip install torch==1.13.1 torchaudio==0.13.1\n", "torchaudio 1.13.1 was never released");

    [Fact]
    public void Vision_in_an_image() => Reports(
        "FROM python:3.11\nRUN pip install [|torchvision==0.19.7|]\n", "FROM python:3.11\nRUN pip install torchvision==0.19.1\n", file: "Dockerfile");

    [Fact]
    public void Conda() => Reports("conda install -y [|pytorch==2.4.3|] -c pytorch\n");

    [Theory]
    [InlineData("pip install torch==2.4.1 torchvision==0.19.1 torchaudio==2.4.1")]
    [InlineData("pip install torch==2.4")]
    [InlineData("pip install torch==1.8.2")]
    [InlineData("pip install torch==1.6.0")]
    [InlineData("pip install torch==2.15.0")]
    [InlineData("pip install torch==2.14.2")]
    [InlineData("pip install torchaudio==2.15.0")]
    [InlineData("pip install torchvision==0.7.0")]
    [InlineData("pip install torchvision==2.1.0")]
    [InlineData("pip install torch==2.4.0rc1")]
    [InlineData("pip install torch==2.4.3.dev20240101")]
    [InlineData("pip install torch==2.4.3.post1")]
    [InlineData("pip install 'torch>=2.4.3'")]
    [InlineData("pip install 'torch!=2.4.3'")]
    [InlineData("pip install torch==2.4.3 --index-url https://wheels.example.com/simple")]
    [InlineData("pip install torch==2.4.3 --find-links ./wheels")]
    [InlineData("pip install torch==2.4.3 $MORE")]
    [InlineData("pip install tensorflow==2.15.9")]
    [InlineData("pip install torchtext==0.99.0")]
    [InlineData("conda install -y pytorch=2.4")]
    [InlineData("conda install -y pytorch=2.4.1")]
    [InlineData("conda install -y pytorch=2.99.1")]
    [InlineData("conda install -y 'pytorch>=2.4.3'")]
    [InlineData("echo pip install torch==2.4.3")]
    public void Others(string command) => IsSilent(command + "\n");
}
