namespace EnvLint.Knowledge;

/// <summary>What words say of a machine.</summary>
[Flags]
public enum NamedMachines
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>It runs macOS.</summary>
    Mac = 1,

    /// <summary>It runs Windows.</summary>
    Windows = 2,

    /// <summary>It runs Linux, WSL among it.</summary>
    Linux = 4,

    /// <summary>It has a GPU of NVIDIA.</summary>
    Nvidia = 8,

    /// <summary>It has a GPU.</summary>
    Gpu = 16,

    /// <summary>It has a CPU.</summary>
    Cpu = 32,

    /// <summary>It has hardware of another maker.</summary>
    Other = 64,

    /// <summary>It is a machine that NVIDIA sells as a whole, with a system and builds of its own.</summary>
    Board = 128,
}
