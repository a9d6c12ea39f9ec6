using System.Buffers;
using EnvLint.Knowledge;
using EnvLint.Syntax.Ini;

namespace EnvLint.Manifests.Wsl;

/// <summary>Tells a file of WSL from one that only has its name.</summary>
/// <remarks><c>wsl.conf</c> is also the name of binfmt entries, and of templates that a program fills in.</remarks>
internal static class WslForeignFile
{
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    internal static bool Is(WslConfigFile file)
    {
        var text = file.Source.Content;
        if (text.AsSpan().Trim().IsEmpty)
        {
            return false;
        }

        return IsTemplate(file, text) || (file.File == WslFile.WslConf && !LooksLikeSettings(file));
    }

    // A header of any name, or a key that WSL knows: then it is meant for WSL, however broken it is.
    private static bool LooksLikeSettings(WslConfigFile file)
    {
        foreach (var statement in file.Syntax.Statements)
        {
            if (statement is IniHeader || (statement is IniSetting setting && IsKey(setting.Key)))
            {
                return true;
            }
        }

        // Nothing but comments is still a file of WSL; a comment of the wrong kind too.
        foreach (var statement in file.Syntax.Statements)
        {
            var first = file.Source[statement.Span.Start];
            if (first is not (';' or '/'))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsKey(string name) =>
        WslKeys.Named(WslFile.WslConf, name).Length > 0 || WslKeys.Named(WslFile.WslConfig, name).Length > 0;

    private static bool IsTemplate(WslConfigFile file, string text)
    {
        if (text.IndexOfAny(['{', '<', '@', '$']) < 0)
        {
            return false;
        }

        foreach (var statement in file.Syntax.Statements)
        {
            // A command may hold braces and variables of its own.
            if (statement is IniSetting setting)
            {
                var isCommand = WslKeys.Named(file.File, setting.Key) is [{ Kind: WslValueKind.Command }, ..];
                if (!isCommand && HasPlaceholder(text.AsSpan(setting.ValueSpan.Start, setting.ValueSpan.Length)))
                {
                    return true;
                }
            }
            else if (HasPlaceholder(text.AsSpan(statement.Span.Start, statement.Span.Length)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasPlaceholder(ReadOnlySpan<char> text)
    {
        if (text.Contains("{{", StringComparison.Ordinal) || text.Contains("{%", StringComparison.Ordinal)
            || text.Contains("<%", StringComparison.Ordinal) || text.Contains("${", StringComparison.Ordinal))
        {
            return true;
        }

        // @name@, as configure scripts and build tools write it.
        var at = text.IndexOf('@');
        return at >= 0 && text[(at + 1)..].IndexOf('@') is > 0 and var length
            && !text.Slice(at + 1, length).ContainsAnyExcept(NameCharacters);
    }
}
