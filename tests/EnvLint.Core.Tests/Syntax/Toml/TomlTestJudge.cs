using System.Globalization;
using System.Text;
using System.Text.Json;
using EnvLint.Syntax.Toml;
using Xunit.Abstractions;

namespace EnvLint.Core.Tests.Syntax.Toml;

/// <summary>A test that needs a checkout of an outside suite, named by an environment variable; shown as skipped without it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TomlTestFactAttribute : FactAttribute
{
    public const string Variable = "ENVLINT_TOML_TEST";

    public TomlTestFactAttribute()
    {
        if (string.IsNullOrEmpty(System.Environment.GetEnvironmentVariable(Variable)))
        {
            Skip = $"{Variable} names no checkout of toml-lang/toml-test; see tests/judges/toml-test.sh";
        }
    }
}

/// <summary>The suite of toml-lang/toml-test for TOML 1.0 as judge over the parser.</summary>
public sealed class TomlTestJudge(ITestOutputHelper output)
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    [TomlTestFact]
    public void Every_file_of_toml_test_is_judged_as_the_suite_says()
    {
        var folder = Path.Combine(System.Environment.GetEnvironmentVariable(TomlTestFactAttribute.Variable) ?? "", "tests");
        var failures = new List<string>();
        int valid = 0, validPassed = 0, invalid = 0, invalidPassed = 0, undecodable = 0;
        foreach (var name in File.ReadLines(Path.Combine(folder, "files-toml-1.0.0")))
        {
            if (!name.EndsWith(".toml", StringComparison.Ordinal))
            {
                continue;
            }

            var path = Path.Combine(folder, name);
            var bytes = File.ReadAllBytes(path);
            if (name.StartsWith("valid/", StringComparison.Ordinal))
            {
                valid++;
                var problem = JudgeValid(bytes, File.ReadAllText(Path.ChangeExtension(path, ".json")));
                if (problem is null)
                {
                    validPassed++;
                }
                else
                {
                    failures.Add($"{name}: {problem}");
                }
            }
            else
            {
                invalid++;
                var refused = Refuses(bytes, out var notText);
                undecodable += notText ? 1 : 0;
                if (refused)
                {
                    invalidPassed++;
                }
                else
                {
                    failures.Add($"{name}: accepted");
                }
            }
        }

        output.WriteLine($"toml-test 1.0.0: valid {validPassed}/{valid}, invalid {invalidPassed}/{invalid} (of these {undecodable} are not UTF-8 and refused when decoded)");
        foreach (var failure in failures)
        {
            output.WriteLine("toml-test failure: " + failure);
        }

        Assert.Empty(failures);
        Assert.True(valid > 0 && invalid > 0, "the list of files is empty");
    }

    private static bool Refuses(byte[] bytes, out bool notText)
    {
        try
        {
            notText = false;
            return !TomlDocument.Parse(StrictUtf8.GetString(bytes)).Errors.IsEmpty;
        }
        catch (DecoderFallbackException)
        {
            notText = true;
            return true;
        }
    }

    private static string? JudgeValid(byte[] bytes, string expectedJson)
    {
        var document = TomlDocument.Parse(StrictUtf8.GetString(bytes));
        if (!document.Errors.IsEmpty)
        {
            return $"refused at {document.Errors[0].Span}: {document.Errors[0].Message}";
        }

        using var expected = JsonDocument.Parse(expectedJson);
        return Compare(expected.RootElement, document.Root, "");
    }

    private static string? Compare(JsonElement expected, TomlValue actual, string path)
    {
        if (expected.ValueKind == JsonValueKind.Array)
        {
            if (actual is not TomlArray array || array.Items.Length != expected.GetArrayLength())
            {
                return $"{path}: expected an array of {expected.GetArrayLength()}";
            }

            for (var i = 0; i < array.Items.Length; i++)
            {
                if (Compare(expected[i], array.Items[i], $"{path}[{i}]") is { } problem)
                {
                    return problem;
                }
            }

            return null;
        }

        if (IsTagged(expected, out var type, out var value))
        {
            var (actualType, actualValue) = Tag(actual);
            return type == actualType && Canonical(type, value) == actualValue ? null : $"{path}: expected {type} {value}, got {actualType} {actualValue}";
        }

        if (actual is not TomlTable table)
        {
            return $"{path}: expected a table";
        }

        var count = 0;
        foreach (var property in expected.EnumerateObject())
        {
            count++;
            if (!table.TryGet(property.Name, out var entry))
            {
                return $"{path}.{property.Name}: missing";
            }

            if (Compare(property.Value, entry.Value, $"{path}.{property.Name}") is { } problem)
            {
                return problem;
            }
        }

        return table.Entries.Length == count ? null : $"{path}: {table.Entries.Length} names, expected {count}";
    }

    private static bool IsTagged(JsonElement element, out string type, out string value)
    {
        type = value = "";
        if (element.EnumerateObject().Count() != 2
            || !element.TryGetProperty("type", out var typeElement) || typeElement.ValueKind != JsonValueKind.String
            || !element.TryGetProperty("value", out var valueElement) || valueElement.ValueKind != JsonValueKind.String)
        {
            return false;
        }

        type = typeElement.GetString() ?? "";
        value = valueElement.GetString() ?? "";
        return true;
    }

    private static (string Type, string Value) Tag(TomlValue value) => value switch
    {
        TomlString text => ("string", text.Value),
        TomlInteger number => ("integer", number.Value.ToString(CultureInfo.InvariantCulture)),
        TomlFloat number => ("float", Show(number.Value)),
        TomlBoolean truth => ("bool", truth.Value ? "true" : "false"),
        TomlDateTime { Kind: TomlValueKind.OffsetDateTime } d => ("datetime", new DateTimeOffset(ToDateTime(d), TimeSpan.FromMinutes(d.OffsetMinutes)).UtcDateTime.ToString("O", CultureInfo.InvariantCulture)),
        TomlDateTime { Kind: TomlValueKind.LocalDateTime } d => ("datetime-local", ToDateTime(d).ToString("O", CultureInfo.InvariantCulture)),
        TomlDateTime { Kind: TomlValueKind.LocalDate } d => ("date-local", $"{d.Year:D4}-{d.Month:D2}-{d.Day:D2}"),
        TomlDateTime d => ("time-local", new TimeOnly(d.Hour, d.Minute, d.Second).Add(TimeSpan.FromTicks(d.Nanosecond / 100)).ToString("O", CultureInfo.InvariantCulture)),
        _ => (value.Kind.ToString(), ""),
    };

    private static string Canonical(string type, string value) => type switch
    {
        "float" when value.TrimStart('+', '-') is "inf" => value.TrimStart('+'),
        "float" => Show(value is "nan" ? double.NaN : double.Parse(value, NumberStyles.Float, CultureInfo.InvariantCulture)),
        "datetime" => DateTimeOffset.Parse(value, CultureInfo.InvariantCulture).UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        "datetime-local" => DateTime.Parse(value, CultureInfo.InvariantCulture).ToString("O", CultureInfo.InvariantCulture),
        "time-local" => TimeOnly.Parse(value, CultureInfo.InvariantCulture).ToString("O", CultureInfo.InvariantCulture),
        _ => value,
    };

    private static string Show(double value) =>
        double.IsNaN(value) ? "nan" : double.IsInfinity(value) ? (value > 0 ? "inf" : "-inf") : value.ToString("R", CultureInfo.InvariantCulture);

    private static DateTime ToDateTime(TomlDateTime d) =>
        new DateTime(d.Year, d.Month, d.Day, d.Hour, d.Minute, d.Second, DateTimeKind.Unspecified).AddTicks(d.Nanosecond / 100);
}
