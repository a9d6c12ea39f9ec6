using System.Text.Json;
using EnvLint.Configuration;
using EnvLint.Rules;
using EnvLint.Testing;
using EnvLint.Text;

namespace EnvLint.DevTools.Tests;

public sealed class ConfigurationSchemaTests
{
    private static readonly JsonElement Schema = JsonDocument.Parse(ConfigurationSchema.Write(RuleCatalog.Instance.All)).RootElement;

    [Fact]
    public void Every_key_of_the_schema_is_known_to_the_reader()
    {
        foreach (var key in Schema.GetProperty("properties").EnumerateObject())
        {
            Assert.DoesNotContain(Errors($"\"{key.Name}\" = 0\n"), static message => message.Contains("no key", StringComparison.Ordinal) || message.Contains("not supported", StringComparison.Ordinal));
        }

        foreach (var key in Properties("target"))
        {
            Assert.DoesNotContain(Errors($"[target]\n{key} = \"?\"\n"), static message => message.Contains("no key", StringComparison.Ordinal));
        }

        foreach (var key in Properties("file"))
        {
            Assert.DoesNotContain(Errors($"[files]\n\"x\" = {{ {key} = \"?\" }}\n"), static message => message.Contains("no key", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Words_and_examples_of_the_schema_are_taken_by_the_reader()
    {
        foreach (var key in ConfigurationKeys.Target)
        {
            Assert.All(key.Words.IsEmpty ? [key.Example] : key.Words, value => Assert.Empty(Errors($"[target]\n{key.Name} = \"{value}\"\n")));
        }

        foreach (var key in ConfigurationKeys.File)
        {
            Assert.All(key.Words, value => Assert.Empty(Errors($"[files]\n\"x\" = {{ {key.Name} = \"{value}\" }}\n")));
        }

        Assert.All(ConfigurationKeys.Image, key => Assert.Empty(Errors($"[images]\n\"corp/x:*\" = {{ {key.Name} = \"{key.Example}\" }}\n")));
        Assert.All(ConfigurationKeys.Index, key => Assert.Empty(Errors($"[indexes]\n\"https://x\" = {{ {key.Name} = \"{key.Example}\" }}\n")));
        Assert.All(ConfigurationKeys.Root.Single(static key => key.Name == "fail-on").Words, static value => Assert.Empty(Errors($"fail-on = \"{value}\"\n")));
        Assert.All(ConfigurationKeys.Root.Single(static key => key.Name == "severity").Words, static value => Assert.Empty(Errors($"[severity]\nWSL005 = \"{value}\"\n")));
    }

    [Fact]
    public void Keys_that_nobody_knows_are_refused()
    {
        Assert.NotEmpty(Errors("[image]\n"));
        Assert.NotEmpty(Errors("[images]\n\"x\" = { lik = \"y\" }\n"));
        Assert.False(Schema.GetProperty("additionalProperties").GetBoolean());
    }

    // The same files that an outside judge holds the schema to: tests/judges/schema.sh.
    [Theory]
    [InlineData("accepted", true)]
    [InlineData("refused", false)]
    public void The_reader_says_of_the_cases_of_the_schema_what_the_schema_says(string file, bool isRight)
    {
        var cases = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "tests", "judges", "schema", file + ".txt")).Split("---\n").Skip(1).ToList();

        Assert.True(cases.Count >= 5);
        Assert.All(cases.Select(static text => text.Replace("extends = \"../envlint.toml\"\n", "", StringComparison.Ordinal)), text => Assert.Equal(isRight, !Errors(text).Any()));
    }

    [Fact]
    public void References_lead_to_definitions()
    {
        var definitions = Schema.GetProperty("definitions");
        foreach (var part in Schema.GetRawText().Split("\"#/definitions/").Skip(1))
        {
            Assert.True(definitions.TryGetProperty(part[..part.IndexOf('"', StringComparison.Ordinal)], out _));
        }
    }

    private static IEnumerable<string> Properties(string definition) =>
        Schema.GetProperty("definitions").GetProperty(definition).GetProperty("properties").EnumerateObject().Select(static property => property.Name);

    private static IEnumerable<string> Errors(string toml) =>
        ConfigurationLoader.Parse(new SourceText("envlint.toml", toml), "0.1.0").Errors.Select(static error => error.Message);
}
