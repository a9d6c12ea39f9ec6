using EnvLint.Environment.Facts;
using EnvLint.Knowledge;

namespace EnvLint.Core.Tests.Knowledge;

public sealed class CudaImagesTests
{
    [Theory]
    [InlineData("12.4.1-devel-ubuntu22.04", CudaTagState.Exists)]
    [InlineData("12.4.1-cudnn-devel-rockylinux9", CudaTagState.Exists)]
    [InlineData("12.3.2-cudnn9-runtime-ubuntu22.04", CudaTagState.Exists)]
    [InlineData("12.4.0-base-centos7", CudaTagState.Exists)]
    [InlineData("11.3.1-cudnn8-devel-ubuntu16.04", CudaTagState.Exists)]
    [InlineData("11.0.3-base-ubuntu18.04", CudaTagState.Exists)]
    [InlineData("13.0.0-tensorrt-devel-ubuntu24.04", CudaTagState.Exists)]
    [InlineData("13.3.1-base-ubuntu26.04", CudaTagState.Exists)]
    [InlineData("", CudaTagState.NoTag)]
    [InlineData("latest", CudaTagState.NoTag)]
    [InlineData("12.4-devel-ubuntu22.04", CudaTagState.TwoNumbers)]
    [InlineData("13.1-base-ubuntu22.04", CudaTagState.TwoNumbers)]
    [InlineData("11.0-base-ubuntu20.04", CudaTagState.TwoNumbers)]
    [InlineData("10.2-cudnn7-devel-ubuntu18.04", CudaTagState.Deleted)]
    [InlineData("9.0-base", CudaTagState.Deleted)]
    [InlineData("10.1", CudaTagState.Deleted)]
    [InlineData("11.2.0-devel-ubuntu20.04", CudaTagState.Deleted)]
    [InlineData("11.7.0-cudnn8-runtime-ubuntu22.04", CudaTagState.Deleted)]
    [InlineData("12.7.0-devel-ubuntu22.04", CudaTagState.NeverPublished)]
    [InlineData("12.7-devel-ubuntu22.04", CudaTagState.NeverPublished)]
    [InlineData("12.2.1-devel-ubuntu22.04", CudaTagState.NeverPublished)]
    [InlineData("12.4.1-cudnn8-devel-ubuntu22.04", CudaTagState.CudnnWord)]
    [InlineData("12.4.0-cudnn8-devel-ubuntu22.04", CudaTagState.CudnnWord)]
    [InlineData("12.6.3-cudnn9-devel-ubuntu22.04", CudaTagState.CudnnWord)]
    [InlineData("12.1.1-cudnn-devel-ubuntu22.04", CudaTagState.CudnnWord)]
    [InlineData("13.3.1-cudnn9-devel-ubuntu24.04", CudaTagState.CudnnWord)]
    [InlineData("12.2.2-cudnn8-base-ubuntu22.04", CudaTagState.CudnnWithBase)]
    [InlineData("12.4.0-cudnn-devel-ubuntu22.04", CudaTagState.NoCudnn)]
    [InlineData("12.5.0-cudnn-runtime-ubuntu22.04", CudaTagState.NoCudnn)]
    [InlineData("12.4.1-devel-ubuntu24.04", CudaTagState.NoSystem)]
    [InlineData("12.5.1-cudnn-devel-ubuntu24.04", CudaTagState.NoSystem)]
    [InlineData("12.1.1-base-ubuntu18.04", CudaTagState.NoSystem)]
    [InlineData("12.4.1-devel-ubuntu2204", CudaTagState.NoSystem)]
    [InlineData("12.4.1", CudaTagState.Incomplete)]
    [InlineData("12.4.1-devel", CudaTagState.Incomplete)]
    [InlineData("11.8.0-cudnn8-runtime", CudaTagState.Incomplete)]
    public void State_of_a_tag(string tag, CudaTagState expected) => Assert.Equal(expected, CudaImages.StateOf(tag));

    [Theory]
    [InlineData("13.1.0-cudnn-devel-ubuntu24.04")]
    [InlineData("13.4.2-devel-ubi9")]
    [InlineData("13.4.0-devel-ubuntu24.04")]
    [InlineData("13.3.1-devel-rockylinux10")]
    [InlineData("12.9.9-devel-ubuntu22.04")]
    [InlineData("11.9.0-devel-ubuntu22.04")]
    [InlineData("14.0.0-devel-ubuntu26.04")]
    [InlineData("14.0-devel-ubuntu26.04")]
    [InlineData("12.6.3-tensorrt-devel-ubuntu24.04")]
    [InlineData("13.3.1-devel")]
    [InlineData("12.4.1-devel-ubuntu22.04-custom")]
    [InlineData("nightly")]
    [InlineData("12")]
    [InlineData("12.4.1-cudnnfoo-devel-ubuntu22.04")]
    public void What_the_table_does_not_reach_is_unknown(string tag) => Assert.Equal(CudaTagState.Unknown, CudaImages.StateOf(tag));

    [Theory]
    [InlineData("12.4-devel-ubuntu22.04", "12.4.1-devel-ubuntu22.04")]
    [InlineData("12.1-base-ubuntu18.04", "12.1.0-base-ubuntu18.04")]
    [InlineData("13.1-base-ubuntu22.04", "13.1.1-base-ubuntu22.04")]
    [InlineData("11.2.0-cudnn8-devel-ubuntu20.04", "11.2.2-cudnn8-devel-ubuntu20.04")]
    [InlineData("12.4.1-cudnn8-devel-ubuntu22.04", "12.4.1-cudnn-devel-ubuntu22.04")]
    [InlineData("12.4.0-cudnn8-devel-ubuntu22.04", "12.4.1-cudnn-devel-ubuntu22.04")]
    [InlineData("12.2.2-cudnn8-base-ubuntu22.04", "12.2.2-cudnn8-runtime-ubuntu22.04")]
    [InlineData("12.2.1-runtime-ubuntu22.04", "12.2.2-runtime-ubuntu22.04")]
    [InlineData("12.5.0-devel-ubuntu24.04", "12.5.1-devel-ubuntu24.04")]
    [InlineData("10.2-cudnn7-devel-ubuntu18.04", null)]
    [InlineData("12.4.1-devel-ubuntu24.04", null)]
    [InlineData("12.4.1-devel", null)]
    public void Nearest_tag_of_the_minor(string tag, string? expected) => Assert.Equal(expected, CudaImages.Nearest(CudaTag.Parse(tag)!)?.ToString());

    [Theory]
    [InlineData("11.8.0-cudnn8-devel-ubuntu22.04", "12.0.1-cudnn8-devel-ubuntu22.04")]
    [InlineData("11.0.3-base-ubuntu16.04", null)]
    public void Next_living_tag(string tag, string? expected) => Assert.Equal(expected, CudaImages.NextLiving(CudaTag.Parse(tag)!)?.ToString());

    [Theory]
    [InlineData("12.4.1-cudnn-devel-ubuntu22.04", CudaFlavor.Runtime, "12.4.1-cudnn-runtime-ubuntu22.04")]
    [InlineData("12.4.1-base-ubuntu22.04", CudaFlavor.Devel, "12.4.1-devel-ubuntu22.04")]
    [InlineData("12.4.1-cudnn-devel-ubuntu22.04", CudaFlavor.Base, null)]
    [InlineData("13.4.2-devel-ubi9", CudaFlavor.Runtime, null)]
    public void Sibling_of_another_flavor(string tag, CudaFlavor flavor, string? expected) => Assert.Equal(expected, CudaImages.SiblingOf(tag, flavor)?.ToString());

    [Theory]
    [InlineData("nvidia/cuda:12.8.1-devel-ubuntu22.04", "12.8", new[] { 470, 535, 550, 560, 565 }, new int[0], true)]
    [InlineData("nvidia/cuda:12.4.1-base-ubuntu22.04", "12.4", new[] { 470, 525, 535 }, new[] { 470, 525, 535 }, true)]
    [InlineData("nvidia/cuda:12.8.2-base-ubuntu22.04", "12.8", new[] { 470, 535, 550, 560, 565 }, new int[0], false)]
    [InlineData("nvidia/cuda:13.3.1-base-ubuntu24.04", "13.3", new int[0], new int[0], false)]
    [InlineData("pytorch/pytorch:2.6.0-cuda12.4-cudnn9-devel", "12.4", new[] { 470, 525, 535 }, new[] { 470, 525, 535 }, true)]
    [InlineData("pytorch/pytorch:2.9.0-cuda12.8-cudnn9-devel", "12.8", new[] { 470, 535, 550, 560, 565 }, new int[0], false)]
    public void Requirement_of_an_image(string image, string cuda, int[] pro, int[] geforce, bool isComplete)
    {
        var requirement = CudaImages.RequirementOf(ImageReference.Parse(image));
        Assert.NotNull(requirement);
        Assert.Equal(cuda, requirement.Cuda);
        Assert.Equal(pro, requirement.ProBranches);
        Assert.Equal(geforce, requirement.GeforceBranches);
        Assert.Equal(isComplete, requirement.AreListsComplete);
    }

    [Theory]
    [InlineData("pytorch/pytorch:2.6.0-cuda12.4-cudnn9-runtime")]
    [InlineData("nvidia/cuda:latest")]
    [InlineData("nvidia/cuda:99.0.0-base-ubuntu26.04")]
    [InlineData("ubuntu:24.04")]
    public void Images_without_a_known_requirement(string image) => Assert.Null(CudaImages.RequirementOf(ImageReference.Parse(image)));
}
