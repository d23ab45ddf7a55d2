using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using ModelGateway.Buffers;

namespace ModelGateway.Tokens;

/// <summary>
/// The JSON of a tool's result or argument that is an object, as requests hold it. Objects of the application's have no length at hand, so
/// they are written to be measured.
/// </summary>
internal readonly ref struct ValueJson : IDisposable
{
    // Requests are written without indentation.
    private static readonly JsonSerializerOptions Compact = new(AIJsonUtilities.DefaultOptions) { WriteIndented = false };

    private readonly PooledBufferWriter _buffer;

    /// <summary>Writes the value.</summary>
    /// <param name="value">The value; its own code may throw.</param>
    public ValueJson(object value)
    {
        _buffer = new PooledBufferWriter();
        try
        {
            using Utf8JsonWriter writer = new(_buffer, new JsonWriterOptions { SkipValidation = true });
            if (value is JsonNode node)
            {
                node.WriteTo(writer, Compact);
            }
            else
            {
                JsonSerializer.Serialize(writer, value, Compact.GetTypeInfo(value.GetType()));
            }
        }
        catch
        {
            _buffer.Dispose();
            throw;
        }
    }

    public ReadOnlySpan<byte> Utf8 => _buffer.WrittenSpan;

    /// <summary>The bytes of a value's JSON; 0 where it cannot be written, which the writers report.</summary>
    public static long Measure(object value)
    {
        try
        {
            using ValueJson json = new(value);
            return json.Utf8.Length;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return 0;
        }
    }

    public void Dispose() => _buffer.Dispose();
}
