namespace EnvLint.Manifests;

/// <summary>The kinds of file that EnvLint reads.</summary>
public enum ManifestKind
{
    /// <summary>Not a manifest.</summary>
    None,

    /// <summary>A Dockerfile or Containerfile.</summary>
    Dockerfile,

    /// <summary>A POSIX or bash script.</summary>
    Shell,

    /// <summary><c>%USERPROFILE%\.wslconfig</c>: settings of all WSL 2 distributions.</summary>
    WslGlobalConfig,

    /// <summary><c>/etc/wsl.conf</c>: settings of one distribution.</summary>
    WslDistributionConfig,
}
