using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Answers;

/// <summary>
/// Fields of an answer that become additional properties of the response: strings as such, other values as <see cref="JsonElement"/>.
/// </summary>
/// <param name="call">The call that is answered.</param>
internal sealed class KeptFields(ProviderCall call)
{
    private readonly List<Field> _fields = [];

    /// <summary>Keeps a value unless it is null or missing. Where chunks repeat a field, the last one counts.</summary>
    public void Keep(string name, ReadOnlySpan<byte> json)
    {
        if (json.IsEmpty || json.SequenceEqual("null"u8))
        {
            return;
        }

        Field field = Find(name);
        if (!json.SequenceEqual(field.Json.WrittenSpan) && !(json.SequenceEqual("{}"u8) && field.Json.WrittenCount > 0))
        {
            call.Bound.Add(Math.Max(0, json.Length - field.Json.WrittenCount), BoundedBuffer.Fields);
            field.Json.Clear();
            field.Json.Write(json);
        }
    }

    /// <summary>Adds the elements of an array to those that came before; anything but an array with elements is passed over.</summary>
    public void Append(string name, ReadOnlySpan<byte> array)
    {
        ReadOnlySpan<byte> elements = array.Length < 2 || array[0] != (byte)'[' ? default : array[1..^1].Trim(" \t\r\n"u8);
        if (elements.IsEmpty)
        {
            return;
        }

        Field field = Find(name);
        field.IsList = true;
        call.Bound.Add(elements.Length, BoundedBuffer.Fields);
        if (field.Json.WrittenCount > 0)
        {
            field.Json.Write(","u8);
        }

        field.Json.Write(elements);
    }

    /// <summary>Adds the fields to an answer's properties, which stay null where there are no fields.</summary>
    public void CopyTo(ref AdditionalPropertiesDictionary? properties)
    {
        foreach (Field field in _fields)
        {
            JsonElement value = WireJson.ParseMended(
                field.IsList ? [(byte)'[', .. field.Json.WrittenSpan, (byte)']'] : field.Json.WrittenSpan);
            (properties ??= [])[field.Name] = value.ValueKind == JsonValueKind.String ? value.GetString() : value;
        }
    }

    private Field Find(string name)
    {
        foreach (Field known in _fields)
        {
            if (known.Name == name)
            {
                return known;
            }
        }

        Field field = new(name);
        _fields.Add(field);
        return field;
    }

    private sealed class Field(string name)
    {
        public string Name => name;

        public ArrayBufferWriter<byte> Json { get; } = new();

        public bool IsList { get; set; }
    }
}
