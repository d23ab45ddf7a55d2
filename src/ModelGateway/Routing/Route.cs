using System.Text.Json;
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

    /// <summary>The route's rules on what candidates must and should be able to do.</summary>
    public NegotiationRules Rules { get; init; } = NegotiationRules.Default;

    /// <summary>How often a deployment is asked again if its answer does not fit the schema.</summary>
    public int MaxRepairs { get; init; } = 2;

    /// <summary>The types whose schemas every candidate has to take.</summary>
    public IReadOnlyList<(string Type, JsonElement Schema, bool IsStrict)> CheckedSchemas { get; init; } = [];

    /// <summary>What the candidates can do. Made at the first request.</summary>
    public CapabilityTable Capabilities => field ??= new CapabilityTable(
        Rules, Array.ConvertAll(Candidates, static candidate =>
            new CandidateProfile(candidate.Name, candidate.Model, candidate.Region, candidate.Refusals)));

    /// <summary>
    /// The number of each candidate's embedding space, rising; null where there is only one, as for chats. The next space is tried only
    /// when no candidate of the one before can be used, and no policy ranks across spaces.
    /// </summary>
    public int[]? Spaces { get; init; }

    /// <summary>How the route changes while its models retire; null where none does.</summary>
    public RouteLifecycle? Lifecycle { get; set; }

    /// <summary>The last resorts, ranked behind the other candidates of their space by every policy.</summary>
    public Deployment[] LastResorts { get; private init; } = [];

    /// <summary>The retired candidates, ranked behind all others of their space, even behind those that lack something.</summary>
    public Deployment[] Gone { get; private init; } = [];

    /// <summary>The successors that stand in for other candidates; null for none.</summary>
    public (Deployment Successor, Deployment Of)[]? StandIns { get; private init; }

    /// <summary>The deployment that a candidate stands in for; null for none.</summary>
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

    /// <summary>The same route with other candidates. Last resorts and retired candidates stay so unless others are given.</summary>
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
