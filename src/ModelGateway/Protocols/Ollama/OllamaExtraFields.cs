using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;

namespace ModelGateway.Protocols.Ollama;

/// <summary>
/// Writes the additional properties that are fields of the request (<c>keep_alive</c>, <c>truncate</c>, <c>logprobs</c>) as such.
/// </summary>
internal static class OllamaExtraFields
{
    private const string OwnPrefix = "modelgateway.";

    public static void Write(Utf8JsonWriter writer, ChatCall call, ChatOptions options)
    {
        if (options.AdditionalProperties is not { Count: > 0 } properties)
        {
            return;
        }

        foreach ((string name, object? value) in properties)
        {
            if (IsOthers(name))
            {
                continue;
            }

            if (IsWritten(name, options))
            {
                call.Notes.Add($"AdditionalProperties[\"{name}\"] was not sent: the request has that field already.");
                continue;
            }

            WriteField(writer, name, value);
        }
    }

    /// <summary>Writes one field; a time to stay loaded may be a <see cref="TimeSpan"/>, which Ollama takes as seconds.</summary>
    public static void WriteField(Utf8JsonWriter writer, string name, object? value)
    {
        writer.WritePropertyName(name);
        if (name == "keep_alive" && value is TimeSpan time)
        {
            // Ollama keeps the model loaded for ever where the time is negative.
            writer.WriteNumberValue(time < TimeSpan.Zero ? -1 : (long)Math.Ceiling(time.TotalSeconds));
        }
        else
        {
            ToolArguments.WriteValue(writer, value);
        }
    }

    /// <summary>
    /// Whether the property is not a field of the request: the model's options, the gateway's properties, and "strict".
    /// </summary>
    public static bool IsOthers(string name) =>
        name is OllamaOptionWriter.Name or "strict"
        || OllamaOptionWriter.IsModelOption(name)
        || name.StartsWith(OwnPrefix, StringComparison.Ordinal);

    private static bool IsWritten(string name, ChatOptions options) => name switch
    {
        "model" or "messages" or "stream" => true,
        "think" => options.Reasoning?.Effort is not null,
        "format" => options.ResponseFormat is ChatResponseFormatJson,
        "tools" => options.Tools is { Count: > 0 } && options.ToolMode is not NoneChatToolMode,
        _ => false,
    };
}
