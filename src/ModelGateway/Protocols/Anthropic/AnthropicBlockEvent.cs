using System.Text.Json;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Anthropic;

/// <summary>A <c>content_block_start</c> or <c>content_block_stop</c>: which block it is about, and the block that it begins.</summary>
internal readonly ref struct AnthropicBlockEvent
{
    public int Index { get; private init; }

    /// <summary>The block as JSON; empty where the event has none.</summary>
    public ReadOnlySpan<byte> Block { get; private init; }

    public static AnthropicBlockEvent Read(ReadOnlySpan<byte> data)
    {
        Utf8JsonReader reader = new(data, WireJson.Options);
        WireJson.Enter(ref reader);
        int index = 0;
        ReadOnlySpan<byte> block = default;
        while (JsonFields.NextProperty(ref reader))
        {
            bool isBlock = reader.ValueTextEquals(AnthropicNames.ContentBlock);
            bool isIndex = reader.ValueTextEquals(AnthropicNames.Index);
            reader.Read();
            if (isIndex)
            {
                index = reader.GetInt32();
            }
            else if (isBlock)
            {
                block = JsonFields.ReadRaw(ref reader, data);
            }
            else
            {
                reader.Skip();
            }
        }

        WireJson.ExpectEnd(ref reader);
        return new AnthropicBlockEvent { Index = index, Block = block };
    }
}
