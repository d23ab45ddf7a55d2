using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Buffers;

namespace ModelGateway.Protocols.Contents;

/// <summary>Writes bytes as data URIs, without allocating strings for them.</summary>
internal static class DataUris
{
    public static void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> name, DataContent content)
    {
        using PooledBufferWriter uri = new();
        uri.Write("data:"u8);
        Encoding.UTF8.GetBytes(content.MediaType, uri);
        uri.Write(";base64,"u8);
        ReadOnlySpan<byte> bytes = content.Data.Span;
        Base64.EncodeToUtf8(bytes, uri.GetSpan(Base64.GetMaxEncodedToUtf8Length(bytes.Length)), out _, out int written);
        uri.Advance(written);
        writer.WriteString(name, uri.WrittenSpan);
    }
}
