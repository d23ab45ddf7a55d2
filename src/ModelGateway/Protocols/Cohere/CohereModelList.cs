using ModelGateway.Protocols.ModelLists;

namespace ModelGateway.Protocols.Cohere;

/// <summary>The list of models (<c>GET v1/models</c>), in pages of the largest size.</summary>
internal static class CohereModelList
{
    public static ModelListReader Instance { get; } = new(new ModelListTable
    {
        Path = "v1/models?page_size=1000",
        PageParameter = "page_token",
        List = "models",
        NextPage = "next_page_token",
        Fields = new(("name", ModelField.Id), ("context_length", ModelField.ContextWindow)),
    });
}
