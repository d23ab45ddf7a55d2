using System.Globalization;
using System.Text.Json;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Anthropic;

/// <summary>The list of models (<c>GET v1/models</c>), in pages of the largest size.</summary>
internal sealed class AnthropicModelList : IModelListProtocol
{
    public static readonly AnthropicModelList Instance = new();

    private AnthropicModelList()
    {
    }

    public string GetPath(string? pageToken) =>
        pageToken is null ? "v1/models?limit=1000" : $"v1/models?limit=1000&after_id={Uri.EscapeDataString(pageToken)}";

    public string? Read(ReadOnlySpan<byte> body, ICollection<DiscoveredModel> models)
    {
        try
        {
            return ReadPage(body, models);
        }
        catch (Exception exception) when (WireJson.IsMalformed(exception))
        {
            // InvalidOperationException: a string is no valid UTF-16 (an escaped lone surrogate).
            throw ProtocolError.Malformed(exception);
        }
    }

    private static string? ReadPage(ReadOnlySpan<byte> body, ICollection<DiscoveredModel> models)
    {
        Utf8JsonReader reader = new(body, WireJson.Options);
        bool hasData = false;
        bool hasMore = false;
        string? lastId = null;
        if (!reader.Read() || !JsonFields.StartsObject(ref reader))
        {
            throw new JsonException("There is no object.");
        }

        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("data"u8))
            {
                reader.Read();
                hasData = JsonFields.StartsArray(ref reader);
                while (hasData && reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    models.Add(ReadModel(ref reader));
                }
            }
            else if (reader.ValueTextEquals("has_more"u8))
            {
                reader.Read();
                hasMore = reader.TokenType == JsonTokenType.True;
            }
            else if (reader.ValueTextEquals("last_id"u8))
            {
                reader.Read();
                lastId = JsonFields.ReadString(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return !hasData ? throw new JsonException("There is no data.") : hasMore ? lastId : null;
    }

    private static DiscoveredModel ReadModel(ref Utf8JsonReader reader)
    {
        if (!JsonFields.StartsObject(ref reader))
        {
            throw new JsonException("A model is null.");
        }

        DiscoveredModel model = new() { Id = "" };
        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("id"u8))
            {
                reader.Read();
                model = model with { Id = JsonFields.ReadString(ref reader) ?? "" };
            }
            else if (reader.ValueTextEquals("display_name"u8))
            {
                reader.Read();
                model = model with { DisplayName = JsonFields.ReadString(ref reader) };
            }
            else if (reader.ValueTextEquals("created_at"u8))
            {
                reader.Read();
                model = model with { CreatedAt = ReadTime(JsonFields.ReadString(ref reader)) };
            }
            else if (reader.ValueTextEquals("max_input_tokens"u8))
            {
                reader.Read();
                model = model with { ContextWindow = ReadLimit(ref reader) };
            }
            else if (reader.ValueTextEquals("max_tokens"u8))
            {
                reader.Read();
                model = model with { MaxOutputTokens = ReadLimit(ref reader) };
            }
            else
            {
                reader.Skip();
            }
        }

        return model.Id.Length > 0 ? model : throw new JsonException("A model has no id.");
    }

    // The epoch stands for models whose release is not known.
    private static DateTimeOffset? ReadTime(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) && time > DateTimeOffset.UnixEpoch
            ? time
            : null;

    private static int? ReadLimit(ref Utf8JsonReader reader) =>
        JsonFields.ReadCount(ref reader) is { } count and > 0 ? (int)Math.Min(int.MaxValue, count) : null;
}
