using System.Text.Json;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Catalog.Importers;

/// <summary>The lists of models in the shared data.</summary>
internal static class ImportSources
{
    public static readonly TheoryData<string, CatalogFormat> All = new()
    {
        { "prices/litellm-model-prices.json", CatalogFormat.LiteLLM },
        { "prices/openrouter-models.json", CatalogFormat.OpenRouter },
        { "prices/genai-prices.v2.json", CatalogFormat.GenAiPrices },
    };

    public static byte[] Bytes(string path) => File.ReadAllBytes(SharedData.Require(path));

    /// <summary>
    /// The number of values in a list, counted without the importer: scalars, and empty lists and objects.
    /// </summary>
    public static int Values(JsonElement element)
    {
        Stack<JsonElement> open = new([element]);
        int values = 0;
        while (open.TryPop(out JsonElement next))
        {
            List<JsonElement> inner = next.ValueKind switch
            {
                JsonValueKind.Object => [.. next.EnumerateObject().Select(property => property.Value)],
                JsonValueKind.Array => [.. next.EnumerateArray()],
                _ => [],
            };
            values += inner.Count == 0 ? 1 : 0;
            inner.ForEach(open.Push);
        }

        return values;
    }
}
