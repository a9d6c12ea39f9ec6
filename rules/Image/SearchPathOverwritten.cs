using System.Collections.Immutable;
using EnvLint.Diagnostics;
using EnvLint.Environment;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Manifests;
using EnvLint.Rules.Driver;
using EnvLint.Syntax.Dockerfile;
using EnvLint.Text;

namespace EnvLint.Rules.Image;

/// <summary>Reports search paths that lose what the base image had on them, or get an empty element, which is the current folder.</summary>
/// <remarks>A path whose first folder hides the driver is DRV005's.</remarks>
[Rule("IMG006", "search-path-overwritten",
    Title = "A search path drops what the base image had, or has an empty element",
    Category = RuleCategory.Correctness,
    Severity = Severity.Warning,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class SearchPathOverwritten : Rule<DockerfileManifest>
{
    /// <inheritdoc/>
    protected override void Check(DockerfileManifest subject, RuleContext context) =>
        StageVariables.Walk(subject, (stage, instruction, variables) =>
        {
            if (instruction.Kind != DockerfileInstructionKind.Env)
            {
                return;
            }

            foreach (var pair in instruction.Pairs)
            {
                if (pair.Name is "PATH" or "LD_LIBRARY_PATH" or "LIBRARY_PATH" or "PYTHONPATH" && pair.Value is { Length: > 0 } value)
                {
                    Check(new BuilderWord(value, pair.ValueMap, pair), pair.Name, stage, variables, subject.Tree.EscapeCharacter, context);
                }
            }
        });

    private static void Check(BuilderWord word, string name, ImageStage stage, StageVariables variables, char escape, RuleContext context)
    {
        var syntax = DockerfileVariables.Parse(word.Raw, escape);
        if (syntax.Error is not null)
        {
            return;
        }

        var isInherited = false;
        foreach (var variable in syntax.Variables())
        {
            isInherited |= variable.Name == name;
        }

        if (isInherited)
        {
            if (variables.HasValue(name) == false)
            {
                CheckUnset(syntax, word, name, variables, context);
            }

            return;
        }

        if (word.Raw.TrimEnd('"', '\'') is var text && (text.EndsWith(':') || text.TrimStart('"', '\'').StartsWith(':')))
        {
            Report(word.Span, name, "an empty element stands at its end or beginning", null, context);
        }

        CheckDropped(word, name, stage, variables, context);
    }

    // X=/a:$X where nothing has set X.
    private static void CheckUnset(DockerfileWordSyntax syntax, BuilderWord word, string name, StageVariables variables, RuleContext context)
    {
        var parts = syntax.Parts;
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i] is not DockerfileVariablePart { Operator: DockerfileVariableOperator.None } variable || variable.Name != name)
            {
                continue;
            }

            // The colon that stays behind when the variable is nothing.
            if (i > 0 && parts[i - 1] is DockerfileLiteralPart { Value: [.., ':'], IsQuoted: var isQuoted } && (i + 1 == parts.Length || (parts[i + 1] is DockerfileLiteralPart { Value: [] or [':', ..] })))
            {
                var span = TextSpan.FromBounds(variable.Span.Start - 1, variable.Span.End);
                Unset(span, $"${{{name}:+:${{{name}}}}}");
                return;
            }

            if ((i == 0 || parts[i - 1] is DockerfileLiteralPart { Value: [] }) && i + 1 < parts.Length && parts[i + 1] is DockerfileLiteralPart { Value: [':', ..] })
            {
                var span = TextSpan.FromBounds(variable.Span.Start, variable.Span.End + 1);
                Unset(span, $"${{{name}:+${{{name}}}:}}");
                return;
            }
        }

        void Unset(TextSpan span, string replacement)
        {
            // Quotes inside the value may stand between the colon and the variable.
            var written = word.Raw.Substring(span.Start, span.Length);
            var isPlain = written[0] == ':' ? written[1] == '$' : written[^1] == ':' && written[0] == '$';
            Report(
                word.PlaceOf(span),
                name,
                $"'{name}' has no value yet, and the colon beside it stays",
                isPlain ? Fix.Safe("Add the colon only where there is a value", TextEdit.Replace(word.PlaceOf(span), replacement)) : null,
                context,
                variables.Image);
        }
    }

    private static void Report(TextSpan span, string name, string what, Fix? fix, RuleContext context, ImageVariablesImageRow? image = null) =>
        context.Report(
            span,
            $"{what}: an empty element of {name} is the current folder",
            name == "PYTHONPATH" ? Severity.Info : null,
            image is { Verified: false } ? Confidence.Medium : null,
            label: name == "PYTHONPATH" ? "Python imports from wherever it is started" : name == "PATH" ? "programs are taken from wherever they are called" : "libraries are loaded from wherever a program is started",
            notes: image is null ? [] : [SourceNote.Of($"{image.Name}: the image sets no {name}", ImageVariables.SourceOf(image), ImageVariables.AsOf)],
            fix: fix);

    private static void CheckDropped(BuilderWord word, string name, ImageStage stage, StageVariables variables, RuleContext context)
    {
        // What an earlier ENV of the file set is the author's own to replace; an argument may hold anything.
        if (variables.IsSet(name) || word.Raw.Contains('$', StringComparison.Ordinal) || variables.Image is not { } image)
        {
            return;
        }

        var before = ImageVariables.SearchPath(image, name);
        if (before.Length == 0 || (name == LoaderPath.Variable && LoaderPath.Shadow(LoaderPath.Parse(word.Raw, word.Span)) is not null))
        {
            return;
        }

        var lost = Missing(before, DockerfileVariables.RemoveQuotes(word.Raw), IsMerged(stage));
        if (lost.Count == 0)
        {
            return;
        }

        // Empty but where a cluster mounts its driver there: the toolkit for containers puts it where the loader looks anyway.
        var isMount = name == LoaderPath.Variable;
        foreach (var folder in lost)
        {
            isMount &= folder.StartsWith("/usr/local/nvidia/", StringComparison.Ordinal);
        }

        var isQuoted = word.Raw[^1] is '"' or '\'';
        var edit = isQuoted && word.Raw[^1] == '\'' ? null : TextEdit.Insert(word.PlaceOf(new TextSpan(word.Raw.Length - (isQuoted ? 1 : 0), 0)).Start, $"${{{name}:+:${{{name}}}}}");
        context.Report(
            word.Span,
            $"{name} is replaced: '{string.Join(':', lost)}', which '{stage.BaseUse?.Word.Value ?? "the base image"}' has on it, is lost",
            isMount ? Severity.Info : null,
            confidence: image.Verified ? null : Confidence.Medium,
            label: $"append ${{{name}:+:${{{name}}}}}",
            notes: [SourceNote.Of(ImageVariables.SourceOf(image), ImageVariables.AsOf)],
            fix: edit is null ? null : Fix.Suggested($"Keep what was on {name}", edit));
    }

    // Where /bin and /sbin lead to the folders of /usr.
    private static bool IsMerged(ImageStage stage) => stage.KnownImage switch
    {
        { Distribution: "ubuntu", Release: var release } => IsFrom(release, 20),
        { Distribution: "debian", Release: var release } => IsFrom(release, 12),
        _ => false,
    };

    private static bool IsFrom(string release, int first) => int.TryParse(release.Split('.')[0], out var major) && major >= first;

    private static List<string> Missing(string before, string now, bool isMerged)
    {
        var lost = new List<string>();
        foreach (var folder in before.Split(':'))
        {
            var isThere = false;
            foreach (var kept in now.Split(':'))
            {
                var path = kept.TrimEnd('/');
                isThere |= string.Equals(path, folder, StringComparison.Ordinal)
                    || (isMerged && folder is "/bin" or "/sbin" && string.Equals(path, $"/usr{folder}", StringComparison.Ordinal));
            }

            // Distributions put nothing there.
            isThere |= folder == "/usr/local/sbin";

            if (!isThere && !lost.Contains(folder))
            {
                lost.Add(folder);
            }
        }

        return lost;
    }
}
