namespace ModelGateway.Protocols.Gemini;

/// <summary>
/// The fields of Gemini (Google AI Studio and Vertex AI), each once, for readers and writers. Those of usage are in <see
/// cref="GeminiUsage"/>.
/// </summary>
internal static class GeminiNames
{
    /// <summary>The service in notes and errors.</summary>
    public const string Service = "Gemini";

    public static ReadOnlySpan<byte> AllowedFunctionNames => "allowedFunctionNames"u8;

    public static ReadOnlySpan<byte> Args => "args"u8;

    public static ReadOnlySpan<byte> AvgLogprobs => "avgLogprobs"u8;

    public static ReadOnlySpan<byte> BlockReason => "blockReason"u8;

    public static ReadOnlySpan<byte> BlockReasonMessage => "blockReasonMessage"u8;

    public static ReadOnlySpan<byte> Candidates => "candidates"u8;

    public static ReadOnlySpan<byte> ChosenCandidates => "chosenCandidates"u8;

    public static ReadOnlySpan<byte> CitationMetadata => "citationMetadata"u8;

    public static ReadOnlySpan<byte> Code => "code"u8;

    public static ReadOnlySpan<byte> CodeExecution => "codeExecution"u8;

    public static ReadOnlySpan<byte> CodeExecutionResult => "codeExecutionResult"u8;

    public static ReadOnlySpan<byte> Content => "content"u8;

    public static ReadOnlySpan<byte> Contents => "contents"u8;

    public static ReadOnlySpan<byte> CreateTime => "createTime"u8;

    public static ReadOnlySpan<byte> Data => "data"u8;

    public static ReadOnlySpan<byte> Description => "description"u8;

    public static ReadOnlySpan<byte> Error => "error"u8;

    public static ReadOnlySpan<byte> ExecutableCode => "executableCode"u8;

    public static ReadOnlySpan<byte> FileData => "fileData"u8;

    public static ReadOnlySpan<byte> FileSearch => "fileSearch"u8;

    public static ReadOnlySpan<byte> FileSearchStoreNames => "fileSearchStoreNames"u8;

    public static ReadOnlySpan<byte> FileUri => "fileUri"u8;

    public static ReadOnlySpan<byte> FinishMessage => "finishMessage"u8;

    public static ReadOnlySpan<byte> FinishReason => "finishReason"u8;

    public static ReadOnlySpan<byte> FrequencyPenalty => "frequencyPenalty"u8;

    public static ReadOnlySpan<byte> FunctionCall => "functionCall"u8;

    public static ReadOnlySpan<byte> FunctionCallingConfig => "functionCallingConfig"u8;

    public static ReadOnlySpan<byte> FunctionDeclarations => "functionDeclarations"u8;

    public static ReadOnlySpan<byte> FunctionResponse => "functionResponse"u8;

    public static ReadOnlySpan<byte> GenerationConfig => "generationConfig"u8;

    public static ReadOnlySpan<byte> GoogleSearch => "googleSearch"u8;

    public static ReadOnlySpan<byte> GroundingMetadata => "groundingMetadata"u8;

    public static ReadOnlySpan<byte> Id => "id"u8;

    public static ReadOnlySpan<byte> IncludeThoughts => "includeThoughts"u8;

    public static ReadOnlySpan<byte> Index => "index"u8;

    public static ReadOnlySpan<byte> InlineData => "inlineData"u8;

    public static ReadOnlySpan<byte> Instances => "instances"u8;

    public static ReadOnlySpan<byte> Language => "language"u8;

    public static ReadOnlySpan<byte> LogprobsResult => "logprobsResult"u8;

    public static ReadOnlySpan<byte> MaxOutputTokens => "maxOutputTokens"u8;

    public static ReadOnlySpan<byte> MimeType => "mimeType"u8;

    public static ReadOnlySpan<byte> Mode => "mode"u8;

    public static ReadOnlySpan<byte> Model => "model"u8;

    public static ReadOnlySpan<byte> ModelVersion => "modelVersion"u8;

    public static ReadOnlySpan<byte> Name => "name"u8;

    public static ReadOnlySpan<byte> Outcome => "outcome"u8;

    public static ReadOnlySpan<byte> Output => "output"u8;

    public static ReadOnlySpan<byte> Parameters => "parameters"u8;

    public static ReadOnlySpan<byte> ParametersJsonSchema => "parametersJsonSchema"u8;

    public static ReadOnlySpan<byte> Parts => "parts"u8;

    public static ReadOnlySpan<byte> PresencePenalty => "presencePenalty"u8;

    public static ReadOnlySpan<byte> PromptFeedback => "promptFeedback"u8;

    public static ReadOnlySpan<byte> Properties => "properties"u8;

    public static ReadOnlySpan<byte> Requests => "requests"u8;

    public static ReadOnlySpan<byte> Response => "response"u8;

    public static ReadOnlySpan<byte> ResponseId => "responseId"u8;

    public static ReadOnlySpan<byte> ResponseJsonSchema => "responseJsonSchema"u8;

    public static ReadOnlySpan<byte> ResponseMimeType => "responseMimeType"u8;

    public static ReadOnlySpan<byte> Result => "result"u8;

    public static ReadOnlySpan<byte> Role => "role"u8;

    public static ReadOnlySpan<byte> SafetyRatings => "safetyRatings"u8;

    public static ReadOnlySpan<byte> Seed => "seed"u8;

    public static ReadOnlySpan<byte> ServiceTier => "serviceTier"u8;

    public static ReadOnlySpan<byte> StopSequences => "stopSequences"u8;

    public static ReadOnlySpan<byte> StreamFunctionCallArguments => "streamFunctionCallArguments"u8;

    public static ReadOnlySpan<byte> SystemInstruction => "systemInstruction"u8;

    public static ReadOnlySpan<byte> TaskType => "task_type"u8;

    public static ReadOnlySpan<byte> Temperature => "temperature"u8;

    public static ReadOnlySpan<byte> Text => "text"u8;

    public static ReadOnlySpan<byte> ThinkingBudget => "thinkingBudget"u8;

    public static ReadOnlySpan<byte> ThinkingConfig => "thinkingConfig"u8;

    public static ReadOnlySpan<byte> ThinkingLevel => "thinkingLevel"u8;

    public static ReadOnlySpan<byte> Thought => "thought"u8;

    public static ReadOnlySpan<byte> ThoughtSignature => "thoughtSignature"u8;

    public static ReadOnlySpan<byte> ToolConfig => "toolConfig"u8;

    public static ReadOnlySpan<byte> Tools => "tools"u8;

    public static ReadOnlySpan<byte> TopCandidates => "topCandidates"u8;

    public static ReadOnlySpan<byte> TopK => "topK"u8;

    public static ReadOnlySpan<byte> TopP => "topP"u8;

    public static ReadOnlySpan<byte> TrafficType => "trafficType"u8;

    public static ReadOnlySpan<byte> UrlContextMetadata => "urlContextMetadata"u8;

    public static ReadOnlySpan<byte> UsageMetadata => "usageMetadata"u8;
}
