using EnvLint.Rules.Frameworks;
using EnvLint.Testing;

namespace EnvLint.Rules.Tests.Linking;

/// <summary>Three files say it together: the build's argument, the Dockerfile's image, the list of packages.</summary>
public sealed class BuildInstanceRequestsTests() : RuleTest<PythonOutOfRange>("build.sh")
{
    [Fact]
    public void An_argument_chooses_a_Python_that_a_list_does_not_allow()
    {
        Beside("docker/Dockerfile", "ARG PYTHON=3.11\nFROM python:${PYTHON}\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\n");
        Beside("requirements.txt", "torch==2.1.2\n");
        var found = Reports("docker build -f docker/Dockerfile --build-arg PYTHON=[|3.12|] .\n", message: "torch==2.1.2 has wheels for Python 3.8 to 3.11, and this environment has 3.12");
        Assert.Equal(["docker/Dockerfile", "requirements.txt", "docker/Dockerfile"], found[0].Related.Select(static place => place.Source.Path));
        IsSilent("docker build -f docker/Dockerfile --build-arg PYTHON=3.10 .\n");
        Reports("services:\n  a:\n    build:\n      context: .\n      dockerfile: docker/Dockerfile\n      args:\n        PYTHON: \"[|3.12|]\"\n", file: "compose.yaml");
    }

    [Fact]
    public void The_context_of_the_build_says_which_list_it_is()
    {
        Beside("docker/Dockerfile", "ARG PYTHON=3.11\nFROM python:${PYTHON}\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\n");
        Beside("requirements.txt", "torch==2.1.2\n");
        Beside("docker/requirements.txt", "torch==2.5.1\n");
        IsSilent("docker build --build-arg PYTHON=3.12 docker\n");
        Reports("docker build -f docker/Dockerfile --build-arg PYTHON=[|3.12|] .\n");
    }
}
