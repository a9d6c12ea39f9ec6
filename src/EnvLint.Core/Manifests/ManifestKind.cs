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

    /// <summary>A requirements or constraints file of pip.</summary>
    Requirements,

    /// <summary>An environment file of conda: <c>environment.yml</c>.</summary>
    CondaEnvironment,

    /// <summary>A guide in Markdown.</summary>
    Guide,

    /// <summary>A PowerShell script.</summary>
    PowerShell,

    /// <summary>A batch file of Windows: <c>.bat</c>, <c>.cmd</c>.</summary>
    Batch,

    /// <summary>A <c>pyproject.toml</c>: a Python project.</summary>
    PyProject,

    /// <summary>A compose file of Docker: <c>compose.yaml</c>, <c>docker-compose.yml</c>.</summary>
    Compose,
}
