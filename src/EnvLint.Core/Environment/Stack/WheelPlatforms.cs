using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Syntax.Requirements;

namespace EnvLint.Environment.Stack;

/// <summary>Which wheels an installer takes where.</summary>
public static class WheelPlatforms
{
    /// <summary>The system whose wheels are taken; null where that is not known.</summary>
    /// <param name="scope">Where the installer runs.</param>
    /// <param name="target">The declared target.</param>
    /// <remarks>Linux means x86_64 where nothing says otherwise.</remarks>
    public static WheelPlatform? Of(Scope scope, TargetProfile? target)
    {
        switch (scope.Kind)
        {
            case ScopeKind.WindowsHost:
                return WheelPlatform.Windows;
            case ScopeKind.Unknown when target?.Platform == TargetPlatform.Windows:
                return WheelPlatform.Windows;
            case ScopeKind.Unknown when target is null or { Platform: TargetPlatform.Unknown }:
                return null;
            default:
                // Jetson has wheels of its own.
                return Gpus.Find(target?.Gpu)?.Kind == "jetson" ? null
                    : target?.Arch == "aarch64" ? WheelPlatform.LinuxArm64
                    : WheelPlatform.LinuxX64;
        }
    }

    /// <summary>What conditions of requirements see there.</summary>
    /// <param name="platform">The system.</param>
    /// <param name="python">The environment's Python; null where it is not known.</param>
    public static MarkerEnvironment MarkersOf(WheelPlatform platform, PythonChoice? python)
    {
        var markers = platform switch
        {
            WheelPlatform.LinuxX64 => MarkerEnvironment.Linux with { PlatformMachine = "x86_64" },
            WheelPlatform.LinuxArm64 => MarkerEnvironment.Linux with { PlatformMachine = "aarch64" },
            WheelPlatform.Windows => MarkerEnvironment.Windows with { PlatformMachine = "AMD64" },
            _ => MarkerEnvironment.Unknown with { OsName = "posix", SysPlatform = "darwin", PlatformSystem = "Darwin" },
        };
        return markers with { PythonVersion = python?.Version is { } version ? $"{version.Major}.{version.Minor}" : null, ImplementationName = "cpython", PlatformPythonImplementation = "CPython" };
    }
}
