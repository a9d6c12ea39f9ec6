using EnvLint.Rules.Cuda;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Linking;

/// <summary>What is wrong only with the arguments of a build is told where they are given.</summary>
public sealed class BuildInstanceTests() : RuleTest<CudaImageNotFound>("build.sh")
{
    private const string Dockerfile = "ARG CUDA=12.4.1\nFROM nvidia/cuda:${CUDA}-devel-ubuntu22.04\nRUN true\n";

    [Fact]
    public void An_argument_of_docker_build()
    {
        Beside("Dockerfile", Dockerfile);
        var found = Reports("docker build -t x --build-arg CUDA=[|12.4|] .\n", fixedText: "docker build -t x --build-arg CUDA=12.4.1 .\n");
        Assert.Equal(("Dockerfile", "${CUDA}-devel-ubuntu22.04"), (found[0].Related[0].Source.Path, found[0].Related[0].Source.ToString(found[0].Related[0].Span)));
        Assert.All(found[0].Related.Skip(1), static place => Assert.NotEqual("build.sh", place.Source.Path));
        Reports("CUDA=12.4\nsudo docker buildx build --build-arg=CUDA=[|$CUDA|] .\n");
        Reports("podman build --build-arg X=1 --build-arg CUDA=[|12.4|] .\nbuildah bud --build-arg CUDA=[|12.5|] .\n", fixedText: "podman build --build-arg X=1 --build-arg CUDA=12.4.1 .\nbuildah bud --build-arg CUDA=12.5.1 .\n");
        Reports("# A\n```bash\ndocker build --build-arg CUDA=[|12.4|] .\n```\n", fixedText: "# A\n```bash\ndocker build --build-arg CUDA=12.4.1 .\n```\n", file: "README.md");
        Reports("docker build --build-arg CUDA=[|12.4|] .\n", fixedText: "docker build --build-arg CUDA=12.4.1 .\n", file: "build.bat");
    }

    [Fact]
    public void An_argument_of_compose()
    {
        Beside("docker/Dockerfile", Dockerfile);
        var found = Reports("services:\n  a:\n    build:\n      context: docker\n      args:\n        CUDA: [|12.4|]\n", fixedText: "services:\n  a:\n    build:\n      context: docker\n      args:\n        CUDA: 12.4.1\n", file: "compose.yaml");
        Assert.Equal("docker/Dockerfile", found[0].Related[0].Source.Path);
        Reports("services:\n  a:\n    build:\n      context: .\n      dockerfile: docker/Dockerfile\n      args:\n        - CUDA=[|12.4|]\n", fixedText: "services:\n  a:\n    build:\n      context: .\n      dockerfile: docker/Dockerfile\n      args:\n        - CUDA=12.4.1\n", file: "compose.yaml");
    }

    [Fact]
    public void An_argument_without_default()
    {
        Beside("Dockerfile", "ARG CUDA\nARG OS=ubuntu22.04\nFROM nvidia/cuda:${CUDA}-devel-${OS}\n");
        Reports("docker build --build-arg CUDA=[|12.4|] .\n");
        IsSilent("docker build --build-arg OS=ubuntu20.04 .\n");
    }

    [Fact]
    public void The_Dockerfile_is_found_as_the_command_names_it()
    {
        Beside("docker/gpu/Dockerfile", Dockerfile);
        Beside("docker/gpu.Dockerfile", Dockerfile);
        Reports("docker build -f docker/gpu.Dockerfile --build-arg CUDA=[|12.4|] .\n", fixedText: "docker build -f docker/gpu.Dockerfile --build-arg CUDA=12.4.1 .\n");
        Reports("cd docker/gpu && docker build --build-arg CUDA=[|12.4|] .\n", fixedText: "cd docker/gpu && docker build --build-arg CUDA=12.4.1 .\n", file: "scripts/build.sh");
        Reports("cd \"$(dirname \"$0\")\"\ndocker build --build-arg CUDA=[|12.4|] ../docker/gpu\n", fixedText: "cd \"$(dirname \"$0\")\"\ndocker build --build-arg CUDA=12.4.1 ../docker/gpu\n", file: "scripts/build.sh");
        Reports("docker build --build-arg CUDA=[|12.4|] -f gpu.Dockerfile ..\n", fixedText: "docker build --build-arg CUDA=12.4.1 -f gpu.Dockerfile ..\n", file: "docker/build.sh");
    }

    [Fact]
    public void What_is_wrong_without_arguments_is_told_in_the_Dockerfile()
    {
        Beside("Dockerfile", "ARG CUDA=12.4\nARG X=1\nFROM nvidia/cuda:${CUDA}-devel-ubuntu22.04\n");
        IsSilent("docker build --build-arg X=2 .\n");
        IsSilent("docker build .\n");
        IsSilent("docker build --build-arg CUDA=12.4.1 .\n");
    }

    [Fact]
    public void What_is_not_known_says_nothing()
    {
        Beside("Dockerfile", Dockerfile);
        Beside("other/notes.txt", "");
        IsSilent("docker build --build-arg CUDA=$1 .\n");
        IsSilent("docker build --build-arg CUDA .\n");
        IsSilent("docker build $ARGS --build-arg CUDA=12.4 .\n");
        IsSilent("docker build --build-arg $NAME=12.4 .\n");
        IsSilent("docker build --build-arg CUDA=12.4 other\n");
        IsSilent("docker build --build-arg CUDA=12.4 https://github.com/o/r.git\n");
        IsSilent("docker build --build-arg CUDA=12.4 - < Dockerfile\n");
        IsSilent("docker build --build-arg CUDA=12.4 ../..\n");
        IsSilent("docker build --build-arg CUDA=12.4 --target $STAGE .\n");
        IsSilent("docker build --build-arg OTHER=12.4 .\n");
        IsSilent("cd $X\ndocker build --build-arg CUDA=12.4 .\n");
    }

    [Fact]
    public void Stages_that_are_not_built_say_nothing()
    {
        Beside("Dockerfile", "ARG CUDA=12.4.1\nFROM ubuntu:22.04 AS base\nRUN true\nFROM base AS cpu\nRUN true\nFROM nvidia/cuda:${CUDA}-devel-ubuntu22.04 AS gpu\nRUN true\nFROM base AS last\nCOPY --from=gpu /x /x\n");
        IsSilent("docker build --build-arg CUDA=12.4 --target cpu .\n");
        IsSilent("docker build --build-arg CUDA=12.4 --target 1 .\n");
        Reports("docker build --build-arg CUDA=[|12.4|] --target gpu .\n", fixedText: "docker build --build-arg CUDA=12.4.1 --target gpu .\n");
        Reports("docker build --build-arg CUDA=[|12.4|] .\n", fixedText: "docker build --build-arg CUDA=12.4.1 .\n");
        Beside("Dockerfile", "ARG CUDA=12.4.1\nFROM nvidia/cuda:${CUDA}-devel-ubuntu22.04 AS gpu\nRUN true\nFROM ubuntu:22.04\n");
        IsSilent("docker build --build-arg CUDA=12.4 .\n");
    }

    [Fact]
    public void One_argument_for_many_builds()
    {
        Beside("Dockerfile", Dockerfile);
        Reports(string.Concat(Enumerable.Repeat("docker build --build-arg CUDA=[|12.4|] .\n", 3)), fixedText: "docker build --build-arg CUDA=12.4.1 .\ndocker build --build-arg CUDA=12.4.1 .\ndocker build --build-arg CUDA=12.4.1 .\n");
        Assert.InRange(Analyze(new Text.SourceText("build.sh", string.Concat(Enumerable.Repeat("docker build --build-arg CUDA=12.4 .\n", 500)))).Diagnostics.Length, 1, 16);
    }
}

/// <summary>Where the message names the release of an argument's value, the finding stands at that argument.</summary>
public sealed class BuildInstancePlaceTests() : RuleTest<EnvLint.Rules.Frameworks.TorchCompanions>("build.sh")
{
    [Fact]
    public void A_local_version_is_told_of_its_release()
    {
        Beside("Dockerfile", "ARG TORCH=1.12.1+cu113\nARG VISION=0.13.1+cu113\nARG TF=2.9.2\nFROM nvidia/cuda:11.8.0-base-ubuntu22.04\nARG TORCH\nARG VISION\nARG TF\nRUN pip install torch==${TORCH} torchvision==${VISION} tensorflow==${TF}\n");
        Reports("docker build --build-arg TF=2.3.1 --build-arg TORCH=[|1.7.0+cu110|] .\n");
        IsSilent("docker build --build-arg TF=2.3.1 --build-arg TORCH=1.12.1+cu116 .\n");
    }
}
