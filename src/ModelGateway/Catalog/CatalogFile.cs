using ModelGateway.Catalog.Models;

namespace ModelGateway.Catalog;

/// <summary>
/// A catalog file as it is written: the models say only what they say themselves, without the defaults. What <see cref="Parse"/> returns has
/// been checked whole; what an importer makes is checked by writing and parsing it.
/// </summary>
/// <param name="Header">What it says of the provider.</param>
/// <param name="Models">The models, in the file's order.</param>
internal sealed record CatalogFile(CatalogHeader Header, IReadOnlyList<ModelInfo> Models)
{
    /// <summary>Reads a file that may come from anywhere: either all of it is right, or nothing is taken.</summary>
    /// <param name="json">The file's bytes, as UTF-8.</param>
    /// <param name="origin">What errors call it: a file's name, an address.</param>
    /// <param name="below">The catalog that it will lie over, whose models its successors may be, and whose providers it may relay and include; null where there is none.</param>
    /// <exception cref="CatalogException">Something is wrong; the first thing that was found is named.</exception>
    public static CatalogFile Parse(ReadOnlyMemory<byte> json, string origin, ModelCatalog? below = null) => CatalogFileReader.Read(json.Span, origin, below);

    /// <summary>Writes the file, readable and always alike: read again it is the same.</summary>
    public byte[] Write() => CatalogWriter.Write(this);
}
