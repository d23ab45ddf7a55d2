using System.Text.Json;
using Microsoft.Extensions.AI;

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

    /// <summary>Requires capabilities of every candidate, for every request.</summary>
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

    /// <summary>Prefers candidates that have a capability.</summary>
    /// <param name="capability">The capability.</param>
    /// <param name="weight">Its weight among the preferences, above 0 and at most 1.</param>
    /// <returns>The same builder.</returns>
    public GatewayRouteBuilder Prefer(Capability capability, double weight = 1)
    {
        _options.Prefer.Add(new CapabilityPreference(capability, weight));
        return this;
    }

    /// <summary>Sets how candidates are treated for which it is unknown whether they have a required capability.</summary>
    /// <param name="behavior">The behavior; see <see cref="GatewayRouteOptions.WhenUnknown"/>.</param>
    /// <returns>The same builder.</returns>
    public GatewayRouteBuilder WhenUnknown(UnmetCapabilityBehavior behavior)
    {
        _options.WhenUnknown = behavior;
        return this;
    }

    /// <summary>Sets how candidates are treated that would leave out an option of the request.</summary>
    /// <param name="behavior">The behavior; see <see cref="GatewayRouteOptions.WhenOptionMissing"/>.</param>
    /// <returns>The same builder.</returns>
    public GatewayRouteBuilder WhenOptionMissing(UnmetCapabilityBehavior behavior)
    {
        _options.WhenOptionMissing = behavior;
        return this;
    }

    /// <summary>Allows the gateway to bridge capabilities that a candidate lacks, in addition to the bridges allowed before.</summary>
    /// <param name="bridges">The bridges.</param>
    /// <returns>The same builder.</returns>
    public GatewayRouteBuilder Bridge(Bridges bridges)
    {
        _options.Bridges |= bridges;
        return this;
    }

    /// <summary>Sets how often a deployment is asked again when its answer does not fit the JSON schema.</summary>
    /// <param name="times">How often, 0 or more; see <see cref="GatewayRouteOptions.MaxRepairs"/>.</param>
    /// <returns>The same builder.</returns>
    public GatewayRouteBuilder MaxRepairs(int times)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(times);
        _options.MaxRepairs = times;
        return this;
    }

    /// <summary>
    /// Checks when the host starts that every candidate can answer as a type, as <c>CheckSchema</c> does; else the start fails, and the
    /// message names the property and the candidate.
    /// </summary>
    /// <typeparam name="T">The type that <c>GetResponseAsync&lt;T&gt;</c> will ask for.</typeparam>
    /// <param name="serializerOptions">The options that describe the type; null for those of Microsoft.Extensions.AI.</param>
    /// <param name="strict">Whether requests will ask for strictness.</param>
    /// <returns>The same builder.</returns>
    public GatewayRouteBuilder CheckSchema<T>(JsonSerializerOptions? serializerOptions = null, bool strict = false)
    {
        JsonElement schema = AIJsonUtilities.CreateJsonSchema(typeof(T), serializerOptions: serializerOptions);
        _options.CheckedSchemas.Add((typeof(T).Name, schema, strict));
        return this;
    }

    /// <summary>Ranks the candidates by a policy.</summary>
    /// <param name="policy">The policy's name; see <see cref="RoutingPolicies"/>.</param>
    /// <returns>The same builder.</returns>
    public GatewayRouteBuilder UsePolicy(string policy)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(policy);
        _options.Policy = policy;
        return this;
    }

    /// <summary>Sets the clocks of attempts on this route.</summary>
    /// <param name="timeouts">The clocks; those not set are taken from the provider and the gateway.</param>
    /// <returns>The same builder.</returns>
    public GatewayRouteBuilder WithTimeouts(GatewayTimeoutOptions timeouts)
    {
        ArgumentNullException.ThrowIfNull(timeouts);
        _options.Timeouts = timeouts;
        return this;
    }

    /// <summary>
    /// Replaces a candidate by its successor when its model retires; see <see cref="GatewayRouteOptions.UseSuccessors"/>.
    /// </summary>
    /// <returns>The same builder.</returns>
    public GatewayRouteBuilder UseSuccessors()
    {
        _options.UseSuccessors = true;
        return this;
    }

    /// <summary>Tries the next candidate when a provider's content filter refuses a request.</summary>
    /// <returns>The same builder.</returns>
    public GatewayRouteBuilder FailOverWhenRefused()
    {
        _options.FailOverWhenRefused = true;
        return this;
    }

    /// <summary>
    /// Embeds with another model when all deployments of the first model fail; see
    /// <see cref="GatewayRouteOptions.FailOverBetweenEmbeddingModels"/>.
    /// </summary>
    /// <returns>The same builder.</returns>
    public GatewayRouteBuilder FailOverBetweenEmbeddingModels()
    {
        _options.FailOverBetweenEmbeddingModels = true;
        return this;
    }
}
