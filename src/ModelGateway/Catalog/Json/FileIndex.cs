using System.Text;
using System.Text.Json;
using ModelGateway.Catalog.Models;

namespace ModelGateway.Catalog.Json;

/// <summary>Where in a file each model is, by its names; the models themselves are parsed as they are asked for, and kept.</summary>
internal sealed class FileIndex
{
    private readonly CatalogHeader _header;
    private readonly ReadOnlyMemory<byte> _file;
    private readonly List<(int Name, int Value)> _positions = [];
    private readonly ModelInfo?[] _models;
    private readonly NameIndex _names;

    /// <param name="header">What the file says of the provider.</param>
    /// <param name="file">The file.</param>
    /// <param name="modelsAt">Where the object of the models begins.</param>
    public FileIndex(CatalogHeader header, ReadOnlyMemory<byte> file, int modelsAt)
    {
        _header = header;
        _file = file;
        List<(int Position, int Model)> names = [];
        Utf8JsonReader json = new(file.Span[modelsAt..]);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            int model = _positions.Count;
            int name = modelsAt + (int)json.TokenStartIndex;
            names.Add((name, model));
            json.Read();
            _positions.Add((name, modelsAt + (int)json.TokenStartIndex));
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                bool areAliases = json.ValueTextEquals("aliases"u8);
                json.Read();
                if (areAliases)
                {
                    while (json.Read() && json.TokenType == JsonTokenType.String)
                    {
                        names.Add((modelsAt + (int)json.TokenStartIndex, model));
                    }
                }
                else
                {
                    json.Skip();
                }
            }
        }

        _models = new ModelInfo?[_positions.Count];
        _names = new NameIndex(file, names);
    }

    public IEnumerable<string> Names => _names.Names;

    public IEnumerable<ModelInfo> Models => Enumerable.Range(0, _models.Length).Select(Parse);

    public ModelInfo? Find(string name) => _names.Find(name) is >= 0 and int index ? Model(index) : null;

    public ModelInfo? FindOwn(string name) => _names.Find(name) is >= 0 and int index ? Parse(index) : null;

    // Two that ask at once may both parse; what the first of them kept is everybody's.
    private ModelInfo Model(int index) => Volatile.Read(ref _models[index]) ?? Interlocked.CompareExchange(ref _models[index], Parse(index).Over(_header.Defaults), null) ?? _models[index]!;

    private ModelInfo Parse(int index)
    {
        (int name, int value) = _positions[index];
        ReadOnlySpan<byte> bytes = _file.Span[(name + 1)..];
        string id = Encoding.ASCII.GetString(bytes[..bytes.IndexOf((byte)'"')]);
        CatalogJson json = new(_file.Span[value..], _header.Provider, id);
        return ModelReader.Read(ref json, id) with { CatalogId = $"{_header.Provider}/{id}" };
    }
}
