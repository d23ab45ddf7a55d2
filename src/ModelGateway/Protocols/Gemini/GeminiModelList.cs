using ModelGateway.Protocols.ModelLists;

namespace ModelGateway.Protocols.Gemini;

/// <summary>The list of models (<c>GET models</c>), in pages of the largest size. A page without models has no list.</summary>
internal static class GeminiModelList
{
    public static ModelListReader Instance { get; } = new(new ModelListTable
    {
        Path = "models?pageSize=1000",
        PageParameter = "pageToken",
        List = "models",
        AbsentList = AbsentList.MayBeLeftOut,
        NextPage = "nextPageToken",
        IdPrefix = "models/",
        NamesAreRequired = true,
        Fields = new(
            ("name", ModelField.Id),
            ("displayName", ModelField.DisplayName),
            ("inputTokenLimit", ModelField.ContextWindow),
            ("outputTokenLimit", ModelField.MaxOutputTokens)),
        ReadError = static body => new ProviderException(GeminiErrorReader.ReadEmbedded(body)),
    });
}
