using System.Text.Json;

namespace ModelGateway.Testing.Simulators.Cohere;

/// <summary>Writes streamed answers: <c>message-start</c>, the contents, the calls, <c>message-end</c>.</summary>
internal static class CohereStreamWriter
{
    public static IEnumerable<byte[]> Stream(WireReply reply)
    {
        yield return Event("message-start", null, static message =>
        {
            message.WriteString("role", "assistant");
            foreach (string name in (string[])["content", "tool_calls", "citations"])
            {
                message.WriteStartArray(name);
                message.WriteEndArray();
            }

            message.WriteString("tool_plan", string.Empty);
        }, CohereWriter.Id(reply));
        int index = 0;
        bool plans = reply.ToolCalls.Count > 0;
        IEnumerable<string> thoughts = TextPieces.Split(reply.Reasoning ?? string.Empty, reply.ChunkLength);
        if (plans)
        {
            foreach (string piece in thoughts)
            {
                yield return Event("tool-plan-delta", null, message => message.WriteString("tool_plan", piece));
            }
        }
        else if (reply.Reasoning is not null)
        {
            foreach (byte[] part in Content("thinking", index++, thoughts))
            {
                yield return part;
            }
        }

        if (reply.Text.Length > 0)
        {
            foreach (byte[] part in Content("text", index, reply.TextPieces))
            {
                yield return part;
            }
        }

        for (int i = 0; i < reply.ToolCalls.Count; i++)
        {
            foreach (byte[] part in Call(reply, i))
            {
                yield return part;
            }
        }

        yield return SimulatorJson.Event(
            SimulatorJson.Object(json =>
            {
                json.WriteString("type", "message-end");
                json.WriteObject("delta", delta =>
                {
                    delta.WriteString("finish_reason", CohereWriter.Finish(reply.FinishReason));
                    CohereWriter.Usage(delta, reply.Usage);
                });
            }),
            "message-end");
        yield return "data: [DONE]\n\n"u8.ToArray();
    }

    private static IEnumerable<byte[]> Content(string kind, int index, IEnumerable<string> pieces)
    {
        yield return Event("content-start", index, message => message.WriteObject("content", content =>
        {
            content.WriteString("type", kind);
            content.WriteString(kind, string.Empty);
        }));
        foreach (string piece in pieces)
        {
            yield return Event(
                "content-delta", index, message => message.WriteObject("content", content => content.WriteString(kind, piece)));
        }

        yield return Event("content-end", index, null);
    }

    private static IEnumerable<byte[]> Call(WireReply reply, int index)
    {
        SimulatedToolCall call = reply.ToolCalls[index];
        yield return Event("tool-call-start", index, message => message.WriteObject("tool_calls", written =>
        {
            written.WriteString("id", CohereWriter.CallId(reply, index));
            written.WriteString("type", "function");
            written.WriteObject("function", function =>
            {
                function.WriteString("name", call.Name);
                function.WriteString("arguments", string.Empty);
            });
        }));
        foreach (string piece in TextPieces.Split(call.Arguments, reply.ChunkLength))
        {
            yield return Event("tool-call-delta", index, message => message.WriteObject(
                "tool_calls", written => written.WriteObject("function", function => function.WriteString("arguments", piece))));
        }

        yield return Event("tool-call-end", index, null);
    }

    private static byte[] Event(string type, int? index, Action<Utf8JsonWriter>? message, string? id = null) => SimulatorJson.Event(
        SimulatorJson.Object(json =>
        {
            if (id is not null)
            {
                json.WriteString("id", id);
            }

            json.WriteString("type", type);
            if (index is { } number)
            {
                json.WriteNumber("index", number);
            }

            if (message is not null)
            {
                json.WriteObject("delta", delta => delta.WriteObject("message", message));
            }
        }),
        type);
}
