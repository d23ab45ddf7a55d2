using System.Buffers.Binary;
using System.Text;

namespace ModelGateway.Testing.Simulators.Bedrock;

/// <summary>Writes frames of <c>application/vnd.amazon.eventstream</c>, with an independent implementation of the checksum.</summary>
internal static class BedrockFrames
{
    public static byte[] Event(string type, ReadOnlySpan<byte> json) =>
        Frame(json, (":event-type", type), (":content-type", "application/json"), (":message-type", "event"));

    public static byte[] Exception(string type, ReadOnlySpan<byte> json) =>
        Frame(json, (":exception-type", type), (":content-type", "application/json"), (":message-type", "exception"));

    public static byte[] Frame(ReadOnlySpan<byte> payload, params ReadOnlySpan<(string Name, string Value)> headers)
    {
        List<byte> written = [];
        foreach ((string name, string value) in headers)
        {
            byte[] text = Encoding.UTF8.GetBytes(value);
            written.Add((byte)name.Length);
            written.AddRange(Encoding.UTF8.GetBytes(name));
            written.Add(7);
            written.Add((byte)(text.Length >> 8));
            written.Add((byte)text.Length);
            written.AddRange(text);
        }

        return Frame(payload, [.. written]);
    }

    /// <summary>A frame of headers in their binary form.</summary>
    public static byte[] Frame(ReadOnlySpan<byte> payload, byte[] headers)
    {
        byte[] frame = new byte[16 + headers.Length + payload.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, frame.Length);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(4), headers.Length);
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(8), Checksum(frame.AsSpan(0, 8)));
        headers.CopyTo(frame.AsSpan(12));
        payload.CopyTo(frame.AsSpan(12 + headers.Length));
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(frame.Length - 4), Checksum(frame.AsSpan(0, frame.Length - 4)));
        return frame;
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320u;
            }
        }

        return ~crc;
    }
}
