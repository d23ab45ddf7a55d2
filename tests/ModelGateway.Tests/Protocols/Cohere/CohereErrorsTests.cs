using System.Text;
using System.Text.Json;
using ModelGateway.Failures;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Cohere;
using ModelGateway.Protocols.Errors;
using ModelGateway.Tests.Support;
using ModelGateway.Tests.Testing.Simulators;

namespace ModelGateway.Tests.Protocols.Cohere;

/// <summary>The table of errors, read back, and beside the simulator's own errors.</summary>
public sealed class CohereErrorsTests
{
    [Fact]
    public void Answers_ReadBackAsTheSameKind()
    {
        IProtocol protocol = CohereProtocol.Instance;
        foreach (WireError error in CohereErrors.Answers)
        {
            using HttpResponseMessage response = new();
            byte[] body = Encoding.UTF8.GetBytes($$"""{"id":"1","message":"{{error.Word}}"}""");

            ProviderFailure failure = protocol.ReadError(error.StatusCode, response.Headers, body, DateTimeOffset.UnixEpoch);

            Assert.True(error.Kind == failure.Kind, $"{error}: {failure.Kind}");
        }
    }

    [Theory]
    [InlineData(FailureKind.Unavailable, true)]
    [InlineData(FailureKind.RateLimited, false)]
    [InlineData(FailureKind.QuotaExhausted, false)]
    [InlineData(FailureKind.ContextTooLong, false)]
    [InlineData(FailureKind.ContentRefused, true)]
    [InlineData(FailureKind.Unauthorized, true)]
    [InlineData(FailureKind.ModelNotFound, false)]
    public async Task Answers_AreTheSimulators(FailureKind kind, bool inTheSameWords)
    {
        WireError expected = CohereErrors.Answers.Single(error => error.Kind == kind);
        await using ProviderSimulator simulator = await ProviderSimulator.StartAsync(SimulatedProtocol.Cohere);
        using SimulatorClient client = new(simulator);
        simulator.FailAlways(SimulatedFaults.For(kind));

        using HttpResponseMessage response = await client.HelloAsync();

        Assert.Equal(expected.StatusCode, (int)response.StatusCode);
        string message = JsonElement.Parse(await response.Content.ReadAsStringAsync()).GetProperty("message").GetString()!;
        Assert.Equal(inTheSameWords, message == expected.Word);
    }
}
