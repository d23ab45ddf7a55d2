using ModelGateway.Protocols.ModelLists;

namespace ModelGateway.Protocols.Ollama;

/// <summary>
/// The models that are installed (<c>GET api/tags</c>), all on one page; null where there are none. The display name
/// includes size and quantization, by which builds of one model differ: "qwen3:4b (4.0B, Q4_K_M)".
/// </summary>
internal static class OllamaModelList
{
    public static ModelListReader Instance { get; } = new(new ModelListTable
    {
        Path = "api/tags",
        List = "models",
        AbsentList = AbsentList.MayBeNull,
        NamesAreRequired = true,
        Fields = new(
            ("model", ModelField.Id),
            ("name", ModelField.IdOrDisplayName),
            ("modified_at", ModelField.CreatedAt),
            ("details.parameter_size", ModelField.Variant),
            ("details.quantization_level", ModelField.Variant)),
    });
}
