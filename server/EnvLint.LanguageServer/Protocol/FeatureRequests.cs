using System.Collections.Immutable;
using System.Text.Json;
using EnvLint.Configuration;
using EnvLint.LanguageServer.Analysis;
using EnvLint.LanguageServer.Documents;
using EnvLint.LanguageServer.Features;
using EnvLint.LanguageServer.Protocol.Rpc;
using EnvLint.LanguageServer.Protocol.Wire;
using EnvLint.Rules;
using EnvLint.Text;

namespace EnvLint.LanguageServer.Protocol;

/// <summary>The requests about one document or one rule.</summary>
/// <param name="session">The documents.</param>
/// <param name="client">What the client can.</param>
internal sealed class FeatureRequests(ISession session, ClientCapabilities client)
{
    private delegate Action<Utf8JsonWriter>? Answer(DocumentAnalysis analysis, CancellationToken cancellationToken);

    private delegate Action<Utf8JsonWriter>? AnswerAt(DocumentAnalysis analysis, int position, CancellationToken cancellationToken);

    private delegate Action<Utf8JsonWriter>? AnswerIn(DocumentAnalysis analysis, TextSpan range, CancellationToken cancellationToken);

    /// <summary>Takes a request.</summary>
    /// <param name="method">The method.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <returns>The work; null for a method that is not known.</returns>
    /// <exception cref="RpcException">The parameters are not what the method takes.</exception>
    public RequestWork? Accept(string method, JsonElement parameters)
    {
        switch (method)
        {
            case "textDocument/hover":
                return At(parameters, (analysis, position, token) => HoverProvider.At(analysis, position, token) is { } hover
                    ? json => FeatureJson.Write(json, hover, analysis.Text, client)
                    : null);
            case "textDocument/completion":
                return At(parameters, (analysis, position, token) =>
                {
                    var completions = CompletionProvider.At(analysis, position, token);
                    return json => FeatureJson.Write(json, completions, analysis.Text, client);
                });
            case "textDocument/codeAction":
                return AcceptCodeAction(parameters);
            case "textDocument/inlayHint":
                return In(parameters, (analysis, range, token) =>
                {
                    var hints = InlayHintProvider.In(analysis, range, token);
                    return json => FeatureJson.Write(json, hints, analysis.Text, client);
                });
            case "textDocument/codeLens":
                return Of(parameters, (analysis, token) =>
                {
                    var lenses = CodeLensProvider.Of(analysis, token);
                    return json => FeatureJson.Write(json, lenses, analysis.Text, client);
                });
            case "textDocument/documentLink":
                return Of(parameters, (analysis, token) =>
                {
                    var links = DocumentLinkProvider.Of(analysis, token);
                    return json => FeatureJson.Write(json, links, analysis.Text, client);
                });
            case "textDocument/documentSymbol":
                return Of(parameters, (analysis, token) =>
                {
                    var entries = OutlineProvider.Of(analysis, token);
                    return json => FeatureJson.Write(json, entries, analysis, client);
                });
            case "textDocument/diagnostic":
                return AcceptDiagnostic(parameters);
            case "envlint/stack":
                return At(parameters, (analysis, position, token) => StackView.At(analysis, position, token) is { } picture ? json => Write(json, picture) : null);
            case "envlint/rulePage":
                return AcceptRulePage(parameters);
            case "envlint/rules":
                return static _ => new ValueTask<Action<Utf8JsonWriter>?>(WriteRules);
            default:
                return null;
        }
    }

    private static DocumentAddress AddressIn(JsonElement parameters) => DocumentAddress.Of(parameters.Get("textDocument"u8).NeedText("uri"));

    private static void Write(Utf8JsonWriter json, StackPicture picture)
    {
        json.WriteStartObject();
        json.WriteString("title"u8, picture.Title);
        json.WriteString("svg"u8, picture.Svg);
        json.WriteString("text"u8, picture.Text);
        json.WriteEndObject();
    }

    private static RequestWork AcceptRulePage(JsonElement parameters)
    {
        var code = parameters.NeedText("code");
        return _ => new ValueTask<Action<Utf8JsonWriter>?>(new RuleNames(RuleCatalog.Instance).Find(code) is not { } rule ? null : json =>
        {
            json.WriteStartObject();
            json.WriteString("code"u8, rule.Code);
            json.WriteString("name"u8, rule.Name);
            json.WriteString("title"u8, rule.Title);
            json.WriteString("markdown"u8, rule.Page);
            json.WriteEndObject();
        });
    }

    private static void WriteRules(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (var rule in new RuleNames(RuleCatalog.Instance).Rules)
        {
            json.WriteStartObject();
            json.WriteString("code"u8, rule.Code);
            json.WriteString("name"u8, rule.Name);
            json.WriteString("title"u8, rule.Title);
            json.WriteString("severity"u8, ConfigurationWords.Severities[(int)rule.Severity]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private RequestWork AcceptCodeAction(JsonElement parameters)
    {
        if (!client.HasCodeActionLiterals)
        {
            return static _ => new ValueTask<Action<Utf8JsonWriter>?>(static json =>
            {
                json.WriteStartArray();
                json.WriteEndArray();
            });
        }

        var only = new List<string>();
        if (parameters.At("context.only") is { ValueKind: JsonValueKind.Array } kinds)
        {
            foreach (var kind in kinds.EnumerateArray())
            {
                only.Add(kind.Text() ?? throw RpcException.InvalidParams("'only' must be a list of texts"));
            }
        }

        return In(parameters, (analysis, range, token) =>
        {
            ImmutableArray<CodeAction> actions = (FeatureJson.IsAskedFor(WireWords.QuickFix, only), FeatureJson.IsAskedFor(WireWords.FixAll, only)) switch
            {
                (true, true) => CodeActionProvider.In(analysis, range, token),
                (true, false) => CodeActionProvider.QuickFixes(analysis, range, token),
                (false, true) when CodeActionProvider.FixAll(analysis, token) is { } all => [all],
                _ => [],
            };
            return json => FeatureJson.Write(json, actions, analysis, client);
        });
    }

    private RequestWork AcceptDiagnostic(JsonElement parameters)
    {
        var address = AddressIn(parameters);
        var previous = parameters.Get("previousResultId"u8).Text();
        return async token =>
        {
            DocumentAnalysis? analysis;
            try
            {
                analysis = await session.AnalyzeAsync(address, token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!token.IsCancellationRequested)
            {
                throw DiagnosticReport.Overtaken();
            }

            var report = DiagnosticReport.Of(address, analysis, client);
            return json =>
            {
                json.WriteStartObject();
                report.WriteContent(json, previous);
                json.WriteEndObject();
            };
        };
    }

    private RequestWork Of(JsonElement parameters, Answer answer)
    {
        var address = AddressIn(parameters);
        return async token => await session.AnalyzeAsync(address, token).ConfigureAwait(false) is { } analysis ? answer(analysis, token) : null;
    }

    private RequestWork At(JsonElement parameters, AnswerAt answer)
    {
        var position = WirePosition.Read(parameters.Get("position"u8));
        return AtVersion(parameters, (analysis, token) => answer(analysis, client.Positions.OffsetOf(analysis.Text, position), token));
    }

    private RequestWork In(JsonElement parameters, AnswerIn answer)
    {
        var range = WireRange.Read(parameters.Get("range"u8));
        return AtVersion(parameters, (analysis, token) => answer(analysis, client.Positions.SpanOf(analysis.Text, range), token));
    }

    // The place is one of the text that was there when the question came: in a newer text it would be another.
    private RequestWork AtVersion(JsonElement parameters, Answer answer)
    {
        var address = AddressIn(parameters);
        var version = session.Find(address)?.Version;
        return async token =>
        {
            var analysis = await session.AnalyzeAsync(address, token).ConfigureAwait(false);
            return analysis is null ? null
                : analysis.Version == version ? answer(analysis, token)
                : throw new RpcException(RpcError.ContentModified, "the document was changed meanwhile");
        };
    }
}
