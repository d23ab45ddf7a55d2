namespace ModelGateway;

/// <summary>How a client or generator of the application serves as a deployment.</summary>
public sealed class ClientDeploymentOptions
{
    /// <summary>The model to ask the client for.</summary>
    /// <value>The default leaves the choice to the client.</value>
    public string? ModelId { get; set; }

    /// <summary>
    /// What is known of the model that the client speaks to: capabilities, limits, price. With a <see cref="ModelInfo.CatalogId"/> such as
    /// <c>openai/gpt-5-mini</c>, what is not said here is taken from the catalog, its price too. The client is asked for
    /// <see cref="ModelId"/>, not for the id in here.
    /// </summary>
    /// <value>The default is null: nothing is known, not even where the model's name is one of the catalog's.</value>
    public ModelInfo? Model { get; set; }

    /// <summary>
    /// Whether a stream that ends without a finish reason is complete. Vendors' clients give one unless the stream was cut off.
    /// </summary>
    /// <value>The default is <see langword="false"/>: such a stream is truncated.</value>
    public bool FinishReasonOptional { get; set; }

    /// <summary>The most texts that are embedded at once; more are split.</summary>
    /// <value>The default is null: any number.</value>
    public int? MaxInputs { get; set; }

    /// <summary>The timeouts of attempts at this deployment.</summary>
    /// <value>The default is null: those of the route and of the gateway.</value>
    public GatewayTimeoutOptions? Timeouts { get; set; }

    internal ModelInfo ToModel(string name) =>
        Model is null ? new ModelInfo { Id = ModelId ?? name }
        : ModelId is null ? Model
        : Model with { Id = ModelId };
}
