using System.Collections.Immutable;
using EnvLint.Collections;
using EnvLint.Diagnostics;
using EnvLint.Environment;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Text;

namespace EnvLint.Rules.Driver;

/// <summary>Something that installs a driver.</summary>
/// <param name="Fact">The fact that says so.</param>
/// <param name="Span">The word that names it.</param>
/// <param name="Name">The name, as messages quote it.</param>
/// <param name="Row">The package's row; null for an installer that is no package.</param>
/// <param name="Command">The command.</param>
/// <param name="IsCertain">Whether nobody is asked first, and the fact has been checked against its source.</param>
internal sealed record DriverInstall(Fact Fact, TextSpan Span, string Name, AptPackageRow? Row, CommandUse Command, bool IsCertain)
{
    /// <summary>Whether it is one of the packages of CUDA that bring a driver along.</summary>
    public bool IsMeta => Row is not null && AptPackages.Role(Row) is PackageRole.CudaMeta or PackageRole.DriverMeta;
}

/// <summary>Questions to sequences that the rules about drivers share.</summary>
internal static class DriverFacts
{
    // Longer chains of stages are nobody's; a bound keeps the work linear.
    private const int MaximumStages = 16;

    /// <summary>What a fact installs of a driver; null for all else. Forward compatibility libraries are no driver.</summary>
    /// <param name="fact">A fact.</param>
    public static DriverInstall? InstallOf(Fact fact)
    {
        switch (fact)
        {
            case PackageRequest { Manager: PackageManager.Apt or PackageManager.Dnf or PackageManager.Zypper, Command: { } command } request
                when AptPackages.Find(request.Name) is { } row && AptPackages.Driver(row) is DriverPart.Kernel or DriverPart.User:
                return new DriverInstall(fact, request.Word.Span, request.Name, row, command, row.Verified && row.Wsl == "error");

            case CommandUse { Program: "ubuntu-drivers", Invocation: { Subcommand: "install" or "autoinstall", SubcommandWord: { } word } } use:
                return new DriverInstall(fact, TextSpan.Union(use.ProgramWord.Span, word.Span), $"ubuntu-drivers {word.Value}", null, use, IsCertain: false);

            case CommandUse use when RunFileOf(use) is { Content: RunFileContent.Driver } file:
                return new DriverInstall(fact, file.Word.Span, file.Name, null, use, file.IsCertain);

            default:
                return null;
        }
    }

    /// <summary>The <c>.run</c> installer that a command runs, itself or through a shell.</summary>
    /// <param name="use">A command.</param>
    public static (Word Word, string Name, RunFileContent Content, bool IsCertain)? RunFileOf(CommandUse use)
    {
        Word word;
        IEnumerable<string?> arguments;
        if (use.IsProgram("sh", "bash", "dash"))
        {
            if (use.Invocation is not { Operands: [var file, .. var rest] } invocation || invocation.Has("-c"))
            {
                return null;
            }

            word = file;
            arguments = rest.Map(static argument => argument.Value);
        }
        else
        {
            word = use.ProgramWord;
            arguments = use.Arguments.Map(static argument => argument.Value);
        }

        if (word.Value is not { } path || !path.Contains("run", StringComparison.Ordinal))
        {
            return null;
        }

        var name = path[(path.LastIndexOf('/') + 1)..];
        var content = AptPackages.RunFile(name, arguments, out var isCertain);
        return content == RunFileContent.None ? null : (word, name, content, isCertain);
    }

    /// <summary>The facts of a sequence, those of the stages that it begins with first.</summary>
    /// <param name="sequence">The sequence.</param>
    public static IEnumerable<Fact> WithBase(CommandSequence sequence)
    {
        var chain = new Stack<CommandSequence>();
        for (var current = sequence; current is not null && chain.Count < MaximumStages; current = current.Base)
        {
            chain.Push(current);
        }

        foreach (var part in chain)
        {
            foreach (var fact in part.Facts)
            {
                yield return fact;
            }
        }
    }

    /// <summary>Whether a command may not run at all where its sequence runs. The branch that asks for WSL is a place of its own.</summary>
    /// <param name="command">The command.</param>
    /// <param name="sequence">Its sequence.</param>
    public static bool IsUncertain(CommandUse command, CommandSequence sequence) =>
        command.IsConditional && (ReferenceEquals(command.Scope, sequence.Scope) || sequence.Origin == ShellOrigin.Guide);

    /// <summary>The place that says that commands run in WSL; empty where the declared target says so.</summary>
    /// <param name="scope">A scope.</param>
    /// <param name="context">The context.</param>
    public static ImmutableArray<RelatedLocation> Evidence(Scope scope, RuleContext context) =>
        [.. scope.Evidence.Keep(static evidence => !evidence.Span.IsEmpty).ConvertAll(evidence => context.Here(evidence.Span, $"in WSL: {evidence.Text}"))];

    /// <summary>Whether only the declared target says where commands run.</summary>
    /// <param name="scope">A scope.</param>
    /// <param name="context">The context.</param>
    public static bool DependsOnTarget(Scope scope, RuleContext context) =>
        context.Target?.Platform == TargetPlatform.Wsl2 && !scope.Evidence.Exists(static evidence => !evidence.Span.IsEmpty);

    /// <summary>Whether a guide shows it, and only the declared target says that the reader is in WSL: a guide is for other machines, too.</summary>
    /// <param name="scope">A scope.</param>
    /// <param name="sequence">Its sequence.</param>
    /// <param name="context">The context.</param>
    public static bool MayBeForOthers(Scope scope, CommandSequence sequence, RuleContext context) => sequence.Origin == ShellOrigin.Guide && DependsOnTarget(scope, context);

    /// <summary>A fact of the table with its source and date.</summary>
    /// <param name="row">A package's row.</param>
    public static ImmutableArray<string> Notes(AptPackageRow row)
    {
        var notes = ImmutableArray.CreateBuilder<string>();
        if (row.Text is { } text)
        {
            notes.Add(SourceNote.Of($"{row.Name}: {text}", AptPackages.SourceOf(row), AptPackages.AsOf));
        }

        if (row.Note is { } note)
        {
            notes.Add(note);
        }

        return notes.DrainToImmutable();
    }

    /// <summary>An edit of the beginning of a word that is written out there: <c>cuda-12-4</c> and <c>cuda-$V</c> begin with <c>cuda-</c>.</summary>
    /// <param name="word">The word.</param>
    /// <param name="old">The beginning.</param>
    /// <param name="replacement">What to write in its place.</param>
    /// <returns>Null where the beginning is not written so.</returns>
    public static TextEdit? ReplaceStart(Word word, string old, string replacement) =>
        word.Raw.Length == word.Span.Length && word.Raw.StartsWith(old, StringComparison.Ordinal)
            ? TextEdit.Replace(new TextSpan(word.Span.Start, old.Length), replacement)
            : null;
}
