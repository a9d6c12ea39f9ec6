using EnvLint.Environment;
using EnvLint.Environment.Facts;
using EnvLint.Text;

namespace EnvLint.Engine;

/// <summary>A place of one file that leads to another file of the root.</summary>
/// <param name="Kind">How.</param>
/// <param name="From">The file that holds the place.</param>
/// <param name="Span">The place.</param>
/// <param name="To">The other file, as findings name it.</param>
/// <param name="Build">The build, where it is one; null otherwise.</param>
/// <param name="Context">The folder of the build's context, with <c>/</c> at its end; empty for the root, and for other links.</param>
public sealed record ProjectLink(FileLinkKind Kind, SourceText From, TextSpan Span, string To, ImageBuild? Build, string Context);
