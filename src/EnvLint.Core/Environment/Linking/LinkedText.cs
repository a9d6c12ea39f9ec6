using EnvLint.Text;

namespace EnvLint.Environment.Linking;

/// <summary>Another file that a command names.</summary>
/// <param name="Source">Its text.</param>
/// <param name="Word">The word of the file under check that leads there.</param>
/// <param name="IsConstraint">Whether what it lists only limits versions.</param>
internal sealed record LinkedText(SourceText Source, TextSpan Word, bool IsConstraint);
