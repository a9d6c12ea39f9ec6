using EnvLint.Diagnostics;
using EnvLint.Rules.Cuda;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Cuda;

public sealed class RetiredSigningKeyTests() : RuleTest<RetiredSigningKey>("Dockerfile")
{
    private const string Folder = "https://developer.download.nvidia.com/compute/cuda/repos/";

    private const string List = "RUN echo 'deb https://developer.download.nvidia.com/compute/cuda/repos/ubuntu2004/x86_64/ /' > /etc/apt/sources.list.d/cuda.list\n";

    [Theory]
    [InlineData("apt-key adv --fetch-keys ", "")]
    [InlineData("wget -qO /x ", "")]
    [InlineData("curl -fsSL ", " | apt-key add -")]
    public void Old_key_becomes_the_new_one(string before, string after) =>
        Reports(
            $"FROM ubuntu:20.04\n{List}RUN {before}[|{Folder}ubuntu2004/x86_64/7fa2af80.pub|]{after}\n",
            $"FROM ubuntu:20.04\n{List}RUN {before}{Folder}ubuntu2004/x86_64/3bf863cc.pub{after}\n",
            severity: Severity.Error,
            safety: FixSafety.Safe);

    [Fact]
    public void Without_the_repository_it_is_a_warning() =>
        Reports(
            $"FROM ubuntu:20.04\nRUN apt-key adv --fetch-keys [|{Folder}ubuntu1804/${{NVARCH}}/7fa2af80.pub|]\n",
            $"FROM ubuntu:20.04\nRUN apt-key adv --fetch-keys {Folder}ubuntu1804/${{NVARCH}}/3bf863cc.pub\n",
            severity: Severity.Warning,
            safety: FixSafety.Suggested);

    [Fact]
    public void Key_that_another_repository_needs_too_has_no_fix() =>
        Reports(
            $"FROM ubuntu:20.04\n{List}RUN echo 'deb https://developer.download.nvidia.com/compute/machine-learning/repos/ubuntu2004/x86_64/ /' > /etc/apt/sources.list.d/ml.list\nRUN apt-key adv --fetch-keys [|{Folder}ubuntu2004/x86_64/7fa2af80.pub|]\n",
            severity: Severity.Error);

    [Fact]
    public void Old_key_beside_the_new_one_is_needed_where_another_repository_signs_with_it() => IsSilent(
        $"FROM ubuntu:20.04\n{List}RUN echo 'deb https://developer.download.nvidia.com/compute/machine-learning/repos/ubuntu2004/x86_64 /' > /etc/apt/sources.list.d/ml.list\nRUN apt-key adv --fetch-keys {Folder}ubuntu2004/x86_64/7fa2af80.pub && apt-key adv --fetch-keys {Folder}ubuntu2004/x86_64/3bf863cc.pub\n");

    [Fact]
    public void Rpm_repository_is_a_warning() =>
        Reports(
            $"FROM centos:7\nRUN curl -fsSL [|{Folder}rhel7/x86_64/7fa2af80.pub|] -o /etc/pki/rpm-gpg/RPM-GPG-KEY-NVIDIA\n",
            $"FROM centos:7\nRUN curl -fsSL {Folder}rhel7/x86_64/D42D0685.pub -o /etc/pki/rpm-gpg/RPM-GPG-KEY-NVIDIA\n",
            severity: Severity.Warning);

    [Theory]
    [InlineData("apt-key adv --keyserver keyserver.ubuntu.com --recv-keys [|7FA2AF80|]")]
    [InlineData("apt-key adv --keyserver keyserver.ubuntu.com --recv-keys [|F60F4B3D7FA2AF80|]")]
    public void Id_of_the_old_key(string command) => Reports($"FROM ubuntu:18.04\n{List}RUN {command}", severity: Severity.Error);

    [Fact]
    public void Beside_the_new_key_it_is_an_info() =>
        Reports($"FROM ubuntu:18.04\nRUN apt-key adv --fetch-keys [|{Folder}ubuntu1804/x86_64/7fa2af80.pub|] && apt-key adv --fetch-keys {Folder}ubuntu1804/x86_64/3bf863cc.pub", severity: Severity.Info);

    [Theory]
    [InlineData("tensorflow/tensorflow:1.15.5-gpu")]
    [InlineData("tensorflow/tensorflow:2.4.1-gpu-jupyter")]
    [InlineData("pytorch/pytorch:1.7.1-cuda11.0-cudnn8-devel")]
    public void Image_from_before_fails_at_its_first_update(string image) =>
        Reports($"FROM {image}\nRUN [|apt-get update|] && apt-get install -y git\nRUN apt-get update", severity: Severity.Error);

    [Fact]
    public void Oldest_images_are_a_warning() =>
        Reports("FROM tensorflow/tensorflow:1.4.0-gpu\nRUN [|apt-get update|]", severity: Severity.Warning);

    [Theory]
    [InlineData("FROM ubuntu:20.04\nRUN apt-key del 7fa2af80")]
    [InlineData("FROM ubuntu:20.04\nRUN apt-key adv --fetch-keys https://developer.download.nvidia.com/compute/cuda/repos/ubuntu1804/x86_64/7fa2af80.pub && add-apt-repository \"deb https://developer.download.nvidia.com/devtools/repos/ubuntu2004/amd64/ /\"")]
    [InlineData("FROM ubuntu:18.04\nRUN apt-key adv --fetch-keys https://developer.download.nvidia.com/compute/machine-learning/repos/ubuntu1804/x86_64/7fa2af80.pub")]
    [InlineData("FROM ubuntu:18.04\nRUN dpkg -i cuda-repo-ubuntu1804-10-1-local-10.1.243-418.87.00_1.0-1_amd64.deb && apt-key add /var/cuda-repo-10-1-local-10.1.243-418.87.00/7fa2af80.pub")]
    [InlineData("FROM ubuntu:20.04\nRUN apt-key adv --fetch-keys https://developer.download.nvidia.com/compute/cuda/repos/ubuntu2004/x86_64/3bf863cc.pub")]
    [InlineData("FROM ubuntu:20.04\nRUN echo the key 7fa2af80.pub is retired")]
    [InlineData("FROM tensorflow/tensorflow:1.15.5-gpu\nRUN rm /etc/apt/sources.list.d/cuda.list && apt-get update")]
    [InlineData("FROM tensorflow/tensorflow:1.15.5-gpu\nRUN apt-key del 7fa2af80 && apt-get update")]
    [InlineData("FROM tensorflow/tensorflow:1.15.5-gpu\nRUN apt-get update || true")]
    [InlineData("FROM tensorflow/tensorflow:1.15.5\nRUN apt-get update")]
    [InlineData("FROM tensorflow/tensorflow:1.15.5-gpu\nRUN pip install x")]
    [InlineData("FROM tensorflow/tensorflow:2.15.0-gpu\nRUN apt-get update")]
    [InlineData("FROM pytorch/pytorch:1.7.1-cuda11.0-cudnn8-runtime\nRUN apt-get update")]
    [InlineData("FROM pytorch/pytorch:1.13.1-cuda11.6-cudnn8-devel\nRUN apt-get update")]
    [InlineData("FROM nvidia/cuda:11.1.1-devel-ubuntu20.04\nRUN apt-get update")]
    public void Repairs_and_other_keys_are_silent(string text) => IsSilent(text);
}
