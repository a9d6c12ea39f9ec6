using System.Collections.Immutable;

namespace EnvLint.Collections;

/// <summary>The few questions to arrays that are asked everywhere, answered at once.</summary>
/// <remarks>
/// The same questions of LINQ bring six iterator types for each pair of types they are asked with. A native program lays out all of them and has them
/// relocated at each start, asked or not: that was a fifth of what <c>--version</c> cost.
/// </remarks>
public static class ArrayQueries
{
    /// <summary>The results of a function for each item, in order.</summary>
    /// <typeparam name="T">The items.</typeparam>
    /// <typeparam name="TResult">The results.</typeparam>
    /// <param name="items">The items.</param>
    /// <param name="selector">The function.</param>
    public static TResult[] Map<T, TResult>(this ImmutableArray<T> items, Func<T, TResult> selector)
    {
        var results = new TResult[items.Length];
        for (var i = 0; i < results.Length; i++)
        {
            results[i] = selector(items[i]);
        }

        return results;
    }

    /// <summary>The items that a condition holds for, in order.</summary>
    /// <typeparam name="T">The items.</typeparam>
    /// <param name="items">The items.</param>
    /// <param name="condition">The condition.</param>
    public static List<T> Keep<T>(this ImmutableArray<T> items, Func<T, bool> condition)
    {
        var kept = new List<T>();
        foreach (var item in items)
        {
            if (condition(item))
            {
                kept.Add(item);
            }
        }

        return kept;
    }

    /// <summary>The first item that a condition holds for; null where there is none.</summary>
    /// <typeparam name="T">The items.</typeparam>
    /// <param name="items">The items.</param>
    /// <param name="condition">The condition.</param>
    public static T? Find<T>(this ImmutableArray<T> items, Func<T, bool> condition)
        where T : class
    {
        foreach (var item in items)
        {
            if (condition(item))
            {
                return item;
            }
        }

        return null;
    }

    /// <summary>Whether a condition holds for some item.</summary>
    /// <typeparam name="T">The items.</typeparam>
    /// <param name="items">The items.</param>
    /// <param name="condition">The condition.</param>
    public static bool Exists<T>(this ImmutableArray<T> items, Func<T, bool> condition)
    {
        foreach (var item in items)
        {
            if (condition(item))
            {
                return true;
            }
        }

        return false;
    }
}
