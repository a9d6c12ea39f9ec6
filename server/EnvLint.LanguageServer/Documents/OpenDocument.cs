using EnvLint.Text;

namespace EnvLint.LanguageServer.Documents;

/// <summary>A document that is open in the editor, at one of its versions.</summary>
/// <param name="Address">Where it is.</param>
/// <param name="LanguageId">What the editor says that it is: <c>dockerfile</c>.</param>
/// <param name="Version">The client's number of this text.</param>
/// <param name="Text">The text.</param>
public sealed record OpenDocument(DocumentAddress Address, string LanguageId, int Version, SourceText Text);

/// <summary>One step of a change, in the text that the steps before it left.</summary>
/// <param name="Span">What is replaced, in UTF-16 offsets; null for the whole text.</param>
/// <param name="NewText">What stands there then.</param>
public sealed record DocumentChange(TextSpan? Span, string NewText);
