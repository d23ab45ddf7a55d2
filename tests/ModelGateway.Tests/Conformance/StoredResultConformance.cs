using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Conformance;

/// <summary>What a tool returned is sent alike before and after the history was stored as JSON, by every protocol.</summary>
public sealed class StoredResultConformance
{
    private static readonly byte[] Png =
        Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    public static MatrixTheoryData<SimulatedProtocol, string> Results { get; } =
        new(GatewayOverHttp.Protocols, ["text and image", "image", "text", "json", "indented"]);

    [Theory, MemberData(nameof(Results))]
    public async Task StoredResult_IsSentAsItWas(SimulatedProtocol protocol, string kind)
    {
        object result = kind switch
        {
            "text and image" => new List<AIContent> { new TextContent("A map."), new DataContent(Png, "image/png") },
            "image" => new DataContent(Png, "image/png"),
            "text" => new TextContent("Sun."),
            "json" => JsonElement.Parse("""{"sun":true,"wind":[1,2]}"""),
            _ => JsonElement.Parse("""{"sun": true, "text": "a\n b"}"""),
        };
        AIFunctionDeclaration map = AIFunctionFactory.CreateDeclaration("map", "Draws a map.", JsonElement.Parse("""{"type":"object","properties":{}}"""));
        List<ChatMessage> history =
        [
            new(ChatRole.User, "Draw a map."),
            new(ChatRole.Assistant, [new FunctionCallContent("call_1", "map", new Dictionary<string, object?>())]),
            new(ChatRole.Tool, [new FunctionResultContent("call_1", result)]),
        ];
        JsonSerializerOptions indented = new(AIJsonUtilities.DefaultOptions) { WriteIndented = true };
        List<ChatMessage> stored = JsonSerializer.Deserialize<List<ChatMessage>>(
            JsonSerializer.Serialize(history, indented.GetTypeInfo(typeof(List<ChatMessage>))), AIJsonUtilities.DefaultOptions)!;
        await using GatewayOverHttp gateway = await GatewayOverHttp.StartAsync(new GatewayOverHttpOptions
        {
            Protocols = [protocol],
            Model = static (_, model) => model with { Capabilities = new CapabilitySet([Capability.ImageInput]) },
        });
        foreach (List<ChatMessage> messages in (List<ChatMessage>[])[history, stored])
        {
            GatewayAnswer answer =
                await gateway.AskAsync(stream: false, messages, new ChatOptions { ModelId = gateway.Deployments[0], Tools = [map] });
            if (protocol == SimulatedProtocol.DeepSeek && kind.Contains("image", StringComparison.Ordinal))
            {
                Assert.Contains("lacks image-input", answer.Exception!.Message, StringComparison.Ordinal);
                continue;
            }

            Assert.Null(answer.Exception);
        }

        string[] sent = [.. gateway.First.Requests.Select(static request => Encoding.UTF8.GetString(request.RawBody.Span))];
        if (sent.Length == 0)
        {
            Assert.Equal(SimulatedProtocol.DeepSeek, protocol);
            return;
        }

        Assert.Equal(2, sent.Length);
        Assert.Equal(kind.Contains("image", StringComparison.Ordinal),
            sent[0].Contains(Convert.ToBase64String(Png), StringComparison.Ordinal));
        if (kind == "indented")
        {
            Assert.DoesNotContain("sun\": ", sent[1].Replace("\\", "", StringComparison.Ordinal), StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal(sent[0], sent[1]);
        }
    }
}
