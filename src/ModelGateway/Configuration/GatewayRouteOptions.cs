namespace ModelGateway;

/// <summary>A name that the application asks for, and who may answer.</summary>
public sealed class GatewayRouteOptions
{
    /// <summary>The candidates, as <c>provider/model</c> or the name of a wrapped client's deployment. At least one.</summary>
    public IList<string> To { get; } = [];

    /// <summary>What every candidate must be able to do for any request, beside what the request needs.</summary>
    public IList<Capability> Require { get; } = [];

    /// <summary>What candidates should rather be able to do. Those that fit better come first, before the policy ranks.</summary>
    public IList<CapabilityPreference> Prefer { get; } = [];

    /// <summary>
    /// What becomes of a candidate of which it is unknown whether it can do what is needed. Promises about data (<see cref="Capability.Region"/>,
    /// <see cref="Capability.NoTraining"/>, <see cref="Capability.ZeroRetention"/>) are apart: one that nobody is known to have made has not been made,
    /// and such a candidate is out. A window that is unknown keeps no request out for its size.
    /// </summary>
    /// <value>The default is <see cref="UnmetCapabilityBehavior.Allow"/>: a model that no catalog knows is as good as any.</value>
    public UnmetCapabilityBehavior WhenUnknown { get; set; } = UnmetCapabilityBehavior.Allow;

    /// <summary>
    /// What becomes of a candidate that would leave out an option of the request which an answer does not depend on: seed, temperature and
    /// top-p, top-k, penalties, stop sequences, reasoning, several calls in one answer, strict arguments, and a limit of the output above its
    /// own. What is left out is named on the receipt. Of a candidate of which it is unknown this or <see cref="WhenUnknown"/> holds, whichever is milder.
    /// What <see cref="Require"/> names is never left out.
    /// </summary>
    /// <value>The default is <see cref="UnmetCapabilityBehavior.LastResort"/>.</value>
    public UnmetCapabilityBehavior WhenOptionMissing { get; set; } = UnmetCapabilityBehavior.LastResort;

    /// <summary>What the gateway may do in place of a capability that a candidate lacks. What it did is named on the receipt.</summary>
    /// <value>The default is <see cref="Bridges.None"/>: a candidate that lacks something is out.</value>
    public Bridges Bridges { get; set; }

    /// <summary>
    /// How often a deployment is asked again whose answer does not fit the JSON schema, where the schema is bridged. Each time is an
    /// attempt, which budgets hold money for and <see cref="GatewayRequestOptions.MaxAttempts"/> counts; after the last one the next
    /// candidate is asked.
    /// </summary>
    /// <value>The default is 2; 0 asks the next candidate at once.</value>
    public int MaxRepairs { get; set; } = 2;

    /// <summary>
    /// Whether a candidate's successor at the same provider takes its place as the model's sunset comes near, and for good from that day; the
    /// model is tried then only where nothing else can be. The receipt names it. Embeddings stay with their model, unless
    /// <see cref="FailOverBetweenEmbeddingModels"/> is set too.
    /// </summary>
    /// <value>The default is <see langword="false"/>: other candidates take over, and a model past its sunset is the last resort.</value>
    public bool UseSuccessors { get; set; }

    /// <summary>The policy that ranks them.</summary>
    /// <value>The default is <see cref="RoutingPolicies.Ordered"/>.</value>
    public string Policy { get; set; } = RoutingPolicies.Ordered;

    /// <summary>The clocks of attempts on this route.</summary>
    public GatewayTimeoutOptions? Timeouts { get; set; }

    /// <summary>Whether a request that one provider's content filter refuses is tried with the next.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool FailOverWhenRefused { get; set; }

    /// <summary>
    /// Whether texts are embedded by another model where the deployments of the first one fail. Vectors of different models cannot be
    /// compared, so it suits only those that are compared within one answer. An answer is always of one model, which its embeddings name.
    /// </summary>
    /// <value>The default is <see langword="false"/>: only candidates of the first one's model (<see cref="ModelInfo.EmbeddingSpace"/>) embed.</value>
    public bool FailOverBetweenEmbeddingModels { get; set; }
}
