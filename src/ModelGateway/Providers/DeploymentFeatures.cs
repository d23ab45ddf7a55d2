using ModelGateway.Capabilities;

namespace ModelGateway;

/// <summary>
/// What a client says of itself to the gateway. The gateway asks every client and generator that it is given, by
/// <c>client.GetService(typeof(DeploymentFeatures), modelId)</c> and, where that says nothing, by
/// <c>client.GetService(typeof(DeploymentFeatures))</c>.
/// </summary>
public sealed record DeploymentFeatures
{
    internal static DeploymentFeatures Unknown { get; } = new();

    /// <summary>
    /// What can be had through the client. What is known to be missing is missing whatever is said of the model elsewhere; what is known to
    /// be there is there unless the model is said to lack it.
    /// </summary>
    public CapabilitySet Capabilities { get; init; }

    /// <summary>
    /// Whether a cancelled call ends at once. The gateway waits for the end of such calls only; it abandons others when their time is up.
    /// </summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool HonoursCancellation { get; init; }

    /// <summary>Whether a stream that ends without a finish reason is complete.</summary>
    /// <value>The default is <see langword="false"/>: such a stream counts as truncated.</value>
    public bool FinishReasonOptional { get; init; }

    /// <summary>The context window that the client offers, in tokens. Of this and what is said of the model the smaller counts.</summary>
    public int? ContextWindow { get; init; }

    /// <summary>The most tokens of input. Of this and what is said of the model the smaller counts.</summary>
    public int? MaxInputTokens { get; init; }

    /// <summary>The most tokens of output. Of this and what is said of the model the smaller counts.</summary>
    public int? MaxOutputTokens { get; init; }

    /// <summary>The most requests in flight at once. Of this and what is configured the smaller counts.</summary>
    public int? MaxConcurrency { get; init; }

    /// <summary>
    /// The most texts that one embedding request may carry; longer lists are split. Of this and what is configured the smaller counts.
    /// </summary>
    public int? MaxInputs { get; init; }

    /// <summary>How many numbers a vector has; null where it is unknown.</summary>
    public int? Dimensions { get; init; }

    /// <summary>
    /// What the vectors can be compared with, see <see cref="ModelInfo.EmbeddingSpace"/>; null where the client does not name it.
    /// </summary>
    public string? EmbeddingSpace { get; init; }

    /// <summary>The family of the model's tokenizer, see <see cref="TokenizerFamilies"/>; null where it is unknown.</summary>
    public string? Tokenizer { get; init; }

    /// <summary>What is left of a model where it is reached through this client: the same object where nothing changes.</summary>
    internal ModelInfo ApplyTo(ModelInfo model)
    {
        CapabilitySet reachable = model.Capabilities.Over(new CapabilitySet(Capabilities.Yes, CapabilityFlags.None))
            .Without(Capabilities.No);
        return !StatesMore ? reachable == model.Capabilities ? model : model with { Capabilities = reachable } : model with
        {
            Capabilities = reachable,
            ContextWindow = Smaller(model.ContextWindow, ContextWindow),
            MaxInputTokens = Smaller(model.MaxInputTokens, MaxInputTokens),
            MaxOutputTokens = Smaller(model.MaxOutputTokens, MaxOutputTokens),
            MaxConcurrency = Smaller(model.MaxConcurrency, MaxConcurrency),
            Dimensions = model.Dimensions ?? Dimensions,
            EmbeddingSpace = model.EmbeddingSpace ?? EmbeddingSpace,
            Tokenizer = model.Tokenizer ?? Tokenizer,
        };
    }

    internal static int? Smaller(int? one, int? other) => one is null || other < one ? other ?? one : one;

    private bool StatesMore =>
        (ContextWindow ?? MaxInputTokens ?? MaxOutputTokens ?? MaxConcurrency ?? Dimensions) is not null || EmbeddingSpace is not null
            || Tokenizer is not null;
}
