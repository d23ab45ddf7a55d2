using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelGateway.Tests.Pipeline;

/// <summary>Which candidates of a route can answer as a type, said before anything is sent.</summary>
public sealed class SchemaCheckerTests
{
    [Fact]
    public void Check_NamesThePropertyThatBreaksACandidate()
    {
        using IChatClient chat = GatewayChatClient.Create(SchemaGateway.Configure);

        SchemaReport report = chat.CheckSchema<SchemaGateway.Order>("chat");

        Assert.Equal("chat", report.Route);
        Assert.False(report.WorksEverywhere);
        Assert.Equal(["openai/gpt-5.4-mini", "anthropic/claude-haiku-4-5"], report.Candidates.Select(static one => one.Deployment));
        Assert.True(report.Candidates[0].Works);
        Assert.Equal(
            "prices is a dictionary (additionalProperties), and objects have to be closed: use a list of keys and values",
            Assert.Single(report.Candidates[1].Broken));
        Assert.Equal(["quantity: minimum", "quantity: maximum"], report.Candidates[1].Moved);
        Assert.Contains("anthropic/claude-haiku-4-5: cannot: prices is a dictionary", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_FindsWhatWorksEverywhere()
    {
        using IChatClient chat = GatewayChatClient.Create(SchemaGateway.Configure);
        Assert.True(chat.CheckSchema<SchemaGateway.Line>("chat").WorksEverywhere);
        Assert.True(chat.CheckSchema<int[]>("chat").WorksEverywhere);
        Assert.True(chat.CheckSchema<SchemaGateway.Line>("anthropic/claude-haiku-4-5").WorksEverywhere);
        Assert.True(chat.CheckSchema<SchemaGateway.Line>("chat", SchemaGateway.Described.Default.Options).WorksEverywhere);
        Assert.True(chat.CheckSchema(JsonElement.Parse("""{"type":"object","properties":{"a":{"type":"string"}}}"""), "chat").WorksEverywhere);
    }

    /// <summary>Strictness has rules of its own at OpenAI.</summary>
    [Fact]
    public void Check_KnowsStrictRequests()
    {
        using IChatClient chat = GatewayChatClient.Create(SchemaGateway.Configure);
        Assert.True(chat.CheckSchema<SchemaGateway.Order>("openai/gpt-5.4-mini").WorksEverywhere);
        Assert.StartsWith(
            "prices is a dictionary",
            Assert.Single(chat.CheckSchema<SchemaGateway.Order>("openai/gpt-5.4-mini", strict: true).Candidates).Broken[0],
            StringComparison.Ordinal);
    }
}
