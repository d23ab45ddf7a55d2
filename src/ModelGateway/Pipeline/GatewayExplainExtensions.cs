using ModelGateway;
using ModelGateway.Pipeline;

namespace Microsoft.Extensions.AI;

/// <summary>Asks the gateway below a client how it would route a request, without sending it.</summary>
public static class GatewayExplainExtensions
{
    /// <summary>
    /// Explains how a request would be routed: which deployments could take it, in which order, and why the others could not. Changes that
    /// clients above the gateway make to a request (added tools, other options) are not seen.
    /// </summary>
    /// <param name="client">A client with a gateway below it.</param>
    /// <param name="messages">The messages, as they would be sent.</param>
    /// <param name="options">The options, as they would be sent.</param>
    /// <param name="cancellationToken">Not waited for: nothing is sent.</param>
    /// <returns>The explanation.</returns>
    /// <exception cref="InvalidOperationException">There is no gateway below the client.</exception>
    /// <exception cref="NoRouteException">The name that the options ask for leads nowhere.</exception>
    public static Task<RouteExplanation> ExplainAsync(
        this IChatClient client,
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default) =>
        client.FindGateway().ExplainAsync(messages, options, cancellationToken);

    /// <summary>The same for one message of the user.</summary>
    /// <param name="client">A client with a gateway below it.</param>
    /// <param name="message">The message.</param>
    /// <param name="options">The options, as they would be sent.</param>
    /// <param name="cancellationToken">Not waited for: nothing is sent.</param>
    /// <returns>The explanation.</returns>
    /// <exception cref="InvalidOperationException">There is no gateway below the client.</exception>
    /// <exception cref="NoRouteException">The name that the options ask for leads nowhere.</exception>
    public static Task<RouteExplanation> ExplainAsync(
        this IChatClient client, string message, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        return client.ExplainAsync([new ChatMessage(ChatRole.User, message)], options, cancellationToken);
    }

    /// <summary>Explains how texts to embed would be routed.</summary>
    /// <param name="generator">A generator with a gateway below it.</param>
    /// <param name="values">The texts.</param>
    /// <param name="options">The options, as they would be sent.</param>
    /// <param name="cancellationToken">Not waited for: nothing is sent.</param>
    /// <returns>The explanation.</returns>
    /// <exception cref="InvalidOperationException">There is no gateway below the generator.</exception>
    /// <exception cref="NoRouteException">The name that the options ask for leads nowhere.</exception>
    /// <exception cref="ProviderException">None of the candidates embeds.</exception>
    public static Task<RouteExplanation> ExplainAsync(
        this IEmbeddingGenerator<string, Embedding<float>> generator,
        IEnumerable<string> values,
        EmbeddingGenerationOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(generator);
        GatewayEmbeddingGenerator gateway = generator.GetService<GatewayEmbeddingGenerator>()
            ?? throw new InvalidOperationException(
                $"There is no gateway below this {generator.GetType().Name}: ask one of a gateway's, or one around it.");
        return gateway.ExplainAsync(values, options, cancellationToken);
    }
}
