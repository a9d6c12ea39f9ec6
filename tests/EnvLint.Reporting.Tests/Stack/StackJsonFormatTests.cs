using System.Text.Json;
using EnvLint.Reporting.Stack;

namespace EnvLint.Reporting.Tests.Stack;

public sealed class StackJsonFormatTests
{
    private static readonly StackJsonFormat Format = new();

    [Fact]
    public void Each_verdict() => Expected.Matches("stack/everything.json", Format.Write(StackSample.Everything()));

    [Fact]
    public void Without_environments()
    {
        using var json = JsonDocument.Parse(Format.Write([]));
        Assert.Equal(0, json.RootElement.GetProperty("environments").GetArrayLength());
        Assert.Equal(1, json.RootElement.GetProperty("version").GetInt32());
    }

    [Fact]
    public void Every_environment_has_every_property()
    {
        using var json = JsonDocument.Parse(Format.Write([.. StackSample.Everything(), StackSample.Wide(), StackSample.Hostile()]));
        Assert.Equal(["version", "tool", "environments"], Names(json.RootElement));
        foreach (var environment in json.RootElement.GetProperty("environments").EnumerateArray())
        {
            Assert.Equal(["name", "target", "files", "requires", "builds", "verdict", "reason", "conflict", "suggestions"], Names(environment));
            Assert.Equal(["driver", "computeCapability", "python", "platform", "platformAssumed"], Names(environment.GetProperty("requires")));
            foreach (var build in environment.GetProperty("builds").EnumerateArray())
            {
                Assert.Equal(["layer", "package", "version", "cuda", "certain", "choices", "reason", "path", "line", "column", "endLine", "endColumn"], Names(build));
            }

            if (environment.GetProperty("verdict").GetString() == "conflict")
            {
                Assert.Equal(["sentence", "certain", "today", "gpu", "driver", "places", "sources"], Names(environment.GetProperty("conflict")));
            }
            else
            {
                Assert.Equal(JsonValueKind.Null, environment.GetProperty("conflict").ValueKind);
            }
        }
    }

    [Fact]
    public void Hidden_characters_are_escaped_and_come_back()
    {
        var answer = StackSample.Hostile();
        var output = Format.Write([answer]);
        Assert.DoesNotContain(output, static c => c is (< ' ' and not '\n') or (>= '\x7f' and <= '\x9f') or '\u202e' or '\u200b' or '\u2028');
        using var json = JsonDocument.Parse(output);
        var environment = json.RootElement.GetProperty("environments")[0];
        Assert.Equal(answer.Stack.Name, environment.GetProperty("name").GetString());
        Assert.Equal(answer.Reason, environment.GetProperty("reason").GetString());
        Assert.Equal(answer.Stack.Parts[0].Place.File.Path, environment.GetProperty("builds")[0].GetProperty("path").GetString());
    }

    [Fact]
    public void An_image_is_named_by_its_repository_and_places_count_from_one()
    {
        using var json = JsonDocument.Parse(Format.Write(StackSample.OfText("Dockerfile", "# x\nFROM nvidia/cuda:12.4.1-base-ubuntu22.04\n", null)));
        var build = json.RootElement.GetProperty("environments")[0].GetProperty("builds")[0];
        Assert.Equal(("image", "nvidia/cuda", "12.4.1-base-ubuntu22.04", "12.4"), (build.GetProperty("layer").GetString(), build.GetProperty("package").GetString(), build.GetProperty("version").GetString(), build.GetProperty("cuda").GetString()));
        Assert.Equal((2, 6, 2, 41), (build.GetProperty("line").GetInt32(), build.GetProperty("column").GetInt32(), build.GetProperty("endLine").GetInt32(), build.GetProperty("endColumn").GetInt32()));
    }

    private static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(static property => property.Name);
}
