using System.Text.Json;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.OpenAIChat;

/// <summary>The list at <c>models</c>. OpenAI tells names alone; others add limits, each in its own fields.</summary>
internal sealed class OpenAIModelList : IModelListProtocol
{
    public static readonly OpenAIModelList Instance = new();

    private OpenAIModelList()
    {
    }

    public string GetPath(string? pageToken) => "models";

    public string? Read(ReadOnlySpan<byte> body, ICollection<DiscoveredModel> models)
    {
        try
        {
            Utf8JsonReader reader = new(body, WireJson.Options);
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartArray)
            {
                ReadModels(ref reader, models); // Together's list has no envelope.
                return null;
            }

            bool listed = false;
            if (!JsonFields.StartsObject(ref reader))
            {
                throw JsonFields.Unexpected(reader.TokenType, "a list of models");
            }

            while (JsonFields.NextProperty(ref reader))
            {
                bool isData = reader.ValueTextEquals("data"u8);
                reader.Read();
                if (isData && JsonFields.StartsArray(ref reader))
                {
                    listed = true;
                    ReadModels(ref reader, models);
                }
                else
                {
                    reader.Skip();
                }
            }

            return listed ? null : throw new JsonException("There is no list of models in it.");
        }
        catch (Exception exception) when (WireJson.IsMalformed(exception))
        {
            throw ProtocolError.Malformed(exception);
        }
    }

    private static void ReadModels(ref Utf8JsonReader reader, ICollection<DiscoveredModel> models)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (JsonFields.StartsObject(ref reader) && OpenAIModelReader.Read(ref reader) is { } model)
            {
                models.Add(model);
            }
        }
    }
}
