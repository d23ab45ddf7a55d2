using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Answers;
using ModelGateway.Protocols.Json;
using ModelGateway.Protocols.OpenAIChat;
using ModelGateway.Protocols.Usage;

namespace ModelGateway.Tests.Protocols.OpenAIChat;

public sealed class OpenAIChatWordsTests : ChatWordsConformance
{
    private protected override SimulatedProtocol Simulated => SimulatedProtocol.OpenAI;

    private protected override IProtocol Protocol => OpenAIChatProtocol.Instance;

    private protected override FinishReasonTable FinishReasons => OpenAIChatWords.FinishReasons;

    private protected override WordTable<ChatRole> Roles => OpenAIChatWords.Roles;

    private protected override UsageTable Usage => OpenAIChatUsage.Table;

    private protected override string FinishReason(JsonElement answer) => answer.GetProperty("choices")[0].GetProperty("finish_reason")
        .GetString()!;

    [Fact]
    public async Task ToolChoices_AreTheSimulators()
    {
        foreach ((string word, _) in OpenAIChatWords.ToolChoices.Rows)
        {
            Assert.Equal(200, await ChooseAsync(word));
        }

        Assert.Equal("none auto required", string.Join(' ', OpenAIChatWords.ToolChoices.Rows.Select(static row => row.Word)));
    }

    [Theory]
    [InlineData("eos", "stop")]
    [InlineData("end_turn", "stop")]
    [InlineData("model_length", "length")]
    [InlineData("tool_use", "tool_calls")]
    [InlineData("function_call", "tool_calls")]
    [InlineData("SAFETY", "content_filter")]
    public void FinishReasons_OfVendorsBehindAreRead(string word, string expected)
    {
        Assert.True(OpenAIChatWords.FinishReasons.Reasons.TryFind(word, out ChatFinishReason read));
        Assert.Equal(new ChatFinishReason(expected), read);
    }

    [Theory]
    [InlineData("error")]
    [InlineData("insufficient_system_resource")]
    public void FinishReasons_ThatAreFailuresThrow(string word)
    {
        ProviderException thrown = Assert.Throws<ProviderException>(() => OpenAIChatWords.FinishReasons.ThrowIfFailure(new(word)));
        Assert.Equal((FailureKind.Unavailable, word), (thrown.Failure.Kind, thrown.Failure.Code));
    }

    [Fact]
    public void Efforts_AreReadAsTheyAreWritten()
    {
        foreach (ReasoningEfforts efforts in (ReasoningEfforts[])[ReasoningEfforts.Usual, new("none", "low", "medium", "high", "max")])
        {
            Assert.All(Enum.GetValues<ReasoningEffort>(), effort => Assert.Equal(effort, efforts.EffortFor(efforts.WordFor(effort)!)));
        }

        Assert.Equal(ReasoningEffort.High, ReasoningEfforts.Three.EffortFor(ReasoningEfforts.Three.WordFor(ReasoningEffort.ExtraHigh)!));
        Assert.Null(ReasoningEfforts.Usual.EffortFor("enormous"));
    }
}
