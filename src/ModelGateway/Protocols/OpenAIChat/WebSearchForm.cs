namespace ModelGateway.Protocols.OpenAIChat;

/// <summary>How a request lets the service search the web.</summary>
internal enum WebSearchForm
{
    /// <summary>It cannot.</summary>
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
