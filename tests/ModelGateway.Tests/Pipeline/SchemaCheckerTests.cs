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

    /// <summary>Of a name that occurs twice the last value counts, and nothing throws.</summary>
    [Theory]
    [InlineData("true")]
    [InlineData("7")]
    [InlineData("""{"type":"object","type":"object","properties":{"a":{"type":"string","minLength":1,"minLength":2},"a":{"type":"integer"}}}""")]
    [InlineData("""{"anyOf":[{"type":"string","type":"integer"},{"type":"object","properties":{},"properties":{}}]}""")]
    public void Check_ReadsSchemasThatAreOdd(string schema)
    {
        using IChatClient chat = GatewayChatClient.Create(SchemaGateway.Configure);
        Assert.Equal(2, chat.CheckSchema(JsonElement.Parse(schema), "chat").Candidates.Count);
    }

    [Theory]
    [InlineData("openrouter/anthropic/claude-haiku-4.5")]
    [InlineData("litellm/bedrock/anthropic.claude-haiku-4-5")]
    [InlineData("portkey/claude-haiku-4-5")]
    public void Check_KnowsClaudeBehindOtherServices(string deployment)
    {
        using IChatClient chat = GatewayChatClient.Create(g => g
            .AddOpenRouter(configure: o => Add(o, "anthropic/claude-haiku-4.5"))
            .AddLiteLLM(configure: o => Add(o, "bedrock/anthropic.claude-haiku-4-5"))
            .AddPortkey(configure: o => Add(o, "claude-haiku-4-5")));

        SchemaCandidate candidate = Assert.Single(chat.CheckSchema<SchemaGateway.Order>(deployment).Candidates);

        Assert.StartsWith("prices is a dictionary", Assert.Single(candidate.Broken), StringComparison.Ordinal);
        Assert.Equal(["quantity: minimum", "quantity: maximum"], candidate.Moved);

        static void Add(ProviderOptions options, string id)
        {
            options.Keys.Add("k");
            options.Models.Add(new() { Id = id, Capabilities = new CapabilitySet([Capability.JsonSchema]) });
        }
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
