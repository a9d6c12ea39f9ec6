using System.Collections.Immutable;
using EnvLint.LanguageServer.Documents;

namespace EnvLint.LanguageServer.Analysis;

/// <summary>How much a message to a person matters.</summary>
public enum MessageLevel
{
    /// <summary>Something failed.</summary>
    Error = 1,

    /// <summary>Something may be wrong.</summary>
    Warning = 2,

    /// <summary>Worth knowing.</summary>
    Info = 3,

    /// <summary>For the log.</summary>
    Log = 4,
}

/// <summary>What holds for a root, for the editor's status bar.</summary>
/// <param name="Root">The root's folder; null for documents that are no files.</param>
/// <param name="Configuration">The file that holds the configuration; null where there is none.</param>
/// <param name="Targets">The targets as a person reads them: <c>WSL 2, driver 551.78, RTX 3060</c>.</param>
/// <param name="Problem">Why the configuration or a target cannot be used; empty where nothing is wrong.</param>
public sealed record ProjectStatus(DocumentAddress? Root, DocumentAddress? Configuration, ImmutableArray<string> Targets, string Problem);

/// <summary>The editor, as the session sees it. Called from any thread; what is sent by one thread arrives in its order.</summary>
public interface ISessionClient
{
    /// <summary>Whether it tells of files that change on disk. Where it does not, the session looks for itself whenever a document is opened, changed or saved.</summary>
    bool WatchesFiles { get; }

    /// <summary>Says which files it is to tell of whatever they are called and wherever they lie: those that configurations name.</summary>
    /// <param name="paths">Absolute paths, there or not, in a fixed order; those told of before count no longer.</param>
    void Watch(IReadOnlyList<string> paths);

    /// <summary>Shows the findings of a document in place of those that were shown; none for a document that is gone.</summary>
    /// <param name="address">The document.</param>
    /// <param name="analysis">What was found; null where there is nothing to say any more.</param>
    void Publish(DocumentAddress address, DocumentAnalysis? analysis);

    /// <summary>Tells that what was asked for before (pulled findings, hints, lenses) may be answered differently now.</summary>
    void Refresh();

    /// <summary>Tells what holds for a root, at first and after each change of it.</summary>
    /// <param name="status">What holds.</param>
    void Report(ProjectStatus status);

    /// <summary>Tells what was done and how long it took, for whoever looks into the server's work.</summary>
    /// <param name="message">One line.</param>
    void Trace(string message);

    /// <summary>Writes to the log, or shows a person what cannot wait.</summary>
    /// <param name="level">How much it matters.</param>
    /// <param name="message">One sentence.</param>
    /// <param name="show">Whether it is put before the person's eyes.</param>
    void Tell(MessageLevel level, string message, bool show);
}
