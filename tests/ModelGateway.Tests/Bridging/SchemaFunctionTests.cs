using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Bridging;

namespace ModelGateway.Tests.Bridging;

public sealed class SchemaFunctionTests
{
    private const string City = """{"type":"object","properties":{"name":{"type":"string"}},"required":["name"]}""";

    [Theory]
    [InlineData(null, "json_answer")]
    [InlineData("City", "City")]
    [InlineData("List`1 of City", "List_1_of_City")]
    [InlineData("3d", "_3d")]
    [InlineData("weather", "weather_2")]
    [InlineData("TIME", "TIME_3")]
    public void Name_IsTheSchemasWithANumberWhereItIsTaken(string? schema, string expected)
    {
        AITool[] tools = [Function("Weather"), Function("time"), Function("TIME_2")];
        Assert.Equal(expected, new SchemaFunction(Format(City, schema), tools).Name);
    }

    [Fact]
    public void Name_IsCutToTheLengthThatProvidersAccept()
    {
        string name = new('n', 80);
        SchemaFunction first = new(Format(City, name), []);
        SchemaFunction second = new(Format(City, name), [first.Declaration]);
        Assert.Equal(64, first.Name.Length);
        Assert.InRange(second.Name.Length, 1, 64);
        Assert.NotEqual(first.Name, second.Name);
    }

    [Fact]
    public void Apply_WithoutOtherToolsRequiresTheFunctionByName()
    {
        ChatOptions options = new();
        SchemaFunction function = new(Format(City, "City", "A place."), null);
        function.Apply(options);

        Assert.Null(options.ResponseFormat);
        Assert.Equal("City", Assert.IsType<RequiredChatToolMode>(options.ToolMode).RequiredFunctionName);
        AIFunctionDeclaration declaration = Assert.IsAssignableFrom<AIFunctionDeclaration>(Assert.Single(options.Tools!));
        Assert.Contains("A place.", declaration.Description, StringComparison.Ordinal);
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(City), declaration.JsonSchema));
    }

    [Fact]
    public void Apply_WithOtherToolsRequiresAnyOfThem()
    {
        ChatOptions options = new() { Tools = [Function("weather")], ToolMode = ChatToolMode.Auto };
        new SchemaFunction(Format(City, "City"), options.Tools).Apply(options);

        Assert.Equal(["weather", "City"], options.Tools.Select(static tool => tool.Name));
        Assert.Null(Assert.IsType<RequiredChatToolMode>(options.ToolMode).RequiredFunctionName);
    }

    [Fact]
    public void Apply_WhereOtherToolsAreForbiddenRequiresTheFunctionByName()
    {
        ChatOptions options = new() { Tools = [Function("weather")], ToolMode = ChatToolMode.None };
        new SchemaFunction(Format(City, "City"), options.Tools).Apply(options);

        Assert.Equal("City", Assert.IsType<RequiredChatToolMode>(options.ToolMode).RequiredFunctionName);
    }

    [Fact]
    public void IsInTheWay_WhereTheCallerRequiresACallOfItsTools()
    {
        Assert.True(SchemaFunction.IsInTheWay(new ChatOptions { Tools = [Function("weather")], ToolMode = ChatToolMode.RequireAny }));
        Assert.False(SchemaFunction.IsInTheWay(new ChatOptions { Tools = [Function("weather")] }));
        Assert.False(SchemaFunction.IsInTheWay(new ChatOptions { ToolMode = ChatToolMode.RequireAny }));
    }

    [Fact]
    public void Arguments_AreTheCallsAsJson()
    {
        FunctionCallContent call = new("1", "City", new Dictionary<string, object?> { ["name"] = "Paris", ["size"] = 2 });
        FunctionCallContent broken = new("2", "City") { Exception = new JsonException("cut") };

        Assert.Equal("""{"name":"Paris","size":2}""", SchemaFunction.Arguments(call)!.Value.GetRawText());
        Assert.Null(SchemaFunction.Arguments(broken));
    }

    private static AIFunctionDeclaration Function(string name) => AIFunctionFactory.CreateDeclaration(name, null, JsonElement.Parse("""{"type":"object"}"""));

    private static ChatResponseFormatJson Format(string schema, string? name = null, string? description = null) =>
        ChatResponseFormat.ForJsonSchema(JsonElement.Parse(schema), name, description);
}
