using System.Text;
using System.Text.Json;
using ModelGateway.Failures;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Errors;
using ModelGateway.Protocols.Mistral;
using ModelGateway.Tests.Support;
using ModelGateway.Tests.Testing.Simulators;

namespace ModelGateway.Tests.Protocols.Mistral;

/// <summary>The table of errors, read back, and beside the simulator's own errors.</summary>
public sealed class MistralErrorsTests
{
    [Fact]
    public void Answers_ReadBackAsTheSameKind()
    {
        IProtocol protocol = MistralProtocol.Instance;
        foreach (WireError error in MistralErrors.Answers)
        {
            using HttpResponseMessage response = new();
            byte[] body = Encoding.UTF8.GetBytes($$"""{"object":"error","message":"{{error.Word}}","type":"{{error.Word}}","code":null}""");

            ProviderFailure failure = protocol.ReadError(error.StatusCode, response.Headers, body, DateTimeOffset.UnixEpoch);

            Assert.True(error.Kind == failure.Kind, $"{error}: {failure.Kind}");
        }
    }

    [Theory]
    [InlineData(FailureKind.Unavailable)]
    [InlineData(FailureKind.RateLimited)]
    [InlineData(FailureKind.QuotaExhausted)]
    [InlineData(FailureKind.ContentRefused)]
    [InlineData(FailureKind.ModelNotFound)]
    public async Task Answers_AreTheSimulators(FailureKind kind)
    {
        WireError expected = MistralErrors.Answers.Single(error => error.Kind == kind);
        await using ProviderSimulator simulator = await ProviderSimulator.StartAsync(SimulatedProtocol.Mistral);
        using SimulatorClient client = new(simulator);
        simulator.FailAlways(SimulatedFaults.For(kind));

        using HttpResponseMessage response = await client.HelloAsync();

        Assert.Equal(expected.StatusCode, (int)response.StatusCode);
        JsonElement error = JsonElement.Parse(await response.Content.ReadAsStringAsync());
        string?[] words = [error.GetProperty("type").GetString(), error.GetProperty("message").GetString()];
        Assert.Contains(expected.Word, words);
    }
}
