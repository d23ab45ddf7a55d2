using Microsoft.Extensions.AI;

namespace ModelGateway.Validation;

/// <summary>Bounds that no provider accepts to be broken. Checked when the method is called, not when its stream is read.</summary>
internal static class RequestValidator
{
    /// <exception cref="ArgumentException">The request is wrong; the message names the part.</exception>
    public static IReadOnlyList<ChatMessage> Check(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        ArgumentNullException.ThrowIfNull(messages);
        IReadOnlyList<ChatMessage> list = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        if (list.Count == 0)
        {
            throw new ArgumentException("There are no messages to answer.", nameof(messages));
        }

        for (int i = 0; i < list.Count; i++)
        {
            if (list[i] is null)
            {
                throw new ArgumentException($"Message {i} is null.", nameof(messages));
            }
        }

        if (options is not null)
        {
            Check(options);
        }

        return list;
    }

    private static void Check(ChatOptions options)
    {
        if (options.MaxOutputTokens <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.MaxOutputTokens, "ChatOptions.MaxOutputTokens is not more than 0.");
        }

        string? infinite = !IsFinite(options.Temperature) ? nameof(options.Temperature)
            : !IsFinite(options.TopP) ? nameof(options.TopP)
            : !IsFinite(options.FrequencyPenalty) ? nameof(options.FrequencyPenalty)
            : !IsFinite(options.PresencePenalty) ? nameof(options.PresencePenalty)
            : null;
        if (infinite is not null)
        {
            throw new ArgumentOutOfRangeException(nameof(options), $"ChatOptions.{infinite} is no finite number.");
        }
    }

    private static bool IsFinite(float? value) => value is not { } number || float.IsFinite(number);
}
