using System.Collections.Immutable;

namespace EnvLint.Environment;

/// <summary>What a private package index holds, as the configuration says: the same as one that is known.</summary>
/// <param name="Address">The private index: <c>https://pypi.corp/simple</c>.</param>
/// <param name="Like">The address of the one that is known: <c>https://pypi.org/simple</c>.</param>
public sealed record IndexAlias(string Address, string Like)
{
    /// <summary>The address of the index that one that is asked is like.</summary>
    /// <param name="aliases">What is known of private indexes.</param>
    /// <param name="url">The address that is asked; a user and password in it, an ending slash and a folder behind it are fine.</param>
    /// <returns>Null where nothing is said of it; of several that fit the longest counts.</returns>
    public static string? Find(ImmutableArray<IndexAlias> aliases, string url)
    {
        IndexAlias? best = null;
        if (!aliases.IsDefaultOrEmpty)
        {
            var asked = Plain(url);
            foreach (var alias in aliases)
            {
                var known = Plain(alias.Address);
                if (asked.StartsWith(known, StringComparison.OrdinalIgnoreCase) && (asked.Length == known.Length || asked[known.Length] == '/')
                    && (best is null || alias.Address.Length > best.Address.Length))
                {
                    best = alias;
                }
            }
        }

        return best?.Like;
    }

    // https://user:password@pypi.corp/simple/ as pypi.corp/simple
    private static string Plain(string url)
    {
        var scheme = url.IndexOf("://", StringComparison.Ordinal);
        var rest = scheme < 0 ? url : url[(scheme + "://".Length)..];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var user = rest.AsSpan(0, slash < 0 ? rest.Length : slash).LastIndexOf('@');
        return rest[(user + 1)..].TrimEnd('/');
    }
}
