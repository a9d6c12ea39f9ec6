namespace EnvLint.Syntax.Requirements;

/// <summary>The variables of a condition.</summary>
public enum MarkerVariable
{
    /// <summary><c>python_version</c>: major and minor.</summary>
    PythonVersion,

    /// <summary><c>python_full_version</c>.</summary>
    PythonFullVersion,

    /// <summary><c>os_name</c>: <c>posix</c>, <c>nt</c>.</summary>
    OsName,

    /// <summary><c>sys_platform</c>: <c>linux</c>, <c>win32</c>, <c>darwin</c>.</summary>
    SysPlatform,

    /// <summary><c>platform_release</c>.</summary>
    PlatformRelease,

    /// <summary><c>platform_system</c>: <c>Linux</c>, <c>Windows</c>, <c>Darwin</c>.</summary>
    PlatformSystem,

    /// <summary><c>platform_version</c>.</summary>
    PlatformVersion,

    /// <summary><c>platform_machine</c>: <c>x86_64</c>, <c>aarch64</c>, <c>AMD64</c>.</summary>
    PlatformMachine,

    /// <summary><c>platform_python_implementation</c>: <c>CPython</c>.</summary>
    PlatformPythonImplementation,

    /// <summary><c>implementation_name</c>: <c>cpython</c>.</summary>
    ImplementationName,

    /// <summary><c>implementation_version</c>.</summary>
    ImplementationVersion,

    /// <summary><c>extra</c>.</summary>
    Extra,

    /// <summary><c>extras</c> and <c>dependency_groups</c>: of lock files.</summary>
    Set,
}

/// <summary>What is known of the environment that a condition asks about. What is null is not known.</summary>
public sealed record MarkerEnvironment
{
    /// <summary>Nothing is known but that no extra is asked for.</summary>
    public static MarkerEnvironment Unknown { get; } = new() { Extra = "" };

    /// <summary>Some Linux.</summary>
    public static MarkerEnvironment Linux { get; } = new() { Extra = "", OsName = "posix", SysPlatform = "linux", PlatformSystem = "Linux" };

    /// <summary>Some Windows.</summary>
    public static MarkerEnvironment Windows { get; } = new() { Extra = "", OsName = "nt", SysPlatform = "win32", PlatformSystem = "Windows" };

    /// <summary><c>python_version</c>.</summary>
    public string? PythonVersion { get; init; }

    /// <summary><c>python_full_version</c>.</summary>
    public string? PythonFullVersion { get; init; }

    /// <summary><c>os_name</c>.</summary>
    public string? OsName { get; init; }

    /// <summary><c>sys_platform</c>.</summary>
    public string? SysPlatform { get; init; }

    /// <summary><c>platform_system</c>.</summary>
    public string? PlatformSystem { get; init; }

    /// <summary><c>platform_machine</c>.</summary>
    public string? PlatformMachine { get; init; }

    /// <summary><c>platform_python_implementation</c>.</summary>
    public string? PlatformPythonImplementation { get; init; }

    /// <summary><c>implementation_name</c>.</summary>
    public string? ImplementationName { get; init; }

    /// <summary>The extra that is asked for; empty for none.</summary>
    public string? Extra { get; init; }

    /// <summary>The value of a variable; null where it is not known.</summary>
    /// <param name="variable">The variable.</param>
    public string? ValueOf(MarkerVariable variable) => variable switch
    {
        MarkerVariable.PythonVersion => PythonVersion,
        MarkerVariable.PythonFullVersion => PythonFullVersion,
        MarkerVariable.OsName => OsName,
        MarkerVariable.SysPlatform => SysPlatform,
        MarkerVariable.PlatformSystem => PlatformSystem,
        MarkerVariable.PlatformMachine => PlatformMachine,
        MarkerVariable.PlatformPythonImplementation => PlatformPythonImplementation,
        MarkerVariable.ImplementationName => ImplementationName,
        MarkerVariable.Extra => Extra,
        _ => null,
    };
}
