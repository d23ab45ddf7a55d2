namespace ModelGateway;

/// <summary>No deployment could take the request: the name is unknown, or every candidate was skipped, each with its reason.</summary>
public sealed class NoRouteException : GatewayException
{
    internal NoRouteException(string message, string? requestedModel)
        : base(message)
    {
        RequestedModel = requestedModel;
    }

    /// <summary>The name that was asked for (<c>ChatOptions.ModelId</c>); null where the default route was meant.</summary>
    public string? RequestedModel { get; }

    /// <summary>The nearest names that exist, best first; empty where the name was known.</summary>
    public IReadOnlyList<string> Suggestions { get; internal init; } = [];

    /// <summary>Every deployment that was considered, with the reason why it was skipped.</summary>
    public IReadOnlyList<SkippedDeployment> Skipped { get; internal init; } = [];

    /// <summary>How long until the first of them may take a request again, where that is known.</summary>
    public TimeSpan? RetryAfter { get; internal init; }
}
