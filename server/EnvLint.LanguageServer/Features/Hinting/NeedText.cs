using EnvLint.Environment;
using EnvLint.Environment.Stack;

namespace EnvLint.LanguageServer.Features.Hinting;

/// <summary>The driver that a build needs, in as few words as a hint has.</summary>
internal static class NeedText
{
    /// <summary><c>driver ≥ 525.60.13</c>, on the target's system, or the one that the file is for; empty where it is not known.</summary>
    /// <param name="cuda">The build's CUDA; empty for none.</param>
    /// <param name="view">The file.</param>
    /// <param name="scope">Where the build is.</param>
    public static string DriverOf(string cuda, FileView view, Scope scope)
    {
        var platform = StackTarget.Of(view.Target, scope) is { Platform: not TargetPlatform.Unknown and var declared } ? declared : scope.Kind switch
        {
            ScopeKind.Wsl => TargetPlatform.Wsl2,
            ScopeKind.WindowsHost => TargetPlatform.Windows,
            _ => TargetPlatform.Linux,
        };
        return BuildText.FloorOf(cuda, platform) is { } floor ? $"driver ≥ {floor.Driver}" : "";
    }

    /// <summary>What a build is and what it needs, in one label.</summary>
    /// <param name="what">What it is; empty where that is written.</param>
    /// <param name="need">What it needs, or that it fits; empty where that is not known.</param>
    public static string Join(string what, string need) => (what, need) switch
    {
        ("", "") => "",
        ("", _) => need.StartsWith("driver", StringComparison.Ordinal) ? "needs " + need : need,
        (_, "") => what,
        _ => $"{what}, {need}",
    };
}
