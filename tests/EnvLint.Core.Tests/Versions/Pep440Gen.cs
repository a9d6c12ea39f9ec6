using EnvLint.Versions;
using FsCheck;
using FsCheck.Fluent;

namespace EnvLint.Core.Tests.Versions;

/// <summary>Versions and comparisons that meet each other often.</summary>
internal static class Pep440Gen
{
    private static readonly Gen<string> Number = Gen.Elements("0", "0", "1", "1", "2", "10", "00", "99999999999999999999", "999999999999999999");

    public static readonly Gen<string> VersionText =
        from epoch in Gen.Frequency((8, Gen.Constant("")), (1, Gen.Constant("1!")))
        from release in Number.ArrayOf(3)
        from length in Gen.Choose(1, 3)
        from pre in Gen.Frequency((4, Gen.Constant("")), (2, Gen.Elements("a", "b1", "rc1", ".alpha-2", "_c3", "-preview.4", "BETA")))
        from post in Gen.Frequency((4, Gen.Constant("")), (1, Gen.Elements(".post1", "-2", "rev3", ".r", "_post_4")))
        from dev in Gen.Frequency((4, Gen.Constant("")), (1, Gen.Elements(".dev0", "dev1", "-dev-2", "_DEV")))
        from local in Gen.Frequency((3, Gen.Constant("")), (1, Gen.Elements("+cu118", "+cu121", "+CPU", "+1", "+1.2", "+a.1", "+1-a", "+abc_7")))
        select epoch + string.Join('.', release.Take(length)) + pre + post + dev + local;

    public static readonly Gen<Pep440Version> Version = VersionText.Select(static text => Pep440Version.Parse(text));

    private static readonly Gen<string> Clause =
        from comparison in Gen.Elements("==", "!=", "~=", "<=", ">=", "<", ">", "===", "==*", "!=*")
        from version in Version
        from blank in Gen.Elements("", " ")
        select comparison switch
        {
            "==*" or "!=*" => comparison[..2] + blank + version.Base + ".*",
            "~=" => comparison + blank + (version.Release.Length > 1 ? version.Public.ToString() : version.Base + ".0"),
            "==" or "!=" or "===" => comparison + blank + version,
            _ => comparison + blank + version.Public,
        };

    public static readonly Gen<Pep440SpecifierSet> Set =
        from count in Gen.Choose(0, 4)
        from clauses in Clause.ArrayOf(count)
        select Pep440SpecifierSet.Parse(string.Join(',', clauses));

    public static void Holds<T>(Gen<T> values, Action<T> check) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(Arb.From(values), check));
}
