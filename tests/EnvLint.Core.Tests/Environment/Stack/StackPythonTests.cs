namespace EnvLint.Core.Tests.Environment.Stack;

/// <summary>Pythons against what is to run on them.</summary>
public sealed class StackPythonTests
{
    [Theory]
    [InlineData("3.9", "torch==2.6.0", "unknown")]
    [InlineData("3.13", "torch==2.6.0", "unknown")]
    [InlineData("3.14", "torch==2.6.0", "error python+torch")]
    [InlineData("3.8", "torch==2.6.0", "error python+torch")]
    [InlineData("3.9", "torch==2.9.0", "error python+torch")]
    [InlineData("3.16", "torch==2.6.0", "error python+torch")]
    [InlineData("2.7", "torch==2.6.0", "error python+torch")]
    [InlineData("3.13", "tensorflow==2.16.1", "error python+tensorflow")]
    [InlineData("3.12", "tensorflow==2.16.1", "unknown")]
    [InlineData("3.9", "jax[cuda12]==0.6.0", "error python+jax")]
    [InlineData("3.10", "jax[cuda12]==0.6.0", "unknown")]
    public void A_release_has_its_Pythons(string python, string request, string expected) =>
        Assert.Equal(expected, StackText.Short(StackText.Solve("Dockerfile", $"FROM python:{python}\nRUN pip install '{request}'\n")));

    [Fact]
    public void The_sentence_says_for_which_it_is() => Assert.Equal(
        "error python+torch: torch 2.4.1+cu121, a build for CUDA 12.1, is for Python 3.8 to 3.12: the environment has Python 3.13",
        StackText.Show(StackText.Solve("Dockerfile", "FROM python:3.13-slim\nRUN pip install torch==2.4.1 --index-url https://download.pytorch.org/whl/cu121\n")));

    [Fact]
    public void A_release_that_was_not_checked_is_not_certain() =>
        Assert.Equal("open python+torch", StackText.Short(StackText.Solve("Dockerfile", "FROM python:3.13-slim\nRUN pip install torch==2.4.1\n")));

    [Fact]
    public void Two_packages_without_a_common_Python_need_no_Python_that_is_said()
    {
        var answer = StackText.Solve("requirements.txt", "tensorflow==2.8.0\njax[cuda13]==0.8.0\n");

        Assert.Equal("error tensorflow+jax: tensorflow 2.8.0 and jax[cuda13] 0.8.0 cannot hold together: tensorflow 2.8.0 is for Python 3.7 to 3.10, jax[cuda13] 0.8.0 is for Python 3.11 to 3.14", StackText.Show(answer));
        Assert.Equal(2, answer.Conflict!.Parts.Select(static part => part.Place.Span).Distinct().Count());
    }

    [Fact]
    public void Packages_with_a_common_Python_need_it()
    {
        var answer = StackText.Solve("requirements.txt", "torch==2.6.0\ntensorflow==2.16.1\n");

        Assert.Equal("unknown: no target is declared", StackText.Show(answer));
        Assert.Equal("3.9 3.10 3.11 3.12", string.Join(' ', answer.Needs.Pythons));
    }

    [Theory]
    [InlineData("FROM python:3\n")]
    [InlineData("FROM python:latest\n")]
    [InlineData("FROM ubuntu:22.04\n")]
    [InlineData("ARG V\nFROM python:${V}\n")]
    public void A_Python_that_is_not_known_is_in_nobodys_way(string from) =>
        Assert.DoesNotContain("python", StackText.Parts(StackText.Solve("Dockerfile", from + "RUN pip install torch==2.6.0\n").Stack), StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void An_open_torch_takes_what_the_Python_allows()
    {
        Assert.StartsWith("Python 3.8 | torch 2.4.1+cu121 (12.1), others", StackText.Parts(StackText.Solve("Dockerfile", "FROM python:3.8\nRUN pip install torch\n").Stack));
        Assert.StartsWith("Python 3.8 | torch 2.4.1+cu121 (12.1)", StackText.Parts(StackText.Solve("environment.yml", "dependencies:\n- python=3.8\n- pip:\n  - torch\n").Stack));
    }

    [Fact]
    public void A_Python_of_conda_counts_for_its_pip() =>
        Assert.Equal("error python+torch", StackText.Short(StackText.Solve("environment.yml", "dependencies:\n- python=3.13\n- pip:\n  - torch==2.1.0+cu121\n")));

    [Fact]
    public void Builds_of_conda_follow_their_channel() =>
        Assert.DoesNotContain("error", StackText.Short(StackText.Solve("environment.yml", "channels: [pytorch, nvidia]\ndependencies:\n- python=3.13\n- pytorch=2.1.0\n- pytorch-cuda=12.1\n")));
}
