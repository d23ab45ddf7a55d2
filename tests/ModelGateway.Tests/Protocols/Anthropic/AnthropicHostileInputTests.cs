using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Anthropic;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Protocols.Anthropic;

/// <summary>For any input the outcome is an answer or a <see cref="ProviderException"/>.</summary>
public sealed class AnthropicHostileInputTests
{
    private static readonly string[] Values = ["null", "0", "-1", "1e400", "\"\"", "\"\\ud800\"", "[]", "{}", "[[]]", "true", "\"x\"",
        "{\"type\":\"text\"}"];

    [Fact]
    public async Task DamagedBytes_NeverEscapeAsAnotherException()
    {
        Random random = new(7);
        foreach (string text in new[] { AnthropicStreamText.Text, AnthropicStreamText.Reasoning, AnthropicStreamText.Search })
        {
            for (int round = 0; round < 1500; round++)
            {
                byte[] bytes = Encoding.UTF8.GetBytes(text);
                for (int damage = random.Next(1, 4); damage > 0; damage--)
                {
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                }

                await AssertContained(bytes);
            }
        }
    }

    [Fact]
    public async Task ValuesOfOtherTypes_NeverEscapeAsAnotherException()
    {
        foreach (string text in new[] { AnthropicStreamText.Text, AnthropicStreamText.Reasoning, AnthropicStreamText.Search })
        {
            string[] lines = text.Split('\n');
            for (int i = 0; i < lines.Length; i++)
            {
                if (!lines[i].StartsWith("data: {", StringComparison.Ordinal))
                {
                    continue;
                }

                foreach (string damaged in Replacements(lines[i][6..]))
                {
                    string[] changed = [.. lines];
                    changed[i] = "data: " + damaged;
                    await AssertContained(Encoding.UTF8.GetBytes(string.Join('\n', changed)));
                }
            }
        }
    }

    [Fact]
    public void AnswersWithValuesOfOtherTypes_NeverEscapeAsAnotherException()
    {
        const string Body =
            """
            {"id":"m","model":"x","stop_reason":"refusal","stop_sequence":"s","stop_details":{"category":"c","explanation":"e"},"content":[
             {"type":"text","text":"t","citations":[{"url":"https://x.example","title":"t","cited_text":"c","file_id":"f","start_char_index":1}]},
             {"type":"thinking","thinking":"t","signature":"s"},{"type":"redacted_thinking","data":"d"},{"type":"tool_use","id":"i","name":"n","input":{"a":1}},
             {"type":"server_tool_use","id":"i","name":"web_search","input":{"query":"q"}},{"type":"server_tool_use","id":"i","name":"code_execution","input":{"code":"q"}},
             {"type":"web_search_tool_result","tool_use_id":"i","content":[{"url":"https://x.example","title":"t"}]},
             {"type":"code_execution_tool_result","tool_use_id":"i","content":{"stdout":"o","stderr":"e","error_code":"c"}}],
             "usage":{"input_tokens":1,"output_tokens":1,"output_tokens_details":{"thinking_tokens":1},"cache_creation":{"ephemeral_5m_input_tokens":1},"server_tool_use":{"web_search_requests":1},
                      "iterations":[{"type":"compaction","input_tokens":1}]}}
            """;
        int refused = 0;
        foreach (string damaged in Replacements(Body))
        {
            refused += TryRead(Encoding.UTF8.GetBytes(damaged)) ? 0 : 1;
        }

        Assert.True(refused > 100);
    }

    [Fact]
    public void JsonThatMustBeRefused_IsMalformed()
    {
        string folder = Path.GetDirectoryName(SharedData.Require("hostile-input/naughty-strings.json"))!;
        string[] files = Directory.GetFiles(Path.Combine(folder, "json-parsing"), "n_*.json");
        Assert.NotEmpty(files);
        Assert.All(files, static file => Assert.False(TryRead([.. """{"content":[],"x":"""u8, .. File.ReadAllBytes(file), (byte)'}']) && !IsHarmlessWithin(file)));
    }

    [Fact]
    public async Task NaughtyStrings_AreWrittenAndReadUnchanged()
    {
        string[] strings =
            JsonSerializer.Deserialize<string[]>(File.ReadAllText(SharedData.Require("hostile-input/naughty-strings.json")))!;
        StringBuilder text = new(AnthropicStreamText.Start);
        foreach (string naughty in strings)
        {
            text.Append(AnthropicStreamText.Delta(0, $$"""{"type":"text_delta","text":{{JsonSerializer.Serialize(naughty)}}}"""));
        }

        byte[] bytes = Encoding.UTF8.GetBytes(text + AnthropicStreamText.End("end_turn"));
        string whole = (await ProtocolHarness.ReadStreamAsync(AnthropicProtocol.Instance, new MemoryStream(bytes))).ToChatResponse().Text;
        Assert.Equal(string.Concat(strings), whole);
        JsonElement written = ProtocolHarness.Write(AnthropicProtocol.Instance, ProtocolHarness.Call([new(ChatRole.User, whole)]));
        Assert.Equal(whole, written.GetProperty("messages")[0].GetProperty("content")[0].GetProperty("text").GetString());
    }

    // Within an object, some of the suite's fragments become valid (a lone closing brace ends it, white space and nothing are no value).
    private static bool IsHarmlessWithin(string file)
    {
        try
        {
            JsonElement.Parse([.. """{"content":[],"x":"""u8, .. File.ReadAllBytes(file), (byte)'}'], new JsonDocumentOptions { MaxDepth = 128 });
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    // Every value of the document in turn, replaced by values of every other kind.
    private static IEnumerable<string> Replacements(string json)
    {
        List<(int Start, int End)> places = [];
        byte[] bytes = Encoding.UTF8.GetBytes(json);
        Utf8JsonReader reader = new(bytes);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.EndArray or JsonTokenType.EndObject)
            {
                continue;
            }

            Utf8JsonReader copy = reader;
            copy.Skip();
            places.Add(((int)reader.TokenStartIndex, (int)copy.BytesConsumed));
        }

        foreach ((int start, int end) in places)
        {
            foreach (string value in Values)
            {
                yield return Encoding.UTF8.GetString(bytes.AsSpan(0, start)) + value + Encoding.UTF8.GetString(bytes.AsSpan(end));
            }
        }
    }

    private static async Task AssertContained(byte[] bytes)
    {
        try
        {
            List<ChatResponseUpdate> updates = await ProtocolHarness.ReadStreamAsync(AnthropicProtocol.Instance, new MemoryStream(bytes));
            ChatResponse response = updates.ToChatResponse();
            ProtocolHarness.Write(AnthropicProtocol.Instance, ProtocolHarness.Call([new(ChatRole.User, "hi"), .. response.Messages]));
        }
        catch (ProviderException)
        {
        }
    }

    private static bool TryRead(byte[] body)
    {
        try
        {
            ChatResponse response = AnthropicProtocol.Instance.ReadResponse(body, ProtocolHarness.Call([]));
            ProtocolHarness.Write(AnthropicProtocol.Instance, ProtocolHarness.Call([new(ChatRole.User, "hi"), .. response.Messages]));
            return true;
        }
        catch (ProviderException)
        {
            return false;
        }
    }
}
