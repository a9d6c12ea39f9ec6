using System.Collections.Immutable;
using EnvLint.Environment.Facts;

namespace EnvLint.Environment.Commands;

/// <summary>A command line of <c>wsl.exe</c>, read as the program reads it: options of its own, then an action or a command for the distribution.</summary>
/// <remarks>Names and order were read from the program's source. Options that only the edition inside Windows 10 has are known too.</remarks>
public sealed class WslCommandLine
{
    // Options in front of a command, and whether a value follows.
    private const string Launcher = "-d= --distribution= --distribution-id= --cd= -u= --user= --shell-type= --parent-console= --system";

    // Actions, each with its options. Behind those marked with * the program looks at operands only, and anything may follow.
    private static readonly (string Name, string Short, string Options)[] s_actions =
    [
        ("--install", "", "-d= --distribution= -n --no-launch --web-download --no-distribution --enable-wsl1 --pre-release -f= --from-file= --name= -l= --location= --legacy --version= --prompt-before-exit --vhd-size= --fixed-vhd --inbox"),
        ("--list", "-l", "--all --running -q --quiet -v --verbose -o --online"),
        ("--update", "", "--pre-release --web-download --confirm --prompt-before-exit --rollback --inbox --status"),
        ("--shutdown", "", "--force"),
        ("--export", "", "--vhd --format="),
        ("--import", "", "--vhd --version="),
        ("--manage", "", "-s= --set-sparse= -m= --move= --set-default-user= -r= --resize= --allow-unsafe"),
        ("--mount", "", "--vhd --bare -b -o= --options= -p= --partition= -t= --type= -n= --name="),
        ("--import-in-place", "", "*"),
        ("--set-default", "-s", "*"),
        ("--setdefault", "", "*"),
        ("--set-default-version", "", "*"),
        ("--set-version", "", "*"),
        ("--terminate", "-t", "*"),
        ("--unregister", "", "*"),
        ("--unmount", "", "*"),
        ("--status", "", "*"),
        ("--version", "-v", "*"),
        ("--help", "", "*"),
        ("--uninstall", "", "*"),
        ("--debug-shell", "", "*"),
    ];

    private WslCommandLine()
    {
    }

    /// <summary>The action in its long form: <c>--unregister</c>; empty where the program starts a command or a shell.</summary>
    public string Action { get; private set; } = "";

    /// <summary>The action's word.</summary>
    public Word? ActionWord { get; private set; }

    /// <summary>Options of the program and of the action, in order.</summary>
    public ImmutableArray<CommandOption> Options { get; private set; } = [];

    /// <summary>The words behind the action that are no options.</summary>
    public ImmutableArray<Word> Operands { get; private set; } = [];

    /// <summary>Index of the argument with which the command for the distribution begins; -1 where there is none.</summary>
    public int CommandStart { get; private set; } = -1;

    /// <summary>The first option that the program does not have; null where it has all.</summary>
    public Word? Unknown { get; private set; }

    /// <summary>Whether a word whose value is not known may stand for more.</summary>
    public bool HasUnknownWords { get; private set; }

    /// <summary>The names that may stand where the first unknown option stands.</summary>
    public ImmutableArray<string> Candidates { get; private set; } = [];

    /// <summary>Reads a command line.</summary>
    /// <param name="command">A command.</param>
    /// <returns>Null where its program is another one.</returns>
    public static WslCommandLine? Parse(CommandUse command) => command.Program == "wsl" ? Parse(command.Arguments) : null;

    /// <summary>The first option with one of these names.</summary>
    /// <param name="names">Names with their dashes.</param>
    public CommandOption? Option(params ReadOnlySpan<string> names)
    {
        foreach (var option in Options)
        {
            foreach (var name in names)
            {
                if (string.Equals(option.Name, name, StringComparison.Ordinal))
                {
                    return option;
                }
            }
        }

        return null;
    }

    internal static WslCommandLine Parse(ImmutableArray<Word> arguments)
    {
        var result = new WslCommandLine();
        var options = ImmutableArray.CreateBuilder<CommandOption>();
        var i = 0;

        // A distribution's identifier, and ~ for the home folder, may come first.
        while (i < arguments.Length && (arguments[i].Is("~") || arguments[i].StartsWith("{")))
        {
            i++;
        }

        for (; i < arguments.Length; i++)
        {
            if (arguments[i].Value is not { } text)
            {
                result.HasUnknownWords = true;
                break;
            }

            if (text is "--" or "-e" or "--exec")
            {
                result.CommandStart = i + 1 < arguments.Length ? i + 1 : -1;
                break;
            }

            if (ActionOf(text) is { } action)
            {
                result.Action = action.Name == "--setdefault" ? "--set-default" : action.Name;
                result.ActionWord = arguments[i];
                result.ReadAction(arguments, i + 1, action.Options, options);
                break;
            }

            if (!text.StartsWith('-'))
            {
                result.CommandStart = i;
                break;
            }

            if (!Take(text, Launcher, arguments, ref i, options))
            {
                result.Unknown = arguments[i];
                result.Candidates = Names(Launcher, withActions: true);
                break;
            }
        }

        result.Options = options.DrainToImmutable();
        return result;
    }

    private void ReadAction(ImmutableArray<Word> arguments, int from, string known, ImmutableArray<CommandOption>.Builder options)
    {
        var operands = ImmutableArray.CreateBuilder<Word>();
        for (var i = from; i < arguments.Length; i++)
        {
            if (arguments[i].Value is not { } text)
            {
                HasUnknownWords |= !arguments[i].IsQuoted;
                operands.Add(arguments[i]);
            }
            else if (text.Length < 2 || text[0] != '-' || known == "*")
            {
                operands.Add(arguments[i]);
            }
            else if (!Take(text, known, arguments, ref i, options) && !IsCluster(text, known))
            {
                Unknown ??= arguments[i];
                Candidates = Names(known, withActions: false);
            }
        }

        Operands = operands.DrainToImmutable();
    }

    private static (string Name, string Short, string Options)? ActionOf(string text)
    {
        foreach (var action in s_actions)
        {
            if (string.Equals(text, action.Name, StringComparison.Ordinal) || (action.Short.Length > 0 && string.Equals(text, action.Short, StringComparison.Ordinal)))
            {
                return action;
            }
        }

        return null;
    }

    private static bool Take(string text, string known, ImmutableArray<Word> arguments, ref int index, ImmutableArray<CommandOption>.Builder options)
    {
        foreach (var range in known.AsSpan().Split(' '))
        {
            var name = known.AsSpan()[range];
            var takesValue = name.EndsWith("=");
            if (!(takesValue ? name[..^1] : name).SequenceEqual(text))
            {
                continue;
            }

            var word = arguments[index];
            options.Add(new CommandOption(text, takesValue && index + 1 < arguments.Length ? arguments[++index] : null, word));
            return true;
        }

        return false;
    }

    // -qv
    private static bool IsCluster(string text, string known)
    {
        if (text[1] == '-')
        {
            return false;
        }

        foreach (var letter in text.AsSpan(1))
        {
            if (!known.Contains($"-{letter} ", StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }

    private static ImmutableArray<string> Names(string known, bool withActions)
    {
        var names = ImmutableArray.CreateBuilder<string>();
        foreach (var name in known.Split(' '))
        {
            if (name.StartsWith("--", StringComparison.Ordinal))
            {
                names.Add(name.TrimEnd('='));
            }
        }

        if (withActions)
        {
            names.Add("--exec");
            foreach (var (name, _, _) in s_actions)
            {
                names.Add(name);
            }
        }

        return names.DrainToImmutable();
    }
}
