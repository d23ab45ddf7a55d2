using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Costs.Usage;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.OpenAIResponses;

/// <summary>
/// What the service's own tools used, by <c>tool_usage</c> beside the usage and by the items that they left. Items count only where the
/// service counts nothing itself.
/// </summary>
internal struct ResponsesToolUsage
{
    private const string ImageKind = "image_generation";
    private const string ImageModel = "image_gen";

    private AdditionalPropertiesDictionary<long>? _items;
    private UsageDetails? _images;
    private long? _searches;

    /// <summary>Counts an item that one of the tools left.</summary>
    public void Count(string name)
    {
        _items ??= [];
        _items[name] = _items.GetValueOrDefault(name) + 1;
    }

    /// <summary>Reads the value of <c>tool_usage</c>.</summary>
    public void Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (JsonFields.NextProperty(ref reader))
        {
            bool isSearch = reader.ValueTextEquals(ResponsesNames.WebSearch);
            bool isImage = reader.ValueTextEquals(ResponsesNames.ImageGen);
            reader.Read();
            if (isImage && reader.TokenType == JsonTokenType.StartObject)
            {
                _images = ResponsesUsage.ImageReader.Read(ref reader);
            }
            else
            {
                _searches = isSearch ? ReadSearches(reader) ?? _searches : _searches;
                reader.Skip();
            }
        }
    }

    /// <summary>The answer's usage with what its tools used.</summary>
    public readonly UsageDetails AddTo(UsageDetails usage)
    {
        if (_searches is > 0 and { } searches)
        {
            (usage.AdditionalCounts ??= [])[UsageCounts.WebSearches] = searches;
        }

        if (_items is not null)
        {
            AddItems(usage, _items);
        }

        if (_images is not { TotalTokenCount: > 0 } images)
        {
            return usage;
        }

        CompoundUsageDetails whole = new() { SubUsage = [new SubUsage(ImageKind, ImageModel, TokenUsage.From(images))] };
        whole.Add(usage);
        (whole.AdditionalCounts ??= [])[UsageCounts.ImageToolInput] = images.InputTokenCount ?? 0;
        whole.AdditionalCounts[UsageCounts.ImageToolOutput] = images.OutputTokenCount ?? 0;
        return whole;
    }

    private readonly void AddItems(UsageDetails usage, AdditionalPropertiesDictionary<long> items)
    {
        AdditionalPropertiesDictionary<long> counts = usage.AdditionalCounts ??= [];
        foreach ((string name, long count) in items)
        {
            if (!counts.ContainsKey(name) && !(name == UsageCounts.WebSearches && _searches is not null))
            {
                counts[name] = count;
            }
        }
    }

    // The reader is a copy, so that the caller's stays where it is.
    private static long? ReadSearches(Utf8JsonReader reader) =>
        JsonFields.MoveTo(ref reader, ResponsesNames.NumRequests) ? JsonFields.ReadCount(ref reader) : null;
}
