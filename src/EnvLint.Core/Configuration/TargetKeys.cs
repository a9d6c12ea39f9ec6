using System.Collections.Immutable;
using EnvLint.Collections;
using EnvLint.Environment;

namespace EnvLint.Configuration;

/// <summary>The keys of a target, in <c>[target]</c> as in <c>--target</c>.</summary>
public static class TargetKeys
{
    private static readonly string[] Platforms = ConfigurationKeys.WordsOf(ConfigurationKeys.Target, "platform");
    private static readonly string[] Architectures = ConfigurationKeys.WordsOf(ConfigurationKeys.Target, "arch");
    private static readonly string[] Engines = ConfigurationKeys.WordsOf(ConfigurationKeys.Target, "docker");

    /// <summary>All keys.</summary>
    public static ImmutableArray<string> All { get; } = [.. ConfigurationKeys.NamesOf(ConfigurationKeys.Target)];

    /// <summary>Reads the value of <c>--target</c>: <c>KEY=VALUE,…</c>, the name of a target in the configuration, or a platform alone.</summary>
    /// <param name="text">The value.</param>
    /// <param name="configuration">Where named targets are declared; null for nowhere.</param>
    /// <param name="target">The target; null where there is an error. One made of keys has the text as its name.</param>
    /// <returns>What is wrong, without a full stop; null where nothing is.</returns>
    public static string? Parse(string text, ProjectConfiguration? configuration, out TargetProfile? target)
    {
        target = null;
        if (!text.Contains('=', StringComparison.Ordinal))
        {
            if (configuration is not null && configuration.Targets.TryGetValue(text, out target))
            {
                return null;
            }

            if (Set(new TargetProfile(text, TargetPlatform.Unknown), "platform", text, out var platform) is null)
            {
                target = platform;
                return null;
            }

            var names = configuration is null ? Platforms : [.. Sorted(configuration.Targets.Keys), .. Platforms];
            return $"there is no target '{text}'{Suggest(text, names)}";
        }

        var result = new TargetProfile(text, TargetPlatform.Unknown);
        foreach (var part in text.Split(','))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0)
            {
                return $"'{part}' in a target is not KEY=VALUE";
            }

            var key = part[..equals].Trim();
            if (!Exists(key))
            {
                return $"a target has no key '{key}'{Suggest(key, All)}";
            }

            if (Set(result, key, part[(equals + 1)..].Trim(), out result) is { } error)
            {
                return error;
            }
        }

        target = result;
        return null;
    }

    /// <summary>A target with one more value.</summary>
    /// <param name="target">The target so far.</param>
    /// <param name="key">One of <see cref="All"/>.</param>
    /// <param name="value">The value as text.</param>
    /// <param name="result">The target with the value; without it where there is an error.</param>
    /// <returns>What is wrong with the value, without a full stop; null where nothing is.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such key.</exception>
    public static string? Set(TargetProfile target, string key, string value, out TargetProfile result)
    {
        result = target;
        switch (key)
        {
            case "platform":
                var platform = Array.IndexOf(Platforms, value);
                if (platform < 0)
                {
                    return Choice(key, value, Platforms);
                }

                result = target with { Platform = (TargetPlatform)(platform + 1) };
                return null;

            case "driver":
                // R550 is the branch 550.
                var number = value is ['R' or 'r', ..] ? value[1..] : value;
                result = target with { Driver = number };
                return IsNumbers(number, 1, 4) ? null : Shape(key, value, "551.78");

            case "cuda":
                result = target with { Cuda = value };
                return IsNumbers(value, 2, 3) ? null : Shape(key, value, "12.4");

            case "gpu":
                result = target with { Gpu = value };
                return value.Length > 0 && value.Length <= 100 && !HasControl(value) ? null : Shape(key, value, "RTX 3060");

            case "compute-capability":
                result = target with { ComputeCapability = value };
                return IsNumbers(value, 2, 2) ? null : Shape(key, value, "8.6");

            case "windows-build":
                result = target with { WindowsBuild = value };
                return IsNumbers(value, 1, 4) ? null : Shape(key, value, "22631");

            case "arch":
                if (Array.IndexOf(Architectures, value) < 0)
                {
                    return Choice(key, value, Architectures);
                }

                result = target with { Arch = value switch { "amd64" => "x86_64", "arm64" => "aarch64", _ => value } };
                return null;

            case "docker":
                result = target with { Docker = value };
                return Array.IndexOf(Engines, value) >= 0 ? null : Choice(key, value, Engines);

            default:
                throw new ArgumentOutOfRangeException(nameof(key), key, "No key of a target.");
        }
    }

    internal static bool Exists(string key) => All.IndexOf(key) >= 0;

    private static List<string> Sorted(IEnumerable<string> names)
    {
        var sorted = new List<string>(names);
        Sorting.Order(sorted, string.CompareOrdinal);
        return sorted;
    }

    internal static string Suggest(string name, IEnumerable<string> candidates) =>
        NearestName.Find(name, candidates) is { } nearest ? $"; did you mean '{nearest}'?" : "";

    private static string Choice(string key, string value, string[] choices) =>
        $"'{value}' is no {key}: it is one of {string.Join(", ", choices)}";

    private static string Shape(string key, string value, string example) => $"'{value}' is no {key}: write it like {example}";

    // Numbers with dots between them.
    private static bool IsNumbers(string value, int least, int most)
    {
        var count = 0;
        foreach (var part in value.Split('.'))
        {
            count++;
            if (part.Length is 0 or > 9 || part.AsSpan().ContainsAnyExceptInRange('0', '9'))
            {
                return false;
            }
        }

        return count >= least && count <= most;
    }

    private static bool HasControl(string value)
    {
        foreach (var character in value)
        {
            if (char.IsControl(character))
            {
                return true;
            }
        }

        return false;
    }
}
