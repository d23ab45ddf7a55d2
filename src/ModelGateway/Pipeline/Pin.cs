using Microsoft.Extensions.AI;
using ModelGateway.Configuration;
using ModelGateway.Routing;

namespace ModelGateway.Pipeline;

/// <summary>
/// Ties a request to one deployment: because its settings say so, or because it refers to something that only the deployment which
/// issued it has (a conversation, a background response, a hosted file). A pinned request never fails over.
/// </summary>
internal static class Pin
{
    /// <summary>The route of a request, and its options as the pinned deployment issued them.</summary>
    /// <exception cref="NoRouteException">The issuer is unknown, or what the request refers to has several possible ones.</exception>
    public static (Route Route, bool IsPinned, ChatOptions? Options) Resolve(
        GatewaySnapshot snapshot, GatewayRequestSettings settings, IReadOnlyList<ChatMessage> messages, ChatOptions? options)
    {
        if (settings.Deployment is { } deployment)
        {
            return (Deployment(snapshot, deployment, options?.ModelId), true, Restore(options));
        }

        if (Issuer(options) is { } issuer)
        {
            return (Deployment(snapshot, issuer, options!.ModelId), true, Restore(options));
        }

        Route route = snapshot.Resolve(options?.ModelId);
        string? reference = options?.ConversationId is not null ? "ConversationId"
            : options?.ContinuationToken is not null ? "ContinuationToken"
            : RefersToHostedFile(messages) ? "a hosted file"
            : null;
        if (reference is null)
        {
            return (route, false, options);
        }

        return route.Candidates.Length == 1
            ? (route, true, options)
            : throw new NoRouteException(
                $"The request refers to {reference}, which only the deployment that issued it has, and does not say which of "
                + $"{string.Join(", ", route.Candidates.Select(candidate => candidate.Name))} that is. Name it: options.WithGateway(s => s with {{ Deployment = \"provider/model\" }}).",
                options?.ModelId);
    }

    private static Route Deployment(GatewaySnapshot snapshot, string name, string? requested) =>
        snapshot.TryResolve(name, out Route? route) && route.Name is null
            ? route
            : throw new NoRouteException($"The request is pinned to '{name}', which is no deployment (any more).", requested);

    private static string? Issuer(ChatOptions? options) =>
        options?.ContinuationToken is { } token && IssuedId.TryDecode(token, out string issuer, out _) ? issuer
        : options?.ConversationId is { } id && IssuedId.TryDecode(id, out issuer, out _) ? issuer
        : null;

    private static ChatOptions? Restore(ChatOptions? options)
    {
        if (options is null or { ConversationId: null, ContinuationToken: null })
        {
            return options;
        }

        ChatOptions restored = options.Clone();
        if (options.ConversationId is { } id)
        {
            IssuedId.TryDecode(id, out _, out string raw);
            restored.ConversationId = raw;
        }

        if (options.ContinuationToken is { } token)
        {
            IssuedId.TryDecode(token, out _, out ResponseContinuationToken raw);
            restored.ContinuationToken = raw;
        }

        return restored;
    }

    private static bool RefersToHostedFile(IReadOnlyList<ChatMessage> messages)
    {
        for (int i = 0; i < messages.Count; i++)
        {
            IList<AIContent> contents = messages[i].Contents;
            for (int j = 0; j < contents.Count; j++)
            {
                if (contents[j] is HostedFileContent or HostedVectorStoreContent)
                {
                    return true;
                }
            }
        }

        return false;
    }
}
