using System.Text.Json;

namespace ModelGateway;

/// <summary>A name that the application asks for, and the deployments that may answer.</summary>
public sealed class GatewayRouteOptions
{
    /// <summary>The candidates, as <c>provider/model</c> or the name of a wrapped client's deployment. At least one.</summary>
    public IList<string> To { get; } = [];

    /// <summary>Capabilities that every candidate must have, in addition to those that the request needs.</summary>
    public IList<Capability> Require { get; } = [];

    /// <summary>Capabilities that candidates should have. Candidates that fit better come first, before the policy ranks.</summary>
    public IList<CapabilityPreference> Prefer { get; } = [];

    /// <summary>
    /// Decides on candidates for which it is unknown whether they have a required capability. Promises about data
    /// (<see cref="Capability.Region"/>, <see cref="Capability.NoTraining"/>, <see cref="Capability.ZeroRetention"/>) are excepted: a
    /// candidate without a known promise is out. An unknown context window excludes no request.
    /// </summary>
    /// <value>The default is <see cref="UnmetCapabilityBehavior.Allow"/>: models that no catalog knows are used like others.</value>
    public UnmetCapabilityBehavior WhenUnknown { get; set; } = UnmetCapabilityBehavior.Allow;

    /// <summary>
    /// Decides on candidates that would ignore an option of the request: seed, temperature and top-p, top-k, penalties, stop sequences,
    /// reasoning, several calls in one answer, strict arguments, and an output limit above the candidate's. The receipt names the options
    /// that were ignored. If it is unknown whether the candidate knows the option, the milder of this and <see cref="WhenUnknown"/>
    /// applies. A capability of <see cref="Require"/> is never ignored.
    /// </summary>
    /// <value>The default is <see cref="UnmetCapabilityBehavior.LastResort"/>.</value>
    public UnmetCapabilityBehavior WhenOptionMissing { get; set; } = UnmetCapabilityBehavior.LastResort;

    /// <summary>
    /// What the gateway may do instead of a capability that a candidate lacks. The receipt names the bridges that were used.
    /// </summary>
    /// <value>The default is <see cref="Bridges.None"/>: a candidate that lacks a required capability is out.</value>
    public Bridges Bridges { get; set; }

    /// <summary>
    /// How often a deployment is asked again if its answer does not match the JSON schema, where the schema is bridged. Each repair is an
    /// attempt: it needs a budget, and <see cref="GatewayRequestOptions.MaxAttempts"/> counts it. After the last repair the next candidate
    /// is asked.
    /// </summary>
    /// <value>The default is 2; 0 asks the next candidate at once.</value>
    public int MaxRepairs { get; set; } = 2;

    /// <summary>
    /// Whether a model's successor at the same provider replaces it while it is drained, and after its sunset. From that day the model is
    /// only the last resort. The receipt names the successor. Embeddings stay with their model, unless
    /// <see cref="FailOverBetweenEmbeddingModels"/> is set too.
    /// </summary>
    /// <value>The default is <see langword="false"/>: other candidates take over, and a model past its sunset is the last resort.</value>
    public bool UseSuccessors { get; set; }

    /// <summary>The name of the policy that ranks the candidates.</summary>
    /// <value>The default is <see cref="RoutingPolicies.Ordered"/>.</value>
    public string Policy { get; set; } = RoutingPolicies.Ordered;

    /// <summary>The timeouts of attempts on this route.</summary>
    public GatewayTimeoutOptions? Timeouts { get; set; }

    /// <summary>Whether a request that one provider's content filter refuses is tried with the next.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool FailOverWhenRefused { get; set; }

    /// <summary>
    /// Whether another model may embed if the deployments of the first candidate's model fail. Vectors of different models cannot be
    /// compared, so set it only if vectors are compared within one answer. One answer always comes from one model, which its embeddings
    /// name.
    /// </summary>
    /// <value>
    /// The default is <see langword="false"/>: only candidates with the first one's <see cref="ModelInfo.EmbeddingSpace"/> embed.
    /// </value>
    public bool FailOverBetweenEmbeddingModels { get; set; }

    /// <summary>The types whose schemas every candidate has to take, checked when the host starts.</summary>
    internal IList<(string Type, JsonElement Schema, bool IsStrict)> CheckedSchemas { get; } = [];
}
