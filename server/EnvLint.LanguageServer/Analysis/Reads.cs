using EnvLint.Engine;
using EnvLint.Environment;
using EnvLint.Text;

namespace EnvLint.LanguageServer.Analysis;

/// <summary>What one analysis asked of the other files, with the answers: it holds as long as all answers are the same. Within it the same question has the same answer, whatever happens meanwhile. Serves all threads.</summary>
/// <param name="files">The files.</param>
/// <param name="index">What the files say of each other.</param>
internal sealed class Reads(ILinkedFiles files, IProjectIndex index) : ILinkedFiles, IProjectIndex
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, SourceText?> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> _exists = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyCollection<string>?> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> _ignored = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> _mentioned = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> _contexts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> _built = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> _named = new(StringComparer.Ordinal);

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
    public string? ContextOf(string dockerfile) => Ask(_contexts, dockerfile, index.ContextOf);

    /// <inheritdoc/>
    public bool IsBuilt(string dockerfile) => Ask(_built, dockerfile, index.IsBuilt);

    /// <inheritdoc/>
    public bool IsIndexNamedFor(string list) => Ask(_named, list, index.IsIndexNamedFor);

    /// <summary>Whether all answers would be the same now.</summary>
    public bool AreStillTrue() =>
        AreSame(_texts, files.Read, AreSame)
        && AreSame(_exists, files.Exists, static (left, right) => left == right)
        && AreSame(_names, files.NamesIn, AreSame)
        && AreSame(_ignored, files.IsIgnored, static (left, right) => left == right)
        && AreSame(_mentioned, files.Mentions, static (left, right) => left == right)
        && AreSame(_contexts, index.ContextOf, static (left, right) => string.Equals(left, right, StringComparison.Ordinal))
        && AreSame(_built, index.IsBuilt, static (left, right) => left == right)
        && AreSame(_named, index.IsIndexNamedFor, static (left, right) => left == right);

    private static bool AreSame(SourceText? left, SourceText? right) =>
        ReferenceEquals(left, right)
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
