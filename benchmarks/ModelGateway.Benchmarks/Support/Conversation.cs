using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelGateway.Benchmarks.Support;

/// <summary>A request of one case, and how to ask it.</summary>
internal sealed class Conversation
{
    private const string Question = "Summarise the open points of the incident and say who has to act next, in at most five sentences.";
    private const string Reply =
        "The database failover finished at 10:42, two replicas lag behind, and the on-call engineer has been told to watch them.";

    private readonly List<ChatMessage> _messages;
    private readonly ChatOptions _options;
    private readonly bool _streaming;

    public Conversation(TranslationCase translation, string model)
    {
        _streaming = translation == TranslationCase.Stream200;
        bool isLong = translation is TranslationCase.Messages60 or TranslationCase.Messages60Tools20;
        _messages = [new ChatMessage(ChatRole.System, "You are a careful assistant for site reliability engineers."),
            new ChatMessage(ChatRole.User, Question)];
        while (isLong && _messages.Count < 60)
        {
            _messages.Add(_messages.Count % 2 == 0 ? new ChatMessage(ChatRole.Assistant, Reply) : new ChatMessage(ChatRole.User, Question));
        }

        _options = new ChatOptions { ModelId = model, MaxOutputTokens = 1_000 };
        if (translation == TranslationCase.Messages60Tools20)
        {
            _options.Tools = [.. Enumerable.Range(0, 20).Select(Tool)];
        }
    }

    /// <summary>Asks a client and reads the answer to its end.</summary>
    /// <returns>The answer's length in characters, so that nothing is optimised away.</returns>
    public async Task<int> AskAsync(IChatClient client)
    {
        if (!_streaming)
        {
            return (await client.GetResponseAsync(_messages, _options)).Text.Length;
        }

        int length = 0;
        await foreach (ChatResponseUpdate update in client.GetStreamingResponseAsync(_messages, _options))
        {
            foreach (AIContent content in update.Contents)
            {
                length += content is TextContent text ? text.Text.Length : 0;
            }
        }

        return length;
    }

    /// <summary>Asks once, and makes sure that the answer is the canned one.</summary>
    public async Task CheckAsync(IChatClient client, int expectedLength)
    {
        int length = await AskAsync(client);
        if (length != expectedLength)
        {
            throw new InvalidOperationException($"{client.GetType().Name} read {length} characters instead of {expectedLength}.");
        }
    }

    private static AITool Tool(int number)
    {
        using JsonDocument schema = JsonDocument.Parse(
            """
            {"type":"object","properties":{"service":{"type":"string","description":"The service's name."},"since":{"type":"string","description":"ISO 8601 time."},
            "limit":{"type":"integer","minimum":1,"maximum":100},"severity":{"type":"string","enum":["low","medium","high"]},
            "tags":{"type":"array","items":{"type":"string"}}},"required":["service"]}
            """);
        return AIFunctionFactory.CreateDeclaration($"search_incidents_{number}", "Searches incidents by service, time and severity.",
            schema.RootElement.Clone(), null);
    }
}
