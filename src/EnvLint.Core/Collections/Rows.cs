using System.Runtime.CompilerServices;

namespace EnvLint.Collections;

/// <summary>The rows of a table. An array of each class of row, with all the types that the platform makes for one, would be bound at every start of the native binary; this is one type for all.</summary>
/// <typeparam name="T">The class of the rows.</typeparam>
public readonly struct Rows<T>
    where T : class
{
    private readonly object[]? _items;

    /// <summary>Makes the list.</summary>
    /// <param name="items">The rows, all of them of the class; not copied.</param>
    internal Rows(object[] items) => _items = items;

    /// <summary>Number of rows.</summary>
    public int Length => _items is null ? 0 : _items.Length;

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => Length == 0;

    /// <summary>A row.</summary>
    /// <param name="index">Its place, from 0.</param>
    public T this[int index] => Unsafe.As<T>(_items![index]);

    /// <summary>The first row that fits.</summary>
    /// <param name="condition">What it must fulfil.</param>
    /// <returns>Null where none does.</returns>
    public T? Find(Func<T, bool> condition)
    {
        foreach (var row in this)
        {
            if (condition(row))
            {
                return row;
            }
        }

        return null;
    }

    /// <summary>Whether a row fits.</summary>
    /// <param name="condition">What it must fulfil.</param>
    public bool Exists(Func<T, bool> condition) => Find(condition) is not null;

    /// <summary>The rows that fit, in their order.</summary>
    /// <param name="condition">What they must fulfil.</param>
    public Rows<T> Keep(Func<T, bool> condition)
    {
        var kept = new List<object>();
        foreach (var row in this)
        {
            if (condition(row))
            {
                kept.Add(row);
            }
        }

        return new Rows<T>(kept.ToArray());
    }

    /// <summary>The same rows in another order. Equal ones may change places.</summary>
    /// <param name="comparison">The order.</param>
    public Rows<T> Ordered(Comparison<T> comparison)
    {
        var copy = new List<object>(_items ?? []);
        Sorting.Order(copy, (left, right) => comparison(Unsafe.As<T>(left), Unsafe.As<T>(right)));
        return new Rows<T>(copy.ToArray());
    }

    /// <summary>What each row says, in their order.</summary>
    /// <typeparam name="TResult">What is asked for.</typeparam>
    /// <param name="selector">Asks a row.</param>
    public TResult[] Map<TResult>(Func<T, TResult> selector)
    {
        var results = new TResult[Length];
        for (var i = 0; i < results.Length; i++)
        {
            results[i] = selector(this[i]);
        }

        return results;
    }

    /// <summary>Goes through the rows in their order.</summary>
    public Enumerator GetEnumerator() => new(_items);

    /// <summary>Goes through rows.</summary>
    public struct Enumerator
    {
        private readonly object[]? _items;
        private int _index;

        internal Enumerator(object[]? items)
        {
            _items = items;
            _index = -1;
        }

        /// <summary>The row.</summary>
        public readonly T Current => Unsafe.As<T>(_items![_index]);

        /// <summary>Goes on to the next.</summary>
        /// <returns>False behind the last one.</returns>
        public bool MoveNext() => _items is not null && ++_index < _items.Length;
    }
}
