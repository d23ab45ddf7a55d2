using System.Text.Json;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Cohere;

/// <summary>Reads the list of models, page by page.</summary>
internal sealed class CohereModelList : IModelListProtocol
{
    public static readonly CohereModelList Instance = new();

    private CohereModelList()
    {
    }

    public string GetPath(string? pageToken) =>
        pageToken is null ? "v1/models?page_size=1000" : $"v1/models?page_size=1000&page_token={Uri.EscapeDataString(pageToken)}";

    public string? Read(ReadOnlySpan<byte> body, ICollection<DiscoveredModel> models)
    {
        try
        {
            Utf8JsonReader reader = WireJson.Open(body);

            bool listed = false;
            string? next = null;
            while (JsonFields.NextProperty(ref reader))
            {
                if (reader.ValueTextEquals("models"u8))
                {
                    reader.Read();
                    listed = JsonFields.StartsArray(ref reader);
                    while (listed && reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    {
                        ReadModel(ref reader, models);
                    }
                }
                else if (reader.ValueTextEquals("next_page_token"u8))
                {
                    reader.Read();
                    next = JsonFields.ReadString(ref reader) is { Length: > 0 } token ? token : null;
                }
                else
                {
                    reader.Skip();
                }
            }

            return listed ? next : throw new JsonException("The answer holds no list of models.");
        }
        catch (Exception exception) when (WireJson.IsMalformed(exception))
        {
            throw ProtocolError.Malformed(exception);
        }
    }

    private static void ReadModel(ref Utf8JsonReader reader, ICollection<DiscoveredModel> models)
    {
        if (!JsonFields.StartsObject(ref reader))
        {
            return;
        }

        string? name = null;
        long? context = null;
        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("name"u8))
            {
                reader.Read();
                name = JsonFields.ReadString(ref reader);
            }
            else if (reader.ValueTextEquals("context_length"u8))
            {
                reader.Read();
                context = JsonFields.ReadCount(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        if (!string.IsNullOrEmpty(name))
        {
            models.Add(new DiscoveredModel { Id = name, ContextWindow = context is > 0 and <= int.MaxValue ? (int)context : null });
        }
    }
}
