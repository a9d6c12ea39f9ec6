using EnvLint.Environment;
using EnvLint.Environment.Facts;

namespace EnvLint.Core.Tests.Environment;

public sealed class EnvironmentGroupingTests
{
    [Fact]
    public void Conda_environments_by_name_and_activation()
    {
        Assert.Equal(
            "Conda ml 3.10: python pytorch pip-tools | Conda other: numpy",
            Show("setup.sh", "conda create -n ml python=3.10 -y\nconda activate ml\nconda install pytorch\nconda install -n other numpy\npip install pip-tools\n"));
    }

    [Fact]
    public void Creating_an_environment_again_begins_anew() =>
        Assert.Equal(
            "Conda ml 3.11: python torch",
            Show("setup.sh", "conda create -n ml python=3.10 numpy\nconda create -n ml python=3.11\nconda activate ml\npip install torch\n"));

    [Fact]
    public void Terminal_has_one_active_environment() =>
        Assert.Equal("Conda : pytorch torchvision", Show("setup.sh", "conda install pytorch\npip install torchvision\n"));

    [Fact]
    public void Image_has_its_python_and_conda_apart() =>
        Assert.Equal(
            "Conda base: pytorch | System : torchvision",
            Show("Dockerfile", "FROM ubuntu:22.04\nRUN conda install -y pytorch\nRUN pip install torchvision\n"));

    [Fact]
    public void Python_image_and_virtual_environment() =>
        Assert.Equal(
            "System  3.11: wheel | Venv /opt/venv: torch numpy",
            Show("Dockerfile", "FROM python:3.11-slim\nRUN pip install wheel\nRUN python -m venv /opt/venv\nENV PATH=/opt/venv/bin:$PATH\nRUN pip install torch\nRUN /opt/venv/bin/pip install numpy\n"));

    [Fact]
    public void Activation_ends_with_its_layer() =>
        Assert.Equal(
            "Conda ml: torch | System : numpy",
            Show("Dockerfile", "FROM ubuntu:22.04\nRUN . /opt/conda/etc/profile.d/conda.sh && conda activate ml && pip install torch\nRUN pip install numpy\n"));

    [Fact]
    public void Stage_begins_with_what_its_base_has() =>
        Assert.Equal(
            "System  3.12: torch | System  3.12: torch torchvision",
            Show("Dockerfile", "FROM python:3.12 AS base\nRUN pip install torch\nFROM base AS app\nRUN pip install torchvision\nFROM base AS other\nRUN true\n"));

    [Fact]
    public void Program_and_target_decide()
    {
        Assert.Equal(
            "Venv /srv/venv: torch | System : numpy | System : scipy | Conda x: tqdm",
            Show("setup.sh", "/srv/venv/bin/pip install torch\npip install --target /srv/lib numpy\nconda run -n x pip install scipy\n/opt/conda/envs/x/bin/python -m pip install tqdm\n"));
    }

    [Fact]
    public void Last_request_counts_and_conditional_ones_do_not()
    {
        var environment = Assert.Single(FactText.Facts("setup.sh", "pip install torch==2.0\npip install torch==2.1\nif true; then pip install torch==2.2; fi\n").Environments);
        Assert.Equal("==2.1", environment.Last("torch")?.Constraint);
        Assert.Null(environment.Last("torch", PackageManager.Conda));
        Assert.False(environment.AreTogether(environment.Requests[0], environment.Requests[2]));
    }

    [Fact]
    public void Other_package_managers_make_no_environment() =>
        Assert.Equal("", Show("setup.sh", "apt-get install -y python3-torch\n"));

    [Fact]
    public void What_stages_inherit_is_bounded()
    {
        var text = "FROM ubuntu:22.04 AS s0\n" + string.Concat(Enumerable.Range(0, 1000).Select(static i => $"FROM s{i} AS s{i + 1}\nRUN pip install p{i}\n"));

        var environments = FactText.Facts("Dockerfile", text).Environments;

        Assert.Equal(1000, environments.Length);
        Assert.Equal(100, environments[99].Requests.Length);
        Assert.InRange(environments.Sum(static environment => environment.Requests.Length), 1000, 50_000);
    }

    [Fact]
    public void Channels_without_end_are_not_all_kept()
    {
        var text = "conda install " + string.Concat(Enumerable.Range(0, 1000).Select(static i => $"-c c{i} ")) + "numpy\n";

        var request = Assert.Single(FactText.Facts("setup.sh", text).Packages);

        Assert.InRange(request.Sources.Channels.Length, 1, 100);
        Assert.False(request.Sources.IsComplete);
    }

    private static string Show(string path, string text) =>
        string.Join(" | ", FactText.Facts(path, text).Environments.Select(static environment =>
            $"{environment.Kind} {environment.Name}{(environment.Python?.Version is { } version ? $" {version.Major}.{version.Minor}" : "")}: {string.Join(' ', environment.Requests.Select(static request => request.Name))}"));
}
