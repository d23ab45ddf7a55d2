using Microsoft.Extensions.AI;

namespace ModelGateway.Pipeline;

/// <summary>Finds the gateway that a client leads to.</summary>
internal static class GatewayLookup
{
    /// <exception cref="InvalidOperationException">There is no gateway below the client.</exception>
    public static GatewayChatClient FindGateway(this IChatClient client)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.GetService<GatewayChatClient>()
            ?? throw new InvalidOperationException(
                $"There is no gateway below this {client.GetType().Name}: "
                + "ask a client that AddModelGateway or GatewayChatClient.Create made, or one around it.");
    }
}
