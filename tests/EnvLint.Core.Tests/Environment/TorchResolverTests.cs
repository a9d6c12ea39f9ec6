using EnvLint.Environment.Stack;
using EnvLint.Knowledge;

namespace EnvLint.Core.Tests.Environment;

public sealed class TorchResolverTests
{
    [Theory]
    [InlineData("pip install torch==2.4.1", "2.4.1+cu121")]
    [InlineData("pip install torch==2.4.1 --index-url https://download.pytorch.org/whl/cu124", "2.4.1+cu124")]
    [InlineData("pip install torch==2.4.1 -i https://pypi.org/simple --extra-index-url https://download.pytorch.org/whl/cu124", "2.4.1+cu124")]
    [InlineData("pip install torch==2.4.1+cu118 -f https://download.pytorch.org/whl/torch_stable.html", "2.4.1+cu118")]
    [InlineData("pip install torch==2.12.0 --extra-index-url https://download.pytorch.org/whl/cu128", "2.12.0+cu130")]
    [InlineData("pip install torch --extra-index-url https://download.pytorch.org/whl/cu128", "2.14.1+cu130…")]
    [InlineData("uv pip install torch --extra-index-url https://download.pytorch.org/whl/cu128", "2.11.0+cu128")]
    [InlineData("uv pip install torch --torch-backend cu126", "2.14.1+cu126…")]
    [InlineData("pip install torch --index-url https://download.pytorch.org/whl/cu121", "2.5.1+cu121")]
    [InlineData("pip install torch", "2.14.1+cu130…")]
    [InlineData("pip install torchvision==0.20.1", "2.5.1+cu124")]
    [InlineData("pip install torch torchvision==0.16.0", "2.1.0+cu121")]
    [InlineData("pip install 'torch<2.1'", "2.0.1+cu117")]
    [InlineData("pip install torch==2.4.1 --index-url https://download.pytorch.org/whl/cpu", "2.4.1+cpu")]
    [InlineData("pip install torch==2.1.0 -f https://data.pyg.org/whl/torch-2.1.0+cu118.html", "2.1.0+cu121")]
    [InlineData("pip install https://download.pytorch.org/whl/cu121/torch-2.3.1%2Bcu121-cp311-cp311-linux_x86_64.whl", "2.3.1+cu121")]
    [InlineData("pip install torch==2.4.1\npip install torch", "2.4.1+cu121")]
    [InlineData("pip install torch==2.4.1\npip install -U torch", "2.14.1+cu130…")]
    [InlineData("pip install torch==2.4.1\npip install torch==2.5.1", "2.5.1+cu124")]
    [InlineData("pip install torch==2.4.1\npip install torchvision==0.19.1", "2.4.1+cu121")]
    [InlineData("pip install torch==2.4.1 vllm", "2.4.1+cu121")]
    public void Requests_lead_to_builds(string commands, string expected) => Assert.Equal(expected, Show(commands, WheelPlatform.LinuxX64));

    [Theory]
    [InlineData("pip install torch --index-url https://example.com/simple")]
    [InlineData("pip install torch --extra-index-url https://example.com/simple")]
    [InlineData("pip install torch --index-url $INDEX")]
    [InlineData("pip install --pre torch")]
    [InlineData("pip install torch==2.5.0.dev20240901 --index-url https://download.pytorch.org/whl/nightly/cu124")]
    [InlineData("pip install torch -f https://download.pytorch.org/whl/torch_stable.html")]
    [InlineData("pip install torch vllm")]
    [InlineData("pip install torch==2.4.1\npip install vllm")]
    [InlineData("pip install torch==2.4.1\npip install torchvision")]
    [InlineData("conda install -y pytorch\npip install torch")]
    [InlineData("if true; then pip install torch==2.4.1; fi")]
    [InlineData("pip install git+https://github.com/pytorch/pytorch.git")]
    [InlineData("pip install torch==2.99.0")]
    [InlineData("pip install 'torch==2.4.1; python_version < \"3.9\"'")]
    [InlineData("uv pip install torch --torch-backend auto")]
    public void Others_are_not_known(string commands)
    {
        foreach (var environment in FactText.Facts("setup.sh", commands + "\n").Environments)
        {
            var resolution = TorchResolver.Resolve(environment, WheelPlatform.LinuxX64);
            Assert.False(resolution is { IsKnown: true }, resolution?.Builds.FirstOrDefault()?.Text);
            Assert.True(resolution is null || resolution.Reason.Length > 0);
        }
    }

    [Theory]
    [InlineData(WheelPlatform.Windows, "2.12.0+cpu")]
    [InlineData(WheelPlatform.MacOS, "2.12.0+cpu")]
    [InlineData(WheelPlatform.LinuxArm64, "2.12.0+cu130")]
    public void Systems_have_wheels_of_their_own(WheelPlatform platform, string expected) => Assert.Equal(expected, Show("pip install torch==2.12.0", platform));

    [Fact]
    public void Python_limits_the_choice()
    {
        var environment = Assert.Single(FactText.Facts("Dockerfile", "FROM python:3.8\nRUN pip install torch\n").Environments);
        Assert.Equal("2.4.1", TorchResolver.Resolve(environment, WheelPlatform.LinuxX64)?.Builds[0].Release.Version);
    }

    [Theory]
    [InlineData("conda install -y pytorch=2.1 pytorch-cuda=12.1 -c pytorch -c nvidia", "2.1.2+cu121 2.1.1+cu121 2.1.0+cu121")]
    [InlineData("conda install -y pytorch==2.5.1 pytorch-cuda -c pytorch -c nvidia", "2.5.1+cu124 2.5.1+cu121 2.5.1+cu118")]
    [InlineData("conda install -y pytorch==1.12.1 cudatoolkit=11.3 -c pytorch", "1.12.1+cu113")]
    [InlineData("conda install -y pytorch==2.5.1 pytorch-cuda=12.1 -c conda-forge -c pytorch", "")]
    [InlineData("conda install -y pytorch==2.5.1 -c pytorch", "")]
    public void Conda_chooses_by_another_package(string command, string expected)
    {
        var environment = Assert.Single(FactText.Facts("setup.sh", command + "\n").Environments);
        Assert.Equal(expected, string.Join(' ', CondaCuda.ResolveTorch(environment)?.Builds.Select(static build => build.Text) ?? []));
    }

    // The first build, and … where others are possible.
    private static string Show(string commands, WheelPlatform platform)
    {
        var environment = Assert.Single(FactText.Facts("setup.sh", commands + "\n").Environments);
        var resolution = TorchResolver.Resolve(environment, platform);
        Assert.NotNull(resolution);
        Assert.True(resolution.IsKnown, resolution.Reason);
        return resolution.Builds[0].Text + (resolution.IsOpen ? "…" : "");
    }
}
