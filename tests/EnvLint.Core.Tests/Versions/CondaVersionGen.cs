using EnvLint.Versions;
using FsCheck;
using FsCheck.Fluent;

namespace EnvLint.Core.Tests.Versions;

/// <summary>Versions and specs that meet each other closely: few pieces, many ties.</summary>
internal static class CondaVersionGen
{
    private static readonly string[] Pieces = ["0", "1", "2", "10", "01", ".", ".", ".", "_", "-", "a", "rc", "dev", "post", "!", "+", "*", "A", "1.0", "2.1"];

    private static readonly string[] Signs = ["", "=", "==", "!=", "<", "<=", ">", ">=", "~="];

    public static Gen<string> Texts { get; } = Gen.Elements(Pieces).ArrayOf().Select(static pieces => string.Concat(pieces.Take(7)));

    public static Gen<CondaVersion> Versions { get; } =
        Texts.Where(static text => CondaVersion.TryParse(text, out _)).Select(static text => CondaVersion.Parse(text, out _)!);

    public static Gen<CondaVersionSpec> Specs { get; } =
        from first in Conditions()
        from second in Conditions()
        from third in Conditions()
        from form in Gen.Elements("{0}", "{0},{1}", "{0}|{1}", "{0},{1}|{2}", "({0}|{1}),{2}", "{0}|{1}|{2}")
        select CondaVersionSpec.Parse(string.Format(form, first, second, third), out _)!;

    private static Gen<string> Conditions() =>
        from sign in Gen.Elements(Signs)
        from version in Versions
        from end in Gen.Elements("", "", ".*")
        let text = sign + version.Text + (sign is "~=" ? "" : end)
        where CondaVersionSpec.Parse(text, out _) is not null
        select text;
}
