using System.Text.Json;
using ModelGateway.Protocols.Errors;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.ModelLists;

/// <summary>Lists the models of every protocol, by the protocol's table.</summary>
internal sealed class ModelListReader(ModelListTable table) : IModelListProtocol
{
    public string GetPath(string? pageToken) => pageToken is null || table.PageParameter is null ? table.Path
        : $"{table.Path}{(table.Path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{table.PageParameter}={Uri.EscapeDataString(pageToken)}";

    public string? Read(ReadOnlySpan<byte> body, ICollection<DiscoveredModel> models)
    {
        try
        {
            Utf8JsonReader reader = new(body, WireJson.Options);
            if (!reader.Read())
            {
                throw new JsonException("There is no answer.");
            }

            if (table.MayBeBare && reader.TokenType == JsonTokenType.StartArray)
            {
                ReadModels(ref reader, models);
                return null;
            }

            return ReadPage(ref reader, body, models);
        }
        catch (Exception exception) when (WireJson.IsMalformed(exception))
        {
            throw ProtocolError.Malformed(exception);
        }
    }

    private string? ReadPage(ref Utf8JsonReader reader, ReadOnlySpan<byte> body, ICollection<DiscoveredModel> models)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw JsonFields.Unexpected(reader.TokenType, "a list of models");
        }

        bool isListed = table.AbsentList == AbsentList.MayBeLeftOut;
        bool hasMore = table.HasMore is null;
        string? next = null;
        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals(table.List))
            {
                reader.Read();
                isListed |= ReadList(ref reader, models);
            }
            else if (table.NextPage is not null && reader.ValueTextEquals(table.NextPage))
            {
                next = JsonFields.ReadStringValue(ref reader);
            }
            else if (table.HasMore is not null && reader.ValueTextEquals(table.HasMore))
            {
                reader.Read();
                hasMore = reader.TokenType == JsonTokenType.True;
            }
            else if (table.ReadError is { } readError && reader.ValueTextEquals("error"u8))
            {
                reader.Read();
                if (ErrorBody.IsError(ref reader, body))
                {
                    throw readError(body);
                }
            }
            else
            {
                JsonFields.SkipValue(ref reader);
            }
        }

        return !isListed ? throw new JsonException("The answer holds no list of models.")
            : hasMore && !string.IsNullOrEmpty(next) ? next
            : null;
    }

    private bool ReadList(ref Utf8JsonReader reader, ICollection<DiscoveredModel> models)
    {
        if (!JsonFields.StartsArray(ref reader))
        {
            return table.AbsentList == AbsentList.MayBeNull;
        }

        ReadModels(ref reader, models);
        return true;
    }

    private void ReadModels(ref Utf8JsonReader reader, ICollection<DiscoveredModel> models)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (!JsonFields.StartsObject(ref reader))
            {
                continue;
            }

            ListedModel model = default;
            model.Read(ref reader, table.Fields, isInner: false);
            if (model.Create(table.IdPrefix) is { } discovered)
            {
                models.Add(discovered);
            }
            else if (table.NamesAreRequired)
            {
                throw new JsonException("A model has no name.");
            }
        }
    }

    /// <summary>The fields of one model, as far as they are read.</summary>
    private struct ListedModel
    {
        private const long SecondsUntilYear10000 = 253_402_300_800;

        private string? _id;
        private string? _name;
        private string? _displayName;
        private string? _variants;
        private string? _owner;
        private DateTimeOffset? _createdAt;
        private long? _window;
        private long? _servedWindow;
        private long? _output;

        public void Read(ref Utf8JsonReader reader, FieldPaths<ModelField> fields, bool isInner) =>
            Read(ref reader, fields.Root, fields, isInner);

        /// <summary>The model; null where it has no name.</summary>
        public readonly DiscoveredModel? Create(string? prefix)
        {
            string? id = _id ?? _name;
            if (id is null)
            {
                return null;
            }

            string? displayName = _displayName ?? _name;
            return new DiscoveredModel
            {
                Id = prefix is not null && id.StartsWith(prefix, StringComparison.Ordinal) ? id[prefix.Length..] : id,
                DisplayName = _variants is null ? displayName : $"{displayName ?? id} ({_variants})",
                Owner = _owner,
                CreatedAt = _createdAt,
                ContextWindow = Limit(_servedWindow) ?? Limit(_window),
                MaxOutputTokens = Limit(_output),
            };
        }

        private void Read(ref Utf8JsonReader reader, FieldPaths<ModelField>.Node node, FieldPaths<ModelField> fields, bool isInner)
        {
            while (JsonFields.NextProperty(ref reader))
            {
                FieldPaths<ModelField>.Node? field = node.Find(ref reader);
                reader.Read();
                if (field is { HasValue: true, Value: not ModelField.Details })
                {
                    ReadField(ref reader, field.Value, isInner);
                }
                else if (field is not null && reader.TokenType == JsonTokenType.StartObject)
                {
                    Read(ref reader, field.HasValue ? fields.Root : field, fields, isInner: true);
                }
                else
                {
                    reader.Skip();
                }
            }
        }

        private void ReadField(ref Utf8JsonReader reader, ModelField field, bool isInner)
        {
            if (reader.TokenType == JsonTokenType.Number)
            {
                if (reader.TryGetDouble(out double number) && Math.Abs(number) < long.MaxValue)
                {
                    ReadNumber(JsonFields.ReadCount(ref reader), field, isInner);
                }
            }
            else if (reader.TokenType != JsonTokenType.String)
            {
                reader.Skip();
            }
            else if (field == ModelField.CreatedAt)
            {
                _createdAt = reader.TryGetDateTimeOffset(out DateTimeOffset time) && time > DateTimeOffset.UnixEpoch ? time : null;
            }
            else if (reader.GetString() is { Length: > 0 } text)
            {
                ReadText(text, field, isInner);
            }
        }

        private void ReadText(string text, ModelField field, bool isInner)
        {
            switch (field)
            {
                case ModelField.DisplayName: _displayName = text; break;
                case ModelField.Variant: _variants = _variants is null ? text : $"{_variants}, {text}"; break;
                case ModelField.Id when !isInner: _id = text; break;
                case ModelField.IdOrDisplayName when !isInner: _name = text; break;
                case ModelField.Owner when !isInner: _owner = text; break;
            }
        }

        private void ReadNumber(long? number, ModelField field, bool isInner)
        {
            switch (field)
            {
                case ModelField.ContextWindow: _window = number; break;
                case ModelField.ServedWindow: _servedWindow = number; break;
                case ModelField.MaxOutputTokens: _output = number; break;
                case ModelField.CreatedSeconds when !isInner:
                    _createdAt = number is > 0 and < SecondsUntilYear10000 and { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds)
                        : null;
                    break;
            }
        }

        private static int? Limit(long? tokens) => tokens is > 0 and <= int.MaxValue and { } limit ? (int)limit : null;
    }
}
