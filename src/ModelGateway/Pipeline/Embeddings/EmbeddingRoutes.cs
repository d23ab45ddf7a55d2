using ModelGateway.Failures;
using ModelGateway.Negotiation;
using ModelGateway.Routing;

namespace ModelGateway.Pipeline.Embeddings;

/// <summary>
/// Selects the candidates of a route that may embed for one request. Vectors of different models cannot be compared, not even with those of
/// another request: unless the route says otherwise, only the model of its first candidate that embeds is used, on each provider that
/// serves it.
/// </summary>
internal readonly struct EmbeddingRoutes(Route route)
{
    /// <summary>The route with those candidates only; the receipt names the others.</summary>
    /// <exception cref="ProviderException">None of the candidates embeds.</exception>
    public Route Select(int? dimensions, GatewayReceipt receipt)
    {
        Deployment[] candidates = route.Candidates;
        Deployment first = FirstThatEmbeds(dimensions) ?? throw NoneEmbeds();
        if (Array.TrueForAll(candidates, candidate => candidate.EmbeddingLimits is not null && AreComparable(candidate, first)))
        {
            return route;
        }

        List<Deployment> chosen = [];
        foreach (Deployment candidate in candidates)
        {
            if (candidate.EmbeddingLimits is null)
            {
                receipt.Skip(candidate.Name, "it has no embeddings");
            }
            else if (route.FailOverBetweenEmbeddingModels || AreComparable(candidate, first))
            {
                // Behind the last of its own model, so that another model is the last resort.
                int last = chosen.FindLastIndex(other => AreComparable(other, candidate));
                chosen.Insert(last < 0 ? chosen.Count : last + 1, candidate);
            }
            else
            {
                receipt.Skip(candidate.Name, $"its vectors cannot be compared with those of {first.EmbeddingSpace}");
            }
        }

        return route.With([.. chosen], spaces: Spaces(chosen));
    }

    /// <summary>
    /// The route for the rest of a request: first the deployment of the last batch, then the others of its model, then the rest.
    /// </summary>
    /// <param name="deployment">The deployment that made the last batch.</param>
    /// <param name="givenUp">The embedding spaces that were given up.</param>
    public Route StayWith(Deployment deployment, HashSet<string>? givenUp)
    {
        if (route.Candidates.Length == 1)
        {
            return route;
        }

        List<Deployment> chosen =
        [
            deployment,
            .. route.Candidates.Where(candidate => candidate != deployment && AreComparable(candidate, deployment)),
            .. route.Candidates.Where(candidate =>
                !AreComparable(candidate, deployment) && givenUp?.Contains(candidate.EmbeddingSpace) is not true),
        ];

        // The deployment of the last batch is first now, even if it was a last resort before.
        Deployment[] Others(Deployment[] last) => Array.FindAll(last, candidate => candidate != deployment);
        return route.With([.. chosen], OrderedPolicy.Instance, Spaces(chosen), Others(route.LastResorts), Others(route.Gone));
    }

    public static bool AreComparable(Deployment left, Deployment right) =>
        string.Equals(left.EmbeddingSpace, right.EmbeddingSpace, StringComparison.OrdinalIgnoreCase);

    // The choice must not depend on anything that changes from one request to the next, such as the length of a text: vectors of one route
    // would no longer be comparable. The number of dimensions is the exception: requests with different numbers are not compared anyway.
    private Deployment? FirstThatEmbeds(int? dimensions)
    {
        RequestNeeds needs = new()
        {
            Essential = MeasureFlags.Embed,
            Asked = route.Rules.Require,
            Prefer = [],
            Dimensions = dimensions ?? 0,
        };
        Deployment? fallback = null;
        for (int i = 0; i < route.Candidates.Length; i++)
        {
            if (route.Candidates[i].EmbeddingLimits is not null)
            {
                fallback ??= route.Candidates[i];
                if (route.Capabilities.Judge(i, needs).Fit != CandidateFit.Out)
                {
                    return route.Candidates[i];
                }
            }
        }

        return fallback;
    }

    private static int[]? Spaces(List<Deployment> candidates)
    {
        int[] spaces = new int[candidates.Count];
        for (int i = 1; i < spaces.Length; i++)
        {
            spaces[i] = spaces[i - 1] + (AreComparable(candidates[i], candidates[i - 1]) ? 0 : 1);
        }

        return spaces[^1] == 0 ? null : spaces;
    }

    private ProviderException NoneEmbeds()
    {
        Deployment first = route.Candidates[0];
        string names = string.Join(", ", Array.ConvertAll(route.Candidates, candidate => candidate.Name));
        string message = route.Candidates.Length == 1
            ? $"The provider '{first.Provider}' has no embeddings."
            : $"None of the candidates of '{route.Name}' has embeddings: {names}.";
        return new ProviderException(new ProviderFailure(FailureKind.Unsupported, message)) { Deployment = first.Name };
    }
}
