using EnvLint.Environment.Facts;

namespace EnvLint.Knowledge;

/// <summary>What a Python text asks of a GPU.</summary>
public enum GpuQueryKind
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It asks, and gets no for an answer where there is none.</summary>
    Asks,

    /// <summary>It stops if the answer is no.</summary>
    Demands,

    /// <summary>It raises an error without a GPU.</summary>
    Needs,
}

/// <summary>What asks for a GPU, from <c>rules/data/gpu-queries.toml</c>.</summary>
public static class GpuQueries
{
    /// <summary>The date of the table.</summary>
    public static string AsOf => GpuQueriesTable.AsOf;

    /// <summary>Whether a program fails without a driver.</summary>
    /// <param name="program">The program without a folder.</param>
    public static bool IsProgram(string program)
    {
        foreach (var row in GpuQueriesTable.Programs)
        {
            if (row.Name == program)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the builders of an image have a GPU by the daemon's default runtime.</summary>
    /// <param name="image">The image; null where it is not known.</param>
    public static bool IsJetson(ImageReference? image) => image is not null && NamePattern.MatchesAny(GpuQueriesTable.Jetson, image.FullRepository);

    /// <summary>What a Python text asks of a GPU: the strongest of its questions.</summary>
    /// <param name="code">The text.</param>
    /// <param name="query">The question, without its parenthesis; empty where there is none.</param>
    public static GpuQueryKind OfPython(string code, out string query)
    {
        query = "";
        var strongest = GpuQueryKind.None;
        foreach (var row in GpuQueriesTable.Pythons)
        {
            var at = code.IndexOf(row.Text, StringComparison.Ordinal);
            if (at < 0)
            {
                continue;
            }

            var kind = row.Effect == "needs" ? GpuQueryKind.Needs : Asked(code, at);
            if (kind > strongest)
            {
                strongest = kind;
                query = row.Text.TrimEnd('(');
            }
        }

        return strongest;
    }

    // The statement that holds the question: assert makes it a demand, `if` and `x if y else z` make it a way around.
    private static GpuQueryKind Asked(string code, int at)
    {
        var start = code.AsSpan(0, at).LastIndexOfAny('\n', ';') + 1;
        var before = code.AsSpan(start, at - start);
        var length = code.AsSpan(at).IndexOfAny('\n', ';');
        var after = length < 0 ? code.AsSpan(at) : code.AsSpan(at, length);
        if (before.IndexOf("assert", StringComparison.Ordinal) >= 0)
        {
            return before.IndexOf(" not ", StringComparison.Ordinal) >= 0 ? GpuQueryKind.None : GpuQueryKind.Demands;
        }

        // exit(0 if torch.cuda.is_available() else 1)
        if (before.IndexOf("exit(", StringComparison.Ordinal) >= 0)
        {
            return GpuQueryKind.Demands;
        }

        return before.IndexOf("if ", StringComparison.Ordinal) >= 0 || after.IndexOf(" else ", StringComparison.Ordinal) >= 0
            ? GpuQueryKind.None
            : GpuQueryKind.Asks;
    }
}
