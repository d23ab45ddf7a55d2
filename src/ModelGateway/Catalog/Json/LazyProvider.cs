using ModelGateway.Catalog.Models;

namespace ModelGateway.Catalog.Json;

/// <summary>
/// A provider from a file that is known to be valid, read only as far as needed: the start for the header, once the whole file for the
/// positions of the models, and each model when it is asked for. The bytes are not copied.
/// </summary>
internal sealed class LazyProvider(Func<ReadOnlyMemory<byte>> open) : ICatalogProvider
{
    private readonly Lock _lock = new();
    private ReadOnlyMemory<byte> _file;
    private int _modelsAt;
    private CatalogHeader? _header;
    private FileIndex? _index;

    public CatalogHeader Header => Volatile.Read(ref _header) ?? ReadHeader();

    public IEnumerable<string> Names => Index.Names;

    public IEnumerable<ModelInfo> Models => Index.Models;

    private FileIndex Index => Volatile.Read(ref _index) ?? ReadIndex();

    public ModelInfo? Find(string name) => Index.Find(name);

    public ModelInfo? FindOwn(string name) => Index.FindOwn(name);

    private CatalogHeader ReadHeader()
    {
        lock (_lock)
        {
            if (_header is null)
            {
                _file = open();
                CatalogJson json = new(_file.Span, "of the gateway");
                CatalogHeader header = new CatalogHeaderReader().Read(ref json, stopAtModels: true, out _modelsAt);
                Volatile.Write(ref _header, header);
            }

            return _header;
        }
    }

    private FileIndex ReadIndex()
    {
        CatalogHeader header = Header;
        lock (_lock)
        {
            if (_index is null)
            {
                Volatile.Write(ref _index, new FileIndex(header, _file, _modelsAt));
            }

            return _index;
        }
    }
}
