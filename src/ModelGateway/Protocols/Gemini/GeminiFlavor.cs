namespace ModelGateway.Protocols.Gemini;

/// <summary>Where the two services that speak the protocol differ: Google AI Studio's Gemini API, and Vertex AI.</summary>
internal sealed record GeminiFlavor
{
    public static readonly GeminiFlavor AIStudio = new()
    {
        Protocol = "gemini",
        Service = "the Gemini API",
        HasCallIds = true,
        HasUploads = true,
        HasFileSearch = true,
        HasServiceTier = true,
    };

    public static readonly GeminiFlavor VertexAI = new()
    {
        Protocol = "vertex-gemini",
        Service = "Vertex AI",
        HasLabels = true,
    };

    /// <summary>The origin of what only this service understands: neither takes the other's signatures.</summary>
    public required string Protocol { get; init; }

    /// <summary>The service in a sentence.</summary>
    public required string Service { get; init; }

    /// <summary>Whether calls and results may have ids, which Vertex AI refuses as unknown; without them, order decides.</summary>
    public bool HasCallIds { get; init; }

    /// <summary>Whether files can be uploaded and named; Vertex AI takes addresses alone, and wants their media types.</summary>
    public bool HasUploads { get; init; }

    /// <summary>Whether files can be searched by the service's own tool.</summary>
    public bool HasFileSearch { get; init; }

    /// <summary>Whether the class of service is a field of the body; Vertex AI has a header for it.</summary>
    public bool HasServiceTier { get; init; }

    /// <summary>Whether requests can be labelled for billing.</summary>
    public bool HasLabels { get; init; }

    /// <summary>Why a field is not sent here; null where it is.</summary>
    public string? Refuses(string field) => field switch
    {
        "labels" when !HasLabels => "only Vertex AI has labels",
        "serviceTier" or "service_tier" when HasLabels =>
            "Vertex AI takes it as the header X-Vertex-AI-LLM-Shared-Request-Type, see ProviderOptions.Headers",
        "store" when HasLabels => "Vertex AI has no such field",
        _ => null,
    };
}
