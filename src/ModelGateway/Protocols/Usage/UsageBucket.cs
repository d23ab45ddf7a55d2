using Microsoft.Extensions.AI;
using ModelGateway.Costs.Usage;

namespace ModelGateway.Protocols.Usage;

#pragma warning disable MEAI001 // The counts by modality are experimental as names only; providers bill by them.

/// <summary>
/// Where <see cref="UsageDetails"/> holds one kind of count: one of its properties, or an entry of its additional counts.
/// </summary>
internal readonly record struct UsageBucket
{
    private readonly Property _property;
    private readonly string? _name;

    private UsageBucket(Property property, string? name = null) => (_property, _name) = (property, name);

    private enum Property : byte
    {
        Additional,
        Input,
        Output,
        Total,
        CachedInput,
        Reasoning,
        InputText,
        InputAudio,
        OutputText,
        OutputAudio,
    }

    public static UsageBucket Input => new(Property.Input);

    public static UsageBucket Output => new(Property.Output);

    public static UsageBucket Total => new(Property.Total);

    public static UsageBucket CachedInput => new(Property.CachedInput);

    public static UsageBucket Reasoning => new(Property.Reasoning);

    public static UsageBucket InputText => new(Property.InputText);

    public static UsageBucket InputAudio => new(Property.InputAudio);

    public static UsageBucket OutputText => new(Property.OutputText);

    public static UsageBucket OutputAudio => new(Property.OutputAudio);

    /// <summary>An additional count, under one of the names in <see cref="UsageCounts"/>. A count of 0 is left out.</summary>
    public static UsageBucket Additional(string name) => new(Property.Additional, name);

    /// <summary>Whether a count of 0 says no more than no count.</summary>
    public bool LeavesOutZero => _property == Property.Additional;

    /// <summary>The count; null where the usage does not hold it.</summary>
    public long? Get(UsageDetails usage) => _property switch
    {
        Property.Input => usage.InputTokenCount,
        Property.Output => usage.OutputTokenCount,
        Property.Total => usage.TotalTokenCount,
        Property.CachedInput => usage.CachedInputTokenCount,
        Property.Reasoning => usage.ReasoningTokenCount,
        Property.InputText => usage.InputTextTokenCount,
        Property.InputAudio => usage.InputAudioTokenCount,
        Property.OutputText => usage.OutputTextTokenCount,
        Property.OutputAudio => usage.OutputAudioTokenCount,
        _ => usage.AdditionalCounts is { } counts && counts.TryGetValue(_name!, out long count) ? count : null,
    };

    /// <summary>Replaces the count.</summary>
    public void Set(UsageDetails usage, long? count)
    {
        switch (_property)
        {
            case Property.Input: usage.InputTokenCount = count; break;
            case Property.Output: usage.OutputTokenCount = count; break;
            case Property.Total: usage.TotalTokenCount = count; break;
            case Property.CachedInput: usage.CachedInputTokenCount = count; break;
            case Property.Reasoning: usage.ReasoningTokenCount = count; break;
            case Property.InputText: usage.InputTextTokenCount = count; break;
            case Property.InputAudio: usage.InputAudioTokenCount = count; break;
            case Property.OutputText: usage.OutputTextTokenCount = count; break;
            case Property.OutputAudio: usage.OutputAudioTokenCount = count; break;
            default: SetAdditional(usage, count ?? 0); break;
        }
    }

    private void SetAdditional(UsageDetails usage, long count)
    {
        if (count != 0)
        {
            (usage.AdditionalCounts ??= [])[_name!] = count;
        }
        else if (usage.AdditionalCounts is { } counts && counts.Remove(_name!) && counts.Count == 0)
        {
            usage.AdditionalCounts = null;
        }
    }
}
