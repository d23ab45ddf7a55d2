using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Costs.Usage;
using ModelGateway.Failures;
using ModelGateway.Protocols;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Protocols.OpenAIChat;

/// <summary>Every recorded chat exchange with OpenAI, and with servers that speak its protocol.</summary>
public sealed class RecordedOpenAITests
{
    private static readonly ChatCall Call = ProtocolHarness.Call([new(ChatRole.User, "hi")]);

    [Theory]
    [InlineData("openai", 179)]
    [InlineData("deepseek", 153)]
    [InlineData("groq", 41)]
    [InlineData("openrouter", 230)]
    [InlineData("llamacpp", 143)]
    [InlineData("venice", 53)]
    [InlineData("doubleword", 76)]
    [InlineData("copilot", 37)]
    [InlineData("perplexity", 19)]
    [InlineData("mistralrs", 5)]
    public async Task Answers_AreReadWhole(string provider, int expected)
    {
        IProtocol adapter = RecordedDialects.Adapter(provider);
        Random random = new(20260801);
        int read = 0;
        foreach (Exchange exchange in Chats(provider).Where(static exchange => exchange.Status < 400))
        {
            read++;
            ChatResponse response = exchange.IsStream ? await ReadStreamAsync(adapter, exchange, random) : ReadAnswer(adapter, exchange);
            Assert.True(response.FinishReason is not null, exchange.Id);
            Assert.False(string.IsNullOrEmpty(response.Messages[0].MessageId), exchange.Id);
            Assert.All(response.Messages[0].Contents.OfType<FunctionCallContent>(), call => Assert.NotEmpty(call.Name));
            CheckUsage(exchange, response.Usage);
            CheckExtras(provider, exchange, response);
        }

        Assert.Equal(expected, read);
    }

    private static async Task<ChatResponse> ReadStreamAsync(IProtocol adapter, Exchange exchange, Random random)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(exchange.Response);
        List<ChatResponseUpdate> updates = await ProtocolHarness.ReadStreamAsync(adapter, new MemoryStream(bytes));
        string whole = ProtocolHarness.Describe(updates);
        Assert.Equal(whole, ProtocolHarness.Describe(
            await ProtocolHarness.ReadStreamAsync(adapter, ChunkedStream.Random(bytes, random, 97))));
        Assert.True(updates.Count(static update => update.Contents.OfType<UsageContent>().Any()) <= 1, exchange.Id);
        Assert.Single(updates.Select(static update => update.MessageId).Distinct());
        ChatResponse response = updates.ToChatResponse();
        Assert.Single(response.Messages);
        Assert.Equal((exchange.Id, RecordedDialects.WithoutThoughts(ExpectedText(exchange))), (exchange.Id, response.Text));
        return response;
    }

    private static ChatResponse ReadAnswer(IProtocol adapter, Exchange exchange)
    {
        ChatResponse response = adapter.ReadResponse(Encoding.UTF8.GetBytes(exchange.Response), Call);
        JsonElement message = JsonElement.Parse(exchange.Response).GetProperty("choices")[0].GetProperty("message");
        string? text = message.TryGetProperty("content", out JsonElement content) ? content.GetString() : null;
        Assert.Equal((exchange.Id, RecordedDialects.WithoutThoughts(text)), (exchange.Id, response.Text));
        return response;
    }

    private static void CheckExtras(string provider, Exchange exchange, ChatResponse response)
    {
        if (provider is "openrouter" or "perplexity")
        {
            Assert.True(response.Usage!.AdditionalCounts!.ContainsKey(UsageCounts.CostTicks), exchange.Id);
        }

        if (provider == "perplexity")
        {
            JsonElement said = exchange.IsStream ? Events(exchange).Last() : JsonElement.Parse(exchange.Response);
            Assert.Equal(
                said.GetProperty("search_results").EnumerateArray().Select(static result => result.GetProperty("url").GetString()),
                response.Messages[0].Contents.SelectMany(static part => part.Annotations ?? []).Cast<CitationAnnotation>()
                    .Select(static cited => cited.Url!.OriginalString));
        }
    }

    [Theory]
    [InlineData("openai", "validation_error", FailureKind.InvalidRequest)]
    [InlineData("deepseek", "part_reaches_the_wire", FailureKind.Unsupported)]
    [InlineData("deepseek", "only_message_reaches_the_wire", FailureKind.Unsupported)]
    [InlineData("deepseek", "forced_tool_choice", FailureKind.Unsupported)]
    [InlineData("deepseek", "unknown_model", FailureKind.ModelNotFound)]
    [InlineData("deepseek", "bogus_key", FailureKind.Unauthorized)]
    [InlineData("groq", "provider_error", FailureKind.ModelNotFound)]
    [InlineData("groq", "auth_rejection", FailureKind.Unauthorized)]
    [InlineData("openrouter", "routed_failure", FailureKind.ModelNotFound)]
    [InlineData("llamacpp", "context_overflow", FailureKind.ContextTooLong)]
    [InlineData("llamacpp", "missing_api_key", FailureKind.Unauthorized)]
    [InlineData("llamacpp", "malformed_request_field", FailureKind.InvalidRequest)]
    [InlineData("venice", "nonexistent_model", FailureKind.ModelNotFound)]
    [InlineData("doubleword", "unknown_model", FailureKind.ModelNotFound)]
    [InlineData("doubleword", "invalid_key", FailureKind.Unauthorized)]
    [InlineData("doubleword", "invalid_temperature", FailureKind.InvalidRequest)]
    internal void Errors_AreClassified(string provider, string idPart, FailureKind kind)
    {
        List<Exchange> errors = [.. Chats(provider).Where(static exchange => exchange.Status >= 400)];
        Assert.All(errors, error => Assert.NotEqual(FailureKind.Unknown, Read(provider, error).Kind));
        List<Exchange> named = [.. errors.Where(error => error.Id.Contains(idPart, StringComparison.Ordinal))];
        Assert.NotEmpty(named);
        Assert.All(named, error => Assert.Equal((error.Id, kind), (error.Id, Read(provider, error).Kind)));
    }

    private static ProviderFailure Read(string provider, Exchange exchange)
    {
        using HttpResponseMessage message = new();
        HttpResponseHeaders headers = message.Headers;
        return RecordedDialects.Adapter(provider)
            .ReadError(exchange.Status, headers, Encoding.UTF8.GetBytes(exchange.Response), DateTimeOffset.UnixEpoch);
    }

    private static IEnumerable<Exchange> Chats(string provider) =>
        SharedData.Exchanges(provider)
            .Where(static line => line.GetProperty("path").GetString()!.EndsWith("/chat/completions", StringComparison.Ordinal))
            .Select(static line => new Exchange(
                line.GetProperty("id").GetString()!,
                line.GetProperty("status").GetInt32(),
                line.GetProperty("contentType").GetString()!.Contains("event-stream", StringComparison.Ordinal),
                line.GetProperty("response").GetString()!));

    private static IEnumerable<JsonElement> Events(Exchange exchange) =>
        exchange.Response.Split('\n')
            .Where(static line => line.StartsWith("data: {", StringComparison.Ordinal))
            .Select(static line => JsonElement.Parse(line[6..]));

    private static string ExpectedText(Exchange exchange) =>
        string.Concat(
            from chunk in Events(exchange)
            from choice in chunk.GetProperty("choices").EnumerateArray()
            where choice.GetProperty("index").GetInt32() == 0
            let delta = choice.GetProperty("delta")
            where delta.TryGetProperty("content", out JsonElement content) && content.ValueKind == JsonValueKind.String
            select delta.GetProperty("content").GetString());

    private static void CheckUsage(Exchange exchange, UsageDetails? read)
    {
        JsonElement said = default;
        foreach (JsonElement part in exchange.IsStream ? Events(exchange) : [JsonElement.Parse(exchange.Response)])
        {
            if (part.TryGetProperty("usage", out JsonElement usage) && usage.ValueKind == JsonValueKind.Object)
            {
                said = usage;
            }
        }

        if (said.ValueKind == JsonValueKind.Undefined)
        {
            Assert.Null(read);
            return;
        }

        Assert.NotNull(read);
        long total = said.GetProperty("total_tokens").GetInt64();
        Assert.Equal(total, read.TotalTokenCount);
        Assert.Equal((exchange.Id, total), (exchange.Id, TokenUsage.From(read).TotalTokens));
    }

    private sealed record Exchange(string Id, int Status, bool IsStream, string Response);
}
