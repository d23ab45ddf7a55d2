using Microsoft.Extensions.AI;

namespace ModelGateway.Providers.Wrapped;

/// <summary>Chat options of a class that only the gateway knows.</summary>
internal interface IGatewayOnlyOptions
{
    /// <summary>The same options as a plain <see cref="ChatOptions"/>.</summary>
    ChatOptions ToPlain();
}
