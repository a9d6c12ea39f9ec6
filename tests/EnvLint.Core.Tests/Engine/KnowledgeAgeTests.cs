using EnvLint.Configuration;
using EnvLint.Diagnostics;
using EnvLint.Engine;
using EnvLint.Rules;
using EnvLint.Text;

namespace EnvLint.Core.Tests.Engine;

public sealed class KnowledgeAgeTests
{
    private static readonly SourceText Source = new("Dockerfile", "FROM ubuntu:24.04\n");
    private static readonly RuleNames Names = new([new RuleDescriptor
    {
        Code = "ENV007", Name = "old-knowledge", Title = "Old", Category = RuleCategory.Checker, Severity = Severity.Info, Since = "0.1.0",
    }]);

    [Theory]
    [InlineData("2026-11", 2027, 5, 30)]
    [InlineData("2026-11-20", 2027, 5, 20)]
    public void Half_a_year_behind_the_newest_table_it_speaks(string newest, int year, int month, int day)
    {
        var found = KnowledgeAge.Find(Names, Source, newest, new DateOnly(year, month, day));
        Assert.Equal($"the newest table of this version is of {newest}: what came after it is not known, and what is called today's newest is not", found?.Message);
        Assert.Equal(new TextSpan(0, 0), found?.Span);
    }

    [Theory]
    [InlineData("2026-11", 2027, 5, 29)]
    [InlineData("2026-11-20", 2027, 5, 19)]
    [InlineData("2026-11", 2026, 11, 1)]
    [InlineData("2026-11", 2020, 1, 1)]
    [InlineData("", 2030, 1, 1)]
    public void Before_that_it_does_not(string newest, int year, int month, int day) => Assert.Null(KnowledgeAge.Find(Names, Source, newest, new DateOnly(year, month, day)));
}
