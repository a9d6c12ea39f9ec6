using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Environment.Stack;
using EnvLint.Knowledge;
using EnvLint.Text;

namespace EnvLint.Rules.Cuda;

/// <summary>Reports paths below <c>/usr/local/cuda-X.Y</c> in images whose CUDA is another release.</summary>
[Rule("CUD018", "cuda-path-of-other-version",
    Title = "A path names the folder of a CUDA release that the image does not have",
    Category = RuleCategory.Correctness,
    Severity = Severity.Warning,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class CudaPathOfOtherVersion : Rule<CommandSequence>
{
    private const string Folder = "/usr/local/cuda-";

    /// <inheritdoc/>
    protected override void Check(CommandSequence subject, RuleContext context)
    {
        if (!subject.Scope.IsImage)
        {
            return;
        }

        CudaFolders? folders = null;
        var looked = false;
        foreach (var fact in subject.Facts)
        {
            if (WordOf(fact) is not { } word)
            {
                continue;
            }

            // Each variable is told once for each release.
            List<string>? told = null;
            var text = word.Value ?? word.Raw;
            for (var at = text.IndexOf(Folder, StringComparison.Ordinal); at >= 0; at = text.IndexOf(Folder, at + Folder.Length, StringComparison.Ordinal))
            {
                var release = ReleaseAt(text, at + Folder.Length);
                if (release.Length == 0)
                {
                    continue;
                }

                if (!looked)
                {
                    looked = true;
                    folders = CudaFolders.Of(subject, context);
                }

                if (folders is null)
                {
                    return;
                }

                if (!folders.MayHave(release) && !(told ??= []).Contains(release))
                {
                    told.Add(release);
                    Report(word, text, at, release, folders, context);
                }
            }
        }
    }

    private static void Report(Word word, string text, int at, string release, CudaFolders folders, RuleContext context)
    {
        var path = $"{Folder}{release}";
        var isExact = word.Raw.Length == word.Span.Length && word.Raw.Contains(path, StringComparison.Ordinal);
        var start = isExact ? word.Raw.IndexOf(text[at..(at + path.Length)], StringComparison.Ordinal) : 0;
        var span = isExact ? new TextSpan(word.Span.Start + start, path.Length) : word.Span;
        context.Report(
            span,
            $"'{path}' is not there: the CUDA of '{folders.Image.Word}' is {folders.Cuda}",
            label: "/usr/local/cuda leads to the image's own",
            related: [context.Here(folders.Image.Word.Span, $"the image has /usr/local/cuda-{DottedNumber.Prefix(folders.Cuda, 2)}"), .. context.Origins(folders.Image.Word), .. context.Origins(word)],
            fix: isExact && CountOf(word.Raw, path) == 1 ? Fix.Suggested("Name the image's own folder", TextEdit.Replace(span, "/usr/local/cuda")) : null);
    }

    // ENV and export only: what a command does with a folder, it may make it first.
    private static Word? WordOf(Fact fact) => fact is VariableSet { IsConditional: false, Kind: VariableSetKind.Env or VariableSetKind.Export or VariableSetKind.Prefix, Value: { } value } ? value : null;

    // 12.4 of 12.4/bin; empty where it is no release.
    private static string ReleaseAt(string text, int start)
    {
        var end = start;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] == '.'))
        {
            end++;
        }

        var release = text[start..end];
        return DottedNumber.IsOne(release) && release.Contains('.', StringComparison.Ordinal) && (end == text.Length || text[end] is '/' or ':' or '"' or '\'' or ' ') ? release : "";
    }

    private static int CountOf(string text, string part)
    {
        var count = 0;
        for (var at = text.IndexOf(part, StringComparison.Ordinal); at >= 0; at = text.IndexOf(part, at + part.Length, StringComparison.Ordinal))
        {
            count++;
        }

        return count;
    }

    // The folders of CUDA that a stage has.
    private sealed class CudaFolders
    {
        private readonly List<string> _others = [];

        public required ImageUse Image { get; init; }

        public required string Cuda { get; init; }

        public static CudaFolders? Of(CommandSequence sequence, RuleContext context)
        {
            // CUDA's packages of any kind make the folder of their release.
            if (sequence.Scope.Stage?.BaseUse is not { } image || ImageCatalog.Find(image.Reference) is not { Cuda.Length: > 0, IsVerified: true } contents)
            {
                return null;
            }

            // Conditions may go with the image's arguments, and so may what is installed.
            if (!Toolkits.Before(sequence, int.MaxValue, context.File.Dockerfile).IsComplete)
            {
                return null;
            }

            var result = new CudaFolders { Image = image, Cuda = contents.Cuda };
            for (var current = sequence; current is not null; current = current.Base)
            {
                foreach (var fact in current.Facts)
                {
                    if (Toolkits.InstallOf(fact) is { } install)
                    {
                        if (install.Cuda.Length == 0)
                        {
                            return null;
                        }

                        result._others.Add(DottedNumber.Prefix(install.Cuda, 2));
                    }
                    else if (fact is PackageRequest { Manager: not (PackageManager.Pip or PackageManager.Conda) } request && ToolkitPackages.ReleaseOf(request.Name) is { Length: > 0 } release)
                    {
                        result._others.Add(release);
                    }
                }
            }

            return result;
        }

        public bool MayHave(string release)
        {
            var minor = DottedNumber.Prefix(release, 2);
            return DottedNumber.Compare(minor, DottedNumber.Prefix(Cuda, 2)) == 0 || _others.Contains(minor);
        }
    }
}
