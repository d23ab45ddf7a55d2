using System.Text.Json;

namespace ModelGateway.Tests.Conformance.Requests;

/// <summary>The request of a recorded chat.</summary>
/// <param name="Recording">The recording's name.</param>
/// <param name="Id">The exchange's id.</param>
/// <param name="Path">The path that it was sent to, which some protocols name the model in.</param>
/// <param name="Body">The body.</param>
internal sealed record RecordedRequest(string Recording, string Id, string Path, JsonElement Body)
{
    public static IEnumerable<RecordedRequest> All(string recording, string pathEnd) =>
        Exchange.All(recording)
            .Where(exchange => exchange.Method == "POST" && exchange.Path.EndsWith(pathEnd, StringComparison.Ordinal))
            .Select(exchange => new RecordedRequest(recording, exchange.Id, exchange.Path, JsonElement.Parse(exchange.Request)));
}
