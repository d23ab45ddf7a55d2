namespace ModelGateway.Protocols.OpenAIResponses;

/// <summary>In what the services that speak Responses differ.</summary>
/// <param name="TelemetryName">The value of <c>gen_ai.provider.name</c>.</param>
internal sealed record ResponsesSettings(string TelemetryName)
{
    /// <summary>
    /// The protocol's name. Every service has its own, as none can decrypt another's reasoning.
    /// </summary>
    public string Protocol { get; init; } = TelemetryName + "-responses";

    /// <summary>What the service is called in notes and errors.</summary>
    public string Service { get; init; } = "OpenAI Responses";

    /// <summary>The header that carries a key; null for <c>Authorization: Bearer</c>, as tokens always go.</summary>
    public string? KeyHeader { get; init; }

    /// <summary>Whether there is a field for instructions; otherwise they go as a system message.</summary>
    public bool HasInstructions { get; init; } = true;

    /// <summary>
    /// Whether the service refuses images other than PNG, JPEG, GIF and WebP, and files that are no documents. Where it is unknown they are
    /// sent.
    /// </summary>
    public bool TakesCommonMediaAlone { get; init; } = true;

    /// <summary>Whether every model takes the request for encrypted reasoning. OpenAI's models that do not reason refuse it.</summary>
    public bool AlwaysEncrypts { get; init; }

    /// <summary>Whether the service pads the pieces of a stream unless it is told not to.</summary>
    public bool Obfuscates { get; init; }

    /// <summary>How the service embeds texts, which Responses does not cover; null where it does not embed.</summary>
    public IEmbeddingProtocol? Embeddings { get; init; }

    /// <summary>How the service lists its models; null where it does not.</summary>
    public IModelListProtocol? ModelList { get; init; }

    /// <summary>The header with the provider's id of a request.</summary>
    public string RequestIdHeader { get; init; } = "x-request-id";
}
