using System.Collections.Immutable;
using EnvLint.Collections;

namespace EnvLint.Baseline;

/// <summary>What a baseline file says: the findings that are known and not shown. Immutable.</summary>
public sealed class BaselineDocument
{
    private readonly Dictionary<string, BaselineEntry> _byFingerprint = new(StringComparer.Ordinal);

    /// <summary>Makes a baseline.</summary>
    /// <param name="entries">The findings, in any order; of several with one fingerprint the first counts.</param>
    public BaselineDocument(IEnumerable<BaselineEntry> entries)
    {
        var kept = ImmutableArray.CreateBuilder<BaselineEntry>();
        foreach (var entry in entries)
        {
            if (_byFingerprint.TryAdd(entry.Fingerprint, entry))
            {
                kept.Add(entry);
            }
        }

        Entries = Sorting.Ordered(kept.DrainToImmutable(), BaselineEntry.Compare);
    }

    /// <summary>The baseline that records nothing.</summary>
    public static BaselineDocument Empty { get; } = new([]);

    /// <summary>The findings, in the order of <see cref="BaselineEntry.Compare"/>.</summary>
    public ImmutableArray<BaselineEntry> Entries { get; }

    /// <summary>Whether a finding is recorded.</summary>
    /// <param name="fingerprint">Its content fingerprint.</param>
    public bool Holds(string fingerprint) => _byFingerprint.ContainsKey(fingerprint);
}
