using System.Globalization;
using ModelGateway.Catalog.Models;

namespace ModelGateway.Protocols.Gemini;

/// <summary>What the gateway knows of a model by its id.</summary>
internal static class GeminiModel
{
    private const string Prefix = "gemini-";

    /// <summary>The model's path: tuned models and ids that already name their collection are kept.</summary>
    public static string Path(string modelId)
    {
        foreach (string collection in (ReadOnlySpan<string>)["models/", "tunedModels/"])
        {
            if (modelId.StartsWith(collection, StringComparison.Ordinal))
            {
                return collection + PathSegment.EscapeModel(modelId[collection.Length..]);
            }
        }

        return "models/" + PathSegment.EscapeModel(modelId);
    }

    /// <summary>
    /// The generation as a number (2.5 for <c>gemini-2.5-flash</c>); 3 for the aliases that end in <c>-latest</c>, which left 2.5 behind;
    /// null where the id does not tell.
    /// </summary>
    public static double? Generation(string modelId)
    {
        ReadOnlySpan<char> name = ModelSpelling.WithoutPath(modelId);
        if (!name.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        name = name[Prefix.Length..];
        int end = name.IndexOf('-');
        ReadOnlySpan<char> number = end < 0 ? name : name[..end];
        return double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double generation) ? generation
            : name.EndsWith("-latest", StringComparison.Ordinal) ? 3
            : null;
    }

    /// <summary>Pro models cannot stop thinking.</summary>
    public static bool IsPro(string modelId) => modelId.Contains("-pro", StringComparison.Ordinal);
}
