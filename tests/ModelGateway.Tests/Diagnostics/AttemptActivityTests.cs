using System.Collections.Concurrent;
using System.Diagnostics;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Diagnostics;

public sealed class AttemptActivityTests
{
    /// <summary>The header's id is that of the HTTP request, which stays on the receipt.</summary>
    [Theory, InlineData(true), InlineData(false)]
    public async Task ResponseId_IsThatOfTheCompletion(bool stream)
    {
        ConcurrentQueue<Activity> spans = new();
        using ActivityListener listener = new()
        {
            ShouldListenTo = static source => source.Name == "ModelGateway",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using GatewayOverHttp gateway = await GatewayOverHttp.StartAsync(SimulatedProtocol.OpenAI);

        GatewayAnswer answer = await gateway.AskAsync(stream);

        string? id = answer.Response?.ResponseId ?? answer.Updates[0].ResponseId;
        AttemptReceipt attempt = Assert.Single(answer.Receipt.Attempts);
        Assert.StartsWith("chatcmpl-", id, StringComparison.Ordinal);
        Assert.Equal(id, attempt.ResponseId);
        Assert.NotEqual(id, attempt.ProviderRequestId);
        Assert.Contains(spans, span => Equals(span.GetTagItem("gen_ai.response.id"), id));
    }
}
