using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Build.Framework;
using Task = Microsoft.Build.Utilities.Task;

namespace EnvLint.MSBuild;

/// <summary>The task of the package: runs <c>envlint check</c> and tells the build what it found, at its file, line and column.</summary>
public sealed class CheckEnvironment : Task, ICancelableTask
{
    private const int FoundSomething = 1;
    private const int UsageError = 2;

    private readonly object _gate = new();
    private Process? _process;
    private bool _isCancelled;

    /// <summary>Absolute path of the folder or file to check.</summary>
    [Required]
    public string Path { get; set; } = "";

    /// <summary>The machines that the files are for, as <c>--target</c> takes them; those of the configuration if there are none.</summary>
    public string[]? Targets { get; set; }

    /// <summary>What <c>--fail-on</c> takes; as the configuration says if it is empty.</summary>
    public string? FailOn { get; set; }

    /// <summary>An envlint to run instead of the packaged one: a path, or a name on the path.</summary>
    public string? Program { get; set; }

    /// <summary>The program that the package brings, which <see cref="Host"/> runs.</summary>
    [Required]
    public string PackagedProgram { get; set; } = "";

    /// <summary>The program <c>dotnet</c>; the one on the path if it is empty.</summary>
    public string? Host { get; set; }

    /// <summary>Runs the check.</summary>
    /// <returns>Whether the build may go on: false where a finding or a failure was told as an error.</returns>
    public override bool Execute()
    {
        var start = Describe();
        try
        {
            Run(start);
        }
        catch (Win32Exception exception)
        {
            LogFailure($"{start.FileName} cannot be started: {exception.Message}");
        }

        return !Log.HasLoggedErrors && !_isCancelled;
    }

    /// <summary>Ends the program.</summary>
    public void Cancel()
    {
        lock (_gate)
        {
            _isCancelled = true;
            try
            {
                _process?.Kill();
            }
            catch (InvalidOperationException)
            {
                // It has just ended by itself.
            }
            catch (Win32Exception)
            {
                // It is ending.
            }
        }
    }

    private ProcessStartInfo Describe()
    {
        var arguments = new List<string>();
        var program = Program;
        if (string.IsNullOrEmpty(program))
        {
            program = string.IsNullOrEmpty(Host) ? "dotnet" : Host;
            arguments.Add(PackagedProgram);
        }

        arguments.AddRange(["check", Path, "--format", "json"]);
        foreach (var target in Targets ?? [])
        {
            arguments.AddRange(["--target", target]);
        }

        if (!string.IsNullOrEmpty(FailOn))
        {
            arguments.AddRange(["--fail-on", FailOn!]);
        }

        return new ProcessStartInfo(program!, CommandLineText.Join(arguments))
        {
            WorkingDirectory = Directory.Exists(Path) ? Path : Directory.GetParent(Path)?.FullName ?? "",
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
    }

    private void Run(ProcessStartInfo start)
    {
        if (!Directory.Exists(start.WorkingDirectory))
        {
            LogFailure($"no such file or folder: {Path}");
            return;
        }

        Log.LogMessage(MessageImportance.Low, "{0} {1}", VisibleText.Of(start.FileName), VisibleText.Of(start.Arguments));
        using var process = new Process { StartInfo = start };
        lock (_gate)
        {
            if (_isCancelled)
            {
                return;
            }

            process.Start();
            _process = process;
        }

        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        lock (_gate)
        {
            _process = null;
            if (_isCancelled)
            {
                return;
            }
        }

        Tell(process.ExitCode, output, error.GetAwaiter().GetResult());
    }

    // What the program printed on standard error is told whatever came of the run: as its failure, or as what it says beside the findings.
    private void Tell(int exitCode, string output, string error)
    {
        if (exitCode is not UsageError)
        {
            TellFindings(exitCode, output);
        }

        var lines = error.Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
        if (exitCode is 0 or FoundSomething)
        {
            foreach (var line in lines)
            {
                Log.LogMessage(MessageImportance.Normal, "{0}", VisibleText.Of(line));
            }

            return;
        }

        foreach (var line in lines)
        {
            LogFailure(line);
        }

        if (lines.Length == 0)
        {
            LogFailure(string.Format(CultureInfo.InvariantCulture, "envlint ended with code {0}", exitCode));
        }
    }

    private void TellFindings(int exitCode, string output)
    {
        IReadOnlyList<Finding> findings;
        try
        {
            findings = Finding.Read(output);
        }
        catch (FormatException exception)
        {
            // A program that failed has said why.
            if (exitCode is 0 or FoundSomething)
            {
                LogFailure($"envlint's report cannot be read: {exception.Message}");
            }

            return;
        }

        // The exit code says whether the findings fail, by the command line or by the configuration; what fails is what is most severe, at least.
        var failing = exitCode == 0 ? Severity.None : Severity.Info;
        foreach (var finding in findings)
        {
            if (failing != Severity.None && finding.Severity > failing)
            {
                failing = finding.Severity;
            }
        }

        var folder = RootFolder.Of(Path);
        foreach (var finding in findings)
        {
            Tell(finding, VisibleText.Of(System.IO.Path.GetFullPath(System.IO.Path.Combine(folder, finding.Path))), finding.Severity == failing);
        }
    }

    private void Tell(Finding finding, string file, bool fails)
    {
        var message = VisibleText.Of(finding.Message);
        if (fails)
        {
            Log.LogError(null, finding.Code, null, finding.Help, file, finding.Line, finding.Column, finding.EndLine, finding.EndColumn, message);
        }
        else if (finding.Severity == Severity.Info)
        {
            Log.LogMessage(null, finding.Code, null, file, finding.Line, finding.Column, finding.EndLine, finding.EndColumn, MessageImportance.Normal, message);
        }
        else
        {
            Log.LogWarning(null, finding.Code, null, finding.Help, file, finding.Line, finding.Column, finding.EndLine, finding.EndColumn, message);
        }
    }

    private void LogFailure(string message) => Log.LogError(null, "ENVLINT", null, null, 0, 0, 0, 0, VisibleText.Of(message));
}
