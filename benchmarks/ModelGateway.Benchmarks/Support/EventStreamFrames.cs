using System.Buffers.Binary;
using System.Text;

namespace ModelGateway.Benchmarks.Support;

/// <summary>Writes frames of AWS's binary event stream: lengths, headers, payload, and two CRC-32.</summary>
internal static class EventStreamFrames
{
    private const byte StringHeader = 7;
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(static value => Row((uint)value))];

    public static void Write(Stream stream, string type, string json)
    {
        byte[] headers = [.. Header(":event-type", type), .. Header(":content-type", "application/json"),
            .. Header(":message-type", "event")];
        byte[] payload = Encoding.UTF8.GetBytes(json);
        byte[] frame = new byte[12 + headers.Length + payload.Length + 4];
        BinaryPrimitives.WriteInt32BigEndian(frame, frame.Length);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(4), headers.Length);
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(8), Crc(frame.AsSpan(0, 8)));
        headers.CopyTo(frame, 12);
        payload.CopyTo(frame, 12 + headers.Length);
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(frame.Length - 4), Crc(frame.AsSpan(0, frame.Length - 4)));
        stream.Write(frame);
    }

    private static byte[] Header(string name, string value)
    {
        byte[] text = Encoding.UTF8.GetBytes(value);
        return [(byte)name.Length, .. Encoding.UTF8.GetBytes(name), StringHeader, (byte)(text.Length >> 8), (byte)text.Length, .. text];
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc = Table[(byte)(crc ^ value)] ^ (crc >> 8);
        }

        return ~crc;
    }

    private static uint Row(uint value)
    {
        for (int bit = 0; bit < 8; bit++)
        {
            value = (value & 1) != 0 ? 0xEDB88320 ^ (value >> 1) : value >> 1;
        }

        return value;
    }
}
