using System.Collections.Immutable;
using EnvLint.Environment.Facts;
using EnvLint.Syntax.Requirements;
using EnvLint.Text;

namespace EnvLint.Environment.Lowering;

/// <summary>Reads what pip and uv are asked for: the same for a command line, a requirements file, and the pip part of an environment file.</summary>
internal static class PipLowering
{
    /// <summary>Reads <c>pip install</c>, <c>uv pip install</c>, <c>uv add</c>.</summary>
    /// <param name="use">The command.</param>
    /// <param name="facts">Takes the requests.</param>
    /// <param name="variables">The variables known at this place; null where nobody follows them.</param>
    public static void Command(CommandUse use, FactCollector facts, VariableTable? variables)
    {
        if (use.Invocation is not { } invocation)
        {
            return;
        }

        PackageSources? sources = null;
        foreach (var operand in invocation.Operands)
        {
            Add(operand, isFolder: false);
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
        string part = "") => new()
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
