using EnvLint.Diagnostics;
using EnvLint.Rules.Frameworks;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Frameworks;

public sealed class PythonOutOfRangeTests() : RuleTest<PythonOutOfRange>("Dockerfile")
{
    [Fact]
    public void Python_is_too_new()
    {
        var found = Reports(
            "FROM python:3.12\nRUN pip install [|torch==2.1.2|]\n", fixedText: "FROM python:3.11\nRUN pip install torch==2.1.2\n",
            message: "torch==2.1.2 has wheels for Python 3.8 to 3.11, and this environment has 3.12");
        Assert.Single(found[0].Related);
    }

    [Fact]
    public void Python_is_too_old() => Reports("FROM python:3.8-slim\nRUN pip install [|torch==2.5.1|]\n", fixedText: "FROM python:3.9-slim\nRUN pip install torch==2.5.1\n");

    [Fact]
    public void Bounds_inside_the_old_ones() => Reports("FROM python:3.13\nRUN pip install [|'torch>=2.0,<2.3'|]\n", fixedText: "FROM python:3.12\nRUN pip install 'torch>=2.0,<2.3'\n");

    [Fact]
    public void One_finding_for_torch_and_its_companions() => Reports("FROM python:3.12\nRUN pip install [|torch==1.13.1|] torchvision==0.14.1 torchaudio==0.13.1\n", fixedText: "FROM python:3.11\nRUN pip install torch==1.13.1 torchvision==0.14.1 torchaudio==0.13.1\n");

    [Fact]
    public void A_companion_alone() => Reports("FROM python:3.12\nRUN pip install [|torchvision==0.15.2|]\n", fixedText: "FROM python:3.11\nRUN pip install torchvision==0.15.2\n");

    [Fact]
    public void Conda_environment() => Reports(
        "conda create -y -n ml python=3.12\nconda activate ml\npip install [|tensorflow==2.15.0|]\n", fixedText: "conda create -y -n ml python=3.11\nconda activate ml\npip install tensorflow==2.15.0\n", file: "setup.sh",
        message: "tensorflow==2.15.0 has wheels for Python 3.9 to 3.11, and this environment has 3.12");

    [Fact]
    public void Jax() => Reports("FROM python:3.9\nRUN pip install [|jax==0.4.31|]\n", fixedText: "FROM python:3.10\nRUN pip install jax==0.4.31\n");

    [Theory]
    [InlineData("FROM python:3.12\nRUN pip install torch==2.2.2\n")]
    [InlineData("FROM python:3.12\nRUN pip install torch==2.3.0\n")]
    [InlineData("FROM python:3.13\nRUN pip install torch==2.5.1\n")]
    [InlineData("FROM python:3.11\nRUN pip install torch==1.13.1\n")]
    [InlineData("FROM python:3.14\nRUN pip install 'torch>=2.0'\n")]
    [InlineData("FROM python:3.14\nRUN pip install torch\n")]
    [InlineData("FROM python:3.8\nRUN pip install 'torch<=2.6'\n")]
    [InlineData("FROM python:3.8\nRUN pip install 'torch>=2.4,<2.6'\n")]
    [InlineData("FROM python:3.12\nRUN pip install 'torch<2'\n")]
    [InlineData("FROM python:3.12\nRUN pip install torch==1.6.0\n")]
    [InlineData("FROM python:3.12\nRUN pip install torch==2.99.0\n")]
    [InlineData("FROM python:3.12\nRUN pip install \"torch==2.1.2; python_version < '3.12'\"\n")]
    [InlineData("FROM python:3.12\nRUN pip install torch==2.1.2 --index-url https://wheels.example.com/\n")]
    [InlineData("FROM python:3\nRUN pip install torch==2.1.2\n")]
    [InlineData("FROM ubuntu:24.04\nRUN pip install torch==2.1.2\n")]
    [InlineData("FROM python:3.12\nRUN python3.11 -m venv /v && /v/bin/pip install torch==2.1.2\n")]
    [InlineData("FROM python:2.7\nRUN pip install tensorflow==1.15.0\n")]
    [InlineData("FROM python:3.11\nRUN pip install tensorflow==2.15.1\n")]
    [InlineData("FROM python:3.13\nRUN conda install -y pytorch==1.13.1\n")]
    public void Others(string text) => IsSilent(text);

    [Fact]
    public void Python_is_chosen_behind() => IsSilent("pip install torch==2.1.2\nconda install -y python=3.12\n", file: "setup.sh");

    [Fact]
    public void The_image_has_the_Python_and_a_list_the_request()
    {
        Beside("requirements.txt", "numpy\ntorch==2.1.2\ntorchvision==0.16.2\n");
        var found = Reports(
            "FROM python:3.12\nWORKDIR /app\nCOPY requirements.txt .\nRUN pip install -r [|requirements.txt|]\n", fixedText: "FROM python:3.11\nWORKDIR /app\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\n",
            message: "torch==2.1.2 has wheels for Python 3.8 to 3.11, and this environment has 3.12");
        Assert.Equal(["requirements.txt", "Dockerfile"], found[0].Related.Select(static place => place.Source.Path));
        Assert.Equal("torch==2.1.2", found[0].Related[0].Source.ToString(found[0].Related[0].Span));
        Reports("FROM python:3.12\nCOPY . /src\nRUN pip install --no-cache-dir -r [|/src/requirements.txt|]\n", fixedText: "FROM python:3.11\nCOPY . /src\nRUN pip install --no-cache-dir -r /src/requirements.txt\n");
        Reports("conda create -y -n ml python=3.12\nconda activate ml\npip install -r [|requirements.txt|]\n", fixedText: "conda create -y -n ml python=3.11\nconda activate ml\npip install -r requirements.txt\n", file: "setup.sh");
        Reports("# Setup\n```bash\nconda create -y -n ml python=3.12\nconda activate ml\npip install -r [|requirements.txt|]\n```\n", fixedText: "# Setup\n```bash\nconda create -y -n ml python=3.11\nconda activate ml\npip install -r requirements.txt\n```\n", file: "README.md");
        Reports("name: x\ndependencies:\n  - python=3.12\n  - pip\n  - pip:\n    - -r [|requirements.txt|]\n", fixedText: "name: x\ndependencies:\n  - python=3.11\n  - pip\n  - pip:\n    - -r requirements.txt\n", file: "environment.yml");
    }

    [Fact]
    public void A_list_that_fits_or_is_not_known()
    {
        Beside("requirements.txt", "torch==2.1.2\n");
        IsSilent("FROM python:3.11\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\n");
        IsSilent("FROM python:3.12\nRUN pip install -r requirements.txt\n");
        IsSilent("FROM python:3.12\nCOPY requirements.txt .\nRUN sed -i 's/2.1.2/2.5.1/' requirements.txt && pip install -r requirements.txt\n");
        IsSilent("FROM python:3.12\nCOPY requirements.txt .\nRUN if [ -n \"$X\" ]; then pip install -r requirements.txt; fi\n");
        IsSilent("FROM python:$V\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\n");
    }

    [Fact]
    public void The_list_of_another_project_that_a_guide_clones()
    {
        Beside("requirements.txt", "torch==2.1.2\n");
        IsSilent("# Melody\n\n1. `git clone git@github.com:example/other.git fork`\n2. `cd fork`\n3. `conda create --name x python=3.7`\n4. `conda activate x`\n5. `pip install -r requirements.txt`\n", file: "README.md");
        Reports("# Melody\n\n3. `conda create --name x python=3.7`\n4. `conda activate x`\n5. `pip install -r [|requirements.txt|]`\n", fixedText: "# Melody\n\n3. `conda create --name x python=3.8`\n4. `conda activate x`\n5. `pip install -r requirements.txt`\n", file: "README.md");
    }

    [Fact]
    public void One_environment_file_says_both()
    {
        Beside("environment.yml", "dependencies:\n  - python=3.12\n  - pip\n  - pip:\n    - torch==2.1.2\n");
        IsSilent("conda env create -f environment.yml\n", file: "setup.sh");
        IsSilent("FROM condaforge/miniforge3\nCOPY environment.yml .\nRUN conda env create -f environment.yml\n");
    }

    [Theory]
    [InlineData("FROM python:3.13.1-slim\nRUN pip install [|torch==2.1.2|]\n", "FROM python:3.11-slim\nRUN pip install torch==2.1.2\n")]
    public void The_nearest_Python_is_taken(string text, string mended) => Reports(text, fixedText: mended, file: "Dockerfile", safety: FixSafety.Suggested);
}
