using System.Text.Json;
using System.Text.Unicode;
using ModelGateway.Catalog.Json;
using ModelGateway.Catalog.Models;

namespace ModelGateway.Catalog;

/// <summary>Reads a whole file that may come from anywhere: either all of it is right, or nothing is taken.</summary>
internal static class CatalogFileReader
{
    /// <exception cref="CatalogException">Something is wrong.</exception>
    public static CatalogFile Read(ReadOnlySpan<byte> bytes, string origin, ModelCatalog? below)
    {
        if (bytes.Length > CatalogLimits.FileBytes)
        {
            throw new CatalogException(origin, null, null, $"has {bytes.Length} bytes: more than {CatalogLimits.FileBytes}.");
        }

        if (bytes.StartsWith("\uFEFF"u8))
        {
            bytes = bytes[3..];
        }

        if (!Utf8.IsValid(bytes))
        {
            throw new CatalogException(origin, null, null, "is no UTF-8 text.");
        }

        CatalogJson json = new(bytes, origin);
        CatalogHeader header = CatalogHeaderReader.Read(ref json, stopAtModels: false, out int modelsAt);
        json.End();
        if (modelsAt < 0)
        {
            throw new CatalogException(origin, null, "models", "is missing. Where there are none, write {}.");
        }

        List<ModelInfo> models = ReadModels(bytes[modelsAt..], origin);
        CatalogCheck.Check(header, models, origin, below);
        return new CatalogFile(header, models);
    }

    private static List<ModelInfo> ReadModels(ReadOnlySpan<byte> bytes, string origin)
    {
        List<ModelInfo> models = [];
        CatalogJson names = new(bytes, origin);
        bool first = true;
        while (names.NextEntry(ref first, out string id))
        {
            if (!CatalogText.IsName(id) || models.Count == CatalogLimits.Models)
            {
                throw new CatalogException(
                    origin, id, null, $"has no name that a model can have (at most {CatalogLimits.Name} printable ASCII letters, no spaces, quotes or backslashes), or is one of more than {CatalogLimits.Models}.");
            }

            // A reader of its own, so that a fault's place begins with the model.
            int at = names.Position;
            if (names.Token != JsonTokenType.StartObject)
            {
                throw new CatalogException(origin, id, null, "is no object. Where nothing is known, write {}.");
            }

            CatalogJson json = new(bytes[at..], origin, id);
            models.Add(ModelReader.Read(ref json, id));
            names.Skip();
        }

        return models;
    }
}
