namespace ModelGateway;

/// <summary>How a client that existed before serves as a deployment.</summary>
public sealed class ClientDeploymentOptions
{
    /// <summary>The model to ask the client for.</summary>
    /// <value>The default leaves the choice to the client.</value>
    public string? ModelId { get; set; }

    /// <summary>What is known of the model: what it can, above all. <see cref="Price"/>, <see cref="ContextWindow"/> and whatever else is set beside it goes before it.</summary>
    /// <value>The default is null: nothing beside what is set here.</value>
    public ModelInfo? Model { get; set; }

    /// <summary>Whether the client outlives the gateway. A client that a container made is the container's to dispose.</summary>
    /// <value>The default is <see langword="false"/>: the gateway disposes it.</value>
    public bool LeaveOpen { get; set; }

    /// <summary>Whether a stream that ends without a finish reason is complete. Vendors' clients give one unless the stream was cut off.</summary>
    /// <value>The default is <see langword="false"/>: such a stream is truncated.</value>
    public bool FinishReasonOptional { get; set; }

    /// <summary>The price; null where it is unknown.</summary>
    public ModelPrice? Price { get; set; }

    /// <summary>The context window, in tokens; null where it is unknown.</summary>
    public int? ContextWindow { get; set; }

    /// <summary>The most tokens that the model puts out in one answer; null where it is unknown.</summary>
    public int? MaxOutputTokens { get; set; }

    /// <summary>Names what the embeddings can be compared with; see <see cref="ModelInfo.EmbeddingSpace"/>.</summary>
    public string? EmbeddingSpace { get; set; }

    /// <summary>The most texts that are embedded at once; more are split. Null for any number.</summary>
    public int? MaxInputs { get; set; }

    /// <summary>The most requests in flight at once; null for no limit.</summary>
    public int? MaxConcurrency { get; set; }

    /// <summary>The clocks of attempts at this deployment.</summary>
    public GatewayTimeouts? Timeouts { get; set; }
}
