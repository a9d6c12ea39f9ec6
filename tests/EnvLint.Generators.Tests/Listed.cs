using System.Collections;

namespace EnvLint.Generators.Tests;

/// <summary>Lists of any kind, those of rows among them.</summary>
internal static class Listed
{
    /// <summary>The items of a list; null for what is none.</summary>
    public static List<object>? Items(object? list)
    {
        if (list is IEnumerable items and not string)
        {
            return [.. items.Cast<object>()];
        }

        var type = list?.GetType();
        return type?.Name == "Rows`1" ? [.. Enumerable.Range(0, (int)type.GetProperty("Length")!.GetValue(list)!).Select(index => type.GetProperty("Item")!.GetValue(list, [index])!)] : null;
    }
}
