using System.Collections.Immutable;
using EnvLint.Diagnostics;
using EnvLint.Engine;
using EnvLint.Environment;
using EnvLint.Environment.Facts;
using EnvLint.Environment.Linking;
using EnvLint.Manifests;
using EnvLint.Rules.Image.Support;
using EnvLint.Text;

namespace EnvLint.Rules.Image;

/// <summary>Reports sources of COPY and ADD that the build context does not have.</summary>
[Rule("IMG003", "missing-source",
    Title = "A file is copied that the build context does not have",
    Category = RuleCategory.Correctness,
    Severity = Severity.Warning,
    Confidence = Confidence.Medium,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class MissingSource : Rule<FileAnalysis>
{
    /// <inheritdoc/>
    protected override void Check(FileAnalysis subject, RuleContext context)
    {
        if (subject is not { Kind: ManifestKind.Dockerfile, Outer: null, Files: { } files, Facts: { } facts, Dockerfile.Tree: { IsFragment: false, HasStage: true } }
            || MadeFiles.IsSample(subject.Source.Path) || BuildContext.Find(subject) is not { } build)
        {
            return;
        }

        foreach (var copy in facts.FileCopies)
        {
            foreach (var word in copy.Sources)
            {
                if (BuildContext.NameOf(copy, word) is { } name)
                {
                    Check(word, name, build, files, context);
                }
            }
        }
    }

    private static void Check(Word word, string name, BuildContext build, ILinkedFiles files, RuleContext context)
    {
        var source = build.Look(name);
        switch (source.Answer)
        {
            // An argument's default is a place for what the build gives.
            case ContextAnswer.Missing when word.Origins.IsEmpty && !MadeFiles.MayBe(name) && !files.IsIgnored(source.Path) && !MadeFiles.IsInSubmodule(source.Path, files) && !files.Mentions(name[(name.LastIndexOf('/') + 1)..]):
                context.Report(
                    word.Span,
                    $"'{name}' is not in the build context ({Show(build)}), and nothing in the project makes it",
                    confidence: build.IsDeclared ? Confidence.High : Confidence.Medium,
                    label: "the build stops here");
                break;

            case ContextAnswer.OtherCase when !MadeFiles.MayBe(name):
                context.Report(
                    word.Span,
                    $"'{name}' is not in the build context ({Show(build)}): the name there is '{source.Name}', and letter case counts",
                    confidence: build.IsDeclared ? Confidence.High : Confidence.Medium,
                    label: $"write '{source.Name}'",
                    related: context.Origins(word),
                    fix: word.IsLiteral && word.Span.Length == name.Length && word.Is(name) ? Fix.Suggested($"Write {source.Name}", TextEdit.Replace(word.Span, source.Name)) : null);
                break;

            case ContextAnswer.LeftOut when source.IgnoreFile is { } ignore:
                ImmutableArray<RelatedLocation> related = [new RelatedLocation(ignore, source.Pattern, "this pattern leaves it out"), .. context.Origins(word)];
                context.Report(
                    word.Span,
                    $"'{name}' is not in the build context: '{ignore.Path}' leaves it out",
                    confidence: build.IsDeclared ? Confidence.High : Confidence.Medium,
                    label: "the build stops here",
                    related: related);
                break;
        }
    }

    private static string Show(BuildContext build) => build.Folder.Length == 0 ? "the root of the project" : $"'{build.Folder}'";
}
