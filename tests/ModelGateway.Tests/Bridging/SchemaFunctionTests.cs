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
    public void TheName_IsTheSchemas_AndFree(string? schema, string expected)
    {
        AITool[] tools = [Function("Weather"), Function("time"), Function("TIME_2")];
        Assert.Equal(expected, new SchemaFunction(Format(City, schema), tools).Name);
    }

    [Fact]
    public void ALongName_IsCutToWhatProvidersTake()
    {
        string name = new('n', 80);
        SchemaFunction first = new(Format(City, name), []);
        SchemaFunction second = new(Format(City, name), [first.Declaration]);
        Assert.Equal(64, first.Name.Length);
        Assert.InRange(second.Name.Length, 1, 64);
        Assert.NotEqual(first.Name, second.Name);
    }

    [Fact]
    public void Alone_ItIsDemandedByName()
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
    public void BesideTheCallersTools_AnyIsDemanded()
    {
        ChatOptions options = new() { Tools = [Function("weather")], ToolMode = ChatToolMode.Auto };
        new SchemaFunction(Format(City, "City"), options.Tools).Apply(options);

        Assert.Equal(["weather", "City"], options.Tools.Select(static tool => tool.Name));
        Assert.Null(Assert.IsType<RequiredChatToolMode>(options.ToolMode).RequiredFunctionName);
    }

    [Fact]
    public void WhereTheCallersToolsMayNotBeCalled_ItIsDemandedByName()
    {
        ChatOptions options = new() { Tools = [Function("weather")], ToolMode = ChatToolMode.None };
        new SchemaFunction(Format(City, "City"), options.Tools).Apply(options);

        Assert.Equal("City", Assert.IsType<RequiredChatToolMode>(options.ToolMode).RequiredFunctionName);
    }

    [Fact]
    public void WhereACallOfTheCallersIsDemanded_ItIsInTheWay()
    {
        Assert.True(SchemaFunction.IsInTheWay(new ChatOptions { Tools = [Function("weather")], ToolMode = ChatToolMode.RequireAny }));
        Assert.False(SchemaFunction.IsInTheWay(new ChatOptions { Tools = [Function("weather")] }));
        Assert.False(SchemaFunction.IsInTheWay(new ChatOptions { ToolMode = ChatToolMode.RequireAny }));
    }

    [Theory]
    [InlineData("""{"type":"array","items":{"type":"string"}}""", """["a"]""")]
    [InlineData("""{"type":"string"}""", "\"a\"")]
    [InlineData("""{"$ref":"#/$defs/x","$defs":{"x":{"type":"object","properties":{"y":{"$ref":"#/$defs/x"}}}}}""", """{"y":{}}""")]
    [InlineData("""{"anyOf":[{"type":"integer"},{"type":"array","items":{"$ref":"#"}}]}""", "[[1],2]")]
    [InlineData("""{"enum":["a",{"$ref":"#"}]}""", """{"$ref":"#"}""")]
    [InlineData("true", "7")]
    public void ARootThatIsNoObject_IsWrapped_AndUnwrapped(string schema, string value)
    {
        SchemaRoot root = new(JsonElement.Parse(schema));

        Assert.True(root.IsWrapped);
        Assert.True(root.Check(JsonElement.Parse($$"""{"value":{{value}}}"""), out JsonElement unwrapped).Fits);
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(value), unwrapped));
        Assert.True(ModelGateway.Schemas.SchemaValidator.Check(root.Sent, JsonElement.Parse($$"""{"value":{{value}}}""")) is { Faults.Count: 0, IsConclusive: true });
    }

    [Fact]
    public void AnAnswerThatForgotTheWrapping_IsTakenAsItIs()
    {
        SchemaRoot root = new(JsonElement.Parse("""{"anyOf":[{"type":"object","properties":{"name":{"type":"string"}},"required":["name"]}]}"""));
        Assert.True(root.Check(JsonElement.Parse("""{"name":"a"}"""), out JsonElement value).Fits);
        Assert.Equal("""{"name":"a"}""", value.GetRawText());
    }

    [Theory]
    [InlineData("""{"a":1}""", """{"a":1}""")]
    [InlineData("  [1, 2]\n", "[1, 2]")]
    [InlineData("7", "7")]
    [InlineData("Here it is:\n```json\n{\"a\": \"}\"}\n```\nAnything else?", """{"a": "}"}""")]
    [InlineData("As [1] says: {\"a\":{\"b\":[2]}}.", "[1]|{\"a\":{\"b\":[2]}}")]
    [InlineData("{broken {\"a\":1}", """{"a":1}""")]
    [InlineData("{'a':1}", "")]
    [InlineData("none", "")]
    [InlineData("", "")]
    [InlineData("{\"a\":", "")]
    public void JsonIsFoundInText(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', JsonInText.Find(text).Select(static found => found.GetRawText())));

    [Fact]
    public void ManyBracketsThatNeverClose_AreGivenUp() => Assert.Empty(JsonInText.Find(new string('{', 1_000_000)));

    private static AIFunctionDeclaration Function(string name) => AIFunctionFactory.CreateDeclaration(name, null, JsonElement.Parse("""{"type":"object"}"""));

    private static ChatResponseFormatJson Format(string schema, string? name = null, string? description = null) =>
        ChatResponseFormat.ForJsonSchema(JsonElement.Parse(schema), name, description);
}
