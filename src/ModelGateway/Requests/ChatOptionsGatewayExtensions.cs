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
    public static TOptions WithGateway<TOptions>(this TOptions options, Func<GatewayRequestSettings, GatewayRequestSettings> change)
        where TOptions : ChatOptions
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(change);
        GatewayRequestSettings settings = change(GatewayRequestSettings.From(options));
        if (options is GatewayChatOptions gateway)
        {
            gateway.Settings = settings;
        }
        else
        {
            GatewayRequestSettings.Attach(options, settings);
        }

        return options;
    }
}
