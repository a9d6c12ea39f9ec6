using EnvLint.Manifests;
using EnvLint.Text;

namespace EnvLint.Environment;

/// <summary>A manifest inside another file: a fenced Dockerfile of a guide, a <c>wsl.conf</c> that a script writes.</summary>
/// <param name="Path">The path that it is given where it stands; a usual name of its kind where none is given.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Text">Its text, and the way to the offsets of the file around it.</param>
public sealed record EmbeddedFile(string Path, ManifestKind Kind, EmbeddedText Text);
