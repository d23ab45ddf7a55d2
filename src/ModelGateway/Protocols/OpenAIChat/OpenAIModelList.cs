using ModelGateway.Protocols.ModelLists;

namespace ModelGateway.Protocols.OpenAIChat;

/// <summary>The list at <c>models</c>. OpenAI lists only names; other services add limits, under different field names.</summary>
internal static class OpenAIModelList
{
    public static ModelListReader Instance { get; } = new(new ModelListTable
    {
        Path = "models",
        List = "data",
        MayBeBare = true, // Together's list has no envelope.
        Fields = new(
            ("id", ModelField.Id),
            ("created", ModelField.CreatedSeconds),
            ("owned_by", ModelField.Owner),
            ("organization", ModelField.Owner),
            ("vendor", ModelField.Owner),
            ("name", ModelField.DisplayName),
            ("display_name", ModelField.DisplayName),
            ("context_length", ModelField.ContextWindow),
            ("context_window", ModelField.ContextWindow),
            ("max_context_length", ModelField.ContextWindow),
            ("max_model_len", ModelField.ContextWindow),
            ("availableContextTokens", ModelField.ContextWindow),
            ("max_context_window_tokens", ModelField.ContextWindow),
            ("n_ctx", ModelField.ServedWindow),
            ("loaded_context_length", ModelField.ServedWindow),
            ("max_completion_tokens", ModelField.MaxOutputTokens),
            ("max_output_tokens", ModelField.MaxOutputTokens),
            ("maxCompletionTokens", ModelField.MaxOutputTokens),
            ("meta", ModelField.Details),
            ("top_provider", ModelField.Details),
            ("model_spec", ModelField.Details),
            ("capabilities", ModelField.Details),
            ("limits", ModelField.Details)),
    });
}
