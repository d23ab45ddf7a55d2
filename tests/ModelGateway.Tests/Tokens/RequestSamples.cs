using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Tests.Conformance;
using ModelGateway.Tests.Conformance.Requests;
using ModelGateway.Tokens;
using RecordedRequest = ModelGateway.Tests.Conformance.Requests.RecordedRequest;

namespace ModelGateway.Tests.Tokens;

/// <summary>Recorded requests with their estimates and the usage that the providers reported.</summary>
internal static class RequestSamples
{
    private static readonly (string Part, string Family)[] FamilyByModel =
    [
        ("claude-opus-4-7", TokenizerFamilies.ClaudeOpus47), ("claude-opus-4-8", TokenizerFamilies.ClaudeOpus47), (
            "claude", TokenizerFamilies.Claude),
        ("gemini", TokenizerFamilies.Gemini), ("gemma", TokenizerFamilies.Gemini), ("mistral", TokenizerFamilies.Mistral), (
            "ministral", TokenizerFamilies.Mistral),
        ("command", TokenizerFamilies.Cohere), ("deepseek", TokenizerFamilies.DeepSeek), ("llama-3", TokenizerFamilies.Llama), (
            "qwen", TokenizerFamilies.Qwen),
        ("gpt-oss", TokenizerFamilies.O200K), ("gpt-4o", TokenizerFamilies.O200K), ("gpt-4.1", TokenizerFamilies.O200K), (
            "gpt-5", TokenizerFamilies.O200K), (
            "o4-mini", TokenizerFamilies.O200K),
    ];

    public static IEnumerable<TokenSample> All() =>
        RequestProtocol.OpenAI.Recordings.Append("mistral").Where(recording => recording is not ("venice" or "perplexity"))
            .SelectMany(recording => Of(RequestProtocol.OpenAI, recording))
            .Concat(Of(RequestProtocol.Anthropic, "anthropic"))
            .Concat(Of(RequestProtocol.Gemini, "gemini"));

    private static IEnumerable<TokenSample> Of(RequestProtocol protocol, string recording)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        IProtocol adapter = RequestProtocol.AdapterOf(recording);
        foreach (Exchange exchange in Exchange.All(recording))
        {
            if (exchange.Method != "POST" || exchange.IsError || !exchange.Path.EndsWith(protocol.PathEnd, StringComparison.Ordinal)
                || !seen.Add(exchange.Request)
                || Input(exchange) is not { } exact)
            {
                continue;
            }

            RecordedRequest request = new(recording, exchange.Id, exchange.Path, false, JsonElement.Parse(exchange.Request));
            if (Map(protocol, request, adapter) is { } mapped && Family(mapped.ModelId + exchange.Path) is { } family && IsText(mapped))
            {
                yield return new TokenSample(
                    family, recording, TokenEstimator.EstimateInput(mapped.Messages, mapped.Options, family), exact);
            }
        }
    }

    private static MappedRequest? Map(RequestProtocol protocol, RecordedRequest request, IProtocol adapter)
    {
        try
        {
            return protocol.Map(request, adapter.Protocol);
        }
        catch (Exception exception) when (exception is NotMappedException or NullReferenceException)
        {
            // Mistral's requests are like OpenAI's, except for audio and documents.
            return null;
        }
    }

    private static string? Family(string model) =>
        FamilyByModel.FirstOrDefault(entry => model.Contains(entry.Part, StringComparison.OrdinalIgnoreCase)).Family;

    private static bool IsText(MappedRequest request) =>
        request.Messages.SelectMany(message => message.Contents)
            .All(content => content is TextContent or TextReasoningContent or FunctionCallContent or FunctionResultContent)
        && (request.Options.Tools ?? []).All(tool => tool is AIFunctionDeclaration)
        && !(request.Options.AdditionalProperties ?? []).Keys.Any(
            name => name is "plugins" or "web_search_options" or "cachedContent" or "documents");

    // The input tokens, cached ones included. In a stream the last report counts.
    private static long? Input(Exchange exchange)
    {
        string body = System.Text.Encoding.UTF8.GetString(exchange.Body);
        IEnumerable<string> parts = exchange.IsStream
            ? body.Split('\n').Where(line => line.StartsWith("data: {", StringComparison.Ordinal)).Select(line => line["data: ".Length..])
            : [body];
        long? input = null;
        foreach (string part in parts)
        {
            JsonElement json = JsonElement.Parse(part);
            JsonElement holder = json.TryGetProperty("message", out JsonElement message)
                && message.ValueKind == JsonValueKind.Object ? message : json;
            if (holder.TryGetProperty("usage", out JsonElement usage) && usage.ValueKind == JsonValueKind.Object
                || holder.TryGetProperty("usageMetadata", out usage) && usage.ValueKind == JsonValueKind.Object)
            {
                long sum = Sum(
                    usage, "prompt_tokens", "promptTokenCount", "input_tokens", "cache_read_input_tokens", "cache_creation_input_tokens");
                input = sum > 0 ? sum : input;
            }
        }

        return input;
    }

    private static long Sum(JsonElement usage, params string[] names) =>
        names.Sum(
            name => usage.TryGetProperty(name, out JsonElement count) && count.ValueKind == JsonValueKind.Number ? count.GetInt64() : 0);
}
