using System.Text.Json;
using Microsoft.AspNetCore.Http;
using ModelGateway.Routing;

namespace ModelGateway.Testing.Simulators;

/// <summary>What differs between providers: paths, keys, checks, answers, errors.</summary>
internal interface IWireProtocol
{
    /// <summary>The path that clients are given as their base, with slashes on both ends.</summary>
    string BasePath { get; }

    string DefaultKey { get; }

    string DefaultModel { get; }

    string JsonContentType { get; }

    string StreamContentType { get; }

    /// <summary>The key of a request; null where it has none.</summary>
    string? KeyOf(HttpRequest request);

    /// <summary>The same where a request is signed with its key, which then is the accepted one that made the signature.</summary>
    string? KeyOf(HttpRequest request, byte[] body, SimulatorState state) => KeyOf(request);

    bool IsModelList(HttpRequest request);

    /// <summary>The call for a chat answer; null where the path is another.</summary>
    WireCall? Route(HttpRequest request, JsonElement body);

    /// <summary>The header that carries the request's id; null where the provider sends none.</summary>
    KeyValuePair<string, string>? RequestId(int number);

    /// <summary>The rate-limit headers of a state, on success and on refusal.</summary>
    IEnumerable<KeyValuePair<string, string>> RateHeaders(RateWindowState state);

    /// <summary>The provider's refusal of a wrong request; null where it is right.</summary>
    WireAnswer? Validate(WireCall call, HttpRequest request, IssuedSignatures signatures, ProviderSimulatorOptions options);

    /// <summary>The last thing that the user said; empty where there is none.</summary>
    string LastUserText(JsonElement body);

    /// <summary>Whether the protocol signs such an answer of its own accord.</summary>
    bool Signs(WireCall call, SimulatedReply reply);

    byte[] Unary(WireReply reply);

    /// <summary>The events of a streamed answer, framed.</summary>
    IEnumerable<byte[]> Stream(WireReply reply);

    byte[] MalformedEvent(WireCall call);

    byte[] ErrorEvent(WireCall call);

    /// <summary>
    /// The answer to a request for embeddings, or its refusal; null where the request is for something else, or the protocol has none here.
    /// </summary>
    WireAnswer? Embed(HttpRequest request, JsonElement body, IReadOnlyList<string> models) => null;

    WireAnswer ModelList(IReadOnlyList<string> models);

    WireAnswer UnknownPath(HttpRequest request);

    WireAnswer InvalidJson();

    WireAnswer KeyRefused(string? key);

    /// <summary>
    /// The answer of a fault with a status. <paramref name="call"/> is null where the request was none for a chat answer.
    /// </summary>
    WireAnswer Refuse(SimulatedFault fault, WireCall? call, int requestNumber);
}
