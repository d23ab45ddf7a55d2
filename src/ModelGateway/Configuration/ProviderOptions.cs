namespace ModelGateway;

/// <summary>A service reached by one protocol, base address and pool of keys.</summary>
public sealed class ProviderOptions
{
    /// <summary>The protocol: <c>OpenAI</c>, <c>Anthropic</c> or <c>Gemini</c>. Required.</summary>
    public string Type { get; set; } = "";

    /// <summary>The base address.</summary>
    /// <value>The default is the vendor's public one.</value>
    public Uri? Endpoint { get; set; }

    /// <summary>
    /// The keys, taken in turn: <c>env:NAME</c> reads an environment variable, <c>config:PATH</c> a configuration value, anything else is
    /// the key itself.
    /// </summary>
    /// <value>The default is the vendor's usual environment variable, e.g. <c>OPENAI_API_KEY</c>. Other endpoints may go without a key.</value>
    public IList<string> Keys { get; } = [];

    /// <summary>What is known of the models. Models that are not listed can be used too; then their prices and limits are unknown.</summary>
    public IList<ModelInfo> Models { get; } = [];

    /// <summary>The clocks of attempts at this provider.</summary>
    public GatewayTimeouts? Timeouts { get; set; }

    /// <summary>Whether a connection is opened when the host starts, so that the first request need not.</summary>
    /// <value>The default is <see langword="false"/>: nothing goes over the network before it is needed.</value>
    public bool PreWarm { get; set; }
}
