using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace ModelGateway.Testing.Simulators;

/// <summary>The differences between providers: paths, keys, checks, answers, errors.</summary>
internal interface IWireProtocol
{
    /// <summary>The base path for clients, with slashes on both ends.</summary>
    string BasePath { get; }

    string DefaultKey { get; }

    string DefaultModel { get; }

    string JsonContentType { get; }

    string StreamContentType { get; }

    /// <summary>The key of a request; null where it has none.</summary>
    string? KeyOf(HttpRequest request);

    /// <summary>The key of a signed request: the accepted key that made the signature.</summary>
    string? KeyOf(HttpRequest request, byte[] body, SimulatorState state) => KeyOf(request);

    bool IsModelList(HttpRequest request);

    /// <summary>The chat request; null where the path is different.</summary>
    WireCall? Route(HttpRequest request, JsonElement body);

    /// <summary>The header with the request id; null where the provider sends none.</summary>
    KeyValuePair<string, string>? RequestId(int number);

    /// <summary>The rate-limit headers of a state, on success and on failure.</summary>
    IEnumerable<KeyValuePair<string, string>> RateHeaders(RateWindowState state);

    /// <summary>The provider's error for an invalid request; null where it is valid.</summary>
    WireAnswer? Validate(WireCall call, HttpRequest request, IssuedSignatures signatures, ProviderSimulatorOptions options);

    /// <summary>The user's last text; empty where there is none.</summary>
    string LastUserText(JsonElement body);

    /// <summary>Whether the protocol signs such an answer.</summary>
    bool Signs(WireCall call, SimulatedReply reply);

    byte[] Unary(WireReply reply);

    /// <summary>The events of a streamed answer, framed.</summary>
    IEnumerable<byte[]> Stream(WireReply reply);

    byte[] MalformedEvent(WireCall call);

    byte[] ErrorEvent(WireCall call);

    /// <summary>
    /// The answer or error for an embedding request; null for other requests, or where the protocol has no embeddings here.
    /// </summary>
    WireAnswer? Embed(HttpRequest request, JsonElement body, IReadOnlyList<string> models) => null;

    WireAnswer ModelList(IReadOnlyList<string> models);

    WireAnswer UnknownPath(HttpRequest request);

    WireAnswer InvalidJson();

    WireAnswer KeyRefused(string? key);

    /// <summary>The answer of a fault with a status. <paramref name="call"/> is null where it was no chat request.</summary>
    WireAnswer Refuse(SimulatedFault fault, WireCall? call, int requestNumber);
}
