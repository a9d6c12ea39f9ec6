using System.Collections.Immutable;
using EnvLint.Diagnostics;
using EnvLint.Environment;

namespace EnvLint.Configuration;

/// <summary>From which severity on findings make the exit code 1.</summary>
public enum FailOn
{
    /// <summary>Findings never do.</summary>
    Never,

    /// <summary>Each finding does.</summary>
    Info,

    /// <summary>Warnings and errors do.</summary>
    Warning,

    /// <summary>Errors do.</summary>
    Error,
}

/// <summary>The words that configuration and options share.</summary>
public static class ConfigurationWords
{
    /// <summary>The severities in the order of <see cref="Severity"/>.</summary>
    public static ImmutableArray<string> Severities { get; } = ["info", "warning", "error"];

    /// <summary>The confidences in the order of <see cref="Confidence"/>.</summary>
    public static ImmutableArray<string> Confidences { get; } = ["low", "medium", "high"];

    /// <summary>The words of <c>fail-on</c> in the order of <see cref="FailOn"/>.</summary>
    public static ImmutableArray<string> FailOns { get; } = ["never", "info", "warning", "error"];

    /// <summary>The words of <c>scope</c> in the order of <see cref="ScopeKind"/>, without the unknown one.</summary>
    public static ImmutableArray<string> Scopes { get; } = ["image", "wsl", "linux", "windows", "container"];

    /// <summary>The severity of a word.</summary>
    /// <param name="word">The word.</param>
    /// <param name="severity">The severity.</param>
    /// <returns>Whether the word is one.</returns>
    public static bool TryParseSeverity(string word, out Severity severity)
    {
        var index = Severities.IndexOf(word);
        severity = (Severity)Math.Max(index, 0);
        return index >= 0;
    }

    /// <summary>The confidence of a word.</summary>
    /// <param name="word">The word.</param>
    /// <param name="confidence">The confidence.</param>
    /// <returns>Whether the word is one.</returns>
    public static bool TryParseConfidence(string word, out Confidence confidence)
    {
        var index = Confidences.IndexOf(word);
        confidence = (Confidence)Math.Max(index, 0);
        return index >= 0;
    }

    /// <summary>The level of a word.</summary>
    /// <param name="word">The word.</param>
    /// <param name="failOn">The level.</param>
    /// <returns>Whether the word is one.</returns>
    public static bool TryParseFailOn(string word, out FailOn failOn)
    {
        var index = FailOns.IndexOf(word);
        failOn = (FailOn)Math.Max(index, 0);
        return index >= 0;
    }

    /// <summary>The scope of a word.</summary>
    /// <param name="word">The word.</param>
    /// <param name="scope">The scope.</param>
    /// <returns>Whether the word is one.</returns>
    public static bool TryParseScope(string word, out ScopeKind scope)
    {
        var index = Scopes.IndexOf(word);
        scope = (ScopeKind)(index + 1);
        return index >= 0;
    }

    /// <summary>Whether findings of a severity make the exit code 1.</summary>
    /// <param name="failOn">The level.</param>
    /// <param name="severity">The severity.</param>
    public static bool Includes(this FailOn failOn, Severity severity) => failOn != FailOn.Never && (int)severity >= (int)failOn - 1;

    /// <summary>Reads a value of <c>--severity</c>: <c>CODE=level</c>.</summary>
    /// <param name="text">The value.</param>
    /// <param name="names">The rules.</param>
    /// <param name="result">What it says.</param>
    /// <returns>What is wrong, without a full stop; null where nothing is.</returns>
    public static string? ParseSeverityOption(string text, RuleNames names, out SeverityOverride result)
    {
        result = default;
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
        {
            return $"'{text}' is not CODE=level";
        }

        if (!TryParseSeverity(text[(equals + 1)..].Trim(), out var severity))
        {
            return $"'{text[(equals + 1)..]}' is no severity: it is one of error, warning, info";
        }

        if (names.ResolveList(text[..equals], out var selectors) is { } error)
        {
            return error;
        }

        if (selectors.Length != 1)
        {
            return $"'{text}' names more than one rule: give the option once for each";
        }

        result = new SeverityOverride(selectors[0], severity);
        return null;
    }
}
