using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Testing.Simulators;

/// <summary>
/// Every property that a simulator writes, in answers, streams and errors, occurs in recorded traffic, with a type that occurs there.
/// </summary>
public sealed class RecordedShapeTests
{
    [Theory]
    [InlineData(SimulatedProtocol.OpenAI, "/chat/completions", "openai", "deepseek")]
    [InlineData(SimulatedProtocol.Anthropic, "/v1/messages", "anthropic")]
    [InlineData(SimulatedProtocol.Gemini, "enerateContent", "gemini")]
    [InlineData(SimulatedProtocol.Ollama, "/api/chat", "ollama")]
    [InlineData(SimulatedProtocol.Mistral, "/chat/completions", "mistral")]
    [InlineData(SimulatedProtocol.Cohere, "/v2/chat", "cohere")]
    [InlineData(SimulatedProtocol.OpenAIResponses, "/responses", "openai", "xai")]
    [InlineData(SimulatedProtocol.Bedrock, "/converse", "bedrock")]
    public async Task Answers_HaveOnlyRecordedFields(SimulatedProtocol protocol, string path, params string[] recordings)
    {
        HashSet<string> recorded = Recorded(protocol, path, recordings);
        HashSet<string> written = await WrittenAsync(protocol);
        string[] invented = [.. written.Except(recorded).Order()];
        Assert.True(invented.Length == 0, $"Never recorded:\n{string.Join('\n', invented)}");
        Assert.True(written.Count > 15);
    }

    private static HashSet<string> Recorded(SimulatedProtocol protocol, string path, string[] recordings)
    {
        HashSet<string> recorded = [];
        foreach (JsonElement exchange in
            recordings.SelectMany(SharedData.Exchanges).Where(e => e.GetProperty("path").GetString()!.Contains(path)))
        {
            string response = exchange.GetProperty("response").GetString()!;
            Collect(
                exchange.GetProperty("contentType").GetString()!.Contains("eventstream", StringComparison.Ordinal)
                    ? Frames(Convert.FromBase64String(response))
                    : response,
                recorded);
        }

        if (protocol == SimulatedProtocol.Ollama)
        {
            // No error was recorded; the form is documented.
            recorded.Add("$.error: String");
        }

        return recorded;
    }

    private static async Task<HashSet<string>> WrittenAsync(SimulatedProtocol protocol)
    {
        HashSet<string> written = [];
        await using ProviderSimulator simulator = await ProviderSimulator.StartAsync(protocol);
        using SimulatorClient client = new(simulator);
        SimulatedReply[] replies =
        [
            new() { Text = "text" },
            new() { Text = "text", Reasoning = "reasoning" },
            new() { ToolCalls = [new("f", """{"x":1}"""), new("g")] },
            new()
            {
                Text = "text",
                Reasoning = "reasoning",
                ToolCalls = [new("f")],
                Usage = new(100, 50) { CachedInputTokens = 10, CacheWriteTokens = 5, ReasoningTokens = 5 },
            },
            new() { Text = "text", FinishReason = SimulatedFinishReason.Length },
            new() { Fault = SimulatedFault.ModelNotFound() },
            new() { Fault = SimulatedFault.Unauthorized() },
        ];
        foreach (SimulatedReply reply in replies)
        {
            foreach (bool stream in (bool[])[false, true])
            {
                simulator.Reply(reply);
                using HttpResponseMessage response = await client.HelloAsync(stream);
                bool isFrames = response.Content.Headers.ContentType?.MediaType == "application/vnd.amazon.eventstream";
                Collect(
                    isFrames ? Frames(await response.Content.ReadAsByteArrayAsync()) : await response.Content.ReadAsStringAsync(), written);
            }
        }

        // Documented, but not recorded: Mistral's reasoning, Cohere's outside streams, signatures on Bedrock and its streamed
        // reasoning, a streamed response that was cut within a message.
        written.RemoveWhere(static path => path.Contains("content[]<thinking>", StringComparison.Ordinal)
            || path.StartsWith("$.choices[].message.content[]<text>", StringComparison.Ordinal)
            || path == "$.usage.tokens.reasoning_tokens: Number"
            || path.StartsWith("$.delta.reasoningContent.", StringComparison.Ordinal)
            || path == "$.output.message.content[].reasoningContent.reasoningText.signature: String"
            || path.StartsWith("$<response.incomplete>.response.output[]<message>", StringComparison.Ordinal));
        return written;
    }

    // The payloads of binary frames, one a line.
    private static string Frames(byte[] body)
    {
        List<string> payloads = [];
        for (int at = 0; at < body.Length;)
        {
            int total = BinaryPrimitives.ReadInt32BigEndian(body.AsSpan(at));
            int start = at + 12 + BinaryPrimitives.ReadInt32BigEndian(body.AsSpan(at + 4));
            payloads.Add(Encoding.UTF8.GetString(body, start, at + total - 4 - start));
            at += total;
        }

        return string.Join('\n', payloads);
    }

    private static void Collect(string response, HashSet<string> paths)
    {
        foreach (string line in response.Split('\n'))
        {
            string json = line.StartsWith("data:", StringComparison.Ordinal) ? line["data:".Length..].Trim() : line.Trim();
            if (json.StartsWith('{'))
            {
                Walk(JsonElement.Parse(json), "$", paths);
            }
        }
    }

    private static void Walk(JsonElement value, string path, HashSet<string> paths)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                // The type of an object: an event, a block, a delta.
                string type = value.TryGetProperty("type", out JsonElement t) && t.ValueKind == JsonValueKind.String
                    && !path.EndsWith("error", StringComparison.Ordinal)
                    ? $"<{t.GetString()}>"
                    : string.Empty;
                foreach (JsonProperty property in value.EnumerateObject())
                {
                    if (property.Name is not ("args" or "input" or "metadata"))
                    {
                        Walk(property.Value, $"{path}{type}.{property.Name}", paths);
                    }
                }

                break;
            case JsonValueKind.Array:
                foreach (JsonElement item in value.EnumerateArray())
                {
                    Walk(item, $"{path}[]", paths);
                }

                break;
            default:
                paths.Add($"{path}: {(value.ValueKind is JsonValueKind.True or JsonValueKind.False ? "Boolean" : value.ValueKind)}");
                break;
        }
    }
}
