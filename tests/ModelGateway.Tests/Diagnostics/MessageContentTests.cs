using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.AI;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Diagnostics;

public sealed class MessageContentTests
{
    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public async Task Spans_HoldMessagesOnlyWithSensitiveDataEnabled(bool enabled, bool streaming)
    {
        string name = $"content-{enabled}-{streaming}";
        ConcurrentQueue<Activity> spans = [];
        using ActivityListener listener = new()
        {
            ShouldListenTo = source => source.Name == "ModelGateway",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        using IChatClient gateway = GatewayChatClient.Create(g => g
            .AddDeployment(name, ScriptedAnswers.Hello()).Configure(options => options.EnableSensitiveData = enabled));
        ChatOptions options = new() { Instructions = "be brief" };
        if (streaming)
        {
            await gateway.GetStreamingResponseAsync("my secret plan", options).ToChatResponseAsync();
        }
        else
        {
            await gateway.GetResponseAsync("my secret plan", options);
        }

        Activity attempt = Assert.Single(
            spans, span => Equals(span.GetTagItem("modelgateway.deployment"), name) && span.Kind == ActivityKind.Client);
        Assert.Equal("scripted-model", attempt.GetTagItem("gen_ai.response.model"));
        if (enabled)
        {
            Assert.Equal("""[{"role":"user","parts":[{"type":"text","content":"my secret plan"}]}]""",
                attempt.GetTagItem("gen_ai.input.messages"));
            Assert.Equal("""[{"type":"text","content":"be brief"}]""", attempt.GetTagItem("gen_ai.system_instructions"));
            Assert.Contains("\"content\":\"hello\"", (string)attempt.GetTagItem("gen_ai.output.messages")!, StringComparison.Ordinal);
        }
        else
        {
            Assert.DoesNotContain(attempt.TagObjects, tag =>
                $"{tag.Value}".Contains("secret", StringComparison.Ordinal) || $"{tag.Value}".Contains("hello", StringComparison.Ordinal));
        }
    }
}
