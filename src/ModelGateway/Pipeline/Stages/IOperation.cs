using ModelGateway.Failures;
using ModelGateway.Negotiation;
using ModelGateway.Routing;
using ModelGateway.Tokens;

namespace ModelGateway.Pipeline.Stages;

/// <summary>
/// What a caller asks for: a chat, a streamed chat, or embeddings. Routing, admission, limits, holds and the ledger know only this of it.
/// </summary>
internal interface IOperation
{
    OperationKind Kind { get; }

    /// <summary>The name that the caller asked for; null for the default.</summary>
    string? RequestedModel { get; }

    GatewayRequestOptions Settings { get; }

    /// <summary>The scope of the caller, as it was when the method was called.</summary>
    GatewayScope Scope { get; }

    /// <summary>Whether the provider sends the answer in pieces, so that the first-token and idle clocks apply.</summary>
    bool Streaming { get; }

    /// <summary>The output limit that the caller set, in tokens; 0 where the operation has no output that is billed.</summary>
    int? RequestedOutputTokens { get; }

    /// <summary>The class of service that the caller asks for, in the provider's word; null for none.</summary>
    string? ServiceTier { get; }

    /// <summary>Headers that the request hands on to servers of its tools, whose values may be secret. Asked for after a failure.</summary>
    IEnumerable<KeyValuePair<string, string>> ToolHeaders => [];

    /// <summary>Finds the route and the pins of the request.</summary>
    void Resolve(GatewayRequest request);

    /// <summary>The requirements on a candidate of the route.</summary>
    RequestNeeds Needs(Route route);

    /// <summary>
    /// Estimates the input as a deployment would be sent it. Called only where a budget or a missing usage report calls for it.
    /// </summary>
    TokenEstimate EstimateInput(Deployment deployment);

    /// <summary>About how many tokens the whole input has; called when a route is explained.</summary>
    long EstimateTokens(Route route);

    /// <summary>The cause of an attempt in the ledger where it differs from the request's; null as most often.</summary>
    string? CauseOf(Deployment deployment) => null;
}
