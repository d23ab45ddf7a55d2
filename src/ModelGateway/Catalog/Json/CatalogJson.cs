using System.Text;
using System.Text.Json;
using ModelGateway.Catalog.Models;

namespace ModelGateway.Catalog.Json;

/// <summary>
/// Reads untrusted JSON and keeps track of the path, so that every error names its place. Pass it by reference.
/// </summary>
internal ref struct CatalogJson
{
    private readonly string _file;
    private readonly string? _model;
    private readonly string?[] _names = new string?[CatalogLimits.Depth + 1];
    private readonly int[] _items = new int[CatalogLimits.Depth + 1];
    private Utf8JsonReader _json;

    /// <summary>Starts at an object: a file, or the named model.</summary>
    public CatalogJson(ReadOnlySpan<byte> json, string file, string? model = null)
    {
        _file = file;
        _model = model;
        _json = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = CatalogLimits.Depth });
        Read();
    }

    /// <summary>The position at which the current token starts.</summary>
    public readonly int Position => (int)_json.TokenStartIndex;

    public readonly JsonTokenType Token => _json.TokenType;

    /// <summary>The raw text of the current token.</summary>
    public readonly ReadOnlySpan<byte> Raw => _json.ValueSpan;

    /// <summary>Moves to the value of an object's next field; false at the object's end. The first call is at the object's start.</summary>
    /// <param name="known">The allowed fields.</param>
    /// <param name="seen">The fields read so far, as bits; 0 before the first call.</param>
    /// <param name="field">The field.</param>
    public bool NextField(string[] known, ref ulong seen, out string field)
    {
        field = "";
        if (!NextName(seen == 0))
        {
            return false;
        }

        if (_json.ValueIsEscaped)
        {
            // Invalid escapes must be found before the comparison, which would throw another exception.
            DecodeName();
        }

        for (int i = 0; i < known.Length; i++)
        {
            if (_json.ValueTextEquals(known[i]))
            {
                field = _names[_json.CurrentDepth] = known[i];
                seen = (seen & (1UL << i)) == 0 ? seen | (1UL << i) : throw Fault("is there twice.");
                Read();
                return true;
            }
        }

        DecodeName();
        throw Fault($"is no field that there is. Known: {string.Join(", ", known)}.");
    }

    /// <summary>Moves to the value of the next field of an object with free field names; false at the object's end.</summary>
    /// <param name="first">Whether this is the first call, at the object's start.</param>
    /// <param name="name">The field's name.</param>
    public bool NextEntry(ref bool first, out string name)
    {
        name = "";
        bool isFirst = first;
        first = false;
        if (!NextName(isFirst))
        {
            return false;
        }

        name = DecodeName();
        Read();
        return true;
    }

    /// <summary>Moves to the next item of a list; false at its end.</summary>
    /// <param name="count">The number of items read; 0 before the first call, which is at the list's start.</param>
    public bool NextItem(ref int count)
    {
        if (count == 0)
        {
            Expect(JsonTokenType.StartArray, "a list");
        }

        Read();
        if (_json.TokenType == JsonTokenType.EndArray)
        {
            return false;
        }

        _names[_json.CurrentDepth] = null;
        _items[_json.CurrentDepth] = count++;
        return count <= CatalogLimits.Items ? true : throw Fault($"is one of too many: a list has at most {CatalogLimits.Items}.");
    }

    /// <summary>Skips the current value.</summary>
    public void Skip()
    {
        int depth = _json.CurrentDepth;
        try
        {
            _json.Skip();
        }
        catch (JsonException exception)
        {
            throw Invalid(exception, depth);
        }
    }

    /// <summary>Checks that the document ends here.</summary>
    public void End()
    {
        if (TryRead())
        {
            throw Fault("goes on after its end.");
        }
    }

    public readonly void Expect(JsonTokenType type, string description)
    {
        if (_json.TokenType != type)
        {
            throw Fault($"is no {description[(description.IndexOf(' ') + 1)..]}. Write {description}.");
        }
    }

    /// <summary>Decodes the current string or field name.</summary>
    public readonly string Decode()
    {
        // A letter takes at most six bytes, as an escape. Longer texts are not decoded at all.
        if (_json.ValueSpan.Length > CatalogLimits.Text * 6)
        {
            throw Fault($"has more than {CatalogLimits.Text} letters.");
        }

        string text;
        try
        {
            text = _json.GetString()!;
        }
        catch (InvalidOperationException exception)
        {
            throw Fault("is no Unicode text.", exception);
        }

        return text.Length > CatalogLimits.Text ? throw Fault($"has more than {CatalogLimits.Text} letters.")
            : !CatalogText.IsClean(text) ? throw Fault("has control characters, or others that cannot be seen. Remove them.")
            : text;
    }

    public readonly bool TryGetNumber(out int number) => _json.TryGetInt32(out number);

    public readonly bool TryGetNumber(out decimal number) => _json.TryGetDecimal(out number);

    /// <summary>Creates the error for a problem at the current place.</summary>
    public readonly CatalogException Fault(string problem, Exception? innerException = null) =>
        Fault(problem, innerException, _json.CurrentDepth);

    // Until the name is decoded, an error shows a placeholder for it.
    private readonly string DecodeName()
    {
        _names[_json.CurrentDepth] = "(a name)";
        return _names[_json.CurrentDepth] = Decode();
    }

    private bool NextName(bool first)
    {
        if (first)
        {
            Expect(JsonTokenType.StartObject, "an object");
        }

        Read();
        return _json.TokenType != JsonTokenType.EndObject;
    }

    private void Read()
    {
        if (!TryRead())
        {
            throw Fault("ends too early.");
        }
    }

    private bool TryRead()
    {
        try
        {
            return _json.Read();
        }
        catch (JsonException exception)
        {
            throw Invalid(exception, _json.CurrentDepth);
        }
    }

    private readonly CatalogException Fault(string problem, Exception? innerException, int depth)
    {
        int from = 1;
        string? model = _model;
        if (model is null && depth >= 2 && _names[1] == "models")
        {
            model = _names[2];
            from = 3;
        }

        StringBuilder path = new();
        for (int i = from; i <= depth; i++)
        {
            _ = _names[i] is { } name
                ? path.Append(path.Length > 0 ? "." : "").Append(name)
                : path.Append('[').Append(_items[i]).Append(']');
        }

        return new CatalogException(_file, model, path.Length > 0 ? path.ToString() : null, problem, innerException);
    }

    private readonly CatalogException Invalid(JsonException exception, int depth) => Fault(
        $"is no valid JSON (line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}), "
        + $"or is nested more than {CatalogLimits.Depth} deep.",
        exception,
        depth);
}
