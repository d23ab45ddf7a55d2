using System.Text.Json;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.OpenAIChat;

/// <summary>Reads one model of a list: OpenAI's fields, and where the others tell limits.</summary>
internal ref struct OpenAIModelReader
{
    private string? _id;
    private string? _displayName;
    private string? _owner;
    private long? _created;
    private long? _window;
    private long? _servedWindow;
    private long? _output;

    /// <summary>Reads the object that the reader stands on; null where it has no name.</summary>
    public static DiscoveredModel? Read(ref Utf8JsonReader reader)
    {
        OpenAIModelReader model = default;
        model.ReadFields(ref reader);
        return string.IsNullOrEmpty(model._id) ? null : new DiscoveredModel
        {
            Id = model._id,
            DisplayName = model._displayName,
            Owner = model._owner,
            CreatedAt = model._created is > 0 and < 253_402_300_800 and { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null,
            ContextWindow = Limit(model._servedWindow) ?? Limit(model._window),
            MaxOutputTokens = Limit(model._output),
        };
    }

    private void ReadFields(ref Utf8JsonReader reader)
    {
        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("id"u8))
            {
                _id = ReadText(ref reader) ?? _id;
            }
            else if (reader.ValueTextEquals("name"u8) || reader.ValueTextEquals("display_name"u8))
            {
                _displayName = ReadText(ref reader) ?? _displayName;
            }
            else if (reader.ValueTextEquals("owned_by"u8) || reader.ValueTextEquals("organization"u8) || reader.ValueTextEquals("vendor"u8))
            {
                _owner = ReadText(ref reader) ?? _owner;
            }
            else if (reader.ValueTextEquals("created"u8))
            {
                _created = ReadNumber(ref reader);
            }
            else
            {
                ReadLimit(ref reader);
            }
        }
    }

    private void ReadLimit(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("context_length"u8) || reader.ValueTextEquals("context_window"u8) || reader.ValueTextEquals("max_context_length"u8)
            || reader.ValueTextEquals("max_model_len"u8) || reader.ValueTextEquals("availableContextTokens"u8)
            || reader.ValueTextEquals("max_context_window_tokens"u8))
        {
            _window = ReadNumber(ref reader) ?? _window;
        }
        else if (reader.ValueTextEquals("n_ctx"u8) || reader.ValueTextEquals("loaded_context_length"u8))
        {
            // What a local server has set aside, which is less than what the model could.
            _servedWindow = ReadNumber(ref reader) ?? _servedWindow;
        }
        else if (reader.ValueTextEquals("max_completion_tokens"u8) || reader.ValueTextEquals("max_output_tokens"u8)
            || reader.ValueTextEquals("maxCompletionTokens"u8))
        {
            _output = ReadNumber(ref reader) ?? _output;
        }
        else if (reader.ValueTextEquals("meta"u8) || reader.ValueTextEquals("top_provider"u8) || reader.ValueTextEquals("model_spec"u8)
            || reader.ValueTextEquals("capabilities"u8) || reader.ValueTextEquals("limits"u8))
        {
            ReadInner(ref reader);
        }
        else
        {
            reader.Skip();
        }
    }

    private void ReadInner(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("name"u8))
            {
                _displayName = ReadText(ref reader) ?? _displayName;
            }
            else
            {
                ReadLimit(ref reader);
            }
        }
    }

    private static string? ReadText(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
        {
            return reader.GetString() is { Length: > 0 } text ? text : null;
        }

        reader.Skip();
        return null;
    }

    private static long? ReadNumber(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Number)
        {
            return JsonFields.ReadCount(ref reader);
        }

        reader.Skip();
        return null;
    }

    private static int? Limit(long? tokens) => tokens is > 0 and <= int.MaxValue and { } limit ? (int)limit : null;
}
