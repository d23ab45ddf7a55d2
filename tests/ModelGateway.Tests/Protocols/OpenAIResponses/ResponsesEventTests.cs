using System.Text;
using Microsoft.Extensions.AI;
using ModelGateway.Tests.Support;
using static ModelGateway.Tests.Protocols.OpenAIResponses.ResponsesBodies;

namespace ModelGateway.Tests.Protocols.OpenAIResponses;

/// <summary>Streams of servers that leave out what OpenAI's streams have.</summary>
public sealed class ResponsesEventTests
{
    private static readonly string[] Events =
    [
        Created,
        """{"type":"response.output_item.added","item":{"id":"msg_1","type":"message","content":[]}}""",
        """{"type":"response.output_text.delta","item_id":"msg_1","delta":"Hello"}""",
        """{"type":"response.output_item.done","item":{"id":"msg_1","type":"message","content":[{"type":"output_text","text":"Hello","annotations":[]}]}}""",
        """{"type":"response.output_item.added","item":{"id":"fc_1","type":"function_call","call_id":"call_1","name":"f","arguments":""}}""",
        """{"type":"response.function_call_arguments.delta","item_id":"fc_1","delta":"{}"}""",
        """{"type":"response.output_item.done","item":{"id":"fc_1","type":"function_call","call_id":"call_1","name":"f","arguments":"{}"}}""",
        """
        {"type":"response.completed","response":{"id":"resp_1","status":"completed","output":[
          {"id":"msg_1","type":"message","content":[{"type":"output_text","text":"Hello","annotations":[]}]},
          {"id":"fc_1","type":"function_call","call_id":"call_1","name":"f","arguments":"{}"}]}}
        """.ReplaceLineEndings(""),
    ];

    [Theory]
    [InlineData(true, "")]
    [InlineData(false, "")]
    [InlineData(true, "event: message\n")]
    [InlineData(true, "event: chunk\n")]
    public async Task Items_AreKnownByTheirIdsAndEventsByTheirTypes(bool ids, string name)
    {
        StringBuilder stream = new();
        foreach (string data in Events)
        {
            string sent = ids ? data : data.Replace("\"item_id\":\"msg_1\",", "", StringComparison.Ordinal)
                .Replace("\"item_id\":\"fc_1\",", "", StringComparison.Ordinal)
                .Replace("\"id\":\"msg_1\",", "", StringComparison.Ordinal).Replace("\"id\":\"fc_1\",", "", StringComparison.Ordinal);
            stream.Append(name).Append("data: ").Append(sent).Append("\n\n");
        }

        List<ChatResponseUpdate> updates =
            await ProtocolHarness.ReadStreamAsync(Adapter, new MemoryStream(Encoding.UTF8.GetBytes(stream.ToString())));
        AIContent[] contents = [.. updates.SelectMany(static update => update.Contents)];
        Assert.Equal("Hello", string.Concat(contents.OfType<TextContent>()));
        Assert.Equal("call_1", Assert.Single(contents.OfType<FunctionCallContent>()).CallId);
    }
}
