using EnvLint.Collections;

namespace EnvLint.Knowledge;

/// <summary>Whether base asks for an acceptance of the default channels' terms.</summary>
public enum CondaTerms
{
    /// <summary>Not known.</summary>
    Unknown,

    /// <summary>It does not.</summary>
    None,

    /// <summary>It does: nothing is solved before they are accepted.</summary>
    Asks,
}

/// <summary>An installer of conda, from the name of its file.</summary>
/// <param name="Row">What is known of its kind.</param>
/// <param name="Version">The version in the name: <c>latest</c>, <c>py310_24.11.1-0</c>, <c>2024.10-1</c>; empty where it has none.</param>
/// <param name="Arch">The processor: <c>x86_64</c>, <c>aarch64</c>; empty where the name does not say it.</param>
/// <param name="IsLinux">Whether it is for Linux.</param>
public sealed record CondaInstaller(CondaInstallerRow Row, string Version, string Arch, bool IsLinux)
{
    /// <summary>Whether the name stands for the newest one.</summary>
    public bool IsLatest => Version == "latest";

    /// <summary>What it needs of the C library; null where that is not known.</summary>
    public CondaInstallersGlibcRow? Glibc
    {
        get
        {
            if (IsLinux)
            {
                foreach (var row in CondaInstallersTable.Glibcs)
                {
                    if (row.Installer == Row.Name && row.Arch == Arch && (row.Version.Length == 0 || row.Version == Version))
                    {
                        return row;
                    }
                }
            }

            return null;
        }
    }

    /// <summary>Whether its base environment asks for an acceptance of terms.</summary>
    public CondaTerms Terms
    {
        get
        {
            if (!Row.Terms)
            {
                return CondaTerms.None;
            }

            if (IsLatest)
            {
                return CondaTerms.Asks;
            }

            // py310_24.11.1-0, 4.12.0; 2024.10-1 of Anaconda.
            var number = Version[(Version.IndexOf('_', StringComparison.Ordinal) + 1)..];
            var dash = number.IndexOf('-', StringComparison.Ordinal);
            number = dash < 0 ? number : number[..dash];
            if (!DottedNumber.IsOne(number))
            {
                return CondaTerms.Unknown;
            }

            var table = CondaInstallersTable.Terms;
            if (Row.Name == "Anaconda")
            {
                return DottedNumber.Compare(number, table.AnacondaWithoutUntil) <= 0 ? CondaTerms.None : CondaTerms.Unknown;
            }

            // Which one was the first is not confirmed, so only the newest is certain to ask.
            return DottedNumber.Compare(number, table.MinicondaWithoutUntil) <= 0 ? CondaTerms.None : CondaTerms.Unknown;
        }
    }
}

/// <summary>Installers of conda, from <c>rules/data/conda-installers.toml</c>.</summary>
public static class CondaInstallers
{
    /// <summary>The date of the table.</summary>
    public static string AsOf => CondaInstallersTable.AsOf;

    /// <summary>The command that accepts the terms.</summary>
    public static string AcceptCommand => CondaInstallersTable.Terms.AcceptCommand;

    /// <summary>The variable that accepts them.</summary>
    public static string AcceptVariable => CondaInstallersTable.Terms.AcceptVariable;

    /// <summary>The setting of <c>conda config</c> that accepts them.</summary>
    public static string AcceptSetting => CondaInstallersTable.Terms.AcceptSetting;

    /// <summary>What conda prints when it stops for them.</summary>
    public static string TermsError => CondaInstallersTable.Terms.Error;

    /// <summary>Whether a variable stands for a CI system, in which the terms count as accepted.</summary>
    /// <param name="variable">The variable's name.</param>
    public static bool IsCiVariable(string variable) => CondaInstallersTable.CiVariables.Exists(row => row.Names.Contains(variable, StringComparer.Ordinal));

    /// <summary>Whether some installer configures a channel, so that it is asked without being named.</summary>
    /// <param name="channel">The channel's plain name.</param>
    public static bool Configures(string channel) => CondaInstallersTable.Installers.Exists(row => row.Channels.Contains(channel, StringComparer.Ordinal));

    /// <summary>The installer that a file or an address names; null where it is none.</summary>
    /// <param name="fileOrUrl">The file or address.</param>
    public static CondaInstaller? Find(string fileOrUrl)
    {
        var query = fileOrUrl.AsSpan().IndexOfAny('?', '#');
        var path = query < 0 ? fileOrUrl : fileOrUrl[..query];
        var name = path[(path.LastIndexOfAny(['/', '\\']) + 1)..];
        if (CondaInstallersTable.Installers.Find(row => NamePattern.Matches(row.Pattern, name)) is not { } row)
        {
            return null;
        }

        // Miniconda3-py310_24.11.1-0-Linux-x86_64.sh
        foreach (var system in (ReadOnlySpan<string>)["-Linux", "-MacOSX", "-Darwin", "-Windows"])
        {
            var at = name.IndexOf(system, StringComparison.Ordinal);
            if (at > 0)
            {
                var first = name.IndexOf('-', StringComparison.Ordinal);
                var version = first < at ? name[(first + 1)..at] : "";
                var rest = name[(at + system.Length)..].TrimStart('-');
                var dot = rest.LastIndexOf('.');
                return new CondaInstaller(row, version, dot < 0 ? rest : rest[..dot], system == "-Linux");
            }
        }

        return new CondaInstaller(row, "", "", IsLinux: false);
    }

    /// <summary>Where a row is known from, in words for people.</summary>
    /// <param name="sources">The row's sources.</param>
    public static string SourceText(string sources) => SourceTexts.First(sources, CondaInstallersTable.Source);
}
