namespace EnvLint.Knowledge;

/// <summary>The systems that wheels are built for.</summary>
public enum WheelPlatform
{
    /// <summary>Linux on x86_64, also in WSL.</summary>
    LinuxX64,

    /// <summary>Linux on aarch64.</summary>
    LinuxArm64,

    /// <summary>Windows on x86_64.</summary>
    Windows,

    /// <summary>macOS.</summary>
    MacOS,
}
