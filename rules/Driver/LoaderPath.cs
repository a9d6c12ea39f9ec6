using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Text;

namespace EnvLint.Rules.Driver;

/// <summary>The kinds of folders on a loader path.</summary>
internal enum LoaderFolder
{
    /// <summary>Nothing of a driver.</summary>
    Other,

    /// <summary>Stubs of the toolkit: a libcuda to link with that does nothing.</summary>
    Stubs,

    /// <summary>Forward compatibility libraries.</summary>
    Compatibility,

    /// <summary>A folder that holds the real driver: WSL's, or the one of the distribution.</summary>
    Driver,
}

/// <summary>An element of a loader path.</summary>
/// <param name="Text">The folder as written, without quotes and without the inherited value.</param>
/// <param name="Folder">What the folder holds.</param>
/// <param name="IsInherited">Whether the value from before stands in it.</param>
/// <param name="Span">Its place in the file; that of the whole value where it cannot be told.</param>
/// <param name="IsExact">Whether the place is exact.</param>
internal sealed record LoaderElement(string Text, LoaderFolder Folder, bool IsInherited, TextSpan Span, bool IsExact);

/// <summary>Takes values of <c>LD_LIBRARY_PATH</c> apart.</summary>
internal static class LoaderPath
{
    /// <summary>The variable's name.</summary>
    public const string Variable = "LD_LIBRARY_PATH";

    /// <summary>The elements of a value, as written.</summary>
    /// <param name="raw">The value as written, with variables and quotes.</param>
    /// <param name="span">Its place.</param>
    public static List<LoaderElement> Parse(string raw, TextSpan span)
    {
        var elements = new List<LoaderElement>();
        var isExact = raw.Length == span.Length;
        var depth = 0;
        var start = 0;
        for (var i = 0; i <= raw.Length; i++)
        {
            if (i < raw.Length && raw[i] != ':')
            {
                depth += raw[i] switch { '{' => 1, '}' when depth > 0 => -1, _ => 0 };
                continue;
            }

            if (i < raw.Length && depth > 0)
            {
                continue;
            }

            // Quotes around the whole value belong to its first and last element.
            var (from, to) = (start, i);
            while (from < to && raw[from] is '"' or '\'')
            {
                from++;
            }

            while (to > from && raw[to - 1] is '"' or '\'')
            {
                to--;
            }

            elements.Add(Element(raw[from..to], isExact ? TextSpan.FromBounds(span.Start + from, span.Start + to) : span, isExact));
            start = i + 1;
        }

        return elements;
    }

    /// <summary>The first element that stands in front of the driver's own folders and hides them.</summary>
    /// <param name="elements">The elements.</param>
    /// <returns>Null where there is none, or the inherited value or a folder of the driver comes first.</returns>
    public static LoaderElement? Shadow(List<LoaderElement> elements)
    {
        foreach (var element in elements)
        {
            if (element.Folder is LoaderFolder.Stubs or LoaderFolder.Compatibility)
            {
                return element;
            }

            if (element.Folder == LoaderFolder.Driver || element.IsInherited)
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>The elements of a path in a line of a profile, or of a line of <c>/etc/ld.so.conf.d</c>.</summary>
    /// <param name="write">Text that is written to a file.</param>
    /// <param name="source">The file's text, in which the elements are looked for.</param>
    public static List<LoaderElement> Written(FileWrite write, SourceText source)
    {
        if (write.Content is not { } content)
        {
            return [];
        }

        // "$HOME/.bashrc" is a profile wherever the home is.
        var path = write.Path.Value ?? write.Path.Raw.Trim('"');
        var isLoaderFile = path.StartsWith("/etc/ld.so.conf", StringComparison.Ordinal);
        if (isLoaderFile ? IsBehindTheSystem(path) : !IsProfile(path))
        {
            return [];
        }

        var place = write.Command?.Span ?? write.Span;
        foreach (var line in content.Split('\n'))
        {
            var text = line.Trim();
            if (text.StartsWith('#'))
            {
                continue;
            }

            if (!isLoaderFile)
            {
                var at = text.IndexOf(Variable + "=", StringComparison.Ordinal);
                if (at < 0)
                {
                    continue;
                }

                text = text[(at + Variable.Length + 1)..];
            }

            if (Shadow(Parse(text, place)) is not null)
            {
                var found = source.ToString(place).IndexOf(text, StringComparison.Ordinal);
                return Parse(text, found < 0 ? place : new TextSpan(place.Start + found, text.Length));
            }
        }

        return [];
    }

    // The files are read in the order of their names: z-cuda-stubs.conf stands behind the system's own folders on purpose.
    private static bool IsBehindTheSystem(string path)
    {
        const string Folder = "/etc/ld.so.conf.d/";
        return path.StartsWith(Folder, StringComparison.Ordinal) && string.CompareOrdinal(path, Folder.Length, "x86_64-linux-gnu.conf", 0, path.Length) > 0;
    }

    private static bool IsProfile(string path) =>
        path is "/etc/environment" or "/etc/profile" or "/etc/bash.bashrc"
        || path.StartsWith("/etc/profile.d/", StringComparison.Ordinal)
        || path.EndsWith("/.bashrc", StringComparison.Ordinal)
        || path.EndsWith("/.profile", StringComparison.Ordinal)
        || path.EndsWith("/.bash_profile", StringComparison.Ordinal)
        || path.EndsWith("/.zshrc", StringComparison.Ordinal);

    private static LoaderElement Element(string text, TextSpan span, bool isExact)
    {
        var inherited = text.Contains("$" + Variable, StringComparison.Ordinal) || text.Contains("${" + Variable, StringComparison.Ordinal);
        var folder = inherited ? WithoutInherited(text) : text;
        return new LoaderElement(folder, KindOf(folder), inherited, span, isExact);
    }

    // /opt/x${LD_LIBRARY_PATH:+:${LD_LIBRARY_PATH}}: what stands in front is a folder of its own.
    private static string WithoutInherited(string text)
    {
        var at = text.IndexOf('$', StringComparison.Ordinal);
        while (at >= 0 && !text.AsSpan(at + 1).TrimStart('{').StartsWith(Variable, StringComparison.Ordinal))
        {
            at = text.IndexOf('$', at + 1);
        }

        return at < 0 ? text : text[..at].TrimEnd(':');
    }

    private static LoaderFolder KindOf(string folder)
    {
        var path = folder.TrimEnd('/');
        if (path.StartsWith(AptPackages.WslDriverFolder, StringComparison.Ordinal) || path.StartsWith("/usr/local/nvidia/", StringComparison.Ordinal)
            || path is "/usr/lib/x86_64-linux-gnu" or "/usr/lib64" or "/usr/lib/aarch64-linux-gnu" or "/lib/x86_64-linux-gnu" or "/usr/lib")
        {
            return LoaderFolder.Driver;
        }

        if (!path.Contains("cuda", StringComparison.OrdinalIgnoreCase))
        {
            return LoaderFolder.Other;
        }

        var name = path[(path.LastIndexOf('/') + 1)..];
        return name switch
        {
            "stubs" => LoaderFolder.Stubs,
            "compat" => LoaderFolder.Compatibility,
            _ when path.EndsWith("/compat/lib", StringComparison.Ordinal) || path.EndsWith("/compat/lib.real", StringComparison.Ordinal) => LoaderFolder.Compatibility,
            _ => LoaderFolder.Other,
        };
    }
}
