using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Capabilities;
using ModelGateway.Protocols.Options;

namespace ModelGateway.Negotiation;

/// <summary>Reads what the additional properties of options need. They have the vendors' spellings.</summary>
internal readonly ref struct ExtraOptions(AdditionalPropertiesDictionary extra)
{
    private readonly AdditionalPropertiesDictionary _extra = extra;

    public CapabilityFlags Read()
    {
        bool wantsLogProbs = IsSet("logprobs") || IsSet("top_logprobs") || IsSet("responseLogprobs");
        return (wantsLogProbs ? CapabilityFlags.LogProbs : 0)
            | (IsSet(ProviderOptionNames.ThinkingBudget) ? CapabilityFlags.Reasoning : 0)
            | ReadModalities("modalities")
            | ReadModalities("responseModalities");
    }

    /// <summary>Whether a property is true or a positive number.</summary>
    public bool IsSet(string name) => _extra.TryGetValue(name, out object? value) && value switch
    {
        bool on => on,
        int number => number > 0,
        long number => number > 0,
        JsonElement { ValueKind: JsonValueKind.True } => true,
        JsonElement { ValueKind: JsonValueKind.Number } element => element.TryGetInt64(out long number) && number > 0,
        _ => false,
    };

    private CapabilityFlags ReadModalities(string name)
    {
        CapabilityFlags needs = 0;
        if (!_extra.TryGetValue(name, out object? value))
        {
            return needs;
        }

        if (value is JsonElement { ValueKind: JsonValueKind.Array } array)
        {
            foreach (JsonElement element in array.EnumerateArray())
            {
                needs |= element.ValueKind == JsonValueKind.String ? OutputOf(element.GetString()!) : 0;
            }
        }
        else if (value is IEnumerable<string> names)
        {
            foreach (string modality in names)
            {
                needs |= OutputOf(modality);
            }
        }

        return needs;
    }

    private static CapabilityFlags OutputOf(string modality) =>
        modality.Equals("image", StringComparison.OrdinalIgnoreCase) ? CapabilityFlags.ImageOutput
        : modality.Equals("audio", StringComparison.OrdinalIgnoreCase) ? CapabilityFlags.AudioOutput
        : 0;
}
