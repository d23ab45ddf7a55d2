using System.Text.Json;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Ollama;

/// <summary><c>api/tags</c>: the models that are installed, all on one page.</summary>
internal sealed class OllamaModelList : IModelListProtocol
{
    public static readonly OllamaModelList Instance = new();

    private OllamaModelList()
    {
    }

    public string GetPath(string? pageToken) => "api/tags";

    public string? Read(ReadOnlySpan<byte> body, ICollection<DiscoveredModel> models)
    {
        try
        {
            if (WireJson.Parse(body).TryGetProperty("models", out JsonElement list) && list.ValueKind == JsonValueKind.Array)
            {
                foreach (JsonElement model in list.EnumerateArray())
                {
                    models.Add(ReadModel(model));
                }

                return null;
            }

            // A server without models says null.
            return list.ValueKind == JsonValueKind.Null ? null : throw new JsonException("It holds no models.");
        }
        catch (Exception exception) when (WireJson.IsMalformed(exception))
        {
            throw ProtocolError.Malformed(exception);
        }
    }

    private static DiscoveredModel ReadModel(JsonElement model)
    {
        string id = Text(model, "model") ?? Text(model, "name") ?? throw new JsonException("A model has no name.");
        return new DiscoveredModel
        {
            Id = id,
            DisplayName = DisplayName(Text(model, "name") ?? id, model),
            CreatedAt = model.TryGetProperty("modified_at", out JsonElement time) && time.ValueKind == JsonValueKind.String
                && time.TryGetDateTimeOffset(out DateTimeOffset modified) ? modified : null,
        };
    }

    // What tells two builds of a model apart: "qwen3:4b (4.0B, Q4_K_M)".
    private static string DisplayName(string name, JsonElement model)
    {
        if (!model.TryGetProperty("details", out JsonElement details) || details.ValueKind != JsonValueKind.Object)
        {
            return name;
        }

        string facts = string.Join(", ", new[] { Text(details, "parameter_size"), Text(details, "quantization_level") }.Where(static fact => !string.IsNullOrEmpty(fact)));
        return facts.Length == 0 ? name : $"{name} ({facts})";
    }

    private static string? Text(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
}
