using EnvLint.Environment.Facts;
using EnvLint.Knowledge;

namespace EnvLint.Environment.Stack;

/// <summary>An installation that may compile.</summary>
/// <param name="Row">What the package's build takes.</param>
/// <param name="Name">The package, for people.</param>
/// <param name="Command">The command that installs it.</param>
/// <param name="Request">The request for it; null where an address or a folder stands for it.</param>
/// <param name="Word">The word that names it, in the file under check unless the request stands elsewhere.</param>
/// <param name="FromRepository">Whether it is installed from its repository.</param>
/// <param name="RunsSetup">Whether <c>setup.py</c> is run without pip, which looks for no wheel.</param>
public sealed record SourceBuild(BuildNeedsPackageRow Row, string Name, CommandUse Command, PackageRequest? Request, Word Word, bool FromRepository, bool RunsSetup);

/// <summary>Whether an installation compiles with <c>nvcc</c>.</summary>
public enum Compilation
{
    /// <summary>No, or that is not known.</summary>
    No,

    /// <summary>As far as is known: no prebuilt wheel fits, or the fact was not checked.</summary>
    Likely,

    /// <summary>Yes.</summary>
    Certain,
}
