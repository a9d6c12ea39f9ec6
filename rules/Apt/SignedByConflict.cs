using EnvLint.Collections;
using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;

namespace EnvLint.Rules.Apt;

/// <summary>Reports one repository that is listed twice with different keyrings: apt then reads no list at all.</summary>
[Rule("APT007", "signed-by-conflict",
    Title = "One repository is listed twice with different keyrings",
    Category = RuleCategory.Correctness,
    Severity = Severity.Error,
    Since = "0.1.0")]
public sealed partial class SignedByConflict : Rule<CommandSequence>
{
    private sealed record Entry(RepositoryUse Use, string Url, string Suite, string SignedBy, string File);

    /// <inheritdoc/>
    protected override void Check(CommandSequence subject, RuleContext context)
    {
        Dictionary<string, List<Entry>>? entries = null;
        foreach (var part in StageFacts.Chain(subject))
        {
            FileWrite? write = null;
            foreach (var fact in part.Facts)
            {
                switch (fact)
                {
                    case FileWrite file:
                        write = file;
                        break;
                    case CommandUse use when entries is not null && Removes(use):
                        Remove(use, entries);
                        break;
                    case RepositoryUse { Manager: PackageManager.Apt, Command: { IsConditional: false } command } use when EntryOf(use, write, command) is { } entry:
                        Add(entry, write, entries ??= new(StringComparer.Ordinal), ReferenceEquals(part, subject), context);
                        break;
                }
            }
        }
    }

    private static Entry? EntryOf(RepositoryUse use, FileWrite? write, CommandUse command)
    {
        if (use.Kind == RepositoryUseKind.Package)
        {
            // NVIDIA's package writes a list of its own, with its own keyring.
            return use.CudaDistribution.Length > 0 && use.LocalCudaVersion.Length == 0 && use.Url is { } address && address.Contains(SigningKeysTable.KeyringPackage, StringComparison.Ordinal)
                ? new Entry(use, Normal(address[..address.LastIndexOf('/')]), "/", SigningKeysTable.Keyring, SigningKeysTable.KeyringList)
                : null;
        }

        if (use.Kind is not (RepositoryUseKind.SourcesEntry or RepositoryUseKind.Command) || use.Url is not { } url || use.Suite.Length == 0
            || url.Contains('$', StringComparison.Ordinal) || url.Contains('`', StringComparison.Ordinal) || use.SignedBy.AsSpan().IndexOfAny('$', '`') >= 0)
        {
            return null;
        }

        var file = use.Kind == RepositoryUseKind.SourcesEntry && write is not null && ReferenceEquals(write.Command, command) ? write.Path.Value ?? "" : "";
        return new Entry(use, Normal(url), use.Suite, use.SignedBy, file);
    }

    private static string Normal(string url) => url.TrimEnd('/');

    private static void Add(Entry entry, FileWrite? write, Dictionary<string, List<Entry>> entries, bool isSubject, RuleContext context)
    {
        var key = $"{entry.Url} {entry.Suite}";
        if (!entries.TryGetValue(key, out var known))
        {
            entries.Add(key, known = []);
        }

        // The same file written anew holds the new entry alone.
        if (entry.File.Length > 0 && write is { IsAppend: false })
        {
            known.RemoveAll(other => other.File == entry.File && !ReferenceEquals(other.Use.Command, entry.Use.Command));
        }

        Entry? conflict = null;
        foreach (var other in known)
        {
            if (other.SignedBy != entry.SignedBy && !context.AreAlternatives(other.Use.Span, entry.Use.Span))
            {
                conflict = other;
                break;
            }

            if (other.File == entry.File)
            {
                return;
            }
        }

        known.Add(entry);
        if (conflict is null || !isSubject || known.Count > 2)
        {
            return;
        }

        context.Report(
            entry.Use.Span,
            $"the repository '{entry.Url}' is listed {Keyring(entry)} here and {Keyring(conflict)} before: apt refuses both",
            label: "remove one of the two lists",
            related: [context.Here(conflict.Use.Span, $"listed {Keyring(conflict)}")],
            notes: ["apt stops with 'Conflicting values set for option Signed-By' and reads no list at all"]);
    }

    private static string Keyring(Entry entry) => entry.SignedBy.Length == 0 ? "without signed-by" : $"with signed-by '{entry.SignedBy}'";

    private static bool Removes(CommandUse use) => use.IsProgram("rm", "mv", "truncate") || (use.Program == "sed" && use.Arguments.Exists(static word => word.StartsWith("-i")));

    private static void Remove(CommandUse use, Dictionary<string, List<Entry>> entries)
    {
        foreach (var argument in use.Arguments)
        {
            var text = argument.Value ?? argument.Raw;
            if (!text.StartsWith("/etc/apt", StringComparison.Ordinal))
            {
                continue;
            }

            foreach (var known in entries.Values)
            {
                // A list whose file is not known may be the one that goes.
                known.RemoveAll(entry => entry.File.Length == 0 || argument.Value is null || text == entry.File || entry.File.StartsWith(text, StringComparison.Ordinal) || NamePattern.Matches(text, entry.File));
            }
        }
    }
}
