using System.Collections.Immutable;
using EnvLint.Environment;
using EnvLint.Environment.Facts;
using EnvLint.Syntax.Dockerfile;
using EnvLint.Text;

namespace EnvLint.Manifests;

/// <summary>A RUN instruction with what was read from it.</summary>
/// <param name="Instruction">The instruction.</param>
/// <param name="Stage">The stage that it belongs to.</param>
/// <param name="Layer">Its number, from 0, over the whole file.</param>
/// <param name="Shell">Its shell text; null for the exec form, and where another shell or interpreter reads it.</param>
/// <param name="Commands">The commands of its shell text or its exec form, those nested in strings too.</param>
public sealed record RunStep(
    DockerfileInstruction Instruction,
    ImageStage Stage,
    int Layer,
    ShellSource? Shell,
    ImmutableArray<CommandUse> Commands);

/// <summary>A Dockerfile: its tree, its stages and its steps.</summary>
/// <param name="Source">The text.</param>
/// <param name="Tree">The tree.</param>
/// <param name="Stages">The stages in order; a fragment without FROM has one.</param>
/// <param name="Steps">The RUN instructions in order.</param>
public sealed record DockerfileManifest(SourceText Source, DockerfileTree Tree, ImmutableArray<ImageStage> Stages, ImmutableArray<RunStep> Steps);
