namespace EnvLint.Knowledge;

/// <summary>A tag of <c>nvidia/cuda</c> that is there.</summary>
/// <param name="name">The tag: <c>12.4.1-cudnn-devel-ubuntu22.04</c>.</param>
/// <param name="tag">The tag taken apart.</param>
/// <param name="row">What is known of its release.</param>
public sealed class CudaImageTag(string name, CudaTag tag, DockerImagesCudaImageRow row)
{
    /// <summary>The tag as it is written.</summary>
    public string Name { get; } = name;

    /// <summary>The tag taken apart.</summary>
    public CudaTag Tag { get; } = tag;

    /// <summary>What is known of its release.</summary>
    public DockerImagesCudaImageRow Row { get; } = row;

    /// <summary>Whether its release still gets updates, as far as the table says.</summary>
    public bool IsAlive => Row.Status is "supported" or "newer";
}
