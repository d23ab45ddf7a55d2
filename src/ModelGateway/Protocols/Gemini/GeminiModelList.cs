using System.Text.Json;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Gemini;

/// <summary><c>models</c>, page by page.</summary>
internal sealed class GeminiModelList : IModelListProtocol
{
    public static readonly GeminiModelList Instance = new();

    private GeminiModelList()
    {
    }

    public string GetPath(string? pageToken) =>
        pageToken is null ? "models?pageSize=1000" : "models?pageSize=1000&pageToken=" + Uri.EscapeDataString(pageToken);

    public string? Read(ReadOnlySpan<byte> body, ICollection<DiscoveredModel> models)
    {
        try
        {
            JsonElement root = WireJson.Parse(body);
            if (root.ValueKind != JsonValueKind.Object || root.TryGetProperty("error", out _))
            {
                throw new ProviderException(GeminiErrorReader.ReadEmbedded(body));
            }

            // A page without models has no such field.
            if (root.TryGetProperty("models", out JsonElement list) && list.ValueKind != JsonValueKind.Null)
            {
                foreach (JsonElement model in list.EnumerateArray())
                {
                    models.Add(ReadModel(model));
                }
            }

            return Text(root, "nextPageToken");
        }
        catch (Exception exception) when (WireJson.IsMalformed(exception))
        {
            throw ProtocolError.Malformed(exception);
        }
    }

    private static DiscoveredModel ReadModel(JsonElement model)
    {
        const string Prefix = "models/";
        string name = Text(model, "name") ?? throw new JsonException("A model has no name.");
        return new DiscoveredModel
        {
            Id = name.StartsWith(Prefix, StringComparison.Ordinal) ? name[Prefix.Length..] : name,
            DisplayName = Text(model, "displayName"),
            ContextWindow = Number(model, "inputTokenLimit"),
            MaxOutputTokens = Number(model, "outputTokenLimit"),
        };
    }

    private static int? Number(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) ? number : null;

    private static string? Text(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
}
