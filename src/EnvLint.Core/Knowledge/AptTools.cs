using System.Collections.Immutable;

namespace EnvLint.Knowledge;

/// <summary>Tools and the packages that bring them, from <c>rules/data/apt-tools.toml</c>.</summary>
public static class AptTools
{
    /// <summary>The date of the table.</summary>
    public static string AsOf => AptToolsTable.AsOf;

    /// <summary>The tool that a command's program belongs to; null where no rule asks for it.</summary>
    /// <param name="program">The program without a folder.</param>
    public static AptToolRow? OfProgram(string program)
    {
        foreach (var row in AptToolsTable.Tools)
        {
            if (row.Programs.Contains(program, StringComparer.Ordinal))
            {
                return row;
            }
        }

        return null;
    }

    /// <summary>The package that brings a tool.</summary>
    /// <param name="tool">The tool.</param>
    /// <param name="packageManager">The package manager's command: <c>apt</c>, <c>apk</c>, <c>dnf</c>.</param>
    public static string PackageOf(AptToolRow tool, string packageManager) => packageManager switch
    {
        "apk" => tool.Apk ?? tool.Package,
        "dnf" or "dnf5" or "yum" => tool.Dnf ?? tool.Package,
        _ => tool.Package,
    };

    /// <summary>The tools that installing a package may leave behind, its dependencies included.</summary>
    /// <param name="package">The package.</param>
    /// <returns>Null where the table does not know the package, which may bring anything.</returns>
    public static ImmutableArray<string>? BroughtBy(string package) => Index.Packages.Find(package)?.Brings;

    /// <summary>Whether a program brings no tool, whatever its arguments.</summary>
    /// <param name="program">The program without a folder.</param>
    public static bool IsHarmless(string program) => AptToolsTable.Harmless.Contains(program, StringComparer.Ordinal);

    /// <summary>Whether a program may put a tool in place, but only one that its arguments name.</summary>
    /// <param name="program">The program without a folder.</param>
    public static bool IsPlacing(string program) => AptToolsTable.Placing.Contains(program, StringComparer.Ordinal);

    // Of its own, so that other questions to the table do not make it.
    private static class Index
    {
        internal static readonly NameIndex<AptToolsPackageRow> Packages = new(AptToolsTable.Packages, static row => row.Names);
    }
}
