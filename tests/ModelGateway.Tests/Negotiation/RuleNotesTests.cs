using Microsoft.Extensions.AI;
using ModelGateway.Catalog.Rules;
using ModelGateway.Negotiation;

namespace ModelGateway.Tests.Negotiation;

public sealed class RuleNotesTests
{
    private static readonly CompiledRule Tools = new(new ModelRule { Name = "tools", Uses = ["tools"], Needs = ProviderApi.Responses });
    private static readonly CompiledRule Always = new(new ModelRule { Name = "Responses", Needs = ProviderApi.ChatCompletions });

    [Fact]
    public void Verdict_WithoutConsequencesHasNoNotes()
    {
        RuleNotes notes = new("m", default);

        Assert.Empty(notes.Describe(default));
        Assert.False(notes.HasAny(new RuleVerdict { HeldBy = Tools }));
    }

    [Fact]
    public void Verdict_SaysWhereTheRequestWent() => Assert.Equal(
        ["sent to Responses, as m refuses tools on Chat Completions."],
        new RuleNotes("m", default).Describe(new RuleVerdict { MovedBy = Tools, Api = ProviderApi.Responses }));

    [Fact]
    public void Verdict_SaysWhichEffortWasSent()
    {
        RequestTraits request = RequestTraits.Read(
            [new(ChatRole.User, "hi")], new ChatOptions { Reasoning = new() { Effort = ReasoningEffort.Low } }, 0);

        Assert.Equal(
            ["Reasoning.Effort low was sent as high, the nearest that m takes."],
            new RuleNotes("m", request).Describe(new RuleVerdict { DecidesEffort = true, Effort = EffortWord.High }));
        Assert.Empty(new RuleNotes("m", request).Describe(new RuleVerdict { DecidesEffort = true, Effort = EffortWord.Low }));
    }

    [Fact]
    public void Held_NamesTheInterfaceThatHelps()
    {
        Assert.Equal("takes tools by Responses alone", RuleNotes.Held(Tools, null, default, isRefused: true));
        Assert.Equal(
            "is served by Chat Completions alone: set the provider's Api to ChatCompletions or Auto",
            RuleNotes.Held(Always, null, default, isRefused: true));
    }
}
