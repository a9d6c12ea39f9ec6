using System.Reflection;
using System.Text;
using Xunit.Sdk;

namespace EnvLint.Reporting.Tests;

/// <summary>Holds an output against the file that shows how it is to be.</summary>
/// <remarks>With <c>ENVLINT_ACCEPT=1</c> in the environment a file that differs is written anew: look at what version control then shows.</remarks>
internal static class Expected
{
    private static readonly string Folder = typeof(Expected).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static a => a.Key == "DataFolder").Value!;

    public static void Matches(string name, string actual)
    {
        var path = Path.Combine(Folder, name);
        var expected = File.Exists(path) ? File.ReadAllText(path) : null;
        if (expected == actual)
        {
            return;
        }

        if (System.Environment.GetEnvironmentVariable("ENVLINT_ACCEPT") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            return;
        }

        throw new XunitException(expected is null ? $"Data/{name} is missing. The output is:\n{actual}" : $"Data/{name} differs:\n{Diff(expected, actual)}");
    }

    private static string Diff(string expected, string actual)
    {
        var (left, right) = (expected.Split('\n'), actual.Split('\n'));
        var head = 0;
        while (head < left.Length && head < right.Length && left[head] == right[head])
        {
            head++;
        }

        var tail = 0;
        while (tail < left.Length - head && tail < right.Length - head && left[^(tail + 1)] == right[^(tail + 1)])
        {
            tail++;
        }

        var text = new StringBuilder();
        foreach (var line in left[Math.Max(0, head - 3)..head])
        {
            text.Append("  ").Append(line).Append('\n');
        }

        foreach (var line in left[head..^tail])
        {
            text.Append("- ").Append(line).Append('\n');
        }

        foreach (var line in right[head..^tail])
        {
            text.Append("+ ").Append(line).Append('\n');
        }

        return text.ToString();
    }
}
