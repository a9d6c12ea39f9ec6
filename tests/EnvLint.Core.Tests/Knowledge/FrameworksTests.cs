using EnvLint.Knowledge;

namespace EnvLint.Core.Tests.Knowledge;

public sealed class FrameworksTests
{
    [Theory]
    [InlineData("2.15.1", "2.15")]
    [InlineData("2.15", "2.15")]
    [InlineData("1.15.5", "1.15")]
    [InlineData("2.22.0", null)]
    [InlineData("2.15.0rc1", null)]
    public void TensorFlow_is_known_by_minors(string version, string? expected) => Assert.Equal(expected, TensorFlow.Find(version)?.Version);

    [Theory]
    [InlineData("2.10", true, false)]
    [InlineData("2.11", false, false)]
    [InlineData("2.14", false, true)]
    public void TensorFlow_left_Windows_and_got_an_extra(string version, bool windows, bool extra)
    {
        var row = TensorFlow.Find(version);
        Assert.NotNull(row);
        Assert.Equal((windows, extra), (row.WindowsGpu, row.AndCuda));
        Assert.Equal(extra, DottedNumber.Compare(TensorFlow.CudaExtra.Since, version) <= 0);
    }

    [Theory]
    [InlineData("0.4.30", "0.4.30", "3.9")]
    [InlineData("0.4.38", "0.4.34", "3.10")]
    [InlineData("0.11.0", "0.11.0", "3.12")]
    public void JAX_rows_hold_until_the_next(string version, string row, string python)
    {
        var found = Jax.Find(version);
        Assert.NotNull(found);
        Assert.Equal((row, python), (found.Version, found.PythonMin));
    }

    [Theory]
    [InlineData("0.2.0")]
    [InlineData("0.12.0")]
    [InlineData("x")]
    public void JAX_before_and_behind_is_unknown(string version) => Assert.Null(Jax.Find(version));

    [Theory]
    [InlineData("cuda12", "0.4.30", true)]
    [InlineData("cuda12_pip", "0.5.3", true)]
    [InlineData("cuda12_pip", "0.6.0", false)]
    [InlineData("cuda11_pip", "0.4.30", false)]
    [InlineData("cuda13", "0.6.2", false)]
    [InlineData("cuda13", "0.7.0", true)]
    [InlineData("cuda", "0.4.1", true)]
    public void JAX_extras_come_and_go(string extra, string version, bool expected)
    {
        var row = Jax.FindExtra(extra);
        Assert.NotNull(row);
        Assert.Equal(expected, Jax.Has(row, version));
    }

    [Fact]
    public void JAX_extra_of_another_kind_is_unknown() => Assert.Null(Jax.FindExtra("tpu"));

    [Theory]
    [InlineData("1.19.2", 12, 9)]
    [InlineData("1.18.1", 11, 8)]
    [InlineData("1.10.0", 11, 8)]
    [InlineData("1.27.0", null, 9)]
    public void ONNX_Runtime_needs_majors(string version, int? cuda, int cudnn)
    {
        var row = OnnxRuntime.Find(version);
        Assert.NotNull(row);
        Assert.Equal((cuda, cudnn), (row.CudaMajor, row.CudnnMajor));
    }

    [Theory]
    [InlineData("onnxruntime", true)]
    [InlineData("onnxruntime-gpu", true)]
    [InlineData("onnxruntime-extensions", false)]
    [InlineData("onnxruntime-genai", false)]
    public void ONNX_Runtime_has_variants(string name, bool expected) => Assert.Equal(expected, OnnxRuntime.FindVariant(name) is not null);

    [Theory]
    [InlineData("3.6", "21.3.1")]
    [InlineData("3.9", "26.0.1")]
    [InlineData("3.10", null)]
    public void Pip_leaves_old_Pythons(string python, string? expected) => Assert.Equal(expected, PythonReleases.LastPipFor(python));

    [Fact]
    public void What_get_pip_refuses_has_a_last_pip_and_a_script_of_its_own()
    {
        var table = PythonReleases.GetPip;
        Assert.Null(PythonReleases.LastPipFor(table.MinPython));
        Assert.DoesNotContain(table.MinPython, table.VersionedExist);
        Assert.All(table.VersionedExist, version => Assert.True(DottedNumber.Compare(version, table.MinPython) < 0));
        Assert.NotNull(PythonReleases.LastPipFor(table.VersionedExist[^1]));
    }

    [Theory]
    [InlineData("ubuntu", "22.04", "3.10")]
    [InlineData("debian", "12", "3.11")]
    [InlineData("ubuntu", "99.04", null)]
    public void Distributions_have_a_Python(string name, string release, string? expected) => Assert.Equal(expected, PythonReleases.OfDistribution(name, release)?.Python3);
}
