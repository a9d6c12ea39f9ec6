using EnvLint.Environment.Facts;

namespace EnvLint.Core.Tests.Environment;

public sealed class CondaRequestTests
{
    [Theory]
    [InlineData("conda install 'pytorch::pytorch>=2,<3' \"numpy<2\"", "pytorch pytorch>=2,<3; numpy<2")]
    [InlineData("mamba create -n x python=3.10 conda-forge/linux-64::cuda-version=12.4=*_0", "python=3.10; conda-forge cuda-version=12.4=*_0")]
    [InlineData("micromamba install -y -f env.yml 'pytorch[version=2.1,channel=pytorch]'", "pytorch pytorch[version=2.1,channel=pytorch]")]
    [InlineData("conda upgrade NumPy", "numpy")]
    [InlineData("conda update --all", "")]
    [InlineData("conda install ./x-1.0-0.conda https://h/linux-64/y-1.0-0.tar.bz2", "")]
    [InlineData("conda env create -f environment.yml", "")]
    [InlineData("conda remove numpy", "")]
    [InlineData("conda list numpy", "")]
    [InlineData("conda install $PACKAGES", "")]
    public void Specs_of_a_command(string script, string expected) =>
        Assert.Equal(expected, string.Join("; ", Requests(script).Select(static request => $"{(request.Channel.Length == 0 ? "" : request.Channel + " ")}{request.Name}{request.Constraint}")));

    [Theory]
    [InlineData("conda install -c pytorch -c nvidia --channel=conda-forge x", "pytorch,nvidia,conda-forge", false, true)]
    [InlineData("conda install --override-channels -c conda-forge x", "conda-forge", true, true)]
    [InlineData("conda install x", "", false, true)]
    [InlineData("conda install -c $CHANNEL x", "?", false, false)]
    [InlineData("conda install x $MORE", "", false, false)]
    [InlineData("conda install x --file list.txt", "", false, false)]
    public void Channels_of_a_command(string script, string channels, bool overrides, bool isComplete)
    {
        var sources = Assert.Single(Requests(script)).Sources;
        Assert.Equal(channels, string.Join(',', sources.Channels.Select(static channel => channel.Value ?? "?")));
        Assert.Equal((overrides, isComplete), (sources.OverridesChannels, sources.IsComplete));
    }

    [Fact]
    public void A_spec_that_conda_refuses_is_a_request_with_errors()
    {
        var request = Assert.Single(Requests("conda install 'numpy>=1 <2'"));
        Assert.Equal("numpy", request.Name);
        Assert.Single(request.Spec!.Errors);
    }

    private static IEnumerable<PackageRequest> Requests(string script) => FactText.Facts("a.sh", script).Packages;
}
