using ModelGateway.Catalog.Models;

namespace ModelGateway.Catalog;

/// <summary>
/// A catalog file as written: each model contains only its own facts, without the file's defaults. <see cref="Parse"/> checks the whole
/// file; a file that was built by an importer is checked when it is written and parsed.
/// </summary>
/// <param name="Header">What the file says about its provider.</param>
/// <param name="Models">The models, in the file's order.</param>
internal sealed record CatalogFile(CatalogHeader Header, IReadOnlyList<ModelInfo> Models)
{
    /// <summary>Reads an untrusted file. A file with any error is rejected whole.</summary>
    /// <param name="json">The file's bytes, as UTF-8.</param>
    /// <param name="origin">The name of the file in errors: a file name or an address.</param>
    /// <param name="below">
    /// The catalog that the file will be layered over, which successors, relays and includes may refer to; null where there is none.
    /// </param>
    /// <exception cref="CatalogException">The file is invalid; the exception names the first error.</exception>
    public static CatalogFile Parse(ReadOnlyMemory<byte> json, string origin, ModelCatalog? below = null) =>
        new CatalogFileReader(json.Span, origin).Read(below);

    /// <summary>Writes the file. The output is readable, the same for the same content, and parses to the same file.</summary>
    public byte[] Write() => CatalogWriter.Write(this);
}
