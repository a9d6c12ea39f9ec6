using EnvLint.Diagnostics;
using EnvLint.Manifests.Conda;
using EnvLint.Syntax.Yaml;
using EnvLint.Text;

namespace EnvLint.Rules.Conda;

/// <summary>Reports parts of an environment file that have another shape than conda takes.</summary>
[Rule("CND002", "malformed-dependency",
    Title = "A part of an environment file has a shape that conda refuses or takes for something else",
    Category = RuleCategory.Correctness,
    Severity = Severity.Error,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class MalformedDependency : Rule<CondaEnvironmentFile>
{
    /// <inheritdoc/>
    protected override void Check(CondaEnvironmentFile subject, RuleContext context)
    {
        foreach (var part in subject.Misshapes)
        {
            var (message, label, note) = Describe(part, context.Source);
            context.Report(
                part.Span,
                message,
                IsCertain(part.Error) ? Severity.Error : Severity.Warning,
                label: label,
                notes: note.Length == 0 ? [] : [note],
                fix: FixOf(part, context.Source));
        }
    }

    // What only some versions of conda refuse, or what may be meant, is a warning.
    private static bool IsCertain(CondaShapeError error) =>
        error is not (CondaShapeError.DependenciesEmpty or CondaShapeError.ChannelsEmpty or CondaShapeError.NameNoText or CondaShapeError.PipEmpty);

    private static (string Message, string Label, string Note) Describe(CondaMisshape part, SourceText source) => part.Error switch
    {
        CondaShapeError.DependenciesNoList => ("'dependencies' is no list, and conda takes nothing else", "each package is an item with '-'", ""),
        CondaShapeError.DependenciesEmpty => ("'dependencies' has no item: newer conda refuses the file, others install nothing", "", ""),
        CondaShapeError.ChannelsNoList => (
            "'channels' is no list: newer conda and micromamba refuse it, older conda takes each letter for a channel", "each channel is an item with '-'", ""),
        CondaShapeError.ChannelsEmpty => ("'channels' has no item, and newer conda fails on it", "remove it, or name a channel", ""),
        CondaShapeError.ChannelNoText => ("a channel is a text, and conda takes nothing else", "", ""),
        CondaShapeError.NameNoText when !part.Node.Span.IsEmpty =>
            ($"YAML takes '{source.ToString(part.Span)}' for no text, and newer conda refuses it as a name", "put it in quotes", ""),
        CondaShapeError.NameNoText => ("'name' has no value, and newer conda refuses it", "remove it, or write a name", ""),
        CondaShapeError.DependencyNoText => (
            $"a dependency is a text, and YAML takes '{source.ToString(part.Span)}' for {(IsBoolean(part.Node) ? "a truth value" : "a number")}", "the package's name is missing", ""),
        CondaShapeError.DependencyList => ("an item of 'dependencies' is a list of its own, and conda takes texts only", "one dash too many, or one bracket", ""),
        CondaShapeError.DependencyEmpty => ("a dash of 'dependencies' has nothing behind it, and conda refuses the file", "", "micromamba passes over it"),
        CondaShapeError.DependencyMapping => (
            $"'{part.Name}:' makes a mapping of the item, and conda installs nothing for it",
            "a version stands behind '=', not behind a colon",
            "older conda stops with 'Unable to install package', newer conda and micromamba drop the item; the only mapping they know is 'pip'"),
        CondaShapeError.PipNoList => ("the value of 'pip' is no list, and conda takes each of its letters for a requirement", "each requirement is an item with '-'", "micromamba refuses the file"),
        CondaShapeError.PipEmpty => ("nothing stands below 'pip:', so the items that follow are packages of conda", "indent what pip is to install", "micromamba refuses an empty list for pip"),
        CondaShapeError.PipLineNoText => ("a line for pip is a text, and conda fails on anything else", "put it in quotes, or take the colon out", ""),
        CondaShapeError.SecondDocument => ("a second document begins here: conda refuses the file", "one environment in each file", "micromamba reads the first document and passes over the others"),
        _ => ($"the key '{part.Name}' stands here a second time: conda refuses the file", "one too many", "micromamba reads the first and passes over this one"),
    };

    private static bool IsBoolean(YamlNode node) => node.Resolved is YamlScalar { Type: YamlScalarType.Boolean };

    private static Fix? FixOf(CondaMisshape part, SourceText source)
    {
        switch (part)
        {
            case { Error: CondaShapeError.DependencyEmpty } when EnvironmentFileText.WholeLines(source, part.Span) is { } lines:
                return Fix.Suggested("Remove the dash", TextEdit.Delete(lines));
            case { Error: CondaShapeError.NameNoText, Node: YamlScalar { IsVerbatim: true, Span.Length: > 0 } number }:
                return Fix.Safe("Put it in quotes", TextEdit.Replace(number.Span, $"\"{number.Value}\""));
            case { Error: CondaShapeError.PipNoList, Node: YamlScalar { IsVerbatim: true } one } when EnvironmentFileText.IsPlain(one.Value):
                return Fix.Suggested("Make a list of it", TextEdit.Replace(one.Span, $"[{one.Value}]"));
            case { Error: CondaShapeError.ChannelsNoList, Node: YamlScalar { IsVerbatim: true } one } when EnvironmentFileText.IsPlain(one.Value):
                return Fix.Suggested("Make a list of it", TextEdit.Replace(one.Span, $"[{one.Value}]"));
            case { Error: CondaShapeError.DependencyMapping, Name: { } name } when EnvironmentFileText.IsPlain(name) && Versioned(part, source) is { } spec:
                return Fix.Suggested($"Write '{spec}'", TextEdit.Replace(part.Span, spec));
            default:
                return null;
        }
    }

    // python: 3.10 -> python=3.10; the text as written counts, not the number that YAML makes of it.
    private static string? Versioned(CondaMisshape part, SourceText source)
    {
        var text = source.ToString(part.Span);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || text[..colon] != part.Name)
        {
            return null;
        }

        var value = text[(colon + 1)..].Trim(' ', '\t');
        if (value is ['"' or '\'', .., var end] && value[0] == end)
        {
            value = value[1..^1];
        }

        if (value.Length == 0)
        {
            return part.Name;
        }

        var spec = char.IsAsciiDigit(value[0]) ? $"{part.Name}={value}" : value[0] is '=' or '<' or '>' or '!' or '~' ? part.Name + value : null;
        return spec is not null && EnvironmentFileText.IsPlain(spec) ? spec : null;
    }
}
