using System.Globalization;

namespace EnvLint.DevTools;

/// <summary>From arguments to a tool and its exit code.</summary>
internal static class DevToolsCommandLine
{
    private const int Success = 0;
    private const int OutOfDate = 1;
    private const int Usage = 2;

    // A release of a framework comes every two to four months.
    private const string MostDays = "120";

    private const string Help = """
        Tools for people who work on EnvLint.

          new-rule FAMILY NAME [--code CODE]   writes rule, page and test; FAMILY is WSL, DRV, ...; NAME is kebab case: driver-in-image
          regen [--check]                      writes the files that are made from the code; --check only says which are out of date
          knowledge --today YYYY-MM-DD [--older-than DAYS]
                                               which tables of facts are old, and which rows nobody has checked, as Markdown; 1 if a table is older
                                               than that, 120 days if it is not given
          knowledge --addresses                the addresses of all sources, one per line

        Run them with: dotnet run --project src/EnvLint.DevTools -- <tool>
        """;

    /// <summary>Runs a tool.</summary>
    /// <param name="arguments">The arguments of the process.</param>
    /// <param name="folder">A folder in the working copy.</param>
    /// <param name="output">Takes what was done.</param>
    /// <param name="error">Takes what is wrong.</param>
    /// <returns>0, 1 for files or tables out of date, 2 for wrong usage.</returns>
    public static int Run(IReadOnlyList<string> arguments, string folder, TextWriter output, TextWriter error)
    {
        try
        {
            switch (arguments)
            {
                case ["--help" or "-h"]:
                    output.WriteLine(Help);
                    return Success;
                case ["regen"]:
                    return Regenerate(folder, isCheck: false, output);
                case ["regen", "--check"]:
                    return Regenerate(folder, isCheck: true, output);
                case ["new-rule", var family, var name]:
                    return WriteRule(folder, family, name, code: null, output);
                case ["new-rule", var family, var name, "--code", var code]:
                    return WriteRule(folder, family, name, code, output);
                case ["knowledge", "--addresses"]:
                    return WriteAddresses(folder, output);
                case ["knowledge", "--today", var today]:
                    return ReportKnowledge(folder, today, MostDays, output);
                case ["knowledge", "--today", var today, "--older-than", var days]:
                    return ReportKnowledge(folder, today, days, output);
                default:
                    error.WriteLine(Help);
                    return Usage;
            }
        }
        catch (DevToolsException exception)
        {
            error.WriteLine(exception.Message);
            return Usage;
        }
    }

    private static int Regenerate(string folder, bool isCheck, TextWriter output)
    {
        var root = FindRoot(folder);
        var stale = DerivedFiles.FindStale(root, DerivedFiles.All);
        foreach (var (path, text) in stale)
        {
            if (isCheck)
            {
                output.WriteLine($"{path} is out of date: dotnet run --project src/EnvLint.DevTools -- regen");
            }
            else
            {
                Write(root, path, text);
                output.WriteLine($"{path} written");
            }
        }

        if (stale.Count == 0)
        {
            output.WriteLine($"{DerivedFiles.All.Length} files are up to date");
        }

        return isCheck && stale.Count > 0 ? OutOfDate : Success;
    }

    private static int WriteRule(string folder, string family, string name, string? code, TextWriter output)
    {
        var root = FindRoot(folder);
        var rule = NewRule.Create(family, name, code, NewRule.CodesIn(root));
        var files = rule.Files();
        foreach (var (path, _) in files)
        {
            if (File.Exists(Path.Combine(root, path)))
            {
                throw new DevToolsException($"{path} is there already");
            }
        }

        foreach (var (path, text) in files)
        {
            Write(root, path, text);
            output.WriteLine($"{path} written");
        }

        output.WriteLine($"{rule.Code}: begin with the test, then the rule, then the page; at the end: dotnet run --project src/EnvLint.DevTools -- regen");
        return Success;
    }

    private static int ReportKnowledge(string folder, string today, string days, TextWriter output)
    {
        if (!DateOnly.TryParseExact(today, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            throw new DevToolsException($"--today: '{today}' is no day; 2026-11-20 is one");
        }

        if (!int.TryParse(days, NumberStyles.None, CultureInfo.InvariantCulture, out var mostDays))
        {
            throw new DevToolsException($"--older-than: '{days}' is no number of days");
        }

        var tables = KnowledgeReport.Read(FindRoot(folder), day);
        output.Write(KnowledgeReport.Write(tables, mostDays));
        return tables.Any(table => table.Days > mostDays) ? OutOfDate : Success;
    }

    private static int WriteAddresses(string folder, TextWriter output)
    {
        var root = FindRoot(folder);
        foreach (var address in KnowledgeReport.Addresses(root, KnowledgeReport.Read(root, DateOnly.MinValue)))
        {
            output.WriteLine(address);
        }

        return Success;
    }

    private static void Write(string root, string path, string text)
    {
        var file = Path.Combine(root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file) ?? root);
        File.WriteAllText(file, text);
    }

    private static string FindRoot(string folder)
    {
        for (var current = new DirectoryInfo(folder); current is not null; current = current.Parent)
        {
            if (File.Exists(Path.Combine(current.FullName, "EnvLint.sln")))
            {
                return current.FullName;
            }
        }

        throw new DevToolsException($"no folder above '{folder}' holds EnvLint.sln");
    }
}

/// <summary>What is asked for cannot be done; the message says why.</summary>
internal sealed class DevToolsException(string message) : Exception(message);
