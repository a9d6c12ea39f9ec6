namespace EnvLint.Syntax.MatchSpec;

/// <summary>What a spec demands of a build: a text, or one with asterisks that stand for anything.</summary>
public sealed class CondaBuildPattern
{
    private readonly string[] _pieces;

    internal CondaBuildPattern(string text)
    {
        Text = text;
        IsRegex = text is ['^', .., '$'];
        _pieces = text.Split('*');
    }

    /// <summary>The pattern as written.</summary>
    public string Text { get; }

    /// <summary>Whether it is a regular expression; what that takes is not known here.</summary>
    public bool IsRegex { get; }

    /// <summary>Whether asterisks stand in it.</summary>
    public bool HasWildcard => !IsRegex && _pieces.Length > 1;

    /// <summary>Whether a build is taken; null where that is not known.</summary>
    /// <param name="build">A build: <c>py311_cuda12.1_cudnn8.9.2_0</c>.</param>
    public bool? Matches(string build)
    {
        if (IsRegex)
        {
            return null;
        }

        if (_pieces.Length == 1)
        {
            return string.Equals(Text, build, StringComparison.Ordinal);
        }

        if (build.Length < _pieces[0].Length + _pieces[^1].Length
            || !build.StartsWith(_pieces[0], StringComparison.Ordinal) || !build.EndsWith(_pieces[^1], StringComparison.Ordinal))
        {
            return false;
        }

        // The first place of each piece leaves the most room for those behind it.
        var rest = build.AsSpan(_pieces[0].Length, build.Length - _pieces[0].Length - _pieces[^1].Length);
        for (var i = 1; i < _pieces.Length - 1; i++)
        {
            var at = rest.IndexOf(_pieces[i], StringComparison.Ordinal);
            if (at < 0)
            {
                return false;
            }

            rest = rest[(at + _pieces[i].Length)..];
        }

        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
