namespace EnvLint.Knowledge;

/// <summary>Names on PyPI that are not what people mean, from <c>rules/data/pypi-names.toml</c>.</summary>
public static class PypiNames
{
    /// <summary>The date of the table.</summary>
    public static string AsOf => PypiNamesTable.AsOf;

    /// <summary>The row of a project; null where the table has nothing to say of it.</summary>
    /// <param name="name">The name, normalised by PEP 503.</param>
    public static PypiNameRow? Find(string name) => Index.Names.Find(name);

    /// <summary>Where a row is known from, in words for people.</summary>
    /// <param name="sources">The row's sources.</param>
    public static string SourceText(string sources) => SourceTexts.First(sources, PypiNamesTable.Source);

    // Of its own, so that other questions to the table do not make it.
    private static class Index
    {
        internal static readonly NameIndex<PypiNameRow> Names = new(PypiNamesTable.Names, static row => [.. row.Names, .. row.Patterns]);
    }
}
