using EnvLint.Diagnostics;
using EnvLint.Rules.Apt;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Apt;

public sealed class AptKeyTests() : RuleTest<AptKey>("Dockerfile")
{
    [Theory]
    [InlineData("debian:13")]
    [InlineData("debian:trixie-slim")]
    [InlineData("ubuntu:26.04")]
    [InlineData("python:3.12-slim")]
    [InlineData("python:3.9")]
    [InlineData("python:3.11-slim-trixie")]
    public void Distribution_without_apt_key_is_an_error(string image) =>
        Reports($"FROM {image}\nRUN [|apt-key adv|] --keyserver keyserver.example.com --recv-keys ABCD", severity: Severity.Error);

    [Theory]
    [InlineData("ubuntu:22.04")]
    [InlineData("debian:12-slim")]
    public void Image_without_gnupg_is_an_error(string image) =>
        Reports($"FROM {image}\nRUN apt-get update && apt-get install -y curl\nRUN curl -fsSL https://example.com/gpg -o k && [|apt-key add|] k", severity: Severity.Error);

    [Theory]
    [InlineData("FROM ubuntu:22.04\nRUN apt-get update && apt-get install -y curl gnupg\nRUN curl -fsSL https://example.com/gpg | [|apt-key add|] -")]
    [InlineData("FROM nvidia/cuda:11.8.0-base-ubuntu22.04\nRUN [|apt-key add|] key.asc")]
    [InlineData("FROM ubuntu:22.04\nRUN apt-get update && apt-get install -y something-else\nRUN [|apt-key add|] key.asc")]
    [InlineData("FROM ubuntu:22.04\nCOPY --from=tools / /\nRUN [|apt-key add|] key.asc")]
    [InlineData("FROM example.com/ours:1\nRUN [|apt-key add|] key.asc")]
    [InlineData("FROM python:3.12.1\nRUN [|apt-key add|] key.asc")]
    [InlineData("FROM debian:13\nRUN if test -x /usr/bin/apt-key; then [|apt-key add|] key.asc; fi")]
    [InlineData("FROM debian:13\nRUN [|apt-key add|] key.asc || true")]
    public void Elsewhere_it_is_a_warning(string markup) => Reports(markup, severity: Severity.Warning);

    [Fact]
    public void A_keyring_of_its_own_is_not_trusted_for_everything() => Reports(
        "FROM nvidia/cuda:11.8.0-base-ubuntu22.04\nRUN curl https://example.com/key.gpg | [|apt-key --keyring /usr/share/keyrings/x.gpg add|] -\n",
        message: "'apt-key add' works only where apt-key still is: Debian 13 and Ubuntu 25.04 have none");

    [Fact]
    public void Piped_key_is_written_into_the_folder_of_keys() =>
        Reports(
            "#!/bin/bash\ncurl -fsSL https://packages.example.com/key.asc | sudo [|apt-key add|] -\n",
            "#!/bin/bash\ncurl -fsSL https://packages.example.com/key.asc | sudo tee /etc/apt/trusted.gpg.d/packages.example.com.asc > /dev/null\n",
            safety: FixSafety.Suggested,
            file: "setup.sh", crlf: false);

    // An image would be built with an empty key where curl fails in front of tee.
    [Theory]
    [InlineData("curl -fsSL https://packages.example.com/key.asc | [|apt-key add|] - && apt-get update", "curl -fsSL https://packages.example.com/key.asc -o /etc/apt/trusted.gpg.d/packages.example.com.asc && apt-get update")]
    [InlineData("wget -qO- https://packages.example.com/key.asc | [|apt-key add|] -", "wget -qO /etc/apt/trusted.gpg.d/packages.example.com.asc https://packages.example.com/key.asc")]
    public void In_an_image_curl_writes_the_key_itself(string run, string expected) => Reports(
        $"FROM nvidia/cuda:11.8.0-devel-ubuntu22.04\nRUN {run}\n", fixedText: $"FROM nvidia/cuda:11.8.0-devel-ubuntu22.04\nRUN {expected}\n", safety: FixSafety.Suggested);

    [Fact]
    public void Binary_key_has_no_fix() =>
        Reports("#!/bin/bash\ncurl -fsSL https://packages.example.com/key.gpg | sudo [|apt-key add|] -\n", file: "setup.sh", crlf: false);

    [Theory]
    [InlineData("apt-key del 7fa2af80")]
    [InlineData("apt-key list")]
    [InlineData("apt-key finger")]
    [InlineData("apt-key export ABCD")]
    [InlineData("apt-key adv --list-keys")]
    [InlineData("echo apt-key add key.asc")]
    [InlineData("gpg --dearmor -o /usr/share/keyrings/x.gpg key.asc")]
    [InlineData("apt-key adv --fetch-keys https://developer.download.nvidia.com/compute/cuda/repos/ubuntu1804/x86_64/7fa2af80.pub")]
    public void Commands_that_add_no_key_are_silent(string command) => IsSilent($"FROM debian:13\nRUN {command}");

    [Theory]
    [InlineData("wget -qO - https://download.docker.com/linux/ubuntu/gpg.asc", "wget -qO /etc/apt/trusted.gpg.d/download.docker.com.asc https://download.docker.com/linux/ubuntu/gpg.asc")]
    [InlineData("wget -qO- https://download.docker.com/linux/ubuntu/gpg.asc", "wget -qO /etc/apt/trusted.gpg.d/download.docker.com.asc https://download.docker.com/linux/ubuntu/gpg.asc")]
    [InlineData("wget --output-document=- https://download.docker.com/linux/ubuntu/gpg.asc", "wget --output-document=/etc/apt/trusted.gpg.d/download.docker.com.asc https://download.docker.com/linux/ubuntu/gpg.asc")]
    public void Wget_writes_the_key_itself(string wget, string direct) => Reports(
        $"FROM ubuntu:22.04\nRUN apt-get update && apt-get install -y wget gnupg && {wget} | [|apt-key add|] - && echo ready\n",
        fixedText: $"FROM ubuntu:22.04\nRUN apt-get update && apt-get install -y wget gnupg && {direct} && echo ready\n",
        file: "Dockerfile");

    [Fact]
    public void Two_keys_of_one_host_have_two_names() => Reports(
        "#!/bin/bash\ncurl -fsSL https://packages.example.com/one.asc | sudo [|apt-key add|] -\ncurl -fsSL https://packages.example.com/two.asc | sudo [|apt-key add|] -\n",
        "#!/bin/bash\ncurl -fsSL https://packages.example.com/one.asc | sudo tee /etc/apt/trusted.gpg.d/packages.example.com-one.asc > /dev/null\n"
            + "curl -fsSL https://packages.example.com/two.asc | sudo tee /etc/apt/trusted.gpg.d/packages.example.com-two.asc > /dev/null\n",
        file: "setup.sh");
}
