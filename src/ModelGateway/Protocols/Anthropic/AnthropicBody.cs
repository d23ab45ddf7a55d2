using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;

namespace ModelGateway.Protocols.Anthropic;

/// <summary>The body being written: which optional fields it has, and the caller's extra fields at its end.</summary>
internal struct AnthropicBody(Utf8JsonWriter writer, ChatCall call, AnthropicFlavor flavor)
{
    private List<string>? _written;

    public ChatCall Call { get; } = call;

    public AnthropicFlavor Flavor { get; } = flavor;

    /// <summary>Remembers that a field was written, if there are extra fields that might repeat it.</summary>
    public void Begin(string field)
    {
        if (Call.Options?.AdditionalProperties is { Count: > 0 })
        {
            (_written ??= []).Add(field);
        }
    }

    /// <summary>
    /// Writes the entries of <see cref="ChatOptions.AdditionalProperties"/> that this protocol does not know as fields of the body.
    /// </summary>
    public readonly void WriteExtras()
    {
        if (Call.Options is { RawRepresentationFactory: not null })
        {
            Call.Notes.Add(
                "RawRepresentationFactory was not used: the gateway writes requests itself. Use ChatOptions.AdditionalProperties for extra fields.");
        }

        if (Call.Options?.AdditionalProperties is not { Count: > 0 } extras)
        {
            return;
        }

        foreach ((string name, object? value) in extras)
        {
            // The schema of a response is always strict here; betas go into the headers.
            if (name.StartsWith("modelgateway.", StringComparison.Ordinal) || name is "strict" or AnthropicBetas.Key)
            {
                continue;
            }

            if (name is "model" or "anthropic_version" or "max_tokens" or "messages" or "stream" || _written?.Contains(name) == true)
            {
                Call.Notes.Add($"AdditionalProperties[\"{name}\"] was not sent: the request already has this field.");
            }
            else if (name == AnthropicCacheControl.Key && AnthropicCacheControl.Text(value) is { } timeToLive)
            {
                WriteCacheControl(timeToLive);
            }
            else if (IsJsonLike(value))
            {
                writer.WritePropertyName(name);
                ToolArguments.WriteValue(writer, value);
            }
            else
            {
                Call.Notes.Add($"AdditionalProperties[\"{name}\"] was not sent: a {value!.GetType().Name} cannot be written as JSON.");
            }
        }
    }

    /// <summary>Has the whole prompt cached, up to its end.</summary>
    public readonly void WriteCacheControl(string timeToLive)
    {
        if (Flavor.HasRequestFields)
        {
            AnthropicCacheControl.Write(writer, timeToLive, Call.Notes);
        }
        else
        {
            Call.Notes.Add(
                "The prompt's caching was not sent: the service caches no whole prompt. Mark a content with MarkCacheBreakpoint.");
        }
    }

    internal static bool IsJsonLike(object? value) => value switch
    {
        null or string or JsonElement or JsonNode => true,
        IConvertible => value is not (DateTime or DBNull or Enum),
        _ => AIJsonUtilities.DefaultOptions.TryGetTypeInfo(value.GetType(), out _) && value is System.Collections.IEnumerable,
    };
}
