using EnvLint.Environment.Facts;
using EnvLint.Text;

namespace EnvLint.Environment.Lowering;

/// <summary>What a build says of the Dockerfile that it builds.</summary>
/// <param name="File">The file that says it.</param>
/// <param name="Arguments">The values by name; null, or a word without value, where they are not known.</param>
/// <param name="Target">The stage that is built; null for the last.</param>
/// <param name="Context">The folder of the context, with <c>/</c> at its end; empty for the root.</param>
internal sealed record BuildValues(SourceText File, IReadOnlyDictionary<string, Word?> Arguments, string? Target, string Context);
