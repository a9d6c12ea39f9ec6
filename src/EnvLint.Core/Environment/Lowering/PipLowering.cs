using System.Collections.Immutable;
using EnvLint.Environment.Commands;
using EnvLint.Environment.Facts;
using EnvLint.Environment.Linking;
using EnvLint.Syntax.Requirements;
using EnvLint.Text;

namespace EnvLint.Environment.Lowering;

/// <summary>Reads what pip and uv are asked for: the same for a command line, a requirements file, and the pip part of an environment file.</summary>
internal static class PipLowering
{
    /// <summary>Reads <c>pip install</c>, <c>uv pip install</c>, <c>uv pip sync</c>, <c>uv add</c>.</summary>
    /// <param name="use">The command.</param>
    /// <param name="facts">Takes the requests.</param>
    /// <param name="variables">The variables known at this place; null where nobody follows them.</param>
    public static void Command(CommandUse use, FactCollector facts, VariableTable? variables)
    {
        if (use.Invocation is not { } invocation)
        {
            return;
        }

        var sources = Files(use, invocation, facts, variables);
        var isSync = invocation.Subcommand == "pip sync";
        foreach (var operand in invocation.Operands)
        {
            if (!isSync)
            {
                Add(operand, isFolder: false);
            }
        }

        foreach (var option in invocation.Options)
        {
            if (option is { Name: "-e" or "--editable", Value: { } folder })
            {
                Add(folder, isFolder: true);
            }
        }

        // -e takes a folder or an address, so a plain word behind it is no name on PyPI.
        void Add(Word word, bool isFolder)
        {
            if (word.Value is { } text && Requirement.Parse(text) is { Name.Length: > 0 } requirement && !(isFolder && requirement.Form == RequirementForm.Name))
            {
                sources ??= PipSources.OfCommand(use, facts, variables);
                facts.Add(Request(requirement, word, WordMap.Of(word), use.Scope, facts.NextOrder, sources, use));
            }
        }
    }

    // What the files behind -r and -c ask for, and where the command looks, as their options count for all of it; null where it names none.
    private static PackageSources? Files(CommandUse use, CommandInvocation invocation, FactCollector facts, VariableTable? variables)
    {
        var texts = new List<LinkedText>();
        var hasFiles = false;
        var hasAll = true;
        foreach (var option in invocation.Options)
        {
            if (option.Name is "-r" or "--requirement" or "--requirements" or "-c" or "--constraint" or "--constraints")
            {
                Add(option.Value, option.Name is "-c" or "--constraint" or "--constraints");
            }
        }

        if (invocation.Subcommand == "pip sync")
        {
            foreach (var operand in invocation.Operands)
            {
                Add(operand, isConstraint: false);
            }
        }

        if (facts.InstallerVariable(use.Program == "uv" ? "UV_CONSTRAINT" : "PIP_CONSTRAINT", use, variables) is { } variable && variable.Value is not "")
        {
            Add(variable, isConstraint: true);
        }

        if (hasFiles)
        {
            var (requests, sources) = RequirementsLowering.RunLinked(texts, hasAll, use, facts, variables);
            facts.Add(use, requests);
            return sources;
        }

        // What a folder's own project needs is not read.
        if (invocation.Has("-e", "--editable") || HasFolder(invocation))
        {
            facts.Add(use, LinkedRequests.Unknown);
        }

        return null;

        void Add(Word? word, bool isConstraint)
        {
            hasFiles = true;
            if (word?.Value is { Length: > 0 } path && !IsProject(path) && facts.Link(use, word.Span, path, isConstraint ? FileLinkKind.Constraints : FileLinkKind.Requirements) is { } text)
            {
                texts.Add(text);
            }
            else
            {
                hasAll = false;
            }
        }
    }

    // uv pip install -r pyproject.toml
    private static bool IsProject(string path) =>
        path.EndsWith(".toml", StringComparison.Ordinal) || path.EndsWith(".py", StringComparison.Ordinal) || path.EndsWith(".cfg", StringComparison.Ordinal);

    private static bool HasFolder(CommandInvocation invocation)
    {
        foreach (var operand in invocation.Operands)
        {
            if (operand.Value is ['.' or '/', ..])
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Makes the request for a requirement whose project is known.</summary>
    /// <param name="requirement">The requirement.</param>
    /// <param name="word">What holds it.</param>
    /// <param name="map">Leads from the requirement's text to the file; null where only the whole word's place is known.</param>
    /// <param name="scope">Where it holds.</param>
    /// <param name="order">Its place in the sequence.</param>
    /// <param name="sources">Where its installer looks.</param>
    /// <param name="use">The command; null for a file that lists packages.</param>
    /// <param name="isConstraint">Whether it only limits a version.</param>
    /// <param name="linkedFile">The file that holds it where that is not the file under check.</param>
    /// <param name="part">The extra or group of a project that brings it.</param>
    /// <param name="linkedFrom">The word of the file under check that leads there.</param>
    /// <param name="isHashed">Whether hashes say which files of it are taken.</param>
    public static PackageRequest Request(
        Requirement requirement,
        Word word,
        SpanMap? map,
        Scope scope,
        int order,
        PackageSources sources,
        CommandUse? use = null,
        bool isConstraint = false,
        SourceText? linkedFile = null,
        string part = "",
        TextSpan? linkedFrom = null,
        bool isHashed = false) => new()
        {
            Span = word.Span,
            Scope = scope,
            Order = order,
            Manager = PackageManager.Pip,
            Name = requirement.Name,
            Constraint = requirement.Form == RequirementForm.Name
                ? requirement.Text.Substring(requirement.SpecifiersSpan.Start, requirement.SpecifiersSpan.Length)
                : $"@ {requirement.Url}",
            Extras = NamesOf(requirement.Extras),
            Word = word,
            Command = use,
            Sources = sources,
            Requirement = requirement,
            RequirementMap = map,
            IsConstraint = isConstraint,
            LinkedFile = linkedFile,
            Part = part,
            LinkedFrom = linkedFrom,
            IsHashed = isHashed,
        };

    private static ImmutableArray<string> NamesOf(ImmutableArray<RequirementExtra> extras)
    {
        if (extras.IsEmpty)
        {
            return [];
        }

        var names = ImmutableArray.CreateBuilder<string>(extras.Length);
        foreach (var extra in extras)
        {
            names.Add(extra.Name);
        }

        return names.MoveToImmutable();
    }
}
