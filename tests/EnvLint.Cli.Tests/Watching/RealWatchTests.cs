using System.Diagnostics;
using System.Text;

namespace EnvLint.Cli.Tests.Watching;

/// <summary>The real program, real files and the system's events. What is waited for is what it prints; no time is.</summary>
public sealed class RealWatchTests : IDisposable
{
    private static readonly TimeSpan s_longEnough = TimeSpan.FromMinutes(2);

    private readonly Project _project = new Project().AsRoot().With("Dockerfile", Samples.Fine).With("node_modules/x.js", "x");

    private Process? _process;

    public void Dispose()
    {
        // Nobody else ends it where the test failed.
        if (_process is { HasExited: false } process)
        {
            process.Kill();
        }

        _process?.Dispose();
        _project.Dispose();
    }

    [Fact]
    public async Task Edits_saved_in_either_way_are_shown_and_a_signal_ends_it()
    {
        var process = _process = Start("check", "--watch", "--format", "concise");
        await Until(process.StandardError, "waiting for changes");

        _project.With("Dockerfile", Samples.Broken);
        await Until(process.StandardOutput, "Dockerfile:2:1: error[ENV001]");
        await Until(process.StandardError, "waiting for changes");

        _project.With("new.tmp~", Samples.Broken + "MORE x\n");
        File.Move(_project["new.tmp~"], _project["Dockerfile"], overwrite: true);
        await Until(process.StandardOutput, "Dockerfile:3:1: error[ENV001]");
        await Until(process.StandardError, "waiting for changes");

        Directory.CreateDirectory(_project["deep/er"]);
        _project.With("deep/er/x.dockerfile", Samples.Broken);
        await Until(process.StandardOutput, "deep/er/x.dockerfile:2:1: error[ENV001]");

        if (OperatingSystem.IsWindows())
        {
            process.Kill();
            return;
        }

        Process.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]).WaitForExit();
        Assert.True(process.WaitForExit(s_longEnough));
        Assert.Equal(130, process.ExitCode);
    }

    private Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(Project.NativeBinary ?? "dotnet", Project.NativeBinary is null ? [Path.Join(AppContext.BaseDirectory, "envlint.dll"), .. arguments] : arguments)
        {
            WorkingDirectory = _project[""],
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        return Process.Start(start)!;
    }

    private static async Task Until(StreamReader reader, string text)
    {
        using var end = new CancellationTokenSource(s_longEnough);
        while (await reader.ReadLineAsync(end.Token) is { } line)
        {
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return;
            }
        }

        Assert.Fail($"it ended before it said: {text}");
    }
}
