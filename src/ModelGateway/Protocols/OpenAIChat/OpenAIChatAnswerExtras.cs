using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.OpenAIChat;

/// <summary>What an answer says beside the choices: the tier served, and what the dialect knows of.</summary>
internal sealed class OpenAIChatAnswerExtras(ChatDialect dialect)
{
    private OpenAIChatKeptFields? _kept;

    /// <summary>The tier that the provider served, which the price depends on.</summary>
    public string? ServiceTier { get; set; }

    /// <summary>A usage within another object; counts only where there is no other.</summary>
    public UsageDetails? WrappedUsage { get; private set; }

    /// <summary>Reads the property that the reader stands on.</summary>
    public void Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        if (!dialect.UsageWrapper.EncodedUtf8Bytes.IsEmpty && reader.ValueTextEquals(dialect.UsageWrapper.EncodedUtf8Bytes))
        {
            ReadWrappedUsage(ref reader);
            return;
        }

        foreach (JsonEncodedText name in dialect.KeptFields)
        {
            if (reader.ValueTextEquals(name.EncodedUtf8Bytes))
            {
                (_kept ??= new OpenAIChatKeptFields()).Keep(name, ref reader, json);
                return;
            }
        }

        reader.Skip();
    }

    /// <summary>All that was kept, as additional properties; null where there is nothing.</summary>
    /// <param name="contents">Where the citations go that stand beside the choices.</param>
    public AdditionalPropertiesDictionary? TakeProperties(ref List<AIContent>? contents)
    {
        AdditionalPropertiesDictionary? properties = ServiceTier is { } tier ? new() { ["service_tier"] = tier } : null;
        if (_kept is not null)
        {
            _kept.CopyTo(properties ??= []);
            if (OpenAIChatCitations.Read(properties) is { } citations)
            {
                OpenAIChatCitations.Annotate(citations, ref contents);
            }
        }

        return properties;
    }

    private void ReadWrappedUsage(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (!JsonFields.StartsObject(ref reader))
        {
            return;
        }

        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("usage"u8))
            {
                reader.Read();
                WrappedUsage = OpenAIChatUsageReader.Read(ref reader) ?? WrappedUsage;
            }
            else
            {
                reader.Skip();
            }
        }
    }
}
