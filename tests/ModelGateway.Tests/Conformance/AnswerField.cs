using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using ModelGateway.Testing.Simulators.Bedrock;

namespace ModelGateway.Tests.Conformance;

/// <summary>Adds a field that no reader knows to a simulator's answer.</summary>
internal static class AnswerField
{
    /// <summary>Adds a field "unknown" with the given value.</summary>
    /// <param name="protocol">Which protocol the body is of.</param>
    /// <param name="stream">Whether the body is a stream; its first event gets the field.</param>
    /// <param name="body">The whole body.</param>
    /// <param name="document">The field's value, valid or not.</param>
    /// <param name="json">The changed object.</param>
    public static byte[] Insert(SimulatedProtocol protocol, bool stream, byte[] body, byte[] document, out byte[] json)
    {
        int start = body.AsSpan().IndexOf((byte)'{');
        Utf8JsonReader reader = new(body.AsSpan(start), isFinalBlock: false, default);
        Assert.True(reader.Read() && reader.TrySkip());
        int last = start + (int)reader.BytesConsumed - 1;
        json = [.. body.AsSpan(start, last - start), .. ",\"unknown\":"u8, .. document, (byte)'}'];
        if (stream && protocol == SimulatedProtocol.Bedrock)
        {
            int frameEnd = BinaryPrimitives.ReadInt32BigEndian(body);
            byte[] headers = body[12..(12 + BinaryPrimitives.ReadInt32BigEndian(body.AsSpan(4)))];
            return [.. BedrockFrames.Frame(json, headers), .. body.AsSpan(frameEnd)];
        }

        if (stream && !body.AsSpan(0, start).EndsWith("data: "u8))
        {
            // A line of JSON is one line.
            json = Replace(json, " ");
        }

        return [.. body.AsSpan(0, start), .. start > 0 && stream ? Replace(json, "\ndata: ") : json, .. body.AsSpan(last + 1)];
    }

    // An event of several lines has its mark on each.
    private static byte[] Replace(byte[] json, string lineEnd)
    {
        string text = Encoding.Latin1.GetString(json).Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        return Encoding.Latin1.GetBytes(text.Replace("\n", lineEnd, StringComparison.Ordinal));
    }
}
