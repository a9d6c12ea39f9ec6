using System.Text;

namespace EnvLint.Generators.Knowledge;

/// <summary>Names in C# for the names in a table.</summary>
internal static class KnowledgeNames
{
    /// <summary>Whether a name is small letters and digits, in words joined by single separators, and begins with a letter.</summary>
    /// <param name="name">The name.</param>
    /// <param name="separator">What joins the words.</param>
    public static bool IsWellFormed(string name, char separator)
    {
        if (name.Length == 0 || name[0] is < 'a' or > 'z' || name[name.Length - 1] == separator)
        {
            return false;
        }

        for (var i = 1; i < name.Length; i++)
        {
            if (name[i] == separator ? name[i - 1] == separator : name[i] is not ((>= 'a' and <= 'z') or (>= '0' and <= '9')))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary><c>wsl-keys</c> and <c>wsl_keys</c> as <c>WslKeys</c>.</summary>
    /// <param name="name">The name.</param>
    public static string Pascal(string name)
    {
        var result = new StringBuilder(name.Length);
        var isFirst = true;
        foreach (var c in name)
        {
            if (c is '-' or '_')
            {
                isFirst = true;
            }
            else
            {
                result.Append(isFirst ? char.ToUpperInvariant(c) : c);
                isFirst = false;
            }
        }

        return result.ToString();
    }

    /// <summary>The class of a row: <c>WslKeyRow</c> for <c>[[key]]</c> in <c>wsl-keys</c>, <c>AptPackageRow</c> for <c>[[package]]</c> in <c>apt</c>.</summary>
    /// <param name="table">The table's name.</param>
    /// <param name="kind">The kind of row.</param>
    public static string RowClass(string table, string kind)
    {
        var tableName = Pascal(table);
        var kindName = Pascal(kind);
        var prefix = tableName.EndsWith(Plural(kindName), StringComparison.Ordinal) ? tableName.Substring(0, tableName.Length - Plural(kindName).Length)
            : tableName.EndsWith(kindName, StringComparison.Ordinal) ? tableName.Substring(0, tableName.Length - kindName.Length)
            : tableName;
        return prefix + kindName + "Row";
    }

    /// <summary>Several of a thing.</summary>
    /// <param name="name">One of them.</param>
    public static string Plural(string name) =>
        name.EndsWith("s", StringComparison.Ordinal) ? name
        : name.EndsWith("x", StringComparison.Ordinal) || name.EndsWith("ch", StringComparison.Ordinal) || name.EndsWith("sh", StringComparison.Ordinal) ? name + "es"
        : name.Length > 1 && name[name.Length - 1] is 'y' && name[name.Length - 2] is not ('a' or 'e' or 'o' or 'u') ? name.Substring(0, name.Length - 1) + "ies"
        : name + "s";
}
