using System.Text;
using System.Text.Json;
using ModelGateway.Failures;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Anthropic;
using ModelGateway.Protocols.Errors;
using ModelGateway.Tests.Support;
using ModelGateway.Tests.Testing.Simulators;

namespace ModelGateway.Tests.Protocols.Anthropic;

/// <summary>The table of errors, read back, and beside the simulator's own errors.</summary>
public sealed class AnthropicErrorsTests
{
    [Fact]
    public void Answers_ReadBackAsTheSameKind()
    {
        IProtocol protocol = AnthropicProtocol.Instance;
        foreach (WireError error in AnthropicErrors.Answers)
        {
            foreach (string message in (string[])["model: claude-x", "No.", ""])
            {
                using HttpResponseMessage response = new();
                byte[] body = Encoding.UTF8.GetBytes($$$"""{"type":"error","error":{"type":"{{{error.Word}}}","message":"{{{message}}}"}}""");

                ProviderFailure failure = protocol.ReadError(error.StatusCode, response.Headers, body, DateTimeOffset.UnixEpoch);

                Assert.True(error.Kind == failure.Kind, $"{error} '{message}': {failure.Kind}");
            }
        }
    }

    [Theory]
    [InlineData(FailureKind.Unavailable)]
    [InlineData(FailureKind.RateLimited)]
    [InlineData(FailureKind.QuotaExhausted)]
    [InlineData(FailureKind.Unauthorized)]
    [InlineData(FailureKind.ModelNotFound)]
    public async Task Answers_AreTheSimulators(FailureKind kind)
    {
        WireError expected = AnthropicErrors.Answers.Single(error => error.Kind == kind);
        await using ProviderSimulator simulator = await ProviderSimulator.StartAsync(SimulatedProtocol.Anthropic);
        using SimulatorClient client = new(simulator);
        simulator.FailAlways(SimulatedFaults.For(kind));

        using HttpResponseMessage response = await client.HelloAsync();

        JsonElement error = JsonElement.Parse(await response.Content.ReadAsStringAsync()).GetProperty("error");
        Assert.Equal((expected.StatusCode, expected.Word), ((int)response.StatusCode, error.GetProperty("type").GetString()));
    }
}
