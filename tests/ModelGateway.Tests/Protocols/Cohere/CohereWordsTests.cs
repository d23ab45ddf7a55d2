using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Answers;
using ModelGateway.Protocols.Cohere;
using ModelGateway.Protocols.Json;
using ModelGateway.Protocols.Usage;
using ModelGateway.Tests.Protocols.OpenAIChat;

namespace ModelGateway.Tests.Protocols.Cohere;

public sealed class CohereWordsTests : ChatWordsConformance
{
    private protected override SimulatedProtocol Simulated => SimulatedProtocol.Cohere;

    private protected override IProtocol Protocol => CohereProtocol.Instance;

    private protected override FinishReasonTable FinishReasons => CohereWords.FinishReasons;

    private protected override WordTable<ChatRole> Roles => CohereWords.Roles;

    private protected override UsageTable Usage => CohereUsage.Table;

    private protected override string FinishReason(JsonElement answer) => answer.GetProperty("finish_reason").GetString()!;

    [Fact]
    public async Task ToolChoices_AreTheSimulators()
    {
        foreach ((string word, _) in CohereWords.ToolChoices.Rows)
        {
            Assert.Equal(200, await ChooseAsync(word));
        }

        Assert.Equal(400, await ChooseAsync("AUTO"));
        Assert.False(CohereWords.ToolChoices.TryWrite(ChatToolMode.Auto, out _));
    }

    [Theory]
    [InlineData("ERROR")]
    [InlineData("TIMEOUT")]
    public void FinishReasons_ThatAreFailuresThrow(string word)
    {
        ProviderException thrown = Assert.Throws<ProviderException>(() => CohereWords.FinishReasons.ThrowIfFailure(new(word)));
        Assert.Equal((FailureKind.Unavailable, word), (thrown.Failure.Kind, thrown.Failure.Code));
    }
}
