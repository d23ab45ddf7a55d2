using System.Text.Json;
using ModelGateway.Protocols.Claude;
using ModelGateway.Protocols.Contents;
using ModelGateway.Schemas.Dialects;

namespace ModelGateway.Protocols.OpenAIChat;

/// <summary>
/// How one service speaks Chat Completions: its differences from OpenAI, as data. Created once and shared by all requests.
/// </summary>
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
        MostStopSequences = 4,
        TakesCommonMediaAlone = true,
        WebSearch = WebSearchForm.Options,
        Embeddings = new EmbeddingDialect(Base64: true, MaxTokens: EmbeddingDialect.OpenAITokens),
        KeptFields = [JsonEncodedText.Encode("moderation")],
        StrictSchemas = SchemaDialects.OpenAIStrict,
    };

    /// <summary>The output limit's field at most services other than OpenAI.</summary>
    public static JsonEncodedText MaxTokens { get; } = JsonEncodedText.Encode("max_tokens");

    /// <summary>The protocol's name, which returned reasoning remembers as its origin.</summary>
    public string Protocol { get; init; } = TelemetryName + "-chat";

    /// <summary>The service's name in messages about what it lacks.</summary>
    public string Service { get; init; } = Name;

    /// <summary>What the service takes of schemas; null for everything.</summary>
    public SchemaDialect? Schemas { get; init; }

    /// <summary>What it takes of strict ones; null for the same.</summary>
    public SchemaDialect? StrictSchemas { get; init; }

    /// <summary>Whether Claude may answer behind the service, which takes the same of schemas there as at Anthropic.</summary>
    public bool ServesClaude { get; init; }

    public ChatFeatures Features { get; init; } = ChatFeatures.OpenAI;

    /// <summary>The header that carries an API key; null for <c>Authorization: Bearer</c>. Access tokens always use the latter.</summary>
    public string? KeyHeader { get; init; }

    /// <summary>The field that limits the output.</summary>
    public JsonEncodedText OutputLimit { get; init; } = JsonEncodedText.Encode("max_completion_tokens");

    /// <summary>The length of the longest tool-call id that the service accepts.</summary>
    public int LongestCallId { get; init; } = ToolCallIds.Unlimited;

    /// <summary>How many stop sequences the service takes.</summary>
    public int MostStopSequences { get; init; } = int.MaxValue;

    /// <summary>
    /// Whether the service refuses images other than PNG, JPEG, GIF and WebP, and files that are no documents. Where it is unknown they are
    /// sent.
    /// </summary>
    public bool TakesCommonMediaAlone { get; init; }

    /// <summary>Whether some models refuse what others take, as OpenAI's first reasoning models do.</summary>
    public bool HasModelTraps { get; init; }

    public ReasoningForm Reasoning { get; init; } = ReasoningForm.Effort;

    public ReasoningEfforts Efforts { get; init; } = ReasoningEfforts.Usual;

    /// <summary>Whether the service keeps the reasoning to itself, even if the request asks for it.</summary>
    public bool HidesReasoning { get; init; }

    /// <summary>
    /// Whether a model that thinks refuses a required tool. Thinking is then turned off, unless the request asks for it.
    /// </summary>
    public bool ThinkingRefusesForcedTools { get; init; }

    public ReasoningReturn ReasoningReturn { get; init; }

    /// <summary>The field that reasoning is sent back in as text.</summary>
    public JsonEncodedText ReasoningField { get; init; } = JsonEncodedText.Encode("reasoning_content");

    /// <summary>Whether models may begin their text with reasoning between <c>&lt;think&gt;</c> and <c>&lt;/think&gt;</c>.</summary>
    public bool ThinkTags { get; init; }

    public WebSearchForm WebSearch { get; init; }

    /// <summary>Whether the service hosts <c>code_interpreter</c> as a tool.</summary>
    public bool CodeInterpreter { get; init; }

    /// <summary>The object of a chunk that holds another usage, used only where the chunk itself has none (Groq's <c>x_groq</c>).</summary>
    public JsonEncodedText UsageWrapper { get; init; }

    /// <summary>Fields beside the choices that become additional properties of the answer.</summary>
    public JsonEncodedText[] KeptFields { get; init; } = [];

    /// <summary>Fields of a choice that become additional properties of the answer.</summary>
    public JsonEncodedText[] KeptChoiceFields { get; init; } = [];

    /// <summary>Whether messages list the tools that the service ran (Groq's <c>executed_tools</c>).</summary>
    public bool ExecutedTools { get; init; }

    /// <summary>
    /// Whether a stream may end with <c>[DONE]</c> alone, without a finish reason, once it has reported usage and its content is whole. At
    /// any other service such a stream was cut by a proxy.
    /// </summary>
    public bool EndsWithoutReason { get; init; }

    /// <summary>How the service embeds texts; null where it does not.</summary>
    public EmbeddingDialect? Embeddings { get; init; }

    /// <summary>The period over which requests are counted, where it is not a minute and the headers do not say it.</summary>
    public QuotaPeriod? RequestLimitPeriod { get; init; }

    /// <summary>Whether models are listed at <c>models</c>.</summary>
    public bool ListsModels { get; init; } = true;

    /// <summary>Whether Google's models may answer, which need the signatures of their calls back. OpenAI's models do not.</summary>
    public bool SignsCalls => !HasModelTraps;

    public bool ReturnsReasoning => ReasoningReturn != ReasoningReturn.Never;

    /// <summary>Whether the service has a field for the number of tokens to think with.</summary>
    public bool TakesThinkingBudget => Reasoning is ReasoningForm.Budget or ReasoningForm.Object;

    public bool Has(ChatFeatures feature) => (Features & feature) != 0;

    /// <summary>What a model behind the service takes of schemas; null for everything.</summary>
    public SchemaDialect? FindSchemaDialect(string modelId, bool isStrict) =>
        ServesClaude && ClaudeModels.Include(modelId) ? SchemaDialects.Claude
        : isStrict ? StrictSchemas ?? Schemas
        : Schemas;
}
