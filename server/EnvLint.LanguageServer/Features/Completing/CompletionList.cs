using System.Collections.Immutable;
using System.Globalization;
using EnvLint.Text;

namespace EnvLint.LanguageServer.Features.Completing;

/// <summary>Collects what is offered at a place: in the order in which it comes, only what fits what is typed, never too much.</summary>
/// <param name="site">The place.</param>
internal sealed class CompletionList(CompletionSite site)
{
    // Shorter ones stand in the middle of too many words.
    private const int ShortestPart = 3;

    private readonly ImmutableArray<Completion>.Builder _items = ImmutableArray.CreateBuilder<Completion>();
    private readonly HashSet<string> _labels = new(StringComparer.Ordinal);
    private TextSpan _word = new(site.Position, 0);
    private TextSpan? _place = site.ToDocument(new TextSpan(site.Position, 0));
    private int _beginnings;

    private ReadOnlySpan<char> Typed => site.Text.AsSpan(_word.Start, Math.Max(site.Position - _word.Start, 0));

    /// <summary>The word that is replaced: from its first character over the cursor to its last. All that is offered next is for it.</summary>
    /// <param name="word">The word, in the text of the place.</param>
    public void Replace(TextSpan word)
    {
        _word = word;
        _place = site.ToDocument(word);
    }

    /// <summary>Replaces the word of such characters around the cursor.</summary>
    /// <param name="isPart">Whether a character belongs to words.</param>
    public void ReplaceWord(Func<char, bool> isPart) => Replace(site.WordOf(isPart));

    /// <summary>Whether a word fits what is typed in front of the cursor, and is not offered yet.</summary>
    /// <param name="label">The word.</param>
    /// <param name="isExact">Whether what is typed must stand in it as it is; otherwise it may also begin a word of it, or have its characters in their order.</param>
    public bool Wants(string label, bool isExact = false)
    {
        if (_place is null || _labels.Contains(label))
        {
            return false;
        }

        var typed = Typed;
        if (isExact)
        {
            return label.AsSpan().Contains(typed, StringComparison.OrdinalIgnoreCase);
        }

        return Begins(label, typed) || (typed.Length >= ShortestPart && label.AsSpan().Contains(typed, StringComparison.OrdinalIgnoreCase));
    }

    // What is typed begins one of the words of a label, or its characters are in the label in their order, the first of them in front.
    private static bool Begins(string label, ReadOnlySpan<char> typed)
    {
        for (var i = 0; i < label.Length; i++)
        {
            if ((i == 0 || !char.IsAsciiLetterOrDigit(label[i - 1])) && label.AsSpan(i).StartsWith(typed, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        var next = 0;
        foreach (var character in label)
        {
            if (next < typed.Length && char.ToLowerInvariant(character) == char.ToLowerInvariant(typed[next]))
            {
                next++;
            }
            else if (next == 0)
            {
                return typed.IsEmpty;
            }
        }

        return next == typed.Length;
    }

    /// <summary>Offers a word that fits; see <see cref="Wants"/>.</summary>
    /// <param name="label">The word.</param>
    /// <param name="kind">What it is. Versions and tags must hold what is typed as it is.</param>
    /// <param name="insert">What is written; null for the word itself.</param>
    /// <param name="detail">A few words beside it.</param>
    /// <param name="documentation">Documentation in Markdown.</param>
    /// <param name="isDeprecated">Whether it should not be chosen.</param>
    /// <param name="isPreselected">Whether it is the one to choose.</param>
    public void Add(string label, CompletionKind kind, string? insert = null, string detail = "", string documentation = "", bool isDeprecated = false, bool isPreselected = false)
    {
        if (_place is not { } place || !Wants(label, kind == CompletionKind.Constant))
        {
            return;
        }

        // Those that begin with what is typed are kept before all others.
        var isBeginning = label.AsSpan().StartsWith(Typed, StringComparison.OrdinalIgnoreCase);
        if (isBeginning ? _beginnings >= CompletionProvider.MaximumCount : _items.Count >= CompletionProvider.MaximumCount)
        {
            return;
        }

        _beginnings += isBeginning ? 1 : 0;
        _labels.Add(label);
        _items.Add(new Completion(label, kind, new TextEdit(place, insert ?? label))
        {
            Detail = detail,
            Documentation = documentation,
            SortText = (isBeginning ? "0" : "1") + _items.Count.ToString("D4", CultureInfo.InvariantCulture),
            IsDeprecated = isDeprecated,
            IsPreselected = isPreselected,
        });
    }

    /// <summary>What is offered.</summary>
    public ImmutableArray<Completion> Finish()
    {
        if (_items.Count <= CompletionProvider.MaximumCount)
        {
            return _items.DrainToImmutable();
        }

        var result = ImmutableArray.CreateBuilder<Completion>(CompletionProvider.MaximumCount);
        for (var pass = 0; pass < 2; pass++)
        {
            for (var i = 0; i < _items.Count && result.Count < CompletionProvider.MaximumCount; i++)
            {
                if (_items[i].Label.AsSpan().StartsWith(Typed, StringComparison.OrdinalIgnoreCase) == (pass == 0))
                {
                    result.Add(_items[i]);
                }
            }
        }

        return result.MoveToImmutable();
    }
}
