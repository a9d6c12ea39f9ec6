using System.Collections.Immutable;
using System.CommandLine;
using EnvLint.Configuration;
using EnvLint.Manifests;
using EnvLint.Reporting;
using EnvLint.Reporting.Stack;
using EnvLint.Rules;

namespace EnvLint.Cli.Completing;

/// <summary>How a value is written.</summary>
internal enum ValueShape
{
    /// <summary>Nothing is known of it: a number, a day.</summary>
    Free,

    /// <summary>A file or a folder.</summary>
    Path,

    /// <summary>A word of a set.</summary>
    Word,

    /// <summary>Codes and names of rules, and what codes begin with, with commas.</summary>
    Rules,

    /// <summary>A word of a set, alone or with <c>=</c> and a file.</summary>
    Output,

    /// <summary>A rule, <c>=</c>, a severity.</summary>
    Level,

    /// <summary>Keys of a target with <c>=</c> and their values, with commas; or a platform.</summary>
    Target,
}

/// <summary>A word that a shell offers.</summary>
/// <param name="text">The word: letters, digits, <c>-</c>, <c>_</c> and <c>.</c> only, so that no shell needs quotes around it.</param>
/// <param name="description">What it stands for; may be empty.</param>
internal sealed class CompletionWord(string text, string description)
{
    /// <summary>The word.</summary>
    public string Text { get; } = text;

    /// <summary>What it stands for; may be empty.</summary>
    public string Description { get; } = description;
}

/// <summary>Words of one kind.</summary>
/// <param name="name">What scripts call them: small letters and <c>_</c>.</param>
/// <param name="words">The words.</param>
internal sealed class CompletionSet(string name, ImmutableArray<CompletionWord> words)
{
    /// <summary>What scripts call them.</summary>
    public string Name { get; } = name;

    /// <summary>The words.</summary>
    public ImmutableArray<CompletionWord> Words { get; } = words;
}

/// <summary>What may stand for a value.</summary>
/// <param name="shape">How it is written.</param>
/// <param name="set">The words; empty where the shape says it all.</param>
internal sealed class CompletionValue(ValueShape shape, string set = "")
{
    /// <summary>How it is written.</summary>
    public ValueShape Shape { get; } = shape;

    /// <summary>The name of a <see cref="CompletionSet"/>; empty where the shape says it all.</summary>
    public string Set { get; } = set;

    /// <summary>What scripts call it: shape and set.</summary>
    public string Name { get; } = shape switch
    {
        ValueShape.Free => "free",
        ValueShape.Path => "path",
        ValueShape.Word => "word",
        ValueShape.Rules => "rules",
        ValueShape.Output => "output",
        ValueShape.Level => "level",
        _ => "target",
    } + (set.Length > 0 ? " " + set : "");
}

/// <summary>An option with what it takes.</summary>
/// <param name="option">The option.</param>
/// <param name="value">What it takes; null where it takes nothing.</param>
internal sealed class CompletedOption(Option option, CompletionValue? value)
{
    /// <summary>The name, with its dashes.</summary>
    public string Name { get; } = option.Name;

    /// <summary>What the help says.</summary>
    public string Description { get; } = option.Description ?? "";

    /// <summary>What the help calls its value.</summary>
    public string ValueName { get; } = option.HelpName ?? "";

    /// <summary>Whether it may be given more than once.</summary>
    public bool IsRepeatable { get; } = option.Arity.MaximumNumberOfValues > 1;

    /// <summary>What it takes; null where it takes nothing.</summary>
    public CompletionValue? Value { get; } = value;
}

/// <summary>A command with its options.</summary>
/// <param name="name">The name.</param>
/// <param name="description">What the help says.</param>
/// <param name="options">The options, without <c>--help</c>.</param>
/// <param name="argument">What its arguments are; null where it takes none.</param>
/// <param name="argumentName">What the help calls its arguments.</param>
/// <param name="isRepeatable">Whether it takes several.</param>
internal sealed class CompletedCommand(string name, string description, ImmutableArray<CompletedOption> options, CompletionValue? argument, string argumentName, bool isRepeatable)
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;

    /// <summary>What the help says.</summary>
    public string Description { get; } = description;

    /// <summary>The options, without <c>--help</c>.</summary>
    public ImmutableArray<CompletedOption> Options { get; } = options;

    /// <summary>What its arguments are; null where it takes none.</summary>
    public CompletionValue? Argument { get; } = argument;

    /// <summary>What the help calls its arguments.</summary>
    public string ArgumentName { get; } = argumentName;

    /// <summary>Whether it takes several arguments.</summary>
    public bool IsRepeatable { get; } = isRepeatable;
}

/// <summary>All that a shell may offer behind <c>envlint</c>: read from the commands themselves, so that nothing is listed twice.</summary>
internal sealed class CompletionModel
{
    private CompletionModel(ImmutableArray<CompletedCommand> commands, ImmutableArray<CompletionSet> sets)
    {
        Commands = commands;
        Sets = sets;
    }

    /// <summary>The commands.</summary>
    public ImmutableArray<CompletedCommand> Commands { get; }

    /// <summary>The words of all values.</summary>
    public ImmutableArray<CompletionSet> Sets { get; }

    /// <summary>All places where a value may stand: <c>check --format</c>, and <c>check argument</c> for the arguments of a command.</summary>
    public IEnumerable<(string Place, CompletionValue Value)> Values()
    {
        foreach (var command in Commands)
        {
            if (command.Argument is { } argument)
            {
                yield return ($"{command.Name} argument", argument);
            }

            foreach (var option in command.Options)
            {
                if (option.Value is { } value)
                {
                    yield return ($"{command.Name} {option.Name}", value);
                }
            }
        }
    }

    /// <summary>Reads the commands.</summary>
    /// <param name="root">The program, with all of its commands.</param>
    /// <param name="names">The rules.</param>
    public static CompletionModel Of(Command root, RuleNames names)
    {
        var commands = ImmutableArray.CreateBuilder<CompletedCommand>();
        foreach (var command in root.Subcommands)
        {
            var options = ImmutableArray.CreateBuilder<CompletedOption>();
            foreach (var option in command.Options)
            {
                if (!option.Hidden)
                {
                    options.Add(new CompletedOption(option, option.HelpName is { } value ? ValueOf(command.Name, option.Name, value) ?? new CompletionValue(ValueShape.Free) : null));
                }
            }

            var argument = command.Arguments is [var only, ..] ? only : null;
            commands.Add(new CompletedCommand(
                command.Name,
                command.Description ?? "",
                options.ToImmutable(),
                argument is null ? null : ValueOf(command.Name, "", argument.Name) ?? new CompletionValue(ValueShape.Free),
                argument?.Name ?? "",
                argument?.Arity.MaximumNumberOfValues > 1));
        }

        return new CompletionModel(commands.ToImmutable(), SetsOf(names));
    }

    /// <summary>What a value is, by what the help calls it.</summary>
    /// <param name="command">The command.</param>
    /// <param name="option">The option; empty for an argument of the command.</param>
    /// <param name="valueName">What the help calls the value.</param>
    /// <returns>Null where nobody said it yet: a test finds that.</returns>
    public static CompletionValue? ValueOf(string command, string option, string valueName) => valueName switch
    {
        "PATH" or "FILE" or "GLOB" => new CompletionValue(ValueShape.Path),
        "CODES" => new CompletionValue(ValueShape.Rules),
        "CODE|NAME" => new CompletionValue(ValueShape.Word, "rules"),
        "CODE=LEVEL" => new CompletionValue(ValueShape.Level),
        "KEY=VALUE,...|NAME" => new CompletionValue(ValueShape.Target),
        "FORMAT[=FILE]" => new CompletionValue(ValueShape.Output, "formats"),
        "FORMAT" => new CompletionValue(ValueShape.Word, command == "stack" ? "stack_formats" : "plain_formats"),
        "LEVEL" when option == "--min-confidence" => new CompletionValue(ValueShape.Word, "confidences"),
        "LEVEL" when option == "--fail-on" => new CompletionValue(ValueShape.Word, "fail_ons"),
        "LEVEL" => new CompletionValue(ValueShape.Word, "severities"),
        "WHEN" => new CompletionValue(ValueShape.Word, "colors"),
        "KIND" => new CompletionValue(ValueShape.Word, "kinds"),
        CompletionScripts.Names => new CompletionValue(ValueShape.Word, "shells"),
        "N" or "YYYY-MM-DD" => new CompletionValue(ValueShape.Free),
        _ => null,
    };

    private static ImmutableArray<CompletionSet> SetsOf(RuleNames names)
    {
        var sets = ImmutableArray.CreateBuilder<CompletionSet>();
        sets.Add(new CompletionSet("rules", RulesOf(names)));
        sets.Add(new CompletionSet("families", FamiliesOf(names)));
        sets.Add(SetOf("severities", ConfigurationWords.Severities));
        sets.Add(SetOf("confidences", ConfigurationWords.Confidences));
        sets.Add(SetOf("fail_ons", ConfigurationWords.FailOns));
        sets.Add(SetOf("colors", ["auto", "always", "never"]));
        sets.Add(SetOf("kinds", ManifestKindNames.All.RemoveAt(0)));
        sets.Add(new CompletionSet("formats", FormatsOf()));
        sets.Add(SetOf("stack_formats", StackFormatsOf()));
        sets.Add(SetOf("plain_formats", ["text", "json"]));
        sets.Add(SetOf("shells", CompletionScripts.Shells));
        var keys = ImmutableArray.CreateBuilder<CompletionWord>();
        foreach (var key in ConfigurationKeys.Target)
        {
            keys.Add(new CompletionWord(key.Name, key.Description));
            if (!key.Words.IsEmpty)
            {
                sets.Add(SetOf("target_" + key.Name, key.Words));
            }
        }

        sets.Add(new CompletionSet("target_keys", keys.ToImmutable()));
        return sets.ToImmutable();
    }

    private static CompletionSet SetOf(string name, ImmutableArray<string> words)
    {
        var result = ImmutableArray.CreateBuilder<CompletionWord>(words.Length);
        foreach (var word in words)
        {
            result.Add(new CompletionWord(word, ""));
        }

        return new CompletionSet(name, result.MoveToImmutable());
    }

    private static ImmutableArray<CompletionWord> RulesOf(RuleNames names)
    {
        var words = ImmutableArray.CreateBuilder<CompletionWord>(names.Rules.Length * 2);
        foreach (var rule in names.Rules)
        {
            words.Add(new CompletionWord(rule.Code, rule.Title));
        }

        foreach (var rule in names.Rules)
        {
            words.Add(new CompletionWord(rule.Name, rule.Title));
        }

        return words.MoveToImmutable();
    }

    // What codes begin with: their letters.
    private static ImmutableArray<CompletionWord> FamiliesOf(RuleNames names)
    {
        var words = ImmutableArray.CreateBuilder<CompletionWord>();
        words.Add(new CompletionWord("ALL", "all rules"));
        for (var i = 0; i < names.Rules.Length;)
        {
            var family = names.Rules[i].Code.TrimEnd("0123456789".ToCharArray());
            var count = 0;
            for (; i < names.Rules.Length && names.Rules[i].Code.StartsWith(family, StringComparison.Ordinal); i++)
            {
                count++;
            }

            words.Add(new CompletionWord(family, count == 1 ? $"the rule {names.Rules[i - 1].Code}" : $"{count} rules: {names.Rules[i - count].Code} to {names.Rules[i - 1].Code}"));
        }

        return words.ToImmutable();
    }

    private static ImmutableArray<CompletionWord> FormatsOf()
    {
        var words = ImmutableArray.CreateBuilder<CompletionWord>();
        foreach (var name in ReportFormat.Names)
        {
            words.Add(new CompletionWord(name, ReportFormat.Find(name)?.Description ?? ""));
        }

        return words.ToImmutable();
    }

    private static ImmutableArray<string> StackFormatsOf()
    {
        var words = ImmutableArray.CreateBuilder<string>();
        foreach (var format in StackFormat.All)
        {
            words.Add(format.Name);
        }

        return words.ToImmutable();
    }
}
