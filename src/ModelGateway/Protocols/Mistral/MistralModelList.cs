using ModelGateway.Protocols.ModelLists;

namespace ModelGateway.Protocols.Mistral;

/// <summary>The list of models, which comes on one page.</summary>
internal static class MistralModelList
{
    public static ModelListReader Instance { get; } = new(new ModelListTable
    {
        Path = "models",
        List = "data",
        Fields = new(
            ("id", ModelField.Id),
            ("name", ModelField.DisplayName),
            ("owned_by", ModelField.Owner),
            ("created", ModelField.CreatedSeconds),
            ("max_context_length", ModelField.ContextWindow)),
    });
}
