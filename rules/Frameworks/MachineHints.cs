using EnvLint.Environment.Facts;
using EnvLint.Environment.Stack;

namespace EnvLint.Rules.Frameworks;

/// <summary>What names, headings and comments say of the machine that packages are for.</summary>
internal static class MachineHints
{
    /// <summary>Whether packages are for a machine without a GPU of NVIDIA, or with another system than the target's.</summary>
    /// <param name="request">A request of the file under check, or of one that it names.</param>
    /// <param name="context">The context.</param>
    public static bool AreForOther(PackageRequest request, RuleContext context) =>
        OtherMachines.AreMeant(request, context.File, context.Target);
}
