using System.Text.Json.Nodes;

namespace ModelGateway.Tests.Conformance.Requests;

/// <summary>The comparison that the committed table rests on finds what differs, and a known difference hides no other.</summary>
public sealed class RequestComparisonTests
{
    private const string Recorded =
        """{"model":"m","max_tokens":5,"temperature":0.0,"tool_choice":null,"messages":[{"role":"user","content":[{"type":"text","text":"hi"}]}]}""";

    [Theory]
    [InlineData("""{"messages":[{"content":"hi","role":"user"}],"model":"m","temperature":0,"max_completion_tokens":5}""", "")]
    [InlineData("""{"messages":[{"content":"hi","role":"user"}],"model":"m","temperature":1,"max_completion_tokens":5}""", ".temperature: 0.0 was written as 1")]
    [InlineData("""{"messages":[{"content":"hi","role":"user"}],"model":"m","max_completion_tokens":5}""", ".temperature: 0.0 was written as nothing")]
    [InlineData("""{"messages":[{"content":"hi","role":"user"}],"model":"m","temperature":0,"max_completion_tokens":6}""", ".max_completion_tokens: 5 was written as 6")]
    [InlineData("""{"messages":[{"content":"ho","role":"user"}],"model":"m","temperature":0,"max_tokens":5}""", """.messages[].content: "hi" was written as "ho""")]
    [InlineData("""{"messages":[{"content":"hi","role":"user","name":"x"}],"model":"m","temperature":0,"max_tokens":5}""", """.messages[].name: nothing was written as "x""")]
    [InlineData("""{"messages":[{"content":"hi","role":"user"},{"content":"","role":"user"}],"model":"m","temperature":0,"max_tokens":5}""", ".messages: [")]
    [InlineData("""{"messages":[{"content":"hi","role":"user"}],"model":"m","temperature":0,"max_tokens":5,"stream_options":{}}""", ".stream_options: nothing")]
    public void Compare_FindsWhatIsOnNoList(string written, string expected)
    {
        RequestComparison comparison = new(OpenAIRequestDifferences.All);
        comparison.Compare(JsonNode.Parse(Recorded), JsonNode.Parse(written));
        if (expected.Length == 0)
        {
            Assert.Empty(comparison.Unexpected);
            Assert.Equal(3, comparison.Met.Count);
        }
        else
        {
            Assert.StartsWith(expected, Assert.Single(comparison.Unexpected), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Undocumented_NamesTheOutermostFieldAlone()
    {
        FieldPaths fields = new(["model", "messages[].content", "tools[].schema**"]);
        fields.Add(
            System.Text.Json.JsonElement.Parse("""{"model":"m","messages":[{"content":"hi","extra":{"a":1}}],"tools":[{"schema":{"x":1}}],"own":1,"modell":1}"""),
            new MappedRequest { Options = { AdditionalProperties = new() { ["own"] = 1 } } });
        Assert.Equal(["messages[].extra", "modell"], fields.Undocumented);
    }
}
