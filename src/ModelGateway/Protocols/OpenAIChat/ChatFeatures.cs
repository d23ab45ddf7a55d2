namespace ModelGateway.Protocols.OpenAIChat;

/// <summary>The features of Chat Completions that not every service has.</summary>
[Flags]
internal enum ChatFeatures
{
    None = 0,

    /// <summary>A stream reports its usage only if <c>stream_options.include_usage</c> asks for it.</summary>
    StreamUsage = 1 << 0,

    /// <summary>Chunks are padded unless <c>stream_options.include_obfuscation</c> is false.</summary>
    Obfuscation = 1 << 1,

    Seed = 1 << 2,

    TopK = 1 << 3,

    /// <summary><c>frequency_penalty</c> and <c>presence_penalty</c>.</summary>
    Penalties = 1 << 4,

    /// <summary>Functions.</summary>
    Tools = 1 << 5,

    ParallelToolCalls = 1 << 6,

    /// <summary><c>tool_choice</c> may be <c>required</c>.</summary>
    RequiredTool = 1 << 7,

    /// <summary><c>tool_choice</c> may name a function.</summary>
    NamedTool = 1 << 8,

    /// <summary><c>strict</c>, of tools and of response schemas.</summary>
    Strict = 1 << 9,

    /// <summary><c>response_format</c> of the type <c>json_schema</c>.</summary>
    JsonSchema = 1 << 10,

    /// <summary><c>response_format</c> of the type <c>json_object</c>.</summary>
    JsonMode = 1 << 11,

    /// <summary>The role <c>developer</c>; services without it get <c>system</c>.</summary>
    DeveloperRole = 1 << 12,

    /// <summary>Names of the authors of messages.</summary>
    Names = 1 << 13,

    Images = 1 << 14,

    Audio = 1 << 15,

    Files = 1 << 16,

    /// <summary>Messages with tool calls need a <c>content</c> too, which may be empty.</summary>
    ContentBesideCalls = 1 << 17,

    /// <summary><c>prompt_cache_key</c>.</summary>
    PromptCacheKey = 1 << 18,

    /// <summary><c>service_tier</c>.</summary>
    ServiceTier = 1 << 19,

    /// <summary><c>cache_control</c>, of parts, tools, tool messages and the request.</summary>
    CacheControl = 1 << 20,

    /// <summary>Parts of the type <c>video_url</c>.</summary>
    Video = 1 << 21,

    /// <summary>OpenAI's features.</summary>
    OpenAI = StreamUsage | Obfuscation | Seed | Penalties | Tools | ParallelToolCalls | RequiredTool | NamedTool | Strict | JsonSchema
        | JsonMode
        | DeveloperRole | Names | Images | Audio | Files | PromptCacheKey | ServiceTier,

    /// <summary>The features of most other services: the samplers of open models, without OpenAI's latest additions.</summary>
    Usual = (OpenAI | TopK) & ~(Obfuscation | DeveloperRole | PromptCacheKey | ServiceTier),
}
