using System.Text;
using EnvLint.Syntax.MatchSpec;
using EnvLint.Testing;
using EnvLint.Versions;

namespace EnvLint.Core.Tests.Syntax.MatchSpec;

/// <summary>
/// The entry for tests/judges/match-spec.sh: reads the specs that ENVLINT_MATCH_SPECS names (one a line) and writes what is made of each to
/// the file that ENVLINT_MATCH_SPEC_RESULT names. Without the variables the judge's own list is read.
/// </summary>
public sealed class MatchSpecJudgeTests
{
    private static readonly string Folder = Path.Combine(RepositoryRoot.Path, "tests", "judges");

    [Fact]
    public void Specs_of_the_list_are_read()
    {
        var list = System.Environment.GetEnvironmentVariable("ENVLINT_MATCH_SPECS") ?? Path.Combine(Folder, "match-specs.txt");
        var versions = File.ReadAllLines(Path.Combine(Folder, "match-spec-versions.txt"))
            .Select(static line => CondaVersion.Parse(line, out _) ?? throw new InvalidOperationException($"'{line}' is no version"))
            .ToList();
        var lines = new StringBuilder();
        var refused = 0;
        foreach (var text in File.ReadAllLines(list))
        {
            var spec = MatchSpecParser.Parse(text);
            if (!spec.Errors.IsEmpty)
            {
                refused++;
                lines.Append(text).Append("\trefused\t\t\n");
                continue;
            }

            var takes = string.Concat(versions.Select(version => spec.Version is null ? '1' : spec.Version.Contains(version) switch { true => '1', false => '0', null => '?' }));
            lines.Append(text).Append('\t').Append(spec.Name?.Value ?? "*").Append('\t').Append(spec.BuildPart?.Value).Append('\t').Append(takes).Append('\n');
        }

        Assert.InRange(refused, 1, lines.Length);
        if (System.Environment.GetEnvironmentVariable("ENVLINT_MATCH_SPEC_RESULT") is { } result)
        {
            File.WriteAllText(result, lines.ToString());
        }
    }
}
