using System.Text.Json;

namespace ModelGateway.Tests.Testing.Simulators;

/// <summary>Vendors refuse two tools of one name; local servers and OpenAI take them.</summary>
public sealed class DuplicateToolTests
{
    private const string Function = """{"type":"function","function":{"name":"f","parameters":{"type":"object"}}}""";

    [Theory]
    [InlineData(SimulatedProtocol.Anthropic, """{"model":"claude-sonnet-5","max_tokens":9,"messages":[{"role":"user","content":"a"}],"tools":[#,#]}""",
        """{"name":"f","input_schema":{"type":"object"}}""", "tools: Tool names must be unique.")]
    [InlineData(SimulatedProtocol.Gemini, """{"contents":[{"role":"user","parts":[{"text":"a"}]}],"tools":[{"functionDeclarations":[#,#]}]}""",
        """{"name":"f"}""", "Duplicate function declaration found: f")]
    [InlineData(SimulatedProtocol.Bedrock, """{"messages":[{"role":"user","content":[{"text":"a"}]}],"toolConfig":{"tools":[#,#]}}""",
        """{"toolSpec":{"name":"f","inputSchema":{"json":{"type":"object"}}}}""", "Tool names must be unique.")]
    [InlineData(SimulatedProtocol.DeepSeek, """{"model":"deepseek-v4-pro","messages":[{"role":"user","content":"a"}],"tools":[#,#]}""",
        Function, "Tool names must be unique.")]
    public async Task SecondToolOfAName_IsRefused(SimulatedProtocol protocol, string body, string tool, string message)
    {
        await using ProviderSimulator simulator = await ProviderSimulator.StartAsync(protocol);
        using SimulatorClient client = new(simulator);

        JsonElement error = await client.JsonAsync(body.Replace("#", tool, StringComparison.Ordinal), 400);
        using HttpResponseMessage one = await client.SendAsync(body.Replace("#,#", tool, StringComparison.Ordinal));

        Assert.Contains(message, error.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(200, (int)one.StatusCode);
    }

    [Fact]
    public async Task OpenAI_TakesThem()
    {
        await using ProviderSimulator simulator = await ProviderSimulator.StartAsync(SimulatedProtocol.OpenAI);
        using SimulatorClient client = new(simulator);

        using HttpResponseMessage answer = await client.SendAsync(
            $$"""{"model":"gpt-4.1","messages":[{"role":"user","content":"a"}],"tools":[{{Function}},{{Function}}]}""");

        Assert.Equal(200, (int)answer.StatusCode);
    }
}
