using Microsoft.Extensions.AI;
using ModelGateway.Capabilities;
using ModelGateway.Receipts;
using ModelGateway.Requests;

namespace ModelGateway;

/// <summary>
/// What one request asks of the gateway itself. Immutable; set by <c>options.WithGateway(…)</c> on chat or embedding options. It travels
/// among the additional properties, so that a framework that rebuilds the options from their parts keeps it.
/// </summary>
/// <remarks>
/// The property's text names what decides which answer is right (<see cref="Deployment"/>, <see cref="Require"/>, <see cref="Prefer"/>,
/// <see cref="Scope"/>, <see cref="StreamToolCallDeltas"/>), so that a cache around the gateway, which hashes the options, keeps such
/// answers apart. It cannot see the ambient scope (<see cref="GatewayScope.Begin"/>, <see cref="IScopeResolver"/>): where answers must not
/// be shared between scopes, add its values to the cache's <c>CacheKeyAdditionalValues</c>.
/// </remarks>
public sealed record GatewayRequestOptions
{
    private static readonly PropertyHandle<GatewayRequestOptions> Handle = new("modelgateway.settings");

    internal static GatewayRequestOptions Default { get; } = new();

    /// <summary>
    /// Capabilities that every candidate must have, in addition to those inferred from the request (tools, images, a JSON schema, its
    /// size).
    /// </summary>
    /// <value>The default is none.</value>
    public IReadOnlyList<Capability> Require
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = [.. value];
            Requirements = RequirementSet.From(field);
        }
    } = [];

    /// <summary>
    /// Capabilities that are preferred. Candidates that have more of them are tried first; the route's policy ranks those that are equal.
    /// </summary>
    /// <value>The default is none.</value>
    public IReadOnlyList<CapabilityPreference> Prefer
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = [.. value];
        }
    } = [];

    internal RequirementSet Requirements { get; private init; } = RequirementSet.None;

    /// <summary>Pins the request to one deployment, as <c>provider/model</c>. No other deployment is tried.</summary>
    public string? Deployment { get; init; }

    /// <summary>
    /// The most attempts, failover included; for embeddings, of each batch. Null for as many as there are candidates and keys.
    /// </summary>
    public int? MaxAttempts { get; init; }

    /// <summary>The clocks of this request's attempts; those not set are taken from the route, the provider and the gateway.</summary>
    public GatewayTimeoutOptions? Timeouts { get; init; }

    /// <summary>Adds values to the trusted scope, e.g. a user or a tag. It cannot change a value of the trusted scope.</summary>
    public GatewayScope? Scope { get; init; }

    /// <summary>Called with this request's receipt when the request ends, also when it is cancelled or its stream abandoned.</summary>
    public Action<GatewayReceipt>? OnReceipt { get; init; }

    /// <summary>
    /// Whether an answer is streamed from the provider although the caller does not stream; false also where the provider would refuse or
    /// cut it as a whole. Null leaves it to <see cref="ModelGatewayOptions.StreamUpstream"/>.
    /// </summary>
    public bool? StreamUpstream { get; init; }

    /// <summary>
    /// Whether a stream yields the arguments of tool calls while the model writes them, as <see cref="ToolCallDelta"/>. The complete
    /// <c>FunctionCallContent</c> follows. A piece is content: after it, the request does not fail over.
    /// </summary>
    public bool StreamToolCallDeltas { get; init; }

    /// <summary>
    /// Whether responses and updates have the provider's JSON as <c>RawRepresentation</c>, which costs a parse and a copy.
    /// </summary>
    public bool CaptureRawRepresentation { get; init; }

    internal static GatewayRequestOptions From(ChatOptions? options) => From(options?.AdditionalProperties);

    internal static GatewayRequestOptions From(EmbeddingGenerationOptions? options) => From(options?.AdditionalProperties);

    internal void AttachTo(AdditionalPropertiesDictionary properties) => Handle.Set(properties, this, new AnswerKey(this).ToString());

    private static GatewayRequestOptions From(AdditionalPropertiesDictionary? properties) =>
        properties is null ? Default : Handle.Find(properties) ?? Default;
}
