using System.Buffers;
using System.Text;
using EnvLint.Knowledge;

namespace EnvLint.Manifests.Guides;

/// <summary>Package managers that tell distributions apart.</summary>
[Flags]
internal enum GuideTools
{
    None = 0,
    Apt = 1,
    Dnf = 2,
    Zypper = 4,
    Pacman = 8,
    Brew = 16,
}

/// <summary>What a heading says of the readers that its section is for.</summary>
internal sealed class GuideTopics
{
    // Members of one group exclude each other.
    private static readonly string[][] s_groups =
    [
        ["ubuntu|debian|apt", "fedora|rhel|centos|red hat|rocky|alma|dnf|yum", "suse|opensuse|sles|zypper", "arch linux|manjaro|pacman", "macos|mac os|homebrew"],
        ["podman", "docker"],
    ];

    private static readonly string[] s_options = ["option ", "method ", "alternative", "choice ", "approach ", "variant ", "オプション", "方法", "パターン", "方式", "案"];

    private static readonly SearchValues<char> s_joints = SearchValues.Create("/,|&+、与和或");
    private static readonly string[] s_steps = ["step", "part", "ステップ", "手順", "步骤", "第"];

    private readonly int[] _members;
    private readonly string _stem;
    private readonly bool _hasVersion;
    private readonly bool _isOption;
    private readonly bool _isCase;

    private GuideTopics(string title)
    {
        var text = title.ToLowerInvariant();
        _members = new int[s_groups.Length];
        for (var group = 0; group < s_groups.Length; group++)
        {
            for (var member = 0; member < s_groups[group].Length; member++)
            {
                if (ContainsAny(text, s_groups[group][member]))
                {
                    _members[group] |= 1 << member;
                }
            }
        }

        (_stem, _hasVersion) = Stem(text);
        _isOption = IsNumbered(text);
        _isCase = text.EndsWith("場合", StringComparison.Ordinal);
        IsWsl = ContainsAny(text, "wsl|subsystem for linux");
        IsStep = BeginsWithNumber(text);
        IsWindows = IsWsl || ContainsAny(text, "windows");
        IsWslAlone = IsWsl && !ContainsAny(text.Replace("subsystem for linux", "", StringComparison.Ordinal), "linux|native|macos|docker desktop|powershell|or|and|vs|versus|without|not|no") && text.AsSpan().IndexOfAny(s_joints) < 0;
        IsMac = NamesMac(text);
        NamesSystem = (MachineWords.In(text) & (NamedMachines.Linux | NamedMachines.Windows | NamedMachines.Nvidia)) != NamedMachines.None;
        IsNative = ContainsAny(text, "native|ネイティブ|bare metal|bare-metal|ベアメタル|dual boot|デュアルブート|macos") || (!IsWsl && ContainsAny(text, "linux"));
    }

    /// <summary>Whether it names WSL.</summary>
    public bool IsWsl { get; }

    /// <summary>Whether it names WSL and nothing that its section could be for besides.</summary>
    public bool IsWslAlone { get; }

    /// <summary>Whether it has a number, so that a reader goes on with the next one.</summary>
    public bool IsStep { get; }

    /// <summary>Whether it names machines of Apple only.</summary>
    public bool IsMac { get; }

    /// <summary>Whether it names machines of another system.</summary>
    public bool NamesSystem { get; }

    /// <summary>Whether it names Windows or WSL.</summary>
    public bool IsWindows { get; }

    /// <summary>Whether it names a machine that runs Linux itself.</summary>
    public bool IsNative { get; }

    /// <summary>Whether a text names the machines of Apple and no others.</summary>
    /// <param name="text">A heading, a caption, a file's name.</param>
    public static bool NamesMac(ReadOnlySpan<char> text) =>
        (MachineWords.In(text) & (NamedMachines.Mac | NamedMachines.Linux | NamedMachines.Windows | NamedMachines.Nvidia)) == NamedMachines.Mac

        // NVIDIA has an MPS, too.
        && (text.Contains("mac", StringComparison.OrdinalIgnoreCase) || text.Contains("apple", StringComparison.OrdinalIgnoreCase)
            || text.Contains("osx", StringComparison.OrdinalIgnoreCase) || text.Contains("darwin", StringComparison.OrdinalIgnoreCase));

    /// <summary>Reads a heading.</summary>
    /// <param name="title">Its text.</param>
    public static GuideTopics Of(string title) => new(title);

    /// <summary>Whether two headings of one level say that a reader follows one of their sections.</summary>
    public static bool Exclude(GuideTopics first, GuideTopics second)
    {
        if ((first._isOption && second._isOption) || (first._isCase && second._isCase))
        {
            return true;
        }

        // "CUDA 11.8" and "CUDA 12.1".
        if (first._hasVersion && second._hasVersion && string.Equals(first._stem, second._stem, StringComparison.Ordinal))
        {
            return true;
        }

        for (var group = 0; group < s_groups.Length; group++)
        {
            if (first._members[group] != 0 && second._members[group] != 0 && (first._members[group] & second._members[group]) == 0)
            {
                return true;
            }
        }

        return false;
    }

    // Words, not parts of words: "pip" is not in "pipeline", but stands in "pipの場合".
    private static bool ContainsAny(string text, string words)
    {
        foreach (var range in words.AsSpan().Split('|'))
        {
            var word = words.AsSpan()[range];
            for (var from = 0; text.AsSpan(from).IndexOf(word, StringComparison.Ordinal) is >= 0 and var found;)
            {
                var start = from + found;
                var end = start + word.Length;
                if (!(start > 0 && char.IsAsciiLetter(text[start - 1])) && !(end < text.Length && char.IsAsciiLetter(text[end])))
                {
                    return true;
                }

                from = end;
            }
        }

        return false;
    }

    // The heading without the number in front and with its versions taken out.
    private static (string Stem, bool HasVersion) Stem(string text)
    {
        var start = 0;
        while (start < text.Length && (char.IsAsciiDigit(text[start]) || text[start] is '.' or ')' or '-' or ' '))
        {
            start++;
        }

        var stem = new StringBuilder(text.Length - start);
        var hasVersion = false;
        for (var i = start; i < text.Length; i++)
        {
            if (!char.IsAsciiDigit(text[i]))
            {
                stem.Append(text[i]);
                continue;
            }

            var end = i;
            while (end < text.Length && (char.IsAsciiDigit(text[end]) || (text[end] == '.' && end + 1 < text.Length && char.IsAsciiDigit(text[end + 1]))))
            {
                hasVersion |= text[end] == '.';
                end++;
            }

            stem.Append('0');
            i = end - 1;
        }

        return (stem.ToString(), hasVersion);
    }

    // "1. Install WSL", "Step 2: CUDA", "第三步".
    private static bool BeginsWithNumber(string text)
    {
        var number = text.AsSpan().TrimStart();
        foreach (var word in s_steps)
        {
            if (number.StartsWith(word, StringComparison.Ordinal))
            {
                number = number[word.Length..].TrimStart();
                break;
            }
        }

        return !number.IsEmpty && (char.IsAsciiDigit(number[0]) || number[0] is (>= '①' and <= '⑳') or '一' or '二' or '三' or '四' or '五');
    }

    // "Option 2", "方法A", "案①".
    private static bool IsNumbered(string text)
    {
        foreach (var word in s_options)
        {
            var at = text.IndexOf(word, StringComparison.Ordinal);
            if (at < 0)
            {
                continue;
            }

            var behind = text.AsSpan(at + word.Length).TrimStart();
            if (word == "alternative" || (!behind.IsEmpty && (char.IsAsciiDigit(behind[0]) || behind[0] is >= '①' and <= '⑳' || (char.IsAsciiLetter(behind[0]) && (behind.Length == 1 || !char.IsAsciiLetter(behind[1]))))))
            {
                return true;
            }
        }

        return false;
    }
}
