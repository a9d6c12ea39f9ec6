using System.Collections.Immutable;
using EnvLint.Configuration;
using EnvLint.Diagnostics;
using EnvLint.Rules;
using EnvLint.Text;

namespace EnvLint.Core.Tests;

/// <summary>A small catalogue for tests of the rooms that know rules by their descriptors only.</summary>
internal static class TestRules
{
    public static readonly RuleDescriptor SyntaxError = Rule("ENV001", "syntax-error", Severity.Error);
    public static readonly RuleDescriptor InternalError = Rule("ENV003", "internal-error");
    public static readonly RuleDescriptor UnusedSuppression = Rule("ENV004", "unused-suppression");
    public static readonly RuleDescriptor ExpiredSuppression = Rule("ENV005", "expired-suppression");
    public static readonly RuleDescriptor UnknownRuleCode = Rule("ENV006", "unknown-rule-code");
    public static readonly RuleDescriptor DriverMetapackage = Rule("DRV002", "driver-metapackage", Severity.Error, "DRV003", "CUD007");
    public static readonly RuleDescriptor DriverInImage = Rule("DRV003", "driver-in-image");
    public static readonly RuleDescriptor ToolkitTwice = Rule("CUD007", "toolkit-twice");
    public static readonly RuleDescriptor UpdateNotWithInstall = Rule("APT002", "update-not-with-install");
    public static readonly RuleDescriptor PromptWillFail = Rule("APT003", "prompt-will-fail");
    public static readonly RuleDescriptor BadSize = Rule("WSL005", "wsl-bad-size", Severity.Error);
    public static readonly RuleDescriptor UnknownKey = Rule("WSL009", "wsl-unknown-key");

    public static readonly RuleNames Names = new(
    [
        SyntaxError, InternalError, UnusedSuppression, ExpiredSuppression, UnknownRuleCode, DriverMetapackage, DriverInImage,
        ToolkitTwice, UpdateNotWithInstall, PromptWillFail, BadSize, UnknownKey,
    ]);

    public static Diagnostic At(this RuleDescriptor rule, SourceText source, TextSpan span, Fix? fix = null) => new()
    {
        Rule = rule,
        Severity = rule.Severity,
        Message = $"{rule.Name} at {span.Start}",
        Source = source,
        Span = span,
        Fix = fix,
    };

    private static RuleDescriptor Rule(string code, string name, Severity severity = Severity.Warning, params ImmutableArray<string> supersedes) => new()
    {
        Code = code,
        Name = name,
        Title = "A rule of the tests",
        Category = RuleCategory.Correctness,
        Severity = severity,
        Since = "0.1.0",
        Supersedes = supersedes,
    };
}
