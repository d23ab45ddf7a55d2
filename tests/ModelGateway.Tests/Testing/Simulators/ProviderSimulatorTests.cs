using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

namespace ModelGateway.Tests.Testing.Simulators;

public sealed class ProviderSimulatorTests
{
    public static TheoryData<SimulatedProtocol> Protocols =>
        [SimulatedProtocol.OpenAI, SimulatedProtocol.Anthropic, SimulatedProtocol.Gemini];

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Echo_AnswersWithTheLastUserTextAndRecordsTheRequest(SimulatedProtocol protocol)
    {
        await using ProviderSimulator simulator = await ProviderSimulator.StartAsync(protocol);
        using SimulatorClient client = new(simulator);
        using HttpResponseMessage response = await client.HelloAsync();

        Assert.Contains("Hello, world: grüß dich 🌍", await response.Content.ReadAsStringAsync());
        RecordedRequest request = Assert.Single(simulator.Requests);
        Assert.Equal("POST", request.Method);
        Assert.Equal(simulator.ApiKey, request.ApiKey);
        Assert.StartsWith(simulator.Endpoint.AbsolutePath, request.Path);
        Assert.True(request.Body.TryGetProperty(protocol == SimulatedProtocol.Gemini ? "contents" : "messages", out _));
        Assert.Equal(SimulatorClient.Hello(protocol, false), Encoding.UTF8.GetString(request.RawBody.Span));
        Assert.Contains("application/json", request.Headers["content-type"]);
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Keys_AreRefusedWithTheProvidersErrorWhereUnknownOrRevoked(SimulatedProtocol protocol)
    {
        await using ProviderSimulator simulator = await ProviderSimulator.StartAsync(protocol);
        using SimulatorClient client = new(simulator) { Key = "second-key-000000000" };
        await AssertRefused();
        simulator.AcceptKey(client.Key);
        using (HttpResponseMessage accepted = await client.HelloAsync())
        {
            Assert.True(accepted.IsSuccessStatusCode);
        }

        simulator.RevokeKey(client.Key);
        await AssertRefused();

        async Task AssertRefused()
        {
            using HttpResponseMessage response = await client.HelloAsync();
            JsonElement error = JsonElement.Parse(await response.Content.ReadAsStringAsync()).GetProperty("error");
            Assert.Equal(protocol == SimulatedProtocol.Gemini ? 400 : 401, (int)response.StatusCode);
            string sign = protocol switch
            {
                SimulatedProtocol.OpenAI => error.GetProperty("code").GetString()!,
                SimulatedProtocol.Anthropic => error.GetProperty("type").GetString()!,
                _ => error.GetProperty("details")[0].GetProperty("reason").GetString()!,
            };
            Assert.Contains(sign, (string[])["invalid_api_key", "authentication_error", "API_KEY_INVALID"]);
        }
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Models_AreListedAndOthersRefused(SimulatedProtocol protocol)
    {
        ProviderSimulatorOptions options = new() { Models = { "model-a", "model-b" } };
        await using ProviderSimulator simulator = await ProviderSimulator.StartAsync(protocol, options);
        using SimulatorClient client = new(simulator);
        using HttpResponseMessage list =
            await client.SendAsync(HttpMethod.Get, protocol == SimulatedProtocol.Anthropic ? "v1/models" : "models", null);
        string text = await list.Content.ReadAsStringAsync();
        Assert.Contains("model-a", text);
        Assert.Contains("model-b", text);

        using HttpResponseMessage refused = await client.HelloAsync();
        Assert.Equal(404, (int)refused.StatusCode);
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Replies_ComeInOrderWithTheScriptedUsage(SimulatedProtocol protocol)
    {
        await using ProviderSimulator simulator = await ProviderSimulator.StartAsync(protocol);
        simulator.Reply("first")
            .Reply(new SimulatedReply { Text = "second", Usage = new(1000, 77) { CachedInputTokens = 400, ReasoningTokens = 7 } });
        using SimulatorClient client = new(simulator);
        Assert.Contains("first", (await client.JsonAsync(SimulatorClient.Hello(protocol, false))).GetRawText());
        JsonElement second = await client.JsonAsync(SimulatorClient.Hello(protocol, false));
        Assert.Contains("second", second.GetRawText());
        Assert.Equal((1000, 400, 77, 7), Usage(protocol, second));
        if (protocol == SimulatedProtocol.Gemini)
        {
            Assert.Equal(1077, second.GetProperty("usageMetadata").GetProperty("totalTokenCount").GetInt32());
        }
    }

    // Input, cached input, output and reasoning, in the protocol's fields.
    private static (int Input, int Cached, int Output, int Reasoning) Usage(SimulatedProtocol protocol, JsonElement answer)
    {
        JsonElement usage = answer.GetProperty(protocol == SimulatedProtocol.Gemini ? "usageMetadata" : "usage");
        return protocol switch
        {
            SimulatedProtocol.OpenAI => (
                Count("prompt_tokens"),
                usage.GetProperty("prompt_tokens_details").GetProperty("cached_tokens").GetInt32(),
                Count("completion_tokens"),
                usage.GetProperty("completion_tokens_details").GetProperty("reasoning_tokens").GetInt32()),

            // Anthropic counts cached input apart, and does not report reasoning.
            SimulatedProtocol.Anthropic => (
                Count("input_tokens") + Count("cache_read_input_tokens"), Count("cache_read_input_tokens"), Count("output_tokens"), 7),
            _ => (
                Count("promptTokenCount"),
                Count("cachedContentTokenCount"),
                Count("candidatesTokenCount") + Count("thoughtsTokenCount"),
                Count("thoughtsTokenCount")),
        };

        int Count(string name) => usage.GetProperty(name).GetInt32();
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Latency_FollowsTheGivenClock(SimulatedProtocol protocol)
    {
        FakeTimeProvider time = new();
        await using ProviderSimulator simulator = await ProviderSimulator.StartAsync(protocol, new() { TimeProvider = time });
        simulator.Latency = TimeSpan.FromHours(1);
        simulator.ChunkInterval = TimeSpan.FromMinutes(1);
        simulator.Reply(new SimulatedReply { Chunks = ["a", "b", "c"] });
        using SimulatorClient client = new(simulator);
        Task<HttpResponseMessage> sending = client.HelloAsync(stream: true);
        await simulator.WhenPausedAsync(1);
        Assert.False(sending.IsCompleted);
        time.Advance(simulator.Latency);
        using HttpResponseMessage response = await sending;
        Task<string> reading = response.Content.ReadAsStringAsync();
        int pauses = 1;
        while (!reading.IsCompleted && await Task.WhenAny(reading, simulator.WhenPausedAsync(pauses + 1)) != reading)
        {
            pauses++;
            time.Advance(simulator.ChunkInterval);
        }

        Assert.Equal(SimulatorClient.Events(await reading, protocol == SimulatedProtocol.Gemini ? "\r\n" : "\n").Count, pauses);
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task RateLimits_FollowTheGivenClock(SimulatedProtocol protocol)
    {
        FakeTimeProvider time = new(new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));
        await using ProviderSimulator simulator = await ProviderSimulator.StartAsync(protocol, new() { TimeProvider = time });
        simulator.LimitRate(2, TimeSpan.FromSeconds(30));
        using SimulatorClient client = new(simulator);
        Assert.Equal(200, await StatusAsync());
        Assert.Equal(200, await StatusAsync());
        time.Advance(TimeSpan.FromSeconds(10));
        using (HttpResponseMessage limited = await client.HelloAsync())
        {
            Assert.Equal(429, (int)limited.StatusCode);
            if (protocol == SimulatedProtocol.Gemini)
            {
                Assert.Contains("\"retryDelay\":\"20s\"", await limited.Content.ReadAsStringAsync());
            }
            else
            {
                Assert.Equal("20", Assert.Single(limited.Headers.GetValues("retry-after")));
                string prefix = protocol == SimulatedProtocol.OpenAI
                    ? "x-ratelimit-remaining-requests"
                    : "anthropic-ratelimit-requests-remaining";
                Assert.Equal("0", Assert.Single(limited.Headers.GetValues(prefix)));
                string reset = protocol == SimulatedProtocol.OpenAI ? "x-ratelimit-reset-requests" : "anthropic-ratelimit-requests-reset";
                Assert.Contains(Assert.Single(limited.Headers.GetValues(reset)), (string[])["20s", "2026-05-01T12:00:30Z"]);
            }
        }

        time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(200, await StatusAsync());

        async Task<int> StatusAsync()
        {
            using HttpResponseMessage response = await client.HelloAsync();
            return (int)response.StatusCode;
        }
    }

    [Fact]
    public async Task Input_BeyondTheWindowIsRefused()
    {
        await using ProviderSimulator simulator = await ProviderSimulator.StartAsync(SimulatedProtocol.OpenAI, new() { ContextWindow = 3 });
        using SimulatorClient client = new(simulator);
        JsonElement error = await client.JsonAsync(SimulatorClient.Hello(SimulatedProtocol.OpenAI, false), 400);
        Assert.Equal("context_length_exceeded", error.GetProperty("error").GetProperty("code").GetString());
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task UnknownPathsAndBrokenJson_AreRefused(SimulatedProtocol protocol)
    {
        await using ProviderSimulator simulator = await ProviderSimulator.StartAsync(protocol);
        using SimulatorClient client = new(simulator);
        using HttpResponseMessage nowhere = await client.SendAsync(HttpMethod.Post, "nowhere", "{}");
        Assert.Equal(404, (int)nowhere.StatusCode);
        string wrongTypes = protocol switch
        {
            SimulatedProtocol.OpenAI => """{"model":"m","messages":[1,{"role":2}]}""",
            SimulatedProtocol.Anthropic => """{"model":"m","max_tokens":9,"messages":[{"role":"user","content":[3]}]}""",
            _ => """{"contents":[{"role":5,"parts":[1]}]}""",
        };
        foreach (string broken in (string[])["{", "", "[]", "null", wrongTypes])
        {
            using HttpResponseMessage response = await client.SendAsync(broken);
            Assert.Equal(400, (int)response.StatusCode);
        }
    }

    [Fact]
    public async Task ConcurrentRequests_AreAnsweredAndLeaveNoConnection()
    {
        await using ProviderSimulator simulator = await ProviderSimulator.StartAsync(SimulatedProtocol.Anthropic);
        using (SimulatorClient client = new(simulator))
        {
            await Task.WhenAll(Enumerable.Range(0, 40).Select(async i =>
            {
                using HttpResponseMessage response = await client.HelloAsync(stream: i % 2 == 0);
                Assert.Contains("Hello, world", await response.Content.ReadAsStringAsync());
            }));
            Assert.Equal(40, simulator.Requests.Count);
            await simulator.WhenIdleAsync();
            Assert.Equal(0, simulator.ActiveRequests);
            Assert.Equal(0, simulator.DisconnectedRequests);
        }

        await simulator.WhenNoConnectionsAsync();
        Assert.Equal(0, simulator.ActiveConnections);
    }
}
