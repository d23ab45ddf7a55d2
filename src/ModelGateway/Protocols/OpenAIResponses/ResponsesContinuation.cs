using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Failures;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.OpenAIResponses;

/// <summary>Where a background response is taken up again: its id and, of a stream, the last event that was read.</summary>
internal readonly record struct ResponsesContinuation(string Id, long? After)
{
    public string Path(bool streaming)
    {
        string path = "responses/" + PathSegment.EscapeId(Id, "ContinuationToken");
        return !streaming ? path
            : After is { } after ? string.Create(CultureInfo.InvariantCulture, $"{path}?stream=true&starting_after={after}")
            : path + "?stream=true";
    }

    /// <summary>Reads a token.</summary>
    /// <exception cref="ProviderException">It is none of this protocol's.</exception>
    public static ResponsesContinuation Read(ResponseContinuationToken token)
    {
        try
        {
            Utf8JsonReader reader = new(token.ToBytes().Span);
            string? id = null;
            long? after = null;
            if (reader.Read() && JsonFields.StartsObject(ref reader))
            {
                while (JsonFields.NextProperty(ref reader))
                {
                    bool isId = reader.ValueTextEquals(ResponsesNames.Id);
                    bool isAfter = reader.ValueTextEquals("after"u8);
                    reader.Read();
                    if (isId)
                    {
                        id = JsonFields.ReadString(ref reader);
                    }
                    else if (isAfter)
                    {
                        after = JsonFields.ReadCount(ref reader);
                    }
                    else
                    {
                        reader.Skip();
                    }
                }
            }

            if (!string.IsNullOrEmpty(id))
            {
                return new ResponsesContinuation(id, after);
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The token is not one of ours, or it was cut: treated as one without an id.
        }

        throw new ProviderException(new ProviderFailure(
            FailureKind.InvalidRequest,
            "ContinuationToken is none that a response of this provider carried. Send the request again without it."));
    }

    public ResponseContinuationToken ToToken()
    {
        ArrayBufferWriter<byte> bytes = new(96);
        Utf8JsonWriter writer = JsonWriters.Rent(bytes);
        writer.WriteStartObject();
        writer.WriteString(ResponsesNames.Id, Id);
        if (After is { } after)
        {
            writer.WriteNumber("after"u8, after);
        }

        writer.WriteEndObject();
        JsonWriters.Return(writer);
        return ResponseContinuationToken.FromBytes(bytes.WrittenMemory);
    }
}
