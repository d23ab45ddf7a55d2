using System.Text.Json;
using System.Text.Unicode;
using ModelGateway.Catalog.Json;
using ModelGateway.Catalog.Models;

namespace ModelGateway.Catalog;

/// <summary>Reads a whole file from an untrusted source. A file with any error is rejected.</summary>
internal readonly ref struct CatalogFileReader
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly string _origin;

    /// <param name="bytes">The file, as UTF-8.</param>
    /// <param name="origin">The name of the file in errors.</param>
    /// <exception cref="CatalogException">The file is too large, or is not UTF-8.</exception>
    public CatalogFileReader(ReadOnlySpan<byte> bytes, string origin)
    {
        if (bytes.Length > CatalogLimits.FileBytes)
        {
            throw new CatalogException(origin, null, null, $"has {bytes.Length} bytes: more than {CatalogLimits.FileBytes}.");
        }

        _bytes = bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
        _origin = origin;
        if (!Utf8.IsValid(_bytes))
        {
            throw new CatalogException(origin, null, null, "is no UTF-8 text.");
        }
    }

    /// <param name="below">The catalog that the file will be layered over; null where there is none.</param>
    /// <exception cref="CatalogException">The file is invalid.</exception>
    public CatalogFile Read(ModelCatalog? below)
    {
        CatalogJson json = new(_bytes, _origin);
        CatalogHeader header = new CatalogHeaderReader().Read(ref json, stopAtModels: false, out int modelsAt);
        json.End();
        if (modelsAt < 0)
        {
            throw new CatalogException(_origin, null, "models", "is missing. Where there are none, write {}.");
        }

        CatalogFile file = new(header, ReadModels(_bytes[modelsAt..]));
        new CatalogCheck(file, _origin, below).Check();
        return file;
    }

    private List<ModelInfo> ReadModels(ReadOnlySpan<byte> bytes)
    {
        List<ModelInfo> models = [];
        CatalogJson names = new(bytes, _origin);
        bool first = true;
        while (names.NextEntry(ref first, out string id))
        {
            if (!CatalogText.IsName(id) || models.Count == CatalogLimits.Models)
            {
                throw new CatalogException(
                    _origin,
                    id,
                    null,
                    $"has no name that a model can have (at most {CatalogLimits.Name} printable ASCII letters, "
                    + "no spaces, quotes or backslashes), "
                    + $"or is one of more than {CatalogLimits.Models}.");
            }

            if (names.Token != JsonTokenType.StartObject)
            {
                throw new CatalogException(_origin, id, null, "is no object. Where nothing is known, write {}.");
            }

            // A second reader that starts at the model, so that the path in an error is relative to the model.
            CatalogJson json = new(bytes[names.Position..], _origin, id);
            models.Add(new ModelReader().Read(ref json, id));
            names.Skip();
        }

        return models;
    }
}
