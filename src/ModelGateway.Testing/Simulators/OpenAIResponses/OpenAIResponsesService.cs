using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using ModelGateway.Testing.Simulators.OpenAI;

namespace ModelGateway.Testing.Simulators.OpenAIResponses;

/// <summary>OpenAI Responses. Keys, errors and rate limits are those of Chat Completions.</summary>
internal sealed class OpenAIResponsesService : IWireProtocol
{
    private readonly OpenAIService _chat = new(OpenAIFlavour.OpenAI);

    public string BasePath => _chat.BasePath;

    public string DefaultKey => _chat.DefaultKey;

    public string DefaultModel => _chat.DefaultModel;

    public string JsonContentType => _chat.JsonContentType;

    public string StreamContentType => _chat.StreamContentType;

    public string? KeyOf(HttpRequest request) => _chat.KeyOf(request);

    public bool IsModelList(HttpRequest request) => _chat.IsModelList(request);

    public WireCall? Route(HttpRequest request, JsonElement body) =>
        HttpMethods.IsPost(request.Method) && request.Path == "/v1/responses" ? new(body.Text("model"), body.Flag("stream"), body) : null;

    public KeyValuePair<string, string>? RequestId(int number) => _chat.RequestId(number);

    public IEnumerable<KeyValuePair<string, string>> RateHeaders(RateWindowState state) => _chat.RateHeaders(state);

    public WireAnswer? Validate(WireCall call, HttpRequest request, IssuedSignatures signatures, ProviderSimulatorOptions options) =>
        ResponsesValidator.Validate(call) ?? ResponsesHistory.Validate(call.Body, signatures);

    public string LastUserText(JsonElement body)
    {
        string text = body.Text("input") ?? string.Empty;
        foreach (JsonElement item in body.Items("input").Where(item => item.Text("role") == "user"))
        {
            text = item.Text("content") ?? string.Concat(item.Items("content").Select(part => part.Text("text")));
        }

        return text;
    }

    public bool Signs(WireCall call, SimulatedReply reply) =>
        reply.Reasoning is not null && ResponsesValidator.AsksForEncryption(call.Body);

    public byte[] Unary(WireReply reply) => ResponsesWriter.Unary(reply);

    public IEnumerable<byte[]> Stream(WireReply reply) => ResponsesStreamWriter.Stream(reply);

    public byte[] MalformedEvent(WireCall call) => SimulatorJson.Event(
        "{\"type\":\"response.output_text.delta\",\"output_index\":0,\"delta\":\"bro"u8.ToArray(), "response.output_text.delta");

    public byte[] ErrorEvent(WireCall call) => SimulatorJson.Event(SimulatorJson.Object(json =>
    {
        json.WriteString("type", "error");
        json.WriteString("code", "server_error");
        json.WriteString("message", "The server had an error while processing your request. Sorry about that!");
        json.WriteNull("param");
        json.WriteNumber("sequence_number", 99);
    }), "error");

    public WireAnswer ModelList(IReadOnlyList<string> models) => _chat.ModelList(models);

    public WireAnswer UnknownPath(HttpRequest request) => _chat.UnknownPath(request);

    public WireAnswer InvalidJson() => _chat.InvalidJson();

    public WireAnswer KeyRefused(string? key) => _chat.KeyRefused(key);

    // An unknown model is 400 here, and 404 in Chat Completions.
    public WireAnswer Refuse(SimulatedFault fault, WireCall? call, int requestNumber) =>
        fault.Kind == FaultKind.ModelNotFound
            ? OpenAIErrors.Error(
                400, $"The requested model '{call?.Model}' does not exist.", "invalid_request_error", "model", "model_not_found")
            : _chat.Refuse(fault, call, requestNumber);

    /// <summary>Ids of the items of an answer. Those of calls show whether they follow reasoning.</summary>
    public static string ReasoningId(int number) => string.Create(CultureInfo.InvariantCulture, $"rs_sim{number:d8}");

    public static string CallItemId(int number, int index, bool reasoned) =>
        string.Create(CultureInfo.InvariantCulture, $"fc_sim{number:d8}_{index:d2}{(reasoned ? "r" : "")}");

    /// <summary>The reasoning that an item requires; null where there is none.</summary>
    public static string? RequiredReasoning(string itemId) =>
        itemId.StartsWith("fc_sim", StringComparison.Ordinal)
            && itemId.EndsWith('r') ? $"rs_sim{itemId["fc_sim".Length..itemId.IndexOf('_', 6)]}" : null;
}
