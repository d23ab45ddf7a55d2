using ModelGateway.Failures;
using ModelGateway.Negotiation;
using ModelGateway.Routing;

namespace ModelGateway.Pipeline;

/// <summary>
/// Which of a route's candidates may embed for one request. Vectors of different models cannot be compared, not even with those of another
/// request: unless the route says otherwise, only the model of its first candidate that embeds is used, whoever serves it.
/// </summary>
internal static class EmbeddingRoutes
{
    /// <exception cref="ProviderException">None of the candidates embeds.</exception>
    public static Route Of(Route route, int? dimensions, GatewayReceipt receipt)
    {
        Deployment[] candidates = route.Candidates;
        Deployment first = First(route, dimensions) ?? throw NoneEmbeds(route);
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

    /// <summary>The route for what is left of a request: first who made the last batch, then the others of that model, then the rest.</summary>
    /// <param name="route">The request's route.</param>
    /// <param name="deployment">Who made the last batch.</param>
    /// <param name="given">The models that were given up.</param>
    public static Route StayWith(Route route, Deployment deployment, HashSet<string>? given)
    {
        if (route.Candidates.Length == 1)
        {
            return route;
        }

        List<Deployment> chosen =
        [
            deployment,
            .. route.Candidates.Where(candidate => candidate != deployment && AreComparable(candidate, deployment)),
            .. route.Candidates.Where(candidate => !AreComparable(candidate, deployment) && given?.Contains(candidate.EmbeddingSpace) is not true),
        ];
        // Whoever made the last batch is first now, even if it was a last resort before.
        Deployment[] Others(Deployment[] last) => Array.FindAll(last, candidate => candidate != deployment);
        return route.With([.. chosen], OrderedPolicy.Instance, Spaces(chosen), Others(route.LastResorts), Others(route.Gone));
    }

    // Whose model it is must not hang on what changes from one request to the next, such as the length of a text: vectors of one route would
    // no longer be comparable. A number of dimensions, though, is asked for by those who compare.
    private static Deployment? First(Route route, int? dimensions)
    {
        RequestNeeds needs = new() { Essential = MeasureFlags.Embed, Asked = route.Rules.Require, Prefer = [], Dimensions = dimensions ?? 0 };
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

    public static bool AreComparable(Deployment left, Deployment right) =>
        string.Equals(left.EmbeddingSpace, right.EmbeddingSpace, StringComparison.OrdinalIgnoreCase);

    private static int[]? Spaces(List<Deployment> candidates)
    {
        int[] spaces = new int[candidates.Count];
        for (int i = 1; i < spaces.Length; i++)
        {
            spaces[i] = spaces[i - 1] + (AreComparable(candidates[i], candidates[i - 1]) ? 0 : 1);
        }

        return spaces[^1] == 0 ? null : spaces;
    }

    private static ProviderException NoneEmbeds(Route route)
    {
        Deployment first = route.Candidates[0];
        string message = route.Candidates.Length == 1
            ? $"The provider '{first.Provider}' has no embeddings."
            : $"None of the candidates of '{route.Name}' has embeddings: {string.Join(", ", route.Candidates.Select(candidate => candidate.Name))}.";
        return new ProviderException(new ProviderFailure(FailureKind.Unsupported, message)) { Deployment = first.Name };
    }
}
