using EnvLint.Diagnostics;
using EnvLint.Rules.Conda;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Conda;

public sealed class CpuBuildLikelyTests() : RuleTest<CpuBuildLikely>("Dockerfile")
{
    [Fact]
    public void In_a_CUDA_image() => Reports(
        "FROM nvidia/cuda:12.4.1-base-ubuntu22.04\nRUN micromamba create -y -n ml -c conda-forge python=3.11 [|pytorch=2.4.1|]\n",
        fixedText: "FROM nvidia/cuda:12.4.1-base-ubuntu22.04\nRUN CONDA_OVERRIDE_CUDA=12.4 micromamba create -y -n ml -c conda-forge python=3.11 pytorch=2.4.1\n",
        message: "conda looks for a driver to choose the build of 'pytorch', a build of an image has none, and so it takes the one for the CPU: the image nvidia/cuda is for a GPU",
        safety: FixSafety.Suggested);

    [Fact]
    public void A_channel_of_its_own() => Reports(
        "FROM nvidia/cuda:12.4.1-base-ubuntu22.04\nRUN /opt/conda/bin/conda install -y [|conda-forge::tensorflow|]\n",
        fixedText: "FROM nvidia/cuda:12.4.1-base-ubuntu22.04\nRUN CONDA_OVERRIDE_CUDA=12.4 /opt/conda/bin/conda install -y conda-forge::tensorflow\n");

    [Fact]
    public void Packages_for_a_GPU_beside_it() => Reports(
        "FROM condaforge/miniforge3:24.9.2-0\nRUN conda install -y [|pytorch|]\nRUN pip install cupy-cuda12x\n",
        message: "conda looks for a driver to choose the build of 'pytorch', a build of an image has none, and so it takes the one for the CPU: 'cupy-cuda12x' beside it is for a GPU");

    [Theory]
    [InlineData("RUN CONDA_OVERRIDE_CUDA=12.4 conda install -y -c conda-forge pytorch")]
    [InlineData("ENV CONDA_OVERRIDE_CUDA=12.4\nRUN conda install -y -c conda-forge pytorch")]
    [InlineData("RUN export CONDA_OVERRIDE_CUDA=12.4 && conda install -y -c conda-forge pytorch")]
    [InlineData("ARG CONDA_OVERRIDE_CUDA=12.4\nRUN conda install -y -c conda-forge pytorch")]
    [InlineData("RUN conda install -y -c conda-forge pytorch-gpu pytorch")]
    [InlineData("RUN conda install -y -c conda-forge 'pytorch=2.4.1=*cuda*'")]
    [InlineData("RUN conda install -y -c conda-forge 'pytorch=*=cuda126*'")]
    [InlineData("RUN conda install -y -c conda-forge pytorch cuda-version=12.6")]
    [InlineData("RUN conda install -y -c conda-forge pytorch pytorch-cpu")]
    [InlineData("RUN conda install -y -c pytorch -c nvidia pytorch pytorch-cuda=12.4")]
    [InlineData("RUN conda install -y -c pytorch -c conda-forge pytorch=2.1")]
    [InlineData("RUN conda install -y -c example pytorch")]
    [InlineData("RUN conda install -y pytorch")]
    [InlineData("RUN conda install -y -c conda-forge numpy")]
    public void Others(string text) => IsSilent("FROM nvidia/cuda:12.4.1-base-ubuntu22.04\n" + text + "\n");

    [Theory]
    [InlineData("Dockerfile", "FROM condaforge/miniforge3:24.9.2-0\nRUN conda install -y pytorch\n")]
    [InlineData("Dockerfile", "FROM nvidia/cuda:12.4.1-base-ubuntu22.04 AS a\nENV CONDA_OVERRIDE_CUDA=12.4\nFROM a\nRUN conda install -y -c conda-forge pytorch\n")]
    [InlineData("setup.sh", "conda install -y -c conda-forge pytorch\npip install cupy-cuda12x\n")]
    [InlineData("environment.yml", "channels:\n  - conda-forge\ndependencies:\n  - pytorch\n")]
    public void Elsewhere(string file, string text) => IsSilent(text, file: file);
}
