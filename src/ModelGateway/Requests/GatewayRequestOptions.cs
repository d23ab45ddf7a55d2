using Microsoft.Extensions.AI;
using ModelGateway.Capabilities;
using ModelGateway.Receipts;

namespace ModelGateway;

/// <summary>
/// What one request asks of the gateway itself. Immutable; set by <c>options.WithGateway(…)</c> on chat or embedding options. It travels among
/// the additional properties, so that a framework that rebuilds the options from their parts keeps it.
/// </summary>
public sealed record GatewayRequestOptions
{
    internal const string Key = "modelgateway.settings";

    internal static GatewayRequestOptions Default { get; } = new();

    /// <summary>What whoever answers must be able to do, beside what the request itself shows that it needs (tools, images, a JSON schema, its size).</summary>
    /// <value>The default is nothing.</value>
    public IReadOnlyList<Capability> Require
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = [.. value];
            Requirements = RequirementSet.Of(field);
        }
    } = [];

    /// <summary>What whoever answers should rather be able to do. Deployments that fit better come first, before the route's policy ranks.</summary>
    /// <value>The default is nothing.</value>
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

    /// <summary>Pins the request to one deployment, as <c>provider/model</c>: nothing else is tried, whatever happens.</summary>
    public string? Deployment { get; init; }

    /// <summary>The most attempts, failover included; null for as many as there are candidates and keys. Of texts to embed: for each batch.</summary>
    public int? MaxAttempts { get; init; }

    /// <summary>The clocks of this request's attempts; what is not set is taken from route, provider and gateway.</summary>
    public GatewayTimeoutOptions? Timeouts { get; init; }

    /// <summary>Narrows the trusted scope, e.g. by a user or a tag that it lacks. It cannot contradict it.</summary>
    public GatewayScope? Scope { get; init; }

    /// <summary>Called with this request's receipt when it is closed, even where the call is cancelled or the stream abandoned.</summary>
    public Action<GatewayReceipt>? OnReceipt { get; init; }

    /// <summary>Whether an answer that is not asked for as a stream is streamed from the provider; null leaves it to <see cref="ModelGatewayOptions.StreamUpstream"/>.</summary>
    public bool? StreamUpstream { get; init; }

    /// <summary>
    /// Whether a stream shows the arguments of tool calls as the model writes them, as <see cref="ToolCallDelta"/>. The whole
    /// <c>FunctionCallContent</c> follows in any case. A shown piece is content: after it, nothing fails over.
    /// </summary>
    public bool StreamToolCallDeltas { get; init; }

    /// <summary>Whether responses and updates carry the provider's JSON as <c>RawRepresentation</c>. Costs a parse and a copy.</summary>
    public bool CaptureRawRepresentation { get; init; }

    internal static GatewayRequestOptions From(ChatOptions? options) => From(options?.AdditionalProperties);

    internal static GatewayRequestOptions From(EmbeddingGenerationOptions? options) => From(options?.AdditionalProperties);

    internal void AttachTo(AdditionalPropertiesDictionary properties) => PropertyHandle<GatewayRequestOptions>.Set(properties, Key, this);

    private static GatewayRequestOptions From(AdditionalPropertiesDictionary? properties) =>
        properties is null ? Default : PropertyHandle<GatewayRequestOptions>.Find(properties, Key) ?? Default;
}
