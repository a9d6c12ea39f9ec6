using System.Collections.Immutable;
using EnvLint.Diagnostics;

namespace EnvLint.Engine;

/// <summary>What the rules said of one file, before selection, suppression and configuration.</summary>
/// <param name="File">The file with its tree and facts.</param>
/// <param name="Diagnostics">The findings, ordered by position and code.</param>
/// <param name="HasFailure">Whether a rule threw (ENV003 names it): exit code 3.</param>
public sealed record FileResult(FileAnalysis File, ImmutableArray<Diagnostic> Diagnostics, bool HasFailure);
