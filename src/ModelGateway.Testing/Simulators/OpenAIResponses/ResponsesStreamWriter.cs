using System.Text.Json;

namespace ModelGateway.Testing.Simulators.OpenAIResponses;

/// <summary>Writes a response as the events of a stream, numbered from 0.</summary>
internal static class ResponsesStreamWriter
{
    private const string Padding = "aB3dE5fG7hJ9kL1mN0pQ";

    public static IEnumerable<byte[]> Stream(WireReply reply)
    {
        int number = 0;
        yield return Event(reply, "created", number++, json => Response(json, reply, "in_progress"));
        yield return Event(reply, "in_progress", number++, json => Response(json, reply, "in_progress"));
        for (int i = 0; i < ResponsesWriter.ItemCount(reply); i++)
        {
            int index = i;
            yield return Event(reply, "output_item.added", number++, json => Item(json, reply, index, done: false));
            foreach ((string type, Action<Utf8JsonWriter> write) in Pieces(reply, index))
            {
                yield return Event(reply, type, number++, json =>
                {
                    json.WriteString("item_id", ResponsesWriter.ItemId(reply, index));
                    json.WriteNumber("output_index", index);
                    write(json);
                });
            }

            yield return Event(reply, "output_item.done", number++, json => Item(json, reply, index, done: true));
        }

        string status = ResponsesWriter.Status(reply);
        yield return Event(reply, status, number, json => Response(json, reply, status));
    }

    private static IEnumerable<(string Type, Action<Utf8JsonWriter> Write)> Pieces(WireReply reply, int index)
    {
        switch (ResponsesWriter.TypeOf(reply, index))
        {
            case "reasoning" when reply.Reasoning!.Length > 0:
                yield return ("reasoning_summary_part.added", json => Part(json, "summary_index", "summary_text", string.Empty));
                foreach (string piece in TextPieces.Split(reply.Reasoning, reply.ChunkLength))
                {
                    yield return ("reasoning_summary_text.delta", json => Delta(json, "summary_index", piece));
                }

                yield return ("reasoning_summary_text.done", json => Done(json, "summary_index", reply.Reasoning));
                yield return ("reasoning_summary_part.done", json => Part(json, "summary_index", "summary_text", reply.Reasoning));
                break;
            case "message":
                yield return ("content_part.added", json => Part(json, "content_index", "output_text", string.Empty));
                foreach (string piece in reply.TextPieces)
                {
                    yield return ("output_text.delta", json => Delta(json, "content_index", piece));
                }

                yield return ("output_text.done", json => Done(json, "content_index", reply.Text));
                yield return ("content_part.done", json => Part(json, "content_index", "output_text", reply.Text));
                break;
            case "function_call":
                string arguments = reply.ToolCalls[ResponsesWriter.CallIndex(reply, index)].Arguments;
                foreach (string piece in TextPieces.Split(arguments, reply.ChunkLength))
                {
                    yield return ("function_call_arguments.delta", json => json.WriteString("delta", piece));
                }

                yield return ("function_call_arguments.done", json => json.WriteString("arguments", arguments));
                break;
        }
    }

    private static byte[] Event(WireReply reply, string type, int number, Action<Utf8JsonWriter> write) =>
        SimulatorJson.Event(SimulatorJson.Object(json =>
    {
        json.WriteString("type", "response." + type);
        json.WriteNumber("sequence_number", number);
        write(json);
        bool padded = !reply.Call.Body.TryGetProperty("stream_options", out JsonElement options)
            || !options.Has("include_obfuscation", JsonValueKind.False);
        if (padded && type.EndsWith(".delta", StringComparison.Ordinal))
        {
            json.WriteString("obfuscation", Padding[..(1 + (number * 7 % Padding.Length))]);
        }
    }), "response." + type);

    private static void Response(Utf8JsonWriter json, WireReply reply, string status) =>
        json.WriteObject("response", response => ResponsesWriter.Response(response, reply, status, complete: status != "in_progress"));

    private static void Item(Utf8JsonWriter json, WireReply reply, int index, bool done)
    {
        json.WriteNumber("output_index", index);
        json.WriteObject("item", item => ResponsesWriter.Item(item, reply, index, done));
    }

    private static void Part(Utf8JsonWriter json, string position, string type, string text)
    {
        json.WriteNumber(position, 0);
        json.WriteObject("part", part =>
        {
            if (type == "output_text")
            {
                ResponsesWriter.Text(part, text);
            }
            else
            {
                part.WriteString("type", type);
                part.WriteString("text", text);
            }
        });
    }

    private static void Delta(Utf8JsonWriter json, string position, string piece)
    {
        json.WriteNumber(position, 0);
        json.WriteString("delta", piece);
    }

    private static void Done(Utf8JsonWriter json, string position, string text)
    {
        json.WriteNumber(position, 0);
        json.WriteString("text", text);
    }
}
