using Microsoft.Extensions.AI;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Conformance;

/// <summary>What a service does not take is left out and noted, or refused by name, before anything is sent.</summary>
public sealed class OptionConformance
{
    public static TheoryData<SimulatedProtocol> Protocols { get; } = [.. GatewayOverHttp.Protocols];

    public static TheoryData<SimulatedProtocol> WithMedia { get; } =
        [.. GatewayOverHttp.Protocols.Except([SimulatedProtocol.DeepSeek])];

    [Theory]
    [InlineData(SimulatedProtocol.OpenAI, 4, true)]
    [InlineData(SimulatedProtocol.AzureOpenAI, 4, true)]
    [InlineData(SimulatedProtocol.DeepSeek, 16, true)]
    [InlineData(SimulatedProtocol.Anthropic, int.MaxValue, false)]
    [InlineData(SimulatedProtocol.Bedrock, int.MaxValue, false)]
    [InlineData(SimulatedProtocol.Gemini, 5, true)]
    [InlineData(SimulatedProtocol.Cohere, 5, true)]
    [InlineData(SimulatedProtocol.Mistral, int.MaxValue, true)]
    [InlineData(SimulatedProtocol.Ollama, int.MaxValue, true)]
    public async Task StopSequences_AreSentAsFarAsTheyAreTaken(SimulatedProtocol protocol, int most, bool takesWhiteSpace)
    {
        string[] stops = ["", " ", .. Enumerable.Range(0, 20).Select(static number => $"STOP{number:00}")];
        (string body, IReadOnlyList<string> notes) = await SendAsync(protocol,
            new ChatOptions { StopSequences = stops, MaxOutputTokens = 100 });

        int taken = Math.Min(20, takesWhiteSpace ? most - 1 : most);
        Assert.Equal(taken,
            stops.Count(stop => stop.StartsWith("STOP", StringComparison.Ordinal) && body.Contains(stop, StringComparison.Ordinal)));
        Assert.Equal(takesWhiteSpace, body.Contains("\" \"", StringComparison.Ordinal));
        Assert.Contains(notes, static note => note.Contains("Blank StopSequences were not sent", StringComparison.Ordinal));
        Assert.Equal(most < 20, notes.Any(note => note.Contains($"after the first {most} were not sent", StringComparison.Ordinal)));
    }

    [Theory, MemberData(nameof(Protocols))]
    public async Task StopSequences_ThatAreAllEmpty_AreNoField(SimulatedProtocol protocol)
    {
        (string body, _) = await SendAsync(protocol, new ChatOptions { StopSequences = [""], MaxOutputTokens = 100 });

        Assert.DoesNotContain("\"stop", body, StringComparison.Ordinal);
    }

    /// <summary>The option permits background responses and asks for none, so that Microsoft.Extensions.AI has it ignored.</summary>
    [Theory, MemberData(nameof(Protocols))]
    public async Task BackgroundResponses_AreIgnoredWhereThereAreNone(SimulatedProtocol protocol)
    {
        (string body, IReadOnlyList<string> notes) =
            await SendAsync(protocol, new ChatOptions { AllowBackgroundResponses = true, MaxOutputTokens = 100 });

        bool has = protocol == SimulatedProtocol.OpenAIResponses;
        Assert.Equal(has, body.Contains("\"background\"", StringComparison.Ordinal));
        Assert.NotEqual(has, notes.Any(static note => note.Contains("AllowBackgroundResponses was not sent", StringComparison.Ordinal)));
    }

    /// <summary>DeepSeek takes no media at all.</summary>
    [Theory, MemberData(nameof(WithMedia))]
    public async Task MediaTypes_ThatAreNotTaken_AreRefusedByName(SimulatedProtocol protocol)
    {
        await using GatewayOverHttp gateway = await GatewayOverHttp.StartAsync(protocol);
        foreach (string type in (string[])["image/tiff", "application/x-foo"])
        {
            ChatMessage message = new(ChatRole.User, [new TextContent("What is it?"), new DataContent(new byte[] { 1, 2, 3 }, type)]);
            GatewayAnswer answer = await gateway.AskAsync(stream: false, [message]);

            ProviderException refused = Assert.IsType<ProviderException>(answer.Exception);
            Assert.Equal(FailureKind.Unsupported, refused.Kind);
            Assert.Contains(type, refused.Message,
                StringComparison.Ordinal);
        }

        Assert.Empty(gateway.First.Requests);
    }

    [Theory]
    [InlineData("image/png")]
    [InlineData("image/jpeg; x=1")]
    [InlineData("IMAGE/WEBP")]
    [InlineData("application/pdf")]
    [InlineData("text/x-csharp")]
    [InlineData("application/vnd.openxmlformats-officedocument.wordprocessingml.document")]
    public async Task MediaTypes_ThatAreTaken_AreSent(string type)
    {
        await using GatewayOverHttp gateway = await GatewayOverHttp.StartAsync(SimulatedProtocol.OpenAI);
        ChatMessage message = new(ChatRole.User, [new TextContent("What is it?"), new DataContent(new byte[] { 1, 2, 3 }, type)]);

        Assert.Null((await gateway.AskAsync(stream: false, [message])).Exception);
    }

    private static async Task<(string Body, IReadOnlyList<string> Notes)> SendAsync(SimulatedProtocol protocol, ChatOptions options)
    {
        await using GatewayOverHttp gateway = await GatewayOverHttp.StartAsync(protocol);
        GatewayAnswer answer = await gateway.AskAsync(stream: false, "hi", options);
        Assert.Null(answer.Exception);
        return (System.Text.Encoding.UTF8.GetString(Assert.Single(gateway.First.Requests).RawBody.Span), answer.Receipt.Notes);
    }
}
