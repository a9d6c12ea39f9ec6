using System.Text;
using EnvLint.Manifests.PyProject;
using EnvLint.Versions;

namespace EnvLint.Environment.Lowering;

/// <summary>Writes a dependency of Poetry as PEP 508 does.</summary>
internal static class PoetryText
{
    /// <summary>The requirement.</summary>
    /// <param name="dependency">The dependency.</param>
    /// <returns>Null where a part has no such form, or is not understood.</returns>
    public static string? Of(PoetryDependency dependency)
    {
        if (dependency.IsUnclear)
        {
            return null;
        }

        var text = new StringBuilder(dependency.Name);
        if (dependency.Extras.Count > 0)
        {
            text.Append('[').AppendJoin(',', dependency.Extras).Append(']');
        }

        if (dependency.File is { } file && file.Value.EndsWith(".whl", StringComparison.Ordinal))
        {
            if (file.Value.Contains(' ', StringComparison.Ordinal))
            {
                return null;
            }

            text.Append(" @ ").Append(file.Value);
        }
        else if (dependency.Version is { } version)
        {
            if (PoetryConstraint.Read(version.Value) is not [var specifiers])
            {
                return null;
            }

            text.Append(specifiers);
        }

        var conditions = new List<string>();
        if (dependency.Python is { } python)
        {
            if (Condition(python.Value) is not { } condition)
            {
                return null;
            }

            if (condition.Length > 0)
            {
                conditions.Add(condition);
            }
        }

        if (dependency.Platform is { } platform)
        {
            if (platform.Value.Contains('"', StringComparison.Ordinal))
            {
                return null;
            }

            conditions.Add($"sys_platform == \"{platform.Value}\"");
        }

        if (dependency.Markers is { } markers)
        {
            conditions.Add(markers.Value);
        }

        if (conditions.Count > 0)
        {
            text.Append(" ; (").AppendJoin(") and (", conditions).Append(')');
        }

        return text.ToString();
    }

    // ">=3.8,<3.12" as python_version >= "3.8" and python_version < "3.12"; empty where every Python passes.
    private static string? Condition(string python)
    {
        if (PoetryConstraint.Read(python) is not { } alternatives)
        {
            return null;
        }

        var text = new StringBuilder();
        foreach (var alternative in alternatives)
        {
            if (alternative.Length == 0)
            {
                return "";
            }

            text.Append(text.Length > 0 ? " or (" : "(");
            var isFirst = true;
            foreach (var specifier in Pep440SpecifierSet.Parse(alternative).Specifiers)
            {
                // The third number is not in python_version.
                var variable = specifier.Version is { Release.Length: <= 2 } ? "python_version" : "python_full_version";
                text.Append(isFirst ? "" : " and ").Append(variable).Append(' ').Append(Pep440Specifier.Symbol(specifier.Operator)).Append(" \"").Append(specifier.VersionText).Append('"');
                isFirst = false;
            }

            text.Append(')');
        }

        return text.ToString();
    }
}
