using System.Globalization;
using System.Text.Json;

namespace ModelGateway.Testing.Simulators.OpenAIResponses;

/// <summary>Writes responses and their items.</summary>
internal static class ResponsesWriter
{
    public static byte[] Unary(WireReply reply) => SimulatorJson.Object(json => Response(json, reply, Status(reply), complete: true));

    public static string Status(WireReply reply) =>
        reply.FinishReason is SimulatedFinishReason.Length or SimulatedFinishReason.ContentFilter ? "incomplete" : "completed";

    /// <summary>The fields of a response, with items and usage only where it is complete.</summary>
    public static void Response(Utf8JsonWriter json, WireReply reply, string status, bool complete)
    {
        JsonElement body = reply.Call.Body;
        json.WriteString("id", string.Create(CultureInfo.InvariantCulture, $"resp_sim{reply.Number:d8}"));
        json.WriteString("object", "response");
        json.WriteNumber("created_at", reply.Created.ToUnixTimeSeconds());
        json.WriteString("status", status);
        json.WriteBoolean("background", body.Flag("background"));
        json.WriteNull("error");
        if (status == "incomplete")
        {
            json.WriteObject("incomplete_details", details =>
                details.WriteString("reason", reply.FinishReason == SimulatedFinishReason.Length ? "max_output_tokens" : "content_filter"));
        }
        else
        {
            json.WriteNull("incomplete_details");
        }

        json.WriteString("instructions", body.Text("instructions"));
        json.WriteString("model", reply.Model);
        json.WriteStartArray("output");
        for (int i = 0; complete && i < ItemCount(reply); i++)
        {
            json.WriteStartObject();
            Item(json, reply, i, done: true);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteBoolean("parallel_tool_calls", true);
        json.WriteString("previous_response_id", body.Text("previous_response_id"));
        json.WriteString("service_tier", complete ? "default" : "auto");
        json.WriteBoolean("store", !body.Has("store", JsonValueKind.False));
        json.WriteString("truncation", "disabled");
        if (complete)
        {
            Usage(json, reply.Usage);
        }
        else
        {
            json.WriteNull("usage");
        }
    }

    /// <summary>The items: reasoning, a message, calls.</summary>
    public static int ItemCount(WireReply reply) => Reasonings(reply) + Messages(reply) + reply.ToolCalls.Count;

    public static string TypeOf(WireReply reply, int index) =>
        index < Reasonings(reply) ? "reasoning" : index < Reasonings(reply) + Messages(reply) ? "message" : "function_call";

    public static int CallIndex(WireReply reply, int index) => index - Reasonings(reply) - Messages(reply);

    public static string ItemId(WireReply reply, int index) => TypeOf(reply, index) switch
    {
        "reasoning" => OpenAIResponsesService.ReasoningId(reply.Number),
        "message" => string.Create(CultureInfo.InvariantCulture, $"msg_sim{reply.Number:d8}"),
        _ => OpenAIResponsesService.CallItemId(reply.Number, CallIndex(reply, index), reply.Reasoning is not null),
    };

    /// <summary>The fields of an item, empty at its start.</summary>
    public static void Item(Utf8JsonWriter json, WireReply reply, int index, bool done)
    {
        string type = TypeOf(reply, index);
        json.WriteString("id", ItemId(reply, index));
        json.WriteString("type", type);
        switch (type)
        {
            case "reasoning":
                if (reply.Signature is not null)
                {
                    json.WriteString("encrypted_content", done ? reply.Signature : "begun");
                }

                json.WriteStartArray("summary");
                if (done && reply.Reasoning!.Length > 0)
                {
                    json.WriteStartObject();
                    json.WriteString("type", "summary_text");
                    json.WriteString("text", reply.Reasoning);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                break;
            case "message":
                json.WriteString("status", done ? Status(reply) : "in_progress");
                json.WriteString("role", "assistant");
                json.WriteStartArray("content");
                if (done)
                {
                    json.WriteStartObject();
                    Text(json, reply.Text);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                break;
            default:
                SimulatedToolCall call = reply.ToolCalls[CallIndex(reply, index)];
                json.WriteString("status", done ? "completed" : "in_progress");
                json.WriteString(
                    "call_id",
                    call.Id ?? string.Create(CultureInfo.InvariantCulture, $"call_sim{reply.Number:d6}{CallIndex(reply, index):d2}"));
                json.WriteString("name", call.Name);
                json.WriteString("arguments", done ? call.Arguments : string.Empty);
                break;
        }
    }

    public static void Text(Utf8JsonWriter json, string text)
    {
        json.WriteString("type", "output_text");
        json.WriteStartArray("annotations");
        json.WriteEndArray();
        json.WriteStartArray("logprobs");
        json.WriteEndArray();
        json.WriteString("text", text);
    }

    private static int Reasonings(WireReply reply) => reply.Reasoning is null ? 0 : 1;

    private static int Messages(WireReply reply) => reply.Text.Length > 0 || reply.ToolCalls.Count == 0 ? 1 : 0;

    private static void Usage(Utf8JsonWriter json, SimulatedUsage usage) => json.WriteObject("usage", written =>
    {
        written.WriteNumber("input_tokens", usage.InputTokens);
        written.WriteObject("input_tokens_details", details => details.WriteNumber("cached_tokens", usage.CachedInputTokens));
        written.WriteNumber("output_tokens", usage.OutputTokens);
        written.WriteObject("output_tokens_details", details => details.WriteNumber("reasoning_tokens", usage.ReasoningTokens));
        written.WriteNumber("total_tokens", usage.InputTokens + usage.OutputTokens);
    });
}
