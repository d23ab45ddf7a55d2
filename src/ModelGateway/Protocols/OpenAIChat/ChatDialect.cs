using System.Text.Json;
using ModelGateway.Protocols.Contents;

namespace ModelGateway.Protocols.OpenAIChat;

/// <summary>How one service speaks Chat Completions: its differences from OpenAI, as data. Made once, read by every request.</summary>
/// <param name="Name">The service's name in notes and errors.</param>
/// <param name="TelemetryName">The value of <c>gen_ai.provider.name</c>.</param>
internal sealed record ChatDialect(string Name, string TelemetryName)
{
    public static readonly ChatDialect OpenAI = new("OpenAI", "openai")
    {
        Service = "OpenAI Chat Completions",
        HidesReasoning = true,
        HasModelTraps = true,
        LongestCallId = 40,
        WebSearch = WebSearchForm.Options,
        Embeddings = new EmbeddingDialect(Base64: true, MaxTokens: EmbeddingDialect.OpenAITokens),
        KeptFields = [JsonEncodedText.Encode("moderation")],
    };

    /// <summary>The protocol's name: what reasoning that goes back remembers as its origin.</summary>
    public string Protocol { get; init; } = TelemetryName + "-chat";

    /// <summary>The service's name where something is missing there.</summary>
    public string Service { get; init; } = Name;

    public ChatFeatures Features { get; init; } = ChatFeatures.OpenAI;

    /// <summary>The header that carries the key; null for <c>Authorization: Bearer</c>, which tokens always go by.</summary>
    public string? KeyHeader { get; init; }

    /// <summary>The field that limits the output.</summary>
    public JsonEncodedText OutputLimit { get; init; } = JsonEncodedText.Encode("max_completion_tokens");

    /// <summary>The longest id of a tool call.</summary>
    public int LongestCallId { get; init; } = ToolCallIds.Unlimited;

    /// <summary>Whether some models refuse what others take, as OpenAI's first reasoning models do.</summary>
    public bool HasModelTraps { get; init; }

    public ReasoningForm Reasoning { get; init; } = ReasoningForm.Effort;

    public ReasoningEfforts Efforts { get; init; } = ReasoningEfforts.Usual;

    /// <summary>Whether the reasoning does not come with the answer, whatever the request asks for.</summary>
    public bool HidesReasoning { get; init; }

    /// <summary>Whether a model that thinks refuses to be told a tool; thinking is then turned off, unless it was asked for.</summary>
    public bool ThinkingRefusesForcedTools { get; init; }

    public ReasoningReturn ReasoningReturn { get; init; }

    /// <summary>The field that reasoning goes back in as text.</summary>
    public JsonEncodedText ReasoningField { get; init; } = JsonEncodedText.Encode("reasoning_content");

    /// <summary>Whether models may begin their text with reasoning between <c>&lt;think&gt;</c> and <c>&lt;/think&gt;</c>.</summary>
    public bool ThinkTags { get; init; }

    public WebSearchForm WebSearch { get; init; }

    /// <summary>Whether the service hosts <c>code_interpreter</c> as a tool.</summary>
    public bool CodeInterpreter { get; init; }

    /// <summary>The object of a chunk that holds a usage of its own, which counts only where the chunk's is missing (Groq's <c>x_groq</c>).</summary>
    public JsonEncodedText UsageWrapper { get; init; }

    /// <summary>Fields beside the choices that answers carry on as additional properties.</summary>
    public JsonEncodedText[] KeptFields { get; init; } = [];

    /// <summary>How texts are embedded; null where they are not.</summary>
    public EmbeddingDialect? Embeddings { get; init; }

    /// <summary>Over what time requests are counted where it is not a minute, as headers do not say it.</summary>
    public QuotaPeriod? RequestLimitPeriod { get; init; }

    /// <summary>Whether models are listed at <c>models</c>.</summary>
    public bool ListsModels { get; init; } = true;

    /// <summary>The limit's field of most other services.</summary>
    public static JsonEncodedText MaxTokens { get; } = JsonEncodedText.Encode("max_tokens");

    /// <summary>Whether Google's models may be behind it, which want the signatures of their calls back; OpenAI's do not.</summary>
    public bool SignsCalls => !HasModelTraps;

    public bool ReturnsReasoning => ReasoningReturn != ReasoningReturn.Never;

    public bool Has(ChatFeatures feature) => (Features & feature) != 0;
}
