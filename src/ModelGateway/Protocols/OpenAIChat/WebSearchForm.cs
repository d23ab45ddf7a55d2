namespace ModelGateway.Protocols.OpenAIChat;

/// <summary>The field by which a request lets the service search the web.</summary>
internal enum WebSearchForm
{
    /// <summary>The service cannot search the web.</summary>
    None = 0,

    /// <summary><c>web_search_options</c>.</summary>
    Options,

    /// <summary>OpenRouter's plugin <c>web</c>.</summary>
    Plugin,

    /// <summary>Qwen's <c>enable_search</c>.</summary>
    Flag,

    /// <summary>Groq's tool <c>browser_search</c>.</summary>
    Tool,
}
