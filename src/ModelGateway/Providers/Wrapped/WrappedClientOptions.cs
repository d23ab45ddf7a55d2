using ModelGateway.Providers.Secrets;

namespace ModelGateway.Providers.Wrapped;

/// <summary>How the gateway uses a client or a generator that it wraps.</summary>
/// <param name="Origin">Marks content that only this client understands.</param>
internal sealed record WrappedClientOptions(string Origin)
{
    /// <summary>The model to ask the client for; null leaves the choice to the client.</summary>
    public string? ModelId { get; init; }

    /// <summary>
    /// Whether the client is asked for the model of each request, as a provider's client is, rather than for <see cref="ModelId"/>.
    /// </summary>
    public bool SendsRequestedModel { get; init; }

    /// <summary>Whether the client outlives the gateway.</summary>
    public bool LeaveOpen { get; init; }

    /// <summary>Whether a stream without a finish reason is complete.</summary>
    public bool FinishReasonOptional { get; init; }

    /// <summary>The most texts that it embeds at once; null for any number.</summary>
    public int? MaxInputs { get; init; }

    /// <summary>The provider's name in telemetry, where the client has no metadata.</summary>
    public string TelemetryName { get; init; } = "unknown";

    /// <summary>The secrets that the client holds, as far as the gateway knows them.</summary>
    public SecretMasks Secrets { get; init; } = SecretMasks.None;

    public string? GetModelId(string requested) => SendsRequestedModel ? requested : ModelId;
}
