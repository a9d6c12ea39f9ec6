namespace System.Runtime.CompilerServices;

/// <summary>What the compiler needs for records.</summary>
internal static class IsExternalInit;
