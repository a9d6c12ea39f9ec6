using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using EnvLint.Cli.Terminal;
using EnvLint.Configuration;
using EnvLint.Diagnostics;
using EnvLint.Reporting;

namespace EnvLint.Cli.Checking;

/// <summary>The options of <c>check</c> and <c>fix</c>, and the way from their text to <see cref="CheckOptions"/>.</summary>
internal sealed class CheckOptionSet
{
    private const int MostJobs = 256;

    private static readonly string[] ColorWords = ["auto", "always", "never"];

    private readonly Argument<string[]> _paths = new("PATH")
    {
        Arity = ArgumentArity.ZeroOrMore,
        Description = "Files and folders; the folder that you are in if none is named, '-' for standard input",
    };

    private readonly Option<string[]> _target = Many("--target", "KEY=VALUE,...|NAME", "The machine that the files are for, in place of the configuration's: platform=wsl2, linux or windows, driver=, cuda=, gpu= and more; or a name of [targets]. Repeat it for several");
    private readonly Option<string[]> _select = Many("--select", "CODES", "These rules and no others: codes, their beginnings or names, with commas");
    private readonly Option<string[]> _ignore = Many("--ignore", "CODES", "Not these rules");
    private readonly Option<string[]> _severity = Many("--severity", "CODE=LEVEL", "Makes a rule an error, a warning or an info");
    private readonly Option<string> _minSeverity = One("--min-severity", "LEVEL", "Shows findings from info (default), warning or error on");
    private readonly Option<string> _minConfidence = One("--min-confidence", "LEVEL", "Shows findings from low (default), medium or high confidence on");
    private readonly Option<string> _failOn = One("--fail-on", "LEVEL", "Exits with 1 from error (default), warning or info on, or never");
    private readonly Option<string[]> _exclude = Many("--exclude", "GLOB", "Leaves out files and folders, besides those that the configuration leaves out");
    private readonly Option<bool> _forceExclude = Flag("--force-exclude", "Leaves them out even where they are named");
    private readonly Option<string[]> _format = Many("--format", "FORMAT[=FILE]", $"{string.Join(", ", ReportFormat.Names)}; to standard output (text if none is named) or to a file. Repeat it for several");
    private readonly Option<bool> _fix = Flag("--fix", "Mends what can be mended safely, then reports what is left");
    private readonly Option<bool> _unsafeFixes = Flag("--unsafe-fixes", "With --fix or --diff: also fixes whose effect only you can judge");
    private readonly Option<bool> _diff = Flag("--diff", "Shows what the fixes would change, and changes nothing");
    private readonly Option<string> _baseline = One("--baseline", "FILE", "Hides the findings that 'envlint baseline' recorded in this file, and says which of them are gone");
    private readonly Option<string> _config = One("--config", "FILE", "Reads this configuration and looks for no other");
    private readonly Option<bool> _noConfig = Flag("--no-config", "Reads no configuration");
    private readonly Option<bool> _noIgnore = Flag("--no-ignore", "Checks what .gitignore leaves out, too");
    private readonly Option<string> _stdinFileName = One("--stdin-filename", "PATH", "What '-' is called: gives it its kind, its root and its configuration");
    private readonly Option<bool> _thisMachine = Flag("--this-machine", "Checks this machine's own files, too: /etc/wsl.conf and the .wslconfig of the Windows profile; they are never mended");
    private readonly Option<bool> _showFiles = Flag("--show-files", "Lists what would be checked, and as what");
    private readonly Option<bool> _watch = Flag("--watch", "Goes on: checks again what changes and what leads to it, until Ctrl+C");
    private readonly Option<bool> _statistics = Flag("--statistics", "Counts the findings of each rule, behind them or on standard error");
    private readonly Option<string> _jobs = One("--jobs", "N", "Number of threads; as many as there are processors if it is not given");
    private readonly Option<string> _today = One("--today", "YYYY-MM-DD", "Takes this for the day of the run, which ends 'until=' comments");
    private readonly Option<string> _color = One("--color", "WHEN", "auto (default), always or never");
    private readonly Option<bool> _quiet = Flag("--quiet", "Prints findings only");
    private readonly Option<bool> _verbose = Flag("--verbose", "Tells roots, configuration and times on standard error");
    private readonly Option<bool> _sarifIncludeSuppressed = Flag("--sarif-include-suppressed", "Puts findings that comments or the baseline hide into SARIF, marked as such");

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="isFix">Whether the command is <c>fix</c>, which needs no <c>--fix</c> and does not watch.</param>
    public void AddTo(GroupedCommand command, bool isFix)
    {
        command.Add(_paths);
        _fix.Hidden = isFix;
        if (isFix)
        {
            _unsafeFixes.Description = "Also makes fixes whose effect only you can judge";
        }

        command.AddGroup("What is checked", _target, _exclude, _forceExclude, _noIgnore, _stdinFileName, _thisMachine, _config, _noConfig);
        command.AddGroup("What is shown, and what fails", _select, _ignore, _severity, _minSeverity, _minConfidence, _baseline, _failOn);
        command.AddGroup("Fixes", _fix, _unsafeFixes, _diff);
        command.AddGroup("Output", _format, _sarifIncludeSuppressed, _statistics, _showFiles, _color, _quiet, _verbose);
        command.AddGroup("The run", _jobs, _today);
        if (!isFix)
        {
            command.Add(_watch);
        }
    }

    /// <summary>Adds the options that decide what is found, for <c>baseline</c>.</summary>
    /// <param name="command">The command.</param>
    public void AddToBaseline(Command command)
    {
        _paths.Description = "Files and folders; the folder that you are in if none is named. What is recorded of others stays";
        _baseline.Description = "Writes this file, instead of the one that the configuration names or envlint-baseline.json in the root";
        _quiet.Description = "Prints nothing";
        command.Add(_paths);
        ReadOnlySpan<Option> options = [_baseline, _target, _select, _ignore, _exclude, _forceExclude, _config, _noConfig, _noIgnore, _jobs, _today, _quiet];
        foreach (var option in options)
        {
            command.Add(option);
        }
    }

    /// <summary>Reads the options of <c>baseline</c>.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="context">For the day and the number of processors.</param>
    /// <param name="names">The rules.</param>
    /// <exception cref="UsageException">A value is wrong, or two do not go together.</exception>
    public CheckOptions ReadBaseline(ParseResult parsed, CommandContext context, RuleNames names)
    {
        var paths = parsed.GetValue(_paths) ?? [];
        RefuseTogether(parsed, _config, _noConfig);
        if (Array.IndexOf(paths, "-") >= 0)
        {
            throw new UsageException("'baseline' does not read standard input: what it records has a path");
        }

        return new CheckOptions
        {
            Paths = paths.Length == 0 ? ["."] : [.. paths],
            Targets = [.. parsed.GetValue(_target) ?? []],
            Selection = new SelectionOptions
            {
                Select = Has(parsed, _select) ? ReadRules(parsed, _select, names) : default,
                Ignore = ReadRules(parsed, _ignore, names),
            },
            Exclude = ReadGlobs(parsed),
            ForceExclude = Has(parsed, _forceExclude),
            Outputs = [],
            BaselineFile = ReadBaselineFile(parsed),
            WritesBaseline = true,
            ConfigurationFile = parsed.GetValue(_config),
            NoConfiguration = Has(parsed, _noConfig),
            NoIgnore = Has(parsed, _noIgnore),
            Quiet = Has(parsed, _quiet),
            Jobs = ReadJobs(parsed, context),
            Today = ReadToday(parsed, context),
        };
    }

    /// <summary>Reads the options.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="context">For the day and the number of processors.</param>
    /// <param name="names">The rules.</param>
    /// <param name="isFix">Whether the command is <c>fix</c>.</param>
    /// <exception cref="UsageException">A value is wrong, or two do not go together.</exception>
    public CheckOptions Read(ParseResult parsed, CommandContext context, RuleNames names, bool isFix)
    {
        var paths = parsed.GetValue(_paths) ?? [];
        var standardInputName = ReadStandardInput(parsed, paths);
        var fix = isFix || Has(parsed, _fix);
        var diff = Has(parsed, _diff);
        var showFiles = Has(parsed, _showFiles);
        RefuseTogether(parsed, _config, _noConfig);
        RefuseTogether(parsed, _quiet, _verbose);
        if (standardInputName is not null && fix && !diff)
        {
            throw new UsageException("standard input cannot be mended in place; '--diff' shows what would change");
        }

        if (standardInputName is not null && Has(parsed, _thisMachine))
        {
            throw new UsageException("'--this-machine' does not go with standard input");
        }

        if (Has(parsed, _unsafeFixes) && !fix && !diff)
        {
            throw new UsageException("'--unsafe-fixes' goes with '--fix' or '--diff'");
        }

        var outputs = ReadOutputs(parsed, diff);
        var watch = Has(parsed, _watch);
        if (watch)
        {
            RefuseWithWatch(parsed, standardInputName, outputs);
        }

        return new CheckOptions
        {
            Paths = paths.Length == 0 ? ["."] : [.. paths],
            StandardInputName = standardInputName,
            Targets = [.. parsed.GetValue(_target) ?? []],
            Selection = new SelectionOptions
            {
                Select = Has(parsed, _select) ? ReadRules(parsed, _select, names) : default,
                Ignore = ReadRules(parsed, _ignore, names),
                Severities = ReadSeverities(parsed, names),
            },
            MinSeverity = (Severity)ReadWord(parsed, _minSeverity, ConfigurationWords.Severities, (int)Severity.Info),
            MinConfidence = (Confidence)ReadWord(parsed, _minConfidence, ConfigurationWords.Confidences, (int)Confidence.Low),
            FailOn = Has(parsed, _failOn) ? (FailOn)ReadWord(parsed, _failOn, ConfigurationWords.FailOns, 0) : null,
            Exclude = ReadGlobs(parsed),
            ForceExclude = Has(parsed, _forceExclude),
            Outputs = outputs,
            Fix = fix,
            LowestSafety = Has(parsed, _unsafeFixes) ? FixSafety.Suggested : FixSafety.Safe,
            Diff = diff,
            BaselineFile = ReadBaselineFile(parsed),
            ConfigurationFile = parsed.GetValue(_config),
            NoConfiguration = Has(parsed, _noConfig),
            NoIgnore = Has(parsed, _noIgnore),
            Color = (ColorChoice)ReadWord(parsed, _color, [.. ColorWords], 0),
            Quiet = Has(parsed, _quiet),
            Verbose = Has(parsed, _verbose),
            Jobs = ReadJobs(parsed, context),
            Today = ReadToday(parsed, context),
            ShowFiles = showFiles,
            Watch = watch,
            Statistics = Has(parsed, _statistics),
            ThisMachine = Has(parsed, _thisMachine),
            SarifIncludeSuppressed = Has(parsed, _sarifIncludeSuppressed),
        };
    }

    private static Option<string[]> Many(string name, string value, string description) =>
        new(name) { HelpName = value, Description = description, Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = false };

    private static Option<string> One(string name, string value, string description) =>
        new(name) { HelpName = value, Description = description, Arity = ArgumentArity.ExactlyOne };

    private static Option<bool> Flag(string name, string description) =>
        new(name) { Description = description, Arity = ArgumentArity.Zero };

    private static bool Has(ParseResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };

    private static void RefuseTogether(ParseResult parsed, Option one, Option other)
    {
        if (Has(parsed, one) && Has(parsed, other))
        {
            throw new UsageException($"'{one.Name}' and '{other.Name}' do not go together");
        }
    }

    // What it shows is for people: one report after the other is no document.
    private void RefuseWithWatch(ParseResult parsed, string? standardInputName, ImmutableArray<OutputRequest> outputs)
    {
        RefuseTogether(parsed, _watch, _fix);
        RefuseTogether(parsed, _watch, _diff);
        RefuseTogether(parsed, _watch, _showFiles);
        RefuseTogether(parsed, _watch, _thisMachine);
        if (standardInputName is not null)
        {
            throw new UsageException("'--watch' and '-' do not go together: standard input is read once");
        }

        foreach (var output in outputs)
        {
            if (output is { File: null, Format.Name: not ("text" or "concise") and var name })
            {
                throw new UsageException($"{_format.Name}: '--watch' prints text or concise; name a file, which is written each time: '{name}=FILE'");
            }
        }
    }

    private static ImmutableArray<RuleSelector> ReadRules(ParseResult parsed, Option<string[]> option, RuleNames names)
    {
        if (!Has(parsed, option))
        {
            return [];
        }

        return names.ResolveList(string.Join(',', parsed.GetValue(option) ?? []), out var selectors) is { } error
            ? throw new UsageException($"{option.Name}: {error}")
            : selectors;
    }

    // One of the words, as its index.
    private static int ReadWord(ParseResult parsed, Option<string> option, ImmutableArray<string> words, int otherwise)
    {
        if (parsed.GetValue(option) is not { } word)
        {
            return otherwise;
        }

        var index = words.IndexOf(word);
        return index >= 0 ? index : throw new UsageException($"{option.Name}: '{word}' is none of {string.Join(", ", words)}");
    }

    private string? ReadBaselineFile(ParseResult parsed) =>
        parsed.GetValue(_baseline) is { Length: 0 } ? throw new UsageException($"{_baseline.Name}: no file is named") : parsed.GetValue(_baseline);

    private string? ReadStandardInput(ParseResult parsed, string[] paths)
    {
        var name = parsed.GetValue(_stdinFileName);
        var readsStandardInput = Array.IndexOf(paths, "-") >= 0;
        if (readsStandardInput && paths.Length > 1)
        {
            throw new UsageException("'-' cannot be named together with other paths");
        }

        if (readsStandardInput && string.IsNullOrEmpty(name))
        {
            throw new UsageException("standard input needs a name that tells what it is: '--stdin-filename PATH'");
        }

        return !readsStandardInput && name is not null ? throw new UsageException("'--stdin-filename' goes with the path '-'") : name;
    }

    private ImmutableArray<SeverityOverride> ReadSeverities(ParseResult parsed, RuleNames names)
    {
        var result = ImmutableArray.CreateBuilder<SeverityOverride>();
        foreach (var text in parsed.GetValue(_severity) ?? [])
        {
            if (ConfigurationWords.ParseSeverityOption(text, names, out var severity) is { } error)
            {
                throw new UsageException($"{_severity.Name}: {error}");
            }

            result.Add(severity);
        }

        return result.ToImmutable();
    }

    private ImmutableArray<Glob> ReadGlobs(ParseResult parsed)
    {
        var result = ImmutableArray.CreateBuilder<Glob>();
        foreach (var pattern in parsed.GetValue(_exclude) ?? [])
        {
            result.Add(Glob.TryParse(pattern, out var glob, out var error) ? glob : throw new UsageException($"{_exclude.Name}: '{pattern}': {error}"));
        }

        return result.ToImmutable();
    }

    private ImmutableArray<OutputRequest> ReadOutputs(ParseResult parsed, bool diff)
    {
        var result = ImmutableArray.CreateBuilder<OutputRequest>();
        var hasOutput = false;
        foreach (var text in parsed.GetValue(_format) ?? [])
        {
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? text : text[..equals];
            var file = equals < 0 ? null : text[(equals + 1)..];
            if (ReportFormat.Find(name) is not { } format)
            {
                var names = ReportFormat.Names;
                throw new UsageException(NearestName.Find(name, names) is { } nearest
                    ? $"{_format.Name}: there is no format '{name}'; did you mean '{nearest}'?"
                    : $"{_format.Name}: there is no format '{name}'; there are {string.Join(", ", names)}");
            }

            if (file is { Length: 0 })
            {
                throw new UsageException($"{_format.Name}: no file is named behind '{name}='");
            }

            if (file is null && (diff || hasOutput))
            {
                throw new UsageException(diff
                    ? $"{_format.Name}: standard output is taken by '--diff'; name a file: '{name}=FILE'"
                    : $"{_format.Name}: only one format can go to standard output; name a file: '{name}=FILE'");
            }

            foreach (var other in result)
            {
                if (file is not null && other.File == file)
                {
                    throw new UsageException($"{_format.Name}: '{file}' is named for two formats");
                }
            }

            hasOutput |= file is null;
            result.Add(new OutputRequest(format, file));
        }

        // What is asked for is what is written: a file named leaves standard output empty.
        return result.Count > 0 || diff ? result.ToImmutable() : [new OutputRequest(new TextFormat(), file: null)];
    }

    private int ReadJobs(ParseResult parsed, CommandContext context)
    {
        if (parsed.GetValue(_jobs) is not { } text)
        {
            return Math.Clamp(context.Processors, 1, MostJobs);
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var jobs) && jobs is >= 1 and <= MostJobs
            ? jobs
            : throw new UsageException($"{_jobs.Name}: '{text}' is no number from 1 to {MostJobs}");
    }

    private DateOnly ReadToday(ParseResult parsed, CommandContext context)
    {
        if (parsed.GetValue(_today) is not { } text)
        {
            return context.Today();
        }

        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new UsageException($"{_today.Name}: '{text}' is no day; write YYYY-MM-DD");
    }
}
