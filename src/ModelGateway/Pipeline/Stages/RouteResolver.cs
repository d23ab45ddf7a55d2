using Microsoft.Extensions.AI;
using ModelGateway.Configuration;
using ModelGateway.Routing;

namespace ModelGateway.Pipeline.Stages;

/// <summary>
/// Finds the route of a request. A request is pinned to one deployment if its settings say so, or if it refers to something that only the
/// deployment which issued it has (a conversation, a background response, a hosted file). The latter never fails over.
/// </summary>
/// <param name="snapshot">The configuration in force.</param>
/// <param name="pinned">The deployment that the request's settings name; null for none.</param>
/// <param name="requested">The name that the caller asked for.</param>
internal readonly ref struct RouteResolver(GatewaySnapshot snapshot, string? pinned, string? requested)
{
    /// <summary>The route of a chat, and its options with the ids as the pinned deployment issued them.</summary>
    /// <exception cref="NoRouteException">The issuer is unknown, or several candidates may be the issuer.</exception>
    public ResolvedRoute Resolve(IReadOnlyList<ChatMessage> messages, ChatOptions? options)
    {
        (string? conversation, string? continuation) = Issuers(options);
        if ((pinned ?? continuation ?? conversation) is { } deployment)
        {
            Route route = FindDeployment(deployment);
            CheckIssuer(nameof(ChatOptions.ContinuationToken), continuation, route);
            CheckIssuer(nameof(ChatOptions.ConversationId), conversation, route);

            // An issued id belongs to the account that it was issued to: another key may be another account.
            return new ResolvedRoute(route, (continuation ?? conversation) is not null, Restore(options));
        }

        Route named = snapshot.Resolve(requested);
        string? reference = options?.ConversationId is not null ? "ConversationId"
            : options?.ContinuationToken is not null ? "ContinuationToken"
            : RefersToHostedFile(messages) || RefersToHostedFile(options?.Tools) ? "a hosted file"
            : null;
        return reference is null || named.Candidates.Length == 1
            ? new ResolvedRoute(named, reference is not null, options)
            : throw SeveralIssuers(reference, named);
    }

    /// <summary>The route of texts to embed, which refer to nothing that was issued.</summary>
    /// <exception cref="NoRouteException">The name leads nowhere.</exception>
    public Route ResolveEmbedding() => pinned is not null ? FindDeployment(pinned) : snapshot.ResolveEmbedding(requested);

    private Route FindDeployment(string name) =>
        snapshot.TryResolveDeployment(name, out Route? route)
            ? route
            : throw new NoRouteException($"The request is pinned to '{name}', which is no deployment (any more).", requested);

    // Only its issuer knows the id: any other deployment would at best refuse it.
    private void CheckIssuer(string reference, string? issuer, Route route)
    {
        string name = route.Candidates[0].Name;
        if (issuer is not null && !issuer.Equals(name, StringComparison.OrdinalIgnoreCase))
        {
            throw new NoRouteException(
                $"The request is pinned to '{name}', but its {reference} was issued by '{issuer}'. Leave one of them out.", requested);
        }
    }

    private NoRouteException SeveralIssuers(string reference, Route route) => new(
        $"The request refers to {reference}, which only the deployment that issued it has, and does not say which of "
        + $"{string.Join(", ", route.Candidates.Select(candidate => candidate.Name))} that is. "
        + "Name it: options.WithGateway(s => s with { Deployment = \"provider/model\" }).",
        requested);

    private static (string? Conversation, string? Continuation) Issuers(ChatOptions? options) => (
        options?.ConversationId is { } id && IssuedId.TryDecode(id, out string issuer, out _) ? issuer : null,
        options?.ContinuationToken is { } token && IssuedId.TryDecode(token, out issuer, out _) ? issuer : null);

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
            if (HasHostedContent(messages[i].Contents))
            {
                return true;
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
            if (inputs is not null && HasHostedContent(inputs))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasHostedContent(IList<AIContent> contents)
    {
        for (int i = 0; i < contents.Count; i++)
        {
            if (contents[i] is HostedFileContent or HostedVectorStoreContent)
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>A chat's route.</summary>
/// <param name="Route">The route.</param>
/// <param name="IsPinned">Whether the request refers to something that only the route's deployment has.</param>
/// <param name="Options">The options, with ids as the deployment issued them.</param>
internal readonly record struct ResolvedRoute(Route Route, bool IsPinned, ChatOptions? Options);
