using EnvLint.Environment;
using EnvLint.Text;

namespace EnvLint.Engine;

/// <summary>What was asked of the files of a root, with the answers: what was made of them holds as long as all answers are the same. The same question has one answer, whatever happens meanwhile. Serves all threads.</summary>
/// <param name="files">The files.</param>
/// <param name="index">What the files say of each other; null where nobody asks.</param>
/// <param name="isTextRead">Whether it matters what a file says; else only whether it is there.</param>
public sealed class Reads(ILinkedFiles files, IProjectIndex? index, bool isTextRead = true) : ILinkedFiles, IProjectIndex
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, SourceText?> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (int Length, int Hash)> _prints = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> _exists = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyCollection<string>?> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> _ignored = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> _mentioned = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> _contexts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> _built = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> _named = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _installs = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public string Root => files.Root;

    /// <inheritdoc/>
    public string Name => files.Name;

    /// <inheritdoc/>
    public SourceText? Read(string path) => Ask(_texts, path, files.Read);

    /// <inheritdoc/>
    public bool Exists(string path) => Ask(_exists, path, files.Exists);

    /// <inheritdoc/>
    public IReadOnlyCollection<string>? NamesIn(string folder) => Ask(_names, folder, files.NamesIn);

    /// <inheritdoc/>
    public bool IsIgnored(string path) => Ask(_ignored, path, files.IsIgnored);

    /// <inheritdoc/>
    public bool Mentions(string name) => Ask(_mentioned, name, files.Mentions);

    /// <inheritdoc/>
    public string? ContextOf(string dockerfile) => index is null ? null : Ask(_contexts, dockerfile, index.ContextOf);

    /// <inheritdoc/>
    public bool IsBuilt(string dockerfile) => index is not null && Ask(_built, dockerfile, index.IsBuilt);

    /// <inheritdoc/>
    public bool IsIndexNamedFor(string list) => index is not null && Ask(_named, list, index.IsIndexNamedFor);

    /// <inheritdoc/>
    public int InstallsOf(string list) => index is null ? 0 : Ask(_installs, list, index.InstallsOf);

    /// <summary>Whether all answers would be the same now.</summary>
    public bool AreStillTrue() =>
        AreSame(_texts, files.Read, AreSame)
        && AreSame(_exists, files.Exists, static (left, right) => left == right)
        && AreSame(_names, files.NamesIn, AreSame)
        && AreSame(_ignored, files.IsIgnored, static (left, right) => left == right)
        && AreSame(_mentioned, files.Mentions, static (left, right) => left == right)
        && AreSame(_prints, PrintOf, static (left, right) => left == right)
        && (index is null || AreSame(index));

    /// <summary>Whether nothing was asked.</summary>
    public bool IsEmpty => _texts.Count + _prints.Count + _exists.Count + _names.Count + _ignored.Count + _mentioned.Count + _contexts.Count + _built.Count + _named.Count + _installs.Count == 0;

    /// <summary>Lets go of the texts and keeps only what tells whether they are the same: when nothing more is asked.</summary>
    public void LetGo()
    {
        lock (_gate)
        {
            foreach (var (path, text) in _texts)
            {
                _prints.TryAdd(path, PrintOf(text));
            }

            _texts.Clear();
        }
    }

    private bool AreSame(IProjectIndex asked) =>
        AreSame(_contexts, asked.ContextOf, static (left, right) => string.Equals(left, right, StringComparison.Ordinal))
        && AreSame(_built, asked.IsBuilt, static (left, right) => left == right)
        && AreSame(_named, asked.IsIndexNamedFor, static (left, right) => left == right)
        && AreSame(_installs, asked.InstallsOf, static (left, right) => left == right);

    private (int Length, int Hash) PrintOf(string path) => PrintOf(files.Read(path));

    private (int Length, int Hash) PrintOf(SourceText? text) => text is null ? (-1, 0) : isTextRead ? (text.Length, HashCode.Combine(text.Content, text.Encoding)) : (0, 0);

    private bool AreSame(SourceText? left, SourceText? right) =>
        ReferenceEquals(left, right)
        || (!isTextRead && left is not null == right is not null)
        || (left is not null && right is not null && left.Encoding == right.Encoding && string.Equals(left.Content, right.Content, StringComparison.Ordinal));

    private static bool AreSame(IReadOnlyCollection<string>? left, IReadOnlyCollection<string>? right)
    {
        if (ReferenceEquals(left, right))
        {
            return true;
        }

        if (left is null || right is null || left.Count != right.Count)
        {
            return false;
        }

        var names = right as IReadOnlySet<string> ?? new HashSet<string>(right, StringComparer.Ordinal);
        foreach (var name in left)
        {
            if (!names.Contains(name))
            {
                return false;
            }
        }

        return true;
    }

    private T Ask<T>(Dictionary<string, T> known, string question, Func<string, T> ask)
    {
        lock (_gate)
        {
            if (known.TryGetValue(question, out var answer))
            {
                return answer;
            }
        }

        // Not under the lock: an answer may take a walk over the root.
        var found = ask(question);
        lock (_gate)
        {
            return known.TryAdd(question, found) ? found : known[question];
        }
    }

    private bool AreSame<T>(Dictionary<string, T> known, Func<string, T> ask, Func<T, T, bool> areSame)
    {
        KeyValuePair<string, T>[] asked;
        lock (_gate)
        {
            asked = [.. known];
        }

        foreach (var (question, answer) in asked)
        {
            if (!areSame(ask(question), answer))
            {
                return false;
            }
        }

        return true;
    }
}
