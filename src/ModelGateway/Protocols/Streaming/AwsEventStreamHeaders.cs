using System.Buffers.Binary;

namespace ModelGateway.Protocols.Streaming;

/// <summary>The headers of one frame: those that name it are found, all others are skipped.</summary>
internal ref struct AwsEventStreamHeaders
{
    private const byte StringType = 7;

    public ReadOnlySpan<byte> MessageType { get; private set; }

    public ReadOnlySpan<byte> EventType { get; private set; }

    public ReadOnlySpan<byte> ExceptionType { get; private set; }

    public ReadOnlySpan<byte> ErrorCode { get; private set; }

    public ReadOnlySpan<byte> ErrorMessage { get; private set; }

    public static AwsEventStreamHeaders Read(ReadOnlySpan<byte> bytes)
    {
        AwsEventStreamHeaders headers = default;
        while (!bytes.IsEmpty)
        {
            ReadOnlySpan<byte> name = Take(ref bytes, Take(ref bytes, 1)[0]);
            byte type = Take(ref bytes, 1)[0];
            ReadOnlySpan<byte> value = Take(ref bytes, LengthOf(type, ref bytes));
            if (type == StringType)
            {
                headers.Set(name, value);
            }
        }

        return headers;
    }

    private void Set(scoped ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (name.SequenceEqual(":event-type"u8))
        {
            EventType = value;
        }
        else if (name.SequenceEqual(":message-type"u8))
        {
            MessageType = value;
        }
        else if (name.SequenceEqual(":exception-type"u8))
        {
            ExceptionType = value;
        }
        else if (name.SequenceEqual(":error-code"u8))
        {
            ErrorCode = value;
        }
        else if (name.SequenceEqual(":error-message"u8))
        {
            ErrorMessage = value;
        }
    }

    private static int LengthOf(byte type, scoped ref ReadOnlySpan<byte> bytes) => type switch
    {
        0 or 1 => 0, // true, false
        2 => 1, // byte
        3 => 2, // short
        4 => 4, // integer
        5 or 8 => 8, // long, timestamp
        6 or StringType => BinaryPrimitives.ReadUInt16BigEndian(Take(ref bytes, 2)), // bytes, string
        9 => 16, // UUID
        _ => throw AwsEventStreamReader.Malformed($"a header has the unknown type {type}."),
    };

    private static ReadOnlySpan<byte> Take(scoped ref ReadOnlySpan<byte> bytes, int count)
    {
        if (count > bytes.Length)
        {
            throw AwsEventStreamReader.Malformed("a header is longer than the headers.");
        }

        ReadOnlySpan<byte> taken = bytes[..count];
        bytes = bytes[count..];
        return taken;
    }
}
