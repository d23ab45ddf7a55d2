using ModelGateway.Protocols.ModelLists;

namespace ModelGateway.Protocols.Anthropic;

/// <summary>The list of models (<c>GET v1/models</c>), in pages of the largest size.</summary>
internal static class AnthropicModelList
{
    public static ModelListReader Instance { get; } = new(new ModelListTable
    {
        Path = "v1/models?limit=1000",
        PageParameter = "after_id",
        List = "data",
        NextPage = "last_id",
        HasMore = "has_more",
        NamesAreRequired = true,
        Fields = new(
            ("id", ModelField.Id),
            ("display_name", ModelField.DisplayName),
            ("created_at", ModelField.CreatedAt),
            ("max_input_tokens", ModelField.ContextWindow),
            ("max_tokens", ModelField.MaxOutputTokens)),
    });
}
