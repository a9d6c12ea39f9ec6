using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace EnvLint.Collections;

/// <summary>Sorts lists, as their own methods do.</summary>
/// <remarks>
/// One use of <c>List&lt;T&gt;.Sort</c> with a class gives every list of a class in the program six more types, of sorting helpers and comparers, which a
/// native program lays out and relocates at each start. A method that is generic itself brings them for the lists that are sorted only.
/// </remarks>
public static class Sorting
{
    /// <summary>Sorts a list in place. Equal items may change places.</summary>
    /// <typeparam name="T">The items.</typeparam>
    /// <param name="items">The list.</param>
    /// <param name="comparison">The order.</param>
    public static void Order<T>(List<T> items, Comparison<T> comparison) => CollectionsMarshal.AsSpan(items).Sort(comparison);

    /// <summary>A sorted copy. Equal items may change places.</summary>
    /// <typeparam name="T">The items.</typeparam>
    /// <param name="items">The items.</param>
    /// <param name="comparison">The order.</param>
    public static ImmutableArray<T> Ordered<T>(ImmutableArray<T> items, Comparison<T> comparison)
    {
        var copy = items.AsSpan().ToArray();
        copy.AsSpan().Sort(comparison);
        return ImmutableCollectionsMarshal.AsImmutableArray(copy);
    }
}
