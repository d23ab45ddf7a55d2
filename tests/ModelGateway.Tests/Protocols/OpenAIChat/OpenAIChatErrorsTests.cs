using System.Text;
using System.Text.Json;
using ModelGateway.Failures;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Errors;
using ModelGateway.Protocols.OpenAIChat;
using ModelGateway.Tests.Support;
using ModelGateway.Tests.Testing.Simulators;

namespace ModelGateway.Tests.Protocols.OpenAIChat;

/// <summary>The table of errors, read back, and beside the simulator's own errors.</summary>
public sealed class OpenAIChatErrorsTests
{
    [Fact]
    public void Answers_ReadBackAsTheSameKind()
    {
        IProtocol protocol = OpenAIChatProtocol.Instance;
        foreach (WireError error in OpenAIChatErrors.Answers)
        {
            using HttpResponseMessage response = new();
            byte[] body = Encoding.UTF8.GetBytes($$$"""{"error":{"message":"It failed.","type":"error","code":"{{{error.Word}}}"}}""");

            ProviderFailure failure = protocol.ReadError(error.StatusCode, response.Headers, body, DateTimeOffset.UnixEpoch);

            Assert.True(error.Kind == failure.Kind, $"{error}: {failure.Kind}");
        }
    }

    [Theory]
    [InlineData(FailureKind.Unavailable)]
    [InlineData(FailureKind.RateLimited)]
    [InlineData(FailureKind.QuotaExhausted)]
    [InlineData(FailureKind.ContextTooLong)]
    [InlineData(FailureKind.ContentRefused)]
    [InlineData(FailureKind.ModelNotFound)]
    public async Task Answers_AreTheSimulators(FailureKind kind)
    {
        WireError expected = OpenAIChatErrors.Answers.Single(error => error.Kind == kind);
        await using ProviderSimulator simulator = await ProviderSimulator.StartAsync(SimulatedProtocol.OpenAI);
        using SimulatorClient client = new(simulator);
        simulator.FailAlways(SimulatedFaults.For(kind));

        using HttpResponseMessage response = await client.HelloAsync();

        Assert.Equal(expected.StatusCode, (int)response.StatusCode);
        JsonElement error = JsonElement.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal(expected.Word, error.GetProperty("error").GetProperty("code").GetString());
    }
}
