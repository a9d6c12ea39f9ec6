using System.Collections.Immutable;

namespace EnvLint.Knowledge;

/// <summary>The files that hold settings of WSL.</summary>
public enum WslFile
{
    /// <summary><c>.wslconfig</c> in the Windows user's profile: all WSL 2 distributions.</summary>
    WslConfig,

    /// <summary><c>/etc/wsl.conf</c>: one distribution.</summary>
    WslConf,

    /// <summary><c>/etc/wsl-distribution.conf</c>: what the maker of a distribution sets.</summary>
    WslDistributionConf,

    /// <summary><c>.wslgconfig</c> in the Windows user's profile: the graphics of WSLg.</summary>
    WslgConfig,
}

/// <summary>How WSL reads a value.</summary>
public enum WslValueKind
{
    /// <summary><c>true</c>, <c>false</c>, <c>1</c> or <c>0</c>.</summary>
    Boolean,

    /// <summary>A C integer: a leading zero means octal, <c>0x</c> hexadecimal.</summary>
    Integer,

    /// <summary>Bytes: digits and an upper-case unit.</summary>
    Size,

    /// <summary>One of the names in <see cref="WslKey.Values"/>.</summary>
    Enumeration,

    /// <summary>A path, taken literally.</summary>
    Path,

    /// <summary>Any text.</summary>
    Text,

    /// <summary>A command line, or arguments that end up in one.</summary>
    Command,

    /// <summary>Six pairs of hexadecimal digits.</summary>
    MacAddress,

    /// <summary>An IPv4 address.</summary>
    IPv4Address,

    /// <summary>Port numbers between commas.</summary>
    PortList,

    /// <summary>Names between commas.</summary>
    NameList,

    /// <summary>Mount options between commas.</summary>
    MountOptions,
}

/// <summary>What has become of a key.</summary>
public enum WslKeyStatus
{
    /// <summary>Read and obeyed.</summary>
    Active,

    /// <summary>Read, without effect.</summary>
    Ignored,

    /// <summary>Read, but at home elsewhere: see <see cref="WslKey.MovedTo"/>.</summary>
    Moved,

    /// <summary>No longer known.</summary>
    Removed,

    /// <summary>Listed somewhere, known to no version.</summary>
    NeverExisted,
}

/// <summary>Values that keep every distribution from starting.</summary>
public enum WslFatal
{
    /// <summary>None.</summary>
    Never,

    /// <summary>A path to nothing.</summary>
    Missing,

    /// <summary>A value that WSL does not take.</summary>
    Invalid,
}

/// <summary>A condition on another key: <c>wsl2.networkingMode=Mirrored</c>, or <c>wsl2.kernel</c> for one that must be set.</summary>
/// <param name="Section">The other key's section.</param>
/// <param name="Name">The other key's name.</param>
/// <param name="Value">The value it must have; null for any that is not empty.</param>
public sealed record WslCondition(string Section, string Name, string? Value)
{
    /// <summary>Reads <c>section.name=value</c>.</summary>
    /// <param name="text">The condition.</param>
    public static WslCondition Parse(string text)
    {
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals < 0
            ? new WslCondition(text[..dot], text[(dot + 1)..], null)
            : new WslCondition(text[..dot], text[(dot + 1)..equals], text[(equals + 1)..]);
    }

    /// <summary>The condition as a person writes it in the file, without its section: <c>networkingMode=Mirrored</c>.</summary>
    public override string ToString() => Value is null ? Name : $"{Name}={Value}";
}

/// <summary>A key of one of WSL's files.</summary>
public sealed record WslKey
{
    /// <summary>The file.</summary>
    public required WslFile File { get; init; }

    /// <summary>The section.</summary>
    public required string Section { get; init; }

    /// <summary>The name; <c>*</c> for a section whose keys are free.</summary>
    public required string Name { get; init; }

    /// <summary>How its value is read.</summary>
    public required WslValueKind Kind { get; init; }

    /// <summary>What has become of it.</summary>
    public required WslKeyStatus Status { get; init; }

    /// <summary>The default as a value; empty where it is none, or depends on the machine.</summary>
    public string Default { get; init; } = "";

    /// <summary>What to know of the default.</summary>
    public string DefaultNote { get; init; } = "";

    /// <summary>The names that an enumeration takes, or the options that a list may hold.</summary>
    public ImmutableArray<string> Values { get; init; } = [];

    /// <summary>What must hold for the key to have an effect.</summary>
    public ImmutableArray<WslCondition> Requires { get; init; } = [];

    /// <summary>What takes its effect away.</summary>
    public ImmutableArray<WslCondition> Excludes { get; init; } = [];

    /// <summary>The home of a moved key, <c>section.name</c>; empty for the others.</summary>
    public string MovedTo { get; init; } = "";

    /// <summary>Which values keep every distribution from starting.</summary>
    public WslFatal Fatal { get; init; }

    /// <summary>Whether a value of it can take the GPU away.</summary>
    public bool ConcernsGpu { get; init; }

    /// <summary>Whether Microsoft documents it.</summary>
    public bool IsDocumented { get; init; }

    /// <summary>The first Windows build; empty where unknown.</summary>
    public string Windows { get; init; } = "";

    /// <summary>The first version of WSL; empty where unknown.</summary>
    public string Wsl { get; init; } = "";

    /// <summary>What else to know.</summary>
    public string Note { get; init; } = "";

    /// <summary>Where it is known from.</summary>
    public required string Source { get; init; }

    /// <summary><c>section.name</c>.</summary>
    public string FullName => $"{Section}.{Name}";

    /// <summary>Whether WSL's parser knows the key today.</summary>
    public bool IsKnown => Status is WslKeyStatus.Active or WslKeyStatus.Ignored or WslKeyStatus.Moved && Name != "*";
}
