namespace ModelGateway;

/// <summary>Describes a route in code.</summary>
public sealed class RouteBuilder
{
    private readonly RouteOptions _options;

    internal RouteBuilder(RouteOptions options)
    {
        _options = options;
    }

    /// <summary>Adds candidates.</summary>
    /// <param name="deployments">As <c>provider/model</c>, or the name of a wrapped client's deployment.</param>
    /// <returns>The same builder.</returns>
    public RouteBuilder To(params ReadOnlySpan<string> deployments)
    {
        foreach (string deployment in deployments)
        {
            _options.To.Add(deployment);
        }

        return this;
    }

    /// <summary>Ranks the candidates by a policy.</summary>
    /// <param name="policy">The policy's name; see <see cref="RoutingPolicies"/>.</param>
    /// <returns>The same builder.</returns>
    public RouteBuilder By(string policy)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(policy);
        _options.Policy = policy;
        return this;
    }

    /// <summary>Sets the clocks of attempts on this route.</summary>
    /// <param name="timeouts">The clocks; what is not set is taken from provider and gateway.</param>
    /// <returns>The same builder.</returns>
    public RouteBuilder Within(GatewayTimeouts timeouts)
    {
        ArgumentNullException.ThrowIfNull(timeouts);
        _options.Timeouts = timeouts;
        return this;
    }

    /// <summary>Tries the next candidate where one provider's content filter refuses a request.</summary>
    /// <returns>The same builder.</returns>
    public RouteBuilder FailOverWhenRefused()
    {
        _options.FailOverWhenRefused = true;
        return this;
    }

    /// <summary>Embeds with another model where the deployments of the first one fail; see <see cref="RouteOptions.FailOverBetweenEmbeddingModels"/>.</summary>
    /// <returns>The same builder.</returns>
    public RouteBuilder FailOverBetweenEmbeddingModels()
    {
        _options.FailOverBetweenEmbeddingModels = true;
        return this;
    }
}
