namespace ModelGateway;

/// <summary>What a list of models is written in.</summary>
public enum CatalogFormat
{
    /// <summary>The gateway's own: one file a provider.</summary>
    ModelGateway,

    /// <summary>LiteLLM's <c>model_prices_and_context_window.json</c>: one object, a model a field.</summary>
    LiteLLM,

    /// <summary>What OpenRouter answers at <c>/api/v1/models</c>.</summary>
    OpenRouter,

    /// <summary>The data of pydantic's genai-prices, version 2: a list of providers with their models and dated prices.</summary>
    GenAiPrices,

    /// <summary>A provider's own list of models, as <see cref="DiscoveredModel"/> has it.</summary>
    ModelList,
}
