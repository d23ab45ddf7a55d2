using Microsoft.Extensions.AI;

namespace ModelGateway;

/// <summary>Puts the gateway's settings on embedding options.</summary>
public static class EmbeddingOptionsGatewayExtensions
{
    /// <summary>Changes the gateway's settings on these options, e.g. <c>options.WithGateway(s => s with { MaxAttempts = 1 })</c>.</summary>
    /// <param name="options">The options; changed in place.</param>
    /// <param name="change">Makes the new settings from the current ones.</param>
    /// <returns>The same options.</returns>
    public static EmbeddingGenerationOptions WithGateway(
        this EmbeddingGenerationOptions options, Func<GatewayRequestOptions, GatewayRequestOptions> change)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(change);
        GatewayRequestOptions.Attach(options, change(GatewayRequestOptions.From(options)));
        return options;
    }

    /// <summary>Names what whoever embeds must be able to do; adds to what was named before.</summary>
    /// <param name="options">The options; changed in place.</param>
    /// <param name="capabilities">The capabilities.</param>
    /// <returns>The same options.</returns>
    public static EmbeddingGenerationOptions Require(this EmbeddingGenerationOptions options, params Capability[] capabilities) =>
        options.WithGateway(settings => settings with { Require = [.. settings.Require, .. capabilities] });
}
