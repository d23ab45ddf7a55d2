using Microsoft.Extensions.AI;

namespace ModelGateway;

/// <summary>Puts the gateway's settings on any chat options.</summary>
public static class ChatOptionsGatewayExtensions
{
    /// <summary>Changes the gateway's settings on these options, e.g. <c>options.WithGateway(s => s with { MaxAttempts = 1 })</c>.</summary>
    /// <typeparam name="TOptions">The type of the options, which is kept.</typeparam>
    /// <param name="options">The options; changed in place.</param>
    /// <param name="change">Makes the new settings from the current ones.</param>
    /// <returns>The same options.</returns>
    public static TOptions WithGateway<TOptions>(this TOptions options, Func<GatewayRequestOptions, GatewayRequestOptions> change)
        where TOptions : ChatOptions
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(change);
        GatewayRequestOptions settings = change(GatewayRequestOptions.From(options));
        if (options is GatewayChatOptions gateway)
        {
            gateway.Settings = settings;
        }
        else
        {
            GatewayRequestOptions.Attach(options, settings);
        }

        return options;
    }

    /// <summary>Names what whoever answers must be able to do, e.g. <c>options.Require(Capability.JsonSchema, Capability.Context(128_000))</c>; adds to what was named before.</summary>
    /// <typeparam name="TOptions">The type of the options, which is kept.</typeparam>
    /// <param name="options">The options; changed in place.</param>
    /// <param name="capabilities">The capabilities.</param>
    /// <returns>The same options.</returns>
    public static TOptions Require<TOptions>(this TOptions options, params Capability[] capabilities)
        where TOptions : ChatOptions =>
        options.WithGateway(settings => settings with { Require = [.. settings.Require, .. capabilities] });

    /// <summary>Names what whoever answers should rather be able to do; adds to what was named before.</summary>
    /// <typeparam name="TOptions">The type of the options, which is kept.</typeparam>
    /// <param name="options">The options; changed in place.</param>
    /// <param name="capability">The capability.</param>
    /// <param name="weight">What it is worth, above 0 and at most 1.</param>
    /// <returns>The same options.</returns>
    public static TOptions Prefer<TOptions>(this TOptions options, Capability capability, double weight = 1)
        where TOptions : ChatOptions =>
        options.WithGateway(settings => settings with { Prefer = [.. settings.Prefer, new CapabilityPreference(capability, weight)] });
}
