using System.Text.Json;
using ModelGateway.Protocols;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Conformance.Requests;

/// <summary>The request of a recorded chat.</summary>
/// <param name="Recording">The recording's name.</param>
/// <param name="Id">The exchange's id.</param>
/// <param name="Path">The path that it was sent to, which some protocols name the model in.</param>
/// <param name="WasRefused">Whether the provider answered it with an error.</param>
/// <param name="Body">The body.</param>
internal sealed record RecordedRequest(string Recording, string Id, string Path, bool WasRefused, JsonElement Body)
{
    public static IEnumerable<RecordedRequest> All(string recording, string pathEnd) =>
        Exchange.All(recording)
            .Where(exchange => exchange.Method == "POST" && exchange.Path.EndsWith(pathEnd, StringComparison.Ordinal))
            .Select(exchange =>
                new RecordedRequest(recording, exchange.Id, exchange.Path, exchange.IsError, JsonElement.Parse(exchange.Request)));

    /// <summary>Maps the request and has it written; false where either cannot be.</summary>
    public bool TryWrite(RequestProtocol protocol, IProtocol adapter, out MappedRequest mapped, out JsonElement body)
    {
        try
        {
            mapped = protocol.Map(this, adapter.Protocol);
            body = ProtocolHarness.Write(adapter, mapped.ToCall());
            return true;
        }
        catch (Exception exception) when (exception is NotMappedException or ProviderException)
        {
            mapped = new MappedRequest();
            body = default;
            return false;
        }
    }
}
