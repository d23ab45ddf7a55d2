using Microsoft.Extensions.AI;
using ModelGateway.Configuration;
using ModelGateway.Routing;

namespace ModelGateway.Pipeline;

/// <summary>
/// Ties a request to one deployment: because its settings say so, or because it refers to something that only the deployment which
/// issued it has (a conversation, a background response, a hosted file). A pinned request never fails over.
/// </summary>
internal static class RouteResolver
{
    /// <summary>The route of a request, and its options as the pinned deployment issued them.</summary>
    /// <exception cref="NoRouteException">The issuer is unknown, or what the request refers to has several possible ones.</exception>
    public static (Route Route, bool IsPinned, ChatOptions? Options) Resolve(
        GatewaySnapshot snapshot, GatewayRequestOptions settings, IReadOnlyList<ChatMessage> messages, ChatOptions? options)
    {
        (string? conversation, string? continuation) = Issuers(options);
        if ((settings.Deployment ?? continuation ?? conversation) is { } deployment)
        {
            Route pinned = Deployment(snapshot, deployment, options?.ModelId);
            CheckIssuer(nameof(ChatOptions.ContinuationToken), continuation, pinned, options);
            CheckIssuer(nameof(ChatOptions.ConversationId), conversation, pinned, options);
            // What was issued belongs to the account that it was issued to: another key may be another account.
            return (pinned, (continuation ?? conversation) is not null, Restore(options));
        }

        Route route = snapshot.Resolve(options?.ModelId);
        string? reference = options?.ConversationId is not null ? "ConversationId"
            : options?.ContinuationToken is not null ? "ContinuationToken"
            : RefersToHostedFile(messages) || RefersToHostedFile(options?.Tools) ? "a hosted file"
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

    /// <summary>The route of texts to embed, which refer to nothing that was issued.</summary>
    /// <exception cref="NoRouteException">The name leads nowhere.</exception>
    public static Route Resolve(GatewaySnapshot snapshot, GatewayRequestOptions settings, string? modelId) =>
        settings.Deployment is { } deployment ? Deployment(snapshot, deployment, modelId) : snapshot.ResolveEmbedding(modelId);

    private static Route Deployment(GatewaySnapshot snapshot, string name, string? requested) =>
        snapshot.TryResolveDeployment(name, out Route? route)
            ? route
            : throw new NoRouteException($"The request is pinned to '{name}', which is no deployment (any more).", requested);

    private static (string? Conversation, string? Continuation) Issuers(ChatOptions? options) => (
        options?.ConversationId is { } id && IssuedId.TryDecode(id, out string issuer, out _) ? issuer : null,
        options?.ContinuationToken is { } token && IssuedId.TryDecode(token, out issuer, out _) ? issuer : null);

    // Nobody but its issuer knows the id: sent elsewhere it would at best be refused.
    private static void CheckIssuer(string reference, string? issuer, Route pinned, ChatOptions? options)
    {
        string name = pinned.Candidates[0].Name;
        if (issuer is not null && !issuer.Equals(name, StringComparison.OrdinalIgnoreCase))
        {
            throw new NoRouteException(
                $"The request is pinned to '{name}', but its {reference} was issued by '{issuer}'. Leave one of them out.", options?.ModelId);
        }
    }

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

    private static bool RefersToHostedFile(IList<AITool>? tools)
    {
        for (int i = 0; i < tools?.Count; i++)
        {
            IList<AIContent>? inputs = tools[i] switch
            {
                HostedFileSearchTool search => search.Inputs,
                HostedCodeInterpreterTool interpreter => interpreter.Inputs,
                _ => null,
            };
            for (int j = 0; j < inputs?.Count; j++)
            {
                if (inputs[j] is HostedFileContent or HostedVectorStoreContent)
                {
                    return true;
                }
            }
        }

        return false;
    }
}
