using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Answers;
using ModelGateway.Protocols.Json;
using ModelGateway.Protocols.Mistral;
using ModelGateway.Protocols.Usage;
using ModelGateway.Tests.Protocols.OpenAIChat;

namespace ModelGateway.Tests.Protocols.Mistral;

public sealed class MistralWordsTests : ChatWordsConformance
{
    private protected override SimulatedProtocol Simulated => SimulatedProtocol.Mistral;

    private protected override IProtocol Protocol => MistralProtocol.Instance;

    private protected override FinishReasonTable FinishReasons => MistralWords.FinishReasons;

    private protected override WordTable<ChatRole> Roles => MistralWords.Roles;

    private protected override UsageTable Usage => MistralUsage.Table;

    private protected override string FinishReason(JsonElement answer) => answer.GetProperty("choices")[0].GetProperty("finish_reason")
        .GetString()!;

    [Fact]
    public async Task ToolChoices_AreTheSimulators()
    {
        foreach ((string word, _) in MistralWords.ToolChoices.Rows)
        {
            Assert.Equal(200, await ChooseAsync(word));
        }

        Assert.Equal(422, await ChooseAsync("ANY"));
        Assert.True(MistralWords.ToolChoices.TryWrite(ChatToolMode.RequireAny, out JsonEncodedText any));
        Assert.Equal("any", any.Value);
    }

    [Fact]
    public void FinishReasons_ThatAreFailuresThrow()
    {
        ProviderException thrown = Assert.Throws<ProviderException>(() => MistralWords.FinishReasons.ThrowIfFailure(new("error")));
        Assert.Equal((FailureKind.Unavailable, "error"), (thrown.Failure.Kind, thrown.Failure.Code));
    }

    [Fact]
    public void Efforts_HaveAWordForNoneAndHighOnly() => Assert.Equal(
        "none - - high -",
        string.Join(' ', Enum.GetValues<ReasoningEffort>().Select(static effort =>
            MistralWords.Efforts.TryWrite(effort, out JsonEncodedText word) ? word.Value : "-")));
}
