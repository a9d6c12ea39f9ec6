using System.CommandLine;
using System.Collections.Immutable;
using EnvLint.Cli.Terminal;
using EnvLint.Configuration;
using EnvLint.Reporting.Stack;

namespace EnvLint.Cli.Checking;

/// <summary>The options of <c>stack</c>, and the way from their text to what they mean.</summary>
internal sealed class StackOptionSet
{
    private readonly Argument<string[]> _paths = new("PATH")
    {
        Arity = ArgumentArity.ZeroOrMore,
        Description = "Files and folders; the folder that you are in if none is named",
    };

    private readonly Option<string[]> _target = new("--target")
    {
        HelpName = "KEY=VALUE,...|NAME",
        Description = "The machine that the files are for, as with 'check'. Repeat it for several: each environment is judged on each",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<string> _format = One("--format", "FORMAT", $"{string.Join(", ", FormatNames())}");
    private readonly Option<string[]> _exclude = new("--exclude")
    {
        HelpName = "GLOB",
        Description = "Leaves out files and folders, besides those that the configuration leaves out",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<string> _config = One("--config", "FILE", "Reads this configuration and looks for no other");
    private readonly Option<bool> _noConfig = new("--no-config") { Description = "Reads no configuration", Arity = ArgumentArity.Zero };
    private readonly Option<bool> _noIgnore = new("--no-ignore") { Description = "Looks at what .gitignore leaves out, too", Arity = ArgumentArity.Zero };
    private readonly Option<string> _color = One("--color", "WHEN", "auto (default), always or never");

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    public void AddTo(Command command)
    {
        command.Add(_paths);
        foreach (var option in (ReadOnlySpan<Option>)[_target, _format, _exclude, _config, _noConfig, _noIgnore, _color])
        {
            command.Add(option);
        }
    }

    /// <summary>Reads the options.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="context">For the day and the number of processors.</param>
    /// <exception cref="UsageException">A value is wrong, or two do not go together.</exception>
    public (CheckOptions Options, StackFormat Format) Read(ParseResult parsed, CommandContext context)
    {
        var noConfiguration = parsed.GetResult(_noConfig) is { Implicit: false };
        if (noConfiguration && parsed.GetValue(_config) is not null)
        {
            throw new UsageException($"'{_config.Name}' and '{_noConfig.Name}' do not go together");
        }

        var paths = parsed.GetValue(_paths) ?? [];
        if (Array.IndexOf(paths, "-") >= 0)
        {
            throw new UsageException("'stack' does not read standard input: an environment is made of several files");
        }

        var options = new CheckOptions
        {
            Paths = paths.Length == 0 ? ["."] : [.. paths],
            Targets = [.. parsed.GetValue(_target) ?? []],
            Exclude = ReadGlobs(parsed),
            Outputs = [],
            ConfigurationFile = parsed.GetValue(_config),
            NoConfiguration = noConfiguration,
            NoIgnore = parsed.GetResult(_noIgnore) is { Implicit: false },
            Color = ReadColor(parsed),
            Jobs = Math.Max(1, context.Processors),
            Today = context.Today(),
        };
        return (options, ReadFormat(parsed));
    }

    private static Option<string> One(string name, string value, string description) =>
        new(name) { HelpName = value, Description = description, Arity = ArgumentArity.ExactlyOne };

    private static string[] FormatNames()
    {
        var names = new string[StackFormat.All.Length];
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = StackFormat.All[i].Name;
        }

        return names;
    }

    private StackFormat ReadFormat(ParseResult parsed)
    {
        if (parsed.GetValue(_format) is not { } name)
        {
            return StackFormat.All[0];
        }

        foreach (var format in StackFormat.All)
        {
            if (string.Equals(format.Name, name, StringComparison.Ordinal))
            {
                return format;
            }
        }

        var names = FormatNames();
        throw new UsageException(NearestName.Find(name, names) is { } nearest
            ? $"{_format.Name}: there is no format '{name}'; did you mean '{nearest}'?"
            : $"{_format.Name}: there is no format '{name}'; there are {string.Join(", ", names)}");
    }

    private ColorChoice ReadColor(ParseResult parsed) => parsed.GetValue(_color) switch
    {
        null or "auto" => ColorChoice.Auto,
        "always" => ColorChoice.Always,
        "never" => ColorChoice.Never,
        var word => throw new UsageException($"{_color.Name}: '{word}' is none of auto, always, never"),
    };

    private ImmutableArray<Glob> ReadGlobs(ParseResult parsed)
    {
        var result = ImmutableArray.CreateBuilder<Glob>();
        foreach (var pattern in parsed.GetValue(_exclude) ?? [])
        {
            result.Add(Glob.TryParse(pattern, out var glob, out var error) ? glob : throw new UsageException($"{_exclude.Name}: '{pattern}': {error}"));
        }

        return result.ToImmutable();
    }
}
