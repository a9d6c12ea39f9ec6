using EnvLint.Environment.Facts;
using EnvLint.Syntax.Requirements;
using EnvLint.Text;
using EnvLint.Versions;

namespace EnvLint.Manifests;

/// <summary>A requirements or constraints file: its tree, and where its packages come from.</summary>
public sealed class RequirementsFile
{
    internal RequirementsFile(SourceText source, RequirementsDocument tree, bool isConstraints, bool isForeign, PackageSources sources)
    {
        Source = source;
        Tree = tree;
        IsConstraints = isConstraints;
        IsForeign = isForeign;
        Sources = sources;
    }

    /// <summary>The text.</summary>
    public SourceText Source { get; }

    /// <summary>The tree.</summary>
    public RequirementsDocument Tree { get; }

    /// <summary>Whether its name says that it only limits versions.</summary>
    public bool IsConstraints { get; }

    /// <summary>Whether the file only shares the name: a list for conda, or prose. It asks pip for nothing then.</summary>
    public bool IsForeign { get; }

    /// <summary>Where pip looks: the options of this file and of those that it names count for all lines.</summary>
    public PackageSources Sources { get; }

    internal static bool IsConstraintsName(string path) =>
        path.AsSpan(path.LastIndexOf('/') + 1).Contains("constraint", StringComparison.OrdinalIgnoreCase);

    // conda reads such lists, too: name=version=build, channel::name. And where no line is more than words, the file is for people.
    internal static bool IsForeignText(RequirementsDocument tree)
    {
        var good = 0;
        var bad = 0;
        var words = 0;
        var conda = 0;
        var pip = 0;
        foreach (var line in tree.Lines)
        {
            if (line.Text is "@EXPLICIT")
            {
                return true;
            }

            if (line.Errors.IsEmpty)
            {
                good++;
                pip += line.Kind != RequirementsLineKind.Requirement || line.Requirement is not { Specifiers.Specifiers.IsEmpty: true, Form: RequirementForm.Name } ? 1 : 0;
                continue;
            }

            bad++;
            words += IsWords(line) ? 1 : 0;
            switch (CondaForm(line.Requirement?.Text ?? ""))
            {
                case CondaLine.Certain:
                    return true;
                case CondaLine.Possible:
                    conda++;
                    break;
            }
        }

        return (bad > 1 && good == 0 && words == bad) || (conda > 1 && conda == bad && pip == 0);
    }

    // Another word where a comparison should stand: CUDA 11.8
    private static bool IsWords(RequirementsLine line) =>
        line is { Options.IsEmpty: true, Requirement: { } requirement }
        && ((requirement.Name.Length == 0 && line.Text.Contains(' ', StringComparison.Ordinal)) || requirement.Specifiers.Errors is [{ Kind: Pep440SpecifierErrorKind.NoOperator, Replacement: null }, ..]);

    private enum CondaLine
    {
        None,

        // name=version
        Possible,

        // name=version=build, channel::name
        Certain,
    }

    private static CondaLine CondaForm(string text)
    {
        if (text.Contains("::", StringComparison.Ordinal))
        {
            return CondaLine.Certain;
        }

        if (text.Contains(' ', StringComparison.Ordinal))
        {
            return CondaLine.None;
        }

        var equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0 || equals + 1 == text.Length || text[equals + 1] == '=' || text[equals - 1] is '<' or '>' or '!' or '~')
        {
            return CondaLine.None;
        }

        var second = text.IndexOf('=', equals + 1);
        return second < 0 ? CondaLine.Possible : second > equals + 1 && second + 1 < text.Length && text[second + 1] != '=' ? CondaLine.Certain : CondaLine.None;
    }
}
