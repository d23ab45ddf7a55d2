using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.AI;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Diagnostics;

public sealed class GatewayTelemetryTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Tokens_AreNotCountedTwiceUnderAnOuterUseOpenTelemetry(bool streaming)
    {
        string source = $"outer-{streaming}";
        ConcurrentQueue<(string Instrument, double Value, Dictionary<string, object?> Tags)> measured = [];
        using MeterListener listener = Listen(measured, meter => meter is "ModelGateway" || meter == source);
        string name = $"once-{streaming}";
        using IChatClient gateway = GatewayChatClient.Create(g => g
            .AddDeployment(name, ScriptedAnswers.Hello(), configure: options =>
                options.Model = new() { Id = name, Pricing = ModelPricing.PerMillion(1, 2) }))
            .AsBuilder().UseOpenTelemetry(sourceName: source).Build();

        ChatResponse response = streaming
            ? await gateway.GetStreamingResponseAsync("hi").ToChatResponseAsync()
            : await gateway.GetResponseAsync("hi");

        Assert.NotNull(response.GetReceipt());
        double[] standard = [.. measured.Where(m => m.Instrument == "gen_ai.client.token.usage").Select(m => m.Value)];
        Assert.Equal([5, 10], standard.Order());
        var own = measured.Where(m => Equals(m.Tags.GetValueOrDefault("modelgateway.deployment"), name)).ToArray();
        Assert.Equal(15, own.Where(m => m.Instrument == "modelgateway.tokens").Sum(m => m.Value));
        Assert.Equal(0.00002, own.Where(m => m.Instrument == "modelgateway.cost").Sum(m => m.Value), 12);
        Assert.Single(own, m => m.Instrument == "modelgateway.attempt.duration");
        Assert.DoesNotContain(own, m => m.Instrument.StartsWith("gen_ai.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Attempts_HaveSpansBelowTheRequests()
    {
        ConcurrentQueue<Activity> spans = [];
        using ActivityListener listener = new()
        {
            ShouldListenTo = source => source.Name == "ModelGateway",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        ScriptedChatClient broken = ScriptedAnswers.Down();
        using IChatClient gateway = GatewayChatClient.Create(g => g
            .AddDeployment("span-a", broken)
            .AddDeployment("span-b", ScriptedAnswers.Hello(), configure: options => options.ModelId = "canned")
            .AddRoute("spans", route => route.To("span-a", "span-b")));

        await gateway.GetResponseAsync("hi", new ChatOptions { ModelId = "spans" });

        Activity request = Assert.Single(spans, span => Equals(span.GetTagItem("modelgateway.route"), "spans"));
        Activity[] attempts = [.. spans.Where(span => span.ParentSpanId == request.SpanId)];
        Assert.Equal(["chat span-a", "chat canned"], attempts.Select(span => span.DisplayName));
        Assert.Equal("Unavailable", attempts[0].GetTagItem("error.type"));
        Assert.Equal(ActivityStatusCode.Error, attempts[0].Status);
        Assert.Equal("chat", attempts[1].GetTagItem("gen_ai.operation.name"));
        Assert.Equal("canned", attempts[1].GetTagItem("gen_ai.request.model"));
        Assert.Equal("scripted-model", attempts[1].GetTagItem("gen_ai.response.model"));
        Assert.Equal(10L, attempts[1].GetTagItem("gen_ai.usage.input_tokens"));
        Assert.Equal(5L, attempts[1].GetTagItem("gen_ai.usage.output_tokens"));
        Assert.Equal(["stop"], (string[])attempts[1].GetTagItem("gen_ai.response.finish_reasons")!);
        Assert.Equal("span-b", request.GetTagItem("modelgateway.deployment"));
        Assert.Equal(2, request.GetTagItem("modelgateway.attempts"));
    }

    [Fact]
    public async Task Durations_NameTheOperation()
    {
        ConcurrentQueue<(string Instrument, double Value, Dictionary<string, object?> Tags)> measured = [];
        using MeterListener listener = Listen(measured, meter => meter is "ModelGateway");
        using IChatClient gateway = GatewayChatClient.Create(g => g
            .AddDeployment("of-chat", ScriptedAnswers.Hello()).AddEmbeddingDeployment("of-vectors", new CannedEmbeddingGenerator())
            .AddRoute("route-of-chat", route => route.To("of-chat")).AddRoute("route-of-vectors", route => route.To("of-vectors")));

        await gateway.GetResponseAsync("hi", new ChatOptions { ModelId = "route-of-chat" });
        await gateway.GetService<IEmbeddingGenerator<string, Embedding<float>>>()!
            .GenerateAsync(["t1"], new() { ModelId = "route-of-vectors" });

        Assert.Equal(
            ["chat", "embeddings"],
            measured.Where(m => m.Instrument == "modelgateway.attempt.duration"
                && m.Tags["modelgateway.deployment"] is "of-chat" or "of-vectors")
                .Select(m => m.Tags["gen_ai.operation.name"]));
        Assert.Equal(
            ["chat", "embeddings"],
            measured.Where(m => m.Instrument == "modelgateway.request.duration"
                && m.Tags["modelgateway.route"] is "route-of-chat" or "route-of-vectors")
                .Select(m => m.Tags["gen_ai.operation.name"]));
    }

    private static MeterListener Listen(
        ConcurrentQueue<(string Instrument, double Value, Dictionary<string, object?> Tags)> measured, Predicate<string> meters)
    {
        MeterListener listener = new()
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (meters(instrument.Meter.Name))
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>(
            (instrument, value, tags, _) => measured.Enqueue((instrument.Name, value, Copy(tags))));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => measured.Enqueue((instrument.Name, value, Copy(tags))));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => measured.Enqueue((instrument.Name, value, Copy(tags))));
        listener.Start();
        return listener;
    }

    private static Dictionary<string, object?> Copy(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        Dictionary<string, object?> copy = [];
        foreach ((string key, object? value) in tags)
        {
            copy[key] = value;
        }

        return copy;
    }
}
