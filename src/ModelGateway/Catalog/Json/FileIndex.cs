using System.Text;
using System.Text.Json;
using ModelGateway.Catalog.Models;

namespace ModelGateway.Catalog.Json;

/// <summary>
/// The positions of the models in a file, by their names. A model is parsed when it is first asked for, and then kept.
/// </summary>
internal sealed class FileIndex
{
    private readonly CatalogHeader _header;
    private readonly ReadOnlyMemory<byte> _file;
    private readonly int _modelsAt;
    private readonly List<(int Name, int Value)> _positions = [];
    private readonly ModelInfo?[] _models;
    private readonly NameIndex _names;

    /// <param name="header">The file's header.</param>
    /// <param name="file">The file.</param>
    /// <param name="modelsAt">The position of the object with the models.</param>
    public FileIndex(CatalogHeader header, ReadOnlyMemory<byte> file, int modelsAt)
    {
        _header = header;
        _file = file;
        _modelsAt = modelsAt;
        List<(int Position, int Model)> names = [];
        Utf8JsonReader json = new(file.Span[modelsAt..]);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            int name = Position(json);
            names.Add((name, _positions.Count));
            json.Read();
            _positions.Add((name, Position(json)));
            AddAliases(ref json, names);
        }

        _models = new ModelInfo?[_positions.Count];
        _names = new NameIndex(file, names);
    }

    public IEnumerable<string> Names => _names.Names;

    public IEnumerable<ModelInfo> Models => Enumerable.Range(0, _models.Length).Select(Parse);

    public ModelInfo? Find(string name) => _names.Find(name) is >= 0 and int index ? Model(index) : null;

    public ModelInfo? FindOwn(string name) => _names.Find(name) is >= 0 and int index ? Parse(index) : null;

    private int Position(in Utf8JsonReader json) => _modelsAt + (int)json.TokenStartIndex;

    // Adds the aliases of the last model, and moves to its end.
    private void AddAliases(ref Utf8JsonReader json, List<(int Position, int Model)> names)
    {
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            bool areAliases = json.ValueTextEquals("aliases"u8);
            json.Read();
            if (!areAliases)
            {
                json.Skip();
                continue;
            }

            while (json.Read() && json.TokenType == JsonTokenType.String)
            {
                names.Add((Position(json), _positions.Count - 1));
            }
        }
    }

    // Two threads may parse the same model at once. Both return the one that was stored first.
    private ModelInfo Model(int index) =>
        Volatile.Read(ref _models[index])
        ?? Interlocked.CompareExchange(ref _models[index], Parse(index).Over(_header.Defaults), null)
        ?? _models[index]!;

    private ModelInfo Parse(int index)
    {
        (int name, int value) = _positions[index];
        ReadOnlySpan<byte> bytes = _file.Span[(name + 1)..];
        string id = Encoding.ASCII.GetString(bytes[..bytes.IndexOf((byte)'"')]);
        CatalogJson json = new(_file.Span[value..], _header.Provider, id);
        return new ModelReader().Read(ref json, id) with { CatalogId = $"{_header.Provider}/{id}" };
    }
}
