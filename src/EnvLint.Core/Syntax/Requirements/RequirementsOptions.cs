namespace EnvLint.Syntax.Requirements;

/// <summary>The options that pip takes in a requirements file.</summary>
internal static class RequirementsOptions
{
    /// <summary>The long name of an option, and whether it takes a value; null for one that pip does not take there.</summary>
    public static (string Name, bool TakesValue)? Find(ReadOnlySpan<char> name) => name switch
    {
        "-i" or "--index-url" or "--pypi-url" => ("--index-url", true),
        "--extra-index-url" => ("--extra-index-url", true),
        "-f" or "--find-links" => ("--find-links", true),
        "-r" or "--requirement" => ("--requirement", true),
        "-c" or "--constraint" => ("--constraint", true),
        "-e" or "--editable" => ("--editable", true),
        "--no-binary" => ("--no-binary", true),
        "--only-binary" => ("--only-binary", true),
        "--trusted-host" => ("--trusted-host", true),
        "--use-feature" => ("--use-feature", true),
        "--global-option" => ("--global-option", true),
        "--install-option" => ("--install-option", true),
        "--hash" => ("--hash", true),
        "-C" or "--config-settings" or "--config-setting" => ("--config-settings", true),
        "--all-releases" => ("--all-releases", true),
        "--only-final" => ("--only-final", true),
        "--no-index" => ("--no-index", false),
        "--prefer-binary" => ("--prefer-binary", false),
        "--require-hashes" => ("--require-hashes", false),
        "--pre" => ("--pre", false),
        "-Z" or "--always-unzip" => ("--always-unzip", false),
        _ => null,
    };

    /// <summary>Whether pip takes an option on the command line of <c>install</c> but not in a file.</summary>
    public static bool IsOfCommandLine(ReadOnlySpan<char> name) => name is "-U" or "--upgrade" or "--user" or "--no-cache-dir" or "--no-deps" or "--no-build-isolation" or "--force-reinstall"
        or "-q" or "--quiet" or "-v" or "--verbose" or "--break-system-packages" or "--ignore-installed" or "-I" or "--upgrade-strategy" or "-t" or "--target" or "--timeout"
        or "--use-pep517" or "--no-use-pep517" or "--platform" or "--python-version" or "--proxy" or "--disable-pip-version-check" or "--root-user-action" or "--no-clean"
        or "--ignore-requires-python" or "--progress-bar" or "--no-input" or "--dry-run" or "--cache-dir" or "--retries";
}
