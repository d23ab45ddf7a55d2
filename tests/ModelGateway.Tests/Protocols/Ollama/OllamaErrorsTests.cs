using System.Text;
using ModelGateway.Failures;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Errors;
using ModelGateway.Protocols.Ollama;
using ModelGateway.Tests.Testing.Simulators;

namespace ModelGateway.Tests.Protocols.Ollama;

/// <summary>The table of errors, read back, and beside the simulator's own errors.</summary>
public sealed class OllamaErrorsTests
{
    [Fact]
    public void Answers_ReadBackAsTheSameKind()
    {
        IProtocol protocol = OllamaProtocol.Instance;
        foreach (WireError error in OllamaErrors.Answers)
        {
            using HttpResponseMessage response = new();
            byte[] body = Encoding.UTF8.GetBytes($$"""{"error":"{{error.Word}}"}""");

            ProviderFailure failure = protocol.ReadError(error.StatusCode, response.Headers, body, DateTimeOffset.UnixEpoch);

            Assert.True(error.Kind == failure.Kind, $"{error}: {failure.Kind}");
        }
    }

    [Theory]
    [InlineData("Overloaded", FailureKind.Unavailable)]
    [InlineData("RateLimited", FailureKind.RateLimited)]
    [InlineData("QuotaExhausted", FailureKind.QuotaExhausted)]
    [InlineData("ContentFiltered", FailureKind.ContentRefused)]
    [InlineData("Unauthorized", FailureKind.Unauthorized)]
    [InlineData("ModelNotFound", FailureKind.ModelNotFound)]
    public async Task Answers_AreTheSimulators(string fault, FailureKind kind)
    {
        WireError expected = OllamaErrors.Answers.Single(error => error.Kind == kind);
        await using ProviderSimulator simulator = await ProviderSimulator.StartAsync(SimulatedProtocol.Ollama);
        using SimulatorClient client = new(simulator);
        simulator.FailAlways(fault switch
        {
            "Overloaded" => SimulatedFault.Overloaded(),
            "RateLimited" => SimulatedFault.RateLimited(),
            "QuotaExhausted" => SimulatedFault.QuotaExhausted(),
            "ContextTooLong" => SimulatedFault.ContextTooLong(),
            "ContentFiltered" => SimulatedFault.ContentFiltered(),
            "Unauthorized" => SimulatedFault.Unauthorized(),
            _ => SimulatedFault.ModelNotFound(),
        });

        using HttpResponseMessage response = await client.HelloAsync();

        Assert.Equal(expected.StatusCode, (int)response.StatusCode);
    }
}
