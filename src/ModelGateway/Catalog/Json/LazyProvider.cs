using ModelGateway.Catalog.Models;

namespace ModelGateway.Catalog.Json;

/// <summary>
/// A provider's file that is known to be right, read no further than is asked for: its beginning for what it says of the provider, all of it
/// once for where the models are, and a model when it is asked for. Nothing is copied.
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
                CatalogHeader header = CatalogHeaderReader.Read(ref json, stopAtModels: true, out _modelsAt);
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
