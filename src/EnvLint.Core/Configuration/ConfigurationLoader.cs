using System.Collections.Immutable;
using EnvLint.Text;

namespace EnvLint.Configuration;

/// <summary>What is wrong with a configuration file: exit code 2.</summary>
/// <param name="Source">The file.</param>
/// <param name="Span">The place.</param>
/// <param name="Message">One sentence without a full stop at its end.</param>
public sealed record ConfigurationError(SourceText Source, TextSpan Span, string Message)
{
    /// <summary>What was likely meant by the text at the place; null where nothing is near.</summary>
    public string? Nearest { get; init; }

    /// <summary>Place and message on one line: <c>envlint.toml:3:1: unknown key</c>.</summary>
    public string Describe()
    {
        var position = Source.Lines.PositionOf(Span.Start);
        return $"{Source.Path}:{position.Line + 1}:{position.Column + 1}: {Message}";
    }
}

/// <summary>A configuration, and all that is wrong with it.</summary>
/// <param name="Configuration">What could be read.</param>
/// <param name="Errors">What could not, in order of file and position; a run must not go on with any.</param>
public sealed record ConfigurationResult(ProjectConfiguration Configuration, ImmutableArray<ConfigurationError> Errors);

/// <summary>Reads a configuration file and those that it extends.</summary>
public static class ConfigurationLoader
{
    private const string PyProject = "pyproject.toml";
    private const int MostFiles = 16;

    /// <summary>Names of the files that hold a configuration, the first found in a folder wins; <c>pyproject.toml</c> only where <see cref="HasConfiguration"/> says so.</summary>
    public static ImmutableArray<string> FileNames { get; } = ["envlint.toml", ".envlint.toml", PyProject];

    /// <summary>Whether a file found by name holds a configuration: a <c>pyproject.toml</c> does with <c>[tool.envlint]</c> only.</summary>
    /// <param name="source">The file.</param>
    public static bool HasConfiguration(SourceText source) => !IsPyProject(source.Path) || ConfigurationReader.HasToolTable(source);

    /// <summary>Reads a configuration with all that it extends.</summary>
    /// <param name="nearest">The file; its path is relative to the root, with <c>/</c>.</param>
    /// <param name="toolVersion">The version of EnvLint that runs.</param>
    /// <param name="read">Reads a file by its path relative to the root; null where there is none or it may not be read. Never asked for a path outside the root.</param>
    /// <returns>The merged configuration, and the errors of all files.</returns>
    public static ConfigurationResult Load(SourceText nearest, string toolVersion, Func<string, SourceText?> read)
    {
        var chain = new List<ProjectConfiguration>();
        var errors = ImmutableArray.CreateBuilder<ConfigurationError>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var source = nearest; source is not null;)
        {
            seen.Add(source.Path);
            var configuration = Parse(source, toolVersion, errors);
            chain.Add(configuration);
            if (configuration.Baseline is { Path: null } baseline)
            {
                errors.Add(new ConfigurationError(source, baseline.Span, $"'{baseline.Text}' leads out of the root: nothing outside it is read"));
            }

            source = configuration.Extends is { } extends ? Follow(source, extends, seen, read, errors) : null;
        }

        var result = chain[^1];
        for (var i = chain.Count - 2; i >= 0; i--)
        {
            result = chain[i].Over(result);
        }

        return new ConfigurationResult(result, errors.ToImmutable());
    }

    /// <summary>Reads one file alone.</summary>
    /// <param name="source">The file; of a <c>pyproject.toml</c> the table <c>[tool.envlint]</c> is read.</param>
    /// <param name="toolVersion">The version of EnvLint that runs.</param>
    public static ConfigurationResult Parse(SourceText source, string toolVersion)
    {
        var errors = ImmutableArray.CreateBuilder<ConfigurationError>();
        var configuration = Parse(source, toolVersion, errors);
        return new ConfigurationResult(configuration, errors.ToImmutable());
    }

    private static ProjectConfiguration Parse(SourceText source, string toolVersion, ImmutableArray<ConfigurationError>.Builder errors)
    {
        var reader = new ConfigurationReader(source, toolVersion);
        var configuration = reader.Read(IsPyProject(source.Path));
        errors.AddRange(Ordered(reader.Errors));
        return configuration;
    }

    // By position; of errors at one place the first that was found stays the first.
    private static ConfigurationError[] Ordered(IReadOnlyList<ConfigurationError> errors)
    {
        var places = new int[errors.Count];
        var ordered = new ConfigurationError[places.Length];
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = i;
            ordered[i] = errors[i];
        }

        Array.Sort(places, (left, right) => errors[left].Span.CompareTo(errors[right].Span) is var order and not 0 ? order : left - right);
        for (var i = 0; i < places.Length; i++)
        {
            ordered[i] = errors[places[i]];
        }

        return ordered;
    }

    private static SourceText? Follow(
        SourceText source,
        ExtendsReference extends,
        HashSet<string> seen,
        Func<string, SourceText?> read,
        ImmutableArray<ConfigurationError>.Builder errors)
    {
        string error;
        if (Combine(source.Path, extends.Path) is not { } path)
        {
            error = $"'{extends.Path}' leads out of the root: nothing outside it is read";
        }
        else if (seen.Contains(path))
        {
            error = $"'{extends.Path}' leads back to a file that is extended by this one";
        }
        else if (seen.Count >= MostFiles)
        {
            error = $"more than {MostFiles} files extend one another";
        }
        else if (read(path) is not { } next)
        {
            error = $"'{extends.Path}' cannot be read";
        }
        else if (!HasConfiguration(next))
        {
            error = $"'{extends.Path}' has no [tool.envlint]";
        }
        else
        {
            // By the path that was asked for, so that a loop is seen whatever the host calls the file.
            return next.Path == path ? next : new SourceText(path, next.Content, next.Encoding);
        }

        errors.Add(new ConfigurationError(source, extends.Span, error));
        return null;
    }

    /// <summary>The path of a file that another one names.</summary>
    /// <param name="file">The file that names it, relative to the root.</param>
    /// <param name="relative">As it names it.</param>
    /// <returns>The path relative to the root; null where it leads out of it.</returns>
    internal static string? Combine(string file, string relative)
    {
        if (relative.StartsWith('/') || relative.Contains('\\', StringComparison.Ordinal) || relative.Contains(':', StringComparison.Ordinal))
        {
            return null;
        }

        var parts = new List<string>(file.Split('/'));
        parts.RemoveAt(parts.Count - 1);
        foreach (var part in relative.Split('/'))
        {
            if (part == "..")
            {
                if (parts.Count == 0)
                {
                    return null;
                }

                parts.RemoveAt(parts.Count - 1);
            }
            else if (part is not ("" or "."))
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }

    internal static bool IsPyProject(string path) => path.AsSpan(path.LastIndexOf('/') + 1) is PyProject;
}
