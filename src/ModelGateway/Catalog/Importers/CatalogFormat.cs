namespace ModelGateway;

/// <summary>The format of a list of models.</summary>
public enum CatalogFormat
{
    /// <summary>The format of this library: one file for each provider.</summary>
    ModelGateway,

    /// <summary>LiteLLM's <c>model_prices_and_context_window.json</c>: one object with a field for each model.</summary>
    LiteLLM,

    /// <summary>OpenRouter's answer at <c>/api/v1/models</c>.</summary>
    OpenRouter,

    /// <summary>The data of pydantic's genai-prices, version 2: a list of providers with models and dated prices.</summary>
    GenAiPrices,

    /// <summary>A provider's list of its models, as a list of <see cref="DiscoveredModel"/>.</summary>
    ModelList,
}
