using System.Collections.Immutable;
using System.Globalization;
using EnvLint.Configuration;
using EnvLint.Environment;

namespace EnvLint.Workspace.Host;

/// <summary>Asks a machine what it is: its files and the programs that are there, none of them for longer than a machine's patience.</summary>
public sealed class HostProbe
{
    private const string WslSmi = "/usr/lib/wsl/lib/nvidia-smi";
    private const string Registry = "/mnt/c/Windows/System32/reg.exe";

    private readonly IMachine _machine;
    private readonly Dictionary<string, HostFact> _target = [];
    private readonly ImmutableArray<HostFact>.Builder _beside = ImmutableArray.CreateBuilder<HostFact>();
    private readonly ImmutableArray<HostGap>.Builder _gaps = ImmutableArray.CreateBuilder<HostGap>();
    private readonly ImmutableArray<string>.Builder _notes = ImmutableArray.CreateBuilder<string>();

    private HostProbe(IMachine machine) => _machine = machine;

    /// <summary>Asks. Never throws for what a machine is like.</summary>
    /// <param name="machine">The machine.</param>
    public static HostReport Ask(IMachine machine) => new HostProbe(machine).Ask();

    private HostReport Ask()
    {
        // Programs may be slow: those that do not need each other are asked at the same time.
        var docker = Task.Run(AskDocker);
        var toolkit = Task.Run(() => FirstThere(["--version"], "nvcc", "/usr/local/cuda/bin/nvcc"));
        var conda = Task.Run(() => FirstThere(["--version"], "conda", _machine.Variable("CONDA_EXE") ?? ""));

        var kernel = AskSystem();
        AskGpu(kernel);
        if (kernel == LinuxKernel.Wsl2)
        {
            AskWindows();
        }

        Set("arch", _machine.Architecture, "the system");
        Take(docker.GetAwaiter().GetResult());
        TakeToolkit(toolkit.GetAwaiter().GetResult());
        TakeConda(conda.GetAwaiter().GetResult());

        var target = ImmutableArray.CreateBuilder<HostFact>();
        foreach (var key in TargetKeys.All)
        {
            if (_target.TryGetValue(key, out var fact))
            {
                target.Add(fact);
            }
        }

        return new HostReport(target.DrainToImmutable(), _beside.DrainToImmutable(), _gaps.DrainToImmutable(), _notes.DrainToImmutable());
    }

    private LinuxKernel AskSystem()
    {
        switch (_machine.System)
        {
            case MachineSystem.Windows:
                Set("platform", "windows", "the system");
                Set("windows-build", _machine.WindowsBuild, "the system");
                return LinuxKernel.Native;
            case MachineSystem.Other:
                _gaps.Add(new HostGap("platform", "the system is neither Linux nor Windows"));
                return LinuxKernel.Native;
        }

        const string Release = "/proc/sys/kernel/osrelease";
        const string Version = "/proc/version";
        var release = _machine.Read(Release);
        var text = release ?? _machine.Read(Version);
        var kernel = HostTexts.KernelOf(text, _machine.Variable("WSL_DISTRO_NAME") is not null);
        var source = text is null ? "the system" : release is null ? Version : $"the kernel {HostTexts.Shown(release.Trim()) ?? "'s name"}";
        switch (kernel)
        {
            case LinuxKernel.Wsl1:
                _gaps.Add(new HostGap("platform", "WSL 1 has no GPU; 'wsl --set-version' makes a WSL 2 of it"));
                break;
            case LinuxKernel.Wsl2:
                Set("platform", "wsl2", source);
                break;
            default:
                Set("platform", "linux", source);
                break;
        }

        if (HostTexts.DistributionOf(_machine.Read("/etc/os-release") ?? _machine.Read("/usr/lib/os-release")) is { } distribution)
        {
            _beside.Add(new HostFact("distribution", distribution, "/etc/os-release"));
        }

        if (_machine.Read("/.dockerenv") is not null || _machine.Read("/run/.containerenv") is not null)
        {
            _notes.Add("this is a container: kernel and driver are its host's, the rest is its own");
        }

        return kernel;
    }

    private void AskGpu(LinuxKernel kernel)
    {
        var (smi, table) = ("nvidia-smi", _machine.Run("nvidia-smi"));
        if (!table.IsFine && _machine.System == MachineSystem.Linux && _machine.Run(WslSmi) is { IsMissing: false } other)
        {
            // On WSL it is Windows that brings it; one that a package of the distribution brought speaks to no driver.
            (smi, table) = (WslSmi, other);
        }

        if (table.IsFine)
        {
            var gpus = List(smi, table);
            var first = gpus.IsEmpty ? null : gpus[0];
            Set("driver", first?.Driver ?? NvidiaSmi.DriverOf(table.Output), smi);
            Set("cuda", NvidiaSmi.CudaOf(table.Output), $"{smi}: the newest that the driver runs");
            Set("gpu", first?.Name, smi);
            Set("compute-capability", first?.ComputeCapability, smi);
            NoteGpus(gpus, table.Output);
        }

        var reason = table.IsMissing ? "there is no nvidia-smi on PATH"
            : table.Reason.Length > 0 ? $"nvidia-smi {table.Reason}"
            : table.IsFine && _target.ContainsKey("driver") ? "nvidia-smi does not say it"
            : NvidiaSmi.ComplaintOf(table) is { Length: > 0 } complaint ? $"nvidia-smi says: {complaint}"
            : string.Create(CultureInfo.InvariantCulture, $"nvidia-smi ended with {table.ExitCode}");
        if (!_target.ContainsKey("driver") && kernel == LinuxKernel.Native && _machine.System == MachineSystem.Linux)
        {
            const string Module = "/proc/driver/nvidia/version";
            Set("driver", HostTexts.KernelDriverOf(_machine.Read(Module)), Module);
        }

        foreach (var key in (ReadOnlySpan<string>)["driver", "cuda", "gpu", "compute-capability"])
        {
            if (!_target.ContainsKey(key))
            {
                _gaps.Add(new HostGap(key, reason));
            }
        }
    }

    // Old drivers do not know all that can be asked for, and say so.
    private ImmutableArray<ListedGpu> List(string smi, ProgramRun table)
    {
        foreach (var (hasDriver, hasCapability) in (ReadOnlySpan<(bool, bool)>)[(true, true), (false, true), (true, false), (false, false)])
        {
            var query = $"--query-gpu=name{(hasDriver ? ",driver_version" : "")}{(hasCapability ? ",compute_cap" : "")}";
            var run = _machine.Run(smi, query, "--format=csv,noheader");
            if (run.IsFine)
            {
                return NvidiaSmi.List(run.Output, hasDriver, hasCapability);
            }

            if (run.ExitCode is null)
            {
                break;
            }
        }

        return [];
    }

    private void NoteGpus(ImmutableArray<ListedGpu> gpus, string table)
    {
        var others = new List<string>();
        for (var i = 1; i < gpus.Length; i++)
        {
            if (gpus[i].Name != gpus[0].Name && !others.Contains(gpus[i].Name))
            {
                others.Add(gpus[i].Name);
            }
        }

        if (others.Count > 0)
        {
            _notes.Add($"the first GPU is taken; also here: {string.Join(", ", others)}");
        }
        else if (gpus.Length > 1)
        {
            _notes.Add(string.Create(CultureInfo.InvariantCulture, $"there are {gpus.Length} GPUs of this kind"));
        }

        if (NvidiaSmi.HasInstances(table))
        {
            _notes.Add("the GPU is split into instances (MIG): programs see one of them");
        }
    }

    private void AskWindows()
    {
        // No shell of Windows: the registry's own program, where drives are mounted as usual.
        var run = _machine.Run(Registry, "query", @"HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion", "/v", "CurrentBuildNumber");
        Set("windows-build", HostTexts.WindowsBuildOf(run.Output), "the registry of Windows");
        if (!_target.ContainsKey("windows-build"))
        {
            _gaps.Add(new HostGap("windows-build", run.IsMissing ? $"there is no {Registry}" : run.Reason.Length > 0 ? $"reg.exe {run.Reason}" : "reg.exe does not say it"));
        }
    }

    private (string Program, ProgramRun Run) AskDocker()
    {
        string[] arguments = ["info", "--format", "{{json .}}"];
        var docker = _machine.Run("docker", arguments);
        return docker.IsMissing && _machine.Run("podman", arguments) is { IsMissing: false } podman ? ("podman", podman) : ("docker", docker);
    }

    private void Take((string Program, ProgramRun Run) docker)
    {
        var (program, run) = docker;
        if (HostTexts.DockerOf(run.Output) is { } found)
        {
            Set("docker", found.Docker, found.Version);
        }
        else
        {
            _gaps.Add(new HostGap("docker", run.IsMissing ? "there is neither docker nor podman on PATH" : run.Reason.Length > 0 ? $"{program} {run.Reason}" : $"{program} reaches no engine"));
        }
    }

    private ProgramRun FirstThere(string[] arguments, params ReadOnlySpan<string> programs)
    {
        foreach (var program in programs)
        {
            if (program.Length > 0 && _machine.Run(program, arguments) is { IsMissing: false } run)
            {
                return run;
            }
        }

        return ProgramRun.Missing;
    }

    private void TakeToolkit(ProgramRun run)
    {
        if (HostTexts.ToolkitOf(run.Output) is { } version)
        {
            _beside.Add(new HostFact("CUDA toolkit", version, "nvcc"));
        }
        else if (!run.IsMissing)
        {
            _gaps.Add(new HostGap("CUDA toolkit", run.Reason.Length > 0 ? $"nvcc {run.Reason}" : "nvcc does not say it"));
        }
    }

    private void TakeConda(ProgramRun run)
    {
        if (HostTexts.CondaOf(run.Output) is { } version)
        {
            var prefix = HostTexts.Shown(_machine.Variable("CONDA_PREFIX") ?? "");
            _beside.Add(new HostFact("conda", version, prefix is null ? "conda" : $"conda, {prefix} is active"));
        }
        else if (!run.IsMissing)
        {
            _gaps.Add(new HostGap("conda", run.Reason.Length > 0 ? $"conda {run.Reason}" : "conda does not say its version"));
        }
    }

    // Only what a configuration takes: a program may say anything.
    private void Set(string key, string? value, string source)
    {
        if (value is not null && TargetKeys.Set(new TargetProfile("", TargetPlatform.Unknown), key, value, out _) is null)
        {
            _target[key] = new HostFact(key, value, source);
        }
    }
}
