namespace EnvLint.Workspace.Tests.Host;

/// <summary>What programs print on machines of all kinds.</summary>
internal static class Recorded
{
    public const string Smi470 = """
        Tue Mar  1 09:12:44 2022
        +-----------------------------------------------------------------------------+
        | NVIDIA-SMI 470.82.01    Driver Version: 470.82.01    CUDA Version: 11.4     |
        |-------------------------------+----------------------+----------------------+
        | GPU  Name        Persistence-M| Bus-Id        Disp.A | Volatile Uncorr. ECC |
        | Fan  Temp  Perf  Pwr:Usage/Cap|         Memory-Usage | GPU-Util  Compute M. |
        |                               |                      |               MIG M. |
        |===============================+======================+======================|
        |   0  Tesla K80           Off  | 00000000:00:1E.0 Off |                    0 |
        | N/A   35C    P8    27W / 149W |      0MiB / 11441MiB |      0%      Default |
        |                               |                      |                  N/A |
        +-------------------------------+----------------------+----------------------+
        """;

    public const string Smi535 = """
        Thu Jan 11 10:00:00 2024
        +---------------------------------------------------------------------------------------+
        | NVIDIA-SMI 535.154.05             Driver Version: 535.154.05   CUDA Version: 12.2     |
        |-----------------------------------------+----------------------+----------------------+
        | GPU  Name                 Persistence-M | Bus-Id        Disp.A | Volatile Uncorr. ECC |
        |   0  NVIDIA A100-SXM4-40GB          On  | 00000000:07:00.0 Off |                   On |
        | N/A   31C    P0              52W / 400W |     37MiB / 40960MiB |     N/A      Default |
        |                                         |                      |              Enabled |
        +-----------------------------------------+----------------------+----------------------+

        +---------------------------------------------------------------------------------------+
        | MIG devices:                                                                          |
        +------------------+--------------------------------+-----------+-----------------------+
        | GPU  GI  CI  MIG |                   Memory-Usage |        Vol|      Shared           |
        """;

    public const string SmiWsl = """
        Sat Apr  6 18:00:00 2024
        +-----------------------------------------------------------------------------------------+
        | NVIDIA-SMI 550.60.01              Driver Version: 551.78         CUDA Version: 12.4     |
        |-----------------------------------------+------------------------+----------------------+
        |   0  NVIDIA GeForce RTX 3060        On  |   00000000:01:00.0  On |                  N/A |
        """;

    public const string Smi570 = """
        +-----------------------------------------------------------------------------------------+
        | NVIDIA-SMI 570.124.06             Driver Version: 570.124.06     CUDA Version: 12.8     |
        |-----------------------------------------+------------------------+----------------------+
        """;

    public const string Smi580 = """
        +-----------------------------------------------------------------------------------------+
        | NVIDIA-SMI 580.65.06              Driver Version: 580.65.06      CUDA Version: 13.0     |
        +-----------------------------------------+------------------------+----------------------+
        """;

    public const string Smi610 = """
        +-----------------------------------------------------------------------------------------+
        | NVIDIA-SMI 610.43.02              KMD Version: 610.47        CUDA UMD Version: 13.3     |
        +-----------------------------------------+------------------------+----------------------+
        """;

    public const string SmiBeforeCuda = """
        +------------------------------------------------------+
        | NVIDIA-SMI 331.62     Driver Version: 331.62         |
        |-------------------------------+----------------------+
        """;

    public const string SmiNoLibrary = "| NVIDIA-SMI 535.154.05             Driver Version: 535.154.05   CUDA Version: N/A      |\n";

    public const string NoDriver = "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver. Make sure that the latest NVIDIA driver is installed and running.\n\n";

    public const string NoDevices = "No devices were found\n";

    public const string Mismatch = "Failed to initialize NVML: Driver/library version mismatch\nNVML library version: 535.154\n";

    public const string Blocked = "Failed to initialize NVML: GPU access blocked by the operating system\nFailed to properly shut down NVML: GPU access blocked by the operating system\n";

    public const string UnknownField = "Field \"compute_cap\" is not a valid field to query.\n";

    public const string KernelWsl2 = "5.15.153.1-microsoft-standard-WSL2\n";

    public const string KernelNative = "6.8.0-45-generic\n";

    public const string ModuleClosed = "NVRM version: NVIDIA UNIX x86_64 Kernel Module  535.154.05  Thu Dec 28 15:37:48 UTC 2023\nGCC version:  gcc version 11.4.0 (Ubuntu 11.4.0-1ubuntu1~22.04)\n";

    public const string ModuleOpen = "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  570.124.06  Release Build  (dvs-builder@U16)\nGCC version:  gcc version 13.3.0\n";

    public const string Ubuntu = "PRETTY_NAME=\"Ubuntu 22.04.4 LTS\"\nNAME=\"Ubuntu\"\nVERSION_ID=\"22.04\"\nID=ubuntu\n";

    public const string DockerEngine = """{"ID":"x","Containers":3,"OperatingSystem":"Ubuntu 22.04.4 LTS","OSType":"linux","Architecture":"x86_64","Runtimes":{"nvidia":{"path":"nvidia-container-runtime"}},"ServerVersion":"26.1.3"}""" + "\n";

    public const string DockerDesktop = """{"ID":"x","OperatingSystem":"Docker Desktop","OSType":"linux","ServerVersion":"27.2.0"}""" + "\n";

    public const string DockerNoEngine = """{"ID":"","Containers":0,"OperatingSystem":"","ServerVersion":"","ServerErrors":["Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?"],"ClientInfo":{"Version":"27.2.0"}}""" + "\n";

    public const string Podman = """{"host":{"arch":"amd64","os":"linux"},"store":{},"version":{"APIVersion":"4.9.3","Version":"4.9.3","OsArch":"linux/amd64"}}""" + "\n";

    public const string Nvcc = "nvcc: NVIDIA (R) Cuda compiler driver\nCopyright (c) 2005-2024 NVIDIA Corporation\nBuilt on Thu_Mar_28_02:18:24_PDT_2024\nCuda compilation tools, release 12.4, V12.4.131\nBuild cuda_12.4.r12.4/compiler.34097967_0\n";

    public const string Registry = "\r\nHKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\r\n    CurrentBuildNumber    REG_SZ    22631\r\n\r\n";
}
