using System.Collections.Immutable;
using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Rules.Apt;
using EnvLint.Text;

namespace EnvLint.Rules.Pip;

/// <summary>Reports the newest pip where the Python is too old for it: get-pip.py without a version, and an upgrade by a pip that does not look.</summary>
[Rule("PIP014", "get-pip-too-new",
    Title = "The newest pip, for a Python that it does not take",
    Category = RuleCategory.Correctness,
    Severity = Severity.Error,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class GetPipTooNew : Rule<CommandSequence>
{
    /// <inheritdoc/>
    protected override void Check(CommandSequence subject, RuleContext context)
    {
        List<Download>? scripts = null;
        foreach (var fact in subject.Facts)
        {
            switch (fact)
            {
                case Download { Url.Value: { } url } download when url.EndsWith("/get-pip.py", StringComparison.Ordinal):
                    if (GoneVersion(url) is { } gone)
                    {
                        Report(download, gone, $"'{url}' is gone: what answers there stops with a message", isCertain: true, [], context);
                    }
                    else if (IsNewest(url))
                    {
                        (scripts ??= []).Add(download);
                    }

                    break;
                case CommandUse use when scripts is not null && use.Program.StartsWith("python", StringComparison.Ordinal):
                    if (ScriptOf(use, scripts) is { } script && PythonOf(use, subject) is var (python, place) && DottedNumber.Compare(python, PythonReleases.GetPip.MinPython) < 0)
                    {
                        scripts.Remove(script);
                        Report(
                            script,
                            python,
                            $"get-pip.py without a version refuses Python {python}: it takes {PythonReleases.GetPip.MinPython} and newer",
                            isCertain: !use.IsConditional && use.Failure != FailureEffect.Ignored && use.ProgramWord.Origins.IsEmpty && (place is null || StageFacts.IsBaseFixed(subject)),
                            [context.Here(use.ProgramWord.Span, place is null ? $"Python {python} runs it here" : $"{use.Program} runs it here, which is {python} in {place}")],
                            context);
                    }

                    break;
                case PackageRequest { Manager: PackageManager.Pip, Name: "pip", Command: { } use } request:
                    Upgrade(request, use, subject, context);
                    break;
            }
        }
    }

    private static void Report(Download download, string python, string message, bool isCertain, ImmutableArray<RelatedLocation> related, RuleContext context)
    {
        var table = PythonReleases.GetPip;
        var word = download.Url;
        Fix? fix = null;
        if (table.VersionedExist.Contains(python, StringComparer.Ordinal) && word.IsLiteral && word.Raw.Length == word.Span.Length)
        {
            var at = word.Raw.IndexOf(word.Value!, StringComparison.Ordinal);
            var right = table.Versioned.Replace("<X.Y>", python, StringComparison.Ordinal);
            fix = at < 0 ? null : Fix.Safe($"Take the get-pip.py of Python {python}", TextEdit.Replace(new TextSpan(word.Span.Start + at, word.Value!.Length), right));
        }

        context.Report(
            word.Span,
            message,
            isCertain ? Severity.Error : Severity.Warning,
            label: fix is null ? "" : "take the one of that version",
            related: related,
            notes: [SourceNote.Of($"since {table.Since}", PythonReleases.SourceText(table.Source), PythonReleases.AsOf)],
            fix: fix);
    }

    private static bool IsNewest(string url) => string.Equals(WithoutScheme(url), WithoutScheme(PythonReleases.GetPip.Url), StringComparison.Ordinal);

    private static ReadOnlySpan<char> Scheme(string url) => url.AsSpan(0, Math.Max(url.IndexOf("://", StringComparison.Ordinal), 0));

    private static string WithoutScheme(string url) => url[Scheme(url).Length..];

    // https://bootstrap.pypa.io/3.4/get-pip.py, the form before the folder pip/ came.
    private static string? GoneVersion(string url)
    {
        var form = WithoutScheme(PythonReleases.GetPip.GoneForm);
        var hole = form.IndexOf('<', StringComparison.Ordinal);
        var tail = form[(form.IndexOf('>', StringComparison.Ordinal) + 1)..];
        var plain = WithoutScheme(url);
        if (!plain.StartsWith(form[..hole], StringComparison.Ordinal) || !plain.EndsWith(tail, StringComparison.Ordinal) || plain.Length <= hole + tail.Length)
        {
            return null;
        }

        var version = plain[hole..^tail.Length];
        return DottedNumber.IsOne(version) && version.Contains('.', StringComparison.Ordinal) ? version : null;
    }

    // curl … | python3.8, or python3.8 get-pip.py
    private static Download? ScriptOf(CommandUse use, List<Download> scripts)
    {
        foreach (var script in scripts)
        {
            if (use.PipedFrom is { } source && ReferenceEquals(source, script.Command))
            {
                return script;
            }

            foreach (var argument in use.Arguments)
            {
                if (script.Output is { Length: > 0 } output && argument.Value is { } path && path.EndsWith(".py", StringComparison.Ordinal)
                    && string.Equals(FileName(path), output.EndsWith('/') ? "get-pip.py" : FileName(output), StringComparison.Ordinal))
                {
                    return script;
                }
            }
        }

        return null;
    }

    private static string FileName(string path) => path[(path.LastIndexOf('/') + 1)..];

    // The minor version of the Python that a program is, and the image that says so where its name does not.
    private static (string Python, string? Place)? PythonOf(CommandUse use, CommandSequence sequence)
    {
        var named = use.Program["python".Length..];
        if (named.Contains('.', StringComparison.Ordinal) && DottedNumber.IsOne(named))
        {
            return (named, null);
        }

        if (sequence.Scope.Stage?.BaseImage is not { } image || BaseImages.Find(image) is not { } known || named is not ("" or "3") || MayBeAnother(use, sequence))
        {
            return null;
        }

        if (image.FullRepository == "python")
        {
            var end = image.Tag.IndexOf('-', StringComparison.Ordinal);
            var tag = end < 0 ? image.Tag : image.Tag[..end];
            return DottedNumber.IsOne(tag) && tag.Contains('.', StringComparison.Ordinal) ? (DottedNumber.Prefix(tag, 2), $"the image python:{image.Tag}") : null;
        }

        return named == "3" && !known.HasOwnPython && known.Conda.Length == 0 && known.PythonDefault.Length > 0 ? (known.PythonDefault, known.DistributionName) : null;
    }

    // A link, an alternative, another PATH: then python3 is what these say.
    private static bool MayBeAnother(CommandUse use, CommandSequence sequence)
    {
        if (use.ProgramWord.Value is { } program && program.Contains('/', StringComparison.Ordinal) && !program.StartsWith("/usr/bin/", StringComparison.Ordinal))
        {
            return true;
        }

        foreach (var part in StageFacts.Chain(sequence))
        {
            foreach (var fact in part.Facts)
            {
                if (fact is VariableSet { Name: "PATH" } || fact is CommandUse other && other.IsProgram("ln", "update-alternatives", "conda", "mamba", "micromamba", "pyenv", "make", "source", ".", "cp", "mv", "uv", "tar"))
                {
                    return true;
                }
            }
        }

        return false;
    }

    // An old pip does not ask which Python a release takes.
    private static void Upgrade(PackageRequest request, CommandUse use, CommandSequence sequence, RuleContext context)
    {
        if (request is not { Constraint.Length: 0, IsConditional: false } || use.Invocation is not { } invocation || !invocation.Has("-U", "--upgrade") || !(use.Program is "pip3" || HasPython3(use))
            || StageFacts.BaseOf(sequence) is not { } image || PythonReleases.OfDistribution(image.Distribution, image.Release) is not { } row
            || DottedNumber.Compare(row.Pip, PythonReleases.Changes.PythonRequires) >= 0 || PythonReleases.LastPipFor(row.Python3) is not { } last || MayBeAnother(use, sequence)
            || !IsPipOfDistribution(request, sequence))
        {
            return;
        }

        context.Report(
            request.Word.Span,
            $"pip {row.Pip} of {image.DistributionName} takes the newest pip without asking, and that one does not run on Python {row.Python3}",
            row.Verified && StageFacts.IsBaseFixed(sequence) ? Severity.Error : Severity.Warning,
            label: $"the last one is {last}",
            related: StageFacts.FromLine(sequence, context),
            notes: [SourceNote.Of(PythonReleases.SourceText(row.Source), PythonReleases.AsOf)],
            fix: request.IsWrittenOut ? Fix.Safe($"Ask for pip {last}", TextEdit.Insert(request.PlaceOf(request.Requirement!.NameSpan).End, $"=={last}")) : null);
    }

    private static bool HasPython3(CommandUse use) => use.Prefixes is [.., { Value: "python3" or "/usr/bin/python3" }];

    // It came with apt, and nothing has replaced it so far.
    private static bool IsPipOfDistribution(PackageRequest request, CommandSequence sequence)
    {
        var hasPip = false;
        foreach (var part in StageFacts.Chain(sequence))
        {
            foreach (var fact in part.Facts)
            {
                if (ReferenceEquals(fact, request))
                {
                    return hasPip;
                }

                switch (fact)
                {
                    case PackageRequest { Manager: PackageManager.Apt, Name: "python3-pip" }:
                        hasPip = true;
                        break;
                    case PackageRequest { Manager: PackageManager.Pip, Name: "pip" }:
                    case Download { Url.Value: { } url } when url.EndsWith("get-pip.py", StringComparison.Ordinal):
                        return false;
                }
            }
        }

        return false;
    }
}
