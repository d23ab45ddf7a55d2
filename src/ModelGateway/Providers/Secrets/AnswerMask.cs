using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Costs.Usage;
using ModelGateway.Failures.Secrets;

namespace ModelGateway.Providers.Secrets;

/// <summary>
/// Removes the secrets of a request from what its answer says beside the contents: ids, the model's name, the class of service. Contents
/// are the model's words and never altered.
/// </summary>
/// <param name="mask">The secrets.</param>
/// <param name="model">The model that was asked for. What its name shares with a secret may stand in the name of the answer's.</param>
internal readonly struct AnswerMask(SecretMask mask, string? model)
{
    public void Apply(ChatResponse response)
    {
        if (mask.IsEmpty)
        {
            return;
        }

        response.ResponseId = mask.Apply(response.ResponseId);
        response.ConversationId = mask.Apply(response.ConversationId);
        response.ModelId = mask.Apply(response.ModelId, model);
        response.FinishReason = Apply(response.FinishReason);
        Apply(response.AdditionalProperties);
        Apply(response.Usage);
        for (int i = 0; i < response.Messages.Count; i++)
        {
            ChatMessage message = response.Messages[i];
            message.MessageId = mask.Apply(message.MessageId);
            message.AuthorName = mask.Apply(message.AuthorName);
        }
    }

    /// <summary>Masks an update of a stream. What is the same as in the update before it is not searched again.</summary>
    public void Apply(ChatResponseUpdate update, ref ChatResponseUpdate? last)
    {
        if (mask.IsEmpty)
        {
            return;
        }

        if (last is null || !HasSameIds(update, last))
        {
            update.ResponseId = mask.Apply(update.ResponseId);
            update.MessageId = mask.Apply(update.MessageId);
            update.ConversationId = mask.Apply(update.ConversationId);
            update.ModelId = mask.Apply(update.ModelId, model);
            update.AuthorName = mask.Apply(update.AuthorName);
        }

        if (update.FinishReason is not null)
        {
            update.FinishReason = Apply(update.FinishReason);
        }

        Apply(update.AdditionalProperties);
        for (int i = 0; i < update.Contents.Count; i++)
        {
            if (update.Contents[i] is UsageContent usage)
            {
                Apply(usage.Details);
            }
        }

        last = update;
    }

    public void Apply(GeneratedEmbeddings<Embedding<float>> embeddings)
    {
        for (int i = 0; i < embeddings.Count && !mask.IsEmpty; i++)
        {
            string? named = embeddings[i].ModelId;
            embeddings[i].ModelId = i > 0 && ReferenceEquals(named, embeddings[i - 1].ModelId) ? named : mask.Apply(named, model);
        }

        Apply(embeddings.AdditionalProperties);
    }

    private static bool HasSameIds(ChatResponseUpdate update, ChatResponseUpdate other) =>
        ReferenceEquals(update.ResponseId, other.ResponseId) && ReferenceEquals(update.MessageId, other.MessageId)
        && ReferenceEquals(update.ConversationId, other.ConversationId) && ReferenceEquals(update.ModelId, other.ModelId)
        && ReferenceEquals(update.AuthorName, other.AuthorName);

    private ChatFinishReason? Apply(ChatFinishReason? reason) =>
        reason is { } given && mask.Reveals(given.Value) ? new ChatFinishReason(mask.Apply(given.Value)) : reason;

    private void Apply(AdditionalPropertiesDictionary? properties)
    {
        if (properties is not { Count: > 0 })
        {
            return;
        }

        List<KeyValuePair<string, object>>? masked = null;
        foreach ((string name, object? value) in properties)
        {
            if (value is string text && mask.Reveals(text))
            {
                (masked ??= []).Add(new(name, mask.Apply(text)));
            }
            else if (value is JsonElement { ValueKind: JsonValueKind.Object or JsonValueKind.Array } json && IsOfService(name)
                && json.GetRawText() is var raw && mask.Reveals(raw))
            {
                (masked ??= []).Add(new(name, ApplyToJson(raw)));
            }
        }

        foreach ((string name, object shown) in masked ?? [])
        {
            properties[name] = shown;
        }
    }

    // What the service says of the request in JSON. Other such properties, as citations and tokens, belong to the contents.
    private static bool IsOfService(string name) => name is "provider" or "moderation" or "native_finish_reason"
        or "prompt_filter_results" or "content_filter_results" or "safetyRatings";

    private object ApplyToJson(string raw)
    {
        string masked = mask.Apply(raw);
        try
        {
            return JsonElement.Parse(masked);
        }
        catch (JsonException)
        {
            // The secret went beyond one string.
            return masked;
        }
    }

    private void Apply(UsageDetails? usage)
    {
        if (usage is not CompoundUsageDetails compound)
        {
            return;
        }

        compound.ServiceTier = mask.Apply(compound.ServiceTier);
        for (int i = 0; i < compound.SubUsage?.Count; i++)
        {
            if (mask.Reveals(compound.SubUsage[i].Model))
            {
                SubUsage[] all = [.. compound.SubUsage];
                all[i] = all[i] with { Model = mask.Apply(all[i].Model, model) };
                compound.SubUsage = all;
            }
        }
    }
}
