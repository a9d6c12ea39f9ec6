using EnvLint.Environment.Facts;
using EnvLint.Knowledge;

namespace EnvLint.Core.Tests.Knowledge;

/// <summary>The lists that completion offers: all that is in them is there, by what the tables say elsewhere.</summary>
public sealed class OfferedTests
{
    [Fact]
    public void AllTagsOfNvidiaCudaAreThere()
    {
        Assert.NotEmpty(CudaImages.Tags);
        Assert.All(CudaImages.Tags, static tag => Assert.Equal(CudaTagState.Exists, CudaImages.StateOf(tag.Name)));
        Assert.Equal(CudaImages.Tags.Length, CudaImages.Tags.Select(static tag => tag.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.Contains(CudaImages.Tags, static tag => tag.Name == "12.4.1-cudnn-devel-ubuntu22.04");
        Assert.DoesNotContain(CudaImages.Tags, static tag => tag.Name.Contains("cudnn-base", StringComparison.Ordinal));
    }

    [Fact]
    public void TheLivingTagsComeFirstEachNewestFirst()
    {
        var alive = CudaImages.Tags.TakeWhile(static tag => tag.IsAlive).ToList();

        Assert.NotEmpty(alive);
        Assert.DoesNotContain(CudaImages.Tags.Skip(alive.Count), static tag => tag.IsAlive);
        foreach (var part in new[] { alive, [.. CudaImages.Tags.Skip(alive.Count)] })
        {
            Assert.All(part.Zip(part.Skip(1)), static pair => Assert.True(DottedNumber.Compare(pair.First.Tag.Version, pair.Second.Tag.Version) >= 0));
        }
    }

    [Fact]
    public void NothingIsSaidAgainstTagsOfPytorch()
    {
        Assert.NotEmpty(FrameworkTags.PytorchTags);
        Assert.All(FrameworkTags.PytorchTags, static tag => Assert.Null(FrameworkTags.FaultOf(new ImageReference("", "pytorch/pytorch", tag, ""))));
    }

    [Fact]
    public void NothingIsSaidAgainstMonthlyTags()
    {
        var tags = FrameworkTags.MonthlyTags("nvcr.io/nvidia/pytorch");

        Assert.Contains("24.05-py3", tags);
        Assert.All(tags, static tag => Assert.Null(FrameworkTags.FaultOf(new ImageReference("nvcr.io", "nvidia/pytorch", tag, ""))));
        Assert.Empty(FrameworkTags.MonthlyTags("nvcr.io/nvidia/nosuch"));
    }

    [Fact]
    public void NamesOfImagesHaveNoPattern()
    {
        Assert.Contains("nvidia/cuda", GpuImages.Names);
        Assert.DoesNotContain(GpuImages.Names, static name => name.AsSpan().IndexOfAny('*', '#') >= 0);
    }

    [Theory]
    [InlineData("torchvision")]
    [InlineData("torchaudio")]
    public void VersionsOfCompanionsBelongToARelease(string name)
    {
        var versions = Torch.CompanionVersions(name);

        Assert.NotEmpty(versions);
        Assert.All(versions, version => Assert.False(Torch.OfCompanion(name, version).IsEmpty));
        Assert.All(versions.Zip(versions.Skip(1)), static pair => Assert.True(DottedNumber.Compare(pair.First, pair.Second) > 0));
    }

    [Fact]
    public void FoldersOfTheIndexWereBuilt()
    {
        var rows = TorchIndex.Cudas.Map(static row => row);

        Assert.NotEmpty(rows);
        Assert.All(rows, static row => Assert.False(TorchIndex.Find(row.Tag).WasNeverBuilt));
        Assert.All(rows.Zip(rows.Skip(1)), static pair => Assert.True(DottedNumber.Compare(pair.First.Cuda, pair.Second.Cuda) > 0));
    }

    [Fact]
    public void NamesOfGpusLeadToTheirRows()
    {
        Assert.Contains("V100", Gpus.Names);
        Assert.Contains("RTX 4090", Gpus.Names);
        Assert.Contains("GTX 1080", Gpus.Names);
        Assert.DoesNotContain(Gpus.Names, static name => name.Contains("and smaller", StringComparison.Ordinal));
        Assert.Equal(Gpus.Names.Length, Gpus.Names.Distinct(StringComparer.Ordinal).Count());
        Assert.All(Gpus.Names, static name => Assert.NotNull(Gpus.Find(name)?.Cc));
    }

    [Fact]
    public void ProjectsAreNotDead()
    {
        Assert.Equal("torch", PipProjects.Names[0]);
        Assert.All(PipProjects.Names, static name => Assert.Null(PypiNames.Find(name)));
        Assert.DoesNotContain("tensorflow-gpu", PipProjects.Names);
    }

    [Fact]
    public void CudasOfCondaForgeAreNewestFirst()
    {
        Assert.Contains("12.9", CondaPackages.ForgeCudas);
        Assert.All(CondaPackages.ForgeCudas.Zip(CondaPackages.ForgeCudas.Skip(1)), static pair => Assert.True(DottedNumber.Compare(pair.First, pair.Second) > 0));
    }
}
