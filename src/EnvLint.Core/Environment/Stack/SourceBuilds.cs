using System.Collections.Immutable;
using EnvLint.Collections;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Syntax.Requirements;

namespace EnvLint.Environment.Stack;

/// <summary>Finds installations of packages that compile: from requests of pip, addresses of repositories, and folders that were cloned before.</summary>
public static class SourceBuilds
{
    /// <summary>The installations of a stage or script, in order of their commands.</summary>
    /// <param name="sequence">The stage or script.</param>
    /// <param name="environments">The environments of its file: they hold what linked files ask for, too.</param>
    public static ImmutableArray<SourceBuild> Of(CommandSequence sequence, ImmutableArray<PythonEnvironment> environments)
    {
        List<SourceBuild>? builds = null;
        foreach (var environment in environments)
        {
            if (!ReferenceEquals(environment.Scope, sequence.Scope))
            {
                continue;
            }

            foreach (var request in environment.Requests)
            {
                if (request is { Manager: PackageManager.Pip, IsConstraint: false, Command: { } command } && environment.Owns(request) && RowOf(request) is { } row)
                {
                    (builds ??= []).Add(new SourceBuild(row, request.Name, command, request, request.Word, request.Requirement?.Form != RequirementForm.Name, RunsSetup: false));
                }
            }
        }

        Walk(sequence, ref builds);
        if (builds is null)
        {
            return [];
        }

        Sorting.Order(builds, static (left, right) => left.Command.Order.CompareTo(right.Command.Order));
        return [.. builds];
    }

    /// <summary>What the build of a request's package takes; null where the table does not know it, and for a wheel.</summary>
    /// <param name="request">A request of pip.</param>
    public static BuildNeedsPackageRow? RowOf(PackageRequest request) => request.Requirement switch
    {
        null or { Wheel: not null } => null,
        { Url: { Length: > 0 } url } => BuildNeeds.FindUrl(url) ?? BuildNeeds.Find(request.Name),
        _ => BuildNeeds.Find(request.Name),
    };

    /// <summary>Whether an installation compiles with <c>nvcc</c>.</summary>
    /// <param name="build">The installation.</param>
    /// <param name="sequence">Its stage or script.</param>
    /// <param name="torch">The torch that is there; null where it is not known.</param>
    public static Compilation Compiles(SourceBuild build, CommandSequence sequence, EnvironmentTorch? torch)
    {
        var row = build.Row;
        var certain = row.Verified ? Compilation.Certain : Compilation.Likely;
        if (IsSwitchedOff(build, sequence))
        {
            return Compilation.No;
        }

        switch (BuildNeeds.Compiler(row))
        {
            case CompilerNeed.Always when row.NewestOnly == true:
                return HasRevision(build.Word) ? Compilation.No : certain;
            case CompilerNeed.Always:
                return certain;
            case CompilerNeed.Forced:
                return IsForced(build, sequence) ? certain : Compilation.No;
            case CompilerNeed.Flag:
                return TakesWheels(build) ? Compilation.No : HasFlag(build) || IsForced(build, sequence) ? certain : Compilation.No;
            case CompilerNeed.WithoutWheel:
                if (build.RunsSetup || IsForced(build, sequence))
                {
                    return certain;
                }

                return !build.FromRepository && !TakesWheels(build) && torch is not null && torch.Release.Length > 0
                    && VersionOf(build) is { } version && BuildNeeds.HasWheel(build.Name, version, torch.Release, torch.Major) == false ? Compilation.Likely : Compilation.No;
            default:
                return Compilation.No;
        }
    }

    // Another index or page may have wheels.
    private static bool TakesWheels(SourceBuild build) =>
        build.Request is { Sources: { IsComplete: false } or { FindLinks.Length: > 0 } or { ExtraIndexes.Length: > 0 } or { Index: not null } }
        || build.Command.Invocation?.Has("--only-binary", "--prefer-binary", "--find-links", "-f") == true;

    // Empty for the newest; null where several may be meant.
    private static string? VersionOf(SourceBuild build) => build.Request?.Requirement is not { Form: RequirementForm.Name, Specifiers: { IsValid: true } specifiers } ? null
        : specifiers.PinnedVersion is { } pinned ? pinned.Base.ToString()
        : TorchResolver.IsOpen(specifiers) ? ""
        : null;

    private static bool IsForced(SourceBuild build, CommandSequence sequence)
    {
        foreach (var force in build.Row.Force)
        {
            if (IsSet(force, build, sequence))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsSwitchedOff(SourceBuild build, CommandSequence sequence)
    {
        foreach (var skip in BuildNeeds.Skips)
        {
            if (IsSet(skip, build, sequence))
            {
                return true;
            }
        }

        return false;
    }

    // NAME=TEXT: the value has the text. NAME: it says yes.
    private static bool IsSet(string setting, SourceBuild build, CommandSequence sequence)
    {
        var equals = setting.IndexOf('=', StringComparison.Ordinal);
        var name = equals < 0 ? setting : setting[..equals];
        return VariablesAt.Find(sequence, build.Command, name)?.Value?.Value is { } value
            && (equals < 0
                ? value.Trim().ToUpperInvariant() is "1" or "TRUE" or "ON" or "YES"
                : value.Contains(setting[(equals + 1)..], StringComparison.OrdinalIgnoreCase));
    }

    private static bool HasFlag(SourceBuild build)
    {
        foreach (var word in build.Command.Arguments)
        {
            foreach (var flag in build.Row.Flags)
            {
                if ((word.Value ?? word.Raw).Contains(flag, StringComparison.Ordinal))
                {
                    return true;
                }
            }
        }

        return false;
    }

    // git+https://host/name.git@v0.3.3: not the @ of a user in front of the host.
    private static bool HasRevision(Word word)
    {
        var text = word.Value ?? word.Raw;
        var at = text.LastIndexOf('@');
        return at > text.LastIndexOf('/') && at > 0;
    }

    // What commands without a request install.
    private static void Walk(CommandSequence sequence, ref List<SourceBuild>? builds)
    {
        List<(string Folder, BuildNeedsPackageRow Row)>? clones = null;
        CommandUse? folderOf = null;
        var folder = "";
        foreach (var fact in sequence.Facts)
        {
            if (fact is not CommandUse use)
            {
                continue;
            }

            switch (use.Program)
            {
                case "git" when use.Invocation is { Subcommand: "clone", Operands: [{ Value: { } url }, .. var rest] } && BuildNeeds.FindUrl(url) is { } row:
                    (clones ??= []).Add((NameOf(rest is [{ Value: { } given }, ..] ? given : url), row));
                    break;
                case "cd" or "pushd" when clones is not null:
                    folder = use.Arguments is [{ Value: { } path }, ..] ? path : "";
                    folderOf = use;
                    break;
                case var program when clones is not null && program.StartsWith("python", StringComparison.Ordinal):
                    if (use.Invocation is { Operands: [{ Value: { } script } setup, { Value: "install" or "develop" }, ..] } && script.EndsWith("setup.py", StringComparison.Ordinal)
                        && OfFolder(script == "setup.py" ? InFolder(use, folderOf, folder) : script, clones) is { } built)
                    {
                        (builds ??= []).Add(new SourceBuild(built, built.Name, use, null, setup, FromRepository: true, RunsSetup: true));
                    }

                    break;
                default:
                    if (use is { IsPip: true, Invocation: { Subcommand: "install" } pip })
                    {
                        Install(use, pip, clones, InFolder(use, folderOf, folder), ref builds);
                    }
                    else if (use is { Program: "uv", Invocation: { Subcommand: "pip install" or "add" } uv })
                    {
                        Install(use, uv, clones, InFolder(use, folderOf, folder), ref builds);
                    }

                    break;
            }
        }
    }

    private static void Install(CommandUse use, Environment.Commands.CommandInvocation invocation, List<(string Folder, BuildNeedsPackageRow Row)>? clones, string folder, ref List<SourceBuild>? builds)
    {
        foreach (var operand in invocation.Operands)
        {
            Add(use, operand, clones, folder, ref builds);
        }

        foreach (var option in invocation.Options)
        {
            if (option is { Name: "-e" or "--editable", Value: { } editable })
            {
                Add(use, editable, clones, folder, ref builds);
            }
        }
    }

    private static void Add(CommandUse use, Word word, List<(string Folder, BuildNeedsPackageRow Row)>? clones, string folder, ref List<SourceBuild>? builds)
    {
        // An address is mostly written out, whatever revision stands behind it.
        if ((word.Value ?? word.Raw) is not { Length: > 0 } text)
        {
            return;
        }

        if (text.Contains("://", StringComparison.Ordinal) || text.StartsWith("git+", StringComparison.Ordinal))
        {
            // What has a name is a request, and a wheel is built already.
            if (!text.Contains(".whl", StringComparison.Ordinal) && Requirement.Parse(text).Name.Length == 0 && BuildNeeds.FindUrl(text) is { } row)
            {
                (builds ??= []).Add(new SourceBuild(row, row.Name, use, null, word, FromRepository: true, RunsSetup: false));
            }
        }
        else if (clones is not null && (text[0] is '.' or '/' || Requirement.Parse(text).Name.Length == 0) && OfFolder(text is "." or "./" or ".[all]" ? folder : text, clones) is { } cloned)
        {
            (builds ??= []).Add(new SourceBuild(cloned, cloned.Name, use, null, word, FromRepository: true, RunsSetup: false));
        }
    }

    // cd holds for its own text: that of a RUN, of a script, or the terminal of a guide.
    private static string InFolder(CommandUse use, CommandUse? folderOf, string folder) => folderOf is not null && ReferenceEquals(folderOf.Shell, use.Shell) ? folder : "";

    private static BuildNeedsPackageRow? OfFolder(string path, List<(string Folder, BuildNeedsPackageRow Row)> clones)
    {
        foreach (var part in path.Split('/'))
        {
            foreach (var (folder, row) in clones)
            {
                if (part == folder)
                {
                    return row;
                }
            }
        }

        return null;
    }

    private static string NameOf(string url)
    {
        var text = url.TrimEnd('/');
        var name = text[(text.LastIndexOf('/') + 1)..];
        return name.EndsWith(".git", StringComparison.Ordinal) ? name[..^4] : name;
    }
}
