using System.Collections.Immutable;
using System.Globalization;
using EnvLint.Configuration;
using EnvLint.Environment;
using EnvLint.Environment.Stack;
using EnvLint.Knowledge;
using EnvLint.Reporting.Display;

namespace EnvLint.LanguageServer.Features;

/// <summary>Says in one line what an environment is made of, what it needs, and whether that holds on the targets.</summary>
internal static class StackLine
{
    // What an editor shows beside the code without scrolling.
    private const int Longest = 110;

    // Frameworks by name; more of them are counted.
    private const int MostNames = 2;

    /// <summary>The line.</summary>
    /// <param name="answers">The environment on each target, or without one.</param>
    /// <param name="configuration">Where targets have names; null for nowhere.</param>
    /// <returns>Null where nothing is known to concern a GPU.</returns>
    public static string? Of(ImmutableArray<StackAnswer> answers, ProjectConfiguration? configuration)
    {
        var worst = answers[0];
        var count = 0;
        foreach (var answer in answers)
        {
            if (Weight(answer) > Weight(worst))
            {
                worst = answer;
            }
        }

        if (!IsOfInterest(worst.Stack) && worst.Conflict is null)
        {
            return null;
        }

        foreach (var answer in answers)
        {
            count += Weight(answer) == Weight(worst) ? 1 : 0;
        }

        var where = answers.Length == 1 ? ""
            : count < answers.Length ? string.Create(CultureInfo.InvariantCulture, $" on {count} of {answers.Length} targets")
            : answers.Length == 2 ? " on both targets" : string.Create(CultureInfo.InvariantCulture, $" on all {answers.Length} targets");
        return Cut(worst.Verdict switch
        {
            StackVerdict.Conflict => $"conflict{where}: {worst.Conflict?.Sentence}",
            StackVerdict.Ok => Join(worst, worst.Target is null ? "ok" : where.Length > 0 ? $"ok{where}" : $"ok on {TargetText(worst.Target, configuration)}"),
            _ when worst.Target is null && IsKnown(worst.Stack) => Join(worst, "no target declared"),
            _ when answers.Length == 1 && HasCuda(worst.Stack) => Join(worst, Unknown(worst, where)),
            _ => Unknown(worst, where),
        });
    }

    /// <summary>A target in few words: its name in the configuration, else its platform and GPU.</summary>
    /// <param name="target">The target.</param>
    /// <param name="configuration">Where targets have names; null for nowhere.</param>
    public static string TargetText(TargetProfile target, ProjectConfiguration? configuration)
    {
        if (configuration is not null && configuration.Targets.ContainsKey(target.Name))
        {
            return target.Name;
        }

        var platform = target.Platform switch
        {
            TargetPlatform.Wsl2 => "WSL 2",
            TargetPlatform.Linux => "Linux",
            TargetPlatform.Windows => "Windows",
            _ => "",
        };
        var machine = target.Gpu ?? (target.Driver is { } driver ? $"driver {driver}" : "");
        return platform.Length == 0 && machine.Length == 0 ? "the target" : platform.Length == 0 ? machine : machine.Length == 0 ? platform : $"{platform} + {machine}";
    }

    // A reason that says it itself needs nothing in front.
    private static string Unknown(StackAnswer answer, string where) =>
        where.Length == 0 && answer.Reason.EndsWith(" not known", StringComparison.Ordinal) ? answer.Reason : $"not known{where}: {answer.Reason}";

    private static int Weight(StackAnswer answer) => answer.Verdict switch
    {
        StackVerdict.Conflict => 2,
        StackVerdict.Unknown => 1,
        _ => 0,
    };

    private static bool IsKnown(EnvironmentStack stack)
    {
        foreach (var part in stack.Parts)
        {
            if (!part.IsKnown)
            {
                return false;
            }
        }

        return true;
    }

    // What is known tells of CUDA, though not all is known.
    private static bool HasCuda(EnvironmentStack stack)
    {
        foreach (var part in stack.Parts)
        {
            if (part.IsKnown && part.Today.Cuda.Length > 0)
            {
                return true;
            }
        }

        return false;
    }

    // Something that uses CUDA, may use it, or is a build without it.
    private static bool IsOfInterest(EnvironmentStack stack)
    {
        foreach (var part in stack.Parts)
        {
            if (part.Layer != StackLayer.Python && (!part.IsKnown || part.Today.Cuda.Length > 0 || part.Name == "torch"))
            {
                return true;
            }
        }

        return false;
    }

    private static string Join(StackAnswer answer, string end)
    {
        var names = new List<string>();
        var cuda = "";
        var lower = "";
        var python = "";
        foreach (var part in answer.Stack.Parts)
        {
            if (!part.IsKnown)
            {
                continue;
            }

            switch (part.Layer)
            {
                case StackLayer.Framework:
                    names.Add(part.Today.Text);
                    cuda = Newer(cuda, part.Today.Cuda);
                    break;
                case StackLayer.Python:
                    python = part.Today.Version;
                    break;
                default:
                    lower = Newer(lower, part.Today.Cuda);
                    break;
            }
        }

        var pieces = new List<string>();
        if (names.Count > 0)
        {
            pieces.Add(string.Join(", ", names.Count <= MostNames ? names : names[..MostNames]) + (names.Count > MostNames ? string.Create(CultureInfo.InvariantCulture, $" +{names.Count - MostNames}") : ""));
        }

        // What frameworks bring of CUDA is what they run with; that of the image matters where they bring none.
        if ((cuda.Length > 0 ? cuda : lower) is { Length: > 0 } used)
        {
            pieces.Add($"CUDA {used}");
        }

        if (DriverText(answer) is { Length: > 0 } driver)
        {
            pieces.Add(driver);
        }

        if (python.Length > 0)
        {
            pieces.Add($"Python {python}");
        }

        pieces.Add(end);
        return string.Join(" · ", pieces);
    }

    private static string DriverText(StackAnswer answer) => (answer.Needs.DriverLinux, answer.Needs.DriverWindows, answer.Target?.Platform) switch
    {
        (_, { } windows, TargetPlatform.Wsl2 or TargetPlatform.Windows) => $"driver ≥ {windows}",
        ({ } linux, _, TargetPlatform.Linux) => $"driver ≥ {linux}",
        ({ } linux, { } windows, _) => $"driver ≥ {linux} (Windows {windows})",
        _ => "",
    };

    private static string Newer(string left, string right) => left.Length == 0 || (right.Length > 0 && DottedNumber.Compare(right, left) > 0) ? right : left;

    // Hidden characters of names are spelled out before it is measured.
    private static string Cut(string line)
    {
        line = VisibleText.Escape(line);
        if (line.Length <= Longest)
        {
            return line;
        }

        var end = Longest - 1;
        var blank = line.LastIndexOf(' ', end);
        end = blank > Longest / 2 ? blank : char.IsHighSurrogate(line[end - 1]) ? end - 1 : end;
        return line[..end].TrimEnd(' ', ',', ':', '·') + "…";
    }
}
