using Microsoft.Extensions.AI;

namespace ModelGateway.Requests;

/// <summary>Refuses requests that no provider accepts. Called by the client's method itself, not when its stream is read.</summary>
internal static class RequestValidator
{
    /// <exception cref="ArgumentException">The request is wrong; the message names the part.</exception>
    public static IReadOnlyList<ChatMessage> Check(IEnumerable<ChatMessage> messages, ChatOptions? options, GatewayRequestOptions request)
    {
        ArgumentNullException.ThrowIfNull(messages);
        IReadOnlyList<ChatMessage> list = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        if (list.Count == 0 && options?.ContinuationToken is null)
        {
            throw new ArgumentException(
                "There are no messages to answer. Only a request with a ContinuationToken needs none.", nameof(messages));
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

        if (!ReferenceEquals(request, GatewayRequestOptions.Default))
        {
            Check(request);
        }

        return list;
    }

    /// <summary>Checks texts to embed. An empty list is allowed.</summary>
    /// <returns>A copy of the texts.</returns>
    /// <exception cref="ArgumentException">The request is wrong; the message names the part.</exception>
    public static string[] Check(IEnumerable<string> values, EmbeddingGenerationOptions? options, GatewayRequestOptions request)
    {
        ArgumentNullException.ThrowIfNull(values);
        string[] texts = [.. values];
        int missing = Array.IndexOf(texts, null);
        if (missing >= 0)
        {
            throw new ArgumentException($"Text {missing} is null.", nameof(values));
        }

        if (options?.Dimensions <= 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), options.Dimensions, "EmbeddingGenerationOptions.Dimensions is not more than 0.");
        }

        if (!ReferenceEquals(request, GatewayRequestOptions.Default))
        {
            Check(request);
        }

        return texts;
    }

    private static void Check(GatewayRequestOptions request)
    {
        if (request.MaxAttempts <= 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(request), request.MaxAttempts, "GatewayRequestOptions.MaxAttempts is not more than 0.");
        }

        if (request.Deployment is { } deployment && string.IsNullOrWhiteSpace(deployment))
        {
            throw new ArgumentException("GatewayRequestOptions.Deployment is empty. Name a deployment, or leave it null.", nameof(request));
        }

        if (request.Timeouts is { } timeouts)
        {
            Check(nameof(timeouts.Connect), timeouts.Connect);
            Check(nameof(timeouts.FirstToken), timeouts.FirstToken);
            Check(nameof(timeouts.Idle), timeouts.Idle);
            Check(nameof(timeouts.Response), timeouts.Response);
            Check(nameof(timeouts.Total), timeouts.Total);
        }
    }

    private static void Check(string clock, TimeSpan? limit)
    {
        if (limit is { } time && !GatewayTimeoutOptions.IsValid(time))
        {
            throw new ArgumentOutOfRangeException(
                nameof(limit),
                time,
                $"GatewayRequestOptions.Timeouts.{clock} is not more than nothing and at most 40 days. "
                + "Timeout.InfiniteTimeSpan switches it off.");
        }
    }

    private static void Check(ChatOptions options)
    {
        if (options.MaxOutputTokens <= 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), options.MaxOutputTokens, "ChatOptions.MaxOutputTokens is not more than 0.");
        }

        string? infinite = !IsFinite(options.Temperature) ? nameof(options.Temperature)
            : !IsFinite(options.TopP) ? nameof(options.TopP)
            : !IsFinite(options.FrequencyPenalty) ? nameof(options.FrequencyPenalty)
            : !IsFinite(options.PresencePenalty) ? nameof(options.PresencePenalty)
            : null;
        if (infinite is not null)
        {
            throw new ArgumentOutOfRangeException(nameof(options), $"ChatOptions.{infinite} is not a finite number.");
        }
    }

    private static bool IsFinite(float? value) => value is not { } number || float.IsFinite(number);
}
