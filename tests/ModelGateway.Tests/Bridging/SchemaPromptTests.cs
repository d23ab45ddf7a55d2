using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Bridging;
using ModelGateway.Schemas;

namespace ModelGateway.Tests.Bridging;

public sealed class SchemaPromptTests
{
    private static readonly JsonElement City = JsonElement.Parse("""{"type":"object","required":["name"]}""");

    [Theory]
    [InlineData(null, null, "")]
    [InlineData("City", null, " It is called City.")]
    [InlineData("City", "A place.", " It is called City. A place.")]
    public void Instruction_ContainsNameDescriptionAndSchema(string? name, string? description, string expected)
    {
        string instruction = SchemaPrompt.Instruction(ChatResponseFormat.ForJsonSchema(City, name, description), new SchemaRoot(City));

        Assert.Equal(
            $"Answer with one JSON object and nothing else: no explanation, no Markdown.{expected} "
            + $"It must fit this JSON schema:\n{City.GetRawText()}",
            instruction);
    }

    [Fact]
    public void Correction_ListsTheFirstTenFaults()
    {
        SchemaFault[] faults = [.. Enumerable.Range(1, 12).Select(static number => new SchemaFault($"/{number}", "is missing"))];

        string[] few = SchemaPrompt.Correction(faults[..1]).Split('\n');
        string[] many = SchemaPrompt.Correction(faults).Split('\n');

        Assert.Equal(
            [
                "That answer does not fit the JSON schema:",
                "- /1: is missing",
                "Answer again with the whole corrected JSON object and nothing else.",
            ],
            few);
        Assert.Equal(13, many.Length);
        Assert.Equal("- /10: is missing", many[10]);
        Assert.Equal("- and more", many[11]);
    }
}
