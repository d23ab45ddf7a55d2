using ModelGateway.Negotiation;

namespace ModelGateway.Routing;

/// <summary>A name that the application asks for, and the deployments that may answer it.</summary>
internal sealed class Route
{
    public Route(string? name, Deployment[] candidates, IRoutingPolicy policy)
    {
        Name = name;
        Candidates = candidates;
        Policy = policy;
    }

    /// <summary>The route's name; null for the route that a deployment's own name makes.</summary>
    public string? Name { get; }

    public Deployment[] Candidates { get; }

    public IRoutingPolicy Policy { get; }

    public GatewayTimeoutOptions? Timeouts { get; init; }

    public bool FailOverWhenRefused { get; init; }

    public bool FailOverBetweenEmbeddingModels { get; init; }

    /// <summary>What the route says of who may answer.</summary>
    public NegotiationRules Rules { get; init; } = NegotiationRules.Default;

    /// <summary>How often a deployment is asked again whose answer does not fit its schema.</summary>
    public int MaxRepairs { get; init; } = 2;

    /// <summary>What the candidates can. Made when a request first asks.</summary>
    public CapabilityTable Capabilities => field ??= new CapabilityTable(
        Rules, Array.ConvertAll(Candidates, static candidate => new CandidateProfile(candidate.Name, candidate.Model, candidate.Region)));

    /// <summary>
    /// The number of each candidate's embedding space, rising; null where all are one, as for chats. A space is left for the next one only
    /// when nothing of it can be used, and no policy ranks across.
    /// </summary>
    public int[]? Spaces { get; init; }

    /// <summary>How the route changes as models of it go; null where none does.</summary>
    public RouteLifecycle? Lifecycle { get; set; }

    /// <summary>The candidates that are last resorts, behind the others of their space, which no policy ranks across.</summary>
    public Deployment[] LastResorts { get; private init; } = [];

    /// <summary>The candidates whose day is past, behind all others of their space, whatever those lack.</summary>
    public Deployment[] Gone { get; private init; } = [];

    /// <summary>Who takes whose place; null where nobody does.</summary>
    public (Deployment Successor, Deployment Of)[]? StandIns { get; private init; }

    /// <summary>The deployment whose place a candidate takes; null where it is in a place of its own.</summary>
    public Deployment? StandsInFor(Deployment candidate)
    {
        foreach ((Deployment successor, Deployment of) in StandIns ?? [])
        {
            if (ReferenceEquals(successor, candidate))
            {
                return of;
            }
        }

        return null;
    }

    /// <summary>The same route with other candidates. Unless it is said who they are, last resorts stay what they are, and so do those that are gone.</summary>
    public Route With(
        Deployment[] candidates,
        IRoutingPolicy? policy = null,
        int[]? spaces = null,
        Deployment[]? lastResorts = null,
        Deployment[]? gone = null,
        (Deployment Successor, Deployment Of)[]? standIns = null) => new(Name, candidates, policy ?? Policy)
        {
            Timeouts = Timeouts,
            FailOverWhenRefused = FailOverWhenRefused,
            FailOverBetweenEmbeddingModels = FailOverBetweenEmbeddingModels,
            Rules = Rules,
            Spaces = spaces,
            LastResorts = Array.FindAll(lastResorts ?? LastResorts, last => candidates.Contains(last)),
            Gone = Array.FindAll(gone ?? Gone, last => candidates.Contains(last)),
            StandIns = standIns ?? StandIns,
        };
}
