using System.Text.Json;

namespace ModelGateway.Tests.Conformance;

/// <summary>The texts of a recorded embedding request, under the names of every provider.</summary>
internal static class RecordedInputs
{
    public static IReadOnlyList<string> Of(Exchange exchange)
    {
        JsonElement body = JsonElement.Parse(exchange.Request);
        foreach (string name in new[] { "input", "texts", "requests", "images", "inputs" })
        {
            if (body.TryGetProperty(name, out JsonElement inputs))
            {
                return inputs.ValueKind == JsonValueKind.Array ? [.. inputs.EnumerateArray().Select(input => input.ToString())]
                    : [inputs.ToString()];
            }
        }

        throw new InvalidOperationException($"{exchange.Id} has no inputs: {exchange.Request}");
    }
}
