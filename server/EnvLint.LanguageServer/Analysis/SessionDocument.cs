using EnvLint.Engine;
using EnvLint.LanguageServer.Documents;
using EnvLint.Text;

namespace EnvLint.LanguageServer.Analysis;

/// <summary>An open document with what the session keeps of it. What can be set is set under the session's lock only.</summary>
internal sealed class SessionDocument(DocumentAddress address, string language)
{
    /// <summary>Where it is.</summary>
    public DocumentAddress Address { get; } = address;

    /// <summary>What the editor calls its language.</summary>
    public string Language { get; } = language;

    /// <summary>The client's number of the text.</summary>
    public int Version { get; set; }

    /// <summary>The text as the client has it, a byte order mark included.</summary>
    public string Content { get; set; } = "";

    /// <summary>The text as it is analysed.</summary>
    public SourceText Text { get; set; } = new("", "");

    /// <summary>How the file on disk is encoded, and will be again when it is saved.</summary>
    public TextEncoding Encoding { get; set; }

    /// <summary>Its path from the root; its name for what is no file.</summary>
    public string Path { get; set; } = "";

    /// <summary>Its root.</summary>
    public required SessionProject Project { get; set; }

    /// <summary>Ends the pause after a change; null before the first.</summary>
    public ITimer? Pause { get; set; }

    /// <summary>Whether it was changed and the pause is not over: nothing is shown before.</summary>
    public bool IsPausing { get; set; }

    /// <summary>The work that is to be done or under way; null for none.</summary>
    public DocumentJob? Job { get; set; }

    /// <summary>What is known; null before the first analysis.</summary>
    public DocumentState? State { get; set; }

    /// <summary>What the client was shown last; null for nothing.</summary>
    public DocumentState? Shown { get; set; }
}

/// <summary>What is known of a text.</summary>
/// <param name="Text">The text.</param>
/// <param name="Loaded">What held for its root.</param>
/// <param name="Reads">What was asked of the other files; null where there are none.</param>
/// <param name="Analysis">What was found; null for a document that there is nothing to say of.</param>
internal sealed record DocumentState(SourceText Text, LoadedProject Loaded, Reads? Reads, DocumentAnalysis? Analysis)
{
    /// <summary>The state of the session that it was found or found to hold at.</summary>
    public long Revision { get; set; }
}

/// <summary>The analysis of one text of a document. What can be set is set under the session's lock only.</summary>
internal sealed class DocumentJob(SourceText text, LoadedProject loaded, AnalyzedDocument document, Reads? reads)
{
    /// <summary>The text.</summary>
    public SourceText Text { get; } = text;

    /// <summary>What holds for its root.</summary>
    public LoadedProject Loaded { get; } = loaded;

    /// <summary>What is told of the document.</summary>
    public AnalyzedDocument Document { get; } = document;

    /// <summary>The files around it; null where there are none.</summary>
    public Reads? Reads { get; set; } = reads;

    /// <summary>The state of the session that the answer is to hold at.</summary>
    public long Revision { get; set; }

    /// <summary>Whether the answer is shown to the client.</summary>
    public bool IsPublished { get; set; }

    /// <summary>Whether nobody wants the answer any more because the project changed; who waits asks again.</summary>
    public bool IsRepeated { get; set; }

    /// <summary>What asked for it because other files changed; told when it is done.</summary>
    public List<RefreshBatch> Batches { get; } = [];

    /// <summary>Ends the work.</summary>
    public CancellationTokenSource Cancellation { get; } = new();

    /// <summary>The answer.</summary>
    public TaskCompletionSource<DocumentAnalysis?> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>Analyses that are done again for one reason: when all are, the client is told once, if any of them says something else.</summary>
internal sealed class RefreshBatch
{
    /// <summary>How many are not done yet.</summary>
    public int Open { get; set; }

    /// <summary>Whether the client is to ask again whatever comes of them.</summary>
    public bool IsChanged { get; init; }
}
