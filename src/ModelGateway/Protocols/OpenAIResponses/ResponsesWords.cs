using Microsoft.Extensions.AI;
using ModelGateway.Costs.Usage;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.OpenAIResponses;

/// <summary>The words of Responses, for both directions. Where several words mean the same, the first is OpenAI's and is written.</summary>
internal static class ResponsesWords
{
    /// <summary><c>status</c> of a response. A status that is not listed is read as <see cref="ResponsesStatus.Completed"/>.</summary>
    public static readonly WordTable<ResponsesStatus> Statuses = new(
        ("completed", ResponsesStatus.Completed),
        ("queued", ResponsesStatus.Queued),
        ("in_progress", ResponsesStatus.InProgress),
        ("incomplete", ResponsesStatus.Incomplete),
        ("cancelled", ResponsesStatus.Cancelled),
        ("failed", ResponsesStatus.Failed));

    /// <summary><c>incomplete_details.reason</c>: why a response is incomplete.</summary>
    public static readonly WordTable<ChatFinishReason> IncompleteReasons = new(
        ("max_output_tokens", ChatFinishReason.Length),
        ("max_tokens", ChatFinishReason.Length),
        ("length", ChatFinishReason.Length),
        ("content_filter", ChatFinishReason.ContentFilter));

    /// <summary>The events of a stream that say something new, the most frequent ones first.</summary>
    public static readonly WordTable<ResponsesEventType> Events = new(
        ("response.output_text.delta", ResponsesEventType.TextDelta),
        ("response.function_call_arguments.delta", ResponsesEventType.ArgumentsDelta),
        ("response.reasoning_summary_text.delta", ResponsesEventType.SummaryDelta),
        ("response.reasoning_text.delta", ResponsesEventType.ReasoningDelta),
        ("response.output_item.added", ResponsesEventType.ItemAdded),
        ("response.output_item.done", ResponsesEventType.ItemDone),
        ("response.created", ResponsesEventType.Created),
        ("response.queued", ResponsesEventType.Created),
        ("response.in_progress", ResponsesEventType.Created),
        ("response.completed", ResponsesEventType.Completed),
        ("response.incomplete", ResponsesEventType.Incomplete),
        ("response.failed", ResponsesEventType.Failed),
        ("response.cancelled", ResponsesEventType.Cancelled),
        ("error", ResponsesEventType.Error));

    /// <summary><c>type</c> of an output item. Items that are not listed were made by the service's own tools.</summary>
    public static readonly WordTable<ResponsesItemType> Items = new(
        ("message", ResponsesItemType.Message),
        ("function_call", ResponsesItemType.FunctionCall),
        ("reasoning", ResponsesItemType.Reasoning));

    /// <summary><c>type</c> of the items that the service's own tools leave, with the names of the counts that they add to.</summary>
    public static readonly WordTable<string> CountedItems = new(
        ("web_search_call", UsageCounts.WebSearches),
        ("file_search_call", UsageCounts.FileSearches),
        ("code_interpreter_call", UsageCounts.CodeExecutions),
        ("mcp_call", UsageCounts.OtherServerTools));

    /// <summary><c>role</c> of a message item. Results of tools are items without a role.</summary>
    public static readonly WordTable<ChatRole> Roles = new(
        ("user", ChatRole.User),
        ("assistant", ChatRole.Assistant),
        ("system", ChatRole.System),
        ("developer", new ChatRole("developer")));

    /// <summary><c>tool_choice</c>, where it does not name a tool.</summary>
    public static readonly WordTable<ChatToolMode> ToolChoices = new(
        ("none", ChatToolMode.None),
        ("auto", ChatToolMode.Auto),
        ("required", ChatToolMode.RequireAny));

    /// <summary><c>reasoning.effort</c>.</summary>
    public static readonly WordTable<ReasoningEffort> Efforts = new(
        ("none", ReasoningEffort.None),
        ("low", ReasoningEffort.Low),
        ("medium", ReasoningEffort.Medium),
        ("high", ReasoningEffort.High),
        ("xhigh", ReasoningEffort.ExtraHigh));

    /// <summary><c>reasoning.summary</c>.</summary>
    public static readonly WordTable<ReasoningOutput> Summaries = new(
        ("auto", ReasoningOutput.Summary),
        ("detailed", ReasoningOutput.Full));

    public static ReadOnlySpan<byte> Always => "always"u8;

    public static ReadOnlySpan<byte> Assistant => "assistant"u8;

    public static ReadOnlySpan<byte> Auto => "auto"u8;

    public static ReadOnlySpan<byte> CodeInterpreter => "code_interpreter"u8;

    public static ReadOnlySpan<byte> Completed => "completed"u8;

    public static ReadOnlySpan<byte> Developer => "developer"u8;

    public static ReadOnlySpan<byte> FileSearch => "file_search"u8;

    public static ReadOnlySpan<byte> Function => "function"u8;

    public static ReadOnlySpan<byte> FunctionCall => "function_call"u8;

    public static ReadOnlySpan<byte> FunctionCallOutput => "function_call_output"u8;

    public static ReadOnlySpan<byte> ImageGeneration => "image_generation"u8;

    public static ReadOnlySpan<byte> InputFile => "input_file"u8;

    public static ReadOnlySpan<byte> InputImage => "input_image"u8;

    public static ReadOnlySpan<byte> InputText => "input_text"u8;

    public static ReadOnlySpan<byte> JsonObject => "json_object"u8;

    public static ReadOnlySpan<byte> JsonSchema => "json_schema"u8;

    public static ReadOnlySpan<byte> Mcp => "mcp"u8;

    public static ReadOnlySpan<byte> McpApprovalResponse => "mcp_approval_response"u8;

    public static ReadOnlySpan<byte> Message => "message"u8;

    public static ReadOnlySpan<byte> Never => "never"u8;

    public static ReadOnlySpan<byte> OutputText => "output_text"u8;

    public static ReadOnlySpan<byte> Refusal => "refusal"u8;

    public static ReadOnlySpan<byte> System => "system"u8;

    public static ReadOnlySpan<byte> User => "user"u8;

    public static ReadOnlySpan<byte> WebSearch => "web_search"u8;
}

/// <summary>Where the service is with a response.</summary>
internal enum ResponsesStatus
{
    /// <summary>The response did not say.</summary>
    Unknown = 0,
    Completed,
    Queued,
    InProgress,
    Incomplete,
    Cancelled,
    Failed,
}
