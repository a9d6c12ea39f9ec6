namespace EnvLint.LanguageServer.Protocol.Wire;

/// <summary>One file that the client watches.</summary>
/// <param name="Folder">The URI of its folder; null where the pattern is for all folders of the workspace.</param>
/// <param name="Pattern">What its path below there is like.</param>
internal sealed record WatchedFile(string? Folder, string Pattern)
{
    /// <summary>A pattern of the protocol that fits a name. It knows no way to write its own signs as they are: any character stands in their place.</summary>
    /// <param name="name">The name, without folders.</param>
    public static string PatternOf(string name) => string.Create(name.Length, name, static (pattern, name) =>
    {
        for (var i = 0; i < name.Length; i++)
        {
            pattern[i] = name[i] is '*' or '[' or ']' or '{' or '}' or '\\' ? '?' : name[i];
        }
    });
}
