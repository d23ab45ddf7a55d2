using System.Text.Json;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Mistral;

/// <summary>Reads the list of models, which comes on one page.</summary>
internal sealed class MistralModelList : IModelListProtocol
{
    public static readonly MistralModelList Instance = new();

    private MistralModelList()
    {
    }

    public string GetPath(string? pageToken) => "models";

    public string? Read(ReadOnlySpan<byte> body, ICollection<DiscoveredModel> models)
    {
        try
        {
            Utf8JsonReader reader = new(body);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                throw JsonFields.Unexpected(reader.TokenType, "a list of models");
            }

            bool listed = false;
            while (JsonFields.NextProperty(ref reader))
            {
                bool isData = reader.ValueTextEquals("data"u8);
                reader.Read();
                if (!isData || !JsonFields.StartsArray(ref reader))
                {
                    reader.Skip();
                    continue;
                }

                listed = true;
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    ReadModel(ref reader, models);
                }
            }

            return listed ? null : throw new JsonException("The answer holds no list of models.");
        }
        catch (Exception exception) when (MalformedAnswer.IsMalformed(exception))
        {
            throw MalformedAnswer.From(exception);
        }
    }

    private static void ReadModel(ref Utf8JsonReader reader, ICollection<DiscoveredModel> models)
    {
        if (!JsonFields.StartsObject(ref reader))
        {
            return;
        }

        string? id = null;
        string? name = null;
        string? owner = null;
        long? context = null;
        DateTimeOffset? created = null;
        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("id"u8))
            {
                reader.Read();
                id = JsonFields.ReadString(ref reader);
            }
            else if (reader.ValueTextEquals("name"u8))
            {
                reader.Read();
                name = JsonFields.ReadString(ref reader);
            }
            else if (reader.ValueTextEquals("owned_by"u8))
            {
                reader.Read();
                owner = JsonFields.ReadString(ref reader);
            }
            else if (reader.ValueTextEquals("max_context_length"u8))
            {
                reader.Read();
                context = JsonFields.ReadCount(ref reader);
            }
            else if (reader.ValueTextEquals("created"u8))
            {
                reader.Read();
                created = UnixTime.Read(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        if (!string.IsNullOrEmpty(id))
        {
            models.Add(new DiscoveredModel
            {
                Id = id,
                DisplayName = string.IsNullOrEmpty(name) ? null : name,
                Owner = string.IsNullOrEmpty(owner) ? null : owner,
                CreatedAt = created,
                ContextWindow = context is > 0 and <= int.MaxValue ? (int)context : null,
            });
        }
    }
}
