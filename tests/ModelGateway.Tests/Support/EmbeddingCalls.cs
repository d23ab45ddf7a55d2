using System.Text.Json;
using ModelGateway.Buffers;
using ModelGateway.Protocols;

namespace ModelGateway.Tests.Support;

/// <summary>Embedding calls for protocols without HTTP.</summary>
internal static class EmbeddingCalls
{
    public static EmbeddingCall Of(params string[] inputs) => new() { Inputs = inputs, ModelId = "test-model", AttemptId = "t1" };

    public static EmbeddingCall From(JsonElement request, string inputs, string dimensions) => new()
    {
        Inputs = [.. request.GetProperty(inputs).EnumerateArray().Select(static item => item.GetString()!)],
        ModelId = request.GetProperty("model").GetString()!,
        Options = request.TryGetProperty(dimensions, out JsonElement count) ? new() { Dimensions = count.GetInt32() } : null,
        AttemptId = "t1",
    };

    /// <summary>The JSON that the protocol writes, with its properties in alphabetical order.</summary>
    public static JsonElement Write(IEmbeddingProtocol adapter, EmbeddingCall call)
    {
        using PooledBufferWriter output = new();
        adapter.WriteRequest(output, call);
        SortedDictionary<string, JsonElement> sorted = new(StringComparer.Ordinal);
        foreach (JsonProperty property in JsonElement.Parse(output.WrittenSpan).EnumerateObject())
        {
            sorted.Add(property.Name, property.Value);
        }

        return JsonSerializer.SerializeToElement(sorted);
    }
}
