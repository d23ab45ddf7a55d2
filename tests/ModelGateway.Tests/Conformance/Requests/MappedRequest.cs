using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Conformance.Requests;

/// <summary>A recorded request in Microsoft.Extensions.AI's terms.</summary>
internal sealed class MappedRequest
{
    public string ModelId { get; set; } = "";

    public bool Streaming { get; set; }

    public List<ChatMessage> Messages { get; } = [];

    public ChatOptions Options { get; } = new();

    /// <summary>Adds what no option says, under its own name.</summary>
    public void AddExtra(string name, object? value) => (Options.AdditionalProperties ??= [])[name] = value;

    public ChatCall ToCall() => ProtocolHarness.Call(Messages, Options, Streaming, ModelId);
}
