using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ModelGateway.Protocols.Json;

/// <summary>One JSON writer a thread, as a writer's own buffers and state cost more than a short request.</summary>
internal static class JsonWriters
{
    [ThreadStatic]
    private static Utf8JsonWriter? _cached;

    /// <summary>
    /// Takes the thread's writer. The encoder escapes only what JSON requires, as providers bill and cache by the text that they receive.
    /// Give it back with <see cref="Return"/> on the same thread, without awaiting in between.
    /// </summary>
    public static Utf8JsonWriter Rent(IBufferWriter<byte> output)
    {
        Utf8JsonWriter? writer = _cached;
        if (writer is null)
        {
            return new Utf8JsonWriter(output,
                new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
        }

        _cached = null;
        writer.Reset(output);
        return writer;
    }

    /// <summary>Flushes what is pending into the output and gives the writer back.</summary>
    public static void Return(Utf8JsonWriter writer)
    {
        writer.Flush();
        writer.Reset(Stream.Null);
        _cached = writer;
    }
}
