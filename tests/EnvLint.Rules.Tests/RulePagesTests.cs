using EnvLint.Testing;

namespace EnvLint.Rules.Tests;

public sealed class RulePagesTests
{
    public static TheoryData<string> Codes()
    {
        var codes = new TheoryData<string>();
        foreach (var rule in RuleCatalog.Instance.All)
        {
            codes.Add(rule.Descriptor.Code);
        }

        return codes;
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Page_shows_what_EnvLint_says(string code)
    {
        var rule = RuleCatalog.Instance.All.Single(rule => rule.Descriptor.Code == code);
        var accept = System.Environment.GetEnvironmentVariable(RulePage.AcceptVariable) == "1";

        // On the disk it may be newer than in the assembly, and there it is rewritten.
        var path = PathOf(rule);
        RulePage.Check(
            RuleCatalog.Instance,
            rule.Descriptor,
            accept ? File.ReadAllText(path).ReplaceLineEndings("\n") : rule.Descriptor.Page,
            accept ? page => File.WriteAllText(path, page) : null);
    }

    private static string PathOf(Rule rule)
    {
        var name = rule.GetType().Name + ".md";
        return Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, "rules"), name, SearchOption.AllDirectories)
            .Single(path => File.ReadLines(path).First() == $"# {rule.Descriptor.Code}: {rule.Descriptor.Name}");
    }
}
