using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelGateway.Protocols.OpenAIResponses;

/// <summary>
/// Writes what the service should store between requests. By default it stores nothing: reasoning comes encrypted and is sent back with the
/// history, so that another deployment can answer next. Conversations and background responses are stored by the service.
/// </summary>
internal readonly ref struct ResponsesState(Utf8JsonWriter writer, ChatCall call, ResponsesSettings settings)
{
    private const string EncryptedReasoning = "reasoning.encrypted_content";

    public void Write()
    {
        ChatOptions? options = call.Options;
        if (!IsGiven(options, "store"))
        {
            writer.WriteBoolean(ResponsesNames.Store, IsStored(options));
        }

        if (options?.ConversationId is { Length: > 0 } conversation)
        {
            if (IsConversation(conversation))
            {
                writer.WriteString(ResponsesNames.Conversation, conversation);
            }
            else
            {
                writer.WriteString(ResponsesNames.PreviousResponseId, conversation);
            }
        }

        if (options?.AllowBackgroundResponses is true)
        {
            writer.WriteBoolean(ResponsesNames.Background, true);
        }

        WriteInclude(options);
    }

    /// <summary>Whether an id names a conversation rather than the response before.</summary>
    public static bool IsConversation(string id) => id.StartsWith("conv", StringComparison.Ordinal);

    /// <summary>Whether the request asks that the response be kept.</summary>
    public static bool IsStored(ChatOptions? options) =>
        options is not null
        && (options.AdditionalProperties is { } properties && properties.TryGetValue("store", out object? store)
            ? ResponsesProperties.IsTrue(store)
            : options.ConversationId is not null || options.AllowBackgroundResponses is true || options.ContinuationToken is not null);

    private static bool IsGiven(ChatOptions? options, string name) => options?.AdditionalProperties?.ContainsKey(name) is true;

    // By default the service leaves out what its tools found, and the encrypted reasoning, which is the only form that it accepts back.
    private void WriteInclude(ChatOptions? options)
    {
        if (IsGiven(options, "include"))
        {
            return;
        }

        bool started = false;
        if (settings.AlwaysEncrypts || ResponsesModel.Reasons(call.ModelId) || Reasons(options?.Reasoning))
        {
            Include(EncryptedReasoning, ref started);
        }

        IncludeResults(options?.Tools, ref started);
        if (started)
        {
            writer.WriteEndArray();
        }
    }

    private void IncludeResults(IList<AITool>? tools, ref bool started)
    {
        for (int i = 0; i < tools?.Count; i++)
        {
            switch (tools[i])
            {
                case HostedWebSearchTool: Include("web_search_call.action.sources", ref started); break;
                case HostedCodeInterpreterTool: Include("code_interpreter_call.outputs", ref started); break;
                case HostedFileSearchTool: Include("file_search_call.results", ref started); break;
            }
        }
    }

    private void Include(string what, ref bool started)
    {
        if (!started)
        {
            started = true;
            writer.WriteStartArray(ResponsesNames.Include);
        }

        writer.WriteStringValue(what);
    }

    private static bool Reasons(ReasoningOptions? reasoning) =>
        reasoning?.Effort is not (null or ReasoningEffort.None) || reasoning?.Output is not (null or ReasoningOutput.None);
}
