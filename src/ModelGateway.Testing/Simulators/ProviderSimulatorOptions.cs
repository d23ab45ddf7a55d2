namespace ModelGateway.Testing;

/// <summary>The options of a <see cref="ProviderSimulator"/>.</summary>
public sealed class ProviderSimulatorOptions
{
    /// <summary>The clock of latency, pacing, rate-limit windows and timestamps. Default <see cref="TimeProvider.System"/>.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>The accepted key. Null (the default): a key in the provider's form.</summary>
    public string? ApiKey { get; set; }

    /// <summary>The models that exist; others are answered 404. Empty (the default): every model exists and one is listed.</summary>
    public IList<string> Models { get; } = [];

    /// <summary>The context window in tokens. Longer input is rejected like by the provider. Null (the default): no limit.</summary>
    public long? ContextWindow { get; set; }

    /// <summary>
    /// Whether an Anthropic conversation may start with the assistant. Default false: the newest models accept it, but older ones and
    /// the same protocol on other platforms do not.
    /// </summary>
    public bool AcceptAssistantFirst { get; set; }
}
