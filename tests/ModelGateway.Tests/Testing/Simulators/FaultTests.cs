using System.Text.Json;

namespace ModelGateway.Tests.Testing.Simulators;

public sealed class FaultTests
{
    public static TheoryData<SimulatedProtocol> Protocols => ProviderSimulatorTests.Protocols;

    public static TheoryData<SimulatedProtocol> AllProtocols => [.. Enum.GetValues<SimulatedProtocol>()];

    [Theory]
    [InlineData(SimulatedProtocol.OpenAI, 503, "server_is_overloaded")]
    [InlineData(SimulatedProtocol.Anthropic, 529, "overloaded_error")]
    [InlineData(SimulatedProtocol.Gemini, 503, "UNAVAILABLE")]
    public Task Overload_HasTheProvidersError(SimulatedProtocol protocol, int status, string sign) =>
        AssertFails(protocol, SimulatedFault.Overloaded(TimeSpan.FromSeconds(3)), status, sign, retryAfter: 3);

    [Theory]
    [InlineData(SimulatedProtocol.OpenAI, 429, "rate_limit_exceeded")]
    [InlineData(SimulatedProtocol.Anthropic, 429, "rate_limit_error")]
    [InlineData(SimulatedProtocol.Gemini, 429, "RESOURCE_EXHAUSTED")]
    public Task RateLimit_HasTheProvidersError(SimulatedProtocol protocol, int status, string sign) =>
        AssertFails(protocol, SimulatedFault.RateLimited(TimeSpan.FromSeconds(48)), status, sign, retryAfter: 48);

    [Theory]
    [InlineData(SimulatedProtocol.OpenAI, 429, "insufficient_quota")]
    [InlineData(SimulatedProtocol.Anthropic, 402, "billing_error")]
    [InlineData(SimulatedProtocol.Gemini, 429, "PerDay")]
    public Task QuotaExhausted_HasTheProvidersError(SimulatedProtocol protocol, int status, string sign) =>
        AssertFails(protocol, SimulatedFault.QuotaExhausted(), status, sign);

    [Theory]
    [InlineData(SimulatedProtocol.OpenAI, "context_length_exceeded")]
    [InlineData(SimulatedProtocol.Anthropic, "prompt is too long: 9 tokens > 8 maximum")]
    [InlineData(SimulatedProtocol.Gemini, "The input token count (9) exceeds the maximum number of tokens allowed (8).")]
    public Task ContextTooLong_HasTheProvidersError(SimulatedProtocol protocol, string sign) =>
        AssertFails(protocol, SimulatedFault.ContextTooLong(9, 8), 400, sign);

    [Theory]
    [InlineData(SimulatedProtocol.OpenAI, 400, "content_filter")]
    [InlineData(SimulatedProtocol.Anthropic, 400, "content filtering policy")]
    [InlineData(SimulatedProtocol.Gemini, 200, "PROHIBITED_CONTENT")]
    public Task FilteredContent_HasTheProvidersError(SimulatedProtocol protocol, int status, string sign) =>
        AssertFails(protocol, SimulatedFault.ContentFiltered(), status, sign);

    [Theory]
    [InlineData(SimulatedProtocol.OpenAI, 401, "invalid_api_key")]
    [InlineData(SimulatedProtocol.Anthropic, 401, "authentication_error")]
    [InlineData(SimulatedProtocol.Gemini, 400, "API_KEY_INVALID")]
    public Task Unauthorized_HasTheProvidersError(SimulatedProtocol protocol, int status, string sign) =>
        AssertFails(protocol, SimulatedFault.Unauthorized(), status, sign);

    [Theory]
    [InlineData(SimulatedProtocol.OpenAI, "model_not_found")]
    [InlineData(SimulatedProtocol.Anthropic, "not_found_error")]
    [InlineData(SimulatedProtocol.Gemini, "NOT_FOUND")]
    public Task UnknownModel_HasTheProvidersError(SimulatedProtocol protocol, string sign) =>
        AssertFails(protocol, SimulatedFault.ModelNotFound(), 404, sign);

    [Theory]
    [InlineData(SimulatedProtocol.OpenAI, "server_error")]
    [InlineData(SimulatedProtocol.Anthropic, "api_error")]
    [InlineData(SimulatedProtocol.Gemini, "INTERNAL")]
    public async Task Status_IsSentWithMessageAndHeaders(SimulatedProtocol protocol, string sign)
    {
        await AssertFails(protocol, SimulatedFault.Status(500), 500, sign);
        await using ProviderSimulator simulator = await ProviderSimulator.StartAsync(protocol);
        simulator.Fail(
            SimulatedFault.Status(418, message: "short and stout", headers: new Dictionary<string, string> { ["x-pot"] = "tea" }));
        using SimulatorClient client = new(simulator);
        using HttpResponseMessage response = await client.HelloAsync();
        Assert.Equal(418, (int)response.StatusCode);
        Assert.Equal("tea", Assert.Single(response.Headers.GetValues("x-pot")));
        Assert.Contains("short and stout", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [MemberData(nameof(AllProtocols))]
    public async Task Fault_AppliesToTheNextRequestsOrUntilRecoveryAndUsesNoReply(SimulatedProtocol protocol)
    {
        await using ProviderSimulator simulator = await ProviderSimulator.StartAsync(protocol);
        simulator.Reply("kept").Fail(SimulatedFault.Status(500), times: 2);
        using SimulatorClient client = new(simulator);
        Assert.Equal((int[])[500, 500, 200], (int[])[(await Send()).Status, (await Send()).Status, (await Send()).Status]);
        simulator.FailAlways(SimulatedFault.Status(502)).Fail(SimulatedFault.Status(501));
        Assert.Equal((int[])[501, 502, 502], (int[])[(await Send()).Status, (await Send()).Status, (await Send()).Status]);
        if (protocol != SimulatedProtocol.Bedrock)
        {
            string path = protocol switch
            {
                SimulatedProtocol.Anthropic or SimulatedProtocol.Cohere => "v1/models",
                SimulatedProtocol.Ollama => "api/tags",
                _ => "models",
            };
            using HttpResponseMessage list = await client.SendAsync(HttpMethod.Get, path, null);
            Assert.Equal(502, (int)list.StatusCode);
        }

        simulator.Recover().Reply(new SimulatedReply { Fault = SimulatedFault.Status(504) }, new SimulatedReply { Text = "after" });
        Assert.Equal(504, (await Send()).Status);
        Assert.Contains("after", (await Send()).Text);

        async Task<(int Status, string Text)> Send()
        {
            using HttpResponseMessage response = await client.HelloAsync();
            return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
        }
    }

    [Theory]
    [MemberData(nameof(AllProtocols))]
    public async Task Cut_SendsExactlyTheBytesBeforeIt(SimulatedProtocol protocol)
    {
        await using ProviderSimulator simulator = await ProviderSimulator.StartAsync(protocol);
        using SimulatorClient client = new(simulator);
        foreach (bool stream in (bool[])[false, true])
        {
            // The answers differ only in their number, which has a fixed width.
            byte[] whole = (await Read(null, stream)).Bytes;
            for (int at = 0; at <= whole.Length; at += at < 8 || at > whole.Length - 8 ? 1 : 37)
            {
                foreach (bool abort in (bool[])[false, true])
                {
                    (byte[] bytes, bool broke) = await Read(SimulatedFault.CutAfterBytes(at, abort), stream);
                    Assert.Equal((at, abort && at < whole.Length), (bytes.Length, broke));
                }
            }
        }

        async Task<(byte[] Bytes, bool Broke)> Read(SimulatedFault? fault, bool stream)
        {
            if (fault is not null)
            {
                simulator.Fail(fault);
            }

            using HttpResponseMessage response = await client.HelloAsync(stream);
            return await SimulatorClient.ReadToEndAsync(response);
        }
    }

    [Theory]
    [MemberData(nameof(AllProtocols))]
    public async Task Stall_SendsSomeBytesAndLastsUntilTheClientLeaves(SimulatedProtocol protocol)
    {
        await using ProviderSimulator simulator = await ProviderSimulator.StartAsync(protocol);
        SimulatedFault stall = SimulatedFault.Stall(40);
        simulator.Fail(stall);
        using SimulatorClient client = new(simulator);
        using CancellationTokenSource cancellation = new();
        using HttpResponseMessage response = await client.HelloAsync(stream: true, cancellation.Token);
        await using Stream body = await response.Content.ReadAsStreamAsync();
        byte[] first = new byte[40];
        await body.ReadExactlyAsync(first);
        await stall.Stalled;
        await simulator.Stalled;
        Task<int> more = body.ReadAsync(new byte[1], cancellation.Token).AsTask();
        Assert.False(more.IsCompleted);
        Assert.Equal(1, simulator.ActiveRequests);
        Assert.False(simulator.ClientDisconnected.IsCompleted);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => more);
        response.Dispose();
        await simulator.ClientDisconnected;
        await simulator.WhenIdleAsync();
        Assert.Equal(1, simulator.DisconnectedRequests);
        using HttpResponseMessage next = await client.HelloAsync();
        Assert.Equal(200, (int)next.StatusCode);
    }

    [Fact]
    public async Task Cancellation_BeforeTheAnswerUsesNoReply()
    {
        await using ProviderSimulator simulator = await ProviderSimulator.StartAsync(SimulatedProtocol.Anthropic);
        simulator.Reply("kept").Latency = TimeSpan.FromHours(1);
        using SimulatorClient client = new(simulator);
        using CancellationTokenSource cancellation = new();
        Task<HttpResponseMessage> sending = client.HelloAsync(cancellationToken: cancellation.Token);
        await simulator.WhenPausedAsync();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        await simulator.WhenDisconnectedAsync(1);
        await simulator.WhenIdleAsync();
        simulator.Latency = TimeSpan.Zero;
        Assert.Contains("kept", (await client.JsonAsync(SimulatorClient.Hello(SimulatedProtocol.Anthropic, false))).GetRawText());
    }

    [Fact]
    public async Task Dispose_EndsStallsAndWaitsAtOnce()
    {
        ProviderSimulator simulator = await ProviderSimulator.StartAsync(SimulatedProtocol.OpenAI);
        SimulatedFault beyond = SimulatedFault.Stall(1_000_000);
        SimulatedFault never = SimulatedFault.NeverAnswer();
        simulator.Fail(beyond).Fail(never);
        using SimulatorClient client = new(simulator);
        using HttpResponseMessage response = await client.HelloAsync(stream: true);
        Task<(byte[] Bytes, bool Broke)> reading = SimulatorClient.ReadToEndAsync(response);
        await beyond.Stalled;
        Task<HttpResponseMessage> unanswered = client.HelloAsync();
        await never.Stalled;
        simulator.Latency = TimeSpan.FromHours(1);
        Task<HttpResponseMessage> waiting = client.HelloAsync();
        await simulator.WhenPausedAsync();
        Assert.False(reading.IsCompleted || unanswered.IsCompleted || waiting.IsCompleted);

        await simulator.DisposeAsync();
        (byte[] bytes, bool broke) = await reading;
        Assert.True(broke);
        Assert.EndsWith("data: [DONE]\n\n", System.Text.Encoding.UTF8.GetString(bytes));
        await Assert.ThrowsAsync<HttpRequestException>(() => unanswered);
        await Assert.ThrowsAsync<HttpRequestException>(() => waiting);
        Assert.Equal(0, simulator.ActiveRequests);
        await simulator.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(AllProtocols))]
    public async Task DroppedConnection_GivesNoAnswer(SimulatedProtocol protocol)
    {
        await using ProviderSimulator simulator = await ProviderSimulator.StartAsync(protocol);
        simulator.FailAlways(SimulatedFault.DropConnection());
        using SimulatorClient client = new(simulator);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.HelloAsync());
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task MalformedEvent_IsSentBetweenGoodOnes(SimulatedProtocol protocol)
    {
        await using ProviderSimulator simulator = await ProviderSimulator.StartAsync(protocol);
        using SimulatorClient client = new(simulator);
        string newLine = protocol == SimulatedProtocol.Gemini ? "\r\n" : "\n";
        int whole = SimulatorClient.Events(await client.StreamAsync(SimulatorClient.Hello(protocol, true)), newLine).Count;
        simulator.Fail(SimulatedFault.MalformedAfterChunks(1), times: 2);
        List<(string? Name, string Data)> events =
            SimulatorClient.Events(await client.StreamAsync(SimulatorClient.Hello(protocol, true)), newLine);
        Assert.Equal(whole + 1, events.Count);
        Assert.ThrowsAny<JsonException>(() => JsonElement.Parse(events[1].Data));
        Assert.Equal(JsonValueKind.Object, JsonElement.Parse(events[2].Data).ValueKind);

        using HttpResponseMessage unary = await client.HelloAsync();
        string body = await unary.Content.ReadAsStringAsync();
        Assert.ThrowsAny<JsonException>(() => JsonElement.Parse(body));
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task ErrorEvent_EndsTheStream(SimulatedProtocol protocol)
    {
        await using ProviderSimulator simulator = await ProviderSimulator.StartAsync(protocol);
        simulator.Fail(SimulatedFault.ErrorEventAfterChunks(2), times: 2);
        using SimulatorClient client = new(simulator);
        List<(string? Name, string Data)> events = SimulatorClient.Events(
            await client.StreamAsync(SimulatorClient.Hello(protocol, true)), protocol == SimulatedProtocol.Gemini ? "\r\n" : "\n");
        Assert.Equal(3, events.Count);
        Assert.Equal(protocol == SimulatedProtocol.Anthropic ? "error" : null, events[2].Name);
        Assert.True(JsonElement.Parse(events[2].Data).TryGetProperty("error", out _));
        using HttpResponseMessage unary = await client.HelloAsync();
        Assert.Equal(protocol == SimulatedProtocol.Anthropic ? 529 : 503, (int)unary.StatusCode);
    }

    [Fact]
    public void Faults_RejectSenselessArguments()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => SimulatedFault.Status(200));
        Assert.Throws<ArgumentOutOfRangeException>(() => SimulatedFault.CutAfterBytes(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => SimulatedFault.Stall(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => SimulatedFault.MalformedAfterChunks(-1));
    }

    private static async Task AssertFails(SimulatedProtocol protocol, SimulatedFault fault, int status, string sign, int? retryAfter = null)
    {
        await using ProviderSimulator simulator = await ProviderSimulator.StartAsync(protocol);
        simulator.Fail(fault, times: 2);
        using SimulatorClient client = new(simulator);
        foreach (bool stream in (bool[])[false, true])
        {
            using HttpResponseMessage response = await client.HelloAsync(stream);
            string body = await response.Content.ReadAsStringAsync();
            Assert.Equal(status, (int)response.StatusCode);
            Assert.Contains(sign, body);
            if (retryAfter is null)
            {
                Assert.False(response.Headers.Contains("retry-after"));
                Assert.DoesNotContain("retryDelay", body);
            }
            else if (protocol == SimulatedProtocol.Gemini)
            {
                Assert.Contains($"\"retryDelay\":\"{retryAfter}s\"", body);
            }
            else
            {
                Assert.Equal($"{retryAfter}", Assert.Single(response.Headers.GetValues("retry-after")));
            }
        }
    }
}
