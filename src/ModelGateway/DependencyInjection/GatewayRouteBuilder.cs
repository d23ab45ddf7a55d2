namespace ModelGateway;

/// <summary>Describes a route in code.</summary>
public sealed class GatewayRouteBuilder
{
    private readonly GatewayRouteOptions _options;

    internal GatewayRouteBuilder(GatewayRouteOptions options)
    {
        _options = options;
    }

    /// <summary>Adds candidates.</summary>
    /// <param name="deployments">As <c>provider/model</c>, or the name of a wrapped client's deployment.</param>
    /// <returns>The same builder.</returns>
    public GatewayRouteBuilder To(params ReadOnlySpan<string> deployments)
    {
        foreach (string deployment in deployments)
        {
            _options.To.Add(deployment);
        }

        return this;
    }

    /// <summary>Names what every candidate must be able to do for any request.</summary>
    /// <param name="capabilities">The capabilities.</param>
    /// <returns>The same builder.</returns>
    public GatewayRouteBuilder Require(params ReadOnlySpan<Capability> capabilities)
    {
        foreach (Capability capability in capabilities)
        {
            _options.Require.Add(capability);
        }

        return this;
    }

    /// <summary>Names what candidates should rather be able to do.</summary>
    /// <param name="capability">The capability.</param>
    /// <param name="weight">What it is worth, above 0 and at most 1.</param>
    /// <returns>The same builder.</returns>
    public GatewayRouteBuilder Prefer(Capability capability, double weight = 1)
    {
        _options.Prefer.Add(new CapabilityPreference(capability, weight));
        return this;
    }

    /// <summary>Says what becomes of candidates of which it is unknown whether they can do what is needed.</summary>
    /// <param name="choice">The choice; see <see cref="GatewayRouteOptions.WhenUnknown"/>.</param>
    /// <returns>The same builder.</returns>
    public GatewayRouteBuilder WhenUnknown(UnmetCapabilityBehavior choice)
    {
        _options.WhenUnknown = choice;
        return this;
    }

    /// <summary>Says what becomes of candidates that would leave out an option of the request.</summary>
    /// <param name="choice">The choice; see <see cref="GatewayRouteOptions.WhenOptionMissing"/>.</param>
    /// <returns>The same builder.</returns>
    public GatewayRouteBuilder WhenOptionMissing(UnmetCapabilityBehavior choice)
    {
        _options.WhenOptionMissing = choice;
        return this;
    }

    /// <summary>Lets the gateway do something in place of a capability that a candidate lacks; adds to what was allowed before.</summary>
    /// <param name="bridges">What it may do.</param>
    /// <returns>The same builder.</returns>
    public GatewayRouteBuilder Bridge(Bridges bridges)
    {
        _options.Bridges |= bridges;
        return this;
    }

    /// <summary>Says how often a deployment is asked again whose answer does not fit the JSON schema.</summary>
    /// <param name="times">How often, 0 or more; see <see cref="GatewayRouteOptions.MaxRepairs"/>.</param>
    /// <returns>The same builder.</returns>
    public GatewayRouteBuilder MaxRepairs(int times)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(times);
        _options.MaxRepairs = times;
        return this;
    }

    /// <summary>Ranks the candidates by a policy.</summary>
    /// <param name="policy">The policy's name; see <see cref="RoutingPolicies"/>.</param>
    /// <returns>The same builder.</returns>
    public GatewayRouteBuilder By(string policy)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(policy);
        _options.Policy = policy;
        return this;
    }

    /// <summary>Sets the clocks of attempts on this route.</summary>
    /// <param name="timeouts">The clocks; what is not set is taken from provider and gateway.</param>
    /// <returns>The same builder.</returns>
    public GatewayRouteBuilder Within(GatewayTimeoutOptions timeouts)
    {
        ArgumentNullException.ThrowIfNull(timeouts);
        _options.Timeouts = timeouts;
        return this;
    }

    /// <summary>Lets a candidate's successor take its place as the model goes; see <see cref="GatewayRouteOptions.UseSuccessors"/>.</summary>
    /// <returns>The same builder.</returns>
    public GatewayRouteBuilder UseSuccessors()
    {
        _options.UseSuccessors = true;
        return this;
    }

    /// <summary>Tries the next candidate where one provider's content filter refuses a request.</summary>
    /// <returns>The same builder.</returns>
    public GatewayRouteBuilder FailOverWhenRefused()
    {
        _options.FailOverWhenRefused = true;
        return this;
    }

    /// <summary>Embeds with another model where the deployments of the first one fail; see <see cref="GatewayRouteOptions.FailOverBetweenEmbeddingModels"/>.</summary>
    /// <returns>The same builder.</returns>
    public GatewayRouteBuilder FailOverBetweenEmbeddingModels()
    {
        _options.FailOverBetweenEmbeddingModels = true;
        return this;
    }
}
